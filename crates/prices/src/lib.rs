//! The files of prices and limits in `data/`: how they are read, what is checked, and how newer prices
//! are taken into them.
//!
//! A folder in `data/` is a provider; the folders are the list of providers, and there is no other.
//! [`folder::read_all`] reads them, [`check::provider`] turns one into a [`Provider`] or says everything
//! that is wrong with it. The model's build script writes [`tables::catalogue`] and
//! [`tables::providers`] from them; `cargo run --example prices` takes newer prices from a CSV with
//! [`refresh::refresh`].
//!
//! ```
//! let folders = prices::folder::read_all("../../data".as_ref()).expect("the folders are there");
//! let providers = prices::check::providers(&folders).expect("nothing is wrong with them");
//! assert_eq!(providers[0].about.code.get_ref(), "aws");
//! ```

pub mod check;
pub mod files;
pub mod folder;
pub mod limits;
pub mod names;
pub mod problem;
pub mod refresh;
pub mod regional;
pub mod tables;

pub use files::Provider;
pub use problem::Problem;

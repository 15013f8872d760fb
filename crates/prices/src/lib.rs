//! The files of prices and limits in `data/`: how they are read, what is checked, and how newer prices
//! are taken into them.
//!
//! [`check::read`] is used by the model's build script, which turns the files into tables;
//! [`refresh::refresh`] by `cargo run --example prices`, which takes newer prices from a CSV.

pub mod check;
pub mod refresh;

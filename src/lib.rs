//! A sizing calculator for StemeDB, in layers: [`model`] is pure arithmetic and knows nothing of the
//! others; [`share`] turns scenarios into links and files, and results into JSON, reports and alert
//! rules; [`store`] is what is kept from one visit to the next; `ui` is the page, and `desk` what is
//! loaded beside it when it is asked for.

pub mod model;
pub mod share;
pub mod store;

#[cfg(target_arch = "wasm32")]
pub mod desk;
#[cfg(target_arch = "wasm32")]
pub mod ui;

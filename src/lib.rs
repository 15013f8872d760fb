//! A sizing calculator for StemeDB, in three layers: [`model`] is pure arithmetic and knows nothing
//! of the others; [`share`] turns scenarios into links, and results into JSON, reports and alert
//! rules; `ui` is the page.

pub mod model;
pub mod share;

#[cfg(target_arch = "wasm32")]
mod bindings;
#[cfg(target_arch = "wasm32")]
pub mod ui;

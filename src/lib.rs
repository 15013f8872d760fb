//! The page of the sizing calculator. It shows what the crates `model` and `exchange` compute, and computes
//! nothing itself. There is nothing to see of it outside a browser.

#[cfg(target_arch = "wasm32")]
pub mod desk;
#[cfg(target_arch = "wasm32")]
pub mod storage;
#[cfg(target_arch = "wasm32")]
pub mod ui;

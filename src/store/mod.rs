//! What is kept from one visit to the next, and from one step to the next. All but `browser`, the
//! thin layer over the browser's storage, is plain logic.

#[cfg(target_arch = "wasm32")]
pub mod browser;
pub mod draft;
pub mod library;
pub mod steps;

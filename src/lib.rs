//! The page of the sizing calculator. It shows what the crates `model` and `exchange` compute, and computes
//! nothing itself. There is nothing to see of it outside a browser.
#![cfg(target_arch = "wasm32")]

pub mod api;
pub mod debounce;
mod deferred;
pub mod dom;
mod format;
mod inputs;
mod outcome;
pub mod page;
mod promise;
mod saved;
mod sections;
mod state;
mod storage;
mod text;
mod widgets;

pub use state::App;

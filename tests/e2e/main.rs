//! Tests of the release build in dist/, as its users have it. `make test-e2e` runs them.
#![cfg(not(target_arch = "wasm32"))]

mod budget;
mod compare;
mod first;
mod keyboard;
mod library;
mod links;
mod looks;
mod monitoring;
mod page;
mod places;
mod print;
mod speed;
mod states;
mod telephone;

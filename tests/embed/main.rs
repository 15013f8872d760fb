//! The calculator inside other pages, as their authors put it there. `make test-embed` runs these.
#![cfg(not(target_arch = "wasm32"))]

mod book;
mod dialog;
mod element;
mod examples;
mod generators;
mod library;
mod messages;
mod paper;
mod surroundings;

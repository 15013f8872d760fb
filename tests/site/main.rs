//! Tests of what `make dist` makes in site/: the files themselves, how they work without a network, and how a real web server
//! hands them out. `make test-site` runs them.
#![cfg(not(target_arch = "wasm32"))]

mod files;
mod folder;
mod module;
mod nginx;
mod offline;
mod package;
mod server;
mod workflow;

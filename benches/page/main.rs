//! Measures the release build in a real browser: `make bench`, or `scripts/bench.sh bytes|load|ticks|memory|lighthouse`.
#![cfg(not(target_arch = "wasm32"))]

#[path = "../../tests/e2e/harness.rs"]
mod harness;
mod load;
mod named;
mod profile;
mod serve;
mod table;
mod ticks;

use std::{env, process::exit};

fn main() {
    let wanted: Vec<_> = env::args().skip(1).collect();
    let files = serve::compress();
    let origin = serve::start();
    let mut holds = true;
    for kind in wanted {
        let rows = match &*kind {
            "load" => load::rows(&origin),
            "ticks" => ticks::rows(&origin),
            "profile" => profile::rows(&origin),
            "memory" => ticks::memory(&origin),
            _ => panic!("there is nothing called {kind} to measure"),
        };
        holds &= table::print(&rows);
    }
    let _ = files;
    if !holds {
        exit(1);
    }
}

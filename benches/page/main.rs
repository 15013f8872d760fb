//! Measures the release build in a real browser: `make bench`, or `scripts/bench.sh load` and so on for a part of it.
#![cfg(not(target_arch = "wasm32"))]

mod bytes;
mod lighthouse;
mod load;
mod named;
mod profile;
mod serve;
mod table;
mod ticks;

use std::{env, fs, process::exit, thread::available_parallelism};

const ALL: [&str; 5] = ["bytes", "load", "ticks", "memory", "lighthouse"];

fn main() {
    let mut wanted: Vec<_> = env::args().skip(1).collect();
    if wanted.is_empty() {
        wanted = ALL.map(String::from).to_vec();
    }
    println!("{}\n", surroundings());
    let files = serve::compress();
    let origin = serve::start();
    let mut holds = true;
    for kind in wanted {
        let rows = match &*kind {
            "bytes" => bytes::rows(&files),
            "load" => load::rows(&origin),
            "ticks" => ticks::rows(&origin),
            "memory" => ticks::memory(&origin),
            "lighthouse" => lighthouse::rows(&origin),
            "profile" => profile::rows(&origin),
            _ => panic!("there is nothing called {kind} to measure"),
        };
        holds &= table::print(&rows);
    }
    if !holds {
        eprintln!(
            "A limit is missed. On a machine with other work to do, times say little: look at the load above."
        );
        exit(1);
    }
}

/// What the numbers were measured with: scripts/bench.sh says versions and date.
fn surroundings() -> String {
    let read = |path: &str| fs::read_to_string(path).unwrap_or_default();
    let cpu = read("/proc/cpuinfo");
    let cpu = cpu.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    format!(
        "{}; {}, {} cores; load {} at the start",
        env::var("BENCH_VERSIONS").unwrap_or_default(),
        cpu.map_or("unknown processor", |(_, name)| name),
        available_parallelism().map_or(0, usize::from),
        read("/proc/loadavg")
            .split(' ')
            .next()
            .filter(|load| !load.is_empty())
            .unwrap_or("unknown"),
    )
}

//! The page's program with the names of its functions: the same code as in `dist/`, which has them stripped.

use std::{fs, path::PathBuf, process::Command};

use crate::serve::folder;

/// Makes it from what wasm-bindgen left behind, by the wasm-opt parameters of `index.html`.
pub fn wasm() -> PathBuf {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let index = fs::read_to_string(root.join("index.html")).expect("index.html");
    let line = index.lines().find(|line| line.contains("data-bin=\"stemedb-sizing\""));
    let line = line.expect("the page's program in index.html");
    let attribute = |name: &str| {
        let (_, rest) = line.split_once(&format!("{name}=\"")).expect("an attribute");
        rest.split('"').next().unwrap_or_default().to_owned()
    };
    let from = root.join("target/wasm-bindgen/release/stemedb-sizing_bg.wasm");
    let named = folder().join("named");
    fs::create_dir_all(&named).expect("a folder");
    let to = named.join("stemedb-sizing_bg.wasm");
    let status = Command::new("wasm-opt")
        .arg(format!("-O{}", attribute("data-wasm-opt")))
        .args(attribute("data-wasm-opt-params").split(' '))
        .arg("-g")
        .arg(&from)
        .arg("-o")
        .arg(&to)
        .status()
        .expect("wasm-opt: run make bench, which installs it");
    assert!(status.success(), "wasm-opt failed on {}: run make build first", from.display());
    // What it imports is called as in `dist/`, whose script calls it.
    let script = named.join("stemedb-sizing.js");
    fs::copy(from.with_file_name("stemedb-sizing.js"), &script).expect("the program's script");
    let mut shorten = Command::new("node");
    shorten.arg(root.join("scripts/short-names.mjs")).arg(&to).arg(script);
    assert!(shorten.status().expect("node").success(), "the names could not be shortened");
    to
}

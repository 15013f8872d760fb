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
    let to = folder().join("named.wasm");
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
    to
}

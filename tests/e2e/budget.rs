//! What the page may weigh.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use brotli::enc::BrotliEncoderParams;

use harness::dist;

/// For everything in dist/, compressed as a server with brotli at its best sends it.
const EVERYTHING: usize = 215_000;

#[test]
fn everything_stays_within_its_size_budget() {
    let sizes = compressed_sizes();
    let sum: usize = sizes.values().sum();
    println!("{sum} of {EVERYTHING} bytes: {sizes:#?}");
    assert!(sum > 0 && sum <= EVERYTHING, "{sum} of {EVERYTHING} bytes: {sizes:#?}");
}

#[test]
fn the_release_has_one_program() {
    let programs: Vec<_> =
        files().into_iter().filter(|path| path.extension().is_some_and(|e| e == "wasm")).collect();
    assert_eq!(programs.len(), 1, "{programs:?}");
}

/// All files of dist/ with their compressed sizes.
fn compressed_sizes() -> BTreeMap<String, usize> {
    let name = |path: &Path| path.strip_prefix(dist()).expect("below dist/").display().to_string();
    let size = |path: &Path| compressed_size(&fs::read(path).expect("a file"));
    files().iter().map(|path| (name(path), size(path))).collect()
}

/// All files of dist/.
fn files() -> Vec<PathBuf> {
    let mut files = Vec::new();
    collect(&dist(), &mut files);
    files.sort();
    files
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, files);
        } else {
            files.push(path);
        }
    }
}

/// As a server with brotli at its best sends it.
fn compressed_size(mut raw: &[u8]) -> usize {
    let parameters = BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        size_hint: raw.len(),
        ..BrotliEncoderParams::default()
    };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut raw, &mut compressed, &parameters).expect("compression");
    compressed.len()
}

//! What the page may weigh.

use std::{fs, path::Path};

use brotli::enc::BrotliEncoderParams;

use crate::harness::dist;

/// For everything that a first visit transfers, compressed as a server with brotli at its best sends it.
const BYTES: usize = 130_000;

#[test]
fn the_page_stays_within_its_size_budget() {
    let dist = dist();
    let mut files = Vec::new();
    collect(&dist, &mut files);
    files.sort();

    let mut sum = 0;
    let mut table = format!("{:>9}  {:>9}  file\n", "raw", "brotli");
    for path in files {
        let raw = fs::read(&path).expect("a file");
        let compressed = compressed_size(&raw);
        sum += compressed;
        let name = path.strip_prefix(&dist).expect("below dist/").display();
        table += &format!("{:>9}  {compressed:>9}  {name}\n", raw.len());
    }
    table += &format!("{:>9}  {sum:>9}  of {BYTES}", "");
    println!("{table}");
    assert!(sum <= BYTES, "the page weighs more than {BYTES} bytes:\n{table}");
}

/// All of dist/, since nothing is in it that the page does not load.
fn collect(folder: &Path, files: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, files);
        } else {
            files.push(path);
        }
    }
}

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

//! What the page may weigh.

use std::{fs, path::Path};

use brotli::enc::BrotliEncoderParams;

use harness::dist;

/// For everything that a first visit transfers, compressed as a server with brotli at its best sends it.
const PAGE: usize = 150_000;
/// For what is loaded on top of that by those who save, compare or embed.
const DESK: usize = 90_000;

#[test]
fn the_page_stays_within_its_size_budget() {
    stays_within(PAGE, |name| !is_desk(name));
}

#[test]
fn the_desk_stays_within_its_size_budget() {
    stays_within(DESK, is_desk);
}

fn is_desk(name: &str) -> bool {
    name.starts_with("desk")
}

fn stays_within(budget: usize, counts: impl Fn(&str) -> bool) {
    let dist = dist();
    let mut files = Vec::new();
    collect(&dist, &mut files);
    files.sort();

    let mut sum = 0;
    let mut table = format!("{:>9}  {:>9}  file\n", "raw", "brotli");
    for path in files {
        let name = path.strip_prefix(&dist).expect("below dist/").display().to_string();
        if !counts(&name) {
            continue;
        }
        let raw = fs::read(&path).expect("a file");
        let compressed = compressed_size(&raw);
        sum += compressed;
        table += &format!("{:>9}  {compressed:>9}  {name}\n", raw.len());
    }
    table += &format!("{:>9}  {sum:>9}  of {budget}", "");
    println!("{table}");
    assert!(sum > 0 && sum <= budget, "more than {budget} bytes:\n{table}");
}

/// All of dist/.
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

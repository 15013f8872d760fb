//! Holds the border of the model: its folder knows no browser, no framework and no clock, and data
//! flows one way.
#![cfg(not(target_arch = "wasm32"))]

use std::fs;
use std::path::{Path, PathBuf};

/// Every source below a folder but those that are only tests.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|e| e == "rs") && !path.ends_with("tests.rs") {
            found.push(path);
        }
    }
    found
}

fn assert_free_of(folder: &str, foreign: &[&str]) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let files = sources(&root);
    assert!(files.len() > 1, "no sources in {folder}");
    for file in files {
        let text = fs::read_to_string(&file).expect("a source file");
        // What only its tests use may come from anywhere.
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for (number, line) in code.lines().enumerate() {
            let line_code = line.split("//").next().unwrap_or_default();
            for name in foreign {
                assert!(
                    !line_code.contains(name),
                    "{}:{}: {name} does not belong in {folder}",
                    file.display(),
                    number + 1
                );
            }
        }
    }
}

#[test]
fn the_model_knows_no_browser_no_framework_no_clock_and_nothing_above_it() {
    assert_free_of(
        "src/model",
        &[
            "leptos",
            "web_sys",
            "js_sys",
            "wasm_bindgen",
            "gloo",
            "std::time",
            "SystemTime",
            "Instant",
            "crate::share",
            "crate::ui",
            "std::fs",
            "std::env",
        ],
    );
}

#[test]
fn links_know_no_page() {
    assert_free_of(
        "src/share",
        &["leptos", "web_sys", "js_sys", "wasm_bindgen", "gloo", "crate::ui"],
    );
}

//! Checks the files in `data/` and turns them into tables of constants and the list of providers.

use std::path::Path;
use std::{env, fs, process};

use prices::{check, folder, tables};

fn main() {
    println!("cargo::rerun-if-changed=../../data");
    println!("cargo::rerun-if-changed=build.rs");
    let folders = folder::read_all(Path::new("../../data")).unwrap_or_else(|e| fail(&[e]));
    let providers = check::providers(&folders).unwrap_or_else(|problems| fail(&problems));
    let out = env::var("OUT_DIR").unwrap_or_else(|error| fail(&[error]));
    for (file, text) in [
        ("providers.rs", tables::providers(&providers)),
        ("regions.rs", tables::regions(&providers)),
        ("catalogue.rs", tables::catalogue(&providers)),
    ] {
        if let Err(error) = fs::write(Path::new(&out).join(file), text) {
            fail(&[error]);
        }
    }
}

/// Stops the build, and says everything that is wrong.
fn fail<T: ToString>(reasons: &[T]) -> ! {
    for reason in reasons {
        println!("cargo::error={}", reason.to_string());
    }
    process::exit(1);
}

//! Takes newer instance prices from a CSV into the catalogue.
//!
//! ```text
//! cargo run --example prices -- compute.csv
//! ```
//!
//! The first line of the CSV names its columns: `provider,region,instance,usd_per_hour,as_of`, in any order,
//! and `vcpu,memory_gib` where instances are new. Comments and layout of `data/*.toml` stay. A row that
//! the checks of the build would refuse is refused here, with its line and a sentence, and then no
//! file is changed. A second argument names another folder than `data`.

use std::path::Path;
use std::process::ExitCode;
use std::{env, fs, io};

use prices::refresh;

fn main() -> ExitCode {
    let mut args = env::args().skip(1);
    let Some(csv) = args.next() else {
        eprintln!("Name the CSV: cargo run --example prices -- compute.csv");
        return ExitCode::FAILURE;
    };
    let folder =
        args.next().unwrap_or_else(|| concat!(env!("CARGO_MANIFEST_DIR"), "/data").to_owned());
    match run(&csv, Path::new(&folder)) {
        Ok(Ok((taken, kept))) => {
            println!(
                "{taken} prices taken; {kept} instances were not in {csv} and stay as they are."
            );
            println!(
                "Where the list was read is in [sources] of each file; change it if this is another list."
            );
            ExitCode::SUCCESS
        }
        Ok(Err(refused)) => {
            for reason in &refused {
                eprintln!("{reason}");
            }
            eprintln!("Nothing was changed.");
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run(csv: &str, folder: &Path) -> io::Result<Result<(usize, usize), Vec<String>>> {
    let read = |path: &Path| {
        fs::read_to_string(path).map_err(|e| io::Error::other(format!("{}: {e}", path.display())))
    };
    let rows = read(Path::new(csv))?;
    let paths = ["aws", "gcp", "azure"].map(|provider| folder.join(format!("{provider}.toml")));
    let mut files = Vec::new();
    for path in &paths {
        files.push(refresh::PriceFile { name: path.display().to_string(), text: read(path)? });
    }
    let outcome = refresh::refresh(csv, &rows, &mut files);
    if outcome.is_ok() {
        for (path, file) in paths.iter().zip(&files) {
            fs::write(path, &file.text)?;
        }
    }
    Ok(outcome)
}

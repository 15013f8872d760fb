//! Takes newer instance prices from a CSV into the catalogue.
//!
//! ```text
//! cargo run --example prices -- compute.csv
//! ```
//!
//! The first line of the CSV names its columns: `provider,region,instance,usd_per_hour,as_of`, in any order,
//! and `vcpu,memory_gib` where instances are new. Any region that the catalogue has will do. Comments and layout of
//! `data/*/machines.toml` and `data/*/machine_prices.toml` stay. A row that the checks of the build would refuse is
//! refused here, with its line and a sentence, and then no file is changed. A second argument names another folder
//! than `data`.

use std::path::Path;
use std::process::ExitCode;
use std::{env, fs, io};

use prices::folder;
use prices::refresh::{self, Taken};

fn main() -> ExitCode {
    let mut args = env::args().skip(1);
    let Some(csv) = args.next() else {
        eprintln!("Name the CSV: cargo run --example prices -- compute.csv");
        return ExitCode::FAILURE;
    };
    let folder =
        args.next().unwrap_or_else(|| concat!(env!("CARGO_MANIFEST_DIR"), "/data").to_owned());
    match run(&csv, Path::new(&folder)) {
        Ok(Ok(Taken { prices, kept, dated })) => {
            println!(
                "{prices} prices taken; {kept} machines of these regions were not in {csv} and stay as they are."
            );
            for sentence in dated {
                println!("{sentence}");
            }
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

fn run(csv: &str, data: &Path) -> io::Result<Result<Taken, Vec<String>>> {
    let rows = fs::read_to_string(csv).map_err(|e| io::Error::other(format!("{csv}: {e}")))?;
    let mut folders = folder::read_all(data)?;
    let outcome = refresh::refresh(csv, &rows, &mut folders);
    if outcome.is_ok() {
        for folder in &folders {
            for file in [refresh::MACHINES, refresh::MACHINE_PRICES] {
                fs::write(data.join(&folder.code).join(file), &folder.file(file).text)?;
            }
        }
    }
    Ok(outcome)
}

//! Checks a provider's files, for the build, the tests and `examples/prices.rs`.
//!
//! Everything that can be wrong with a file is said as file, line and one sentence, all at once.

mod disks;
mod limits;
mod machines;
mod regional;
mod traffic;

use std::collections::BTreeSet;

use serde::de::DeserializeOwned;

use crate::files::{About, Provider, Regions, Sources};
use crate::folder::{FILES, Folder, TextFile};
use crate::problem::{Checker, Problem};

/// Reads and checks every provider's folder; the providers are in the order of their positions.
///
/// # Errors
/// Every [`Problem`] of every folder.
pub fn providers(folders: &[Folder]) -> Result<Vec<Provider>, Vec<Problem>> {
    let mut found = Vec::new();
    let mut read: Vec<(Provider, &Folder)> = Vec::new();
    for folder in folders {
        match provider(folder) {
            Ok(provider) => read.push((provider, folder)),
            Err(problems) => found.extend(problems),
        }
    }
    read.sort_by_key(|(provider, _)| *provider.about.position.get_ref());
    let none = Sources::new();
    for (expected, (provider, folder)) in (1..).zip(&read) {
        let position = &provider.about.position;
        if found.is_empty() && *position.get_ref() != expected {
            Checker::new(folder.file(FILES[0]), &none, &mut found).add(
                position.span(),
                format!(
                    "the positions of the providers are 1, 2, 3, ..., and {expected} is missing"
                ),
            );
        }
    }
    if found.is_empty() { Ok(read.into_iter().map(|(p, _)| p).collect()) } else { Err(found) }
}

/// Reads and checks a provider's folder.
///
/// # Errors
/// Every [`Problem`] of its files; of a file that is not TOML of the right form only the first one.
pub fn provider(folder: &Folder) -> Result<Provider, Vec<Problem>> {
    let mut found = Vec::new();
    let Some(provider) = parse_all(folder, &mut found) else {
        return Err(found);
    };
    check(folder, &provider, &mut found);
    let place = |problem: &Problem| {
        let file = folder.files.iter().position(|file| file.name == problem.file);
        (file, problem.line)
    };
    found.sort_by_key(place);
    if found.is_empty() { Ok(provider) } else { Err(found) }
}

/// Parses every file, so that each can say what is wrong with it.
fn parse_all(folder: &Folder, found: &mut Vec<Problem>) -> Option<Provider> {
    let [
        about,
        regions,
        machines,
        limits,
        disks,
        traffic,
        machine_prices,
        regional_prices,
        commitments,
    ] = &folder.files;
    let about = parse(about, found);
    let regions = parse(regions, found);
    let machines = parse(machines, found);
    let limits = parse(limits, found);
    let disks = parse(disks, found);
    let traffic = parse(traffic, found);
    let machine_prices = parse(machine_prices, found);
    let regional_prices = parse(regional_prices, found);
    let commitments = parse(commitments, found);
    Some(Provider {
        about: about?,
        regions: regions?,
        machines: machines?,
        limits: limits?,
        disks: disks?,
        traffic: traffic?,
        machine_prices: machine_prices?,
        regional_prices: regional_prices?,
        commitments: commitments?,
    })
}

fn parse<T: DeserializeOwned>(file: &TextFile, found: &mut Vec<Problem>) -> Option<T> {
    match toml::from_str(&file.text) {
        Ok(parsed) => Some(parsed),
        Err(error) => {
            // The parser explains over several lines; a compiler's message is one.
            let reason = error.message().lines().collect::<Vec<_>>().join(", ");
            let line = file.line(error.span().unwrap_or_default().start);
            found.push(Problem { file: file.name.clone(), line, reason });
            None
        }
    }
}

fn check(folder: &Folder, p: &Provider, found: &mut Vec<Problem>) {
    let [
        about,
        regions,
        machines,
        limits,
        disks,
        traffic,
        machine_prices,
        regional_prices,
        commitments,
    ] = &folder.files;
    self::about(Checker::new(about, &Sources::new(), found), &p.about, &p.regions, &folder.code);
    self::regions(Checker::new(regions, &p.regions.sources, found), &p.regions);
    machines::check(Checker::new(machines, &p.machines.sources, found), p);
    limits::check(&mut Checker::new(limits, &p.limits.sources, found), p);
    disks::check(Checker::new(disks, &p.disks.sources, found), &p.disks);
    traffic::check(Checker::new(traffic, &p.traffic.sources, found), &p.traffic);
    regional::machines(Checker::new(machine_prices, &p.machine_prices.sources, found), p);
    regional::prices(Checker::new(regional_prices, &p.regional_prices.sources, found), p);
    regional::commitments(Checker::new(commitments, &p.commitments.sources, found), p);
}

fn about(mut to: Checker, about: &About, regions: &Regions, folder: &str) {
    let code = about.code.get_ref();
    if code != folder {
        to.add(about.code.span(), format!("the provider \"{code}\" is in the folder {folder}"));
    }
    if code.is_empty() || !code.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()) {
        let reason = "a provider's code is of small letters and digits".to_owned();
        to.add(about.code.span(), reason);
    }
    let default = about.default_region.get_ref();
    if !regions.region.iter().any(|region| region.get_ref().code.get_ref() == default) {
        to.add(about.default_region.span(), format!("regions.toml has no region {default}"));
    }
}

fn regions(mut to: Checker, regions: &Regions) {
    let mut codes = BTreeSet::new();
    for region in &regions.region {
        let region = region.get_ref();
        to.read(&region.source, &region.read);
        let code = region.code.get_ref();
        if !codes.insert(code) {
            to.add(region.code.span(), format!("{code} is there twice"));
        }
        if region.name.trim().is_empty() {
            to.add(region.code.span(), format!("{code} has no name"));
        }
        if region.city.trim().is_empty() || region.country_name.trim().is_empty() {
            to.add(region.code.span(), format!("{code} has no city or no country"));
        }
        let [south, north, west, east] = region.continent.bounds();
        let ranges = [(&region.latitude, south, north), (&region.longitude, west, east)];
        for (degrees, from, to_) in ranges {
            if !(from..=to_).contains(degrees.get_ref()) {
                to.add(
                    degrees.span(),
                    format!("{code} is not in {:?} at {}°", region.continent, degrees.get_ref()),
                );
            }
        }
    }
}

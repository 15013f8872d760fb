//! Checks the price files in `data/` and turns them into tables of constants.

use std::fmt::Write;
use std::path::Path;
use std::{env, fs, process};

use prices::check;

/// The price files, in the order of `model::inputs::Provider`.
const PROVIDERS: [(&str, &str); 3] = [("aws", "Aws"), ("gcp", "Gcp"), ("azure", "Azure")];

fn main() {
    println!("cargo::rerun-if-changed=../../data");
    println!("cargo::rerun-if-changed=build.rs");
    let mut files = Vec::new();
    let mut failed = false;
    for (code, variant) in PROVIDERS {
        let name = format!("data/{code}.toml");
        let text = fs::read_to_string(Path::new("../..").join(&name))
            .unwrap_or_else(|error| fail(&format!("{name}: {error}")));
        match check::read(&name, &text) {
            Ok(file) if file.provider.get_ref() == code => files.push((variant, file)),
            Ok(_) => fail(&format!("{name}: the provider is not {code}")),
            Err(problems) => {
                failed = true;
                for problem in problems {
                    println!("cargo::error={problem}");
                }
            }
        }
    }
    if failed {
        process::exit(1);
    }
    let out = env::var("OUT_DIR").unwrap_or_else(|error| fail(&format!("OUT_DIR: {error}")));
    if let Err(error) = fs::write(Path::new(&out).join("catalogue.rs"), Tables::of(&files)) {
        fail(&format!("the tables cannot be written: {error}"));
    }
}

fn fail(reason: &str) -> ! {
    println!("cargo::error={reason}");
    process::exit(1);
}

/// The tables as Rust, each growing as the files are gone through.
#[derive(Default)]
struct Tables {
    /// Where and when, each combination once: source, date, whether second-hand.
    reads: Vec<(String, String, bool)>,
    families: String,
    family_count: usize,
    instances: String,
    instance_count: usize,
    networks: String,
    prices: String,
    price_count: usize,
    providers: String,
    compute_dates: Vec<String>,
}

impl Tables {
    fn of(files: &[(&str, check::File)]) -> String {
        let mut t = Self::default();
        // Instances have the first price ids of all, so they have to be counted before.
        let instances: usize =
            files.iter().flat_map(|(_, f)| &f.family).map(|f| f.get_ref().instances.len()).sum();
        for (variant, file) in files {
            t.provider(variant, file, instances);
        }
        let mut out = String::new();
        let reads = t.reads.iter().fold(String::new(), |mut all, (source, date, second_hand)| {
            let _ = writeln!(
                all,
                "Read {{ source: {source:?}, date: {date:?}, second_hand: {second_hand} }},"
            );
            all
        });
        for (name, kind, rows) in [
            ("READS", "Read", &reads),
            ("FAMILIES", "Family", &t.families),
            ("INSTANCES", "Instance", &t.instances),
            ("NETWORKS", "(u16, &str)", &t.networks),
            ("PRICES", "Price", &t.prices),
        ] {
            let count = rows.lines().count();
            let _ = writeln!(out, "pub(super) static {name}: [{kind}; {count}] = [\n{rows}];");
        }
        let _ = writeln!(
            out,
            "pub(super) static PROVIDERS: [ProviderCatalogue; {}] = [\n{}];",
            files.len(),
            t.providers
        );
        t.compute_dates.sort();
        let mut all: Vec<&String> = t.reads.iter().map(|read| &read.1).collect();
        all.sort();
        let _ = writeln!(
            out,
            "pub(super) const DATES: Dates = Dates {{ compute: ({:?}, {:?}), all: ({:?}, {:?}) }};",
            t.compute_dates.first().map_or("", String::as_str),
            t.compute_dates.last().map_or("", String::as_str),
            all.first().map_or("", |d| d.as_str()),
            all.last().map_or("", |d| d.as_str()),
        );
        out
    }

    /// The place of a source and date in `READS`.
    fn read(&mut self, file: &check::File, source: &str, date: &str) -> usize {
        let source = &file.sources[source];
        let read = (source.title.get_ref().clone(), date.to_owned(), source.second_hand);
        self.reads.iter().position(|r| *r == read).unwrap_or_else(|| {
            self.reads.push(read);
            self.reads.len() - 1
        })
    }

    fn provider(&mut self, variant: &str, file: &check::File, instances: usize) {
        let first = self.instance_count;
        for family in &file.family {
            self.family(file, family.get_ref());
        }
        let last = self.instance_count;

        let mut price = |code: &str, label: &str, unit: &str, p: &check::Price| {
            let read = self.read(file, p.source.get_ref(), p.read.get_ref());
            let note = p.free.as_ref().or(p.unknown.as_ref()).map_or("", String::as_str);
            let usd = if p.free.is_some() { Some(0.0) } else { p.usd };
            let _ = writeln!(
                self.prices,
                "Price {{ provider: Provider::{variant}, id: PriceId({}), code: {code:?}, \
                 label: {label:?}, unit: {unit:?}, usd: {usd:?}, note: {note:?}, read: {read} }},",
                instances + self.price_count
            );
            self.price_count += 1;
            format!("&PRICES[{}]", self.price_count - 1)
        };

        let mut blocks = String::new();
        for block in &file.block {
            let name = block.name.get_ref();
            let slug = name.to_lowercase().replace(' ', "-");
            let gb = price(&format!("{slug}-gb"), name, "GB-month", block.gb_month.get_ref());
            let iops = block.iops_month.as_ref().map_or("None".to_owned(), |p| {
                let label = format!("{name}, more IOPS");
                format!(
                    "Some({})",
                    price(&format!("{slug}-iops"), &label, "IOPS-month", p.get_ref())
                )
            });
            let mbps = block.mbps_month.as_ref().map_or("None".to_owned(), |p| {
                let label = format!("{name}, more throughput");
                format!(
                    "Some({})",
                    price(&format!("{slug}-mbps"), &label, "MBps-month", p.get_ref())
                )
            });
            let included = block.included_mbps.as_ref().map_or(f64::INFINITY, |m| *m.get_ref());
            let included = if included.is_finite() {
                format!("{included:?}")
            } else {
                "f64::INFINITY".to_owned()
            };
            let _ = write!(
                blocks,
                "Block {{ name: {name:?}, iops: {:?}, iops_per_gb: {:?}, mbps: {included}, \
                 gb_month: {gb}, iops_month: {iops}, mbps_month: {mbps} }}, ",
                block.included_iops.get_ref(),
                block.included_iops_per_gb,
            );
        }

        let object = &file.object_storage;
        let object_price = price("object-gb", &object.name, "GB-month", object.gb_month.get_ref());
        let balancer = &file.load_balancer;
        let hour = price("lb-hour", &balancer.name, "hour", balancer.hour.get_ref());
        let label = format!("{}, data", balancer.name);
        let unit = balancer.data_unit.as_deref().unwrap_or("GB");
        let data = price("lb-data", &label, unit, balancer.data.get_ref());
        let zones =
            price("zones-gb", "Traffic between zones", "GB", file.between_zones.gb.get_ref());
        let directions = file.between_zones.directions.as_ref().map_or(1.0, |d| *d.get_ref());

        let mut egress = String::new();
        let mut from = 0.0;
        for tier in &file.egress {
            let tier = tier.get_ref();
            let (code, label) = match tier.up_to_gb {
                Some(end) if from == 0.0 => {
                    (format!("egress-to-{end}"), format!("first {}", size(end)))
                }
                Some(end) => (format!("egress-to-{end}"), format!("up to {}", size(end))),
                None => ("egress-beyond".to_owned(), format!("above {}", size(from))),
            };
            let gb =
                price(&code, &format!("Traffic to the internet, {label}"), "GB", tier.gb.get_ref());
            from = tier.up_to_gb.unwrap_or(f64::INFINITY);
            let end = tier.up_to_gb.map_or("f64::INFINITY".to_owned(), |end| format!("{end:?}"));
            let _ = write!(egress, "EgressTier {{ up_to_gb: {end}, gb: {gb} }}, ");
        }

        let mut discount = |d: &check::Discount| {
            let read = self.read(file, d.source.get_ref(), d.read.get_ref());
            format!("Discount {{ percent: {:?}, read: {read} }}", d.percent.get_ref())
        };
        let one = discount(&file.commitment.one_year);
        let three = discount(&file.commitment.three_years);
        let sustained = file
            .sustained_use
            .as_ref()
            .map_or(0, |s| self.read(file, s.source.get_ref(), s.read.get_ref()));
        let _ = writeln!(
            self.providers,
            "ProviderCatalogue {{ provider: Provider::{variant}, region: {:?}, first: {first}, last: {last}, \
             blocks: &[{blocks}], object: {object_price}, balancer_hour: {hour}, balancer_data: {data}, \
             zones: {zones}, zone_directions: {directions:?}, egress: &[{egress}], \
             commitment: [{one}, {three}], sustained_use: {sustained} }},",
            file.region
        );
    }

    fn family(&mut self, file: &check::File, family: &check::Family) {
        let percent = family.sustained_use_percent.as_ref().map_or(0.0, |p| *p.get_ref());
        let _ = writeln!(
            self.families,
            "Family {{ name: {:?}, arm: {}, burstable: {}, sustained_use_percent: {percent:?} }},",
            family.name,
            family.arch == "arm64",
            family.burstable
        );
        for instance in &family.instances {
            let i = instance.get_ref();
            let date = i.read.as_ref().unwrap_or(&family.read).get_ref();
            self.compute_dates.push(date.clone());
            let read = self.read(file, family.source.get_ref(), date);
            let id = self.instance_count;
            let _ = writeln!(
                self.instances,
                "Instance {{ name: {:?}, usd_per_hour: {:?}, memory_gib: {:?}, vcpu: {}, id: {id}, family: {}, read: {read} }},",
                i.name.get_ref(),
                i.usd_per_hour.get_ref(),
                i.memory_gib,
                i.vcpu,
                self.family_count,
            );
            if let Some(network) = &i.network {
                let _ = writeln!(self.networks, "({id}, {network:?}),");
            }
            self.instance_count += 1;
        }
        self.family_count += 1;
    }
}

/// Gigabytes as a person says them: 100 GB, 10 TB.
fn size(gb: f64) -> String {
    if gb < 1000.0 { format!("{gb} GB") } else { format!("{} TB", gb / 1000.0) }
}

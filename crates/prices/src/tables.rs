//! Writes the files as tables of Rust: the catalogue's, and the list of providers.
//!
//! The catalogue's tables are for `model::pricing::catalogue::tables`, whose types they name.

use std::fmt::Write;

use crate::files::{self, Provider};

/// The list of providers as a `choice!` of `model::inputs::choices`, in the order of their positions.
#[must_use]
pub fn providers(providers: &[Provider]) -> String {
    let mut out = "choice! {\n    /// A cloud provider.\n    Provider {\n".to_owned();
    for provider in providers {
        let about = &provider.about;
        let (variant, code) = (variant(provider), about.code.get_ref());
        let _ = writeln!(out, "        /// {}.", about.name);
        let _ = writeln!(out, "        {variant} = {code:?}, {:?};", about.label);
    }
    out + "    }\n}\n"
}

/// The tables of the catalogue.
#[must_use]
pub fn catalogue(providers: &[Provider]) -> String {
    let mut t = Tables::default();
    for provider in providers {
        t.provider(provider);
    }
    t.write()
}

/// A provider's name as a variant: `Aws`.
fn variant(provider: &Provider) -> String {
    let code = provider.about.code.get_ref();
    let (first, rest) = code.split_at(code.len().min(1));
    first.to_uppercase() + rest
}

/// The rows of a table, each once.
#[derive(Default)]
struct Rows(Vec<String>);

impl Rows {
    fn push(&mut self, row: String) -> usize {
        self.0.push(row);
        self.0.len() - 1
    }

    /// The place of a row, which is added if it is not there yet.
    fn place(&mut self, row: String) -> usize {
        match self.0.iter().position(|other| *other == row) {
            Some(place) => place,
            None => self.push(row),
        }
    }
}

/// The tables as Rust, each growing as the files are gone through.
#[derive(Default)]
struct Tables {
    reads: Rows,
    regions: Rows,
    families: Rows,
    limits: Rows,
    machines: Rows,
    networks: Rows,
    disks: Rows,
    prices: Rows,
    amounts: Rows,
    providers: Rows,
    compute_dates: Vec<String>,
    dates: Vec<String>,
}

impl Tables {
    fn write(mut self) -> String {
        let mut out = String::new();
        for (name, kind, rows) in [
            ("READS", "Read", &self.reads),
            ("REGIONS", "Region", &self.regions),
            ("FAMILIES", "Family", &self.families),
            ("LIMITS", "Limits", &self.limits),
            ("MACHINES", "Machine", &self.machines),
            ("NETWORKS", "(u16, &str)", &self.networks),
            ("DISKS", "Disk", &self.disks),
            ("PRICES", "PriceName", &self.prices),
            ("AMOUNTS", "Amount", &self.amounts),
            ("PROVIDERS", "ProviderTable", &self.providers),
        ] {
            let _ = writeln!(out, "pub(super) static {name}: [{kind}; {}] = [", rows.0.len());
            for row in &rows.0 {
                let _ = writeln!(out, "{row},");
            }
            let _ = writeln!(out, "];");
        }
        self.dates.extend_from_slice(&self.compute_dates);
        let ends = |dates: &mut Vec<String>| {
            dates.sort();
            let end = |date: Option<&String>| date.cloned().unwrap_or_default();
            (end(dates.first()), end(dates.last()))
        };
        let (compute, all) = (ends(&mut self.compute_dates), ends(&mut self.dates));
        let _ = writeln!(
            out,
            "pub(super) const DATES: Dates = Dates {{ compute: {compute:?}, all: {all:?} }};"
        );
        out
    }

    /// The place of a source and date in `READS`.
    fn read(&mut self, sources: &files::Sources, source: &str, date: &str) -> usize {
        let source = &sources[source];
        self.reads.place(format!(
            "Read {{ source: {:?}, date: {date:?}, second_hand: {} }}",
            source.title.get_ref(),
            source.second_hand
        ))
    }

    /// As [`Tables::read`], of a price or discount, whose date counts among those of the catalogue.
    fn dated(&mut self, sources: &files::Sources, source: &str, date: &str) -> usize {
        if date != crate::problem::UNDATED {
            self.dates.push(date.to_owned());
        }
        self.read(sources, source, date)
    }

    fn provider(&mut self, p: &Provider) {
        let variant = variant(p);
        let regions = self.regions.0.len();
        for region in p.regions.region.iter().map(toml::Spanned::get_ref) {
            let read =
                self.read(&p.regions.sources, region.source.get_ref(), region.read.get_ref());
            self.regions.push(format!(
                "Region {{ provider: Provider::{variant}, code: {:?}, name: {:?}, zones: {:?}, read: {read} }}",
                region.code.get_ref(),
                region.name,
                region.zones,
            ));
        }
        let default = regions
            + p.regions
                .region
                .iter()
                .position(|r| r.get_ref().code.get_ref() == p.about.default_region.get_ref())
                .unwrap_or(0);

        let prices = self.prices.0.len();
        let first_disk = self.disks.0.len();
        // The codes of disks, load balancer and so on come first, as they always did.
        let disks = p.disks.disk.iter().map(toml::Spanned::get_ref);
        for disk in disks.clone() {
            self.disk(p, disk, default);
        }
        let traffic = self.traffic(p, default);
        let machines = self.machines.0.len();
        for family in &p.machines.family {
            self.family(p, family.get_ref(), first_disk, default);
        }

        let mut discount = |d: &files::Discount| {
            let read = self.dated(&p.machines.sources, d.source.get_ref(), d.read.get_ref());
            format!("Discount {{ percent: {:?}, read: {read} }}", d.percent.get_ref())
        };
        let one = discount(&p.machines.commitment.one_year);
        let three = discount(&p.machines.commitment.three_years);
        let sustained =
            p.machines.sustained_use.as_ref().map_or(0, |s| {
                self.dated(&p.machines.sources, s.source.get_ref(), s.read.get_ref())
            });
        self.providers.push(format!(
            "ProviderTable {{ default: RegionId({default}), regions: ({regions}, {}), \
             machines: ({machines}, {}), prices: ({prices}, {}), disks: ({first_disk}, {}), {traffic}, \
             commitment: [{one}, {three}], sustained_use: {sustained} }}",
            self.regions.0.len(),
            self.machines.0.len(),
            self.prices.0.len(),
            self.disks.0.len(),
        ));
    }

    /// Adds a unit price; returns its place in `PRICES`.
    fn price(
        &mut self,
        sources: &files::Sources,
        region: usize,
        (code, label, unit): (&str, &str, &str),
        price: &files::Price,
    ) -> usize {
        let place = self
            .prices
            .push(format!("PriceName {{ code: {code:?}, label: {label:?}, unit: {unit:?} }}"));
        let read = self.dated(sources, price.source.get_ref(), price.read.get_ref());
        let note = price.free.as_ref().or(price.unknown.as_ref()).map_or("", String::as_str);
        let usd = if price.free.is_some() { Some(0.0) } else { price.usd };
        self.amounts.push(format!(
            "Amount {{ price: {place}, region: RegionId({region}), usd: {usd:?}, note: {note:?}, read: {read} }}"
        ));
        place
    }

    fn disk(&mut self, p: &Provider, disk: &files::Disk, region: usize) {
        let sources = &p.disks.sources;
        let name = disk.name.get_ref();
        let code = name.to_lowercase().replace(' ', "-");
        let mut price = |suffix: &str, label: &str, unit: &str, price: &files::Price| {
            self.price(sources, region, (&format!("{code}-{suffix}"), label, unit), price)
        };
        let gb = price("gb", name, "GB-month", disk.gb_month.get_ref());
        let iops = disk
            .iops_month
            .as_ref()
            .map(|p| price("iops", &format!("{name}, more IOPS"), "IOPS-month", p.get_ref()));
        let mbps = disk
            .mbps_month
            .as_ref()
            .map(|p| price("mbps", &format!("{name}, more throughput"), "MBps-month", p.get_ref()));
        let read = self.read(sources, disk.source.get_ref(), disk.read.get_ref());
        self.disks.push(format!(
            "Disk {{ name: {name:?}, code: {code:?}, min_gb: {:?}, max_gb: {:?}, included_iops: {:?}, \
             included_iops_per_gb: {:?}, included_mbps: {:?}, included_mbps_per_gb: {:?}, max_iops: {:?}, \
             max_mbps: {:?}, max_iops_per_gb: {:?}, max_mbps_per_iops: {:?}, min_mbps_per_iops: {:?}, \
             iops_price_known_to: {:?}, gb_month: {gb}, iops_month: {iops:?}, mbps_month: {mbps:?}, read: {read} }}",
            disk.min_gb,
            disk.max_gb,
            disk.included_iops,
            disk.included_iops_per_gb,
            disk.included_mbps,
            disk.included_mbps_per_gb,
            disk.max_iops,
            disk.max_mbps,
            disk.max_iops_per_gb,
            disk.max_mbps_per_iops,
            disk.min_mbps_per_iops,
            disk.iops_price_known_to,
        ));
    }

    /// Object storage, load balancer and traffic, as fields of the provider's row.
    fn traffic(&mut self, p: &Provider, region: usize) -> String {
        let t = &p.traffic;
        let mut price =
            |code: &str, label: &str, unit: &str, price: &toml::Spanned<files::Price>| {
                self.price(&t.sources, region, (code, label, unit), price.get_ref())
            };
        let object =
            price("object-gb", &t.object_storage.name, "GB-month", &t.object_storage.gb_month);
        let balancer = &t.load_balancer;
        let hour = price("lb-hour", &balancer.name, "hour", &balancer.hour);
        let label = format!("{}, data", balancer.name);
        let unit = balancer.data_unit.as_deref().unwrap_or("GB");
        let data = price("lb-data", &label, unit, &balancer.data);
        let zones = price("zones-gb", "Traffic between zones", "GB", &t.between_zones.gb);
        let directions = t.between_zones.directions.as_ref().map_or(1.0, |d| *d.get_ref());
        let mut egress = String::new();
        let mut from = 0.0;
        for tier in &t.egress {
            let tier = tier.get_ref();
            let (code, label) = match tier.up_to_gb {
                Some(end) if from == 0.0 => {
                    (format!("egress-to-{end}"), format!("first {}", size(end)))
                }
                Some(end) => (format!("egress-to-{end}"), format!("up to {}", size(end))),
                None => ("egress-beyond".to_owned(), format!("above {}", size(from))),
            };
            let gb = price(&code, &format!("Traffic to the internet, {label}"), "GB", &tier.gb);
            from = tier.up_to_gb.unwrap_or(f64::INFINITY);
            let end = tier.up_to_gb.map_or("f64::INFINITY".to_owned(), |end| format!("{end:?}"));
            let _ = write!(egress, "({end}, {gb}), ");
        }
        format!(
            "object: {object}, balancer_hour: {hour}, balancer_data: {data}, zones: {zones}, \
             zone_directions: {directions:?}, egress: &[{egress}]"
        )
    }

    fn family(&mut self, p: &Provider, family: &files::Family, first_disk: usize, region: usize) {
        let sources = &p.machines.sources;
        let percent = family.sustained_use_percent.as_ref().map_or(0.0, |p| *p.get_ref());
        let surplus = family.surplus_vcpu_hour.as_ref().map(|price| {
            let code = format!("{}-credits", family.name);
            let label = format!("{}, CPU above the baseline", family.name);
            self.price(sources, region, (&code, &label, "vCPU-hour"), price.get_ref())
        });
        let attach = &family.disks;
        let attach_read = self.read(sources, attach.source.get_ref(), attach.read.get_ref());
        let disks = mask(p, first_disk, &attach.kinds);
        let not_offered = family.not_offered.as_ref().map(|why| why.get_ref());
        let place = self.families.push(format!(
            "Family {{ name: {:?}, arm: {}, burstable: {}, sustained_use_percent: {percent:?}, \
             not_offered: {not_offered:?}, surplus: {surplus:?}, disks: {disks}, attach_read: {attach_read} }}",
            family.name,
            family.arch == "arm64",
            family.burstable
        ));
        for instance in family.instances.iter().map(toml::Spanned::get_ref) {
            let date = instance.read.as_ref().unwrap_or(&family.read).get_ref();
            self.compute_dates.push(date.clone());
            let read = self.read(sources, family.source.get_ref(), date);
            let limits = self.limits(p, family, instance, first_disk);
            let id = self.machines.push(format!(
                "Machine {{ name: {:?}, usd_per_hour: {:?}, memory_gib: {:?}, vcpu: {}, family: {place}, \
                 limits: {limits}, read: {read} }}",
                instance.name.get_ref(),
                instance.usd_per_hour.get_ref(),
                instance.memory_gib,
                instance.vcpu,
            ));
            if let Some(network) = &instance.network {
                self.networks.push(format!("({id}, {network:?})"));
            }
        }
    }

    /// What a machine keeps up; machines of the same limits share a row.
    fn limits(
        &mut self,
        p: &Provider,
        family: &files::Family,
        instance: &files::Instance,
        first_disk: usize,
    ) -> usize {
        let sources = &p.limits.sources;
        let (mut network, mut disks, mut baseline, mut read) = (None, None, None, None);
        if let Some((table, limit)) = p.limits.machine(family, instance) {
            (network, disks, baseline) = (limit.network_gbps, limit.disks, limit.baseline_vcpu);
            read = Some(self.read(sources, table.source.get_ref(), table.read.get_ref()));
        }
        let mut rows = String::new();
        let mut last: Option<(usize, &files::DiskLimit)> = None;
        for kind in &family.disks.kinds {
            let Some((table, limit)) = p.limits.disk(family, instance, kind.get_ref()) else {
                continue;
            };
            // A table for every kind gives one row, whose mask is of all kinds.
            if table.kinds.is_empty() && last.is_some_and(|(_, l)| std::ptr::eq(l, limit)) {
                continue;
            }
            let kinds = if table.kinds.is_empty() { &family.disks.kinds } else { &table.kinds };
            let mask = mask(p, first_disk, kinds);
            let read = self.read(sources, table.source.get_ref(), table.read.get_ref());
            let _ = write!(
                rows,
                "DiskRow {{ disks: {mask}, limit: DiskLimit {{ iops: {:?}, mbps: {:?} }}, read: {read} }}, ",
                limit.iops, limit.mbps
            );
            last = Some((read, limit));
        }
        self.limits.place(format!(
            "Limits {{ network_gbps: {network:?}, max_disks: {disks:?}, baseline_vcpu: {baseline:?}, \
             read: {read:?}, disk: &[{rows}] }}"
        ))
    }
}

/// Kinds of disk as the bits of their places in `DISKS`.
fn mask(p: &Provider, first_disk: usize, kinds: &[toml::Spanned<String>]) -> u32 {
    let of = |kind: &str| p.disks.disk.iter().position(|d| d.get_ref().name.get_ref() == kind);
    kinds
        .iter()
        .filter_map(|kind| of(kind.get_ref()))
        .fold(0, |mask, place| mask | 1 << (first_disk + place))
}

/// Gigabytes as a person says them: 100 GB, 10 TB.
fn size(gb: f64) -> String {
    if gb < 1000.0 { format!("{gb} GB") } else { format!("{} TB", gb / 1000.0) }
}

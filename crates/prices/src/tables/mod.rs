//! Writes the files as tables of Rust: the catalogue's, and the list of providers.
//!
//! The catalogue's tables are for `model::pricing::catalogue::tables`, whose types they name.
//!
//! It is long because every table of the catalogue is written here, in the order in which the model reads them.

mod columns;
mod regional;
mod rows;

use std::fmt::Write;

use crate::files::{self, Provider};
use crate::tables::columns::{
    DiskRow, Limit, Limits, MachinePrices, Machines, Regions, fixed, one_up,
};
use crate::tables::rows::Rows;

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

/// Each provider's regions as options of a choice, and which of them is the default, for
/// `model::inputs::choices`.
#[must_use]
pub fn regions(providers: &[Provider]) -> String {
    let mut out = String::new();
    for provider in providers {
        let (label, upper) = (&provider.about.label, provider.about.code.get_ref().to_uppercase());
        let regions: Vec<_> = provider.regions.region.iter().map(toml::Spanned::get_ref).collect();
        let default = provider.default_region();
        let place = regions.iter().position(|r| r.code.get_ref() == default).unwrap_or(0);
        let _ = writeln!(out, "/// Code and city of every region of {label}.");
        let _ = writeln!(out, "pub(super) const {upper}_REGIONS: &[(&str, &str)] = &[");
        for region in &regions {
            let _ = writeln!(out, "    ({:?}, {:?}),", region.code.get_ref(), region.city);
        }
        let _ = writeln!(out, "];\n/// The place of the default region of {label} among them.");
        let _ = writeln!(out, "pub(super) const {upper}_DEFAULT_REGION: f64 = {place}.0;");
    }
    let all: String = providers
        .iter()
        .map(|p| format!("{}_REGIONS, ", p.about.code.get_ref().to_uppercase()))
        .collect();
    let _ = writeln!(out, "/// Code and city of every region, by provider.");
    let _ = writeln!(
        out,
        "pub(crate) const REGIONS: [&[(&str, &str)]; {}] = [{all}];",
        providers.len()
    );
    out
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

/// The tables as Rust, each growing as the files are gone through.
#[derive(Default)]
struct Tables {
    reads: Rows,
    countries: Rows,
    regions: Regions,
    families: Rows,
    limits: Limits,
    machines: Machines,
    networks: Rows,
    disks: Rows,
    prices: Rows,
    amounts: Rows,
    machine_prices: MachinePrices,
    regional: Rows,
    commitments: Rows,
    providers: Rows,
    compute_dates: Vec<String>,
    dates: Vec<String>,
}

impl Tables {
    fn write(mut self) -> String {
        let mut out = String::new();
        for (name, kind, rows) in [
            ("READS", "Read", &self.reads),
            ("FAMILIES", "Family", &self.families),
            ("NETWORKS", "(u16, &str)", &self.networks),
            ("DISKS", "Disk", &self.disks),
            ("PRICES", "PriceName", &self.prices),
            ("AMOUNTS", "Amount", &self.amounts),
            ("COUNTRIES", "Country", &self.countries),
            ("REGIONAL", "Regional", &self.regional),
            ("COMMITMENTS", "Commitments", &self.commitments),
            ("PROVIDERS", "ProviderTable", &self.providers),
        ] {
            let _ = writeln!(out, "pub(super) static {name}: [{kind}; {}] = [", rows.0.len());
            for row in &rows.0 {
                let _ = writeln!(out, "{row},");
            }
            let _ = writeln!(out, "];");
        }
        self.regions.write(&mut out);
        self.limits.write(&mut out);
        self.machines.write(&mut out);
        self.machine_prices.write(&mut out);
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
        let regions = self.regions.read.len();
        let machines = self.machines.name.len();
        let place = |code: &str| {
            p.regions.region.iter().position(|r| r.get_ref().code.get_ref() == code).unwrap_or(0)
        };
        let default = regions + place(p.default_region());
        for region in p.regions.region.iter().map(toml::Spanned::get_ref) {
            self.region(p, region, machines);
        }
        let prices = self.prices.0.len();
        let first_disk = self.disks.0.len();
        // The codes of disks, load balancer and so on come first, as they always did.
        for disk in p.disks.disk.iter().map(toml::Spanned::get_ref) {
            self.disk(p, disk);
        }
        let traffic = self.traffic(p);
        let families = self.families.0.len();
        let commitments = self.commitments(p);
        for family in p.families() {
            let own = |table: &files::CommitmentTable| {
                table.families.iter().any(|name| *name.get_ref() == family.name)
            };
            let table = p.commitments.commitment.iter().position(own);
            self.family(p, family, first_disk, table.map(|place| commitments + place));
        }
        self.odd_prices(p, regions, machines);
        self.regional(p, prices);
        let sustained =
            p.machines.sustained_use.as_ref().map_or(0, |s| {
                self.dated(&p.machines.sources, s.source.get_ref(), s.read.get_ref())
            });
        self.providers.push(format!(
            "ProviderTable {{ default: RegionId({default}), regions: ({regions}, {}), \
             machines: ({machines}, {}), families: ({families}, {}), prices: ({prices}, {}), \
             disks: ({first_disk}, {}), {traffic}, sustained_use: {sustained} }}",
            self.regions.read.len(),
            self.machines.name.len(),
            self.families.0.len(),
            self.prices.0.len(),
            self.disks.0.len(),
        ));
    }

    /// A region, and what a unit of each family costs there.
    fn region(&mut self, p: &Provider, region: &files::Region, first_machine: usize) {
        let read = self.read(&p.regions.sources, region.source.get_ref(), region.read.get_ref());
        let code = region.code.get_ref();
        let sold = p.machine_prices.region.iter().find(|prices| prices.code.get_ref() == code);
        let mut machines = sold.map(|sold| {
            self.machine_prices.sold(p, sold);
            self.read(&p.machine_prices.sources, sold.source.get_ref(), sold.read.get_ref())
        });
        if code == p.default_region() {
            self.machine_prices.default_region(p, self.regions.read.len(), first_machine);
            // Its machines have their own sources; the place only says that they are sold.
            machines = Some(read);
        }
        let country = self.countries.place(format!(
            "Country {{ code: {:?}, name: {:?}, continent: Continent::{:?} }}",
            region.country, region.country_name, region.continent
        ));
        let columns = &mut self.regions;
        columns.zones.push(one_up(region.zones.map(usize::from)));
        columns.machines.push(one_up(machines));
        columns.read.push(read);
        columns.country.push(country);
        columns.position.push(position(*region.latitude.get_ref(), *region.longitude.get_ref()));
        let texts = [&region.zones_note, &region.restricted];
        for (column, text) in columns.texts.iter_mut().zip(texts) {
            column.push(text.clone().unwrap_or_default());
        }
    }

    /// Adds a unit price; returns its place in `PRICES`.
    fn price(
        &mut self,
        sources: &files::Sources,
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
            "Amount {{ usd: {usd:?}, note: {note:?}, read: {read}, everywhere: {} }}",
            price.everywhere
        ));
        place
    }

    fn disk(&mut self, p: &Provider, disk: &files::Disk) {
        let sources = &p.disks.sources;
        let name = disk.name.get_ref();
        let code = disk.code();
        let mut price = |suffix: &str, label: &str, unit: &str, price: &files::Price| {
            self.price(sources, (&format!("{code}-{suffix}"), label, unit), price)
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
    fn traffic(&mut self, p: &Provider) -> String {
        let t = &p.traffic;
        let mut price =
            |code: &str, label: &str, unit: &str, price: &toml::Spanned<files::Price>| {
                self.price(&t.sources, (code, label, unit), price.get_ref())
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
        let address = price("ip-hour", "Public IPv4 address", "hour", &t.public_address.hour);
        let per_zone = t.public_address.per_zone;
        let mut egress = String::new();
        let mut from = 0.0;
        for tier in &t.egress {
            let tier = tier.get_ref();
            let label = match tier.up_to_gb {
                Some(end) if from == 0.0 => format!("first {}", size(end)),
                Some(end) => format!("up to {}", size(end)),
                None => format!("above {}", size(from)),
            };
            let label = format!("Traffic to the internet, {label}");
            let gb = price(tier.code.get_ref(), &label, "GB", &tier.gb);
            from = tier.up_to_gb.unwrap_or(f64::INFINITY);
            let end = tier.up_to_gb.map_or("f64::INFINITY".to_owned(), |end| format!("{end:?}"));
            let _ = write!(egress, "({end}, {gb}), ");
        }
        let left_out: String = t.left_out.iter().map(|l| self.left_out(&t.sources, l)).collect();
        format!(
            "object: {object}, balancer_hour: {hour}, balancer_data: {data}, zones: {zones}, \
             zone_directions: {directions:?}, address: {address}, address_per_zone: {per_zone}, \
             egress: &[{egress}], left_out: &[{left_out}]"
        )
    }

    fn left_out(&mut self, sources: &files::Sources, l: &toml::Spanned<files::LeftOut>) -> String {
        let l = l.get_ref();
        let price = l.price.as_ref().map(toml::Spanned::get_ref);
        let usd = price.and_then(|price| price.usd).map(|usd| usd / l.each.unwrap_or(1.0));
        let read = price.map(|p| self.read(sources, p.source.get_ref(), p.read.get_ref()));
        let per = l.per.map_or("None".to_owned(), |per| format!("Some(Per::{per:?})"));
        let most = l.most_nodes.map_or("f64::INFINITY".to_owned(), |most| format!("{most:?}"));
        format!(
            "LeftOutRow {{ what: {:?}, note: {:?}, per: {per}, most_nodes: {most}, usd: {usd:?}, read: {read:?} }}, ",
            l.what, l.note
        )
    }

    fn family(
        &mut self,
        p: &Provider,
        family: &files::Family,
        first_disk: usize,
        commitments: Option<usize>,
    ) {
        let sources = &p.machines.sources;
        let percent = family.sustained_use_percent.as_ref().map_or(0.0, |p| *p.get_ref());
        let surplus = family.surplus_vcpu_hour.as_ref().map(|price| {
            let code = format!("{}-credits", family.name);
            let label = format!("{}, CPU above the baseline", family.name);
            self.price(sources, (&code, &label, "vCPU-hour"), price.get_ref())
        });
        let attach = &family.disks;
        let attach_read = self.read(sources, attach.source.get_ref(), attach.read.get_ref());
        let disks = mask(p, first_disk, &attach.kinds);
        let not_offered = family.not_offered.as_ref().map(|why| why.get_ref());
        let place = self.families.push(format!(
            "Family {{ name: {:?}, arm: {}, burstable: {}, sustained_use_percent: {percent:?}, \
             not_offered: {not_offered:?}, surplus: {surplus:?}, disks: {disks}, \
             attach_read: {attach_read}, commitments: {commitments:?} }}",
            family.name,
            family.arch == "arm64",
            family.burstable
        ));
        for instance in family.instances.iter().map(toml::Spanned::get_ref) {
            let date = instance.read.as_ref().unwrap_or(&family.read).get_ref();
            self.compute_dates.push(date.clone());
            let read = self.read(sources, family.source.get_ref(), date);
            let limits = self.limits(p, family, instance, first_disk);
            let columns = &mut self.machines;
            let id = columns.name.len();
            columns.name.push(instance.name.get_ref().clone());
            columns.vcpu.push(instance.vcpu);
            columns.units.push(instance.units());
            columns.quarter_gib.push(fixed(Some(instance.memory_gib.into()), 4.0));
            columns.family.push(place);
            columns.limits.push(limits);
            columns.read.push(read);
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
        let mut rows = Vec::new();
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
            rows.push(DiskRow {
                kinds: mask,
                iops: fixed(limit.iops, 1.0),
                mbps: fixed(limit.mbps, 10_000.0),
                read,
            });
            last = Some((read, limit));
        }
        self.limits.place(Limit {
            network: fixed(network, 1000.0),
            disks: disks.map_or(0, u32::from),
            baseline: fixed(baseline, 1000.0),
            read: one_up(read),
            rows,
        })
    }
}

/// Where a place is from the centre of the Earth, in units of 25 km, of which the radius has 255. The straight line between
/// two places is the shorter the shorter the great circle is, and needs no angles at run time.
fn position(latitude: f64, longitude: f64) -> String {
    const RADIUS: f64 = 255.0;
    let (sin, cos) = latitude.to_radians().sin_cos();
    let (east, ahead) = longitude.to_radians().sin_cos();
    let parts = [cos * ahead, cos * east, sin].map(|share| (share * RADIUS).round());
    format!("{parts:?}").replace(".0", "")
}

/// Kinds of disk as the bits of their places in `DISKS`.
fn mask(p: &Provider, first_disk: usize, kinds: &[toml::Spanned<String>]) -> u32 {
    let of = |kind: &str| p.disks.disk.iter().position(|d| d.get_ref().name.get_ref() == kind);
    kinds
        .iter()
        .filter_map(|kind| of(kind.get_ref()))
        .fold(0, |mask, place| mask | 1 << (first_disk + place))
}

/// Gigabytes as a person says them: 100 GB, 10 TB; of 1 024 GB where the border of a tier is such a one.
fn size(gb: f64) -> String {
    match gb {
        gb if gb < 1000.0 => format!("{gb} GB"),
        gb if gb % 1024.0 == 0.0 => format!("{} TB", gb / 1024.0),
        gb => format!("{gb} GB"),
    }
}

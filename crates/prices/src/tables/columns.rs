//! Tables that are written column by column: figures of one kind beside each other take a fraction of the room
//! that rows with pointers and floats take in the compressed program.

use std::fmt::{Display, Write};

use crate::files::{Provider, RegionMachines, price_of_units};
use crate::tables::regional::unit_price;

/// A number as a whole number of the `scale`-th part of its unit, 0 where it is absent. One that is not exactly
/// so many is written as it is, which does not compile in a column of whole numbers; the same goes for 0.
pub(super) fn fixed(value: Option<f64>, scale: f64) -> String {
    match value {
        None => "0".to_owned(),
        Some(value) => {
            let whole = (value * scale).round();
            let exact = whole > 0.0 && (whole / scale).to_bits() == value.to_bits();
            if exact { format!("{whole}") } else { format!("{value:?}") }
        }
    }
}

/// A place in a table, counted from 1, and 0 where there is none.
pub(super) fn one_up(place: Option<usize>) -> usize {
    place.map_or(0, |place| place + 1)
}

/// Writes a column.
pub(super) fn column<T: Display>(out: &mut String, name: &str, kind: &str, cells: &[T]) {
    let cells: Vec<String> = cells.iter().map(T::to_string).collect();
    let _ = writeln!(
        out,
        "pub(super) static {name}: [{kind}; {}] = [{}];",
        cells.len(),
        cells.join(", ")
    );
}

/// Writes a column of texts as one text of lines.
pub(super) fn lines(out: &mut String, name: &str, cells: &[String]) {
    let _ = writeln!(out, "pub(super) static {name}: &str = {:?};", cells.join("\n"));
}

/// Machines, by column.
#[derive(Default)]
pub(super) struct Machines {
    pub(super) name: Vec<String>,
    pub(super) vcpu: Vec<u16>,
    pub(super) units: Vec<u16>,
    pub(super) quarter_gib: Vec<String>,
    pub(super) family: Vec<usize>,
    pub(super) limits: Vec<usize>,
    pub(super) read: Vec<usize>,
}

impl Machines {
    pub(super) fn write(&self, out: &mut String) {
        lines(out, "MACHINE_NAMES", &self.name);
        column(out, "MACHINE_VCPU", "u8", &self.vcpu);
        column(out, "MACHINE_UNITS", "u8", &self.units);
        column(out, "MACHINE_QUARTER_GIB", "u16", &self.quarter_gib);
        column(out, "MACHINE_FAMILY", "u8", &self.family);
        column(out, "MACHINE_LIMITS", "u8", &self.limits);
        column(out, "MACHINE_READ", "u8", &self.read);
    }
}

/// What a machine keeps up.
#[derive(PartialEq)]
pub(super) struct Limit {
    pub(super) network: String,
    pub(super) disks: u32,
    pub(super) baseline: String,
    pub(super) read: usize,
    pub(super) rows: Vec<DiskRow>,
}

/// What a machine passes on to some kinds of disk.
#[derive(Clone, PartialEq)]
pub(super) struct DiskRow {
    pub(super) kinds: u32,
    pub(super) iops: String,
    pub(super) mbps: String,
    pub(super) read: usize,
}

/// Limits of machines, each once.
#[derive(Default)]
pub(super) struct Limits(Vec<Limit>);

impl Limits {
    /// The place of these limits, which are added if they are not there yet.
    pub(super) fn place(&mut self, limit: Limit) -> usize {
        self.0.iter().position(|other| *other == limit).unwrap_or_else(|| {
            self.0.push(limit);
            self.0.len() - 1
        })
    }

    pub(super) fn write(&self, out: &mut String) {
        let of = |cell: fn(&Limit) -> String| self.0.iter().map(cell).collect::<Vec<_>>();
        column(out, "LIMIT_NETWORK", "u32", &of(|limit| limit.network.clone()));
        column(out, "LIMIT_DISKS", "u8", &of(|limit| limit.disks.to_string()));
        column(out, "LIMIT_BASELINE", "u16", &of(|limit| limit.baseline.clone()));
        column(out, "LIMIT_READ", "u8", &of(|limit| limit.read.to_string()));
        let mut first = vec![0];
        let mut rows = Vec::new();
        for limit in &self.0 {
            rows.extend_from_slice(&limit.rows);
            first.push(rows.len());
        }
        column(out, "LIMIT_ROWS", "u8", &first);
        let of = |cell: fn(&DiskRow) -> String| rows.iter().map(cell).collect::<Vec<_>>();
        column(out, "ROW_KINDS", "u8", &of(|row| row.kinds.to_string()));
        column(out, "ROW_IOPS", "u32", &of(|row| row.iops.clone()));
        column(out, "ROW_MBPS", "u32", &of(|row| row.mbps.clone()));
        column(out, "ROW_READ", "u8", &of(|row| row.read.to_string()));
    }
}

/// Regions, by column; texts that are absent are empty.
#[derive(Default)]
pub(super) struct Regions {
    pub(super) country: Vec<usize>,
    pub(super) position: Vec<String>,
    pub(super) zones: Vec<usize>,
    pub(super) machines: Vec<usize>,
    pub(super) read: Vec<usize>,
    /// Column after column.
    pub(super) texts: [Vec<String>; 2],
}

impl Regions {
    pub(super) fn write(&self, out: &mut String) {
        column(out, "REGION_COUNTRY", "u8", &self.country);
        column(out, "REGION_POSITION", "[i16; 3]", &self.position);
        column(out, "REGION_ZONES", "u8", &self.zones);
        column(out, "REGION_MACHINES", "u8", &self.machines);
        column(out, "REGION_READ", "u8", &self.read);
        lines(out, "REGION_TEXTS", &self.texts.concat());
    }
}

/// Prices of machines: what a unit of a family costs in a region, and the machines for which that is not so.
#[derive(Default)]
pub(super) struct MachinePrices {
    pub(super) units: Vec<String>,
    regions: Vec<usize>,
    machines: Vec<usize>,
    usd: Vec<String>,
}

impl MachinePrices {
    pub(super) fn write(&self, out: &mut String) {
        column(out, "UNIT_PRICES", "UnitPrice", &self.units);
        column(out, "ODD_REGIONS", "u8", &self.regions);
        column(out, "ODD_MACHINES", "u8", &self.machines);
        column(out, "ODD_USD", "u32", &self.usd);
    }

    /// Adds a machine's price in a region that does not follow from its family's; `None` if it is not sold.
    pub(super) fn odd(&mut self, region: usize, machine: usize, usd: Option<f64>) {
        self.regions.push(region);
        self.machines.push(machine);
        self.usd.push(fixed(usd, 1e6));
    }

    /// Adds what a unit of each family costs in another region than the default one.
    pub(super) fn sold(&mut self, p: &Provider, sold: &RegionMachines) {
        for family in p.families() {
            let price = sold.families.iter().find(|(name, _)| *name.get_ref() == family.name);
            self.units.push(unit_price(price.map_or((0.0, 0), |(_, price)| *price)));
        }
    }

    /// Adds what a unit of each family costs in the default region, whose prices are written machine by machine:
    /// the one that most machines follow from. Places of region and machines are those of the first.
    pub(super) fn default_region(&mut self, p: &Provider, region: usize, mut machine: usize) {
        const DECIMALS: u8 = 6;
        for family in p.families() {
            let machines: Vec<(u16, f64)> = family
                .instances
                .iter()
                .map(|instance| instance.get_ref())
                .map(|instance| (instance.units(), *instance.usd_per_hour.get_ref()))
                .collect();
            let odd = |unit: f64, (units, usd): (u16, f64)| {
                price_of_units(unit, units, DECIMALS).to_bits() != usd.to_bits()
            };
            let unit = machines
                .iter()
                // Billionths of a USD: digits that fit into 32 bits.
                .map(|(units, usd)| (usd / f64::from(*units) * 1e9).round() / 1e9)
                .min_by_key(|unit| machines.iter().filter(|m| odd(*unit, **m)).count())
                .unwrap_or(0.0);
            self.units.push(unit_price((unit, DECIMALS)));
            for one in machines {
                if odd(unit, one) {
                    self.odd(region, machine, Some(one.1));
                }
                machine += 1;
            }
        }
    }
}

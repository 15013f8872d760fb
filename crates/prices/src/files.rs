//! What stands in a provider's files, as it is written there.
//!
//! It is long because the files have many tables, each a struct whose fields are documented once, here.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

pub use crate::limits::{DiskLimit, LimitRow, LimitTable, Limits, MachineLimit};
use crate::names::Naming;
pub use crate::regional::{
    CommitmentTable, Commitments, MachinePrices, RegionMachines, RegionalPrice, RegionalPrices,
    price_of_units,
};

/// A provider's files, read and checked.
pub struct Provider {
    /// `provider.toml`
    pub about: About,
    /// `regions.toml`
    pub regions: Regions,
    /// `machines.toml`
    pub machines: Machines,
    /// `limits.toml`
    pub limits: Limits,
    /// `disks.toml`
    pub disks: Disks,
    /// `traffic.toml`
    pub traffic: Traffic,
    /// `machine_prices.toml`
    pub machine_prices: MachinePrices,
    /// `regional_prices.toml`
    pub regional_prices: RegionalPrices,
    /// `commitments.toml`
    pub commitments: Commitments,
}

impl Provider {
    /// The code of the default region.
    #[must_use]
    pub fn default_region(&self) -> &str {
        self.about.default_region.get_ref()
    }

    /// Whether a region of this code is in `regions.toml`.
    #[must_use]
    pub fn has_region(&self, code: &str) -> bool {
        self.regions.region.iter().any(|region| region.get_ref().code.get_ref() == code)
    }

    /// The families of machines.
    pub fn families(&self) -> impl Iterator<Item = &Family> {
        self.machines.family.iter().map(Spanned::get_ref)
    }

    /// Every unit price of the default region but those of instances, with its code.
    #[must_use]
    pub fn unit_prices(&self) -> Vec<(String, &Price)> {
        let mut all = Vec::new();
        for disk in self.disks.disk.iter().map(Spanned::get_ref) {
            let code = disk.code();
            let more = [("iops", &disk.iops_month), ("mbps", &disk.mbps_month)];
            all.push((format!("{code}-gb"), disk.gb_month.get_ref()));
            for (suffix, price) in more {
                all.extend(price.iter().map(|p| (format!("{code}-{suffix}"), p.get_ref())));
            }
        }
        let traffic = &self.traffic;
        for (code, price) in [
            ("object-gb", &traffic.object_storage.gb_month),
            ("lb-hour", &traffic.load_balancer.hour),
            ("lb-data", &traffic.load_balancer.data),
            ("zones-gb", &traffic.between_zones.gb),
            ("ip-hour", &traffic.public_address.hour),
        ] {
            all.push((code.to_owned(), price.get_ref()));
        }
        for tier in traffic.egress.iter().map(Spanned::get_ref) {
            all.push((tier.code.get_ref().clone(), tier.gb.get_ref()));
        }
        all
    }
}

impl Disk {
    /// What the codes of its prices begin with: `premium-ssd-v2`.
    #[must_use]
    pub fn code(&self) -> String {
        self.name.get_ref().to_lowercase().replace(' ', "-")
    }
}

impl Instance {
    /// How many times the family's unit price it costs: its vCPU, unless it says otherwise.
    #[must_use]
    pub fn units(&self) -> u16 {
        self.price_units.unwrap_or(self.vcpu)
    }
}

/// Where things were read, by name.
pub type Sources = BTreeMap<String, Source>;

/// Where something was read.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// What it is, in words.
    pub title: Spanned<String>,
    /// Whether it only repeats what the provider is said to charge or to offer.
    #[serde(default)]
    pub second_hand: bool,
}

/// Who a provider is.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct About {
    /// Its code in links and files, and the name of its folder.
    pub code: Spanned<String>,
    /// Its name on the page.
    pub label: String,
    /// Its full name.
    pub name: String,
    /// Its place among the providers, from 1.
    pub position: Spanned<u8>,
    /// What the names of its machines tell.
    pub names: Naming,
    /// Code of the region that is taken where none is chosen; prices are for it unless they say otherwise.
    pub default_region: Spanned<String>,
}

/// `regions.toml`
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Regions {
    /// Where the facts were read.
    pub sources: Sources,
    /// The regions.
    pub region: Vec<Spanned<Region>>,
}

/// A region.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Region {
    /// The provider's code of it.
    pub code: Spanned<String>,
    /// The provider's name of it.
    pub name: String,
    /// ISO code of the country.
    pub country: String,
    /// The country's name in English.
    pub country_name: String,
    /// Where it is.
    pub continent: Continent,
    /// City, or state where the provider says no more.
    pub city: String,
    /// Degrees to the north, -90 to 90, to a tenth.
    pub latitude: Spanned<f64>,
    /// Degrees to the east, -180 to 180, to a tenth.
    pub longitude: Spanned<f64>,
    /// How many zones it has; absent if that is not known, 0 if it is not divided into zones.
    pub zones: Option<u8>,
    /// What has to be said of the number of zones.
    pub zones_note: Option<String>,
    /// Why not everybody may use it; absent where everybody may.
    pub restricted: Option<String>,
    /// Name of the source.
    pub source: Spanned<String>,
    /// When that was read.
    pub read: Spanned<String>,
}

/// A continent.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[allow(missing_docs, reason = "their names say it")]
pub enum Continent {
    Africa,
    Asia,
    Europe,
    #[serde(rename = "North America")]
    NorthAmerica,
    #[serde(rename = "South America")]
    SouthAmerica,
    Oceania,
}

impl Continent {
    /// The parallels and meridians that it lies between: south, north, west, east. Roughly, to find a sign that
    /// was forgotten.
    #[must_use]
    pub const fn bounds(self) -> [f64; 4] {
        match self {
            Self::Africa => [-35.0, 38.0, -26.0, 52.0],
            Self::Asia => [-11.0, 78.0, 26.0, 180.0],
            Self::Europe => [34.0, 72.0, -25.0, 45.0],
            Self::NorthAmerica => [7.0, 84.0, -170.0, -50.0],
            Self::SouthAmerica => [-56.0, 13.0, -82.0, -34.0],
            Self::Oceania => [-48.0, 20.0, 110.0, 180.0],
        }
    }
}

/// `machines.toml`
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Machines {
    /// Where prices were read.
    pub sources: Sources,
    /// Where the families' sustained-use discounts were read, if there are any.
    pub sustained_use: Option<Read>,
    /// Machines.
    pub family: Vec<Spanned<Family>>,
}

/// Where and when something was read.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Read {
    /// Name of the source.
    pub source: Spanned<String>,
    /// Day, month or year: `2026-07-20`, `2024-07`, `2026`.
    pub read: Spanned<String>,
}

/// A price: an amount, or the reason why there is none. Exactly one of the three is there.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Price {
    /// The amount in USD, above zero.
    pub usd: Option<f64>,
    /// Why it costs nothing.
    pub free: Option<String>,
    /// Why it is not known; whatever needs it cannot be computed.
    pub unknown: Option<String>,
    /// Whether it holds in every region, and not only in the default one.
    #[serde(default)]
    pub everywhere: bool,
    /// Name of the source.
    pub source: Spanned<String>,
    /// When it was read.
    pub read: Spanned<String>,
}

/// Machines of one make, in several sizes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Family {
    /// Its name.
    pub name: String,
    /// `x86_64` or `arm64`.
    pub arch: String,
    /// Whether its CPU is shared or throttled after bursts.
    #[serde(default)]
    pub burstable: bool,
    /// The kinds of disk that its machines take.
    pub disks: Attach,
    /// What a vCPU-hour above the baseline costs; absent where it cannot be bought.
    pub surplus_vcpu_hour: Option<Spanned<Price>>,
    /// Why a new customer cannot order its machines; absent where they can.
    pub not_offered: Option<Spanned<String>>,
    /// Per cent off for a full month on demand.
    pub sustained_use_percent: Option<Spanned<f64>>,
    /// Name of the source.
    pub source: Spanned<String>,
    /// When its prices were read.
    pub read: Spanned<String>,
    /// Machines whose price and memory per vCPU are not the family's, with the reason.
    #[serde(default)]
    pub exceptions: BTreeMap<Spanned<String>, String>,
    /// Machines whose memory per vCPU is not the family's while their price is, with the reason.
    #[serde(default)]
    pub memory_exceptions: BTreeMap<Spanned<String>, String>,
    /// Its machines, smallest first.
    pub instances: Vec<Spanned<Instance>>,
}

/// Which kinds of disk a family takes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attach {
    /// Names of the kinds.
    pub kinds: Vec<Spanned<String>>,
    /// Name of the source.
    pub source: Spanned<String>,
    /// When that was read.
    pub read: Spanned<String>,
}

/// A machine.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Instance {
    /// The provider's name of it.
    pub name: Spanned<String>,
    /// vCPU.
    pub vcpu: u16,
    /// How many times its family's unit price it costs, where that is not its vCPU.
    pub price_units: Option<u16>,
    /// Memory in GiB, as published.
    pub memory_gib: f32,
    /// USD an hour, on demand, Linux.
    pub usd_per_hour: Spanned<f64>,
    /// When the price was read, where that is not the family's.
    pub read: Option<Spanned<String>>,
    /// Network as published; absent where it was not recorded.
    pub network: Option<String>,
}

/// `disks.toml`
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Disks {
    /// Where prices and limits were read.
    pub sources: Sources,
    /// Kinds of disk.
    pub disk: Vec<Spanned<Disk>>,
}

/// A kind of disk.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Disk {
    /// Its name.
    pub name: Spanned<String>,
    /// The smallest that is sold, in GB.
    pub min_gb: f64,
    /// The largest that is sold, in GB.
    pub max_gb: f64,
    /// IOPS that every disk has.
    pub included_iops: f64,
    /// IOPS that every GB adds.
    #[serde(default)]
    pub included_iops_per_gb: f64,
    /// MB/s that every disk has.
    pub included_mbps: f64,
    /// MB/s that every GB adds.
    #[serde(default)]
    pub included_mbps_per_gb: f64,
    /// Most IOPS that a disk can have.
    pub max_iops: f64,
    /// Most MB/s that a disk can have.
    pub max_mbps: f64,
    /// Most IOPS per GB, never below the included ones; absent where there is no such limit.
    pub max_iops_per_gb: Option<f64>,
    /// Most MB/s per IOPS; absent where there is no such limit.
    pub max_mbps_per_iops: Option<f64>,
    /// Fewest MB/s per IOPS that have to be taken; absent where none have to.
    pub min_mbps_per_iops: Option<f64>,
    /// IOPS up to which the price of one is known; absent where it is known for all.
    pub iops_price_known_to: Option<f64>,
    /// Name of the source of the figures above.
    pub source: Spanned<String>,
    /// When they were read.
    pub read: Spanned<String>,
    /// A GB for a month.
    pub gb_month: Spanned<Price>,
    /// One more IOPS for a month; absent where they come with a larger disk.
    pub iops_month: Option<Spanned<Price>>,
    /// One more MB/s for a month; absent where they come with a larger disk or with IOPS.
    pub mbps_month: Option<Spanned<Price>>,
}

/// `traffic.toml`
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Traffic {
    /// Where prices were read.
    pub sources: Sources,
    /// Object storage.
    pub object_storage: ObjectStorage,
    /// Load balancer.
    pub load_balancer: LoadBalancer,
    /// Traffic between zones.
    pub between_zones: BetweenZones,
    /// Public IPv4 addresses.
    pub public_address: PublicAddress,
    /// Traffic to the internet, by how much of it there is in a month.
    pub egress: Vec<Spanned<EgressTier>>,
    /// What a bill leaves out although it is usually paid.
    #[serde(default)]
    pub left_out: Vec<Spanned<LeftOut>>,
}

/// Public IPv4 addresses.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicAddress {
    /// Whether a load balancer has one in each zone.
    #[serde(default)]
    pub per_zone: bool,
    /// One for an hour.
    pub hour: Spanned<Price>,
}

/// Something that a bill leaves out.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeftOut {
    /// What it is, in words.
    pub what: String,
    /// What the estimate takes for granted, or what is known without one.
    pub note: String,
    /// What there is of it in a month; absent where no estimate is made.
    pub per: Option<Per>,
    /// Most nodes that are charged for.
    pub most_nodes: Option<f64>,
    /// What a number of them costs: see [`LeftOut::each`].
    pub price: Option<Spanned<Price>>,
    /// How many the price is for; 1 if absent.
    pub each: Option<f64>,
}

/// What there is of something in a month.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum Per {
    /// Its hours.
    Hour,
    /// One for each node.
    Node,
    /// One for each hour of each node.
    NodeHour,
    /// The GB that are used on all disks.
    UsedGb,
    /// The parts in which the backups of a month are written to object storage, if they are kept there.
    BackupPart,
    /// The parts of one backup, read back from there.
    RestoredPart,
}

/// Object storage.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ObjectStorage {
    /// Its name.
    pub name: String,
    /// A GB for a month.
    pub gb_month: Spanned<Price>,
}

/// Load balancer.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LoadBalancer {
    /// Its name.
    pub name: String,
    /// What stands for a GB of traffic where it is charged by another unit.
    pub data_unit: Option<String>,
    /// For being there.
    pub hour: Spanned<Price>,
    /// For traffic through it.
    pub data: Spanned<Price>,
}

/// Traffic between zones.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BetweenZones {
    /// How often a GB is charged: 2 where both ends pay.
    pub directions: Option<Spanned<f64>>,
    /// A GB.
    pub gb: Spanned<Price>,
}

/// A tier of traffic to the internet.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EgressTier {
    /// Code of its price, which stays when its border is put right.
    pub code: Spanned<String>,
    /// Where it ends, in GB a month from the first; absent in the last.
    pub up_to_gb: Option<f64>,
    /// A GB.
    pub gb: Spanned<Price>,
}

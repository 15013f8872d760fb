//! What stands in a provider's files, as it is written there.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use crate::names::Naming;

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
    /// How many zones it has; absent if that is not known, 0 if it is not divided into zones.
    pub zones: Option<u8>,
    /// Name of the source.
    pub source: Spanned<String>,
    /// When that was read.
    pub read: Spanned<String>,
}

/// `machines.toml`
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Machines {
    /// Where prices were read.
    pub sources: Sources,
    /// What committing saves.
    pub commitment: Commitment,
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
    /// Name of the source.
    pub source: Spanned<String>,
    /// When it was read.
    pub read: Spanned<String>,
}

/// What committing saves on compute, nothing paid upfront.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Commitment {
    /// For one year.
    pub one_year: Discount,
    /// For three years.
    pub three_years: Discount,
}

/// A discount in per cent.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Discount {
    /// Per cent off, above 0 and below 100.
    pub percent: Spanned<f64>,
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
    /// Memory in GiB, as published.
    pub memory_gib: f32,
    /// USD an hour, on demand, Linux.
    pub usd_per_hour: Spanned<f64>,
    /// When the price was read, where that is not the family's.
    pub read: Option<Spanned<String>>,
    /// Network as published; absent where it was not recorded.
    pub network: Option<String>,
}

/// `limits.toml`
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// Where limits were read.
    pub sources: Sources,
    /// What machines have.
    #[serde(default)]
    pub machine: Vec<LimitTable<MachineLimit>>,
    /// What machines pass on to their disks.
    #[serde(default)]
    pub disk: Vec<LimitTable<DiskLimit>>,
}

/// Limits of some families, by size.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LimitTable<T> {
    /// The families.
    pub families: Vec<Spanned<String>>,
    /// The kinds of disk, in a table of what passes on to disks; none where it holds for every kind.
    #[serde(default)]
    pub kinds: Vec<Spanned<String>>,
    /// Name of the source.
    pub source: Spanned<String>,
    /// When that was read.
    pub read: Spanned<String>,
    /// One row per size.
    pub sizes: Vec<Spanned<T>>,
}

/// What a size has. What is absent is not known.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MachineLimit {
    /// The vCPU of the machines that the row is for.
    pub vcpu: Option<u16>,
    /// Or the one machine that it is for.
    pub instance: Option<String>,
    /// Network in Gbps.
    pub network_gbps: Option<f64>,
    /// Disks that can be attached.
    pub disks: Option<u8>,
    /// vCPU that a burstable machine keeps up.
    pub baseline_vcpu: Option<f64>,
}

/// What a size passes on to its disks and keeps up. What is absent is not known.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DiskLimit {
    /// The vCPU of the machines that the row is for.
    pub vcpu: Option<u16>,
    /// Or the one machine that it is for.
    pub instance: Option<String>,
    /// IOPS.
    pub iops: Option<f64>,
    /// MB/s.
    pub mbps: Option<f64>,
}

/// A row of a table of limits.
pub trait LimitRow {
    /// The vCPU or the machine that it is for.
    fn size(&self) -> (Option<u16>, Option<&str>);
    /// Its figures, for checks.
    fn figures(&self) -> [Option<f64>; 3];
}

impl LimitRow for MachineLimit {
    fn size(&self) -> (Option<u16>, Option<&str>) {
        (self.vcpu, self.instance.as_deref())
    }
    fn figures(&self) -> [Option<f64>; 3] {
        [self.network_gbps, self.disks.map(f64::from), self.baseline_vcpu]
    }
}

impl LimitRow for DiskLimit {
    fn size(&self) -> (Option<u16>, Option<&str>) {
        (self.vcpu, self.instance.as_deref())
    }
    fn figures(&self) -> [Option<f64>; 3] {
        [self.iops, self.mbps, None]
    }
}

impl<T: LimitRow> LimitTable<T> {
    /// Whether the table is of a family, and of a kind of disk where it is one of disks.
    #[must_use]
    pub fn is_of(&self, family: &str, kind: Option<&str>) -> bool {
        self.families.iter().any(|f| f.get_ref() == family)
            && (self.kinds.is_empty()
                || kind.is_none_or(|kind| self.kinds.iter().any(|k| k.get_ref() == kind)))
    }

    /// The rows for a machine.
    pub fn rows<'a>(&'a self, instance: &'a Instance) -> impl Iterator<Item = &'a Spanned<T>> {
        self.sizes.iter().filter(|row| match row.get_ref().size() {
            (_, Some(name)) => name == instance.name.get_ref(),
            (vcpu, None) => vcpu == Some(instance.vcpu),
        })
    }
}

impl Limits {
    /// What is known of a machine, and the table that says so.
    #[must_use]
    pub fn machine(
        &self,
        family: &Family,
        instance: &Instance,
    ) -> Option<(&LimitTable<MachineLimit>, &MachineLimit)> {
        find(&self.machine, family, None, instance)
    }

    /// What a machine passes on to a kind of disk, and the table that says so.
    #[must_use]
    pub fn disk(
        &self,
        family: &Family,
        instance: &Instance,
        kind: &str,
    ) -> Option<(&LimitTable<DiskLimit>, &DiskLimit)> {
        find(&self.disk, family, Some(kind), instance)
    }
}

fn find<'a, T: LimitRow>(
    tables: &'a [LimitTable<T>],
    family: &Family,
    kind: Option<&str>,
    instance: &Instance,
) -> Option<(&'a LimitTable<T>, &'a T)> {
    tables.iter().filter(|table| table.is_of(&family.name, kind)).find_map(|table| {
        let row = table.sizes.iter().find(|row| match row.get_ref().size() {
            (_, Some(name)) => name == instance.name.get_ref(),
            (vcpu, None) => vcpu == Some(instance.vcpu),
        });
        row.map(|row| (table, row.get_ref()))
    })
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
    /// Traffic to the internet, by how much of it there is in a month.
    pub egress: Vec<Spanned<EgressTier>>,
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
    /// Where it ends, in GB a month from the first; absent in the last.
    pub up_to_gb: Option<f64>,
    /// A GB.
    pub gb: Spanned<Price>,
}

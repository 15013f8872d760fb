//! What stands in `limits.toml`, and what it says of a machine.

use serde::Deserialize;
use toml::Spanned;

use crate::files::{Family, Instance, Sources};

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

//! Machines: what they have, what they keep up, and what an hour costs in a region.

use std::sync::OnceLock;

use crate::pricing::catalogue::columns::{lines, one_up};
use crate::pricing::catalogue::offer::sheet;
use crate::pricing::catalogue::regional::hourly;
use crate::pricing::catalogue::{DiskKind, Price, PriceId, Read, RegionId, read, tables};

/// Machines of one make, in several sizes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Family {
    /// Its name.
    pub name: &'static str,
    /// Whether it is Arm, rather than x86-64.
    pub arm: bool,
    /// Whether its CPU is shared, or throttled after bursts.
    pub burstable: bool,
    /// Per cent off for a full month on demand; 0 where there is none.
    pub sustained_use_percent: f64,
    pub(super) not_offered: Option<&'static str>,
    /// Place in `PRICES` of a vCPU-hour above the baseline.
    pub(super) surplus: Option<u16>,
    /// The kinds of disk that it takes, as bits of their places in `DISKS`.
    pub(super) disks: u32,
    pub(super) attach_read: u16,
    /// Place in `COMMITMENTS` of what committing takes off.
    pub(super) commitments: Option<u8>,
}

/// What a machine passes on to its disks together and keeps up: the smaller of reading and writing.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct DiskLimit {
    /// IOPS; `None` where that is not known.
    pub iops: Option<f64>,
    /// MB/s as published, of 10^6 or of 2^20 bytes; `None` where that is not known.
    pub mbps: Option<f64>,
}

/// A machine that can be rented, at the price of one region.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Instance {
    /// The provider's name of it.
    pub name: &'static str,
    /// USD an hour, on demand, Linux.
    pub usd_per_hour: f64,
    memory_gib: f32,
    vcpu: u16,
    id: u16,
    read: u16,
    region: RegionId,
    family: u8,
}

impl Instance {
    /// The machine with this place in `MACHINES`, if it is sold in the region.
    pub(super) fn new(id: u16, region: RegionId) -> Option<Self> {
        let (usd_per_hour, read) = hourly(id, region)?;
        let place = usize::from(id);
        Some(Self {
            name: name(place),
            usd_per_hour,
            memory_gib: f32::from(tables::MACHINE_QUARTER_GIB[place]) / 4.0,
            vcpu: tables::MACHINE_VCPU[place].into(),
            id,
            read,
            region,
            family: tables::MACHINE_FAMILY[place],
        })
    }

    /// vCPU.
    #[must_use]
    pub fn vcpu(&self) -> f64 {
        f64::from(self.vcpu)
    }

    /// Memory in GiB as published; compared with the sizing's GB number by number.
    #[must_use]
    pub fn memory_gb(&self) -> f64 {
        f64::from(self.memory_gib)
    }

    /// The family that it belongs to.
    #[must_use]
    pub fn family(&self) -> &'static Family {
        &tables::FAMILIES[usize::from(self.family)]
    }

    /// Network as the guide prints it; `None` where it does not.
    #[must_use]
    pub fn network(&self) -> Option<&'static str> {
        tables::NETWORKS.iter().find(|(id, _)| *id == self.id).map(|(_, network)| *network)
    }

    /// `arm64` or `x86_64`.
    #[must_use]
    pub fn arch(&self) -> &'static str {
        if self.family().arm { "arm64" } else { "x86_64" }
    }

    /// vCPU that a burstable machine keeps up; `None` for machines that keep up all they have.
    #[must_use]
    pub fn baseline_vcpu(&self) -> Option<f64> {
        parts(tables::LIMIT_BASELINE[self.limits()].into(), 1e3)
    }

    /// What a vCPU-hour above the baseline costs; `None` where it cannot be bought, so that the machine
    /// is held to its baseline, and for machines that have none.
    #[must_use]
    pub fn surplus_credit(&self) -> Option<&'static Price> {
        self.family().surplus.map(|place| sheet(self.region).unit_price(place))
    }

    /// Network in Gbps, `None` where it is not known. On AWS what the machine keeps up; on Google Cloud
    /// and Azure what they publish, which is the most to expect and not promised.
    #[must_use]
    pub fn network_gbps(&self) -> Option<f64> {
        parts(tables::LIMIT_NETWORK[self.limits()], 1e3)
    }

    /// Disks that can be attached, as published: on Azure without the system's; `None` where it is not
    /// known.
    #[must_use]
    pub fn max_disks(&self) -> Option<u32> {
        let disks = tables::LIMIT_DISKS[self.limits()];
        (disks > 0).then_some(disks.into())
    }

    /// Whether this kind of disk can be attached.
    #[must_use]
    pub fn attaches(&self, kind: &DiskKind) -> bool {
        self.family().disks & kind.bit() != 0
    }

    /// Where and when it was read which kinds of disk can be attached.
    #[must_use]
    pub fn attaches_read(&self) -> &'static Read {
        read(self.family().attach_read)
    }

    /// What it passes on to disks of this kind and keeps up. Both are `None` for a kind that cannot be
    /// attached.
    #[must_use]
    pub fn disk_limit(&self, kind: &DiskKind) -> DiskLimit {
        self.disk_row(kind).map_or(DiskLimit::default(), |row| DiskLimit {
            iops: parts(tables::ROW_IOPS[row], 1.0),
            mbps: parts(tables::ROW_MBPS[row], 1e4),
        })
    }

    /// Where and when [`Instance::disk_limit`] was read; `None` where nothing is known.
    #[must_use]
    pub fn disk_limit_read(&self, kind: &DiskKind) -> Option<&'static Read> {
        self.disk_row(kind).map(|row| read(tables::ROW_READ[row].into()))
    }

    /// Where and when baseline, network and number of disks were read; where nothing of them is
    /// known, where the price was read.
    #[must_use]
    pub fn limits_read(&self) -> &'static Read {
        let own = one_up(tables::LIMIT_READ[self.limits()]);
        read(own.unwrap_or(self.read))
    }

    /// Why a new customer cannot order it; `None` if one can.
    #[must_use]
    pub fn not_offered(&self) -> Option<&'static str> {
        self.family().not_offered
    }

    /// Names its hourly price.
    #[must_use]
    pub const fn price_id(&self) -> PriceId {
        PriceId(self.id)
    }

    /// Its hourly price on demand.
    #[must_use]
    pub fn price(&self) -> Price {
        Price {
            provider: self.region.region().provider,
            region: self.region,
            id: PriceId(self.id),
            code: self.name,
            label: self.name,
            unit: "instance-hour",
            usd: Some(self.usd_per_hour),
            note: "",
            read: self.read,
        }
    }

    /// Where and when its price was read.
    #[must_use]
    pub fn read(&self) -> &'static Read {
        read(self.read)
    }

    /// The place of its limits in the tables.
    fn limits(&self) -> usize {
        tables::MACHINE_LIMITS[usize::from(self.id)].into()
    }

    /// The place of what it passes on to disks of this kind.
    fn disk_row(&self, kind: &DiskKind) -> Option<usize> {
        let limits = self.limits();
        let (first, last) = (tables::LIMIT_ROWS[limits], tables::LIMIT_ROWS[limits + 1]);
        let mut rows = usize::from(first)..usize::from(last);
        let takes = |row: &usize| u32::from(tables::ROW_KINDS[*row]) & kind.bit() != 0;
        rows.find(|row| self.attaches(kind) && takes(row))
    }
}

/// A machine's name.
fn name(place: usize) -> &'static str {
    static NAMES: OnceLock<Vec<&str>> = OnceLock::new();
    lines(&NAMES, tables::MACHINE_NAMES)[place]
}

/// A figure that the tables have as a whole number of parts of its unit, 0 where it is not known.
fn parts(figure: u32, of_a_unit: f64) -> Option<f64> {
    (figure > 0).then(|| f64::from(figure) / of_a_unit)
}

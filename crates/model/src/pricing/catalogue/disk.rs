//! Kinds of disk: what they can do, and what they cost in a region.

use crate::pricing::catalogue::offer::Sheet;
use crate::pricing::catalogue::{Price, Read, read, tables};

/// A kind's row in the tables; prices are places in `PRICES`. The rest is as in [`DiskKind`].
pub(super) struct Disk {
    pub(super) name: &'static str,
    pub(super) code: &'static str,
    pub(super) min_gb: f64,
    pub(super) max_gb: f64,
    pub(super) included_iops: f64,
    pub(super) included_iops_per_gb: f64,
    pub(super) included_mbps: f64,
    pub(super) included_mbps_per_gb: f64,
    pub(super) max_iops: f64,
    pub(super) max_mbps: f64,
    pub(super) max_iops_per_gb: Option<f64>,
    pub(super) max_mbps_per_iops: Option<f64>,
    pub(super) min_mbps_per_iops: Option<f64>,
    pub(super) iops_price_known_to: Option<f64>,
    pub(super) gb_month: u16,
    pub(super) iops_month: Option<u16>,
    pub(super) mbps_month: Option<u16>,
    pub(super) read: u16,
}

/// A kind of disk, at the prices of one region. Sizes are in GB as they are sold, MB/s as published.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DiskKind {
    /// Its name: `Premium SSD v2`.
    pub name: &'static str,
    /// What the codes of its prices begin with: `premium-ssd-v2`.
    pub code: &'static str,
    /// The smallest disk that is sold, in GB.
    pub min_gb: f64,
    /// The largest disk that is sold, in GB.
    pub max_gb: f64,
    /// IOPS that every disk has and nobody pays for.
    pub included_iops: f64,
    /// IOPS that every GB adds.
    pub included_iops_per_gb: f64,
    /// MB/s that every disk has and nobody pays for.
    pub included_mbps: f64,
    /// MB/s that every GB adds.
    pub included_mbps_per_gb: f64,
    /// Most IOPS that a disk can have.
    pub max_iops: f64,
    /// Most MB/s that a disk can have.
    pub max_mbps: f64,
    /// Most IOPS per GB, where there is such a limit; a small disk has the included ones all the same.
    pub max_iops_per_gb: Option<f64>,
    /// Most MB/s per IOPS, where there is such a limit. Where MB/s are neither sold nor come with the
    /// size ([`DiskKind::mbps_month`] and [`DiskKind::included_mbps_per_gb`]), a disk has just as many.
    pub max_mbps_per_iops: Option<f64>,
    /// Fewest MB/s per IOPS that have to be taken, where there is such a rule.
    pub min_mbps_per_iops: Option<f64>,
    /// IOPS of a disk up to which the price of one is known; beyond, what a disk costs is not known.
    /// `None` where it is known for all.
    pub iops_price_known_to: Option<f64>,
    /// A GB for a month.
    pub gb_month: &'static Price,
    /// One more IOPS than the included for a month; `None` where they come with a larger disk.
    pub iops_month: Option<&'static Price>,
    /// One more MB/s than the included for a month; `None` where they come with a larger disk or with
    /// IOPS.
    pub mbps_month: Option<&'static Price>,
    place: u8,
    read: u16,
}

impl DiskKind {
    /// The kind with this place in `DISKS`.
    pub(super) fn new(place: u8, sheet: &Sheet) -> Self {
        let d = &tables::DISKS[usize::from(place)];
        Self {
            name: d.name,
            code: d.code,
            min_gb: d.min_gb,
            max_gb: d.max_gb,
            included_iops: d.included_iops,
            included_iops_per_gb: d.included_iops_per_gb,
            included_mbps: d.included_mbps,
            included_mbps_per_gb: d.included_mbps_per_gb,
            max_iops: d.max_iops,
            max_mbps: d.max_mbps,
            max_iops_per_gb: d.max_iops_per_gb,
            max_mbps_per_iops: d.max_mbps_per_iops,
            min_mbps_per_iops: d.min_mbps_per_iops,
            iops_price_known_to: d.iops_price_known_to,
            gb_month: sheet.unit_price(d.gb_month),
            iops_month: d.iops_month.map(|price| sheet.unit_price(price)),
            mbps_month: d.mbps_month.map(|price| sheet.unit_price(price)),
            place,
            read: d.read,
        }
    }

    /// Where and when its sizes and limits were read; its prices have their own.
    #[must_use]
    pub fn read(&self) -> &'static Read {
        read(self.read)
    }

    /// Its bit in a set of kinds.
    pub(super) const fn bit(&self) -> u32 {
        1 << self.place
    }
}

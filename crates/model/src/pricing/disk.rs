//! A node's disk as it is bought: of which kind, how large, in how many volumes, and what it can do.

use crate::guide::coefficients as c;
use crate::number::tidy;
use crate::pricing::catalogue::DiskKind;
use crate::pricing::load::NodeLoad;

/// The disk of one node.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Disk {
    /// Its kind.
    pub kind: &'static DiskKind,
    /// Its size in GB, all volumes together.
    pub gb: f64,
    /// Volumes that it is made of: one, unless the kind is not sold as large.
    pub volumes: u32,
}

/// What a disk is set to do.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Performance {
    /// IOPS.
    pub iops: f64,
    /// MB/s.
    pub mbps: f64,
}

impl Disk {
    /// The smallest disk of a kind with at least `gb` that sells the IOPS and throughput which a load asks
    /// for. A kind that never sells as much gives a disk of the size alone, which then fails the rules.
    #[must_use]
    pub fn sized(kind: &'static DiskKind, gb: f64, load: &NodeLoad) -> Self {
        let gb = gb.max(kind.min_gb);
        let volumes = (gb / kind.max_gb).ceil();
        let asked = asked_of(kind, load);
        let (iops, mbps) = (asked.iops / volumes, asked.mbps / volumes);
        let each = if kind.iops_month.is_none() {
            // IOPS and throughput come with the size.
            let by_iops = needed(iops, kind.included_iops, kind.included_iops_per_gb);
            by_iops.max(needed(mbps, kind.included_mbps, kind.included_mbps_per_gb))
        } else if iops > kind.included_iops {
            kind.max_iops_per_gb.map_or(0.0, |per_gb| tidy(iops / per_gb))
        } else {
            0.0
        };
        let enlarged = each.ceil() * volumes;
        // What no size brings is left to the rules to say.
        let gb = if each <= kind.max_gb { gb.max(enlarged) } else { gb };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "saturates")]
        Self { kind, gb, volumes: volumes as u32 }
    }

    /// What the disk has to be set to for a load: throughput may take more IOPS than are asked for.
    #[must_use]
    pub fn asked(&self, load: &NodeLoad) -> Performance {
        asked_of(self.kind, load)
    }

    /// What it has without paying for more.
    #[must_use]
    pub fn included(&self) -> Performance {
        let kind = self.kind;
        let volumes = f64::from(self.volumes);
        Performance {
            iops: (kind.included_iops * volumes + kind.included_iops_per_gb * self.gb)
                .min(kind.max_iops * volumes),
            mbps: (kind.included_mbps * volumes + kind.included_mbps_per_gb * self.gb)
                .min(kind.max_mbps * volumes),
        }
    }

    /// The most that the kind sells at this size.
    #[must_use]
    pub fn most(&self) -> Performance {
        let kind = self.kind;
        let volumes = f64::from(self.volumes);
        let included = self.included();
        let iops = if kind.iops_month.is_some() {
            let by_size = kind.max_iops_per_gb.map_or(f64::INFINITY, |per_gb| per_gb * self.gb);
            by_size.max(included.iops).min(kind.max_iops * volumes)
        } else {
            included.iops
        };
        let mbps = match kind.max_mbps_per_iops {
            Some(per_iops) => (iops * per_iops).max(included.mbps).min(kind.max_mbps * volumes),
            None => included.mbps,
        };
        Performance { iops: tidy(iops), mbps: tidy(mbps) }
    }

    /// Whether what is paid for has a price that is known.
    #[must_use]
    pub fn is_priced(&self, load: &NodeLoad) -> bool {
        self.kind.iops_price_known_to.is_none_or(|known| self.extra(load).iops <= known)
    }

    /// What has to be paid for beyond what is included.
    #[must_use]
    pub fn extra(&self, load: &NodeLoad) -> Performance {
        let (asked, included) = (self.asked(load), self.included());
        let iops = if self.kind.iops_month.is_some() { asked.iops - included.iops } else { 0.0 };
        let mbps = if self.kind.mbps_month.is_some() { asked.mbps - included.mbps } else { 0.0 };
        // Both are sold whole.
        Performance { iops: tidy(iops).max(0.0).ceil(), mbps: tidy(mbps).max(0.0).ceil() }
    }
}

/// The guide asks for a least throughput of every disk, whatever is written. A kind may tie IOPS and
/// throughput to each other, in both directions.
fn asked_of(kind: &DiskKind, load: &NodeLoad) -> Performance {
    let mbps = load.write_mbps.max(c::DISK_MBPS.value);
    let by_throughput = match kind.max_mbps_per_iops {
        Some(per_iops) if mbps > kind.included_mbps => tidy(mbps / per_iops).ceil(),
        _ => 0.0,
    };
    let iops = load.iops.max(by_throughput);
    let by_iops = kind.min_mbps_per_iops.map_or(0.0, |per_iops| tidy(iops * per_iops).ceil());
    Performance { iops, mbps: mbps.max(by_iops) }
}

/// The size in GB that brings `wanted`; without limit where no size does.
fn needed(wanted: f64, included: f64, per_gb: f64) -> f64 {
    if wanted <= included { 0.0 } else { tidy((wanted - included) / per_gb) }
}

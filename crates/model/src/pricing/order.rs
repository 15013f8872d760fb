//! An order: what is bought of a provider. It is what the page judges, prices and plans with.

use crate::number::{readable, tidy};
use crate::pricing::catalogue::Instance;
use crate::pricing::disk::Disk;
use crate::pricing::load::NodeLoad;

/// A machine, how many of them, and the disk of each.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Order {
    /// The machine.
    pub instance: &'static Instance,
    /// How many of it.
    pub nodes: u32,
    /// The disk of each.
    pub disk: Disk,
}

impl Order {
    /// The machines in words: `3 × m5.large`.
    #[must_use]
    pub fn machines(&self) -> String {
        [&readable(self.nodes.into()), " × ", self.instance.name].concat()
    }

    /// The order in words: `3 × m5.large, 100 GB gp3 each`.
    #[must_use]
    pub fn words(&self) -> String {
        let disk = &self.disk;
        let size = readable(disk.gb);
        let each = if self.nodes == 1 { "" } else { " each" };
        let volumes = if disk.volumes > 1 {
            [" in ", &readable(disk.volumes.into()), " volumes"].concat()
        } else {
            String::new()
        };
        [&self.machines(), ", ", &size, " GB ", disk.kind.name, &volumes, each].concat()
    }

    /// IOPS that reach the disk: what it sells and what the machine passes on, whichever is less. `None`
    /// where the machine's part is not known and would decide.
    #[must_use]
    pub fn iops(&self) -> Option<f64> {
        self.instance
            .disk_limit(self.disk.kind)
            .iops
            .map(|passed| passed.min(self.disk.most().iops))
    }

    /// MB/s that reach the disk, likewise.
    #[must_use]
    pub fn mbps(&self) -> Option<f64> {
        self.instance
            .disk_limit(self.disk.kind)
            .mbps
            .map(|passed| passed.min(self.disk.most().mbps))
    }

    /// The machine's sustained network speed in Mbps; `None` where it is not known.
    #[must_use]
    pub fn network_mbps(&self) -> Option<f64> {
        self.instance.network_gbps().map(|gbps| gbps * 1000.0)
    }

    /// How full it is under a load.
    #[must_use]
    pub fn fullness(&self, load: &NodeLoad) -> Fullness {
        // Without the noise of binary numbers, so that what holds is never shown above its threshold.
        let share = |need: f64, has: f64| tidy(need / has);
        let vcpu = self.instance.vcpu();
        let (sold, passed) = (self.disk.most(), self.instance.disk_limit(self.disk.kind));
        Fullness {
            cpu_peak: share(load.peak_vcpu, vcpu),
            cpu_sustained: share(load.sustained_vcpu, vcpu),
            cpu_average: share(load.average_vcpu, vcpu),
            ram: share(load.ram_gb, self.instance.memory_gb()),
            disk: share(load.disk_gb, self.disk.gb),
            iops: passed.iops.map(|iops| share(load.iops, iops.min(sold.iops))),
            throughput: passed.mbps.map(|mbps| share(load.write_mbps, mbps.min(sold.mbps))),
            network: self.network_mbps().map(|mbps| share(load.network_mbps, mbps)),
        }
    }
}

/// vCPU above a machine's baseline that a node uses on average; 0 for a machine that is not burstable.
#[must_use]
pub fn above_baseline_vcpu(instance: &Instance, load: &NodeLoad) -> f64 {
    instance.baseline_vcpu().map_or(0.0, |base| (load.average_vcpu - base).max(0.0))
}

/// What a load needs as a share of what an order has, per node, with all nodes up: 1 is full.
#[derive(Clone, Copy, Debug, Default, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Fullness {
    /// CPU at peak.
    pub cpu_peak: f64,
    /// CPU under sustained load.
    pub cpu_sustained: f64,
    /// CPU on average.
    pub cpu_average: f64,
    /// RAM.
    pub ram: f64,
    /// Disk space.
    pub disk: f64,
    /// Disk IOPS; `None` where the machine's limit is not known.
    pub iops: Option<f64>,
    /// Disk throughput; `None` where the machine's limit is not known.
    pub throughput: Option<f64>,
    /// Network; `None` where the machine's speed is not known.
    pub network: Option<f64>,
}

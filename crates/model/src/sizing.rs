//! The sizing: what a deployment needs of CPU, RAM, disk and network, and what to provision.

use serde::Serialize;

use crate::guide::Tier;
use crate::guide::coefficients as c;
use crate::inputs::{BackupTarget, Reading};
use crate::number::{ceil_to, power_of_two_for, tidy};
use crate::scenario::Resolved;

/// What a scenario needs. All figures are the guide's arithmetic, none is measured.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sizing {
    /// The guide's tier.
    pub tier: Tier,
    /// Nodes of the deployment.
    pub nodes: u32,
    /// Copies of every assertion.
    pub replication_factor: f64,
    /// Share of the data that each node holds, 0 .. 1.
    pub share: f64,
    /// CPU.
    pub cpu: Cpu,
    /// RAM.
    pub ram: Ram,
    /// Disk.
    pub disk: Disk,
    /// Network.
    pub network: Network,
}

/// CPU in vCPU; at peak where nothing else is said.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Cpu {
    /// The whole deployment's need before overheads.
    pub base_vcpu: f64,
    /// What overheads multiply it by.
    pub factor: f64,
    /// The whole deployment's need.
    pub total_vcpu: f64,
    /// Each node's need.
    pub per_node_vcpu: f64,
    /// What to give each node.
    pub provision_vcpu: f64,
    /// What each node takes under the highest load that lasts, all nodes up.
    pub sustained_vcpu: f64,
    /// What each node takes on average, all nodes up.
    pub average_vcpu: f64,
}

/// RAM in GB, per node.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Ram {
    /// The whole data set, once.
    pub data_gb: f64,
    /// Its index.
    pub index_gb: f64,
    /// Cache on each node.
    pub cache_gb: f64,
    /// Each node's need.
    pub need_gb: f64,
    /// What to give each node.
    pub provision_gb: f64,
}

/// Disk in GB. The parts are for the whole data set once; need and provision are per node.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Disk {
    /// Write-ahead log, the whole data set.
    pub wal_gb: f64,
    /// Database and indexes, the whole data set.
    pub db_gb: f64,
    /// All backups, the whole data set, wherever they live.
    pub backup_gb: f64,
    /// Each node's need.
    pub need_gb: f64,
    /// The smallest disk that the guide buys at this size.
    pub floor_gb: f64,
    /// What to give each node.
    pub provision_gb: f64,
    /// What the write-ahead log writes at peak, the whole deployment, in MB/s.
    pub wal_mbps: f64,
}

/// Network in Mbps, the whole deployment, at peak.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Network {
    /// Assertions coming in.
    pub inbound_mbps: f64,
    /// Answers going out.
    pub outbound_mbps: f64,
    /// Copies between nodes.
    pub replication_mbps: f64,
    /// All three.
    pub total_mbps: f64,
    /// What to provide.
    pub provision_mbps: f64,
}

/// Sizes a deployment. Total: every [`Resolved`] that comes from a scenario gives finite figures.
#[must_use]
pub fn size(s: &Resolved) -> Sizing {
    let share = (s.rf / f64::from(s.n)).min(1.0);
    Sizing {
        tier: Tier::of(s.a, s.q),
        nodes: s.n,
        replication_factor: s.rf,
        share,
        cpu: cpu(s),
        ram: ram(s, share),
        disk: disk(s, share),
        network: network(s),
    }
}

/// Nodes that carry the peak: one fewer when the peak must be carried with a node down.
#[must_use]
pub fn carrying_nodes(s: &Resolved) -> f64 {
    f64::from(if s.drill && s.n >= 2 { s.n - 1 } else { s.n })
}

fn cpu(s: &Resolved) -> Cpu {
    let load = s.q * s.cq + s.i * s.ci;
    let base = tidy(load + s.cb);
    let cluster = if s.n >= 2 { c::CPU_CLUSTER.value } else { 0.0 };
    let factor = tidy(1.0 + cluster + c::CPU_LENS.value * s.lens / 100.0);
    let total = tidy(base * factor);
    let per_node = tidy(total / carrying_nodes(s));
    // The background work is there at any load.
    let at = |percent: f64| tidy((load * percent / 100.0 + s.cb) * factor / f64::from(s.n));
    Cpu {
        base_vcpu: base,
        factor,
        total_vcpu: total,
        per_node_vcpu: per_node,
        provision_vcpu: ceil_to(tidy(per_node / (s.head / 100.0)), c::CPU_LADDER),
        sustained_vcpu: at(s.sus),
        average_vcpu: at(s.avg),
    }
}

/// RAM that the data takes per assertion, in GB, and the index as a share of the data.
#[must_use]
pub fn ram_coefficients(s: &Resolved, reading: Reading) -> (f64, f64) {
    let index = s.ix / 100.0;
    match reading {
        Reading::Printed => (c::RAM_PRINTED.value * s.kb, index * c::INDEX_PRINTED.value),
        Reading::Consistent | Reading::Examples => (s.kb / 1e6, index),
    }
}

fn ram(s: &Resolved, share: f64) -> Ram {
    let (per_assertion, index_share) = ram_coefficients(s, s.rd);
    let data = tidy(s.a * per_assertion);
    let index = tidy(data * index_share);
    let need = tidy((data + index) * share + s.cache + s.rb);
    Ram {
        data_gb: data,
        index_gb: index,
        cache_gb: s.cache,
        need_gb: need,
        provision_gb: power_of_two_for(need, c::RAM_FULL.value),
    }
}

/// Size of the write-ahead log in GB, for the whole data set.
#[must_use]
pub fn wal_gb(s: &Resolved, reading: Reading) -> f64 {
    let kb = s.d * s.wr * s.walkb;
    match reading {
        // The guide's examples call 1K x 7 x 10 KB / 1000 "70 KB" and round it up to whole MB.
        Reading::Examples => tidy(tidy(kb / 1e6).ceil() / 1e3),
        Reading::Consistent | Reading::Printed => tidy(kb / 1e6),
    }
}

fn disk(s: &Resolved, share: f64) -> Disk {
    let wal = wal_gb(s, s.rd);
    let db = tidy(s.a * s.kb * (1.0 + s.ix / 100.0) / 1e6);
    let backup = tidy((wal + db) * s.bk);
    let on_disk = if s.bt == BackupTarget::Disk { backup } else { 0.0 };
    let need = tidy((wal + db + on_disk) * share);
    let floor =
        c::DISK_FLOORS.iter().find(|(up_to, _)| s.a <= *up_to).map_or(0.0, |(_, floor)| *floor);
    Disk {
        wal_gb: wal,
        db_gb: db,
        backup_gb: backup,
        need_gb: need,
        floor_gb: floor,
        provision_gb: ceil_to(tidy(need / c::DISK_FULL.value).max(floor), c::DISK_LADDER),
        wal_mbps: tidy(s.i * s.walkb / 1e3),
    }
}

fn network(s: &Resolved) -> Network {
    // KB/s to Mbps.
    let mbps = |per_s: f64, kb: f64| tidy(per_s * kb * 8.0 / 1e3);
    let inbound = mbps(s.i, s.kb);
    let outbound = mbps(s.q, s.resp);
    let replication = if s.n >= 2 { tidy(inbound * s.rf) } else { 0.0 };
    let total = tidy(inbound + outbound + replication);
    Network {
        inbound_mbps: inbound,
        outbound_mbps: outbound,
        replication_mbps: replication,
        total_mbps: total,
        provision_mbps: ceil_to(tidy(total * c::NETWORK_HEADROOM.value), c::NETWORK_LADDER),
    }
}

/// How full a resource of each node is, 0 and up, and the guide's threshold for it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fill {
    /// Need as a share of the provision.
    pub full: f64,
    /// The share at which the guide says to scale.
    pub threshold: f64,
}

impl Sizing {
    /// How full the provisioned CPU is at peak.
    #[must_use]
    pub fn cpu_fill(&self) -> Fill {
        Fill {
            full: self.cpu.per_node_vcpu / self.cpu.provision_vcpu,
            threshold: c::CPU_FULL.value,
        }
    }

    /// How full the provisioned RAM is.
    #[must_use]
    pub fn ram_fill(&self) -> Fill {
        Fill { full: self.ram.need_gb / self.ram.provision_gb, threshold: c::RAM_FULL.value }
    }

    /// How full the provisioned disk is.
    #[must_use]
    pub fn disk_fill(&self) -> Fill {
        Fill { full: self.disk.need_gb / self.disk.provision_gb, threshold: c::DISK_FULL.value }
    }

    /// How much of the provisioned network is used at peak; it is provisioned at ten times the
    /// traffic, and the guide names no threshold for it.
    #[must_use]
    pub fn network_fill(&self) -> Fill {
        Fill {
            full: self.network.total_mbps / self.network.provision_mbps,
            threshold: 1.0 / c::NETWORK_HEADROOM.value,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::resolved;

    fn sized(text: &str) -> Sizing {
        size(&resolved(text))
    }

    #[test]
    fn what_is_measured_takes_the_place_of_the_guides_figures() {
        // (100 x 0.01 + 50 x 0.004 + 3) x 1.5 = 6.3 over two nodes.
        let z = sized("q=100&i=50&n=2&cq=0.01&ci=0.004&cb=3&rb=5&ix=50&a=1e6&cache=1&d=0&bk=0");
        assert_eq!((z.cpu.total_vcpu, z.cpu.per_node_vcpu), (6.3, 3.15));
        // (1.2 x 60 % + 3) x 1.5 / 2, and with 30 %.
        assert_eq!((z.cpu.sustained_vcpu, z.cpu.average_vcpu), (2.79, 2.52));
        // 1 GB of data and half of it as index on each of two nodes, 1 GB of cache, 5 GB for the rest.
        assert_eq!((z.ram.need_gb, z.disk.need_gb), (7.5, 1.5));
        // As printed, 100 GB of data and a tenth of half as index.
        assert_eq!(sized("a=1e6&ix=50&rd=printed&n=1").ram.index_gb, 5.0);
    }

    #[test]
    fn room_at_peak_is_provided_and_sustained_load_is_with_all_nodes_up() {
        // 8 vCPU may take 70 % of a machine: 11.4, so 16.
        assert_eq!(sized("q=1000&i=500&n=1&head=70").cpu.provision_vcpu, 16.0);
        assert_eq!(sized("q=1000&i=500&n=1&head=50").cpu.provision_vcpu, 16.0);
        assert_eq!(sized("q=1000&i=500&n=1&head=49").cpu.provision_vcpu, 32.0);
        // With a node down the two that are left carry 12 vCPU at peak; sustained is over all three.
        let drill = sized("q=1000&i=500&n=3&drill=1").cpu;
        assert_eq!(
            (drill.per_node_vcpu, drill.sustained_vcpu, drill.average_vcpu),
            (6.0, 2.8, 1.9)
        );
        // The share of the peak is taken of the load, not of the background work.
        assert_eq!(sized("q=1000&i=500&n=1&sus=100").cpu.sustained_vcpu, 8.0);
        assert_eq!(sized("q=0&i=0&n=1&sus=1&avg=1").cpu.sustained_vcpu, 2.0);
    }
}

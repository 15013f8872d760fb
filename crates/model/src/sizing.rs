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
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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

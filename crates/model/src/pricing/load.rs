//! What each node of an order has to carry.

use crate::guide::Tier;
use crate::number::tidy;
use crate::scenario::Resolved;
use crate::sizing::Sizing;

/// The needs of one node where nothing else is said, on a number of nodes, in one month. An order is judged by this and nothing else.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NodeLoad {
    /// Nodes that the deployment has.
    pub nodes: u32,
    /// The guide's tier of the whole deployment.
    pub tier: Tier,
    /// Assertions, the whole deployment.
    pub assertions: f64,
    /// Queries a second under sustained load, the whole deployment.
    pub sustained_queries: f64,
    /// Assertions written a second at peak, the whole deployment.
    pub writes: f64,
    /// vCPU at peak with all nodes up.
    pub peak_vcpu: f64,
    /// vCPU at peak with as many nodes as the scenario asks to carry it with: one fewer under `drill`.
    pub carried_vcpu: f64,
    /// Share of the vCPU that [`NodeLoad::carried_vcpu`] may take, 0 .. 1.
    pub head: f64,
    /// vCPU under sustained load, all nodes up.
    pub sustained_vcpu: f64,
    /// vCPU on average, all nodes up.
    pub average_vcpu: f64,
    /// RAM in GB.
    pub ram_gb: f64,
    /// Disk in GB.
    pub disk_gb: f64,
    /// IOPS that are asked for.
    pub iops: f64,
    /// What is written to disk at peak, in MB/s.
    pub write_mbps: f64,
    /// Network traffic at peak, in Mbps.
    pub network_mbps: f64,
}

impl NodeLoad {
    /// The load of a scenario. `sizing` is [`crate::sizing::size`] of `s`.
    #[must_use]
    pub fn of(s: &Resolved, sizing: &Sizing) -> Self {
        let nodes = f64::from(s.n);
        Self {
            nodes: s.n,
            tier: sizing.tier,
            assertions: s.a,
            sustained_queries: tidy(s.q * s.sus / 100.0),
            writes: s.i,
            peak_vcpu: tidy(sizing.cpu.total_vcpu / nodes),
            carried_vcpu: sizing.cpu.per_node_vcpu,
            head: s.head / 100.0,
            sustained_vcpu: sizing.cpu.sustained_vcpu,
            average_vcpu: sizing.cpu.average_vcpu,
            ram_gb: sizing.ram.need_gb,
            disk_gb: sizing.disk.need_gb,
            iops: s.iops,
            // Every node that holds a copy writes it to its log.
            write_mbps: tidy(sizing.disk.wal_mbps * sizing.share),
            network_mbps: tidy(sizing.network.total_mbps / nodes),
        }
    }
}

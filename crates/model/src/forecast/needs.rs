//! What a number of nodes needs in each month at every pace, each computed at most once.

use crate::forecast::growth::{EventKind, Pace, grown, horizon};
use crate::guide::Tier;
use crate::guide::coefficients as c;
use crate::number::tidy;
use crate::scenario::Resolved;
use crate::sizing::size;

/// What a node has, or what is needed of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Node {
    /// vCPU.
    pub vcpu: f64,
    /// RAM in GB.
    pub ram_gb: f64,
    /// Disk in GB.
    pub disk_gb: f64,
}

impl Node {
    /// What may be used of it by the guide's thresholds.
    pub(super) fn limits(self) -> Self {
        Self {
            vcpu: tidy(self.vcpu * c::CPU_FULL.value),
            ram_gb: tidy(self.ram_gb * c::RAM_FULL.value),
            disk_gb: tidy(self.disk_gb * c::DISK_FULL.value),
        }
    }
}

/// What is needed in one month.
#[derive(Clone, Copy)]
pub(super) struct Need {
    /// Of each node. No vCPU marks a month that has not been computed; there always is some need.
    pub(super) node: Node,
    /// The whole deployment's tier.
    pub(super) tier: Tier,
    /// Assertions in the whole deployment.
    pub(super) assertions: f64,
    /// Queries a second, the whole deployment.
    pub(super) queries: f64,
    /// Assertions written a second, the whole deployment.
    pub(super) writes: f64,
}

const UNKNOWN: Need = Need {
    node: Node { vcpu: 0.0, ram_gb: 0.0, disk_gb: 0.0 },
    tier: Tier::Beyond,
    assertions: 0.0,
    queries: 0.0,
    writes: 0.0,
};

/// Whether something holds for what is needed, against the limits of what is there.
pub(super) fn holds(kind: EventKind, need: &Need, limits: &Node) -> bool {
    match kind {
        EventKind::Cpu => need.node.vcpu > limits.vcpu,
        EventKind::Ram => need.node.ram_gb > limits.ram_gb,
        EventKind::Disk => need.node.disk_gb > limits.disk_gb,
        EventKind::Tier(tier) => need.tier >= tier,
    }
}

/// The needs of a number of nodes.
pub(super) struct Course {
    /// The scenario today, on these nodes.
    pub(super) s: Resolved,
    /// By pace, then month.
    needs: Vec<Need>,
}

impl Course {
    /// A scenario on another number of nodes, with what follows from it.
    pub(super) fn new(s: &Resolved, n: u32) -> Self {
        let s = s.on_nodes(n);
        let needs = vec![UNKNOWN; 3 * (horizon(&s) as usize + 1)];
        Self { s, needs }
    }

    /// What is needed in a month of the horizon.
    pub(super) fn at(&mut self, pace: Pace, month: u32) -> Need {
        let place = pace as usize * self.needs.len() / 3 + month as usize;
        if self.needs[place].node.vcpu == 0.0 {
            let then = grown(&self.s, pace, month);
            let z = size(&then);
            self.needs[place] = Need {
                node: Node {
                    vcpu: z.cpu.per_node_vcpu,
                    ram_gb: z.ram.need_gb,
                    disk_gb: z.disk.need_gb,
                },
                tier: z.tier,
                assertions: then.a,
                queries: then.q,
                writes: then.i,
            };
        }
        self.needs[place]
    }

    /// The first month, not before `from`, at which one of some things holds. Needs only grow, so
    /// it is found by halving.
    pub(super) fn first(
        &mut self,
        pace: Pace,
        from: u32,
        kinds: &[EventKind],
        limits: &Node,
    ) -> Option<u32> {
        let end = horizon(&self.s) + 1;
        let (mut low, mut high) = (from, end);
        while low < high {
            let middle = u32::midpoint(low, high);
            let need = self.at(pace, middle);
            if kinds.iter().any(|kind| holds(*kind, &need, limits)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        (low < end).then_some(low)
    }
}

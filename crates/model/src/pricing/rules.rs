//! The rules by which an order holds for a load. To add one, add a row to [`RULES`].

use crate::guide::coefficients as c;
use crate::number::{readable, tidy};
use crate::pricing::load::NodeLoad;
use crate::pricing::order::Order;

/// What a rule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resource {
    /// The machine's CPU.
    Cpu,
    /// The machine's memory.
    Ram,
    /// Space on the disk.
    Disk,
    /// How fast the disk is.
    DiskSpeed,
    /// How fast the network is.
    Network,
    /// Whether the order can be placed.
    Purchase,
}

impl Resource {
    /// The resources that growth can use up.
    pub const THAT_GROW: [Self; 5] =
        [Self::Cpu, Self::Ram, Self::Disk, Self::DiskSpeed, Self::Network];

    /// Its name in results.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Cpu => "cpu",
            Self::Ram => "ram",
            Self::Disk => "disk",
            Self::DiskSpeed => "disk-speed",
            Self::Network => "network",
            Self::Purchase => "purchase",
        }
    }

    /// Its name for people.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Cpu => "CPU",
            Self::Ram => "RAM",
            Self::Disk => "Disk",
            Self::DiskSpeed => "Disk speed",
            Self::Network => "Network",
            Self::Purchase => "Purchase",
        }
    }
}

/// What a rule finds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Finding {
    /// What is needed is there.
    Holds,
    /// What is needed is more than there is.
    Fails {
        /// What is needed, in the rule's unit.
        need: f64,
        /// What there is.
        has: f64,
    },
    /// A fact that would decide is not known.
    NotChecked,
}

/// A rule. All of them are per node.
pub struct Rule {
    /// Its name in results and files.
    pub name: &'static str,
    /// Its name for people.
    pub label: &'static str,
    /// The same inside a sentence.
    pub in_sentence: &'static str,
    /// What it is about.
    pub resource: Resource,
    /// Judges an order under a load.
    pub judge: fn(&Order, &NodeLoad) -> Finding,
    /// Says that it fails: order, need, has.
    sentence: fn(&Order, &str, &str) -> String,
}

/// Every rule, in the order in which failures are listed.
pub static RULES: [Rule; 10] = [
    Rule {
        name: "cpu-peak",
        label: "CPU at peak",
        in_sentence: "CPU at peak",
        resource: Resource::Cpu,
        judge: |order, load| known(load.carried_vcpu, tidy(order.instance.vcpu() * load.head)),
        sentence: |order, need, has| {
            format!(
                "At peak each node needs {need} vCPU; of {} it may use {has}.",
                order.instance.name
            )
        },
    },
    Rule {
        name: "cpu-sustained",
        label: "Sustained CPU",
        in_sentence: "sustained CPU",
        resource: Resource::Cpu,
        judge: |order, load| {
            known(load.sustained_vcpu, tidy(order.instance.vcpu() * c::CPU_FULL.value))
        },
        sentence: |order, need, has| {
            format!(
                "Sustained load takes {need} vCPU of each node; {}% of {} is {has}.",
                percent(c::CPU_FULL.value),
                order.instance.name
            )
        },
    },
    Rule {
        name: "cpu-credits",
        label: "CPU credits",
        in_sentence: "CPU credits",
        resource: Resource::Cpu,
        judge: |order, load| match order.instance.baseline_vcpu() {
            // Where surplus credits are sold, the bill has them.
            Some(baseline) if order.instance.surplus_credit().is_none() => {
                known(load.average_vcpu, baseline)
            }
            _ => Finding::Holds,
        },
        sentence: |order, need, has| {
            format!(
                "On average each node uses {need} vCPU; {} sustains {has} and is slowed down to that.",
                order.instance.name
            )
        },
    },
    Rule {
        name: "ram",
        label: "RAM",
        in_sentence: "RAM",
        resource: Resource::Ram,
        judge: |order, load| {
            known(load.ram_gb, tidy(order.instance.memory_gb() * c::RAM_FULL.value))
        },
        sentence: |order, need, has| {
            format!(
                "Each node needs {need} GB of RAM; {}% of {} is {has} GB.",
                percent(c::RAM_FULL.value),
                order.instance.name
            )
        },
    },
    Rule {
        name: "disk",
        label: "Disk space",
        in_sentence: "disk space",
        resource: Resource::Disk,
        judge: |order, load| known(load.disk_gb, tidy(order.disk.gb * c::DISK_FULL.value)),
        sentence: |_, need, has| {
            format!(
                "Each node needs {need} GB of disk; {}% of the disk is {has} GB.",
                percent(c::DISK_FULL.value)
            )
        },
    },
    Rule {
        name: "iops",
        label: "Disk IOPS",
        in_sentence: "disk IOPS",
        resource: Resource::DiskSpeed,
        judge: |order, load| {
            // What is asked for, and not the IOPS that its throughput takes: those are another rule's.
            let sold = order.disk.most().iops;
            if load.iops > sold {
                return Finding::Fails { need: load.iops, has: sold };
            }
            within(load.iops, order.instance.disk_limit(order.disk.kind).iops)
        },
        sentence: |order, need, has| {
            format!(
                "{need} IOPS are asked of each node; {} with {} brings {has}.",
                order.instance.name, order.disk.kind.name
            )
        },
    },
    Rule {
        name: "throughput",
        label: "Disk throughput",
        in_sentence: "disk throughput",
        resource: Resource::DiskSpeed,
        judge: |order, load| {
            let (asked, sold) = (order.disk.asked(load).mbps, order.disk.most().mbps);
            if asked > sold {
                return Finding::Fails { need: asked, has: sold };
            }
            // The guide's least throughput is asked of the disk; the machine passes on what is written.
            within(load.write_mbps, order.instance.disk_limit(order.disk.kind).mbps)
        },
        sentence: |order, need, has| {
            format!(
                "{need} MB/s are asked of each node's disk; {} with {} brings {has}.",
                order.instance.name, order.disk.kind.name
            )
        },
    },
    Rule {
        name: "disk-kind",
        label: "Disk that can be attached",
        in_sentence: "the kind of disk",
        resource: Resource::Purchase,
        judge: |order, _| {
            let volumes = f64::from(order.disk.volumes);
            if order.instance.attaches(order.disk.kind) {
                within(volumes, order.instance.max_disks().map(f64::from))
            } else {
                Finding::Fails { need: volumes, has: 0.0 }
            }
        },
        sentence: |order, need, has| {
            format!(
                "Each node needs {need} volumes of {}; {} takes {has}.",
                order.disk.kind.name, order.instance.name
            )
        },
    },
    Rule {
        name: "network",
        label: "Network",
        in_sentence: "the network",
        resource: Resource::Network,
        judge: |order, load| within(load.network_mbps, order.network_mbps()),
        sentence: |order, need, has| {
            format!("At peak each node moves {need} Mbps; {} sustains {has}.", order.instance.name)
        },
    },
    Rule {
        name: "offered",
        label: "Can be ordered",
        in_sentence: "what can be ordered",
        resource: Resource::Purchase,
        judge: |order, _| known(f64::from(u8::from(order.instance.not_offered().is_some())), 0.0),
        sentence: |order, _, _| {
            format!(
                "A new customer cannot count on {}: {}.",
                order.instance.name,
                order.instance.not_offered().unwrap_or_default()
            )
        },
    },
];

fn known(need: f64, has: f64) -> Finding {
    if need <= has { Finding::Holds } else { Finding::Fails { need, has } }
}

fn within(need: f64, has: Option<f64>) -> Finding {
    has.map_or(Finding::NotChecked, |has| known(need, has))
}

fn percent(share: f64) -> String {
    readable(tidy(share * 100.0))
}

impl Rule {
    /// The sentence that says how it fails; `None` if it does not.
    #[must_use]
    pub fn failure(&self, order: &Order, load: &NodeLoad) -> Option<String> {
        match (self.judge)(order, load) {
            Finding::Fails { need, has } => {
                Some((self.sentence)(order, &readable(need), &readable(has)))
            }
            Finding::Holds | Finding::NotChecked => None,
        }
    }
}

/// Rules are the same if they have the same name.
impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl std::fmt::Debug for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

/// Whether an order holds for a load: no rule fails.
#[must_use]
pub fn holds(order: &Order, load: &NodeLoad) -> bool {
    !RULES.iter().any(|rule| matches!((rule.judge)(order, load), Finding::Fails { .. }))
}

/// Whether a rule about a resource fails.
#[must_use]
pub fn fails_on(resource: Resource, order: &Order, load: &NodeLoad) -> bool {
    let fails = |rule: &Rule| matches!((rule.judge)(order, load), Finding::Fails { .. });
    RULES.iter().any(|rule| rule.resource == resource && fails(rule))
}

/// The rules that fail.
pub fn failing<'a>(
    order: &'a Order,
    load: &'a NodeLoad,
) -> impl Iterator<Item = &'static Rule> + 'a {
    RULES.iter().filter(|rule| matches!((rule.judge)(order, load), Finding::Fails { .. }))
}

/// The rules that cannot be judged, because a fact is not known.
pub fn not_checked<'a>(
    order: &'a Order,
    load: &'a NodeLoad,
) -> impl Iterator<Item = &'static Rule> + 'a {
    RULES.iter().filter(|rule| (rule.judge)(order, load) == Finding::NotChecked)
}

//! Where every figure comes from: its formula with names, and with the values put in.
//!
//! A formula is one template. `{tokens}` in it become names or values, so the two texts cannot
//! drift apart, and a test calculates the second to prove that it gives the figure.

use crate::guide::coefficients::{self as c, Coefficient};
use crate::inputs::{BackupTarget, Key, Reading};
use crate::number::plain;
use crate::scenario::{Resolved, Value};
use crate::sizing::{Sizing, carrying_nodes};

/// What a figure is for: each node, or all. Shown beside every figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Each node.
    Node,
    /// All nodes together.
    Deployment,
    /// The whole data set, before it is spread over nodes.
    DataSet,
}

impl Scope {
    /// In words, as they stand after a unit.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Node => "per node",
            Self::Deployment => "whole deployment",
            Self::DataSet => "whole data set",
        }
    }
}

macro_rules! figures {
    ($($(#[$doc:meta])* $variant:ident = $id:literal, $label:literal, $unit:literal, $scope:ident, $source:literal, $value:expr;)*) => {
        /// A figure with its formula.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Figure { $($(#[$doc])* $variant),* }

        impl Figure {
            /// Every figure, in reading order.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// Its name in results.
            #[must_use]
            pub const fn id(self) -> &'static str { match self { $(Self::$variant => $id),* } }

            /// Its name for people.
            #[must_use]
            pub const fn label(self) -> &'static str { match self { $(Self::$variant => $label),* } }

            /// Its unit.
            #[must_use]
            pub const fn unit(self) -> &'static str { match self { $(Self::$variant => $unit),* } }

            /// Whether it is for each node or for all.
            #[must_use]
            pub const fn scope(self) -> Scope { match self { $(Self::$variant => Scope::$scope),* } }

            /// Where in the guide its formula is, or why it was settled so.
            #[must_use]
            pub const fn source(self) -> &'static str { match self { $(Self::$variant => $source),* } }

            /// Its value in a sizing.
            #[must_use]
            pub fn value(self, z: &Sizing) -> f64 {
                let value: fn(&Sizing) -> f64 = match self { $(Self::$variant => $value),* };
                value(z)
            }
        }
    };
}

figures! {
    /// Nodes of the deployment.
    Nodes = "nodes", "Nodes", "nodes", Deployment, "Guide, Quick Reference Table", |z| f64::from(z.nodes);
    /// Copies of each assertion.
    Copies = "replication_factor", "Replication factor", "copies", Deployment,
        "Settled: the guide's cluster example uses 2", |z| z.replication_factor;
    /// Share of the data on each node.
    Share = "share", "Share of the data", "of the data", Node,
        "Settled: copies are spread evenly over the nodes", |z| z.share;
    /// CPU need, whole deployment.
    CpuTotal = "total_vcpu", "CPU need", "vCPU", Deployment, "Guide, CPU Calculation", |z| z.cpu.total_vcpu;
    /// CPU need, per node.
    CpuPerNode = "per_node_vcpu", "CPU need", "vCPU", Node,
        "Settled: the total shared out, as the guide's instance tables imply", |z| z.cpu.per_node_vcpu;
    /// CPU to provision.
    CpuProvision = "provision_vcpu", "CPU to provision", "vCPU", Node,
        "Guide, CPU Calculation: round up", |z| z.cpu.provision_vcpu;
    /// CPU under sustained load.
    CpuSustained = "sustained_vcpu", "CPU under sustained load", "vCPU", Node,
        "Settled: the CPU formula with the load that the guide's threshold is about", |z| z.cpu.sustained_vcpu;
    /// CPU on average.
    CpuAverage = "average_vcpu", "CPU on average", "vCPU", Node,
        "Settled: the CPU formula with the average load", |z| z.cpu.average_vcpu;
    /// Data in RAM.
    RamData = "ram_data_gb", "Data in RAM", "GB", DataSet, "Guide, RAM Calculation", |z| z.ram.data_gb;
    /// Index in RAM.
    RamIndex = "ram_index_gb", "Index in RAM", "GB", DataSet, "Guide, RAM Calculation", |z| z.ram.index_gb;
    /// RAM need.
    RamNeed = "ram_need_gb", "RAM need", "GB", Node, "Guide, RAM Calculation", |z| z.ram.need_gb;
    /// RAM to provision.
    RamProvision = "ram_provision_gb", "RAM to provision", "GB", Node,
        "Guide, Capacity Thresholds: below the RAM threshold", |z| z.ram.provision_gb;
    /// Write-ahead log.
    Wal = "wal_gb", "Write-ahead log", "GB", DataSet, "Guide, Disk Calculation, WAL", |z| z.disk.wal_gb;
    /// Database.
    Db = "db_gb", "Database and indexes", "GB", DataSet, "Guide, Disk Calculation, database", |z| z.disk.db_gb;
    /// Backups.
    Backup = "backup_gb", "Backups", "GB", DataSet, "Guide, Disk Calculation, backups", |z| z.disk.backup_gb;
    /// Disk need.
    DiskNeed = "disk_need_gb", "Disk need", "GB", Node, "Guide, Disk Calculation", |z| z.disk.need_gb;
    /// Disk to provision.
    DiskProvision = "disk_provision_gb", "Disk to provision", "GB", Node,
        "Guide, Capacity Thresholds: below the disk threshold; smallest disks as in its examples", |z| z.disk.provision_gb;
    /// Inbound traffic.
    Inbound = "inbound_mbps", "Ingest traffic", "Mbps", Deployment, "Guide, Network Calculation", |z| z.network.inbound_mbps;
    /// Outbound traffic.
    Outbound = "outbound_mbps", "Query traffic", "Mbps", Deployment, "Guide, Network Calculation", |z| z.network.outbound_mbps;
    /// Traffic between nodes.
    Replication = "replication_mbps", "Replication traffic", "Mbps", Deployment, "Guide, Network Calculation", |z| z.network.replication_mbps;
    /// All traffic.
    NetworkTotal = "total_mbps", "Network need", "Mbps", Deployment, "Guide, Network Calculation", |z| z.network.total_mbps;
    /// Network to provision.
    NetworkProvision = "provision_mbps", "Network to provision", "Mbps", Deployment,
        "Settled: ten times the traffic, rounded up to a common link speed; the guide's examples leave 15 to 20 times", |z| z.network.provision_mbps;
}

/// How a figure was computed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The formula with names.
    pub names: String,
    /// The formula with values, and the result with its unit.
    pub values: String,
}

/// Explains a figure of a sizing.
#[must_use]
pub fn explain(figure: Figure, s: &Resolved, z: &Sizing) -> Explanation {
    let (mut names, mut values) = (String::new(), String::new());
    // Tokens stand between braces in a template.
    for (i, part) in template(figure, s, z).split(['{', '}']).enumerate() {
        if i % 2 == 0 {
            names += part;
            values += part;
        } else {
            let (name, value) = term(part, s, z);
            names += &name;
            values += &plain(value);
        }
    }
    for part in [" = ", &plain(figure.value(z)), " ", figure.unit()] {
        values += part;
    }
    Explanation { names, values }
}

fn steps(ladder: &[f64]) -> String {
    ladder.iter().map(|step| plain(*step)).collect::<Vec<_>>().join(", ")
}

fn template(figure: Figure, s: &Resolved, z: &Sizing) -> String {
    match figure {
        Figure::Nodes if !s.is_auto(Key::Nodes) => "{n}, as set",
        Figure::Nodes if s.ha && z.tier.nodes() < 3 => {
            "{tier.nodes} for the tier, raised to survive a node failure"
        }
        Figure::Nodes => "{tier.nodes} for the tier",
        Figure::Copies if !s.is_auto(Key::ReplicationFactor) => "{rf}, as set",
        Figure::Copies if s.n > 1 => "{rf} on a cluster",
        Figure::Copies => "{rf} on one node",
        Figure::Share => "{rf} / {n}",
        Figure::CpuTotal => return cpu_template(s),
        Figure::CpuPerNode => "{cpu.total} / {carrying}",
        Figure::CpuProvision => {
            let room = if s.head < 100.0 { " / ({head} / 100)" } else { "" };
            return format!("{{cpu.node}}{room}, rounded up to a step of {}", steps(c::CPU_LADDER));
        }
        Figure::CpuSustained => "(({q} x {cq} + {i} x {ci}) x {sus} / 100 + {cb}) x {factor} / {n}",
        Figure::CpuAverage => "(({q} x {cq} + {i} x {ci}) x {avg} / 100 + {cb}) x {factor} / {n}",
        Figure::RamData if s.rd == Reading::Printed => "{a} x {ram.printed} x {kb}",
        Figure::RamData => "{a} x {kb} / 1000000",
        Figure::RamIndex if s.rd == Reading::Printed => "{ram.data} x {ix} / 100 x {index.printed}",
        Figure::RamIndex => "{ram.data} x {ix} / 100",
        Figure::RamNeed => "({ram.data} + {ram.index}) x {share} + {cache} + {rb}",
        Figure::RamProvision => "{ram.need} / {ram.full}, rounded up to a power of two",
        Figure::Wal if s.rd == Reading::Examples => {
            "{d} x {wr} x {walkb} / 1000000, rounded up to whole MB, / 1000"
        }
        Figure::Wal => "{d} x {wr} x {walkb} / 1000000",
        Figure::Db => "{a} x {kb} x (1 + {ix} / 100) / 1000000",
        Figure::Backup => "({wal} + {db}) x {bk}",
        Figure::DiskNeed if s.bt == BackupTarget::Disk => "({wal} + {db} + {backup}) x {share}",
        Figure::DiskNeed => "({wal} + {db}) x {share}",
        Figure::DiskProvision => {
            return format!(
                "the larger of {{disk.need}} / {{disk.full}} and {{floor}}, rounded up to a step of {}",
                steps(c::DISK_LADDER)
            );
        }
        Figure::Inbound => "{i} x {kb} x 8 / 1000",
        Figure::Outbound => "{q} x {resp} x 8 / 1000",
        Figure::Replication if s.n > 1 => "{i} x {kb} x {rf} x 8 / 1000",
        Figure::Replication => "0, on one node,",
        Figure::NetworkTotal => "{inbound} + {outbound} + {replication}",
        Figure::NetworkProvision => {
            return format!(
                "{{net.total}} x {{headroom}}, rounded up to a step of {}",
                steps(c::NETWORK_LADDER)
            );
        }
    }
    .to_owned()
}

/// The CPU formula shows only the overheads that apply.
fn cpu_template(s: &Resolved) -> String {
    let base = "({q} x {cq}) + ({i} x {ci}) + {cb}";
    let mut factor = String::new();
    if s.n >= 2 {
        factor.push_str(" + {cpu.cluster}");
    }
    if s.lens > 0.0 {
        factor.push_str(" + {cpu.lens} x {lens} / 100");
    }
    if factor.is_empty() { base.to_owned() } else { format!("({base}) x (1{factor})") }
}

/// The name and the value of a token: the code of an input, or one of the figures and coefficients here.
fn term(token: &str, s: &Resolved, z: &Sizing) -> (String, f64) {
    if let Some(key) = Key::from_code(token)
        && let Value::Number(value) = s.value(key)
    {
        return (key.input().name(), value);
    }
    let (name, value) = other_term(token, s, z);
    (name.to_owned(), value)
}

fn other_term(token: &str, s: &Resolved, z: &Sizing) -> (&'static str, f64) {
    let named = |coefficient: Coefficient| (coefficient.name, coefficient.value);
    match token {
        "tier.nodes" => ("the guide's node count", f64::from(z.tier.nodes())),
        "carrying" if s.drill && s.n >= 2 => ("nodes left when one is down", carrying_nodes(s)),
        "carrying" => ("nodes", carrying_nodes(s)),
        "share" => ("share of the data", z.share),
        "factor" => ("overhead factor", z.cpu.factor),
        "cpu.cluster" => named(c::CPU_CLUSTER),
        "cpu.lens" => named(c::CPU_LENS),
        "cpu.total" => ("CPU need of the deployment", z.cpu.total_vcpu),
        "cpu.node" => ("CPU need per node", z.cpu.per_node_vcpu),
        "ram.printed" => named(c::RAM_PRINTED),
        "index.printed" => named(c::INDEX_PRINTED),
        "ram.data" => ("data", z.ram.data_gb),
        "ram.index" => ("index", z.ram.index_gb),
        "ram.need" => ("RAM need", z.ram.need_gb),
        "ram.full" => named(c::RAM_FULL),
        "wal" => ("WAL", z.disk.wal_gb),
        "db" => ("database", z.disk.db_gb),
        "backup" => ("backups", z.disk.backup_gb),
        "disk.need" => ("disk need", z.disk.need_gb),
        "disk.full" => named(c::DISK_FULL),
        "floor" => ("the guide's smallest disk", z.disk.floor_gb),
        "inbound" => ("ingest traffic", z.network.inbound_mbps),
        "outbound" => ("query traffic", z.network.outbound_mbps),
        "replication" => ("replication traffic", z.network.replication_mbps),
        "net.total" => ("network need", z.network.total_mbps),
        "headroom" => named(c::NETWORK_HEADROOM),
        // Only a template with a misspelt token gets here, and a test reads them all.
        _ => ("?", f64::NAN),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::resolved;
    use crate::sizing::size;

    /// Calculates `+ x / ( )`, so that the tests hold the printed formulas to their results.
    fn calculate(text: &str) -> f64 {
        fn sum(t: &mut &[&str]) -> f64 {
            let mut value = product(t);
            while t.first() == Some(&"+") {
                *t = &t[1..];
                value += product(t);
            }
            value
        }
        fn product(t: &mut &[&str]) -> f64 {
            let mut value = atom(t);
            while let Some(op @ (&"x" | &"/")) = t.first() {
                *t = &t[1..];
                let right = atom(t);
                value = if *op == "x" { value * right } else { value / right };
            }
            value
        }
        fn atom(t: &mut &[&str]) -> f64 {
            let token = t[0];
            *t = &t[1..];
            if token == "(" {
                let value = sum(t);
                *t = &t[1..];
                value
            } else {
                token.parse().unwrap_or_else(|_| panic!("{token:?} is no number"))
            }
        }
        let spaced = text.replace('(', " ( ").replace(')', " ) ");
        let tokens: Vec<&str> = spaced.split_whitespace().collect();
        sum(&mut tokens.as_slice())
    }

    const SCENARIOS: &[&str] = &[
        "",
        "a=100000&q=1000&i=500&n=1",
        "a=1000000&q=20000&lens=30&drill=1",
        "a=777777&rd=printed&bt=object&n=4&rf=3",
        "a=12345&rd=examples&d=999&ha=1",
        "a=1&q=0&i=0&n=2",
        "q=900&i=300&n=3&sus=80&avg=20&head=70&cq=0.01&ci=0.003&cb=3&rb=5&ix=25",
    ];

    #[test]
    fn every_formula_with_its_values_gives_its_figure() {
        let mut arithmetic = 0;
        for fragment in SCENARIOS {
            let s = resolved(fragment);
            let z = size(&s);
            for &figure in Figure::ALL {
                let text = explain(figure, &s, &z);
                assert!(!text.names.contains(['{', '?']), "{text:?}");
                assert!(!text.values.contains("NaN"), "{text:?}");
                let (formula, result) = text.values.rsplit_once(" = ").expect("a result");
                assert!(result.ends_with(figure.unit()), "{text:?}");
                if formula.contains(|c: char| c.is_alphabetic() && c != 'x') {
                    continue;
                }
                arithmetic += 1;
                let (got, want) = (calculate(formula), figure.value(&z));
                assert!((got - want).abs() <= 2e-4 * want.abs().max(1e-9), "{text:?}: {got}");
            }
        }
        assert!(arithmetic > 60, "only {arithmetic} formulas were calculated");
    }

    #[test]
    fn the_guides_production_example_reads_as_the_guide_prints_it() {
        let s = resolved("q=1000&i=500&n=1");
        let text = explain(Figure::CpuTotal, &s, &size(&s));
        assert_eq!(text.values, "(1000 x 0.005) + (500 x 0.002) + 2 = 8 vCPU");
        assert_eq!(
            text.names,
            "(peak query rate x CPU per query/s) + (peak ingest rate x CPU per assertion/s) + background CPU"
        );
    }
}

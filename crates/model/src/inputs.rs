//! The one table of inputs. Form, validation, links, files and documentation all follow from it.
//!
//! To add an input: add a variant to [`Key`], a row to [`INPUTS`] at the same place, and read it in
//! [`crate::scenario::Resolved`]. Nothing else lists inputs.

use crate::number::{self, exact};

/// Declares a choice: an enum whose variants have a code (used in links) and a label.
macro_rules! choice {
    ($(#[$meta:meta])* $name:ident, $labels:ident {
        $($(#[$doc:meta])* $variant:ident = $code:literal, $label:literal;)*
    }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$doc])* $variant),* }

        impl $name {
            /// Every value, in the order that a form shows.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The value's name in links and files.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),* }
            }

            /// The value's name for people.
            #[must_use]
            pub const fn label(self) -> &'static str {
                match self { $(Self::$variant => $label),* }
            }

            /// The value at a place in [`Self::ALL`], the first one where there is none.
            #[must_use]
            pub fn at(index: usize) -> Self {
                Self::ALL.get(index).copied().unwrap_or(Self::ALL[0])
            }
        }

        const $labels: &[(&str, &str)] = &[$(($code, $label)),*];
    };
}

choice! {
    /// Where backups are kept.
    BackupTarget, BACKUP_TARGETS {
        /// On the nodes' own disks, as the guide sizes them.
        Disk = "disk", "On the node disks";
        /// In object storage, so that the disks need not hold them.
        Object = "object", "Object storage";
    }
}
choice! {
    /// How the guide's contradictions are read.
    Reading, READINGS {
        /// Dimensionally right, and in agreement with the guide's results.
        Consistent = "consistent", "Consistent";
        /// Reproduces every intermediate figure that the guide's examples print.
        Examples = "examples", "As in the examples";
        /// The formulas to the letter.
        Printed = "printed", "As printed";
    }
}
choice! {
    /// How an instance is chosen.
    Pick, PICKS {
        /// The cheapest instance that meets the formulas.
        Fit = "fit", "Cheapest that fits";
        /// The instance that the guide names for the tier.
        Guide = "guide", "The guide's instance";
    }
}
choice! {
    /// Commitment to a cloud provider.
    Term, TERMS {
        /// Pay as you go.
        OnDemand = "od", "On demand";
        /// One year, nothing upfront.
        OneYear = "1y", "1 year";
        /// Three years, nothing upfront.
        ThreeYears = "3y", "3 years";
    }
}
choice! {
    /// How the number of assertions grows.
    GrowthModel, GROWTH_MODELS {
        /// The guide's typical rates, by size.
        Staged = "staged", "Typical rates of the guide";
        /// The same number every month.
        Linear = "linear", "Same number every month";
        /// The same percentage every month.
        Compound = "compound", "Same percentage every month";
    }
}
// `Provider`: one variant for each folder in `data/`, written by the build script.
include!(concat!(env!("OUT_DIR"), "/providers.rs"));

const SWITCH: &[(&str, &str)] = &[("0", "No"), ("1", "Yes")];

/// What an input is made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// A number from `min` to `max`.
    Number {
        /// Smallest value.
        min: f64,
        /// Largest value. [`Key::ReplicationFactor`] and [`Key::GrowthRate`] have a smaller one
        /// that depends on the scenario: see [`crate::scenario::Scenario::bounds`].
        max: f64,
        /// Whether only whole numbers make sense.
        whole: bool,
        /// How a slider moves over the range.
        scale: Scale,
    },
    /// One of a list, each with its code in links and its label.
    Choice(&'static [(&'static str, &'static str)]),
    /// Yes or no, written 1 and 0.
    Switch,
}

impl Kind {
    /// The options of a choice or a switch; none for a number.
    #[must_use]
    pub const fn options(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Choice(options) => options,
            Self::Switch => SWITCH,
            Self::Number { .. } => &[],
        }
    }
}

/// How a slider moves over a number's range.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Scale {
    /// Round stops, ten to a decade; a range that starts at zero has zero as its first stop.
    Log,
    /// Equal steps.
    Linear(f64),
}

/// Where a form shows an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// What the deployment has to carry.
    Load,
    /// Nodes, copies and what they must survive.
    Topology,
    /// WAL, backups, cache.
    Storage,
    /// What the guide leaves to be set: sizes of things, its reading.
    Advanced,
    /// How instances are chosen and paid.
    Cost,
    /// How the deployment grows.
    Growth,
}

/// A row of the table of inputs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Input {
    /// Which input.
    pub key: Key,
    /// Its name in links and files.
    pub code: &'static str,
    /// Its name for people.
    pub label: &'static str,
    /// Unit and per what; empty for choices.
    pub unit: &'static str,
    /// What it is made of.
    pub kind: Kind,
    /// Its value when nothing is said; `None` is *auto*, which follows from the other inputs.
    pub default: Option<f64>,
    /// Where a form shows it.
    pub group: Group,
    /// One sentence on what it is.
    pub help: &'static str,
    /// How to find one's own value, and a usual one; PromQL stands in backticks.
    pub yours: &'static str,
}

impl Input {
    /// Reads a value as links and files write it: a number, or the code of an option, which is its index.
    /// The value may still be out of range.
    #[must_use]
    pub fn read(&self, text: &str) -> Option<f64> {
        match self.kind {
            Kind::Number { .. } => number::parse(text).ok(),
            kind => kind.options().iter().position(|option| option.0 == text).map(|i| i as f64),
        }
    }

    /// A value as links and files write it.
    #[must_use]
    pub fn write(&self, value: f64) -> String {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a small index"
        )]
        self.kind.options().get(value as usize).map_or_else(|| exact(value), |o| o.0.to_owned())
    }

    /// Its name inside a sentence: `total assertions`, but `WAL retention`.
    #[must_use]
    pub fn name(&self) -> String {
        let mut name = self.label.to_owned();
        if name.as_bytes().get(1).is_some_and(u8::is_ascii_lowercase)
            && let Some(first) = name.get_mut(..1)
        {
            first.make_ascii_lowercase();
        }
        name
    }
}

/// The inputs, in the order of links, files and forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is documented by its row in INPUTS")]
pub enum Key {
    Assertions,
    Queries,
    Ingest,
    DailyIngest,
    WalRetention,
    Backups,
    BackupTarget,
    Cache,
    Lens,
    Nodes,
    HighAvailability,
    ReplicationFactor,
    Drill,
    AssertionKb,
    WalRecordKb,
    ResponseKb,
    Reading,
    Iops,
    Pick,
    Term,
    Arm,
    LoadBalancer,
    Average,
    Egress,
    GrowthModel,
    GrowthRate,
    QueryGrowth,
    Uncertainty,
    Horizon,
    LeadTime,
    Provider,
}

impl Key {
    /// The input's row in the table.
    #[must_use]
    pub const fn input(self) -> &'static Input {
        &INPUTS[self as usize]
    }

    /// The input with this name in links, if there is one.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        INPUTS.iter().find(|input| input.code == code).map(|input| input.key)
    }
}

const fn number(min: f64, max: f64, scale: Scale) -> Kind {
    Kind::Number { min, max, whole: false, scale }
}

const fn count(min: f64, max: f64, scale: Scale) -> Kind {
    Kind::Number { min, max, whole: true, scale }
}

const AUTO: Option<f64> = None;

/// Builds one row; a function keeps the table below one line per column.
macro_rules! inputs {
    ($($key:ident $code:literal: $label:literal, $unit:literal, $kind:expr, $default:expr, $group:ident, $help:literal, $yours:literal;)*) => {
        /// Every input, in the order of [`Key`].
        pub static INPUTS: [Input; [$($code),*].len()] = [$(Input {
            key: Key::$key, code: $code, label: $label, unit: $unit, kind: $kind,
            default: $default, group: Group::$group, help: $help, yours: $yours,
        }),*];
    };
}

inputs! {
    Assertions "a": "Total assertions", "assertions in all",
        count(1.0, 1e9, Scale::Log), Some(5000.0), Load,
        "Signed, immutable facts stored in the whole deployment. They are only ever added.",
        "A running deployment tells: `sum(stemedb_assertions)`, divided by its copies. Else count your documents and the facts in each. A pilot holds about 5,000.";
    Queries "q": "Peak query rate", "queries/s in all",
        number(0.0, 1e6, Scale::Log), Some(50.0), Load,
        "Queries per second in the busiest minutes, over the whole deployment.",
        "The busiest five minutes of a month: `max_over_time(sum(rate(stemedb_query_latency_seconds_count[5m]))[30d:5m])`. A pilot sees about 50.";
    Ingest "i": "Peak ingest rate", "assertions/s in all",
        number(0.0, 1e6, Scale::Log), Some(10.0), Load,
        "Assertions written per second, sustained at peak, over the whole deployment.",
        "`max_over_time(sum(deriv(stemedb_assertions[5m]))[30d:5m])`, divided by the copies. A pilot writes about 10.";
    DailyIngest "d": "Daily ingest", "assertions/day in all",
        number(0.0, 1e9, Scale::Log), AUTO, Load,
        "Assertions written on a normal day; it sizes the write-ahead log. Auto is a tenth of all assertions, as in the guide's examples.",
        "`sum(delta(stemedb_assertions[1d]))`, divided by the copies.";
    WalRetention "wr": "WAL retention", "days",
        number(0.0, 365.0, Scale::Linear(1.0)), Some(7.0), Storage,
        "How many days of write-ahead log are kept.",
        "Your recovery policy says: the log must reach back to the last good backup. The guide keeps 7 days.";
    Backups "bk": "Backups kept", "backups",
        count(0.0, 365.0, Scale::Linear(1.0)), Some(7.0), Storage,
        "How many full backups, each of log and database, are kept.",
        "Your backup policy says. The guide keeps 7.";
    BackupTarget "bt": "Backups live", "",
        Kind::Choice(BACKUP_TARGETS), Some(0.0), Storage,
        "The guide sizes node disks to hold the backups; object storage is cheaper and survives a lost disk.",
        "Look where your backup job writes.";
    Cache "cache": "Cache", "GB per node",
        number(0.0, 1024.0, Scale::Log), AUTO, Storage,
        "Memory given to the cache on each node. Auto is 1 GB below 100K assertions, 2 GB from there, 4 GB from 1M.",
        "More of it helps while the disks are read a lot: `sum(rate(node_disk_read_bytes_total[5m]))`. 1 to 4 GB are usual.";
    Lens "lens": "Complex lens share", "% of queries",
        number(0.0, 100.0, Scale::Linear(1.0)), Some(0.0), Load,
        "Share of queries resolved through costly lenses, such as AuthorityLens over deep chains. At 100 % CPU doubles.",
        "Ask which lenses your applications name in their queries. The guide's own figures assume none.";
    Nodes "n": "Nodes", "machines",
        count(1.0, 99.0, Scale::Linear(1.0)), AUTO, Topology,
        "Machines that run StemeDB. Auto is the guide's count for the tier.",
        "How many run today: `count(stemedb_assertions)`. Auto is a good start.";
    HighAvailability "ha": "Survive a node failure", "",
        Kind::Switch, Some(0.0), Topology,
        "Whether the deployment must keep serving when one node is lost. It raises one node to three.",
        "Yes, if somebody has been promised that it stays up.";
    ReplicationFactor "rf": "Replication factor", "copies of each assertion",
        count(1.0, 99.0, Scale::Linear(1.0)), AUTO, Topology,
        "Copies of every assertion over the cluster. Auto is 1 on one node, otherwise 2.",
        "Your durability policy says. 2 is usual on a cluster.";
    Drill "drill": "Carry the peak with a node down", "",
        Kind::Switch, Some(0.0), Topology,
        "Sizes CPU so that the remaining nodes carry the whole peak while one is lost.",
        "Yes, if a failure in the busiest hour must not be felt.";
    AssertionKb "kb": "Size of an assertion", "KB",
        number(0.1, 10e3, Scale::Log), Some(1.0), Advanced,
        "Average stored size of one assertion, signature included.",
        "The database's size on disk, divided by its assertions. The guide counts 1 KB.";
    WalRecordKb "walkb": "Size of a WAL record", "KB",
        number(0.1, 100e3, Scale::Log), Some(10.0), Advanced,
        "Average size of what the write-ahead log keeps for one assertion.",
        "A day's growth of the log, divided by the day's assertions. The guide counts 10 KB.";
    ResponseKb "resp": "Size of a query response", "KB",
        number(0.1, 100e3, Scale::Log), Some(5.0), Advanced,
        "Average size of one answer.",
        "`sum(rate(node_network_transmit_bytes_total[5m]))`, divided by queries per second. 5 KB is the guide's.";
    Reading "rd": "Reading of the guide", "",
        Kind::Choice(READINGS), Some(0.0), Advanced,
        "The guide contradicts itself in places; this says which of its figures to follow.",
        "Leave it, unless you have to match figures that somebody took from the guide.";
    Iops "iops": "Disk IOPS", "IOPS per node",
        count(3000.0, 256e3, Scale::Log), Some(3000.0), Storage,
        "Disk operations per second to provision. 3,000 is the guide's minimum, 10,000 its recommendation.",
        "At peak: `max(rate(node_disk_reads_completed_total[5m]) + rate(node_disk_writes_completed_total[5m]))`.";
    Pick "pick": "Instance choice", "",
        Kind::Choice(PICKS), Some(0.0), Cost,
        "Which choice the totals follow; both are always shown.",
        "Leave it at the best fit, unless your company buys from a list.";
    Term "term": "Commitment", "",
        Kind::Choice(TERMS), Some(0.0), Cost,
        "On demand, or committed without paying upfront.",
        "Whoever pays the cloud's bills knows. On demand is right for a pilot.";
    Arm "arm": "Allow Arm instances", "",
        Kind::Switch, Some(0.0), Cost,
        "Whether Arm machines (Graviton, Axion, Ampere) may be chosen.",
        "Yes, if StemeDB and all beside it are built for Arm where you run it.";
    LoadBalancer "lb": "Load balancer", "",
        Kind::Switch, AUTO, Cost,
        "Whether a load balancer is paid for. Auto is yes on a cluster.",
        "Look whether clients reach the nodes through one.";
    Average "avg": "Average load", "% of peak",
        number(1.0, 100.0, Scale::Linear(1.0)), Some(30.0), Cost,
        "Average load as a share of the peak; traffic is paid by it.",
        "`avg_over_time(sum(rate(stemedb_query_latency_seconds_count[5m]))[30d:5m])`, divided by the peak. 30 % where nothing is known.";
    Egress "egress": "Responses leaving the cloud", "% of responses",
        number(0.0, 100.0, Scale::Linear(1.0)), Some(0.0), Cost,
        "Share of query responses that go out to the internet.",
        "0 when only services in the same region ask, 100 when everybody is on the internet.";
    GrowthModel "g": "Growth", "",
        Kind::Choice(GROWTH_MODELS), Some(0.0), Growth,
        "How the number of assertions grows.",
        "A fixed number suits data from a steady source, a percentage a growing user base.";
    GrowthRate "gr": "Growth per month", "",
        number(0.0, 1e9, Scale::Log), AUTO, Growth,
        "Assertions a month for the same number every month, % a month for the same percentage.",
        "A month's: `sum(deriv(stemedb_assertions[30d])) * 2592000`, divided by the copies.";
    QueryGrowth "gq": "Query and ingest growth", "% per month",
        number(0.0, 1000.0, Scale::Log), AUTO, Growth,
        "How queries and ingest grow. Auto is in step with assertions.",
        "Compare the peak query rates of two months. Auto is usual.";
    Uncertainty "gu": "Growth uncertainty", "x",
        number(1.0, 10.0, Scale::Linear(0.1)), Some(1.5), Growth,
        "The slow case divides the growth rate by this, the fast case multiplies it.",
        "1.5 with some history, 2 or more without any.";
    Horizon "h": "Horizon", "months",
        count(1.0, 120.0, Scale::Linear(1.0)), Some(36.0), Growth,
        "How far ahead to look.",
        "As long as you commit or budget for; 36 months are usual.";
    LeadTime "lead": "Lead time", "weeks",
        number(0.0, 52.0, Scale::Linear(1.0)), Some(6.0), Growth,
        "From deciding on a new deployment to having it in service.",
        "How long your last purchase took, from the decision to the first query.";
    Provider "p": "Provider in focus", "",
        Kind::Choice(PROVIDERS), Some(0.0), Cost,
        "Whose instances and prices lead the page; the others stay beside it.",
        "Where your data and your contracts already are.";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table_is_in_the_order_of_its_keys() {
        for (i, input) in INPUTS.iter().enumerate() {
            assert_eq!(input.key as usize, i, "{}", input.code);
            assert_eq!(Key::from_code(input.code), Some(input.key));
            assert_eq!(input.key.input(), input);
        }
    }

    #[test]
    fn defaults_are_in_range() {
        for input in &INPUTS {
            let Some(default) = input.default else { continue };
            match input.kind {
                Kind::Number { min, max, whole, .. } => {
                    assert!((min..=max).contains(&default), "{}", input.code);
                    assert!(!whole || default.fract() == 0.0, "{}", input.code);
                    assert!(!input.unit.is_empty(), "{} needs a unit", input.code);
                }
                kind => assert!((default as usize) < kind.options().len(), "{}", input.code),
            }
        }
    }

    #[test]
    fn every_input_is_labelled_and_explained() {
        for input in &INPUTS {
            assert!(!input.label.is_empty() && input.help.len() > 10, "{}", input.code);
            for text in [input.help, input.yours] {
                assert!(text.ends_with('.'), "{} ends in no sentence", input.code);
            }
            assert!(input.yours.matches('`').count() % 2 == 0, "{}", input.code);
        }
    }
}

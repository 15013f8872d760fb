//! The guide's capacity thresholds: when to buy a bigger machine, and when to add nodes.

use crate::guide::coefficients as c;
use crate::inputs::Provider;
use crate::number::readable;
use crate::scenario::Resolved;
use crate::sizing::{Fill, Sizing};

/// Which way to scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// A bigger machine.
    Vertical,
    /// More nodes.
    Horizontal,
}

/// Whether a threshold is passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Passed by the scenario as it is.
    Holds,
    /// Not passed.
    Clear,
    /// Only monitoring can tell.
    Watch,
}

impl State {
    /// Its name in results.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::Clear => "clear",
            Self::Watch => "watch",
        }
    }
}

/// One of the guide's thresholds, read against a scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Threshold {
    /// Stable name.
    pub id: &'static str,
    /// Which way it says to scale.
    pub direction: Direction,
    /// The threshold in words.
    pub rule: &'static str,
    /// What the scenario has, with unit and per what; how to tell, where only monitoring can.
    pub now: String,
    /// Whether it is passed.
    pub state: State,
}

/// All thresholds of the guide, in its order. `largest_vcpu` is the vCPU count of the largest
/// machine of the provider in focus.
#[must_use]
pub fn thresholds(s: &Resolved, z: &Sizing, largest_vcpu: f64) -> Vec<Threshold> {
    use Direction::{Horizontal, Vertical};
    let state = |passed: bool| if passed { State::Holds } else { State::Clear };
    let filled = |id, rule, fill: Fill, what: &str| Threshold {
        id,
        direction: Vertical,
        rule,
        now: format!(
            "{} % of the {what} provisioned per node",
            readable((fill.full * 100.0).round())
        ),
        state: state(fill.full > fill.threshold),
    };
    vec![
        filled("cpu", "CPU above 70 %, sustained", z.cpu_fill(), "CPU"),
        filled("ram", "RAM above 80 %", z.ram_fill(), "RAM"),
        filled("disk", "Disk above 80 %", z.disk_fill(), "disk"),
        Threshold {
            id: "p99",
            direction: Vertical,
            rule: "Query p99 above 500 ms",
            now: "no sizing can tell; monitor the running deployment".to_owned(),
            state: State::Watch,
        },
        Threshold {
            id: "largest",
            direction: Horizontal,
            rule: "A single node at the provider's largest machine",
            now: format!(
                "{} vCPU per node; the largest at {} has {}",
                readable(z.cpu.provision_vcpu),
                provider_name(s.p),
                readable(largest_vcpu)
            ),
            state: state(s.n == 1 && z.cpu.provision_vcpu >= largest_vcpu),
        },
        Threshold {
            id: "ha",
            direction: Horizontal,
            rule: "High availability needed (from one node to three)",
            now: format!(
                "{}, {}",
                if s.ha { "asked for" } else { "not asked for" },
                if s.n == 1 { "one node".to_owned() } else { format!("{} nodes", s.n) }
            ),
            state: state(s.ha && s.n < 3),
        },
        Threshold {
            id: "queries",
            direction: Horizontal,
            rule: "More than 1K queries/s, sustained",
            now: format!("{} queries/s at peak, whole deployment", readable(s.q)),
            state: state(s.q > c::HORIZONTAL_QUERIES.value),
        },
        Threshold {
            id: "writes",
            direction: Horizontal,
            rule: "More than 1K assertions/s written",
            now: format!("{} assertions/s at peak, whole deployment", readable(s.i)),
            state: state(s.i > c::HORIZONTAL_WRITES.value),
        },
    ]
}

const fn provider_name(provider: Provider) -> &'static str {
    provider.label()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::resolved;
    use crate::sizing::size;

    #[test]
    fn each_threshold_from_both_sides() {
        let state = |fragment: &str, id: &str| {
            let s = resolved(fragment);
            let all = thresholds(&s, &size(&s), 96.0);
            all.into_iter().find(|t| t.id == id).expect(id).state
        };
        for (id, holds, clear) in [
            ("cpu", "q=1000&i=500&n=1", "q=100&i=50"),
            ("queries", "q=1001", "q=1000"),
            ("writes", "i=1001", "i=1000"),
            ("ha", "ha=1&n=1", "ha=1"),
            ("largest", "q=18000&n=1", "q=10000&n=1"),
        ] {
            assert_eq!(state(holds, id), State::Holds, "{id} {holds}");
            assert_eq!(state(clear, id), State::Clear, "{id} {clear}");
        }
        // A fresh provision is below these by construction; growth is what passes them.
        assert_eq!(state("a=1e9", "ram"), State::Clear);
        assert_eq!(state("a=1e9", "disk"), State::Clear);
        assert_eq!(state("", "p99"), State::Watch);
    }
}

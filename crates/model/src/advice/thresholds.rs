//! The guide's capacity thresholds: when to buy a bigger machine, and when to add nodes.

use crate::guide::coefficients as c;
use crate::number::{count, readable, short, tidy};
use crate::outcome::Outcome;

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
    pub rule: String,
    /// What the scenario has, with unit and per what; how to tell, where only monitoring can.
    pub now: String,
    /// Whether it is passed.
    pub state: State,
}

/// All thresholds of the guide, in its order, against the order in focus. `largest_vcpu` is the vCPU count of
/// the largest machine of the provider in focus.
#[must_use]
pub fn thresholds(outcome: &Outcome, largest_vcpu: f64) -> Vec<Threshold> {
    use Direction::{Horizontal, Vertical};
    let (s, quote) = (&outcome.s, outcome.focus());
    let fullness = quote.fullness();
    let state = |passed: bool| if passed { State::Holds } else { State::Clear };
    let filled = |id, limit: f64, full: Option<f64>, what: &str, of: &str| Threshold {
        id,
        direction: Vertical,
        rule: format!("{what} above {}%", percent(limit)),
        now: full.map_or_else(
            || "nothing is ordered".to_owned(),
            |full| format!("{}% of the {of} ordered per node", percent(full)),
        ),
        state: state(full.is_some_and(|full| full > limit)),
    };
    let vcpu = quote.instance().map_or(0.0, |instance| instance.vcpu());
    let sustained = tidy(s.q * s.sus / 100.0);
    vec![
        filled("cpu", c::CPU_FULL.value, fullness.map(|f| f.cpu_sustained), "Sustained CPU", "CPU"),
        filled("ram", c::RAM_FULL.value, fullness.map(|f| f.ram), "RAM", "RAM"),
        filled("disk", c::DISK_FULL.value, fullness.map(|f| f.disk), "Disk", "disk"),
        Threshold {
            id: "p99",
            direction: Vertical,
            rule: format!("Query p99 above {} ms", readable(c::P99_LIMIT.value * 1e3)),
            now: "no sizing can tell; watch it on the running deployment".to_owned(),
            state: State::Watch,
        },
        Threshold {
            id: "largest",
            direction: Horizontal,
            rule: "A single node at the provider's largest machine".to_owned(),
            now: format!(
                "{} vCPU per node; the largest at {} has {}",
                readable(vcpu),
                s.p.label(),
                readable(largest_vcpu)
            ),
            state: state(quote.nodes() == 1 && vcpu >= largest_vcpu),
        },
        Threshold {
            id: "ha",
            direction: Horizontal,
            rule: "High availability needed (from one node to three)".to_owned(),
            now: format!(
                "{}, {}",
                if s.ha { "asked for" } else { "not asked for" },
                count(quote.nodes(), "node")
            ),
            state: state(s.ha && quote.nodes() < 3),
        },
        Threshold {
            id: "queries",
            direction: Horizontal,
            rule: format!("More than {} queries/s, sustained", short(c::HORIZONTAL_QUERIES.value)),
            now: format!("{} queries/s sustained, whole deployment", readable(sustained)),
            state: state(sustained > c::HORIZONTAL_QUERIES.value),
        },
        Threshold {
            id: "writes",
            direction: Horizontal,
            rule: format!("More than {} assertions/s written", short(c::HORIZONTAL_WRITES.value)),
            now: format!("{} assertions/s at peak, whole deployment", readable(s.i)),
            state: state(s.i > c::HORIZONTAL_WRITES.value),
        },
    ]
}

/// A share in whole per cent, for a sentence.
fn percent(share: f64) -> String {
    readable((share * 100.0).round())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn threshold(text: &str, id: &str) -> Threshold {
        let outcome = Outcome::of(&text.parse().unwrap_or_else(|e| panic!("{e}")));
        thresholds(&outcome, 96.0).into_iter().find(|t| t.id == id).expect(id)
    }

    #[test]
    fn each_threshold_from_both_sides() {
        for (id, holds, clear) in [
            // 2.162 of the 2 vCPU of t3.medium; 5.6 of 8 is 70 % and no more.
            ("cpu", "pick=guide", "q=1000&i=500&n=1"),
            // 3.0055 of the 3.75 GB of n1-standard-1, 80.1 %.
            ("ram", "pick=guide&p=gcp", "a=1e9&n=99"),
            // 1,667 x 60 % = 1,000.2 a second.
            ("queries", "q=1667", "q=1666"),
            ("queries", "q=1001&sus=100", "q=1000&sus=100"),
            ("writes", "i=1001", "i=1000"),
            ("ha", "ha=1&n=1", "ha=1"),
            ("largest", "q=18000&n=1", "q=10000&n=1"),
        ] {
            assert_eq!(threshold(holds, id).state, State::Holds, "{id} {holds}");
            assert_eq!(threshold(clear, id).state, State::Clear, "{id} {clear}");
        }
        // A disk is always ordered with room; growth is what fills it.
        assert_eq!(threshold("pick=guide&a=1e9&n=99", "disk").state, State::Clear);
        assert_eq!(threshold("", "p99").state, State::Watch);
    }

    #[test]
    fn fullness_is_that_of_the_order() {
        // 2 x 60 % + 2 = 2.162 of the 4 vCPU of c6i.xlarge; 3.0055 of its 8 GB; 0.324 of 50 GB.
        for (id, now) in [
            ("cpu", "54% of the CPU ordered per node"),
            ("ram", "38% of the RAM ordered per node"),
            ("disk", "1% of the disk ordered per node"),
            ("queries", "30 queries/s sustained, whole deployment"),
        ] {
            assert_eq!(threshold("", id).now, now);
        }
        for id in ["cpu", "ram", "disk"] {
            let none = threshold("cache=1024", id);
            assert_eq!((none.now.as_str(), none.state), ("nothing is ordered", State::Clear));
        }
    }

    #[test]
    fn what_holds_by_the_rules_is_not_above_its_threshold() {
        for text in ["", "q=1000&i=500&n=3", "q=5000&i=900&n=12", "a=5e6&q=700&n=7", "a=400000&n=6"]
        {
            for id in ["cpu", "ram", "disk"] {
                assert_eq!(threshold(text, id).state, State::Clear, "{id} {text}");
            }
        }
    }
}

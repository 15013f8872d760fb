//! What a careful engineer would say about a scenario and its order: contradictions, limits, and what to do
//! next. To add a check, add a function to [`CHECKS`].

mod load;
mod order;
mod prices;
mod region;
mod time;
mod topology;

pub use order::ROOMY_HEAD;
pub use prices::old_prices;

use crate::inputs::{Input, Key};
use crate::outcome::Outcome;

/// How much a check matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// The inputs contradict one another, or the deployment will not do what is asked of it.
    Warning,
    /// Good to know.
    Note,
}

impl Level {
    /// Its name in results.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// A change of the scenario that answers a check.
#[derive(Clone, Debug, PartialEq)]
pub struct Mend {
    /// What it does, as a command: `Carry the peak with a node down`.
    pub label: String,
    /// The inputs that it sets; `None` is *auto*, or the default where there is none.
    pub changes: Vec<(Key, Option<f64>)>,
    /// What a month costs more in cents, in focus; less is negative. `None` if it cannot be computed.
    pub difference_cents: Option<i64>,
}

/// One thing to say about a scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    /// Stable name.
    pub id: &'static str,
    /// How much it matters.
    pub level: Level,
    /// What was found, in one or two plain sentences.
    pub says: String,
    /// What to do about it.
    pub next: String,
    /// The input to look at, if there is one.
    pub key: Option<Key>,
    /// The change that answers it, if there is one.
    pub mend: Option<Mend>,
}

/// Every check, in the order in which they are listed within their level.
static CHECKS: [fn(&Outcome) -> Option<Check>; 32] = [
    order::nothing_holds,
    order::order_fails,
    load::daily_above_peak,
    load::growth_above_ingest,
    load::ingest_above_growth,
    load::no_load,
    load::log_record_below_assertion,
    topology::ha_needs_three,
    topology::drill_on_one_node,
    topology::failure_not_carried,
    topology::single_copy,
    topology::fewer_nodes_than_guide,
    topology::far_more_nodes,
    topology::tier_border,
    topology::no_backups,
    topology::backups_on_node,
    order::beyond_guide,
    order::disk_throughput,
    order::iops_below_recommended,
    order::cache_above_data,
    order::room_at_peak,
    order::not_checked,
    region::restricted_region,
    region::zones_missing,
    region::zones_unknown,
    region::not_committed,
    prices::above_budget,
    old_prices,
    time::horizon_below_lead,
    time::committed_before_move,
    time::outgrown_before_lead,
    time::more_nodes_before_last,
];

/// Everything to say about an outcome, warnings first.
#[must_use]
pub fn checks(outcome: &Outcome) -> Vec<Check> {
    let (mut warnings, mut notes) = (Vec::new(), Vec::new());
    for check in CHECKS.iter().filter_map(|check| check(outcome)) {
        if check.level == Level::Warning { &mut warnings } else { &mut notes }.push(check);
    }
    warnings.append(&mut notes);
    warnings
}

/// The first check that says that the order does not do what is asked of it: a rule fails, or a node is to be
/// survived and is not.
#[must_use]
pub fn blocking(outcome: &Outcome) -> Option<Check> {
    const BLOCKING: [fn(&Outcome) -> Option<Check>; 3] =
        [order::order_fails, topology::ha_needs_three, topology::failure_not_carried];
    BLOCKING.iter().find_map(|check| check(outcome).filter(|c| c.level == Level::Warning))
}

/// Builds a check.
fn warning(id: &'static str, says: String, next: &str) -> Check {
    let level = Level::Warning;
    Check { id, level, says, next: next.to_owned(), key: None, mend: None }
}

/// Builds a check that is good to know.
fn note(id: &'static str, says: String, next: &str) -> Check {
    Check { level: Level::Note, ..warning(id, says, next) }
}

impl Check {
    /// The same as a note, if a condition holds.
    fn note_if(self, note: bool) -> Self {
        if note { Self { level: Level::Note, ..self } } else { self }
    }

    /// With the input to look at.
    fn about(self, key: Key) -> Self {
        Self { key: Some(key), ..self }
    }

    /// With a change that answers it, unless nothing could be bought any more after it.
    fn mended(self, outcome: &Outcome, label: &str, changes: &[(Key, Option<f64>)]) -> Self {
        let changed = outcome.changed(changes);
        if changed.order.is_none() && outcome.order().is_some() {
            return self;
        }
        let before = outcome.focus().monthly_cents();
        let difference_cents = before.zip(changed.monthly_cents()).map(|(old, new)| new - old);
        let (label, changes) = (label.to_owned(), changes.to_vec());
        Self { mend: Some(Mend { label, changes, difference_cents }), ..self }
    }
}

/// The label of an input inside a sentence, in quotation marks.
fn quoted(key: Key) -> String {
    let Input { label, .. } = key.input();
    ["“", label, "”"].concat()
}

#[cfg(test)]
mod tests;

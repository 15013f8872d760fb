//! What the region in focus lacks.

use super::{Check, note, warning};
use crate::advice::region;
use crate::inputs::Key;
use crate::outcome::Outcome;

/// The input that says the region in focus.
fn key(outcome: &Outcome) -> Key {
    Key::region_of(outcome.s.p).unwrap_or(Key::Provider)
}

pub(super) fn restricted_region(outcome: &Outcome) -> Option<Check> {
    let says = region::restricted(outcome.focus())?;
    let next = "Ask the provider whether you may use it.";
    Some(note("restricted-region", says, next).about(key(outcome)))
}

/// Too few zones for what has to survive, or for what a cluster is usually spread over.
pub(super) fn zones_missing(outcome: &Outcome) -> Option<Check> {
    let says = region::zones_missing(outcome.focus())?;
    let next = "Choose a region with three zones, or accept it.";
    Some(warning("zones-missing", says, next).note_if(!outcome.s.ha).about(key(outcome)))
}

pub(super) fn zones_unknown(outcome: &Outcome) -> Option<Check> {
    let says = region::zones_unknown(outcome.focus())?;
    let next = "Ask the provider before you spread nodes over zones.";
    Some(note("zones-unknown", says, next).about(key(outcome)))
}

/// A commitment is asked for, but the machines are billed without it.
pub(super) fn not_committed(outcome: &Outcome) -> Option<Check> {
    let term = outcome.focus().items.iter().find_map(|item| item.not_committed)?;
    let name = outcome.focus().instance()?.name;
    let says = format!(
        "No commitment for {} is known for the family of {name}, so its machines are billed without one.",
        term.label()
    );
    Some(note("not-committed", says, "Ask the provider what it offers.").about(Key::Term))
}

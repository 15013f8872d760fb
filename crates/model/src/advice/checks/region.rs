//! What the region in focus lacks.

use super::{Check, note, warning};
use crate::inputs::Key;
use crate::number::count;
use crate::outcome::Outcome;

/// Fewest zones that survive the loss of one with a majority left.
const ZONES_TO_SURVIVE: u8 = 3;

/// The input that says the region in focus.
fn key(outcome: &Outcome) -> Key {
    Key::region_of(outcome.s.p).unwrap_or(Key::Provider)
}

pub(super) fn restricted_region(outcome: &Outcome) -> Option<Check> {
    let region = outcome.focus().region;
    let why = region.restricted?;
    let says = [&*region.name(), " is not open to everybody: ", why, "."].concat();
    Some(
        note("restricted-region", says, "Ask the provider whether you may use it.")
            .about(key(outcome)),
    )
}

/// Too few zones for what has to survive, or for what a cluster is usually spread over.
pub(super) fn zones_missing(outcome: &Outcome) -> Option<Check> {
    let (region, s) = (outcome.focus().region, &outcome.s);
    let zones = region.zones.filter(|zones| *zones < ZONES_TO_SURVIVE)?;
    if !s.ha && outcome.focus().nodes() < 2 {
        return None;
    }
    let says = match zones {
        0 | 1 => format!(
            "{} is not divided into zones: what takes the site takes every node, and no traffic between zones is billed.",
            region.name()
        ),
        zones => format!(
            "{} has only {}; three are needed to lose one and keep a majority of the nodes.",
            region.name(),
            count(zones.into(), "zone")
        ),
    };
    Some(
        warning("zones-missing", says, "Choose a region with three zones, or accept it.")
            .note_if(!s.ha)
            .about(key(outcome)),
    )
}

pub(super) fn zones_unknown(outcome: &Outcome) -> Option<Check> {
    let region = outcome.focus().region;
    (region.zones.is_none() && outcome.focus().nodes() > 1).then(|| {
        let says =
            format!("How many zones {} has is not known; the bill takes three.", region.name());
        note("zones-unknown", says, "Ask the provider before you spread nodes over zones.")
            .about(key(outcome))
    })
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

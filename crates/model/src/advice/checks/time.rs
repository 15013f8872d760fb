//! Horizon, lead time and commitments, against how long an order lasts.

use super::{Check, note, warning};
use crate::forecast::plan::{fails_in, lead_months};
use crate::inputs::{Key, Term};
use crate::number::{count, readable};
use crate::outcome::Outcome;

/// A horizon that shows more than the next order, in months.
const USUAL_HORIZON: f64 = 36.0;

pub(super) fn horizon_below_lead(outcome: &Outcome) -> Option<Check> {
    let s = &outcome.s;
    (s.h < f64::from(lead_months(s))).then(|| {
        let says = format!(
            "The horizon of {} ends before a new order could be in service: that takes {} weeks.",
            count(s.h as u32, "month"),
            readable(s.lead)
        );
        warning("horizon-below-lead", says, "Look further ahead.").about(Key::Horizon).mended(
            outcome,
            "Look 36 months ahead",
            &[(Key::Horizon, Some(USUAL_HORIZON))],
        )
    })
}

pub(super) fn committed_before_move(outcome: &Outcome) -> Option<Check> {
    let months = match outcome.s.term {
        Term::OnDemand => return None,
        Term::OneYear => 12,
        Term::ThreeYears => 36,
    };
    let outgrown = outcome.outgrown_in().filter(|month| *month < months)?;
    let says = format!(
        "The commitment runs for {}, but the order is outgrown after {}.",
        count(months, "month"),
        count(outgrown, "month")
    );
    let on_demand = [(Key::Term, Some(Term::OnDemand.number()))];
    Some(
        warning("committed-before-move", says, "Commit for less, or buy for longer.")
            .about(Key::Term)
            .mended(outcome, "Pay on demand", &on_demand),
    )
}

/// What is bought today is outgrown before the next could be there.
pub(super) fn outgrown_before_lead(outcome: &Outcome) -> Option<Check> {
    let s = &outcome.s;
    let lead = lead_months(s);
    // Not a tier of the guide that asks for more nodes: a larger order does not put that off.
    let outgrown = fails_in(s, outcome.focus()).filter(|month| (1..lead).contains(month))?;
    let says = format!(
        "The order holds for {}, less than the lead time of {} weeks.",
        count(outgrown, "month"),
        readable(s.lead)
    );
    let label = "Buy for 12 months";
    Some(
        note("outgrown-before-lead", says, "Buy an order that lasts longer.")
            .about(Key::HoldsFor)
            .mended(outcome, label, &[(Key::HoldsFor, Some(12.0))]),
    )
}

//! Horizon, lead time and commitments, against how long an order lasts.

use super::{Check, note, warning};
use crate::forecast::plan::{Cause, fails_in, lead_months};
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

/// The order holds as long as it must, but the guide runs a tier that is entered until then on more nodes.
pub(super) fn more_nodes_before_last(outcome: &Outcome) -> Option<Check> {
    let s = &outcome.s;
    if s.last == 0.0 {
        return None;
    }
    let step = outcome.first_step().filter(|step| f64::from(step.month) <= s.last)?;
    // Where a rule fails as well, the order does not hold that long: the guide's machine may not.
    if !step.causes.iter().all(|cause| matches!(cause, Cause::Tier(_))) {
        return None;
    }
    let tier = step.tier;
    let says = format!(
        "The order has to last {} and holds that long, but tier {} is entered after {}, which the guide runs on {} nodes.",
        count(s.last as u32, "month"),
        tier.name(),
        count(step.month, "month"),
        tier.nodes()
    );
    let nodes = [(Key::Nodes, Some(f64::from(tier.nodes())))];
    Some(
        note("more-nodes-before-last", says, "Buy the nodes now, or plan to add them then.")
            .about(Key::HoldsFor)
            .mended(outcome, &format!("Buy {} nodes now", tier.nodes()), &nodes),
    )
}

//! The plan: which order follows which over the horizon, when, why, and what each costs.
//!
//! It starts with the order of today. In the first month in which a rule fails for it, or in which a
//! tier of the guide asks for more nodes, the next order takes over: the cheapest that holds then and
//! for at least the lead time after it, be it more nodes, larger machines or larger disks.

mod months;
mod steps;

use crate::forecast::event::{self, Event};
use crate::forecast::growth::GrowthCase;
use crate::forecast::needs::Needs;
use crate::guide::Tier;
use crate::inputs::{Key, Term};
use crate::pricing::context::PricingContext;
use crate::pricing::order::{Fullness, Order};
use crate::pricing::quote::Quote;
use crate::pricing::rules::{Rule, holds};
use crate::scenario::Resolved;

/// Weeks in a month, on average.
const WEEKS_PER_MONTH: f64 = 365.25 / 12.0 / 7.0;

/// Why a step is taken.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cause {
    /// A rule fails for the order until then.
    Rule(&'static Rule),
    /// The guide runs this tier on more nodes.
    Tier(Tier),
}

impl Cause {
    /// Its name in results: the rule's, or `tier`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Rule(rule) => rule.name,
            Self::Tier(_) => "tier",
        }
    }

    /// Its name for people: `CPU at peak`, `tier <100K`.
    #[must_use]
    pub fn words(self) -> String {
        match self {
            Self::Rule(rule) => rule.label.to_owned(),
            Self::Tier(tier) => ["tier ", tier.name()].concat(),
        }
    }
}

/// An order in a month of the plan.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Deployment {
    /// What is bought.
    pub order: Order,
    /// What that month costs in cents; `None` if it cannot be computed.
    pub cents: Option<i64>,
}

/// One step of the plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Months from today by the expected growth.
    pub month: u32,
    /// The same by the fast growth; one case in ten is earlier.
    pub early: Option<u32>,
    /// The same by the slow growth; one case in ten is later. `None` is beyond the horizon.
    pub late: Option<u32>,
    /// What makes it necessary; never empty.
    pub causes: Vec<Cause>,
    /// The guide's tier from then on.
    pub tier: Tier,
    /// The order until then, at that month's traffic and data.
    pub before: Deployment,
    /// The order from then on; `None` where nothing that is sold holds.
    pub after: Option<Deployment>,
}

impl Step {
    /// What a month costs more, in cents; less is negative.
    #[must_use]
    pub fn difference_cents(&self) -> Option<i64> {
        Some(self.after?.cents? - self.before.cents?)
    }

    /// The month by which to decide, for a lead time of `lead_months`: the early month less that. 0 is now.
    #[must_use]
    pub fn decide_by(&self, lead_months: u32) -> u32 {
        self.early.unwrap_or(self.month).saturating_sub(lead_months)
    }
}

/// One month of the horizon.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Month {
    /// Assertions by the expected growth.
    pub assertions: f64,
    /// Assertions by the slow growth.
    pub slow: f64,
    /// Assertions by the fast growth.
    pub fast: f64,
    /// How full today's order would be if it stayed.
    pub unchanged: Fullness,
    /// How full the plan's order is.
    pub planned: Option<Fullness>,
    /// What the month costs in cents, on the plan's order; `None` if it cannot be computed.
    pub cents: Option<i64>,
    /// What was paid from today up to the month, in cents.
    pub spent_cents: Option<i64>,
}

/// Growth over the horizon, and what to do about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// Every month from today, the index being the month; the last is the horizon.
    pub months: Vec<Month>,
    /// What happens to the order of today if it stays as it is.
    pub events: Vec<Event>,
    /// The order of today; `None` where nothing holds, and then there are no steps.
    pub start: Option<Deployment>,
    /// The steps, in order.
    pub steps: Vec<Step>,
    /// Lead time in weeks.
    pub lead_weeks: f64,
    /// Lead time in whole months, at least one.
    pub lead_months: u32,
    /// How many months each order after the first lasts at least.
    pub lasts: u32,
    /// Whether the number of nodes stays as set.
    pub nodes_set: bool,
    /// What is paid over the horizon in cents at each commitment, in the order of [`Term::ALL`]; commitments
    /// on what lasts as long as they run, the rest on demand. `None` if it cannot be computed.
    pub paid_cents: [Option<i64>; Term::ALL.len()],
    /// From how many months on a commitment of a year, and one of three, costs less than paying for the
    /// machines of today on demand; `None` where it saves nothing.
    pub commitment_pays_from: [Option<u32>; 2],
    /// The first month in which sustained queries alone ask for more nodes, by the guide's threshold.
    pub queries_month: Option<u32>,
    /// The first month in which the write rate alone does.
    pub writes_month: Option<u32>,
}

impl Plan {
    /// The last month.
    #[must_use]
    pub fn horizon(&self) -> u32 {
        self.months.len() as u32 - 1
    }

    /// The month from which on today's order is no longer enough; `None` is beyond the horizon.
    #[must_use]
    pub fn outgrown_in(&self) -> Option<u32> {
        self.steps.first().map(|step| step.month)
    }
}

/// Months that a lead time takes, at least one.
#[must_use]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 .. 52 weeks")]
pub fn lead_months(s: &Resolved) -> u32 {
    (s.lead / WEEKS_PER_MONTH).ceil().max(1.0) as u32
}

/// Months that each order after the first has to last, so that the next can be decided on and put in
/// service: the lead time, or as long as the scenario asks of every order.
#[must_use]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 .. 120 months")]
pub fn months_to_last(s: &Resolved) -> u32 {
    lead_months(s).max(s.last as u32)
}

/// Plans the horizon from a quote's order on. `s` is the scenario that the quote is for, `context` where the
/// quote is from.
#[must_use]
pub fn plan(context: &PricingContext, s: &Resolved, quote: &Quote) -> Plan {
    let start = deployment(quote);
    let nodes = start.map_or(s.n, |start| start.order.nodes);
    let mut needs = Needs::on_nodes(s, nodes);
    let mut plan = Plan {
        months: Vec::new(),
        events: event::events(&mut needs, start.as_ref().map(|d| &d.order), quote.sizing.tier),
        start,
        steps: Vec::new(),
        lead_weeks: s.lead,
        lead_months: lead_months(s),
        lasts: months_to_last(s),
        nodes_set: !s.is_auto(Key::Nodes),
        paid_cents: [None; Term::ALL.len()],
        commitment_pays_from: [None; 2],
        queries_month: None,
        writes_month: None,
    };
    if let Some(start) = start {
        plan.steps = steps::steps(context, &mut needs, start, u32::MAX);
    }
    months::put_on(context, s, &mut needs, &mut plan);
    plan
}

/// Every event of a quote's order if it stays as it is.
#[must_use]
pub fn events(s: &Resolved, quote: &Quote) -> Vec<Event> {
    let mut needs = Needs::on_nodes(s, quote.nodes());
    event::events(&mut needs, quote.order.as_ref(), quote.sizing.tier)
}

/// The first month in which a rule fails for a quote's order if it stays as it is; `None` is beyond the
/// horizon, or no order.
#[must_use]
pub fn fails_in(s: &Resolved, quote: &Quote) -> Option<u32> {
    let order = quote.order?;
    let mut needs = Needs::on_nodes(s, order.nodes);
    let months = needs.months();
    let guess = months_to_last(s);
    needs.first(GrowthCase::Expected, months, guess, &|load| !holds(&order, load))
}

/// The month from which on a quote's order is no longer enough: that of the first step of [`plan`], for a
/// fraction of its time. `None` is beyond the horizon.
#[must_use]
pub fn outgrown_in(s: &Resolved, quote: &Quote) -> Option<u32> {
    let order = quote.order?;
    steps::first_month(&mut Needs::on_nodes(s, order.nodes), &order)
}

/// The first step of [`plan`]; `None` is beyond the horizon.
#[must_use]
pub fn first_step(context: &PricingContext, s: &Resolved, quote: &Quote) -> Option<Step> {
    let start = deployment(quote)?;
    let mut needs = Needs::on_nodes(s, start.order.nodes);
    steps::steps(context, &mut needs, start, 1).into_iter().next()
}

fn deployment(quote: &Quote) -> Option<Deployment> {
    quote.order.map(|order| Deployment { order, cents: quote.monthly_cents() })
}

#[cfg(test)]
mod tests;

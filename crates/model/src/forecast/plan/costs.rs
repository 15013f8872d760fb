//! What the months of a plan cost.

use crate::forecast::growth::{GrowthCase, grown, horizon};
use crate::forecast::plan::{Deployment, Plan};
use crate::inputs::Term;
use crate::pricing::context::PricingContext;
use crate::pricing::load::NodeLoad;
use crate::pricing::order::Order;
use crate::pricing::quote::month_cents;
use crate::scenario::Resolved;
use crate::sizing::size;

/// Months of each commitment, in the order of [`Term::ALL`].
const TERM_MONTHS: [u32; Term::ALL.len()] = [1, 12, 36];

/// An order and the months in which it is in service, the last one not included.
struct Service {
    order: Order,
    from: u32,
    to: u32,
}

/// Puts costs and fullness on the months of a plan, and sums them up.
pub(super) fn put_on(context: &PricingContext, s: &Resolved, plan: &mut Plan) {
    let Some(start) = plan.start else { return };
    // The last month is shown, and not paid any more: the horizon ends where it begins.
    let end = horizon(s);
    let (services, is_complete) = services(plan, start, end);
    let mut paid = [Some(0i64); Term::ALL.len()];
    for service in &services {
        let Service { order, from, to } = *service;
        let on_nodes = s.on_nodes(order.nodes);
        let paid_to = to.min(end);
        for month in from..to {
            let then = grown(&on_nodes, GrowthCase::Expected, month);
            let sizing = size(&then);
            let load = NodeLoad::of(&then, &sizing);
            let at = |term| {
                let context = PricingContext { term, ..*context };
                month_cents(&context, &then, &sizing, &load, &order)
            };
            let row = &mut plan.months[month as usize];
            row.planned = Some(order.fullness(&load));
            row.cents = at(context.term);
            if month == end {
                continue;
            }
            for (i, term) in Term::ALL.iter().enumerate() {
                // A commitment covers whole terms; what is left of the service is paid on demand.
                let covered = (paid_to - from) / TERM_MONTHS[i] * TERM_MONTHS[i];
                let term = if month - from < covered { *term } else { Term::OnDemand };
                paid[i] = add(paid[i], if term == context.term { row.cents } else { at(term) });
            }
        }
    }
    if is_complete {
        plan.paid_cents = paid;
    }
    let mut spent = Some(0);
    for month in &mut plan.months {
        month.spent_cents = spent;
        spent = add(spent, month.cents);
    }
    plan.commitment_pays_from = pays_from(context, start.order);
}

fn add(sum: Option<i64>, cents: Option<i64>) -> Option<i64> {
    Some(sum?.saturating_add(cents?))
}

/// The orders in service one after another, `end` included, and whether there is one in every month before it.
fn services(plan: &Plan, start: Deployment, end: u32) -> (Vec<Service>, bool) {
    let (mut services, mut order, mut from) = (Vec::new(), Some(start.order), 0);
    for step in &plan.steps {
        if let Some(order) = order {
            services.push(Service { order, from, to: step.month });
        }
        (order, from) = (step.after.map(|after| after.order), step.month);
    }
    let is_complete = order.is_some() || from == end;
    if let Some(order) = order {
        services.push(Service { order, from, to: end + 1 });
    }
    (services, is_complete)
}

/// How many months of machines on demand cost more than the whole of a commitment.
fn pays_from(context: &PricingContext, order: Order) -> [Option<u32>; 2] {
    let cents = |term| {
        let context = PricingContext { term, ..*context };
        context.compute_cents(order.instance, order.nodes)
    };
    let on_demand = cents(Term::OnDemand);
    [1, 2].map(|i| {
        let months = i64::from(TERM_MONTHS[i]);
        let committed = cents(Term::ALL[i]) * months;
        // The first number of months on demand that costs more than the commitment.
        let pays = committed.checked_div(on_demand)? + 1;
        if pays <= months { u32::try_from(pays).ok() } else { None }
    })
}

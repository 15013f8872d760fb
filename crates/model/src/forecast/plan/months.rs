//! The months of a plan: what there is to carry, how full the orders are, and what each month costs.

use crate::forecast::growth::{GrowthCase, assertions_at, grown, horizon};
use crate::forecast::needs::Needs;
use crate::forecast::plan::{Month, Plan};
use crate::guide::coefficients as c;
use crate::inputs::Term;
use crate::pricing::context::PricingContext;
use crate::pricing::load::NodeLoad;
use crate::pricing::order::{Fullness, Order};
use crate::pricing::quote::month_totals;
use crate::scenario::Resolved;
use crate::sizing::size;

/// Months of each commitment, in the order of [`Term::ALL`].
const TERM_MONTHS: [u32; Term::ALL.len()] = [1, 12, 36];

/// An order, if there is one, and the months in which it is in service, the last one not included.
struct Service {
    order: Option<Order>,
    from: u32,
    to: u32,
}

/// Puts the months on a plan whose steps are known, and sums up what they cost. `of_start` are the needs of
/// the nodes that it starts with.
pub(super) fn put_on(
    context: &PricingContext,
    s: &Resolved,
    of_start: &mut Needs,
    plan: &mut Plan,
) {
    // The last month is shown, and not paid any more: the horizon ends where it begins.
    let end = horizon(s);
    let start = plan.start.map(|start| start.order);
    let mut paid = [Some(0i64); Term::ALL.len()];
    let mut spent = start.map(|_| 0);
    for Service { order, from, to } in services(plan, end) {
        let nodes = order.map_or(of_start.s.n, |order| order.nodes);
        let on_nodes = of_start.s.on_nodes(nodes);
        for month in from..to {
            let then = grown(&on_nodes, GrowthCase::Expected, month);
            let sizing = size(&then);
            let load = NodeLoad::of(&then, &sizing);
            let totals = order.map_or([None; Term::ALL.len()], |order| {
                month_totals(context, &then, &sizing, &load, &order)
            });
            let planned = order.map(|order| order.fullness(&load));
            let unchanged = match start {
                None => Fullness::default(),
                Some(_) if order == start => planned.unwrap_or_default(),
                Some(start) if start.nodes == nodes => start.fullness(&load),
                Some(start) => start.fullness(&of_start.at(GrowthCase::Expected, month)),
            };
            if load.sustained_queries > c::HORIZONTAL_QUERIES.value {
                plan.queries_month.get_or_insert(month);
            }
            if load.writes > c::HORIZONTAL_WRITES.value {
                plan.writes_month.get_or_insert(month);
            }
            let cents = totals[context.term as usize];
            plan.months.push(Month {
                assertions: load.assertions,
                slow: assertions_at(s, GrowthCase::Slow, month),
                fast: assertions_at(s, GrowthCase::Fast, month),
                unchanged,
                planned,
                cents,
                spent_cents: spent,
            });
            spent = add(spent, cents);
            if month == end {
                continue;
            }
            for (i, months) in TERM_MONTHS.into_iter().enumerate() {
                // A commitment covers whole terms; what is left of the service is paid on demand.
                let is_covered = month - from < (to.min(end) - from) / months * months;
                let term = if is_covered { i } else { Term::OnDemand as usize };
                paid[i] = add(paid[i], totals[term]);
            }
        }
    }
    plan.paid_cents = paid;
    plan.commitment_pays_from = start.map_or([None; 2], |order| pays_from(context, order));
}

fn add(sum: Option<i64>, cents: Option<i64>) -> Option<i64> {
    Some(sum?.saturating_add(cents?))
}

/// The orders in service one after another, `end` included.
fn services(plan: &Plan, end: u32) -> Vec<Service> {
    let mut services = Vec::new();
    let mut add = |order, from, to| services.push(Service { order, from, to });
    let (mut order, mut from) = (plan.start.map(|start| start.order), 0);
    for step in &plan.steps {
        add(order, from, step.month);
        (order, from) = (step.after.map(|after| after.order), step.month);
    }
    add(order, from, end + 1);
    services
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

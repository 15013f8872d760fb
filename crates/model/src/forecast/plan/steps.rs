//! Which order follows which.

use crate::forecast::growth::{GrowthCase, grown};
use crate::forecast::needs::Needs;
use crate::forecast::plan::{Cause, Deployment, Step, months_to_last};
use crate::inputs::Key;
use crate::pricing::context::PricingContext;
use crate::pricing::load::NodeLoad;
use crate::pricing::order::Order;
use crate::pricing::quote::quote_order;
use crate::pricing::rules::{failing, holds};
use crate::pricing::selection::{Demand, cheapest, fit_from};
use crate::scenario::Resolved;

/// The first month in which another order can be in service: this one is paid for what is bought today.
const FIRST_MONTH: u32 = 1;

/// The steps from an order on, at most so many. `of_start` are the needs of its nodes.
pub(super) fn steps(
    context: &PricingContext,
    of_start: &mut Needs,
    start: Deployment,
    at_most: u32,
) -> Vec<Step> {
    // The scenario of today on the nodes of today: what is auto in it follows the nodes from there.
    let s = of_start.s.clone();
    let end = of_start.months().end;
    let mut of_more_nodes;
    let mut needs = of_start;
    let auto = s.is_auto(Key::Nodes);
    let (mut now, mut from) = (start, FIRST_MONTH);
    let lasts = months_to_last(&s);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "months")]
    let guess = |month: f64| month as u32;
    let faster = |month: u32| guess(f64::from(month) / s.gu);
    let slower = |month: u32| guess(f64::from(month) * s.gu);
    let mut steps = Vec::new();
    while (steps.len() as u32) < at_most {
        let order = now.order;
        let Some(month) = due_in(needs, &order, from, lasts) else { break };
        let load = needs.at(GrowthCase::Expected, month);
        let mut causes: Vec<Cause> = failing(&order, &load).map(Cause::Rule).collect();
        let by_tier = asks_for_more_nodes(auto, &order, &load);
        if by_tier {
            causes.push(Cause::Tier(load.tier));
        }
        let caused = |load: &NodeLoad| causes.iter().any(|cause| is_caused(*cause, &order, load));
        // Fast growth is there in this month as well.
        let early = needs.first(GrowthCase::Fast, 0..month, faster(month), &caused).or(Some(month));
        // What is so today already is not later than the step that answers it.
        let late = needs.first(GrowthCase::Slow, month..end, slower(month), &caused);

        let then = grown(&needs.s, GrowthCase::Expected, month);
        let before = Deployment { order, cents: cents_of(context, &then, order) };
        let least = if auto { order.nodes.max(load.tier.nodes()) } else { order.nodes };
        let demand =
            Demand { until: Some(grown(&needs.s, GrowthCase::Expected, month + lasts)), now: then };
        let next = if auto && !by_tier {
            fit_from(context, &demand, least)
        } else {
            // The guide's number of nodes, or the one that was set.
            let asked = cheapest(context, &demand.on_nodes(least)).map(|(order, _)| order);
            asked.or_else(|| auto.then(|| fit_from(context, &demand, least)).flatten())
        };
        let after =
            next.map(|order| Deployment { order, cents: cents_of(context, &demand.now, order) });
        steps.push(Step { month, early, late, causes, tier: load.tier, before, after });
        let Some(after) = after else { break };
        if after.order.nodes != order.nodes {
            of_more_nodes = Needs::on_nodes(&s, after.order.nodes);
            needs = &mut of_more_nodes;
        }
        (now, from) = (after, month + 1);
    }
    steps
}

/// The month in which an order is to be replaced, if it is in service until a month: the first from then on in
/// which a rule fails for it, or the guide asks for more nodes. `lasts` is a guess for how many months it lasts.
fn due_in(needs: &mut Needs, order: &Order, from: u32, lasts: u32) -> Option<u32> {
    let auto = needs.s.is_auto(Key::Nodes);
    let is_due = |load: &NodeLoad| asks_for_more_nodes(auto, order, load) || !holds(order, load);
    let end = needs.months().end;
    needs.first(GrowthCase::Expected, from..end, from + lasts, &is_due)
}

/// The month of the first step from an order on, for a fraction of the time of [`steps`].
pub(super) fn first_month(needs: &mut Needs, order: &Order) -> Option<u32> {
    let lasts = months_to_last(&needs.s);
    due_in(needs, order, FIRST_MONTH, lasts)
}

/// Whether the guide has more nodes for a load's tier, where their number is its to choose.
fn asks_for_more_nodes(auto: bool, order: &Order, load: &NodeLoad) -> bool {
    auto && load.tier.nodes() > order.nodes
}

fn is_caused(cause: Cause, order: &Order, load: &NodeLoad) -> bool {
    match cause {
        Cause::Rule(rule) => failing(order, load).any(|fails| fails == rule),
        Cause::Tier(tier) => load.tier >= tier,
    }
}

fn cents_of(context: &PricingContext, s: &Resolved, order: Order) -> Option<i64> {
    quote_order(context, s, order).monthly_cents()
}

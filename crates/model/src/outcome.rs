//! Everything that follows from a scenario and that more than one reader needs: computed once, so that no
//! two of them can differ.

use crate::forecast::date::Date;
use crate::forecast::growth::{GrowthCase, grown};
use crate::forecast::plan::{self, Plan, Step};
use crate::inputs::{Key, Provider};
use crate::pricing::catalogue::{self, Instance, Offer};
use crate::pricing::context::PricingContext;
use crate::pricing::order::Order;
use crate::pricing::price_overrides::OwnPrices;
use crate::pricing::quote::{self, Quote};
use crate::pricing::selection::Demand;
use crate::scenario::{Resolved, Scenario};
use crate::sizing::{Sizing, size};

/// What follows from a scenario.
#[derive(Clone, PartialEq)]
pub struct Outcome {
    /// The scenario as it was given.
    pub scenario: Scenario,
    /// The scenario with nothing left *auto*.
    pub s: Resolved,
    /// What the guide asks for, on the nodes that the scenario asks for. What is bought has a sizing of its
    /// own: see [`Quote::sizing`].
    pub asked: Sizing,
    /// The day on which it is read. Where that is not known, nothing is said about the age of prices.
    pub today: Option<Date>,
    /// What it costs: each provider with each way to pick, at [`quote::index`].
    pub quotes: [Quote; quote::COUNT],
}

impl Outcome {
    /// Computes it.
    #[must_use]
    pub fn of(scenario: &Scenario) -> Self {
        let s = scenario.resolve();
        let quotes =
            quote::quotes(&demand(&s), &scenario.own_prices, |provider| offer(&s, provider));
        Self { asked: size(&s), scenario: scenario.clone(), today: None, quotes, s }
    }

    /// Computes it for somebody who reads it on a day.
    #[must_use]
    pub fn on(today: Date, scenario: &Scenario) -> Self {
        Self { today: Some(today), ..Self::of(scenario) }
    }

    /// What the customer pays instead of list prices.
    #[must_use]
    pub const fn own_prices(&self) -> &OwnPrices {
        &self.scenario.own_prices
    }

    /// vCPU of the largest machine of the provider in focus.
    #[must_use]
    pub fn largest_vcpu(&self) -> f64 {
        offer(&self.s, self.s.p).instances().iter().map(Instance::vcpu).fold(0.0, f64::max)
    }

    /// The quote of a provider by the pick that the totals follow.
    #[must_use]
    pub fn quote(&self, provider: Provider) -> &Quote {
        &self.quotes[quote::index(provider, self.s.pick)]
    }

    /// The quote in focus: the one that the page judges, plans with and watches.
    #[must_use]
    pub fn focus(&self) -> &Quote {
        self.quote(self.s.p)
    }

    /// The order in focus; `None` where nothing holds or no total can be computed.
    #[must_use]
    pub fn order(&self) -> Option<&Order> {
        self.focus().order.as_ref()
    }

    /// The sizing on the nodes that are bought, or that were asked for where nothing is.
    #[must_use]
    pub fn sizing(&self) -> &Sizing {
        &self.focus().sizing
    }

    /// Where and how the customer buys of a provider.
    #[must_use]
    pub fn context(&self, provider: Provider) -> PricingContext<'_> {
        PricingContext {
            offer: offer(&self.s, provider),
            overrides: &self.scenario.own_prices,
            term: self.s.term,
        }
    }

    /// The quote in focus of the same scenario with other values of some inputs; `None` is *auto*, or the
    /// default where there is none.
    #[must_use]
    pub fn changed(&self, changes: &[(Key, Option<f64>)]) -> Quote {
        let scenario = self.scenario.with(changes);
        let s = scenario.resolve();
        let context =
            PricingContext { offer: offer(&s, s.p), overrides: &scenario.own_prices, term: s.term };
        quote::quote(&context, &demand(&s), s.pick)
    }

    /// The plan of the quote in focus.
    #[must_use]
    pub fn plan(&self) -> Plan {
        plan::plan(&self.context(self.s.p), &self.s, self.focus())
    }

    /// The first step of the plan of the quote in focus, for a fraction of its time; `None` is beyond the horizon.
    #[must_use]
    pub fn first_step(&self) -> Option<Step> {
        plan::first_step(&self.context(self.s.p), &self.s, self.focus())
    }

    /// The month from which on the order in focus is no longer enough; `None` is beyond the horizon.
    #[must_use]
    pub fn outgrown_in(&self) -> Option<u32> {
        self.outgrown_in_of(self.focus())
    }

    /// The same of another quote for the scenario.
    #[must_use]
    pub fn outgrown_in_of(&self, quote: &Quote) -> Option<u32> {
        plan::outgrown_in(&self.s, quote)
    }

    /// Whole months from a decision to what it brings.
    #[must_use]
    pub fn lead_months(&self) -> u32 {
        plan::lead_months(&self.s)
    }

    /// What a month costs at each commitment in cents, of a provider by the pick that the totals follow.
    #[must_use]
    pub fn term_totals(&self, provider: Provider) -> [Option<i64>; 3] {
        quote::term_totals(&self.context(provider), &demand(&self.s), self.s.pick)
    }
}

/// What a provider offers in the region that the scenario chooses.
fn offer(s: &Resolved, provider: Provider) -> Offer {
    catalogue::offer(provider, s.region(provider))
}

/// The load of today, and that of the last month which what is bought today must hold for.
fn demand(s: &Resolved) -> Demand {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 .. 120 months")]
    let last = s.last as u32;
    let until = (last > 0).then(|| grown(s, GrowthCase::Expected, last));
    Demand { now: s.clone(), until }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inputs::Pick;

    fn outcome(text: &str) -> Outcome {
        Outcome::of(&text.parse().unwrap_or_else(|e| panic!("{e}")))
    }

    #[test]
    fn what_changes_is_what_another_scenario_gives() {
        type Change<'a> = (&'a str, &'a [(Key, Option<f64>)]);
        let changes: [Change; 5] = [
            ("a=60000", &[(Key::Assertions, Some(60e3))]),
            (
                "a=60000&n=7&p=gcp",
                &[
                    (Key::Assertions, Some(60e3)),
                    (Key::Nodes, Some(7.0)),
                    (Key::Provider, Some(1.0)),
                ],
            ),
            ("last=12", &[(Key::HoldsFor, Some(12.0))]),
            // Copies cannot outnumber the nodes that are left.
            (
                "n=2&rf=2",
                &[
                    (Key::Nodes, Some(5.0)),
                    (Key::ReplicationFactor, Some(4.0)),
                    (Key::Nodes, Some(2.0)),
                ],
            ),
            ("term=3y", &[(Key::Term, Some(2.0))]),
        ];
        for (text, changes) in changes {
            assert_eq!(&outcome("").changed(changes), outcome(text).focus(), "{text}");
        }
        // None is the default, or auto.
        assert_eq!(&outcome("n=5&q=700").changed(&[(Key::Nodes, None)]), outcome("q=700").focus());
    }

    #[test]
    fn focus_is_the_provider_and_the_pick_that_were_chosen() {
        for (text, provider, pick) in [
            ("", Provider::Aws, Pick::Fit),
            ("p=gcp", Provider::Gcp, Pick::Fit),
            ("p=azure&pick=guide", Provider::Azure, Pick::Guide),
        ] {
            let outcome = outcome(text);
            assert_eq!(
                (outcome.focus().provider, outcome.focus().pick),
                (provider, pick),
                "{text}"
            );
            assert_eq!(outcome.order(), outcome.focus().order.as_ref());
            assert_eq!(outcome.plan().start.map(|start| start.order), outcome.focus().order);
        }
    }

    #[test]
    fn the_sizing_is_of_what_is_bought() {
        // More nodes than the guide's five, because no machine is large enough.
        let raised = outcome("q=200000");
        assert_eq!((raised.asked.nodes, raised.s.n), (5, 5));
        let nodes = raised.focus().nodes();
        assert!(nodes > 5 && raised.sizing().nodes == nodes && raised.focus().s.n == nodes);
        // Nothing is bought: what was asked for.
        let none = outcome("cache=1024&n=3");
        assert_eq!((none.order(), none.sizing()), (None, &none.asked));
    }

    #[test]
    fn what_holds_for_some_months_is_billed_for_today() {
        let (today, later) = (outcome(""), outcome("last=60"));
        assert_eq!(today.focus().load, later.focus().load);
        assert!(today.focus().monthly_cents() < later.focus().monthly_cents());
        assert!(later.outgrown_in().is_none());
    }

    #[test]
    fn terms_are_the_totals_of_their_own_scenarios() {
        let totals = outcome("a=60000").term_totals(Provider::Aws);
        for (total, term) in totals.iter().zip(["od", "1y", "3y"]) {
            let own = outcome(&format!("a=60000&term={term}"));
            assert_eq!(*total, own.focus().monthly_cents(), "{term}");
        }
    }
}

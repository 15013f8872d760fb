//! Quotes: which machines of a provider, and what a month of them costs, line by line.
//!
//! [`quotes`] is cheap enough to be called for every month of a forecast: it builds no text. Labels,
//! formulas and sentences are made when they are asked for.

use crate::inputs::{Pick, Provider, Term};
use crate::number::readable;
use crate::pricing::bill::bill;
use crate::pricing::catalogue::{Instance, Offer, Read, Region};
use crate::pricing::context::PricingContext;
use crate::pricing::error::QuoteError;
use crate::pricing::line_item::{Item, ItemKind, usd};
use crate::pricing::load::NodeLoad;
use crate::pricing::order::{Fullness, Order};
use crate::pricing::price_overrides::OwnPrices;
use crate::pricing::rules::{self, RULES, Rule};
use crate::pricing::selection::{Demand, choose};
use crate::scenario::Resolved;
use crate::sizing::{Sizing, size};

/// Months in a year's bill.
const MONTHS: i64 = 12;

/// How many quotes there are: each provider with each way to pick.
pub const COUNT: usize = Provider::ALL.len() * Pick::ALL.len();

/// What is bought of a provider for a scenario, and what a month of it costs.
#[derive(Clone, Debug, PartialEq)]
pub struct Quote {
    /// Whose machines.
    pub provider: Provider,
    /// Where they are.
    pub region: &'static Region,
    /// How the order was picked.
    pub pick: Pick,
    /// The commitment that it is priced at.
    pub term: Term,
    /// The order; `None` if there is none.
    pub order: Option<Order>,
    /// The scenario on the nodes that are bought, which may be more than were asked for.
    pub s: Resolved,
    /// Its sizing.
    pub sizing: Sizing,
    /// What each node carries.
    pub load: NodeLoad,
    /// The nodes that were asked for, if no machine is large enough for so few.
    pub nodes_raised_from: Option<u32>,
    /// The lines of the bill. Incomplete when there is an [`Quote::error`].
    pub items: Vec<Item>,
    /// Why there is no total.
    pub error: Option<QuoteError>,
}

/// The date of a source that has none.
const UNDATED: &str = "unknown";

/// How old the prices and discounts of a bill are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Age {
    /// Where and when the oldest that has a date was read.
    pub oldest: Option<&'static Read>,
    /// One without a date, if there is any.
    pub undated: Option<&'static Read>,
}

/// What a machine has of a resource, where it is less than the formulas ask for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shortfall {
    /// `vcpu` or `memory_gb`.
    pub resource: &'static str,
    /// What the machine has.
    pub have: f64,
    /// What the formulas say to provide.
    pub need: f64,
}

impl Shortfall {
    /// The shortfall in few words: `2 vCPU of 4`, `3.75 GB of 4`.
    #[must_use]
    pub fn text(&self) -> String {
        let unit = if self.resource == "vcpu" { " vCPU of " } else { " GB of " };
        [readable(self.have), unit.to_owned(), readable(self.need)].concat()
    }
}

impl Quote {
    /// Nodes that are bought.
    #[must_use]
    pub const fn nodes(&self) -> u32 {
        self.sizing.nodes
    }

    /// The machine; `None` if there is no order.
    #[must_use]
    pub fn instance(&self) -> Option<&'static Instance> {
        self.order.map(|order| order.instance)
    }

    /// Whether there is an order and it holds.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.order.is_some_and(|order| rules::holds(&order, &self.load))
    }

    /// The rules that the order fails, each with its sentence.
    #[must_use]
    pub fn failures(&self) -> Vec<(&'static Rule, String)> {
        let failure = |rule: &'static Rule| Some((rule, rule.failure(&self.order?, &self.load)?));
        RULES.iter().filter_map(failure).collect()
    }

    /// The rules that cannot be judged for want of a fact.
    #[must_use]
    pub fn not_checked(&self) -> Vec<&'static Rule> {
        self.order.map_or_else(Vec::new, |order| rules::not_checked(&order, &self.load).collect())
    }

    /// How full the order is; `None` if there is none.
    #[must_use]
    pub fn fullness(&self) -> Option<Fullness> {
        self.order.map(|order| order.fullness(&self.load))
    }

    /// A month in cents, the sum of the lines; `None` if it cannot be computed.
    #[must_use]
    pub fn monthly_cents(&self) -> Option<i64> {
        self.error.is_none().then(|| self.items.iter().map(|item| item.cents).sum())
    }

    /// A month in USD; `None` if it cannot be computed.
    #[must_use]
    pub fn monthly_usd(&self) -> Option<f64> {
        self.monthly_cents().map(usd)
    }

    /// Twelve months in USD; `None` if it cannot be computed.
    #[must_use]
    pub fn yearly_usd(&self) -> Option<f64> {
        self.monthly_cents().map(|cents| usd(cents * MONTHS))
    }

    /// What the lines of a kind come to in cents; 0 if there are none.
    #[must_use]
    pub fn cents_of(&self, kind: ItemKind) -> i64 {
        self.items.iter().filter(|item| item.kind == kind).map(|item| item.cents).sum()
    }

    /// The same in USD, to be shown: what costs something is above 0.
    #[must_use]
    pub fn usd_of(&self, kind: ItemKind) -> f64 {
        let below = self.items.iter().find(|item| item.kind == kind && item.below_a_cent());
        match (self.cents_of(kind), below) {
            (0, Some(item)) => item.shown_usd(),
            (cents, _) => usd(cents),
        }
    }

    /// How old the prices and discounts in the bill are.
    #[must_use]
    pub fn age(&self) -> Age {
        let mut age = Age::default();
        for read in self.items.iter().filter_map(|item| item.read) {
            // Dates are written so that text sorts as they do.
            if read.date == UNDATED {
                age.undated = Some(read);
            } else if age.oldest.is_none_or(|oldest| read.date < oldest.date) {
                age.oldest = Some(read);
            }
        }
        age
    }

    /// Where and when the oldest of the dated prices and discounts in the bill was read; `None` where all are the
    /// customer's own.
    #[must_use]
    pub fn oldest_read(&self) -> Option<&'static Read> {
        self.age().oldest
    }

    /// What the machine lacks; nothing for one that was picked to fit.
    pub fn shortfalls(&self) -> impl Iterator<Item = Shortfall> {
        let Sizing { cpu, ram, .. } = self.sizing;
        let lack = |resource, have, need| Shortfall { resource, have, need };
        self.instance()
            .into_iter()
            .flat_map(move |i| {
                [
                    lack("vcpu", i.vcpu(), cpu.provision_vcpu),
                    lack("memory_gb", i.memory_gb(), ram.provision_gb),
                ]
            })
            .filter(|s| s.have < s.need)
    }

    /// That more nodes are bought than were asked for, as a sentence.
    #[must_use]
    pub fn raised_sentence(&self) -> Option<String> {
        let (from, instance) = (self.nodes_raised_from?, self.instance()?);
        Some(format!(
            "No {} instance in the catalogue is large enough for {from} {}; it takes {} of {}.",
            self.provider.label(),
            if from == 1 { "node" } else { "nodes" },
            readable(self.nodes().into()),
            instance.name
        ))
    }
}

/// The index of a provider's pick among [`quotes`].
#[must_use]
pub const fn index(provider: Provider, pick: Pick) -> usize {
    provider as usize * Pick::ALL.len() + pick as usize
}

/// Every provider with both picks, at the scenario's commitment; see [`index`] for the order.
#[must_use]
pub fn quotes(
    demand: &Demand,
    overrides: &OwnPrices,
    offer: impl Fn(Provider) -> Offer,
) -> [Quote; COUNT] {
    let (picks, term) = (Pick::ALL.len(), demand.now.term);
    std::array::from_fn(|i| {
        let offer = offer(Provider::at(i / picks));
        quote(&PricingContext { offer, overrides, term }, demand, Pick::at(i % picks))
    })
}

/// One quote.
#[must_use]
pub fn quote(context: &PricingContext, demand: &Demand, pick: Pick) -> Quote {
    match choose(context, demand, pick) {
        Ok(choice) => {
            let mut quote = quote_order(context, &demand.now, choice.order);
            quote.pick = pick;
            quote.nodes_raised_from = choice.raised_from;
            quote
        }
        Err(error) => Quote { pick, error: Some(*error), ..without_order(context, &demand.now) },
    }
}

/// A month of an order for the load of a scenario, whether it holds or not.
#[must_use]
pub fn quote_order(context: &PricingContext, s: &Resolved, order: Order) -> Quote {
    let mut quote = without_order(context, &s.on_nodes(order.nodes));
    let bill = bill(context, &quote.s, &quote.sizing, &quote.load, &order);
    (quote.items, quote.error) = (bill.items, bill.missing.map(QuoteError::UnknownPrice));
    quote.order = Some(order);
    quote
}

/// The cents of [`quote_order`] at every commitment, for a caller that has sized the scenario on the order's
/// nodes already.
pub(crate) fn month_totals(
    context: &PricingContext,
    s: &Resolved,
    sizing: &Sizing,
    load: &NodeLoad,
    order: &Order,
) -> [Option<i64>; Term::ALL.len()] {
    let bill = bill(context, s, sizing, load, order);
    let total = |i: usize| bill.total_at(Term::ALL[i], order);
    std::array::from_fn(|i| bill.missing.is_none().then(|| total(i)))
}

fn without_order(context: &PricingContext, s: &Resolved) -> Quote {
    let sizing = size(s);
    Quote {
        provider: context.offer.provider,
        region: context.offer.region(),
        pick: s.pick,
        term: context.term,
        order: None,
        s: s.clone(),
        load: NodeLoad::of(s, &sizing),
        sizing,
        nodes_raised_from: None,
        items: Vec::new(),
        error: None,
    }
}

/// What a month costs in cents at every commitment, in the order of [`Term::ALL`]; `None` where it
/// cannot be computed. The order is chosen anew for each.
#[must_use]
pub fn term_totals(
    context: &PricingContext,
    demand: &Demand,
    pick: Pick,
) -> [Option<i64>; Term::ALL.len()] {
    std::array::from_fn(|i| {
        quote(&PricingContext { term: Term::ALL[i], ..*context }, demand, pick).monthly_cents()
    })
}

#[cfg(test)]
mod tests;

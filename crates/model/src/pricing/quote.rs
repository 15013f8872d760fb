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
mod tests {
    use super::*;
    use crate::pricing::catalogue::default_offer;
    use crate::pricing::selection::cheapest;
    use crate::scenario::resolved;

    /// The cheapest order on AWS, where nobody knows the price of this code.
    fn lacking(code: &str, text: &str, overrides: &OwnPrices) -> Quote {
        let s = resolved(text);
        let offer = default_offer(Provider::Aws).without_price(code);
        quote(&PricingContext { offer, overrides, term: s.term }, &Demand::today(&s), Pick::Fit)
    }

    #[test]
    fn a_price_that_is_not_known_is_named_and_never_zero() {
        let quote = lacking("object-gb", "bt=object", &OwnPrices::default());
        assert_eq!((quote.monthly_cents(), quote.yearly_usd()), (None, None));
        assert_eq!(
            quote.error.map(QuoteError::sentence).as_deref(),
            Some("Not computable: the price of S3 Standard (AWS, per GB-month) is not known.")
        );
        // What is bought is known all the same.
        assert!(quote.holds());
    }

    #[test]
    fn a_price_that_is_not_known_matters_only_where_it_is_needed() {
        let list = OwnPrices::default();
        assert!(lacking("object-gb", "", &list).monthly_cents().is_some());
        // And a customer may know it.
        let mut own = OwnPrices::default();
        assert_eq!(own.set("price.aws.object-gb", 0.02), Ok(()));
        assert!(lacking("object-gb", "bt=object", &own).monthly_cents().is_some());
        // What cannot be priced is not bought where something else holds: without IOPS of gp3, io2 has them.
        let fast = lacking("gp3-iops", "iops=10000", &list);
        assert_eq!(fast.order.map(|order| order.disk.kind.name), Some("io2"));
    }

    #[test]
    fn no_fewer_nodes_would_do() {
        let mut raised = 0;
        for text in ["q=1e6", "q=60e3", "i=1e6&walkb=1", "a=1e9&kb=100", "a=9e8&cache=500&wr=1"] {
            for p in ["aws", "gcp", "azure"] {
                let s = resolved(&format!("{text}&p={p}"));
                let own = OwnPrices::default();
                let context =
                    PricingContext { offer: default_offer(s.p), overrides: &own, term: s.term };
                let demand = Demand::today(&s);
                let quote = quote(&context, &demand, Pick::Fit);
                let Some(from) = quote.nodes_raised_from else { continue };
                raised += 1;
                assert!(
                    quote.holds() && from == s.n && (quote.nodes() - s.n).is_multiple_of(2),
                    "{text}"
                );
                let sized_for = quote.order.map(|order| order.nodes);
                assert_eq!(sized_for, Some(quote.sizing.nodes), "figures are those of the order");
                for fewer in (from..quote.nodes()).step_by(2) {
                    let found = cheapest(&context, &demand.on_nodes(fewer));
                    assert_eq!(found, None, "{text} {p}: {fewer} would do");
                }
            }
        }
        assert!(raised > 6, "only {raised}");
    }

    #[test]
    fn a_number_of_nodes_that_was_set_stays() {
        let s = resolved("q=60e3&n=3");
        let own = OwnPrices::default();
        let context = PricingContext { offer: default_offer(s.p), overrides: &own, term: s.term };
        let quote = quote(&context, &Demand::today(&s), Pick::Fit);
        assert_eq!((quote.order, quote.nodes()), (None, 3));
        let sentence = quote.error.map(QuoteError::sentence).unwrap_or_default();
        // (300 + 0.02 + 2) x 1.5 / 3.
        assert!(sentence.contains("each node needs 151.01 vCPU; of r6i.24xlarge"), "{sentence}");
    }

    #[test]
    fn what_is_bought_for_longer_holds_longer_and_is_billed_for_today() {
        let own = OwnPrices::default();
        // 5,000 x 3.3 KB x 1.1 are 0.018 GB and grow to 0.218, which with 3 is above the 3.2 GB that e2-highcpu-4
        // may use. Next is n1-standard-4 with 30 % off for sustained use: 97.09 against 97.84 for e2-standard-4.
        let s = resolved("p=gcp&kb=3.3&g=linear&gr=5000&gq=0&n=1");
        let context = PricingContext { offer: default_offer(s.p), overrides: &own, term: s.term };
        let mut later = s.clone();
        later.a = 60_000.0;
        let today = quote(&context, &Demand::today(&s), Pick::Fit);
        let demand = Demand { now: s.clone(), until: Some(later) };
        let longer = quote(&context, &demand, Pick::Fit);
        let name = |quote: &Quote| quote.instance().map(|instance| instance.name);
        assert_eq!((name(&today), name(&longer)), (Some("e2-highcpu-4"), Some("n1-standard-4")));
        assert_eq!(longer.load.assertions, 5000.0);
        assert!(longer.monthly_cents() > today.monthly_cents());
    }

    #[test]
    fn totals_of_all_commitments_are_those_of_their_bills() {
        let mut own = OwnPrices::default();
        assert_eq!(own.set("discount.aws", 7.5), Ok(()));
        assert_eq!(own.set("discount.gcp", 12.5), Ok(()));
        for text in ["", "a=60000&egress=20&bt=object", "q=866&i=0&n=1", "iops=30000", "term=3y"] {
            let s = resolved(text);
            for (provider, own) in [
                (Provider::Aws, &own),
                (Provider::Aws, &OwnPrices::default()),
                (Provider::Gcp, &own),
                (Provider::Azure, &own),
            ] {
                let offer = default_offer(provider);
                let context = PricingContext { offer, overrides: own, term: s.term };
                let quote = quote(&context, &Demand::today(&s), Pick::Fit);
                let order = quote.order.expect("an order");
                let totals = month_totals(&context, &quote.s, &quote.sizing, &quote.load, &order);
                for (total, term) in totals.into_iter().zip(Term::ALL) {
                    let own = quote_order(&PricingContext { term: *term, ..context }, &s, order);
                    assert_eq!(total, own.monthly_cents(), "{text} {provider:?} {term:?}");
                }
            }
        }
        let s = resolved("bt=object");
        let offer = default_offer(Provider::Aws).without_price("object-gb");
        let context = PricingContext { offer, overrides: &own, term: s.term };
        let quote = quote(&context, &Demand::today(&s), Pick::Fit);
        let order = quote.order.expect("an order");
        let totals = month_totals(&context, &quote.s, &quote.sizing, &quote.load, &order);
        assert_eq!(totals, [None; 3]);
    }

    #[test]
    fn quotes_are_where_their_index_says() {
        let s = resolved("");
        let quotes = quotes(&Demand::today(&s), &OwnPrices::default(), default_offer);
        for provider in Provider::ALL {
            for pick in Pick::ALL {
                let quote = &quotes[index(*provider, *pick)];
                assert_eq!((quote.provider, quote.pick), (*provider, *pick));
            }
        }
    }
}

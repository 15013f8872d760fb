//! Quotes: which machines of a provider, and what a month of them costs, line by line.
//!
//! [`quotes`] is cheap enough to be called for every month of a forecast: it builds no text. Labels,
//! formulas and sentences are made when they are asked for.

use serde::ser::{Serialize, SerializeStruct, Serializer};

use crate::inputs::{Pick, Provider, Term};
use crate::number::readable;
use crate::pricing::bill::bill;
use crate::pricing::catalogue::{self, Instance, Offer, PriceId};
use crate::pricing::line_item::usd;
pub use crate::pricing::line_item::{Factor, Item, ItemKind, text};
use crate::pricing::price_overrides::OwnPrices;
use crate::pricing::rates::Rates;
use crate::pricing::selection::choose;
use crate::scenario::Resolved;
use crate::sizing::Sizing;

/// Hours that a month is billed for: 365 days of 24 hours, a twelfth of them.
pub const HOURS: f64 = 730.0;

/// Months in a year's bill.
const MONTHS: i64 = 12;

/// How many quotes there are: each provider with each way to pick.
pub const COUNT: usize = Provider::ALL.len() * Pick::ALL.len();

/// A provider's machines for a scenario, and what a month of them costs.
#[derive(Clone, Debug, PartialEq)]
pub struct Quote {
    /// Whose machines.
    pub provider: Provider,
    /// How the machine was picked.
    pub pick: Pick,
    /// The commitment that it is priced at.
    pub term: Term,
    /// The machine; `None` if there is no suitable one.
    pub instance: Option<&'static Instance>,
    /// The sizing on the nodes that are bought, which may be more than were asked for.
    pub sizing: Sizing,
    /// The nodes that were asked for, if no machine is large enough for so few.
    pub nodes_raised_from: Option<u32>,
    /// The lines of the bill. Incomplete when there is an [`Quote::error`].
    pub items: Vec<Item>,
    /// Why the total cannot be computed.
    pub error: Option<QuoteError>,
}

/// Why a total cannot be computed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum QuoteError {
    /// A price that is needed is not known.
    UnknownPrice(PriceId),
    /// The guide names an instance that the catalogue does not have.
    UnknownInstance(&'static str),
    /// The catalogue has no instance that may be chosen at all.
    NoInstance,
    /// No number of the largest instances is enough.
    NothingFits {
        /// The largest.
        instance: &'static Instance,
        /// Memory that each of very many nodes would still need, in GB.
        need_gb: f64,
        /// How much of it the cache takes.
        cache_gb: f64,
    },
}

impl QuoteError {
    /// One sentence for the person who reads the quote.
    #[must_use]
    pub fn sentence(self) -> String {
        match self {
            Self::UnknownPrice(id) => {
                let price = id.price();
                format!(
                    "Not computable: the price of {} ({}, per {}) is not known.",
                    price.label,
                    price.provider.label(),
                    price.unit
                )
            }
            Self::UnknownInstance(name) => {
                format!("Not computable: the price of {name}, which the guide names, is not known.")
            }
            Self::NoInstance => {
                "Not computable: the catalogue has no instance that may be chosen.".to_owned()
            }
            Self::NothingFits { instance, need_gb, cache_gb } => format!(
                "Not computable: on any number of nodes, each needs {} GB of memory ({} GB of cache), and the largest instance, {}, has {} GB.",
                readable(need_gb),
                readable(cache_gb),
                instance.name,
                readable(instance.memory_gb())
            ),
        }
    }
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

    /// What the machine lacks; nothing for one that was picked to fit.
    pub fn shortfalls(&self) -> impl Iterator<Item = Shortfall> {
        let Sizing { cpu, ram, .. } = self.sizing;
        let lack = |resource, have, need| Shortfall { resource, have, need };
        self.instance
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
        let (from, instance) = (self.nodes_raised_from?, self.instance?);
        Some(format!(
            "No {} instance in the catalogue is large enough for {from} {}; it takes {} of {}.",
            self.provider.label(),
            if from == 1 { "node" } else { "nodes" },
            readable(self.nodes().into()),
            instance.name
        ))
    }
}

impl Serialize for Shortfall {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut s = serializer.serialize_struct("Shortfall", 3)?;
        s.serialize_field("resource", self.resource)?;
        s.serialize_field("have", &self.have)?;
        s.serialize_field("need", &self.need)?;
        s.end()
    }
}

impl Serialize for Quote {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut s = serializer.serialize_struct("Quote", 15)?;
        let instance = self.instance;
        s.serialize_field("provider", self.provider.code())?;
        s.serialize_field("region", catalogue::default_offer(self.provider).region().code)?;
        s.serialize_field("pick", self.pick.code())?;
        s.serialize_field("term", self.term.code())?;
        s.serialize_field("instance", &instance.map(|i| i.name))?;
        s.serialize_field("vcpu", &instance.map(Instance::vcpu))?;
        s.serialize_field("memory_gb", &instance.map(Instance::memory_gb))?;
        s.serialize_field("arch", &instance.map(Instance::arch))?;
        s.serialize_field("nodes", &self.nodes())?;
        s.serialize_field("nodes_raised_from", &self.nodes_raised_from)?;
        s.serialize_field("monthly_usd", &self.monthly_usd())?;
        s.serialize_field("yearly_usd", &self.yearly_usd())?;
        s.serialize_field("items", &self.items)?;
        s.serialize_field("shortfalls", &self.shortfalls().collect::<Vec<_>>())?;
        s.serialize_field("error", &self.error.map(QuoteError::sentence))?;
        s.end()
    }
}

/// The place of a provider's pick among [`quotes`].
#[must_use]
pub const fn place(provider: Provider, pick: Pick) -> usize {
    provider as usize * Pick::ALL.len() + pick as usize
}

/// Every provider with both picks, at the scenario's commitment; see [`place`] for the order.
/// `sizing` is [`crate::sizing::size`] of `s`.
#[must_use]
pub fn quotes(s: &Resolved, sizing: &Sizing, own: &OwnPrices) -> [Quote; COUNT] {
    let picks = Pick::ALL.len();
    std::array::from_fn(|i| {
        quote(s, sizing, own, Provider::at(i / picks), Pick::at(i % picks), s.term)
    })
}

/// One quote, at any commitment.
#[must_use]
pub fn quote(
    s: &Resolved,
    sizing: &Sizing,
    own: &OwnPrices,
    provider: Provider,
    pick: Pick,
    term: Term,
) -> Quote {
    quote_from(catalogue::default_offer(provider), s, sizing, own, pick, term)
}

/// What a month costs in cents at every commitment, in the order of [`Term::ALL`]; `None` where it
/// cannot be computed. The machine is chosen anew for each.
#[must_use]
pub fn term_totals(
    s: &Resolved,
    sizing: &Sizing,
    own: &OwnPrices,
    provider: Provider,
    pick: Pick,
) -> [Option<i64>; Term::ALL.len()] {
    std::array::from_fn(|i| quote(s, sizing, own, provider, pick, Term::ALL[i]).monthly_cents())
}

fn quote_from(
    offer: Offer,
    s: &Resolved,
    sizing: &Sizing,
    own: &OwnPrices,
    pick: Pick,
    term: Term,
) -> Quote {
    let rates = Rates { offer, own, term };
    let mut quote = Quote {
        provider: offer.provider,
        pick,
        term,
        instance: None,
        sizing: *sizing,
        nodes_raised_from: None,
        items: Vec::new(),
        error: None,
    };
    match choose(&rates, s, sizing, pick) {
        Ok(choice) => {
            let bought = s.on_nodes(choice.sizing.nodes);
            let bill = bill(rates, &bought, &choice.sizing, choice.instance);
            quote.instance = Some(choice.instance);
            quote.sizing = choice.sizing;
            quote.nodes_raised_from = choice.raised_from;
            quote.items = bill.items;
            quote.error = bill.missing.map(QuoteError::UnknownPrice);
        }
        Err(error) => quote.error = Some(error),
    }
    quote
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inputs::Key;
    use crate::scenario::Scenario;
    use crate::sizing::size;

    fn resolved(inputs: &[(Key, f64)]) -> (Resolved, Sizing) {
        let mut s = Scenario::default();
        for (key, value) in inputs {
            assert_eq!(s.set(*key, Some(*value)), Ok(()));
        }
        let s = s.resolve();
        let sizing = size(&s);
        (s, sizing)
    }

    /// AWS, except that nobody knows what object storage costs.
    fn lacking() -> Offer {
        catalogue::default_offer(Provider::Aws).without_price("object-gb")
    }

    #[test]
    fn a_price_that_is_not_known_is_named_and_never_zero() {
        let (s, sizing) = resolved(&[(Key::BackupTarget, 1.0)]);
        let own = OwnPrices::default();
        let quote = quote_from(lacking(), &s, &sizing, &own, Pick::Fit, s.term);
        assert_eq!((quote.monthly_cents(), quote.yearly_usd()), (None, None));
        assert_eq!(
            quote.error.map(QuoteError::sentence).as_deref(),
            Some("Not computable: the price of S3 Standard (AWS, per GB-month) is not known.")
        );
        let json = serde_json::to_value(&quote).expect("JSON");
        assert_eq!(json["monthly_usd"], serde_json::Value::Null);
        assert!(json["error"].as_str().is_some_and(|e| e.contains("S3 Standard")));
    }

    #[test]
    fn a_price_that_is_not_known_matters_only_where_it_is_needed() {
        let (s, sizing) = resolved(&[]);
        let own = OwnPrices::default();
        let quote = quote_from(lacking(), &s, &sizing, &own, Pick::Fit, s.term);
        assert!(quote.monthly_cents().is_some());
        // And a customer may know it.
        let (s, sizing) = resolved(&[(Key::BackupTarget, 1.0)]);
        let mut own = OwnPrices::default();
        assert_eq!(own.set("price.aws.object-gb", 0.02), Ok(()));
        let quote = quote_from(lacking(), &s, &sizing, &own, Pick::Fit, s.term);
        assert!(quote.monthly_cents().is_some());
    }

    #[test]
    fn no_fewer_nodes_would_do() {
        for (key, value) in
            [(Key::Queries, 1e6), (Key::Queries, 60e3), (Key::Ingest, 1e6), (Key::Assertions, 1e9)]
        {
            for n in [1.0, 2.0, 7.0, 98.0] {
                let (s, sizing) =
                    resolved(&[(key, value), (Key::Nodes, n), (Key::AssertionKb, 5000.0)]);
                for quote in quotes(&s, &sizing, &OwnPrices::default()) {
                    let (Some(from), Some(instance)) = (quote.nodes_raised_from, quote.instance)
                    else {
                        continue;
                    };
                    assert_eq!(f64::from(from), n);
                    let fewer = quote.nodes() - 2;
                    let sizing = size(&s.on_nodes(fewer));
                    assert!(
                        sizing.cpu.provision_vcpu > instance.vcpu()
                            || sizing.ram.provision_gb > instance.memory_gb(),
                        "{} on {fewer} nodes",
                        instance.name
                    );
                }
            }
        }
    }

    #[test]
    fn quotes_are_where_place_says() {
        let (s, sizing) = resolved(&[]);
        let quotes = quotes(&s, &sizing, &OwnPrices::default());
        for provider in Provider::ALL {
            for pick in Pick::ALL {
                let quote = &quotes[place(*provider, *pick)];
                assert_eq!((quote.provider, quote.pick), (*provider, *pick));
            }
        }
    }
}

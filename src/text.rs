//! Words that several parts of the page share, each written once.

use model::forecast::event::EventKind;
use model::forecast::plan::Cause;
use model::guide::Tier;
use model::pricing::order::Order;
use model::pricing::quote::Quote;
use model::pricing::rules::Resource;

use crate::format::{dollars, percent};

/// What is written instead of an amount that cannot be computed.
pub const NOT_COMPUTABLE: &str = "not computable";

/// `1 node`, `3 nodes`.
pub fn nodes(count: u32) -> String {
    [&*count.to_string(), if count == 1 { " node" } else { " nodes" }].concat()
}

/// The machines of an order: `m7i.xlarge`, `3 × m7i.xlarge`.
pub fn machines(order: &Order) -> String {
    if order.nodes == 1 { order.instance.name.to_owned() } else { order.machines() }
}

/// The machines of a quote.
pub fn machines_of(quote: &Quote) -> String {
    quote.order.as_ref().map_or_else(|| "no machine".to_owned(), machines)
}

/// An amount in whole dollars.
pub fn cost(cents: Option<i64>) -> String {
    cents.map_or_else(|| NOT_COMPUTABLE.to_owned(), whole_dollars)
}

/// An amount in whole dollars, of cents.
pub fn whole_dollars(cents: i64) -> String {
    dollars(cents as f64 / 100.0)
}

/// What an event of growth is about, inside a sentence.
pub fn event(kind: EventKind) -> String {
    match kind {
        EventKind::Outgrown(Resource::Disk) => "disk".to_owned(),
        EventKind::Outgrown(Resource::DiskSpeed) => "disk speed".to_owned(),
        EventKind::Outgrown(Resource::Network) => "network".to_owned(),
        EventKind::Outgrown(resource) => resource.label().to_owned(),
        EventKind::Tier(Tier::Beyond) => "the end of the guide's tiers".to_owned(),
        EventKind::Tier(tier) => ["tier ", tier.name()].concat(),
    }
}

/// Why a step is taken, inside a sentence.
pub fn cause(cause: Cause) -> String {
    match cause {
        Cause::Rule(rule) => rule.in_sentence.to_owned(),
        Cause::Tier(Tier::Beyond) => "the guide's tiers end".to_owned(),
        Cause::Tier(tier) => ["tier ", tier.name()].concat(),
    }
}

/// A difference in cents with its sign, in whole dollars.
pub fn difference(cents: i64) -> String {
    [if cents < 0 { "−" } else { "+" }, &whole_dollars(cents.abs())].concat()
}

/// Several things in a sentence: `CPU, RAM and disk`.
pub fn list(names: &[String]) -> String {
    let mut out = String::new();
    for (i, name) in names.iter().enumerate() {
        out += match i {
            0 => "",
            i if i + 1 == names.len() => " and ",
            _ => ", ",
        };
        out += name;
    }
    out
}

/// The text with a capital letter at its beginning, which must be an ASCII one.
pub fn capital(mut text: String) -> String {
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}

/// How full something is. Beyond a hundred times, the exact number says nothing.
pub fn fullness(share: f64) -> String {
    if share > 99.99 { ["over ", &percent(99.99)].concat() } else { percent(share) }
}

/// A formula with its products written as such: the model writes them with an ASCII x.
pub fn formula(text: &str) -> String {
    text.replace(" x ", " × ")
}

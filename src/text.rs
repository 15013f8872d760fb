//! Words that several parts of the page use, each written once.

use model::forecast::growth::EventKind;
use model::forecast::plan::Deployment;
use model::guide::Tier;
use model::pricing::catalogue::Instance;
use model::pricing::quote::Quote;

use crate::format::{dollars, exact, percent};

/// What is written instead of an amount that cannot be computed.
pub const NOT_COMPUTABLE: &str = "not computable";

/// `1 node`, `3 nodes`.
pub fn nodes(count: u32) -> String {
    [&*count.to_string(), if count == 1 { " node" } else { " nodes" }].concat()
}

/// A number of machines: `m7i.xlarge`, `3 × m7i.xlarge`.
fn machines_of(count: u32, instance: Option<&Instance>) -> String {
    match (instance, count) {
        (None, _) => "no machine".to_owned(),
        (Some(instance), 1) => instance.name.to_owned(),
        (Some(instance), _) => [&exact(count.into()), " × ", instance.name].concat(),
    }
}

/// The machines of a quote.
pub fn machines(quote: &Quote) -> String {
    machines_of(quote.nodes(), quote.instance)
}

/// The machines of a deployment.
pub fn machines_bought(deployment: &Deployment) -> String {
    machines_of(deployment.machines, deployment.instance)
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
        EventKind::Cpu => "CPU".to_owned(),
        EventKind::Ram => "RAM".to_owned(),
        EventKind::Disk => "disk".to_owned(),
        EventKind::Tier(Tier::Beyond) => "the end of the guide's tiers".to_owned(),
        EventKind::Tier(tier) => ["tier ", tier.name()].concat(),
    }
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
    if share > 99.99 { "over 9,999 %".to_owned() } else { percent(share) }
}

/// A formula with its products written as such: the model writes them with an ASCII x.
pub fn formula(text: &str) -> String {
    text.replace(" x ", " × ")
}

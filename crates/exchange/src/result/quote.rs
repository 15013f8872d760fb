//! Quotes as JSON.

use model::pricing::left_out::LeftOut;
use model::pricing::line_item::Item;
use model::pricing::order::{Fullness, Order};
use model::pricing::quote::{Quote, Shortfall};
use serde::Serialize;

use super::each::Each;

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(super) struct QuoteJson<'a> {
    /// Code of the provider.
    provider: &'static str,
    /// Code of the region.
    region: &'static str,
    /// How the machine was chosen: an option of the input `pick`.
    pick: &'static str,
    /// How it is paid: an option of the input `term`.
    term: &'static str,
    /// Name of the machine; null where nothing is bought.
    instance: Option<&'static str>,
    /// vCPU of each machine.
    vcpu: Option<f64>,
    /// RAM of each machine, in GB.
    memory_gb: Option<f64>,
    /// Architecture of the machine.
    arch: Option<&'static str>,
    /// Machines in all.
    nodes: u32,
    /// Machines that were asked for, where more are bought.
    nodes_raised_from: Option<u32>,
    /// Kind of the disk.
    disk_kind: Option<&'static str>,
    /// Disk of each node, in GB.
    disk_gb: Option<f64>,
    /// Volumes that the disk of each node is made of.
    disk_volumes: Option<u32>,
    /// The bill of a month in USD, in all; null is not computable.
    monthly_usd: Option<f64>,
    /// The bill of a year in USD, in all; null is not computable.
    yearly_usd: Option<f64>,
    /// Whether the order holds by every rule that could be checked.
    holds: bool,
    /// The rules by which it does not hold.
    fails: Each<'a, FailsJson>,
    /// The rules that could not be checked, because a fact is not known.
    not_checked: Vec<&'static str>,
    /// How full each machine is, as shares; null where nothing is bought.
    fullness: Option<Fullness>,
    /// The lines of the bill.
    items: Each<'a, ItemJson>,
    /// What the bill leaves out.
    left_out: Each<'a, LeftOutJson>,
    /// What the machine lacks of what the guide asks for.
    shortfalls: Each<'a, ShortfallJson>,
    /// Why there is no order or no bill, in a sentence.
    error: Option<String>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct FailsJson {
    /// Name of the rule.
    rule: &'static str,
    /// The two numbers that it compares, in a sentence.
    message: String,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct ShortfallJson {
    /// Of what there is too little.
    resource: &'static str,
    /// What each machine has.
    have: f64,
    /// What the guide asks for, per node.
    need: f64,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct ItemJson {
    /// What it is for; stays the same between versions.
    kind: &'static str,
    /// What it is for, for people.
    label: &'static str,
    /// What it comes to in a month, in USD, in all.
    monthly_usd: f64,
    /// How much of the unit a month takes, in all.
    quantity: f64,
    /// What is counted.
    unit: &'static str,
    /// The price of a unit, in USD.
    unit_price_usd: f64,
    /// The same as `unit_price_usd`.
    unit_usd: f64,
    /// Code of the price, for a price of your own; null for what has none.
    price: Option<String>,
    /// Whether the price is the visitor's own.
    own: bool,
    /// Where the price was read.
    source: Option<&'static str>,
    /// The same as `read`.
    date: Option<&'static str>,
    /// When the price was read.
    read: Option<&'static str>,
    /// Whether it was read elsewhere than at the provider.
    second_hand: bool,
    /// The region that the price is known for.
    region: &'static str,
    /// What else is to be said of the line.
    remark: String,
}

/// What the bill leaves out; the estimate is a month's.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct LeftOutJson {
    /// What is left out.
    what: &'static str,
    /// Why.
    note: &'static str,
    /// What a month may come to, in USD, in all.
    estimate_usd: Option<f64>,
    /// Where the estimate was read.
    source: Option<&'static str>,
    /// When it was read.
    read: Option<&'static str>,
}

/// An order in the plan.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(super) struct OrderJson {
    /// Name of the machine.
    instance: &'static str,
    /// Machines in all.
    nodes: u32,
    /// Kind of the disk.
    disk_kind: &'static str,
    /// Disk of each node, in GB.
    disk_gb: f64,
}

impl From<&Order> for OrderJson {
    fn from(order: &Order) -> Self {
        Self {
            instance: order.instance.name,
            nodes: order.nodes,
            disk_kind: order.disk.kind.name,
            disk_gb: order.disk.gb,
        }
    }
}

impl<'a> From<&'a Quote> for QuoteJson<'a> {
    fn from(quote: &'a Quote) -> Self {
        let (instance, disk) = (quote.instance(), quote.order.map(|order| order.disk));
        Self {
            provider: quote.provider.code(),
            region: quote.region.code,
            pick: quote.pick.code(),
            term: quote.term.code(),
            instance: instance.map(|i| i.name),
            vcpu: instance.map(|i| i.vcpu()),
            memory_gb: instance.map(|i| i.memory_gb()),
            arch: instance.map(|i| i.arch()),
            nodes: quote.nodes(),
            nodes_raised_from: quote.nodes_raised_from,
            disk_kind: disk.map(|disk| disk.kind.name),
            disk_gb: disk.map(|disk| disk.gb),
            disk_volumes: disk.map(|disk| disk.volumes),
            monthly_usd: quote.monthly_usd(),
            yearly_usd: quote.yearly_usd(),
            holds: quote.holds(),
            fails: Each::new(|put| {
                for (rule, message) in quote.failures() {
                    put(FailsJson { rule: rule.name, message });
                }
            }),
            not_checked: quote.not_checked().iter().map(|rule| rule.name).collect(),
            fullness: quote.fullness(),
            items: Each::new(|put| {
                quote.items.iter().for_each(|item| put(ItemJson::of(item, quote)))
            }),
            left_out: Each::new(|put| {
                for left_out in quote.left_out() {
                    put(LeftOutJson::from(left_out));
                }
            }),
            shortfalls: Each::new(|put| {
                quote.shortfalls().for_each(|short| put(ShortfallJson::from(short)))
            }),
            error: quote.error.map(|error| error.sentence()),
        }
    }
}

impl From<Shortfall> for ShortfallJson {
    fn from(shortfall: Shortfall) -> Self {
        let Shortfall { resource, have, need } = shortfall;
        Self { resource, have, need }
    }
}

impl From<LeftOut> for LeftOutJson {
    fn from(left_out: LeftOut) -> Self {
        let LeftOut { what, note, estimate_usd, read } = left_out;
        Self {
            what,
            note,
            estimate_usd,
            source: read.map(|r| r.source),
            read: read.map(|r| r.date),
        }
    }
}

impl ItemJson {
    fn of(item: &Item, quote: &Quote) -> Self {
        Self {
            kind: item.kind.code(),
            label: item.label,
            monthly_usd: item.monthly_usd(),
            quantity: item.quantity(),
            unit: item.unit,
            unit_price_usd: item.unit_price_usd,
            unit_usd: item.unit_price_usd,
            price: item.price.map(|price| price.code()),
            own: item.own(),
            source: item.read.map(|r| r.source),
            date: item.read.map(|r| r.date),
            read: item.read.map(|r| r.date),
            region: item.known_for.unwrap_or(quote.region).code,
            remark: item.remark(),
            second_hand: item.read.is_some_and(|r| r.second_hand),
        }
    }
}

/// Cents as USD.
pub(super) fn usd(cents: i64) -> f64 {
    cents as f64 / 100.0
}

//! Quotes as JSON.

use model::pricing::left_out::LeftOut;
use model::pricing::line_item::Item;
use model::pricing::order::{Fullness, Order};
use model::pricing::quote::{Quote, Shortfall};
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct QuoteJson {
    provider: &'static str,
    region: &'static str,
    pick: &'static str,
    term: &'static str,
    instance: Option<&'static str>,
    vcpu: Option<f64>,
    memory_gb: Option<f64>,
    arch: Option<&'static str>,
    nodes: u32,
    nodes_raised_from: Option<u32>,
    disk_kind: Option<&'static str>,
    disk_gb: Option<f64>,
    disk_volumes: Option<u32>,
    monthly_usd: Option<f64>,
    yearly_usd: Option<f64>,
    holds: bool,
    fails: Vec<FailsJson>,
    not_checked: Vec<&'static str>,
    fullness: Option<Fullness>,
    items: Vec<ItemJson>,
    left_out: Vec<LeftOutJson>,
    shortfalls: Vec<ShortfallJson>,
    error: Option<String>,
}

#[derive(Serialize)]
struct FailsJson {
    rule: &'static str,
    message: String,
}

#[derive(Serialize)]
struct ShortfallJson {
    resource: &'static str,
    have: f64,
    need: f64,
}

#[derive(Serialize)]
struct ItemJson {
    kind: &'static str,
    label: &'static str,
    monthly_usd: f64,
    quantity: f64,
    unit: &'static str,
    unit_price_usd: f64,
    unit_usd: f64,
    price: Option<String>,
    own: bool,
    source: Option<&'static str>,
    date: Option<&'static str>,
    read: Option<&'static str>,
    second_hand: bool,
    /// The region that the price is known for.
    region: &'static str,
    remark: String,
}

/// What the bill leaves out; the estimate is a month's.
#[derive(Serialize)]
struct LeftOutJson {
    what: &'static str,
    note: &'static str,
    estimate_usd: Option<f64>,
    source: Option<&'static str>,
    read: Option<&'static str>,
}

/// An order in the plan.
#[derive(Serialize)]
pub(super) struct OrderJson {
    instance: &'static str,
    nodes: u32,
    disk_kind: &'static str,
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

impl From<&Quote> for QuoteJson {
    fn from(quote: &Quote) -> Self {
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
            fails: quote
                .failures()
                .into_iter()
                .map(|(rule, message)| FailsJson { rule: rule.name, message })
                .collect(),
            not_checked: quote.not_checked().iter().map(|rule| rule.name).collect(),
            fullness: quote.fullness(),
            items: quote.items.iter().map(|item| ItemJson::of(item, quote)).collect(),
            left_out: quote.left_out().into_iter().map(LeftOutJson::from).collect(),
            shortfalls: quote.shortfalls().map(ShortfallJson::from).collect(),
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

//! Scenarios side by side: which ones, as the end of a link, and in which figures they differ.
//!
//! The inputs of the link itself are the first column. Each other one is `vs=NAME;v:1;a:100000`: its name,
//! percent-encoded, and its link with `;` for `&` and `:` for `=`. `base=1` counts columns from 0.

use model::advice::failover::node_lost;
use model::forecast::event::EventKind;
use model::forecast::growth::horizon;
use model::forecast::plan::events;
use model::inputs::{INPUTS, Kind, Provider};
use model::outcome::Outcome;
use model::pricing::order::Order;
use model::pricing::price_overrides::OwnPrices;
use model::pricing::rules::Resource;
use model::scenario::{Scenario, Value, unit};

use crate::link;

/// Most scenarios that are compared, the inputs on the page included.
pub const MOST: usize = 4;

/// Longest name, in characters; a longer one is cut.
const MAX_NAME: usize = 200;

/// A scenario of a comparison, besides the inputs on the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    /// What it is called; untrusted.
    pub name: String,
    /// The scenario, as a link's fragment; untrusted.
    pub link: String,
}

/// What is compared with the inputs on the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// The other scenarios, at most [`MOST`] − 1.
    pub others: Vec<Column>,
    /// The column that the others are measured by; 0 is the inputs on the page.
    pub base: usize,
}

impl Comparison {
    /// As the end of a link, beginning with `&`; empty if nothing is compared.
    #[must_use]
    pub fn write(&self) -> String {
        let mut end = String::new();
        for column in &self.others {
            let link = link::format(&link::parse(&column.link).scenario);
            let link = link.replace('&', ";").replace('=', ":");
            end += &["&vs=", &encode(&column.name), ";", &link].concat();
        }
        if self.base > 0 && !end.is_empty() {
            end += &["&base=", &self.base.to_string()].concat();
        }
        end
    }

    /// Reads the end of a link, or a whole one, of which it takes nothing else. Never fails; what there
    /// is too much of is left out.
    #[must_use]
    pub fn read(end: &str) -> Self {
        let mut comparison = Self::default();
        for pair in end.split('&') {
            match pair.split_once('=') {
                Some(("vs", value)) if comparison.others.len() + 1 < MOST => {
                    // Some programs encode the separators too.
                    let value = value.replace("%3B", ";").replace("%3b", ";");
                    let (name, link) = value.split_once(';').unwrap_or((&value, ""));
                    comparison.others.push(Column {
                        name: clean(&link::decode(name)),
                        link: link::decode(link).replace(';', "&").replace(':', "="),
                    });
                }
                Some(("base", value)) => comparison.base = value.parse().unwrap_or_default(),
                _ => {}
            }
        }
        if comparison.base > comparison.others.len() {
            comparison.base = 0;
        }
        comparison
    }
}

/// A name as it is after a journey in a link: one short line without `;`, which separates.
fn clean(name: &str) -> String {
    let line = name.chars().map(|c| if c.is_control() { ' ' } else { c });
    line.map(|c| if c == ';' { ',' } else { c }).take(MAX_NAME).collect()
}

/// Percent-encodes all that could end a name, a link or an address in running text.
fn encode(name: &str) -> String {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let mut out = String::new();
    for byte in clean(name).bytes() {
        if byte.is_ascii_alphanumeric() || b"-._".contains(&byte) {
            out.push(byte as char);
        } else {
            out.push('%');
            out.push(HEX[usize::from(byte >> 4)] as char);
            out.push(HEX[usize::from(byte & 15)] as char);
        }
    }
    out
}

/// What the numbers of a row are, for how they are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Something that was put in, to be written exactly.
    Input,
    /// Something computed, to be rounded sensibly.
    Figure,
    /// A share, to be written in per cent: 1 is all.
    Share,
    /// US dollars a month.
    Dollars,
    /// Whole months from today.
    Months,
}

/// What a column says in a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// A number. `auto` says that nobody chose it.
    Number {
        /// In the unit of the row.
        value: f64,
        /// Whether it follows from other inputs.
        auto: bool,
    },
    /// Something in words, such as an option or a machine.
    Text(String),
    /// No number, and why.
    Missing(String),
}

/// A row of the comparison.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What it is about.
    pub label: String,
    /// The unit of its numbers, or per what they are; may be empty.
    pub unit: &'static str,
    /// How its numbers are written.
    pub measure: Measure,
    /// One a column.
    pub cells: Vec<Cell>,
}

impl Row {
    /// Whether the columns do not all say the same.
    #[must_use]
    pub fn differs(&self) -> bool {
        self.cells.windows(2).any(|pair| pair[0] != pair[1])
    }

    /// By how much a column's number is above the base's, `None` where one of them has no number.
    #[must_use]
    pub fn change(&self, column: usize, base: usize) -> Option<f64> {
        match (self.cells.get(column)?, self.cells.get(base)?) {
            (Cell::Number { value, .. }, Cell::Number { value: base, .. }) => Some(value - base),
            _ => None,
        }
    }
}

/// Rows on one subject.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// The subject.
    pub title: &'static str,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// The comparison of scenarios: inputs that differ, results, costs, growth. Any number of scenarios.
#[must_use]
pub fn compare(scenarios: &[Scenario]) -> Vec<Part> {
    let sides: Vec<Outcome> = scenarios.iter().map(Outcome::of).collect();
    vec![
        Part { title: "Inputs that differ", rows: inputs(&sides) },
        Part { title: "What is bought", rows: orders(&sides) },
        Part { title: "A month's cost", rows: costs(&sides) },
        Part { title: "When a node fails", rows: failures(&sides) },
        Part { title: "When today's order is outgrown", rows: growth(&sides) },
    ]
}

fn row(label: &str, unit: &'static str, measure: Measure, cells: Vec<Cell>) -> Row {
    Row { label: label.to_owned(), unit, measure, cells }
}

const fn number(value: f64) -> Cell {
    Cell::Number { value, auto: false }
}

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

fn inputs(sides: &[Outcome]) -> Vec<Row> {
    let mut rows = Vec::new();
    for input in &INPUTS {
        let cell = |side: &Outcome| match side.s.value(input.key) {
            Value::Number(value) if matches!(input.kind, Kind::Switch) => {
                text(if value > 0.5 { "yes" } else { "no" })
            }
            Value::Number(value) => {
                Cell::Number { value, auto: side.scenario.get(input.key).is_none() }
            }
            Value::Code(code) => {
                let label = input.kind.options().iter().find(|option| option.0 == code);
                text(label.map_or(code, |option| option.1))
            }
        };
        let unit = sides.first().map_or("", |side| unit(input, &side.scenario));
        rows.push(row(input.label, unit, Measure::Input, sides.iter().map(cell).collect()));
    }
    let mut codes: Vec<String> = Vec::new();
    for (code, _) in sides.iter().flat_map(|side| side.scenario.own_prices.iter()) {
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    for code in codes {
        let cell = |own: &OwnPrices| own.get(&code).map_or_else(|| text("list"), number);
        let cells = sides.iter().map(|side| cell(&side.scenario.own_prices)).collect();
        rows.push(row(&["Your own ", &code].concat(), "", Measure::Input, cells));
    }
    rows.retain(Row::differs);
    rows
}

/// A figure of what is bought, where something is.
type Figure = fn(&Order, &Outcome) -> f64;

fn orders(sides: &[Outcome]) -> Vec<Row> {
    let figures: [(&str, &str, Measure, Figure); 9] = [
        ("Nodes", "", Measure::Figure, |order, _| f64::from(order.nodes)),
        ("Copies of every assertion", "", Measure::Figure, |_, side| {
            side.sizing().replication_factor
        }),
        ("CPU", "vCPU per node", Measure::Figure, |order, _| order.instance.vcpu()),
        ("RAM", "GB per node", Measure::Figure, |order, _| order.instance.memory_gb()),
        ("Disk", "GB per node", Measure::Figure, |order, _| order.disk.gb),
        ("CPU at peak", "of what is bought", Measure::Share, |order, side| {
            order.fullness(&side.focus().load).cpu_peak
        }),
        ("CPU sustained", "of what is bought", Measure::Share, |order, side| {
            order.fullness(&side.focus().load).cpu_sustained
        }),
        ("RAM used", "of what is bought", Measure::Share, |order, side| {
            order.fullness(&side.focus().load).ram
        }),
        ("Disk used", "of what is bought", Measure::Share, |order, side| {
            order.fullness(&side.focus().load).disk
        }),
    ];
    let missing = || Cell::Missing("nothing holds".to_owned());
    let mut rows: Vec<Row> = figures
        .iter()
        .map(|(label, unit, measure, figure)| {
            let cell = |side: &Outcome| side.order().map_or_else(missing, |o| number(figure(o, side)));
            row(label, unit, *measure, sides.iter().map(cell).collect())
        })
        .collect();
    let needed = |side: &Outcome| number(side.sizing().cpu.total_vcpu);
    let cells = sides.iter().map(needed).collect();
    rows.push(row("CPU needed at peak", "vCPU, whole deployment", Measure::Figure, cells));
    let traffic = |side: &Outcome| number(side.sizing().network.total_mbps);
    let cells = sides.iter().map(traffic).collect();
    rows.push(row("Network needed at peak", "Mbps, whole deployment", Measure::Figure, cells));
    rows
}

fn costs(sides: &[Outcome]) -> Vec<Row> {
    let mut rows = Vec::new();
    for &provider in Provider::ALL {
        let quotes = || sides.iter().map(|side| side.quote(provider));
        let totals = quotes().map(|quote| {
            let why = || quote.error.map_or_else(String::new, |error| error.sentence());
            quote.monthly_usd().map_or_else(|| Cell::Missing(why()), number)
        });
        rows.push(row(provider.label(), "whole deployment", Measure::Dollars, totals.collect()));
        let machines = quotes().map(|quote| {
            quote.order.map_or_else(|| text("no machine"), |order| Cell::Text(order.machines()))
        });
        rows.push(row("Machines", provider.label(), Measure::Input, machines.collect()));
    }
    rows
}

fn failures(sides: &[Outcome]) -> Vec<Row> {
    let cells = sides.iter().map(|side| match node_lost(side.focus()) {
        None => Cell::Missing("nothing holds".to_owned()),
        Some(failure) if failure.holds() => text("holds at peak"),
        Some(failure) if failure.left == 0 => text("the service is down"),
        Some(_) => text("does not hold at peak"),
    });
    vec![row("One node lost", "", Measure::Input, cells.collect())]
}

fn growth(sides: &[Outcome]) -> Vec<Row> {
    let outgrown = sides.iter().map(|side| month(side, side.outgrown_in()));
    let mut rows = vec![row("Next order needed", "", Measure::Months, outgrown.collect())];
    let events: Vec<_> = sides.iter().map(|side| events(&side.s, side.focus())).collect();
    let mut add = |label: &str, is: &dyn Fn(EventKind) -> bool| {
        let cells = sides.iter().zip(&events).map(|(side, events)| {
            month(side, events.iter().find(|event| is(event.kind)).and_then(|e| e.month))
        });
        rows.push(row(label, "", Measure::Months, cells.collect()));
    };
    for resource in Resource::THAT_GROW {
        let label = [resource.label(), " is no longer enough"].concat();
        add(&label, &|kind| kind == EventKind::Outgrown(resource));
    }
    add("Next tier of the guide", &|kind| matches!(kind, EventKind::Tier(_)));
    rows
}

fn month(side: &Outcome, month: Option<u32>) -> Cell {
    let within = || Cell::Missing(["not in ", &horizon(&side.s).to_string(), " months"].concat());
    month.map_or_else(within, |month| number(f64::from(month)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(name: &str, link: &str) -> Column {
        Column { name: name.to_owned(), link: link.to_owned() }
    }

    fn scenarios(links: &[&str]) -> Vec<Scenario> {
        links.iter().map(|link| link::parse(link).scenario).collect()
    }

    #[test]
    fn is_read_as_it_was_written() {
        for (comparison, end) in [
            (Comparison::default(), ""),
            (
                Comparison { others: vec![column("Large one", "v=1&a=100000&q=1000")], base: 1 },
                "&vs=Large%20one;v:1;a:100000;q:1000&base=1",
            ),
            (
                Comparison {
                    others: vec![
                        column("本番 🚀&=%", "v=1"),
                        column("", "v=1&p=gcp&discount.gcp=5.5"),
                    ],
                    base: 0,
                },
                "&vs=%E6%9C%AC%E7%95%AA%20%F0%9F%9A%80%26%3D%25;v:1&vs=;v:1;p:gcp;discount.gcp:5.5",
            ),
        ] {
            assert_eq!(comparison.write(), end);
            assert_eq!(Comparison::read(end), comparison);
            assert_eq!(Comparison::read(&["v=1&a=7", end].concat()), comparison, "of a whole link");
            let encoded = end.replace(';', "%3B").replace(':', "%3A");
            assert_eq!(Comparison::read(&encoded), comparison, "{encoded}");
        }
    }

    #[test]
    fn what_is_damaged_still_gives_columns() {
        for (end, columns, base) in [
            ("&vs=", 1, 0),
            ("&vs=x&vs=x&vs=x&vs=x&base=3", 3, 3),
            ("&vs=x&base=2", 1, 0),
            ("&vs=x&base=-1", 1, 0),
            ("&base=1", 0, 0),
            ("vs;;;;=&vs=%;%00;", 1, 0),
        ] {
            let comparison = Comparison::read(end);
            assert_eq!((comparison.others.len(), comparison.base), (columns, base), "{end}");
            assert_eq!(
                compare(scenarios(&[&comparison
                    .others
                    .first()
                    .map_or(String::new(), |c| c.link.clone())]))
                .len(),
                4
            );
        }
    }

    #[test]
    fn shows_inputs_that_differ_and_only_those() {
        let parts =
            compare(scenarios(&["", "a=100000&rd=consistent", "a=100000&p=gcp&discount.gcp=5"]));
        let labels: Vec<_> = parts[0].rows.iter().map(|row| row.label.as_str()).collect();
        assert!(
            labels.contains(&"Total assertions") && labels.contains(&"Your own discount.gcp"),
            "{labels:?}"
        );
        assert!(!labels.contains(&"Peak query rate"), "{labels:?}");
        let row = &parts[0].rows[0];
        assert_eq!(row.change(1, 0), Some(95_000.0));
        assert_eq!(row.change(0, 2), Some(-95_000.0));
        assert_eq!(compare(scenarios(&["", ""]))[0].rows, []);
    }

    #[test]
    fn figures_are_those_of_the_page() {
        let parts = compare(scenarios(&["a=100000&q=1000", ""]));
        let nodes = &parts[1].rows[0];
        assert_eq!(nodes.cells, [number(5.0), number(1.0)]);
        let s = link::parse("a=100000&q=1000").scenario;
        let r = s.resolve();
        let all = quotes(&r, &size(&r), &s.own_prices);
        let aws = all[place(Provider::Aws, r.pick)].monthly_usd();
        assert_eq!(parts[2].rows[0].cells[0], number(aws.expect("a total")));
        assert_eq!(parts[3].rows.len(), 4);
    }

    #[test]
    fn what_cannot_be_computed_says_so_and_is_not_zero() {
        let parts = compare(scenarios(&["", "g=linear&gr=0&h=12"]));
        let cpu = &parts[3].rows[0];
        assert!(
            matches!(&cpu.cells[1], Cell::Missing(why) if why == "not in 12 months"),
            "{cpu:?}"
        );
        assert_eq!(cpu.change(1, 0), None);
    }
}

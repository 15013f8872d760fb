//! Scenarios side by side: which ones, as the end of a link, and in which figures they differ.
//!
//! The inputs of the link itself are the first column. Each other one is `vs=NAME;v:1;a:100000`: its name,
//! percent-encoded, and its link with `;` for `&` and `:` for `=`. `base=1` counts columns from 0.

use crate::link;
use model::forecast::growth::EventKind;
use model::forecast::plan::events;
use model::inputs::{INPUTS, Kind, Provider};
use model::pricing::price_overrides::OwnPrices;
use model::pricing::quote::{place, quotes};
use model::scenario::{Resolved, Scenario, Value, unit};
use model::sizing::{Sizing, size};

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

/// A scenario with what follows from it.
struct Side {
    scenario: Scenario,
    s: Resolved,
    z: Sizing,
}

/// The comparison of scenarios: inputs that differ, results, costs, growth. Any number of scenarios.
#[must_use]
pub fn compare(scenarios: Vec<Scenario>) -> Vec<Part> {
    let sides: Vec<Side> = scenarios
        .into_iter()
        .map(|scenario| {
            let s = scenario.resolve();
            let z = size(&s);
            Side { scenario, s, z }
        })
        .collect();
    vec![
        Part { title: "Inputs that differ", rows: inputs(&sides) },
        Part { title: "What it needs", rows: results(&sides) },
        Part { title: "A month's cost", rows: costs(&sides) },
        Part { title: "When today's purchase is outgrown", rows: growth(&sides) },
    ]
}

fn row(label: &str, unit: &'static str, measure: Measure, cells: Vec<Cell>) -> Row {
    Row { label: label.to_owned(), unit, measure, cells }
}

const fn number(value: f64) -> Cell {
    Cell::Number { value, auto: false }
}

fn inputs(sides: &[Side]) -> Vec<Row> {
    let mut rows = Vec::new();
    for input in &INPUTS {
        let cell = |side: &Side| match side.s.value(input.key) {
            Value::Number(value) if matches!(input.kind, Kind::Switch) => {
                Cell::Text(if value > 0.5 { "yes" } else { "no" }.to_owned())
            }
            Value::Number(value) => {
                Cell::Number { value, auto: side.scenario.get(input.key).is_none() }
            }
            Value::Code(code) => {
                let label = input.kind.options().iter().find(|option| option.0 == code);
                Cell::Text(label.map_or(code, |option| option.1).to_owned())
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
        let cell =
            |own: &OwnPrices| own.get(&code).map_or_else(|| Cell::Text("list".into()), number);
        let cells = sides.iter().map(|side| cell(&side.scenario.own_prices)).collect();
        rows.push(row(&["Your own ", &code].concat(), "", Measure::Input, cells));
    }
    rows.retain(Row::differs);
    rows
}

fn results(sides: &[Side]) -> Vec<Row> {
    type Figure = (&'static str, &'static str, fn(&Side) -> f64);
    let figures: [Figure; 8] = [
        ("Nodes", "", |side| f64::from(side.z.nodes)),
        ("Copies of every assertion", "", |side| side.z.replication_factor),
        ("CPU", "vCPU per node", |side| side.z.cpu.provision_vcpu),
        ("CPU needed", "vCPU, whole deployment", |side| side.z.cpu.total_vcpu),
        ("RAM", "GB per node", |side| side.z.ram.provision_gb),
        ("Disk", "GB per node", |side| side.z.disk.provision_gb),
        ("Disk needed", "GB per node", |side| side.z.disk.need_gb),
        ("Network", "Mbps, whole deployment", |side| side.z.network.provision_mbps),
    ];
    figures
        .iter()
        .map(|(label, unit, figure)| {
            let cells = sides.iter().map(|side| number(figure(side))).collect();
            row(label, unit, Measure::Figure, cells)
        })
        .collect()
}

fn costs(sides: &[Side]) -> Vec<Row> {
    let all: Vec<_> = sides
        .iter()
        .map(|side| (side.s.pick, quotes(&side.s, &side.z, &side.scenario.own_prices)))
        .collect();
    let mut rows = Vec::new();
    for &provider in Provider::ALL {
        let quotes = || all.iter().map(|(pick, quotes)| &quotes[place(provider, *pick)]);
        let totals = quotes().map(|quote| {
            let why = || quote.error.map_or_else(String::new, |error| error.sentence());
            quote.monthly_usd().map_or_else(|| Cell::Missing(why()), number)
        });
        rows.push(row(provider.label(), "whole deployment", Measure::Dollars, totals.collect()));
        let machines = quotes().map(|quote| {
            Cell::Text(match quote.instance {
                Some(machine) => [&*quote.sizing.nodes.to_string(), " × ", machine.name].concat(),
                None => "no machine".to_owned(),
            })
        });
        rows.push(row("Machines", provider.label(), Measure::Input, machines.collect()));
    }
    rows
}

fn growth(sides: &[Side]) -> Vec<Row> {
    let events: Vec<_> = sides.iter().map(|side| events(&side.s, &side.z)).collect();
    type Kind = (&'static str, fn(EventKind) -> bool);
    let kinds: [Kind; 4] = [
        ("CPU threshold passed", |kind| kind == EventKind::Cpu),
        ("RAM threshold passed", |kind| kind == EventKind::Ram),
        ("Disk threshold passed", |kind| kind == EventKind::Disk),
        ("Next tier of the guide", |kind| matches!(kind, EventKind::Tier(_))),
    ];
    kinds
        .into_iter()
        .map(|(label, is)| {
            let cells = sides.iter().zip(&events).map(|(side, events)| {
                let month = events.iter().find(|event| is(event.kind)).and_then(|e| e.month);
                let within = || {
                    let months = model::forecast::growth::horizon(&side.s);
                    Cell::Missing(["not in ", &months.to_string(), " months"].concat())
                };
                month.map_or_else(within, |month| number(f64::from(month)))
            });
            row(label, "", Measure::Months, cells.collect())
        })
        .collect()
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

//! What scenarios side by side differ in: a table of inputs, results, costs and growth.

use model::forecast::growth::EventKind;
use model::forecast::plan::events;
use model::inputs::{INPUTS, Kind, Provider};
use model::pricing::price_overrides::OwnPrices;
use model::pricing::quote::{place, quotes};
use model::scenario::{Resolved, Scenario, Value, unit};
use model::sizing::{Sizing, size};

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
    let figures: [Figure; 9] = [
        ("Nodes", "", |side| f64::from(side.z.nodes)),
        ("Copies of every assertion", "", |side| side.z.replication_factor),
        ("CPU", "vCPU per node", |side| side.z.cpu.provision_vcpu),
        ("CPU needed", "vCPU, whole deployment", |side| side.z.cpu.total_vcpu),
        ("CPU under sustained load", "vCPU per node", |side| side.z.cpu.sustained_vcpu),
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

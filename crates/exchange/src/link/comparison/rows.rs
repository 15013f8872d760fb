//! What scenarios side by side differ in: a table of inputs, results, costs and growth.

use model::advice::failover::node_lost;
use model::forecast::event::EventKind;
use model::forecast::growth::horizon;
use model::forecast::plan::events;
use model::inputs::{INPUTS, Kind, Provider};
use model::number::two_decimals;
use model::outcome::Outcome;
use model::pricing::order::Order;
use model::pricing::price_overrides::OwnPrices;
use model::pricing::rules::Resource;
use model::scenario::{Scenario, Value, unit};

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
                let auto = side.scenario.get(input.key).is_none();
                Cell::Number { value: if auto { two_decimals(value) } else { value }, auto }
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
            let cell =
                |side: &Outcome| side.order().map_or_else(missing, |o| number(figure(o, side)));
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

//! What scenarios side by side differ in: a table of inputs, results, costs and growth.

use model::advice::failover::node_lost;
use model::forecast::event::EventKind;
use model::forecast::growth::horizon;
use model::forecast::plan::events;
use model::inputs::{INPUTS, Kind, Provider};
use model::number::two_decimals;
use model::outcome::Outcome;
use model::pricing::order::Order;
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
    let part = |title, fill: fn(&mut Rows)| {
        let mut rows = Rows { sides: &sides, rows: Vec::new() };
        fill(&mut rows);
        Part { title, rows: rows.rows }
    };
    vec![
        part("Inputs that differ", inputs),
        part("What is bought", orders),
        part("A month's cost", costs),
        part("When a node fails", failures),
        part("When today's order is outgrown", growth),
    ]
}

/// Rows in the making.
struct Rows<'a> {
    sides: &'a [Outcome],
    rows: Vec<Row>,
}

impl Rows<'_> {
    /// Adds a row with a cell for each side.
    fn add(
        &mut self,
        label: &str,
        unit: &'static str,
        measure: Measure,
        cell: &mut dyn FnMut(&Outcome) -> Cell,
    ) {
        let cells = self.sides.iter().map(cell).collect();
        self.rows.push(Row { label: label.to_owned(), unit, measure, cells });
    }
}

const fn number(value: f64) -> Cell {
    Cell::Number { value, auto: false }
}

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

fn nothing_holds() -> Cell {
    Cell::Missing("nothing holds".to_owned())
}

fn inputs(rows: &mut Rows) {
    for input in &INPUTS {
        let mut cell = |side: &Outcome| match side.s.value(input.key) {
            Value::Number(value) if matches!(input.kind, Kind::Switch) => {
                text(if value > 0.5 { "yes" } else { "no" })
            }
            Value::Number(value) => {
                let auto = side.scenario.get(input.key).is_none();
                Cell::Number { value: if auto { two_decimals(value) } else { value }, auto }
            }
            Value::Code(code) => Cell::Text(input.option(code)),
        };
        let unit = rows.sides.first().map_or("", |side| unit(input, &side.scenario));
        rows.add(input.label, unit, Measure::Input, &mut cell);
    }
    let mut codes: Vec<String> = Vec::new();
    for side in rows.sides {
        for (code, _) in side.scenario.own_prices.iter() {
            if !codes.contains(&code) {
                codes.push(code);
            }
        }
    }
    for code in codes {
        rows.add(&["Your own ", &code].concat(), "", Measure::Input, &mut |side| {
            side.scenario.own_prices.get(&code).map_or_else(|| text("list"), number)
        });
    }
    rows.rows.retain(Row::differs);
}

/// A figure of what is bought, where something is.
type Figure = fn(&Order, &Outcome) -> f64;

fn orders(rows: &mut Rows) {
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
    for (label, unit, measure, figure) in figures {
        rows.add(label, unit, measure, &mut |side| {
            side.order().map_or_else(nothing_holds, |order| number(figure(order, side)))
        });
    }
    rows.add("CPU needed at peak", "vCPU, whole deployment", Measure::Figure, &mut |side| {
        number(side.sizing().cpu.total_vcpu)
    });
    rows.add("Network needed at peak", "Mbps, whole deployment", Measure::Figure, &mut |side| {
        number(side.sizing().network.total_mbps)
    });
}

fn costs(rows: &mut Rows) {
    for &provider in Provider::ALL {
        rows.add(provider.label(), "whole deployment", Measure::Dollars, &mut |side| {
            let quote = side.quote(provider);
            let why = || quote.error.map_or_else(String::new, |error| error.sentence());
            quote.monthly_usd().map_or_else(|| Cell::Missing(why()), number)
        });
        rows.add("Machines", provider.label(), Measure::Input, &mut |side| {
            let order = &side.quote(provider).order;
            order.as_ref().map_or_else(|| text("no machine"), |order| Cell::Text(order.machines()))
        });
    }
}

fn failures(rows: &mut Rows) {
    rows.add("One node lost", "", Measure::Input, &mut |side| match node_lost(side.focus()) {
        None => nothing_holds(),
        Some(failure) if failure.holds() => text("holds at peak"),
        Some(failure) if failure.left == 0 => text("the service is down"),
        Some(_) => text("does not hold at peak"),
    });
}

fn growth(rows: &mut Rows) {
    rows.add("Next order needed", "", Measure::Months, &mut |side| month(side, side.outgrown_in()));
    let events: Vec<_> = rows.sides.iter().map(|side| events(&side.s, side.focus())).collect();
    let mut add = |label: &str, is: &dyn Fn(EventKind) -> bool| {
        let mut events = events.iter();
        let mut cell = |side: &Outcome| {
            let event = events.next().and_then(|all| all.iter().find(|event| is(event.kind)));
            month(side, event.and_then(|event| event.month))
        };
        rows.add(label, "", Measure::Months, &mut cell);
    };
    for resource in Resource::THAT_GROW {
        let label = [resource.label(), " is no longer enough"].concat();
        add(&label, &|kind| kind == EventKind::Outgrown(resource));
    }
    add("Next tier of the guide", &|kind| matches!(kind, EventKind::Tier(_)));
}

fn month(side: &Outcome, month: Option<u32>) -> Cell {
    let within = || Cell::Missing(["not in ", &horizon(&side.s).to_string(), " months"].concat());
    month.map_or_else(within, |month| number(f64::from(month)))
}

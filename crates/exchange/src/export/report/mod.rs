//! The report of a scenario: every figure with its formula, every price with its source and date,
//! every assumption. One list of tables, written as Markdown, as CSV, or shown by the page.

mod compared;
mod cover;
mod write;

pub use cover::{Cover, Lines};

use model::advice::checks::{Level, checks};
use model::advice::explain::{Figure, explain};
use model::advice::failover::{node_lost, zone_lost};
use model::advice::verdict::{PlainWords, Words as _};
use model::forecast::date::Date;
use model::forecast::plan::{Plan, events};
use model::guide::coefficients::{GUIDE_DATE, MODEL_VERSION};
use model::inputs::{INPUTS, Provider};
use model::number::plain;
use model::outcome::Outcome;
use model::pricing::catalogue::{self, Read};
use model::pricing::line_item::{text as usd_text, usd_text as estimate_text};
use model::pricing::quote::Quote;
use model::pricing::rules::{Finding, RULES};
use model::scenario::{Resolved, Scenario, Value, unit};

use crate::link;
use crate::link::snapshot::Pin;

/// What the report says besides what follows from the scenario.
pub struct Context<'a> {
    /// The scenario's name; untrusted.
    pub name: &'a str,
    /// The address of the page, to which the link is added.
    pub page: &'a str,
    /// Today, by the visitor's clock.
    pub today: Date,
    /// What of the opened link was not taken as written.
    pub notices: &'a [String],
    /// What the scenario is compared with, as the end of a link; empty if with nothing.
    pub end: &'a str,
}

/// A table of the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its title.
    pub title: String,
    /// What its columns hold.
    pub head: &'static [&'static str],
    /// Its rows, each as long as the head.
    pub rows: Vec<Vec<String>>,
}

/// A report: what it is about, and its tables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The title, with the scenario's name.
    pub title: String,
    /// What somebody who decides has to know.
    pub cover: Cover,
    /// Link, dates, versions: each a line.
    pub about: Vec<String>,
    /// The tables in reading order.
    pub tables: Vec<Table>,
}

/// Writes the report of a scenario.
#[must_use]
pub fn report(scenario: &Scenario, context: &Context) -> Report {
    let outcome = Outcome::on(context.today, scenario);
    let (s, quote) = (&outcome.s, outcome.focus());
    let dates = catalogue::dates();
    let words = PlainWords { today: context.today };
    let plan = outcome.plan();
    let pin = Pin::now(quote);
    let oldest = quote.oldest_read().map_or_else(String::new, |read| {
        [" The oldest in the bill of ", quote.provider.label(), " is of ", read.date, "."].concat()
    });
    let link = link::pinned(scenario, "", &pin);
    let about = vec![
        ["Link: ", context.page, "#", &link].concat(),
        [
            "Made on ",
            &context.today.iso(),
            &format!(". Model version {MODEL_VERSION}, after the StemeDB Resource Sizing Guide of {GUIDE_DATE}."),
        ]
        .concat(),
        [
            "Instance prices read ",
            dates.compute.0,
            " to ",
            dates.compute.1,
            "; other prices from ",
            dates.all.0,
            " on. Every line says its own date.",
            &oldest,
        ]
        .concat(),
    ];
    let mut tables =
        vec![figures(quote), inputs(scenario, s), totals(&outcome.quotes), rules(quote)];
    for provider in Provider::ALL {
        tables.push(bill(outcome.quote(*provider)));
    }
    tables.push(left_out(quote));
    tables.push(failures(quote));
    tables.push(steps(&plan, &words));
    tables.push(growth(s, quote, &words));
    tables.extend(compared::table(scenario, context.name, context.end, &words));
    tables.push(remarks(&outcome, context.notices));
    let title = if context.name.trim().is_empty() {
        "StemeDB sizing".to_owned()
    } else {
        ["StemeDB sizing: ", context.name].concat()
    };
    Report { title, cover: cover::cover(&outcome, &plan, &words), about, tables }
}

/// The assumptions of every report.
const ASSUMPTIONS: [&str; 4] = [
    "All figures are the guide's arithmetic on the inputs; none has been measured.",
    "Units are decimal: 1 GB = 1,000 MB. A month is 730 hours.",
    "Data is spread evenly over the nodes, and copies between nodes cross zones, where the region has any.",
    "List prices of the chosen regions, Linux, without what is listed as left out; real prices vary by contract. A line says where its price is known for another region only.",
];

impl Table {
    fn new(title: &str, head: &'static [&'static str]) -> Self {
        Self { title: title.to_owned(), head, rows: Vec::new() }
    }

    fn row(&mut self, cells: &[&str]) {
        self.rows.push(cells.iter().map(|cell| (*cell).to_owned()).collect());
    }
}

/// Cents as dollars, or that there are none to be had.
fn amount(cents: Option<i64>) -> String {
    cents.map_or_else(|| "not computable".to_owned(), usd_text)
}

/// When something was read, and whether it is second-hand.
fn read_on(read: &Read) -> String {
    [read.date, if read.second_hand { ", second-hand" } else { "" }].concat()
}

fn figures(quote: &Quote) -> Table {
    let mut table =
        Table::new("What it needs", &["Figure", "Value", "Unit", "Per", "Formula", "Source"]);
    for figure in Figure::ALL {
        table.row(&[
            figure.label(),
            &plain(figure.value(&quote.sizing)),
            figure.unit(),
            figure.scope().words(),
            &explain(*figure, &quote.s, &quote.sizing).values,
            figure.source(),
        ]);
    }
    table
}

fn inputs(scenario: &Scenario, s: &Resolved) -> Table {
    let mut table = Table::new("Inputs", &["Input", "Value", "Unit", "How"]);
    for input in &INPUTS {
        let value = match s.value(input.key) {
            Value::Number(number) => cover::value_text(number, "", input.kind.options()),
            Value::Code(code) => input.option(code),
        };
        let how = match scenario.get(input.key) {
            None => "automatic",
            Some(_) if scenario.is_default(input.key) => "default",
            Some(_) => "set",
        };
        table.row(&[input.label, &value, unit(input, scenario), how]);
    }
    table
}

fn growth(s: &Resolved, quote: &Quote, words: &PlainWords) -> Table {
    let month =
        |m: Option<u32>| m.map_or_else(|| "not within the horizon".to_owned(), |m| words.month(m));
    let head = &["What", "Expected", "Early", "Late"];
    let mut table = Table::new("Growth, if the order of today stays", head);
    for event in events(s, quote) {
        let months = [event.month, event.early, event.late].map(month);
        table.row(&[&event.kind.sentence(), &months[0], &months[1], &months[2]]);
    }
    table
}

fn remarks(outcome: &Outcome, notices: &[String]) -> Table {
    let mut table = Table::new("Remarks and assumptions", &["Kind", "Text"]);
    for check in checks(outcome) {
        let level = if check.level == Level::Warning { "Warning" } else { "Note" };
        let mut text = [&*check.says, " ", &check.next].concat();
        if let Some(mend) = &check.mend {
            text += &[" ", &mend.label].concat();
            if let Some(cents) = mend.difference_cents {
                let sign = if cents > 0 { "+" } else { "" };
                text += &[", ", sign, &usd_text(cents), " a month"].concat();
            }
            text.push('.');
        }
        table.row(&[level, &text]);
    }
    for notice in notices {
        table.row(&["Link", notice]);
    }
    for assumption in ASSUMPTIONS {
        table.row(&["Assumption", assumption]);
    }
    table
}

fn totals(all: &[Quote]) -> Table {
    let head = &["Provider", "Region", "Choice", "Order", "USD a month", "USD a year"];
    let mut table = Table::new("What it costs", head);
    for quote in all {
        let cents = quote.monthly_cents();
        table.row(&[
            quote.provider.label(),
            quote.region.code,
            quote.pick.label(),
            &quote.order.map_or_else(|| amount(None), |order| order.words()),
            &amount(cents),
            &amount(cents.map(|cents| cents * 12)),
        ]);
    }
    table
}

/// Every rule, and what it finds of the order in focus.
fn rules(quote: &Quote) -> Table {
    let mut table = Table::new("Whether the order holds", &["Rule", "Finding"]);
    for rule in &RULES {
        let Some(order) = quote.order else {
            table.row(&[rule.label, "nothing is ordered"]);
            continue;
        };
        let failure = rule.failure(&order, &quote.load).unwrap_or_default();
        let finding = match (rule.judge)(&order, &quote.load) {
            Finding::Holds => "holds",
            Finding::NotChecked => "not checked: no limit is known",
            Finding::Fails { .. } => &failure,
        };
        table.row(&[rule.label, finding]);
    }
    table
}

fn failures(quote: &Quote) -> Table {
    let head = &["What fails", "Verdict", "The nodes that are left"];
    let mut table = Table::new("When a node or a zone fails", head);
    for (what, failure) in [("One node", node_lost(quote)), ("One zone", zone_lost(quote))] {
        let Some(failure) = failure else {
            table.row(&[what, "does not apply", ""]);
            continue;
        };
        let verdict = if failure.holds() { "holds at peak" } else { "does not hold at peak" };
        let [cpu, ram, disk] = [failure.cpu_peak, failure.ram, failure.disk]
            .map(|share| plain((share * 100.0).round()));
        let shares =
            ["CPU ", &cpu, "%, RAM ", &ram, "%, disk ", &disk, "% of what each node has"].concat();
        table.row(&[what, verdict, &shares]);
    }
    table
}

fn steps(plan: &Plan, words: &PlainWords) -> Table {
    let month =
        |m: Option<u32>| m.map_or_else(|| "beyond the horizon".to_owned(), |m| words.month(m));
    let head =
        &["Month", "Early to late", "Because of", "Order from then on", "USD a month", "Decide by"];
    let mut table = Table::new("Plan", head);
    for step in &plan.steps {
        let mut causes = String::new();
        for cause in &step.causes {
            if !causes.is_empty() {
                causes += ", ";
            }
            causes += &cause.words();
        }
        let after = step.after.as_ref();
        let order = after
            .map_or_else(|| "nothing sold here holds this".to_owned(), |after| after.order.words());
        table.row(&[
            &words.month(step.month),
            &[&*month(step.early), " to ", &month(step.late)].concat(),
            &causes,
            &order,
            &amount(after.and_then(|after| after.cents)),
            &words.month(step.decide_by(plan.lead_months)),
        ]);
    }
    table
}

fn bill(quote: &Quote) -> Table {
    let title = [
        "Bill: ",
        quote.provider.label(),
        ", ",
        quote.region.code,
        ", ",
        quote.pick.label(),
        ", ",
        quote.term.label(),
    ]
    .concat();
    let mut table = Table::new(&title, &["Line", "USD a month", "Formula", "Source", "Read"]);
    for item in &quote.items {
        let (source, date) =
            item.read.map_or(("own price", String::new()), |read| (read.source, read_on(read)));
        let mut formula = item.formula();
        if !item.remark().is_empty() {
            formula += &[". ", &item.remark()].concat();
        }
        // Numbers without the sign, for spreadsheets; what is below a cent is none, and counts as nothing.
        table.row(&[item.label, &item.amount().replace('$', ""), &formula, source, &date]);
    }
    if let Some(error) = quote.error {
        table.row(&["Total", "", &error.sentence(), "", ""]);
    }
    table
}

/// What the bill in focus leaves out.
fn left_out(quote: &Quote) -> Table {
    let title = ["What the bill of ", quote.provider.label(), " leaves out"].concat();
    let mut table = Table::new(&title, &["What", "Estimate, USD a month", "Which", "Source"]);
    for l in quote.left_out() {
        let estimate = l.estimate_usd.map_or_else(|| "not estimated".to_owned(), estimate_text);
        let source =
            l.read.map_or_else(String::new, |read| [read.source, ", ", &read_on(read)].concat());
        table.row(&[l.what, &estimate, l.note, &source]);
    }
    table
}

//! The report of a scenario: every figure with its formula, every price with its source and date,
//! every assumption. One list of tables, written as Markdown, as CSV, or shown by the page.

mod compared;
mod cover;
mod write;

pub use cover::{Cover, Lines};

use model::advice::checks::{Level, checks};
use model::advice::explain::{Figure, explain};
use model::advice::failover::{Failure, node_lost, zone_lost};
use model::advice::verdict::{PlainWords, Words as _};
use model::forecast::date::Date;
use model::forecast::plan::{Plan, Step, events};
use model::guide::coefficients::{GUIDE_DATE, MODEL_VERSION};
use model::inputs::{INPUTS, Provider};
use model::number::{exact, plain};
use model::outcome::Outcome;
use model::pricing::catalogue;
use model::pricing::left_out::LeftOut;
use model::pricing::line_item::{text as usd_text, usd_text as estimate_text};
use model::pricing::quote::Quote;
use model::pricing::rules::{Finding, RULES, Rule};
use model::scenario::{Scenario, Value, unit};

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
        format!(" The oldest in the bill of {} is of {}.", quote.provider.label(), read.date)
    });
    let about = vec![
        format!("Link: {}#{}", context.page, link::pinned(scenario, &pin)),
        format!(
            "Made on {}. Model version {MODEL_VERSION}, after the StemeDB Resource Sizing Guide of {GUIDE_DATE}.",
            context.today.iso()
        ),
        format!(
            "Instance prices read {} to {}; other prices from {} on. Every line says its own date.{oldest}",
            dates.compute.0, dates.compute.1, dates.all.0
        ),
    ];
    let figures = Figure::ALL
        .iter()
        .map(|figure| {
            vec![
                figure.label().to_owned(),
                plain(figure.value(&quote.sizing)),
                figure.unit().to_owned(),
                figure.scope().words().to_owned(),
                explain(*figure, &quote.s, &quote.sizing).values,
                figure.source().to_owned(),
            ]
        })
        .collect();
    let inputs = INPUTS
        .iter()
        .map(|input| {
            let value = match s.value(input.key) {
                Value::Number(number) => cover::value_text(number, "", input.kind.options()),
                Value::Code(code) => {
                    let options = input.kind.options().iter();
                    options.clone().find(|o| o.0 == code).map_or(code, |o| o.1).to_owned()
                }
            };
            let how = match scenario.get(input.key) {
                None => "automatic",
                Some(_) if scenario.is_default(input.key) => "default",
                Some(_) => "set",
            };
            vec![input.label.to_owned(), value, unit(input, scenario).to_owned(), how.to_owned()]
        })
        .collect();
    let mut tables = vec![
        Table {
            title: "What it needs".to_owned(),
            head: &["Figure", "Value", "Unit", "Per", "Formula", "Source"],
            rows: figures,
        },
        Table {
            title: "Inputs".to_owned(),
            head: &["Input", "Value", "Unit", "How"],
            rows: inputs,
        },
    ];
    tables.push(totals(&outcome.quotes));
    tables.push(rules(quote));
    tables.extend(Provider::ALL.iter().map(|provider| bill(outcome.quote(*provider))));
    tables.push(left_out(quote));
    tables.push(failures(quote));
    tables.push(steps(&plan, &words));
    tables.push(Table {
        title: "Growth, if the order of today stays".to_owned(),
        head: &["What", "Expected", "Early", "Late"],
        rows: events(s, quote)
            .iter()
            .map(|event| {
                let what = event.kind.sentence();
                let month = |m: Option<u32>| {
                    m.map_or_else(|| "not within the horizon".to_owned(), |m| words.month(m))
                };
                vec![what, month(event.month), month(event.early), month(event.late)]
            })
            .collect(),
    });
    tables.extend(compared::table(scenario, context.name, context.end, &words));
    let mut remarks: Vec<Vec<String>> = checks(&outcome)
        .into_iter()
        .map(|check| {
            let level = if check.level == Level::Warning { "Warning" } else { "Note" };
            let mend = check.mend.map_or_else(String::new, |mend| {
                let cost = mend.difference_cents.map_or_else(String::new, |cents| {
                    let sign = if cents > 0 { "+" } else { "" };
                    format!(", {sign}{} a month", usd_text(cents))
                });
                format!(" {}{cost}.", mend.label)
            });
            vec![level.to_owned(), format!("{} {}{mend}", check.says, check.next)]
        })
        .collect();
    remarks.extend(context.notices.iter().map(|n| vec!["Link".to_owned(), n.clone()]));
    remarks.extend(ASSUMPTIONS.iter().map(|a| vec!["Assumption".to_owned(), (*a).to_owned()]));
    tables.push(Table {
        title: "Remarks and assumptions".to_owned(),
        head: &["Kind", "Text"],
        rows: remarks,
    });
    let title = if context.name.trim().is_empty() {
        "StemeDB sizing".to_owned()
    } else {
        format!("StemeDB sizing: {}", context.name)
    };
    Report { title, cover: cover::cover(&outcome, &plan, &words), about, tables }
}

/// What every report takes for granted.
const ASSUMPTIONS: [&str; 4] = [
    "All figures are the guide's arithmetic on the inputs; none has been measured.",
    "Units are decimal: 1 GB = 1,000 MB. A month is 730 hours.",
    "Data is spread evenly over the nodes, and copies between nodes cross zones, where the region has any.",
    "List prices of the chosen regions, Linux, without what is listed as left out; real prices vary by contract. A line says where its price is known for another region only.",
];

fn totals(all: &[Quote]) -> Table {
    let not = || "not computable".to_owned();
    let rows = all
        .iter()
        .map(|quote| {
            vec![
                quote.provider.label().to_owned(),
                quote.region.code.to_owned(),
                quote.pick.label().to_owned(),
                quote.order.map_or_else(not, |order| order.words()),
                quote.monthly_cents().map_or_else(not, usd_text),
                quote.monthly_cents().map_or_else(not, |cents| usd_text(cents * 12)),
            ]
        })
        .collect();
    Table {
        title: "What it costs".to_owned(),
        head: &["Provider", "Region", "Choice", "Order", "USD a month", "USD a year"],
        rows,
    }
}

/// Every rule, and what it finds of the order in focus.
fn rules(quote: &Quote) -> Table {
    let finding = |rule: &Rule| {
        let Some(order) = quote.order else { return "nothing is ordered".to_owned() };
        match (rule.judge)(&order, &quote.load) {
            Finding::Holds => "holds".to_owned(),
            Finding::NotChecked => "not checked: no limit is known".to_owned(),
            Finding::Fails { .. } => rule.failure(&order, &quote.load).unwrap_or_default(),
        }
    };
    Table {
        title: "Whether the order holds".to_owned(),
        head: &["Rule", "Finding"],
        rows: RULES.iter().map(|rule| vec![rule.label.to_owned(), finding(rule)]).collect(),
    }
}

fn failures(quote: &Quote) -> Table {
    let row = |what: &str, failure: Option<Failure>| {
        let Some(failure) = failure else {
            return vec![what.to_owned(), "does not apply".to_owned(), String::new()];
        };
        let verdict = if failure.holds() { "holds at peak" } else { "does not hold at peak" };
        let percent = |share: f64| plain((share * 100.0).round());
        let (cpu, ram, disk) =
            (percent(failure.cpu_peak), percent(failure.ram), percent(failure.disk));
        let shares = format!("CPU {cpu}%, RAM {ram}%, disk {disk}% of what each node has");
        vec![what.to_owned(), verdict.to_owned(), shares]
    };
    Table {
        title: "When a node or a zone fails".to_owned(),
        head: &["What fails", "Verdict", "The nodes that are left"],
        rows: vec![row("One node", node_lost(quote)), row("One zone", zone_lost(quote))],
    }
}

fn steps(plan: &Plan, words: &PlainWords) -> Table {
    let not = || "not computable".to_owned();
    let month =
        |m: Option<u32>| m.map_or_else(|| "beyond the horizon".to_owned(), |m| words.month(m));
    let row = |step: &Step| {
        let causes: Vec<String> = step.causes.iter().map(|cause| cause.words()).collect();
        vec![
            words.month(step.month),
            format!("{} to {}", month(step.early), month(step.late)),
            causes.join(", "),
            step.after.map_or_else(
                || "nothing sold here holds this".to_owned(),
                |after| after.order.words(),
            ),
            step.after.and_then(|after| after.cents).map_or_else(not, usd_text),
            words.month(step.decide_by(plan.lead_months)),
        ]
    };
    Table {
        title: "Plan".to_owned(),
        head: &[
            "Month",
            "Early to late",
            "Because of",
            "Order from then on",
            "USD a month",
            "Decide by",
        ],
        rows: plan.steps.iter().map(row).collect(),
    }
}

fn bill(quote: &Quote) -> Table {
    let provider: Provider = quote.provider;
    let mut rows: Vec<Vec<String>> = quote
        .items
        .iter()
        .map(|item| {
            let (source, date) = item.read.map_or(("own price", String::new()), |read| {
                let hand = if read.second_hand { ", second-hand" } else { "" };
                (read.source, format!("{}{hand}", read.date))
            });
            let mut formula = item.formula();
            if !item.remark().is_empty() {
                formula = format!("{formula}. {}", item.remark());
            }
            vec![item.label.to_owned(), exact(item.monthly_usd()), formula, source.to_owned(), date]
        })
        .collect();
    if let Some(error) = quote.error {
        rows.push(vec![
            "Total".to_owned(),
            String::new(),
            error.sentence(),
            String::new(),
            String::new(),
        ]);
    }
    Table {
        title: format!(
            "Bill: {}, {}, {}, {}",
            provider.label(),
            quote.region.code,
            quote.pick.label(),
            quote.term.label()
        ),
        head: &["Line", "USD a month", "Formula", "Source", "Read"],
        rows,
    }
}

/// What the bill in focus leaves out.
fn left_out(quote: &Quote) -> Table {
    let row = |l: LeftOut| {
        let estimate = l.estimate_usd.map_or_else(|| "not estimated".to_owned(), estimate_text);
        let source = l.read.map_or_else(String::new, |read| {
            let hand = if read.second_hand { ", second-hand" } else { "" };
            format!("{}, {}{hand}", read.source, read.date)
        });
        vec![l.what.to_owned(), estimate, l.note.to_owned(), source]
    };
    Table {
        title: format!("What the bill of {} leaves out", quote.provider.label()),
        head: &["What", "Estimate, USD a month", "Which", "Source"],
        rows: quote.left_out().into_iter().map(row).collect(),
    }
}

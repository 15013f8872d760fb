//! The report of a scenario: every figure with its formula, every price with its source and date,
//! every assumption. One list of tables, written as Markdown, as CSV, or shown by the page.

use crate::link;
use crate::link::snapshot::Pin;
use model::advice::checks::{Level, checks};
use model::advice::explain::{Figure, explain};
use model::forecast::growth::EventKind;
use model::forecast::plan::events;
use model::guide::coefficients::{GUIDE_DATE, MODEL_VERSION};
use model::inputs::{INPUTS, Provider};
use model::number::{exact, grouped, plain};
use model::pricing::catalogue;
use model::pricing::quote::{Quote, place, quotes, text};
use model::scenario::{Scenario, Value, unit};
use model::sizing::size;

/// What the report says besides what follows from the scenario.
pub struct Context<'a> {
    /// The scenario's name; untrusted.
    pub name: &'a str,
    /// The address of the page, to which the link is added.
    pub page: &'a str,
    /// Today, as the visitor's clock has it: `2026-11-22`.
    pub today: &'a str,
    /// What of the opened link was not taken as written.
    pub notices: &'a [String],
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
    /// Link, dates, versions: each a line.
    pub about: Vec<String>,
    /// The tables in reading order.
    pub tables: Vec<Table>,
}

/// Writes the report of a scenario.
#[must_use]
pub fn report(scenario: &Scenario, context: &Context) -> Report {
    let s = scenario.resolve();
    let z = size(&s);
    let dates = catalogue::dates();
    let all = quotes(&s, &z, &scenario.own_prices);
    let pin = Pin::now(&all[place(s.p, s.pick)]);
    let about = vec![
        format!("Link: {}#{}", context.page, link::pinned(scenario, &pin)),
        format!(
            "Made on {}. Model version {MODEL_VERSION}, after the StemeDB Resource Sizing Guide of {GUIDE_DATE}.",
            context.today
        ),
        format!(
            "Instance prices read {} to {}; other prices from {} on. Every line says its own date.",
            dates.compute.0, dates.compute.1, dates.all.0
        ),
    ];
    let figures = Figure::ALL
        .iter()
        .map(|figure| {
            vec![
                figure.label().to_owned(),
                plain(figure.value(&z)),
                figure.unit().to_owned(),
                figure.scope().words().to_owned(),
                explain(*figure, &s, &z).values,
                figure.source().to_owned(),
            ]
        })
        .collect();
    let inputs = INPUTS
        .iter()
        .map(|input| {
            let value = match s.value(input.key) {
                Value::Number(number) => grouped(number),
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
    tables.push(totals(&all));
    tables.extend(all.iter().filter(|quote| quote.pick == s.pick).map(bill));
    tables.push(Table {
        title: "Growth, for the deployment bought today".to_owned(),
        head: &["What", "Month from today", "Early", "Late"],
        rows: events(&s, &z)
            .iter()
            .map(|event| {
                let what = match event.kind {
                    EventKind::Cpu => "CPU passes 70 %".to_owned(),
                    EventKind::Ram => "RAM passes 80 %".to_owned(),
                    EventKind::Disk => "Disk passes 80 %".to_owned(),
                    EventKind::Tier(tier) => format!("Tier {}", tier.name()),
                };
                let month = |m: Option<u32>| {
                    m.map_or_else(|| "not within the horizon".to_owned(), |m| m.to_string())
                };
                vec![what, month(event.month), month(event.early), month(event.late)]
            })
            .collect(),
    });
    let mut remarks: Vec<Vec<String>> = checks(&s, &z)
        .into_iter()
        .map(|check| {
            let level = if check.level == Level::Warning { "Warning" } else { "Note" };
            vec![level.to_owned(), format!("{} {}", check.says, check.next)]
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
    Report { title, about, tables }
}

/// What every report takes for granted.
const ASSUMPTIONS: [&str; 4] = [
    "All figures are the guide's arithmetic on the inputs; none has been measured.",
    "Units are decimal: 1 GB = 1,000 MB. A month is 730 hours.",
    "Data is spread evenly over the nodes, and copies between nodes cross zones.",
    "List prices in one region of each provider, Linux, without tax or support; real prices vary by region and contract.",
];

fn totals(all: &[Quote]) -> Table {
    let not = || "not computable".to_owned();
    let rows = all
        .iter()
        .map(|quote| {
            vec![
                quote.provider.label().to_owned(),
                catalogue::default_offer(quote.provider).region().code.to_owned(),
                quote.pick.label().to_owned(),
                quote.instance.map_or_else(not, |i| format!("{} x {}", quote.nodes(), i.name)),
                quote.monthly_cents().map_or_else(not, text),
                quote.monthly_cents().map_or_else(not, |cents| text(cents * 12)),
            ]
        })
        .collect();
    Table {
        title: "What it costs".to_owned(),
        head: &["Provider", "Region", "Choice", "Machines", "USD a month", "USD a year"],
        rows,
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
            "Bill: {}, {}, {}",
            provider.label(),
            quote.pick.label(),
            quote.term.label()
        ),
        head: &["Line", "USD a month", "Formula", "Source", "Read"],
        rows,
    }
}

impl Report {
    /// As Markdown, with tables.
    #[must_use]
    pub fn markdown(&self) -> String {
        let mut out = format!("# {}\n\n", markdown_text(&self.title));
        for line in &self.about {
            out += &["- ", &markdown_text(line), "\n"].concat();
        }
        for table in &self.tables {
            out += &["\n## ", &markdown_text(&table.title), "\n\n"].concat();
            let head: Vec<String> = table.head.iter().map(|h| (*h).to_owned()).collect();
            out += &markdown_row(&head);
            out += &["|", &"---|".repeat(head.len()), "\n"].concat();
            for row in &table.rows {
                out += &markdown_row(row);
            }
        }
        out
    }

    /// As CSV after RFC 4180. Every row begins with its table's title; a row `Section` names the columns.
    #[must_use]
    pub fn csv(&self) -> String {
        let mut out = String::new();
        let title = [self.title.clone()];
        csv_row(&mut out, &["Report"], &title);
        for line in &self.about {
            csv_row(&mut out, &["About"], std::slice::from_ref(line));
        }
        for table in &self.tables {
            let head: Vec<String> = table.head.iter().map(|h| (*h).to_owned()).collect();
            csv_row(&mut out, &["Section"], &head);
            for row in &table.rows {
                csv_row(&mut out, &[&table.title], row);
            }
        }
        out
    }
}

fn markdown_row(cells: &[String]) -> String {
    let mut out = String::from("|");
    for cell in cells {
        out += &[" ", &markdown_text(cell), " |"].concat();
    }
    out + "\n"
}

/// Text that means nothing to Markdown: no table, link, markup or line of its own.
fn markdown_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// Appends a row. A cell that a spreadsheet would run as a formula is made text.
fn csv_row(out: &mut String, first: &[&str], cells: &[String]) {
    let mut separator = "";
    for cell in first.iter().copied().chain(cells.iter().map(String::as_str)) {
        let risky = cell.starts_with(['=', '+', '@', '\t', '\r'])
            || (cell.starts_with('-')
                && model::number::parse(cell).is_err()
                && !cell.starts_with("-$"));
        out.push_str(separator);
        out.push('"');
        if risky {
            out.push('\'');
        }
        for c in cell.chars() {
            if c == '"' {
                out.push('"');
            }
            out.push(c);
        }
        out.push('"');
        separator = ",";
    }
    out.push_str("\r\n");
}

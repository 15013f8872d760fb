//! The scenarios side by side, as a table of the report.

use model::advice::verdict::{PlainWords, Words};
use model::number::{readable, with_unit};
use model::scenario::Scenario;

use super::Table;
use crate::link;
use crate::link::comparison::{Cell, Comparison, Measure, Row, compare};

/// What differs between a scenario and those that it is compared with; `None` if it is compared with none.
pub(super) fn table(
    scenario: &Scenario,
    name: &str,
    end: &str,
    words: &PlainWords,
) -> Option<Table> {
    let others = Comparison::read(end).others;
    if others.is_empty() {
        return None;
    }
    let mut names = vec![if name.trim().is_empty() { "This scenario" } else { name }];
    let mut scenarios = vec![scenario.clone()];
    for other in &others {
        names.push(&other.name);
        scenarios.push(link::parse(&other.link).scenario);
    }
    let mut rows = Vec::new();
    for part in compare(&scenarios) {
        for row in part.rows.iter().filter(|row| row.differs()) {
            for (name, cell) in names.iter().zip(&row.cells) {
                rows.push(vec![row.label.clone(), (*name).to_owned(), text(row, cell, words)]);
            }
        }
    }
    Some(Table { title: "Side by side".to_owned(), head: &["What", "Scenario", "Value"], rows })
}

fn text(row: &Row, cell: &Cell, words: &PlainWords) -> String {
    let value = match cell {
        Cell::Text(text) | Cell::Missing(text) => return text.clone(),
        Cell::Number { value, .. } => *value,
    };
    match row.measure {
        Measure::Share => words.percent(value),
        #[expect(clippy::cast_possible_truncation, reason = "cents of a month")]
        Measure::Dollars => words.dollars((value * 100.0).round() as i64),
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "months")]
        Measure::Months => words.month(value.max(0.0) as u32),
        Measure::Input | Measure::Figure => with_unit(&readable(value), row.unit),
    }
}

//! The guide's capacity thresholds, and where this scenario stands against each.

use super::Section;
use crate::dom::{El, el};
use crate::format::local;
use crate::state::App;
use crate::widgets::table::{self, group_row, table};
use model::advice::thresholds::{Direction, State, Threshold, thresholds};

/// Titles of the columns.
const HEAD: [&str; 3] = ["Threshold", "This scenario, today", "State"];

/// The section.
pub fn make(section: &Section, app: App) -> El {
    let (frame, body) = table(&section.title_id(), "", &HEAD);
    body.dyn_children(move || app.with(|o| thresholds(o, o.largest_vcpu())), rows);
    section.with_title().child(frame)
}

#[expect(clippy::ptr_arg, reason = "as dyn_children passes it")]
fn rows(all: &Vec<Threshold>) -> Vec<El> {
    let mut rows = Vec::new();
    for (direction, title) in
        [(Direction::Vertical, "Buy a bigger machine"), (Direction::Horizontal, "Add nodes")]
    {
        rows.push(group_row(title, HEAD.len()));
        rows.extend(all.iter().filter(|t| t.direction == direction).map(row));
    }
    rows
}

fn row(threshold: &Threshold) -> El {
    let state = match threshold.state {
        State::Holds => "passed now",
        State::Clear => "not passed",
        State::Watch => "to be monitored",
    };
    let cells = [&*threshold.now, state].map(|text| el("td").text(&local(text)));
    table::row(el("th").text(&local(&threshold.rule)), cells.into())
        .attr("class", if threshold.state == State::Holds { "warning" } else { "" })
        .attr("data-threshold", threshold.id)
}

//! Where the guide contradicts itself, with both numbers for this scenario.

use super::Section;
use crate::dom::{El, el};
use crate::format::local;
use crate::state::App;
use crate::widgets::table::{row, table};
use model::guide::contradictions::{Contradiction, contradictions};

/// The section.
pub fn make(section: &Section, app: App) -> El {
    let head = ["About", "On the one side", "On the other", "Used here"];
    let (frame, body) = table(&section.title_id(), "readings", &head);
    let rows = |all: &Vec<Contradiction>| all.iter().map(contradiction).collect();
    body.dyn_children(move || app.with(|o| contradictions(&o.s, &o.asked)), rows);
    section
        .with_title()
        .child(el("p").text("The sizing guide contradicts itself in places. Here is each one with both numbers for this scenario, and what is used. “Reading of the guide” under Advanced changes it."))
        .child(frame)
}

fn contradiction(c: &Contradiction) -> El {
    let side = |(what, number): &(&str, String)| {
        el("td").text(&local(what)).child(el("b").text(&local(number)))
    };
    let used = el("td").text(&local(c.used));
    row(el("th").text(c.title), vec![side(&c.one), side(&c.other), used])
}

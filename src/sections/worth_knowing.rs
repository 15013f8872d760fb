//! What is to be said about the scenario: parts of a link not taken, checks, thresholds,
//! contradictions of the guide.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::dom::{El, button, el, rescue_focus, section, table};
use crate::state::App;
use crate::widgets::share::copier;
use exchange::link::Notice;
use model::advice::checks::{self, Check, Level};
use model::advice::thresholds::{Direction, State, Threshold, thresholds};
use model::guide::contradictions::{Contradiction, contradictions};

/// What of the opened link was not taken as written.
pub fn notices(app: App) -> El {
    let items = |notices: &Vec<Notice>| notices.iter().map(|n| el("li").text(&n.message)).collect();
    // The address bar has what was understood of it.
    let original = el("code.original").attr("tabindex", "0").dyn_text(move || app.opened.get());
    section("notices-title", "Parts of the link were not taken as written")
        .attr("class", "notices")
        .attr("role", "status")
        .dyn_flag("hidden", move || app.notices.with(Vec::is_empty))
        .child(el("ul").dyn_children(move || app.notices.get(), items))
        .children(copier("Copy the link as it was", original, move || app.opened.get()))
        .child(button("", "Dismiss", move || {
            app.notices.set(Vec::new());
            rescue_focus("#inputs-title");
        }))
}

/// What has changed since the opened link was made.
pub fn since(app: App) -> El {
    el("div.since")
        .attr("role", "status")
        .dyn_flag("hidden", move || app.since.with(String::is_empty))
        .child(el("p").dyn_text(move || app.since.get()))
        .child(button("", "Dismiss", move || {
            app.since.set(String::new());
            rescue_focus("#inputs-title");
        }))
}

/// Contradictions and limits in plain words, each with a next step.
pub fn checks(app: App) -> El {
    let found = move || app.outcome.with(|o| checks::checks(&o.s, &o.z));
    section("checks-title", "Worth knowing").child(el("ul.checks").dyn_children(found, |found| {
        if found.is_empty() {
            let calm =
                "Nothing to remark on: the inputs agree with one another and with the guide.";
            return vec![el("li.calm").text(calm)];
        }
        found.iter().map(check).collect()
    }))
}

fn check(check: &Check) -> El {
    let warning = check.level == Level::Warning;
    let mut next = el("span.next").text(&check.next);
    if let Some(key) = check.key {
        let input = key.input();
        let text = format!("Go to “{}”", input.label);
        next = next.text(" ").child(button("link", &text, move || focus(input.code)));
    }
    el(if warning { "li.warning" } else { "li" })
        .attr("data-check", check.id)
        .child(el("b.badge").text(if warning { "Warning" } else { "Note" }))
        .child(el("p").text(&check.says).text(" ").child(next))
}

/// Brings an input into view, opening its group, and puts the keyboard on it.
fn focus(code: &str) {
    let selector = format!("#in-{code}, input[name=in-{code}]:checked");
    if let Ok(Some(element)) = document().query_selector(&selector) {
        if let Ok(Some(group)) = element.closest("details.group") {
            El(group).attr("open", "");
        }
        // A field that cannot take the keyboard is still in view.
        let _ = element.unchecked_into::<web_sys::HtmlElement>().focus();
    }
}

/// The guide's capacity thresholds against this scenario.
pub fn capacity(app: App) -> El {
    let all = move || app.outcome.with(|o| thresholds(&o.s, &o.z, o.largest_vcpu()));
    let rows = |all: &Vec<Threshold>| {
        let mut rows = Vec::new();
        for (direction, title) in
            [(Direction::Vertical, "Buy a bigger machine"), (Direction::Horizontal, "Add nodes")]
        {
            let title =
                el("th.rowgroup").attr("colspan", "3").attr("scope", "rowgroup").text(title);
            rows.push(el("tr").child(title));
            rows.extend(all.iter().filter(|t| t.direction == direction).map(threshold));
        }
        rows
    };
    let (frame, body) =
        table("capacity-title", "", &["Threshold", "This scenario, today", "State"]);
    body.dyn_children(all, rows);
    section("capacity-title", "When to scale").child(frame)
}

fn threshold(t: &Threshold) -> El {
    let state = match t.state {
        State::Holds => "passed now",
        State::Clear => "not passed",
        State::Watch => "watch it",
    };
    let class = if t.state == State::Holds { "tr.warning" } else { "tr" };
    el(class)
        .attr("data-threshold", t.id)
        .children([t.rule, &t.now, state].map(|text| el("td").text(text)).to_vec())
}

/// Where the guide contradicts itself, with both numbers for this scenario.
pub fn readings(app: App) -> El {
    let all = move || app.outcome.with(|o| contradictions(&o.s, &o.z));
    let rows = |all: &Vec<Contradiction>| all.iter().map(contradiction).collect();
    let (frame, body) = table(
        "readings-title",
        "readings",
        &["About", "On the one side", "On the other", "Used here"],
    );
    body.dyn_children(all, rows);
    section("readings-title", "How this reads the guide")
        .child(el("p").text("The sizing guide contradicts itself in places. Here is each one with both numbers for this scenario, and what is used. “Reading of the guide” under Advanced changes it."))
        .child(frame)
}

fn contradiction(c: &Contradiction) -> El {
    let side = |(what, number): &(&str, String)| el("td").text(what).child(el("b").text(number));
    el("tr")
        .child(el("th").attr("scope", "row").text(c.title))
        .child(side(&c.one))
        .child(side(&c.other))
        .child(el("td").text(c.used))
}

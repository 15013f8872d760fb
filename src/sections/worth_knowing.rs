//! Contradictions and limits in plain words, each with a next step.

use wasm_bindgen::JsCast;

use super::Section;
use crate::dom::{Batch, El, button, document, el};
use crate::format::local;
use crate::state::App;
use crate::text::difference;
use model::advice::checks::{self, Check, Level};

/// The section.
pub fn make(section: &Section, app: App) -> El {
    let found = move || {
        let found = app.with(checks::checks);
        if found.is_empty() { vec![None] } else { found.into_iter().map(Some).collect() }
    };
    section
        .with_title()
        .child(el("ul.checks").dyn_list(found, id, move |batch: &Batch<Item>| item(app, batch)))
}

/// The checks that have something to say; `None` where there is none.
type Item = Option<Check>;

fn id(item: &Item) -> String {
    item.as_ref().map_or("", |check| check.id).to_owned()
}

fn is_warning(item: &Item) -> bool {
    item.as_ref().is_some_and(|check| check.level == Level::Warning)
}

fn item(app: App, batch: &Batch<Item>) -> El {
    // A check of the same id is always about the same input.
    let Some((id, key)) = batch.get(|item| item.as_ref().map(|check| (check.id, check.key))) else {
        let calm = "Nothing to remark on: the inputs agree with one another and with the guide.";
        return el("li.calm").text(calm);
    };
    let text = |text: fn(&Check) -> &String| {
        batch.show_for(text, |item, text| local(item.as_ref().map_or("", |check| text(check))))
    };
    let mut next = el("span.next").dyn_text(text(|check| &check.next));
    if let Some(key) = key {
        let input = key.input();
        let text = format!("Go to “{}”", input.label);
        next = next.text(" ").child(button("link", &text, move || go_to(input.code)));
    }
    let mend = el("button.link")
        .attr("type", "button")
        .dyn_flag("hidden", batch.show(has_no_mend))
        .dyn_text(batch.show(mend_text));
    let mended = batch.clone();
    let mend = mend.on("click", move |_| {
        let changes = mended.get(|item| {
            item.as_ref().and_then(|check| check.mend.as_ref()).map(|mend| mend.changes.clone())
        });
        app.set_all(&changes.unwrap_or_default());
    });
    next = next.text(" ").child(mend);
    let level = |item: &Item| if is_warning(item) { "Warning" } else { "Note" }.to_owned();
    el("li")
        .class_when("warning", batch.show(is_warning))
        .attr("data-check", id)
        .child(el("b.badge").dyn_text(batch.show(level)))
        .child(el("p").dyn_text(text(|check| &check.says)).text(" ").child(next))
}

fn has_no_mend(item: &Item) -> bool {
    item.as_ref().is_none_or(|check| check.mend.is_none())
}

/// What the change that answers a check does, and what it costs.
fn mend_text(item: &Item) -> String {
    let Some(mend) = item.as_ref().and_then(|check| check.mend.as_ref()) else {
        return String::new();
    };
    let label = local(&mend.label);
    match mend.difference_cents {
        Some(0) => label + ", at the same price",
        Some(cents) => [&label, ", ", &difference(cents), " a month"].concat(),
        None => label,
    }
}

/// Brings an input into view, opens its group, and focuses it.
fn go_to(code: &str) {
    let selector = format!("#in-{code}, input[name=in-{code}]:checked");
    if let Ok(Some(element)) = document().query_selector(&selector) {
        if let Ok(Some(group)) = element.closest("details") {
            El(group).attr("open", "");
        }
        // A field that cannot be focused is in view all the same.
        let _ = element.unchecked_into::<web_sys::HtmlElement>().focus();
    }
}

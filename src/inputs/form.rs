//! The form: every input by group, with a way back to the defaults.

use leptos::prelude::*;

use crate::deferred::part;
use crate::dom::{El, button, el, rescue_focus};
use crate::inputs::field::field;
use crate::inputs::undo::{self, History};
use crate::state::App;
use model::inputs::{Group, INPUTS, Key};

/// The inputs of a group, in the order of the table.
fn keys(group: Group) -> impl Iterator<Item = Key> {
    INPUTS.iter().filter(move |input| input.group == group).map(|input| input.key)
}

/// The fields of a group, which follow the scenario while any of them is in sight.
fn fields(app: App, group: Group) -> El {
    let make = move |app| el("div").children(keys(group).map(|key| field(app, key)).collect());
    part(app, Box::new(make))
}

/// A group that is closed at first and says so when something in it differs from the default.
fn closed_group(app: App, title: &'static str, group: Group) -> El {
    let changed =
        move || app.scenario.with(|s| keys(group).filter(|key| !s.is_default(*key)).count());
    let chip = el("span.chip")
        .class_when("off", move || changed() == 0)
        .dyn_text(move || format!("{} changed", changed()));
    el("details.group")
        .child(el("summary").child(el("h3").text(title)).child(chip))
        .child(fields(app, group))
}

/// The form, without its [`GROUPS`].
pub fn form(app: App, history: History) -> El {
    let pristine =
        move || app.scenario.with(|s| INPUTS.iter().all(|input| s.is_default(input.key)));
    let put_back = move || {
        app.open("");
        rescue_focus("#inputs-title");
    };
    let reset = button("quiet", "Reset all", put_back).dyn_flag("disabled", pristine);
    let title = el("h2").id("inputs-title").text("Your deployment");
    el("form.inputs")
        .attr("aria-labelledby", "inputs-title")
        .on("submit", |event| event.prevent_default())
        .child(el("div.section-head").child(title).children(undo::buttons(history)).child(reset))
}

/// The groups of inputs, in the order of the form.
pub const GROUPS: [fn(App) -> El; 5] = [
    |app| el("div.group").child(fields(app, Group::Load)),
    |app| el("div.group").child(el("h3").text("Topology")).child(fields(app, Group::Topology)),
    |app| closed_group(app, "Log, backups, cache", Group::Storage),
    |app| closed_group(app, "Advanced: sizes and the guide's reading", Group::Advanced),
    |app| closed_group(app, "Growth", Group::Growth),
];

//! The form: every input by group, and a button that resets all of them.

use super::field::field;
use super::undo::{self, History};
use crate::deferred::deferred;
use crate::dom::{El, button, el, rescue_focus};
use crate::state::App;
use crate::widgets::disclosure::heading_with_count;
use model::inputs::{Group, INPUTS, Key};

/// The inputs of a group, in the order of the table.
fn keys(group: Group) -> impl Iterator<Item = Key> {
    INPUTS.iter().filter(move |input| input.group == group).map(|input| input.key)
}

/// The fields of a group, which are updated at once while any of them is in sight.
fn fields(app: App, group: Group) -> El {
    deferred(app, |app| el("div.fields").children(keys(group).map(|key| field(app, key)).collect()))
}

/// A group that is closed at first and says how many of its inputs differ from their defaults.
fn closed_group(app: App, title: &'static str, group: Group) -> El {
    let changed =
        move || app.with(|o| keys(group).filter(|key| !o.scenario.is_default(*key)).count());
    el("details.group")
        .child(heading_with_count(el("h3").text(title), changed))
        .child(fields(app, group))
}

/// The form, without its [`GROUPS`].
pub fn form(app: App, history: History) -> El {
    let pristine =
        move || app.with(|o| INPUTS.iter().all(|input| o.scenario.is_default(input.key)));
    let reset = move || {
        app.open("");
        rescue_focus("#inputs-title");
    };
    let reset = button("quiet", "Reset all", reset).dyn_flag("disabled", pristine);
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
    |app| {
        closed_group(app, "Advanced: sizes, measured figures, the guide's reading", Group::Advanced)
    },
    |app| closed_group(app, "Growth", Group::Growth),
];

//! The form: every input by group, and a button that resets all of them.

use super::field::field;
use super::place::place;
use super::undo::{self, History};
use crate::deferred::deferred;
use crate::dom::{El, button, el, rescue_focus};
use crate::format;
use crate::state::{App, Outcome};
use crate::widgets::disclosure::{disclosure, title};
use model::inputs::{Group, INPUTS, Key, Kind, Provider};
use model::number::with_unit;
use model::scenario::{Value, unit};

/// The inputs of a group, in the order of the table.
fn keys(group: Group) -> impl Iterator<Item = Key> {
    INPUTS.iter().filter(move |input| input.group == group).map(|input| input.key)
}

/// The fields of a group, which are updated at once while any of them is in sight.
fn fields(app: App, keys: Vec<Key>) -> El {
    deferred(app, |app| {
        el("div.fields").children(keys.into_iter().map(|key| field(app, key)).collect())
    })
}

/// A group that is always open.
fn open_group(title: &str, fields: El) -> El {
    el("div.group").child(el("h3").text(title)).child(fields)
}

/// A group that is closed at first and says which of its inputs differ from their defaults.
fn closed_group(app: App, title: &'static str, group: Group) -> El {
    let changed = move || {
        app.with(|o| {
            let keys = keys(group).filter(|key| !o.scenario.is_default(*key));
            let values: Vec<String> = keys.map(|key| named_value(o, key)).collect();
            if values.is_empty() { "as usual".to_owned() } else { values.join(", ") }
        })
    };
    let title = el("summary").child(el("h3").text(title)).child(el("small").dyn_text(changed));
    el("details.group").child(title).child(fields(app, keys(group).collect()))
}

/// An input with its value: `Nodes 5`, `WAL retention 14 days`.
fn named_value(o: &Outcome, key: Key) -> String {
    let input = key.input();
    let value = match o.s.value(key) {
        Value::Number(number) if input.kind == Kind::Switch => {
            if number > 0.5 { "yes" } else { "no" }.to_owned()
        }
        // Units of a word or two; longer ones say per what, which the field does.
        Value::Number(number) => {
            let unit = unit(input, &o.scenario).split(' ').next().unwrap_or_default();
            with_unit(&format::exact(number), unit)
        }
        Value::Code(code) => input.option(code),
    };
    [input.label, " ", &value].concat()
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
pub const GROUPS: [fn(App) -> El; 6] = [
    |app| open_group("Load", fields(app, keys(Group::Load).collect())),
    |app| {
        let regions = Provider::ALL.iter().filter_map(|provider| Key::region_of(*provider));
        let (details, _) = disclosure("details", title("Change one"));
        let one = details.child(fields(app, regions.collect()));
        open_group(
            "Place",
            el("div").child(place(app, "in-place", "City, country or code")).child(one),
        )
    },
    |app| closed_group(app, "Nodes", Group::Topology),
    |app| closed_group(app, "Growth", Group::Growth),
    |app| closed_group(app, "Log, backups, cache", Group::Storage),
    |app| closed_group(app, "Sizes, measured figures", Group::Advanced),
];

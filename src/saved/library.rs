//! The section of saved scenarios: saving, the list, and what can be done with each.

use js_sys::JsString;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement};

use super::action::{Action, act};
use super::import;
use super::store::Store;
use crate::dom::{El, el};
use crate::format;
use crate::state::App;
use exchange::library::Saved;
use exchange::link;
use model::number::short;
use model::sizing::size;

/// A list that is longer can be searched.
const SEARCH_FROM: usize = 8;

/// The section of saved scenarios. `frame` is its element, still empty.
pub fn library(frame: El, title: El, app: App, store: Store) -> El {
    let count = move || store.look(|state| state.library.scenarios().len());
    let trouble = move || store.look(|state| state.trouble.map_or("", |t| t.sentence()).to_owned());
    let file = el("input")
        .attr("type", "file")
        .attr("accept", ".json,application/json")
        .attr("data-do", Action::Choose.name());
    let head = el("div.section-head").child(title).child(
        el("div.actions")
            .child(
                Action::ExportAll
                    .button("", "Export all")
                    .dyn_flag("disabled", move || count() == 0),
            )
            .child(el("label.file").text("Import a file…").child(file)),
    );
    let message = el("span")
        .attr("role", "status")
        .dyn_text(move || store.look(|state| state.message.clone()));
    let undo = Action::Undo
        .button("", "Undo")
        .id("library-undo")
        .attr("class", "link")
        .dyn_flag("hidden", move || store.look(|state| state.last_change.is_none()));
    let search = el("input.search")
        .attr("type", "search")
        .attr("aria-label", "Search the saved scenarios")
        .attr("placeholder", "Search names and notes")
        .dyn_flag("hidden", move || count() <= SEARCH_FROM)
        .on_input(move |text| store.edit(&mut |state| state.query.clone_from(&text)));
    let empty = el("p.empty").dyn_flag("hidden", move || count() > 0).text(
        "Nothing saved yet. Save these inputs under a name to come back to them, or drop an exported file anywhere on the page.",
    );
    let clicked = move |event: Event| {
        if let Some((action, id)) = Action::clicked(&event) {
            act(app, store, action, &id, "");
        }
    };
    let changed = move |event: Event| {
        // Whatever can be changed has a value under this name.
        let Some(input) = event.target().map(JsCast::unchecked_into::<HtmlInputElement>) else {
            return;
        };
        match (Action::of(&input), input.files()) {
            (Some((Action::Choose, _)), Some(files)) => {
                import::import(store, &files);
                // So that the same file can be chosen again.
                input.set_value("");
            }
            (Some((action, id)), _) => act(app, store, action, &id, &input.value()),
            // The name of what is not saved yet. Anything done now would come between the button and the click on it.
            _ => {}
        }
    };
    frame.on("click", clicked).on("change", changed).children(vec![
        head,
        el("p.trouble").attr("role", "status").dyn_text(trouble),
        damaged(store),
        save_form(app, store),
        import::preview(store),
        el("p.done").child(message).text(" ").child(undo),
        panel(store),
        search,
        list(store),
        empty,
    ])
}

/// Stored libraries that could not be read, and are kept as they were found.
fn damaged(store: Store) -> El {
    let row = |time: &u64| {
        let since = format::moment(*time);
        let id = time.to_string();
        el("li")
            .text(&["On ", &since, ", saved scenarios in this browser were found damaged. What can be read is below; the original is kept. "].concat())
            .child(Action::Original.button(&id, "Download the original").attr("class", "link"))
            .text(" ")
            .child(Action::Forget.button(&id, "Forget it").attr("class", "link"))
    };
    el("ul.aside").dyn_children(
        move || store.look(|state| state.damaged.clone()),
        move |times: &Vec<u64>| times.iter().map(row).collect(),
    )
}

/// Where the inputs are saved, under a new name or over what they were opened from.
fn save_form(app: App, store: Store) -> El {
    let suggested = move || {
        app.with(|o| {
            [&*short(o.s.a), " assertions, ", &*short(o.s.q), " queries per second"].concat()
        })
    };
    // The saved scenario that the inputs were opened from, if they have been changed since.
    let changed = move || {
        let link = app.with(|o| link::format(&o.scenario));
        store.look(|state| {
            let saved = state.library.get(&state.opened_from.as_ref()?.id)?;
            (link != link::format(&link::parse(&saved.link).scenario))
                .then(|| [saved.id.clone(), ["Save changes to “", &saved.name, "”"].concat()])
        })
    };
    let over = move |changed: &Option<[String; 2]>| {
        let button = |[id, text]: &[String; 2]| Action::SaveOver.button(id, text);
        changed.iter().map(button).collect()
    };
    let field = el("input")
        .attr("type", "text")
        .attr("maxlength", "200")
        .id("new-name")
        .attr("aria-label", "Name for these inputs")
        .attr("autocomplete", "off")
        .attr("dir", "auto")
        .dyn_attr("placeholder", move || Some(suggested()));
    let input = field.0.clone().unchecked_into::<HtmlInputElement>();
    let save = move |event: Event| {
        event.prevent_default();
        let typed = input.value();
        let name = if typed.trim().is_empty() { input.placeholder() } else { typed };
        act(app, store, Action::Save, "", &name);
        input.set_value("");
    };
    el("form.save")
        .on("submit", save)
        .child(field)
        .child(el("button.primary").attr("type", "submit").text("Save"))
        .child(el("span.over").dyn_children(changed, over))
}

fn fold(text: &str) -> String {
    JsString::from(text).to_lower_case().into()
}

fn list(store: Store) -> El {
    let found = move || {
        store.look(|state| {
            let all = state.library.scenarios();
            // What was searched for in a long list is not in force in a short one.
            let query = if all.len() > SEARCH_FROM { &*state.query } else { "" };
            let found = state.library.search(query, fold).into_iter().cloned();
            (found.collect::<Vec<_>>(), state.opened_from.as_ref().map(|open| open.id.clone()))
        })
    };
    let rows = move |(found, open): &(Vec<Saved>, Option<String>)| {
        if found.is_empty() && store.look(|state| !state.library.scenarios().is_empty()) {
            return vec![el("li.calm").text("No saved scenario has these words.")];
        }
        found.iter().map(|saved| row(saved, open.as_ref() == Some(&saved.id))).collect()
    };
    el("ul.saved").dyn_children(found, rows)
}

/// A saved scenario of the list: opens on its name.
fn row(saved: &Saved, open: bool) -> El {
    let Saved { id, name, link, changed, .. } = saved;
    let z = size(&link::parse(link).scenario.resolve());
    let needs = [
        &*format::exact(f64::from(z.nodes)),
        " × ",
        &*format::figure(z.cpu.provision_vcpu),
        " vCPU, ",
        &*format::gigabytes(z.ram.provision_gb),
    ];
    let row = if open { el("li").attr("aria-current", "true") } else { el("li") };
    row.children(vec![
        Action::Open
            .button(id, name)
            .attr("class", "link name")
            .attr("dir", "auto")
            .attr("title", name),
        el("span.scope").text(&needs.concat()),
        el("span.scope.when").text(&format::moment(*changed)),
        Action::Edit
            .button(id, "Edit")
            .attr("class", "quiet")
            .attr("aria-label", &["Edit ", name].concat()),
    ])
}

/// What can be done with the saved scenario that is being edited.
fn panel(store: Store) -> El {
    // Its id, and the ends of the list that it stands at.
    let edited = move || {
        store.look(|state| {
            let all = state.library.scenarios();
            let place = all.iter().position(|saved| saved.id == state.editing)?;
            let ends = [place == 0, place + 1 == all.len()];
            Some((state.editing.clone(), ends))
        })
    };
    let children = move |edited: &Option<(String, [bool; 2])>| {
        let Some((id, [first, last])) = edited else { return Vec::new() };
        let saved = store.look(|state| state.library.get(id).cloned().unwrap_or_default());
        panel_of(&saved, *first, *last)
    };
    el("div.editor").dyn_children(edited, children)
}

fn panel_of(saved: &Saved, first: bool, last: bool) -> Vec<El> {
    let field = |action: Action, label: &str, field: El, value: &str| {
        let id = action.id();
        field.0.unchecked_ref::<HtmlInputElement>().set_value(value);
        el("div")
            .child(el("label").attr("for", &id).text(label))
            .child(action.on(field.id(&id).attr("dir", "auto"), &saved.id))
    };
    let name = el("input").attr("type", "text").attr("maxlength", "200");
    let notes = el("textarea").attr("rows", "3").attr("maxlength", "10000");
    let mut buttons = Vec::new();
    for (action, text) in [
        (Action::Copy, "Duplicate"),
        (Action::Up, "Move up"),
        (Action::Down, "Move down"),
        (Action::Export, "Export"),
        (Action::Delete, "Delete"),
    ] {
        let button = action.button(&saved.id, text).id(&action.id());
        let at_end = (action == Action::Up && first) || (action == Action::Down && last);
        buttons.push(if at_end { button.attr("disabled", "") } else { button });
    }
    buttons.push(Action::Edit.button("", "Close"));
    vec![
        field(Action::Name, "Name", name, &saved.name),
        field(Action::Notes, "Notes", notes, &saved.notes),
        el("div.actions").children(buttons),
    ]
}

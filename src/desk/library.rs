//! Saved scenarios: saving, the list, and what can be done with each.
//!
//! Buttons here say what they do in attributes, and one listener for all of them does it: two hundred
//! rows need no listeners of their own.

use std::time::Duration;

use js_sys::JsString;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, HtmlInputElement};

use super::import::{question, take};
use super::keeper::{Keeper, Shelf, now};
use crate::dom::{El, el};
use crate::format;
use crate::storage;
use crate::widgets::download::download;
use exchange::file::{self, Preview};
use exchange::library::Saved;
use exchange::link;
use model::number::short;
use model::sizing::size;

/// A list that is longer can be searched.
const SEARCH_FROM: usize = 8;

/// A button that does something with a saved scenario: see [`act`].
pub fn do_button(what: &str, id: &str, text: &str) -> El {
    el("button").attr("type", "button").attr("data-do", what).attr("data-id", id).text(text)
}

/// The section of saved scenarios.
pub fn library(keeper: Keeper) -> El {
    let count = move || keeper.look(|shelf| shelf.library.scenarios().len());
    let trouble =
        move || keeper.look(|shelf| shelf.trouble.map_or("", |t| t.sentence()).to_owned());
    let file = el("input")
        .attr("type", "file")
        .attr("accept", ".json,application/json")
        .attr("data-do", "choose");
    let head =
        el("div.section-head").child(el("h2").id("library-title").text("Saved scenarios")).child(
            el("div.actions")
                .child(
                    do_button("export-all", "", "Export all")
                        .dyn_flag("disabled", move || count() == 0),
                )
                .child(el("label.file").text("Import a file…").child(file)),
        );
    let said = el("span").attr("role", "status").dyn_text(move || keeper.look(|s| s.said.clone()));
    let undo = do_button("take-back", "", "Undo")
        .id("library-undo")
        .attr("class", "link")
        .dyn_flag("hidden", move || keeper.look(|shelf| shelf.deed.is_none()));
    let search = el("input.search")
        .attr("type", "search")
        .attr("aria-label", "Search the saved scenarios")
        .attr("placeholder", "Search names and notes")
        .dyn_flag("hidden", move || count() <= SEARCH_FROM)
        .on_input(move |text| keeper.edit(&mut |shelf| shelf.query.clone_from(&text)));
    let empty = el("p.empty").dyn_flag("hidden", move || count() > 0).text(
        "Nothing saved yet. Save these inputs under a name to come back to them, or drop an exported file anywhere on the page.",
    );
    let clicked = move |event: Event| {
        let button = event.target().and_then(|target| {
            target.unchecked_into::<Element>().closest("button[data-do]").ok().flatten()
        });
        if let Some(button) = button {
            let attribute = |name| button.get_attribute(name).unwrap_or_default();
            act(keeper, &attribute("data-do"), &attribute("data-id"), String::new());
        }
    };
    let changed = move |event: Event| {
        // Whatever can be changed has a value under this name.
        let Some(input) = event.target().map(JsCast::unchecked_into::<HtmlInputElement>) else {
            return;
        };
        let attribute = |name| input.get_attribute(name).unwrap_or_default();
        if attribute("data-do").is_empty() {
            // The name of what is not saved yet. Anything done now would come between the button and the click on it.
            return;
        }
        match input.files() {
            Some(files) if attribute("data-do") == "choose" => {
                take(keeper, &files);
                // So that the same file can be chosen again.
                input.set_value("");
            }
            _ => act(keeper, &attribute("data-do"), &attribute("data-id"), input.value()),
        }
    };
    el("section")
        .id("library")
        .attr("aria-labelledby", "library-title")
        .on("click", clicked)
        .on("change", changed)
        .children(vec![
            head,
            el("p.trouble").attr("role", "status").dyn_text(trouble),
            aside(keeper),
            save_form(keeper),
            question(keeper),
            el("p.done").child(said).text(" ").child(undo),
            panel(keeper),
            search,
            list(keeper),
            empty,
        ])
}

/// Does what a button says, or takes over what was typed.
fn act(keeper: Keeper, what: &str, id: &str, typed: String) {
    let saved = keeper.look(|shelf| shelf.library.get(id).cloned());
    match what {
        "open" => {
            if let Some(saved) = saved {
                keeper.open_link(&saved.link);
                keeper.edit(&mut |shelf| {
                    shelf.opened(id);
                    shelf.said = shelf.about("Opened", id);
                    shelf.deed = None;
                });
            }
        }
        "edit" => {
            keeper.edit(&mut |shelf| shelf.editing = id.to_owned());
            let next = if id.is_empty() { "library-undo" } else { "saved-name" };
            set_timeout(move || focus(next), Duration::ZERO);
        }
        "export-all" => {
            let text = keeper.look(|shelf| file::write(shelf.library.scenarios()));
            save_file("scenarios", &text);
        }
        "export" => {
            if let Some(saved) = saved {
                save_file(&saved.name, &file::write(std::slice::from_ref(&saved)));
            }
        }
        "original" => {
            if let Ok(Some(text)) = storage::read(id) {
                save_file("damaged", &text);
            }
        }
        "forget" => {
            storage::remove(id);
            keeper.edit(&mut |shelf| shelf.aside = storage::aside());
        }
        "close-import" => keeper.edit(&mut |shelf| shelf.preview = Preview::default()),
        "take-back" => keeper.take_back(),
        _ => {
            let link = keeper.link();
            keeper.change(&mut |shelf| change(shelf, what, id, &typed, &link));
            let button = ["saved-", what].concat();
            set_timeout(move || keep_focus(&button), Duration::ZERO);
        }
    }
}

/// Changes the library as a button or a field says, and says it.
fn change(shelf: &mut Shelf, what: &str, id: &str, typed: &str, link: &str) -> String {
    let (library, now) = (&mut shelf.library, now());
    match what {
        "save" => {
            let id = library.save(fresh_id(), typed, link.to_owned(), now);
            shelf.opened(&id);
            shelf.about("Saved", &id)
        }
        "save-over" => {
            let seen = shelf.open.as_ref().map_or(0, |open| open.seen);
            library.save_over(id, seen, link.to_owned(), now);
            shelf.opened(id);
            shelf.about("Saved the changes to", id)
        }
        "name" => {
            library.rename(id, typed, now);
            shelf.about("Renamed to", id)
        }
        "notes" => {
            library.annotate(id, typed, now);
            shelf.about("Kept the notes on", id)
        }
        "copy" => {
            let copy = library.duplicate(id, fresh_id(), now).unwrap_or_default();
            shelf.about("Made", &copy)
        }
        "up" | "down" => {
            library.shift(id, what == "up");
            shelf.about("Moved", id)
        }
        "delete" => {
            let said = shelf.about("Deleted", id);
            shelf.library.delete(id);
            said
        }
        "import" => {
            let Preview { scenarios, .. } = std::mem::take(&mut shelf.preview);
            let said = ["Imported ", &scenarios.len().to_string(), "."].concat();
            shelf.library.import(scenarios);
            said
        }
        _ => std::mem::take(&mut shelf.said),
    }
}

/// An id that nobody else has.
fn fresh_id() -> String {
    let mut id = String::new();
    for _ in 0..12 {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 .. 35")]
        let digit = (js_sys::Math::random() * 36.0) as u32;
        id.extend(char::from_digit(digit, 36));
    }
    id
}

/// Saves a file under a name that no system objects to.
fn save_file(name: &str, text: &str) {
    let plain = |c: char| if c.is_ascii_punctuation() || c == ' ' { '-' } else { c };
    let name: String = name.chars().take(60).map(plain).collect();
    download(&["stemedb-sizing-", &name, ".json"].concat(), "application/json", text);
}

/// What could not be read and was set aside.
fn aside(keeper: Keeper) -> El {
    let row = |name: &String| {
        let time = name.rsplit('.').next().and_then(|time| time.parse().ok());
        let since = format::moment(time.unwrap_or_default());
        el("li")
            .text(&["On ", &since, ", saved scenarios in this browser were found damaged. What can be read is below; the original is kept. "].concat())
            .child(do_button("original", name, "Download the original").attr("class", "link"))
            .text(" ")
            .child(do_button("forget", name, "Forget it").attr("class", "link"))
    };
    el("ul.aside").dyn_children(
        move || keeper.look(|shelf| shelf.aside.clone()),
        move |names: &Vec<String>| names.iter().map(row).collect(),
    )
}

/// Where the inputs are saved, under a new name or over what they were opened from.
fn save_form(keeper: Keeper) -> El {
    let suggested = move || {
        let s = link::parse(&keeper.link()).scenario.resolve();
        [&*short(s.a), " assertions, ", &*short(s.q), " queries per second"].concat()
    };
    // The saved scenario that the inputs were opened from, if they have been changed since.
    let changed = move || {
        let link = keeper.link();
        keeper.look(|shelf| {
            let saved = shelf.library.get(&shelf.open.as_ref()?.id)?;
            (link != link::format(&link::parse(&saved.link).scenario))
                .then(|| [saved.id.clone(), ["Save changes to “", &saved.name, "”"].concat()])
        })
    };
    let over = move |changed: &Option<[String; 2]>| {
        let button = |[id, text]: &[String; 2]| do_button("save-over", id, text);
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
        act(keeper, "save", "", name);
        input.set_value("");
    };
    el("form.save")
        .on("submit", save)
        .child(field)
        .child(el("button.primary").attr("type", "submit").text("Save"))
        .child(el("span.over").dyn_children(changed, over))
}

/// Puts the keyboard on an element, or where that cannot be on the way to undo what was done.
pub fn focus(id: &str) {
    let find = |id: &str| document().query_selector(&["#", id, ":enabled"].concat()).ok().flatten();
    if let Some(element) = find(id).or_else(|| find("library-undo")) {
        // It may be hidden by now.
        let _ = element.unchecked_into::<HtmlElement>().focus();
    }
}

/// [`focus`], if what had the keyboard is no longer there.
fn keep_focus(id: &str) {
    if document().active_element().is_none_or(|element| element.tag_name() == "BODY") {
        focus(id);
    }
}

fn fold(text: &str) -> String {
    JsString::from(text).to_lower_case().into()
}

fn list(keeper: Keeper) -> El {
    let found = move || {
        keeper.look(|shelf| {
            let all = shelf.library.scenarios();
            // What was searched for in a long list is not in force in a short one.
            let query = if all.len() > SEARCH_FROM { &*shelf.query } else { "" };
            let found = shelf.library.search(query, fold).into_iter().cloned();
            (found.collect::<Vec<_>>(), shelf.open.as_ref().map(|open| open.id.clone()))
        })
    };
    let rows = move |(found, open): &(Vec<Saved>, Option<String>)| {
        if found.is_empty() && keeper.look(|shelf| !shelf.library.scenarios().is_empty()) {
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
        do_button("open", id, name)
            .attr("class", "link name")
            .attr("dir", "auto")
            .attr("title", name),
        el("span.scope").text(&needs.concat()),
        el("span.scope.when").text(&format::moment(*changed)),
        do_button("edit", id, "Edit")
            .attr("class", "quiet")
            .attr("aria-label", &["Edit ", name].concat()),
    ])
}

/// What can be done with the saved scenario that is being edited.
fn panel(keeper: Keeper) -> El {
    // Its id, and the ends of the list that it stands at.
    let edited = move || {
        keeper.look(|shelf| {
            let all = shelf.library.scenarios();
            let place = all.iter().position(|saved| saved.id == shelf.editing)?;
            let ends = [place == 0, place + 1 == all.len()];
            Some((shelf.editing.clone(), ends))
        })
    };
    let children = move |edited: &Option<(String, [bool; 2])>| {
        let Some((id, [first, last])) = edited else { return Vec::new() };
        let saved = keeper.look(|shelf| shelf.library.get(id).cloned().unwrap_or_default());
        panel_of(&saved, *first, *last)
    };
    el("div.panel").dyn_children(edited, children)
}

fn panel_of(saved: &Saved, first: bool, last: bool) -> Vec<El> {
    let field = |what: &str, label: &str, field: El, value: &str| {
        let id = ["saved-", what].concat();
        field.0.unchecked_ref::<HtmlInputElement>().set_value(value);
        let field = field.id(&id).attr("dir", "auto").attr("data-do", what);
        el("div")
            .child(el("label").attr("for", &id).text(label))
            .child(field.attr("data-id", &saved.id))
    };
    let name = el("input").attr("type", "text").attr("maxlength", "200");
    let notes = el("textarea").attr("rows", "3").attr("maxlength", "10000");
    let mut buttons = Vec::new();
    for (what, text) in [
        ("copy", "Duplicate"),
        ("up", "Move up"),
        ("down", "Move down"),
        ("export", "Export"),
        ("delete", "Delete"),
    ] {
        let button = do_button(what, &saved.id, text).id(&["saved-", what].concat());
        let at_end = (what == "up" && first) || (what == "down" && last);
        buttons.push(if at_end { button.attr("disabled", "") } else { button });
    }
    buttons.push(do_button("edit", "", "Close"));
    vec![
        field("name", "Name", name, &saved.name),
        field("notes", "Notes", notes, &saved.notes),
        el("div.actions").children(buttons),
    ]
}

//! What buttons and fields do with saved scenarios.
//!
//! They carry their [`Action`] and what it is about in attributes, and one listener around all of them
//! does it: two hundred rows need no listeners of their own.

use std::time::Duration;

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement};

use super::store::{State, Store, now};
use crate::dom::signals::*;
use crate::dom::{El, document, el, set_timeout};
use crate::state::App;
use crate::storage::{self, Key};
use crate::widgets::download::download;
use exchange::file::{self, Preview};

/// What a button or a field does. Its name is that of the attribute `data-do`, and of the element's id
/// where it has one: `saved-delete`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Replaces the inputs by those of a saved scenario.
    Open,
    /// Opens the panel of a saved scenario, or closes it.
    Edit,
    /// Saves the inputs under a new name.
    Save,
    /// Saves the inputs over the scenario that they were opened from.
    SaveOver,
    /// Calls a saved scenario something else.
    Name,
    /// Replaces its notes.
    Notes,
    /// Puts a copy of it below it.
    Copy,
    /// Moves it up in the list.
    Up,
    /// Moves it down.
    Down,
    /// Deletes it.
    Delete,
    /// Undoes the last change.
    Undo,
    /// Saves a scenario as a file.
    Export,
    /// Saves all of them as a file.
    ExportAll,
    /// Takes a file to be imported.
    Choose,
    /// Imports what the preview shows.
    Import,
    /// Closes the preview.
    CloseImport,
    /// Saves a damaged library as a file, as it was found.
    Original,
    /// Deletes a damaged library.
    Forget,
    /// Makes a column of the comparison its base.
    Base,
    /// Leaves a column out of the comparison.
    LeaveOut,
}

impl Action {
    const ALL: [Self; 20] = [
        Self::Open,
        Self::Edit,
        Self::Save,
        Self::SaveOver,
        Self::Name,
        Self::Notes,
        Self::Copy,
        Self::Up,
        Self::Down,
        Self::Delete,
        Self::Undo,
        Self::Export,
        Self::ExportAll,
        Self::Choose,
        Self::Import,
        Self::CloseImport,
        Self::Original,
        Self::Forget,
        Self::Base,
        Self::LeaveOut,
    ];

    /// Its name in attributes.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Edit => "edit",
            Self::Save => "save",
            Self::SaveOver => "save-over",
            Self::Name => "name",
            Self::Notes => "notes",
            Self::Copy => "copy",
            Self::Up => "up",
            Self::Down => "down",
            Self::Delete => "delete",
            Self::Undo => "undo",
            Self::Export => "export",
            Self::ExportAll => "export-all",
            Self::Choose => "choose",
            Self::Import => "import",
            Self::CloseImport => "close-import",
            Self::Original => "original",
            Self::Forget => "forget",
            Self::Base => "base",
            Self::LeaveOut => "leave-out",
        }
    }

    /// The id of the one element with this action in the panel of a saved scenario.
    pub fn id(self) -> String {
        ["saved-", self.name()].concat()
    }

    /// The action of an element, and what it is about.
    pub fn of(element: &Element) -> Option<(Self, String)> {
        let name = element.get_attribute("data-do")?;
        let action = Self::ALL.into_iter().find(|action| action.name() == name)?;
        Some((action, element.get_attribute("data-id").unwrap_or_default()))
    }

    /// The action of the button that was clicked, and what it is about.
    pub fn clicked(event: &Event) -> Option<(Self, String)> {
        let target = event.target()?.unchecked_into::<Element>();
        Self::of(&target.closest("button[data-do]").ok()??)
    }

    /// Gives an element this action; `id` is what it is about.
    pub fn on(self, element: El, id: &str) -> El {
        element.attr("data-do", self.name()).attr("data-id", id)
    }

    /// A button with this action and a text; `id` is what it is about.
    pub fn button(self, id: &str, text: &str) -> El {
        self.on(el("button").attr("type", "button"), id).text(text)
    }
}

/// Does what a button of the library says, or takes over what was typed.
pub fn act(app: App, store: Store, action: Action, id: &str, typed: &str) {
    let saved = store.look(|state| state.library.get(id).cloned());
    match action {
        Action::Open => {
            if let Some(saved) = saved {
                app.open(&saved.link);
                store.edit(&mut |state| {
                    state.opened(id);
                    state.message = state.about("Opened", id);
                    state.last_change = None;
                });
            }
        }
        Action::Edit => {
            store.edit(&mut |state| state.editing = id.to_owned());
            let next = if id.is_empty() { "library-undo".to_owned() } else { Action::Name.id() };
            set_timeout(move || focus(&next), Duration::ZERO);
        }
        Action::ExportAll => {
            let text = store.look(|state| file::write(state.library.scenarios()));
            save_file("scenarios", &text);
        }
        Action::Export => {
            if let Some(saved) = saved {
                save_file(&saved.name, &file::write(std::slice::from_ref(&saved)));
            }
        }
        Action::Original => {
            if let Ok(Some(text)) = storage::read(damaged(id)) {
                save_file("damaged", &text);
            }
        }
        Action::Forget => {
            storage::remove(damaged(id));
            store.edit(&mut |state| state.damaged = storage::damaged());
        }
        Action::CloseImport => store.edit(&mut |state| state.preview = Preview::default()),
        Action::Undo => store.undo(),
        _ => {
            let link = untrack(|| app.link());
            store.change(&mut |state| change(state, action, id, typed, &link));
            set_timeout(move || keep_focus(&action.id()), Duration::ZERO);
        }
    }
}

/// Changes the library as a button or a field says, and returns the message about it.
fn change(state: &mut State, action: Action, id: &str, typed: &str, link: &str) -> String {
    let (library, now) = (&mut state.library, now());
    match action {
        Action::Save => {
            let id = library.save(fresh_id(), typed, link.to_owned(), now);
            state.opened(&id);
            state.about("Saved", &id)
        }
        Action::SaveOver => {
            let seen = state.opened_from.as_ref().map_or(0, |open| open.seen);
            library.save_over(id, seen, link.to_owned(), now);
            state.opened(id);
            state.about("Saved the changes to", id)
        }
        Action::Name => {
            library.rename(id, typed, now);
            state.about("Renamed to", id)
        }
        Action::Notes => {
            library.annotate(id, typed, now);
            state.about("Kept the notes on", id)
        }
        Action::Copy => {
            let copy = library.duplicate(id, fresh_id(), now).unwrap_or_default();
            state.about("Made", &copy)
        }
        Action::Up | Action::Down => {
            library.shift(id, action == Action::Up);
            state.about("Moved", id)
        }
        Action::Delete => {
            let message = state.about("Deleted", id);
            state.library.delete(id);
            message
        }
        Action::Import => {
            let Preview { scenarios, .. } = std::mem::take(&mut state.preview);
            let message = ["Imported ", &scenarios.len().to_string(), "."].concat();
            state.library.import(scenarios);
            message
        }
        // The others change nothing in the library.
        _ => std::mem::take(&mut state.message),
    }
}

/// The key of a damaged library, by the time in an attribute.
fn damaged(time: &str) -> Key {
    Key::Damaged(time.parse().unwrap_or_default())
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

/// Puts the keyboard on the element with this id, or on the button that undoes the last change where
/// that element is gone or disabled.
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

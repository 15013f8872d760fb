//! The saved scenarios as this tab has them, in step with the browser's storage and with other tabs.

use std::time::Duration;

use crate::debounce::Debounce;
use crate::dom::signals::*;
use crate::dom::{effect, on_window};
use crate::state::App;
use crate::storage::{self, Key, Trouble};
use exchange::file::{self, Preview, Refusal};
use exchange::library::Library;
use exchange::opened_from::OpenedFrom;

/// How long the inputs must rest before it is stored what they were opened from.
const KEEP_AFTER: Duration = Duration::from_millis(150);

/// Everything about saved scenarios that the page shows. One signal for all of it, because each kind of
/// signal costs code, and little of this changes often.
pub struct State {
    /// The saved scenarios.
    pub library: Library,
    /// The one that the inputs were opened from.
    pub opened_from: Option<OpenedFrom>,
    /// Why nothing can be kept.
    pub trouble: Option<Trouble>,
    /// A sentence on what was done last.
    pub message: String,
    /// The libraries before and after the last change, where that can be undone.
    pub last_change: Option<(Library, Library)>,
    /// When stored libraries were found that could not be read: see [`Key::Damaged`].
    pub damaged: Vec<u64>,
    /// What the saved scenarios are searched for.
    pub query: String,
    /// The id of the saved scenario that is being edited.
    pub editing: String,
    /// What a file would bring.
    pub preview: Preview,
    /// What the storage held when it was looked at last.
    stored: String,
    /// The library that this was read as: what this tab's changes and another's have in common.
    base: Library,
}

/// Access to the saved scenarios. Copies share them.
#[derive(Clone, Copy)]
pub struct Store {
    state: RwSignal<State>,
}

/// Milliseconds since 1970.
pub fn now() -> u64 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a time after 1970"
    )]
    let now = js_sys::Date::now() as u64;
    now
}

impl Store {
    /// Reads what is stored, and follows other tabs from now on.
    pub fn new(app: App) -> Self {
        let opened_from = storage::read(Key::OpenedFrom).ok().flatten();
        let here = untrack(|| app.link());
        let state = State {
            library: Library::default(),
            opened_from: opened_from.and_then(|text| OpenedFrom::read(&text, &here)),
            trouble: None,
            message: String::new(),
            last_change: None,
            damaged: storage::damaged(),
            query: String::new(),
            editing: String::new(),
            preview: Preview::default(),
            stored: String::new(),
            base: Library::default(),
        };
        let store = Self { state: RwSignal::new(state) };
        store.edit(&mut |state| state.sync(true));
        store.keep_opened_from(app);
        on_window("storage", Box::new(move |_| store.edit(&mut |state| state.sync(false))));
        store
    }

    /// Something of the state. Whatever asks in an effect is told of changes.
    pub fn look<T: Default>(self, look: impl Fn(&State) -> T) -> T {
        let mut seen = T::default();
        self.look_boxed(&mut |state| seen = look(state));
        seen
    }

    fn look_boxed(self, look: &mut dyn FnMut(&State)) {
        self.state.with(look);
    }

    /// Changes something of the state that is not stored.
    pub fn edit(self, edit: &mut dyn FnMut(&mut State)) {
        self.state.update(edit);
    }

    /// Changes the library and stores it. `change` returns the message about it.
    pub fn change(self, change: &mut dyn FnMut(&mut State) -> String) {
        self.edit(&mut |state| {
            // On top of what other tabs have done.
            state.sync(false);
            let before = state.library.clone();
            state.message = change(state);
            state.last_change = (before != state.library).then(|| (before, state.library.clone()));
            state.write();
        });
    }

    /// Undoes the last change of the library.
    pub fn undo(self) {
        self.change(&mut |state| {
            if let Some((before, after)) = state.last_change.take() {
                state.library = Library::merge(&after, &before, &state.library);
            }
            "Undone.".to_owned()
        });
        self.edit(&mut |state| state.last_change = None);
    }

    /// Stores which saved scenario the inputs were opened from, together with the inputs, so that the
    /// next visit can still save over it.
    fn keep_opened_from(self, app: App) {
        let rest = Debounce::new(KEEP_AFTER);
        effect(Box::new(move || {
            let Some(from) = self.look(|state| state.opened_from.clone()) else { return };
            app.source.track();
            rest.call(Box::new(move || {
                let text = from.write(&untrack(|| app.link()));
                // Without it, the next visit offers to save under a new name only.
                let _ = storage::write(Key::OpenedFrom, &text);
            }));
        }));
    }
}

impl State {
    /// Notes that the inputs are those of a saved scenario.
    pub fn opened(&mut self, id: &str) {
        let saved = self.library.get(id);
        self.opened_from = saved.map(|saved| OpenedFrom { id: id.to_owned(), seen: saved.changed });
    }

    /// A sentence about a saved scenario, beginning with these words.
    pub fn about(&self, words: &str, id: &str) -> String {
        let name = self.library.get(id).map_or("", |saved| &saved.name);
        [words, " “", name, "”."].concat()
    }

    /// Takes in what is stored, if that is something new: another tab's changes, or when the page opens
    /// everything.
    fn sync(&mut self, opening: bool) {
        let text = match storage::read(Key::Library) {
            Ok(Some(text)) if self.stored != text => text,
            // Storage that was emptied meanwhile is no reason to forget.
            Ok(_) => return,
            Err(trouble) => return self.trouble = Some(trouble),
        };
        let (theirs, whole) = match file::read(&text) {
            Ok(contents) => (Library::of(contents.scenarios), contents.lost.is_empty()),
            Err(Refusal::Newer(_)) => return self.trouble = Some(Trouble::Newer),
            Err(_) => (Library::default(), false),
        };
        if whole || opening {
            self.library = Library::merge(&self.base, &self.library, &theirs);
            self.base = theirs;
        }
        if whole {
            self.stored = text;
            return;
        }
        // Under another key first, so that nothing is ever written over it.
        match storage::write(Key::Damaged(now()), &text) {
            Ok(()) => {
                self.stored = text;
                self.damaged = storage::damaged();
                self.write();
            }
            Err(trouble) => self.trouble = Some(trouble),
        }
    }

    /// Stores the library, unless what is stored must not be written over.
    fn write(&mut self) {
        match storage::read(Key::Library) {
            Ok(Some(text)) if text != self.stored => return,
            Err(trouble) => return self.trouble = Some(trouble),
            Ok(_) => {}
        }
        let text = file::write(self.library.scenarios());
        match storage::write(Key::Library, &text) {
            Ok(()) => {
                self.trouble = None;
                self.base = self.library.clone();
                self.stored = text;
            }
            Err(trouble) => self.trouble = Some(trouble),
        }
    }
}

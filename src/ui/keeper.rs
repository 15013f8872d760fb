//! What the page keeps: the saved scenarios, the draft and the steps that can be undone, together with
//! the browser's storage and with other tabs.

use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;

use super::dom::{El, Rest, button, effect, el, on_window};
use super::history::Gesture;
use super::state::App;
use crate::share::file::{self, Preview, Refusal};
use crate::share::link;
use crate::store::browser::{self, Key, Trouble};
use crate::store::draft::{Draft, Open};
use crate::store::library::Library;
use crate::store::steps::Steps;

/// How long the inputs must rest before the draft is written.
const WRITE_AFTER: Duration = Duration::from_millis(300);

/// Everything that is kept, as this tab has it. One signal for all of it, because each kind of signal
/// costs code, and little of this changes often.
pub struct Shelf {
    /// The saved scenarios.
    pub library: Library,
    /// The one that the inputs were opened from.
    pub open: Option<Open>,
    /// Why nothing can be kept.
    pub trouble: Option<Trouble>,
    /// What was done last.
    pub said: String,
    /// The libraries before and after it, where it can be undone.
    pub deed: Option<(Library, Library)>,
    /// Names of stored texts that could not be read.
    pub aside: Vec<String>,
    /// What the saved scenarios are searched for.
    pub query: String,
    /// The id of the saved scenario that is being edited.
    pub editing: String,
    /// What a file would bring.
    pub preview: Preview,
    /// Changes of the inputs.
    pub steps: Steps<Draft>,
    /// What the storage held when it was looked at last.
    stored: String,
    /// The library that this was read as: what this tab's changes and another's have in common.
    base: Library,
}

/// Access to what is kept. Copies share it.
#[derive(Clone, Copy)]
pub struct Keeper {
    /// The page.
    pub app: App,
    shelf: RwSignal<Shelf>,
}

/// What the last visit left.
pub fn draft() -> Option<Draft> {
    browser::read(Key::Draft.name()).ok().flatten().map(|text| Draft::read(&text))
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

impl Keeper {
    /// Takes up what is stored, and keeps up with other tabs.
    pub fn new(app: App) -> Self {
        let here = untrack(|| app.link());
        let open = draft().filter(|draft| draft.link == here).and_then(|draft| draft.open);
        let shelf = Shelf {
            library: Library::default(),
            open: open.clone(),
            trouble: None,
            said: String::new(),
            deed: None,
            aside: browser::aside(),
            query: String::new(),
            editing: String::new(),
            preview: Preview::default(),
            steps: Steps::new(Draft { link: here, open }),
            stored: String::new(),
            base: Library::default(),
        };
        let keeper = Self { app, shelf: RwSignal::new(shelf) };
        keeper.edit(&mut |shelf| shelf.sync(true));
        on_window("storage", Box::new(move |_| keeper.edit(&mut |shelf| shelf.sync(false))));
        keeper
    }

    /// Something of the shelf, followed where that is done.
    pub fn look<T: Default>(self, look: impl Fn(&Shelf) -> T) -> T {
        let mut seen = T::default();
        self.look_boxed(&mut |shelf| seen = look(shelf));
        seen
    }

    fn look_boxed(self, look: &mut dyn FnMut(&Shelf)) {
        self.shelf.with(look);
    }

    /// Changes something on the shelf that is not stored.
    pub fn edit(self, edit: &mut dyn FnMut(&mut Shelf)) {
        self.shelf.update(edit);
    }

    /// Changes the library and keeps the change. `deed` returns what to say about it.
    pub fn change(self, deed: &mut dyn FnMut(&mut Shelf) -> String) {
        self.edit(&mut |shelf| {
            // On top of what other tabs have done.
            shelf.sync(false);
            let before = shelf.library.clone();
            shelf.said = deed(shelf);
            shelf.deed = (before != shelf.library).then(|| (before, shelf.library.clone()));
            shelf.write();
        });
    }

    /// Takes the last change of the library back.
    pub fn take_back(self) {
        self.change(&mut |shelf| {
            if let Some((before, after)) = shelf.deed.take() {
                shelf.library = Library::merge(&after, &before, &shelf.library);
            }
            "Undone.".to_owned()
        });
        self.edit(&mut |shelf| shelf.deed = None);
    }

    /// Follows the inputs: makes steps of their changes, and writes the draft whenever they come to
    /// rest. What a link brought is no draft until it is changed: looking at somebody's scenario must
    /// not cost one's own.
    pub fn follow(self, gesture: Rc<Gesture>) {
        let rest = Rest::new(WRITE_AFTER);
        effect(Box::new(move || {
            let link = self.app.link();
            let open = self.look(|shelf| shelf.open.clone());
            let draft = Draft { link, open };
            let mut next = Some(draft.clone());
            let mut changed = false;
            self.shelf.maybe_update(|shelf| {
                let steps = &mut shelf.steps;
                let could = steps.can(false);
                changed = *steps.present() != draft;
                match next.take() {
                    Some(next) if steps.present().link == next.link => steps.amend(next),
                    Some(next) => steps.go(next, gesture.goes_on()),
                    None => {}
                }
                // While a slider is moving, nobody needs to know.
                could != steps.can(false) || steps.can(true)
            });
            if changed {
                let text = draft.write();
                rest.then(Box::new(move || {
                    if let Err(trouble) = browser::write(Key::Draft.name(), &text) {
                        self.edit(&mut |shelf| shelf.trouble = Some(trouble));
                    }
                }));
            }
        }));
    }

    /// Undoes a step of the inputs, or redoes one.
    pub fn turn(self, redo: bool) {
        let mut turned = None;
        self.edit(&mut |shelf| {
            if shelf.steps.turn(redo) {
                let Draft { link, open } = shelf.steps.present().clone();
                // What was saved meanwhile is not forgotten.
                let id = |open: &Option<Open>| open.as_ref().map(|open| open.id.clone());
                if id(&shelf.open) != id(&open) {
                    shelf.open = open;
                }
                turned = Some(link);
            }
        });
        if let Some(link) = turned {
            self.app.scenario.set(link::parse(&link).scenario);
            self.app.drop_drafts();
        }
    }

    /// Says that the inputs are those of the last visit, until they are changed.
    pub fn welcome(self, restored: bool) -> El {
        let first = untrack(|| self.app.link());
        let restored = restored && first.contains('&');
        el("p.calm")
            .flag("hidden", move || !restored || self.app.link() != first)
            .text("These are your inputs from last time. ")
            .add(button("link", "Start from the defaults", move || self.app.open("")))
    }
}

impl Shelf {
    /// Notes that the inputs are those of a saved scenario.
    pub fn opened(&mut self, id: &str) {
        let saved = self.library.get(id);
        self.open = saved.map(|saved| Open { id: id.to_owned(), seen: saved.changed });
    }

    /// A sentence about a saved scenario, beginning with these words.
    pub fn about(&self, words: &str, id: &str) -> String {
        let name = self.library.get(id).map_or("", |saved| &saved.name);
        [words, " “", name, "”."].concat()
    }

    /// Takes in what is stored, if that is something new: another tab's changes, or at the opening
    /// of the page everything.
    fn sync(&mut self, opening: bool) {
        let text = match browser::read(Key::Library.name()) {
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
        // Out of the way first, so that nothing is ever written over it.
        match browser::set_aside(&text, now()) {
            Ok(()) => {
                self.stored = text;
                self.aside = browser::aside();
                self.write();
            }
            Err(trouble) => self.trouble = Some(trouble),
        }
    }

    /// Stores the library, unless what is stored must not be written over.
    fn write(&mut self) {
        match browser::read(Key::Library.name()) {
            Ok(Some(text)) if text != self.stored => return,
            Err(trouble) => return self.trouble = Some(trouble),
            Ok(_) => {}
        }
        let text = file::write(self.library.scenarios());
        match browser::write(Key::Library.name(), &text) {
            Ok(()) => {
                self.trouble = None;
                self.base = self.library.clone();
                self.stored = text;
            }
            Err(trouble) => self.trouble = Some(trouble),
        }
    }
}

//! What the desk keeps, together with the page, the browser's storage and other tabs.

use leptos::prelude::*;
use wasm_bindgen::prelude::*;

use super::Page;
use crate::dom::{effect, on_window};
use crate::storage::{self, Key, Trouble};
use exchange::draft::{Draft, Open};
use exchange::file::{self, Preview, Refusal};
use exchange::library::Library;
use exchange::link::comparison::Comparison;

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
    /// What the storage held when it was looked at last.
    stored: String,
    /// The library that this was read as: what this tab's changes and another's have in common.
    base: Library,
}

/// Access to what is kept. Copies share it.
#[derive(Clone, Copy)]
pub struct Keeper {
    page: StoredValue<Page, LocalStorage>,
    /// The page's inputs, as a link.
    here: RwSignal<String>,
    /// What they are compared with, as the end of a link.
    end: RwSignal<String>,
    shelf: RwSignal<Shelf>,
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
    /// Takes up what is stored, and keeps up with the page and with other tabs.
    pub fn new(page: Page) -> Self {
        let here = page.link();
        let kept = storage::read(Key::Open.name()).ok().flatten();
        let kept = kept.map(|text| Draft::read(&text)).filter(|kept| kept.link == here);
        let shelf = Shelf {
            library: Library::default(),
            open: kept.and_then(|kept| kept.open),
            trouble: None,
            said: String::new(),
            deed: None,
            aside: storage::aside(),
            query: String::new(),
            editing: String::new(),
            preview: Preview::default(),
            stored: String::new(),
            base: Library::default(),
        };
        let keeper = Self {
            page: StoredValue::new_local(page),
            here: RwSignal::new(here),
            end: RwSignal::new(String::new()),
            shelf: RwSignal::new(shelf),
        };
        keeper.edit(&mut |shelf| shelf.sync(true));
        keeper.follow();
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

    /// The inputs as they are, as a share link's fragment. Followed where that is done.
    pub fn link(self) -> String {
        self.here.get()
    }

    /// The inputs as a link to be passed on, with the comparison at its end.
    pub fn address(self) -> String {
        let page = window().location().href().unwrap_or_default();
        let page = page.split('#').next().unwrap_or_default();
        let link = self.page.with_value(Page::pinned_link);
        [page, "#", &link, &self.end.get()].concat()
    }

    /// What the inputs are compared with. Followed where that is done.
    pub fn comparison(self) -> Comparison {
        self.end.with(|end| Comparison::read(end))
    }

    /// Compares the inputs with something else.
    pub fn compare(self, comparison: &Comparison) {
        let end = comparison.write();
        self.page.with_value(|page| page.set_end(&end));
        self.end.set(end);
    }

    /// Replaces the inputs by those of a link.
    pub fn open_link(self, link: &str) {
        self.page.with_value(|page| page.open(link));
        // What the page tells comes a little later.
        self.here.set(self.page.with_value(Page::link));
    }

    /// Follows the inputs, and keeps in mind which saved scenario they were opened from.
    fn follow(self) {
        let tell = move |link: JsValue, end: JsValue| {
            for (signal, text) in [(self.here, link), (self.end, end)] {
                if let Some(text) = text.as_string()
                    && signal.with_untracked(|known| *known != text)
                {
                    signal.set(text);
                }
            }
        };
        let tell = Closure::<dyn Fn(JsValue, JsValue)>::new(tell).into_js_value();
        self.page.with_value(|page| page.follow(tell.unchecked_ref()));
        effect(Box::new(move || {
            let open = self.look(|shelf| shelf.open.clone());
            if open.is_some() {
                let text = Draft { link: self.link(), open }.write();
                // Without it, the next visit offers to save under a new name only.
                let _ = storage::write(Key::Open.name(), &text);
            }
        }));
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
        let text = match storage::read(Key::Library.name()) {
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
        match storage::set_aside(&text, now()) {
            Ok(()) => {
                self.stored = text;
                self.aside = storage::aside();
                self.write();
            }
            Err(trouble) => self.trouble = Some(trouble),
        }
    }

    /// Stores the library, unless what is stored must not be written over.
    fn write(&mut self) {
        match storage::read(Key::Library.name()) {
            Ok(Some(text)) if text != self.stored => return,
            Err(trouble) => return self.trouble = Some(trouble),
            Ok(_) => {}
        }
        let text = file::write(self.library.scenarios());
        match storage::write(Key::Library.name(), &text) {
            Ok(()) => {
                self.trouble = None;
                self.base = self.library.clone();
                self.stored = text;
            }
            Err(trouble) => self.trouble = Some(trouble),
        }
    }
}

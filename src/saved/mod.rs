//! Saved scenarios and what can be done with them: sections of the page that are made last.
//!
//! [`mod@store`] has the saved scenarios as this tab knows them, and keeps them in step with the browser's
//! storage and with other tabs. [`action`] says what buttons do with them. The sections are [`mod@library`],
//! with [`import`] as a part of it, [`mod@comparison`] and [`mod@embedding`].

mod action;
mod comparison;
mod embedding;
mod import;
mod library;
mod store;

use std::cell::Cell;
use std::rc::Rc;

use web_sys::FileList;

use crate::dom::El;
use crate::dom::signals::*;
use crate::state::{App, embedded};
use store::Store;

pub use embedding::embedding;

/// The section of saved scenarios. `frame` is its element, still empty.
pub fn library(frame: El, title: El, app: App) -> El {
    library::library(frame, title, app, store(app))
}

/// The section of the comparison. `frame` is its element with its heading.
pub fn comparison(frame: El, app: App) -> El {
    comparison::comparison(frame, app, store(app))
}

thread_local! {
    /// The page's store, while there is a page.
    static STORE: Cell<Option<Store>> = const { Cell::new(None) };
}

/// The page's store. The first section that asks for it makes it: to read everything that is saved takes
/// time, and the answer should not wait for it.
fn store(app: App) -> Store {
    STORE.get().unwrap_or_else(|| {
        let store = Store::new(app);
        STORE.set(Some(store));
        on_cleanup(|| STORE.set(None));
        store
    })
}

/// The name of the saved scenario that the inputs were opened from; empty if there is none. A frame has no saved
/// scenarios.
pub fn name(app: App) -> Rc<dyn Fn() -> String> {
    if embedded() {
        return Rc::new(String::new);
    }
    let store = store(app);
    Rc::new(move || {
        store.look(|state| {
            let from = state.opened_from.as_ref();
            let saved = from.and_then(|from| state.library.get(&from.id));
            saved.map(|saved| saved.name.clone()).unwrap_or_default()
        })
    })
}

/// Puts the keyboard on the field for a name to save the inputs under.
pub fn ask_for_name() {
    action::focus("new-name");
}

/// Shows what an import of the first of some files would bring.
pub fn import_file(files: &FileList) {
    if let Some(store) = STORE.get() {
        import::import(store, files);
    }
}

//! What JavaScript may call: the page's own scripts in `src/web/`, the page around a frame by way of
//! `frame.js`, and whoever uses `window.wasmBindings` or `evaluate.js`.
//!
//! Apart from [`evaluate`], which needs no page, nothing here does anything before the page is there.

use std::cell::Cell;
use std::time::Duration;

use js_sys::Function;
use wasm_bindgen::prelude::*;
use web_sys::FileList;

use crate::debounce::Debounce;
use crate::dom::effect;
use crate::dom::signals::*;
use crate::state::App;
use crate::{page, saved};

/// How long the inputs must rest before others are told.
const TELL_AFTER: Duration = Duration::from_millis(150);

thread_local! {
    /// The page, once it is there: callers from outside have no owner to find it by.
    static PAGE: Cell<Option<(App, Owner)>> = const { Cell::new(None) };
}

/// Does something with the page, as a part of it.
fn with_page<T: Default>(action: impl FnOnce(App) -> T) -> T {
    let page = PAGE.take();
    PAGE.set(page.clone());
    page.map_or_else(T::default, |(app, owner)| owner.with(|| untrack(|| action(app))))
}

/// Sizes a scenario: takes a share link's fragment (without `#`), returns the whole result as
/// JSON. On the page it is `window.wasmBindings.evaluate('a=100000&q=1000')`. Never throws: what
/// could not be read is listed in `notices`.
#[wasm_bindgen]
#[must_use]
pub fn evaluate(fragment: &str) -> String {
    exchange::result::evaluate(fragment)
}

/// Puts the page into the element `#app`. The loader calls this once. The functions below work from
/// here on; `done` is called when everything on the page is there.
#[wasm_bindgen]
pub fn mount(done: Function) {
    page::mount(|app| PAGE.set(Owner::current().map(|owner| (app, owner))), done);
}

/// The inputs as they are, as a share link's fragment.
#[wasm_bindgen]
#[must_use]
pub fn link() -> String {
    with_page(App::link)
}

/// The inputs as they are, as the fragment of a link that is passed on: with what the results were computed from.
#[wasm_bindgen(js_name = pinnedLink)]
#[must_use]
pub fn pinned_link() -> String {
    with_page(App::pinned_link)
}

/// Replaces the inputs by those of a share link's fragment.
#[wasm_bindgen]
pub fn open(fragment: &str) {
    with_page(|app| app.open(fragment));
}

/// Calls back with the share link's fragment, now and whenever the inputs have come to rest on others.
#[wasm_bindgen]
pub fn follow(changed: Function) {
    with_page(|app| {
        let rest = Debounce::new(TELL_AFTER);
        let mut told = false;
        effect(Box::new(move || {
            let changed = changed.clone();
            let link = JsValue::from(app.link());
            let tell = move || {
                // A callback that throws reports that itself.
                let _ = changed.call1(&JsValue::UNDEFINED, &link);
            };
            if std::mem::replace(&mut told, true) { rest.call(Box::new(tell)) } else { tell() }
        }));
    });
}

/// Puts the keyboard on the field for a name to save the inputs under.
#[wasm_bindgen(js_name = askForName)]
pub fn ask_for_name() {
    with_page(|_| saved::ask_for_name());
}

/// Shows what an import of the first of some files would bring.
#[wasm_bindgen(js_name = importFile)]
pub fn import_file(files: &FileList) {
    with_page(|_| saved::import_file(files));
}

//! The page as other programs on it see it: the desk, and what talks to the page around a frame.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use js_sys::Function;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::Element;

use crate::debounce::Debounce;
use crate::dom::{El, button, effect, el, rescue_focus};
use crate::promise::settle;
use crate::state::{App, embedded};
use crate::storage::{self, Key};

/// How long the inputs must rest before others are told.
const TELL_AFTER: Duration = Duration::from_millis(150);

thread_local! {
    /// The page, once it is there.
    static PAGE: Cell<Option<(App, Owner)>> = const { Cell::new(None) };
    /// Loads the desk into an element, and returns a promise of it.
    static DESK: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// Makes the page known to the functions here.
pub fn admit(app: App) {
    PAGE.set(Owner::current().map(|owner| (app, owner)));
}

/// Makes known how the desk is loaded.
pub fn admit_desk(open: Function) {
    DESK.set(Some(open));
}

fn page() -> Option<(App, Owner)> {
    let page = PAGE.take();
    PAGE.set(page.clone());
    page
}

/// The inputs as they are, as a share link's fragment.
pub fn link() -> String {
    page().map_or_else(String::new, |(app, _)| untrack(|| app.link()))
}

/// Replaces the inputs by those of a share link's fragment.
pub fn open(fragment: &str) {
    if let Some((app, _)) = page() {
        app.open(fragment);
    }
}

/// What the inputs are compared with, as the end of a link. Kept in the address bar.
pub fn set_end(end: &str) {
    if let Some((app, _)) = page() {
        app.end.set(end.to_owned());
    }
}

/// The inputs as a link to be passed on, with what its receiver needs to tell what has changed.
pub fn pinned_link() -> String {
    page().map_or_else(String::new, |(app, _)| untrack(|| app.pinned_link()))
}

/// Calls back with the share link's fragment, and the end of it on what is compared, now and whenever
/// the inputs have come to rest on others.
pub fn follow(changed: Function) {
    let Some((app, owner)) = page() else { return };
    let rest = Debounce::new(TELL_AFTER);
    let mut told = false;
    owner.with(|| {
        effect(Box::new(move || {
            let changed = changed.clone();
            let link = JsValue::from(app.link());
            let end = JsValue::from(app.end.get());
            let tell = move || {
                // What goes wrong over there is said over there.
                let _ = changed.call2(&JsValue::UNDEFINED, &link, &end);
            };
            if std::mem::replace(&mut told, true) { rest.call(Box::new(tell)) } else { tell() }
        }));
    });
}

/// The place of the desk. It is loaded when it is asked for, or when there is something on it.
pub fn desk(app: App) -> El {
    let place = el("div").id("desk");
    let root = place.0.clone();
    let said = el("span.said").attr("role", "status");
    let shown = said.0.clone();
    let load = Rc::new(move || load(&root, &shown));
    let wanted = load.clone();
    let stored = !embedded() && storage::read(Key::Library.name()).is_ok_and(|text| text.is_some());
    effect(Box::new(move || {
        if stored || !embedded() && app.end.with(|end| !end.is_empty()) {
            let wanted = wanted.clone();
            // After the first result, for which nobody should wait longer because of it.
            set_timeout(move || wanted(), Duration::ZERO);
        }
    }));
    let open = button("", "Save and compare…", move || load()).id("open-desk");
    place.child(
        el("section").attr("aria-labelledby", "desk-title")
            .child(el("h2").id("desk-title").text("Saved scenarios, comparison, embedding"))
            .child(el("p").text("Keep these inputs under a name in this browser, set up to four scenarios side by side, or put the calculator into a page of your own."))
            .child(el("div.buttons").child(open).child(said)),
    )
}

fn load(root: &Element, said: &Element) {
    said.set_text_content(Some("Loading…"));
    let failed = said.clone();
    let opened = DESK.with_borrow(|desk| desk.as_ref()?.call1(&JsValue::UNDEFINED, root).ok());
    let settled = move |done: Option<JsValue>| {
        if done.is_some() {
            rescue_focus("#desk h2");
        } else {
            failed.set_text_content(Some(
                "This part of the calculator could not be loaded. Try again.",
            ));
        }
    };
    match opened {
        Some(promise) => settle(&promise, Rc::new(settled)),
        None => settled(None),
    }
}

//! The link to the inputs as they are: copied, or handed to another program.

use std::rc::Rc;

use js_sys::{Function, Object, Reflect};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::dom::{El, button, effect, el};
use crate::state::{App, page_address};
use crate::widgets::copy::{Feedback, copy, settle};

/// The address of the page with the inputs in it.
pub fn address(app: App) -> String {
    [&page_address(), "#", &app.pinned_link()].concat()
}

/// A button that copies a text, and what comes of it. Where the clipboard is refused, the text is put
/// into `place`, which is shown and selected, so that it can be copied by hand.
pub fn copier(label: &str, place: El, text: impl Fn() -> String + 'static) -> Vec<El> {
    let feedback = Feedback::new();
    let said = feedback.element();
    let element = place.0.clone();
    let action = move || {
        let shown = element.clone();
        let text = untrack(&text);
        if shown.text_content().as_ref() != Some(&text) {
            shown.set_text_content(Some(&text));
        }
        let show = move || {
            // The element is there for its attribute to be taken away.
            let _ = shown.remove_attribute("hidden");
            shown.clone()
        };
        copy(&text, &feedback, Box::new(show));
    };
    vec![button("", label, action), said, place]
}

/// Ways to pass the inputs on.
pub fn share(app: App) -> El {
    let place = el("code.by-hand").attr("hidden", "");
    let shown = place.0.clone();
    effect(Box::new(move || {
        app.source.track();
        // Other inputs have another link.
        if !shown.has_attribute("hidden") {
            // The attribute can always be set.
            let _ = shown.set_attribute("hidden", "");
        }
    }));
    let mut parts = copier("Copy link", place, move || address(app));
    let navigator = Reflect::get(&window(), &"navigator".into()).unwrap_or_default();
    let function = Reflect::get(&navigator, &"share".into()).unwrap_or_default();
    if let Ok(function) = function.dyn_into::<Function>() {
        // Opens the system's dialogue of programs that take a link.
        let pass_on = move || {
            let what = Object::new();
            // Setting a property of a fresh plain object cannot fail.
            let _ = Reflect::set(&what, &"url".into(), &address(app).into());
            if let Ok(shared) = function.call1(&navigator, &what) {
                // Who closes the dialogue has been told enough.
                settle(&shared, Rc::new(|_| {}));
            }
        };
        parts.insert(1, button("", "Share…", pass_on));
    }
    el("div.share").children(parts)
}

//! The link to the inputs as they are: copied, or passed to another program.

use std::rc::Rc;

use js_sys::{Function, Object, Reflect};
use wasm_bindgen::JsCast;

use super::copy::copy_button;
use crate::dom::signals::*;
use crate::dom::{El, button, effect, el, window};
use crate::promise::settle;
use crate::state::{App, address_of};

/// The buttons for the link.
pub fn share(app: App) -> El {
    let by_hand = el("code.by-hand").attr("hidden", "");
    let shown = by_hand.0.clone();
    effect(Box::new(move || {
        app.source.track();
        // Other inputs have another link.
        if !shown.has_attribute("hidden") {
            // The attribute can always be set.
            let _ = shown.set_attribute("hidden", "");
        }
    }));
    let address = move || address_of(&app.pinned_link());
    let mut parts = copy_button("Copy link", by_hand, address);
    let navigator = Reflect::get(&window(), &"navigator".into()).unwrap_or_default();
    let function = Reflect::get(&navigator, &"share".into()).unwrap_or_default();
    if let Ok(function) = function.dyn_into::<Function>() {
        // Opens the system's dialogue of programs that take a link.
        let share = move || {
            let what = Object::new();
            // Setting a property of a new plain object cannot fail.
            let _ = Reflect::set(&what, &"url".into(), &untrack(address).into());
            if let Ok(shared) = function.call1(&navigator, &what) {
                // Somebody who closes the dialogue needs no message.
                settle(&shared, Rc::new(|_| {}));
            }
        };
        parts.insert(1, button("", "Share…", share));
    }
    el("div.share").children(parts)
}

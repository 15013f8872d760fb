//! Parts of the page that are out of sight wait: while a slider moves, only what can be seen follows it.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use js_sys::Array;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::{IntersectionObserver, IntersectionObserverEntry};

use super::dom::{El, Rest, effect};
use super::state::App;

/// How long the inputs must rest before what is out of sight follows them.
const FOLLOW_AFTER: Duration = Duration::from_millis(150);

/// What may be done in a part by keyboard, script or an impatient hand before it is seen to be in sight.
const TOUCHES: [&str; 3] = ["focusin", "input", "click"];

/// Makes a part of the page, of an [`App`] whose scenario is that of the page while the part is in
/// sight or touched, and otherwise as soon as the inputs have come to rest.
pub fn part(app: App, make: Box<dyn FnOnce(App) -> El>) -> El {
    let part = app.part();
    let root = make(part);
    let in_sight = Rc::new(Cell::new(true));
    let touched = in_sight.clone();
    let catch_up = move || {
        if part.scenario.with_untracked(|shown| app.source.with_untracked(|now| shown != now)) {
            part.scenario.set(app.source.get_untracked());
        }
    };

    let (seen, rest) = (in_sight.clone(), Rest::new(FOLLOW_AFTER));
    effect(Box::new(move || {
        app.source.track();
        if seen.get() {
            catch_up();
        } else {
            rest.then(Box::new(catch_up));
        }
    }));

    let look = Closure::<dyn Fn(Array)>::wrap(Box::new(move |entries: Array| {
        let last: IntersectionObserverEntry = entries.pop().unchecked_into();
        in_sight.set(last.is_intersecting());
        if in_sight.get() {
            catch_up();
        }
    }));
    // Without an observer everything is always followed.
    if let Ok(observer) = IntersectionObserver::new(look.as_ref().unchecked_ref()) {
        observer.observe(&root.0);
        // It holds on to the listener, and both to what is cleaned up with the page.
        let kept = StoredValue::new_local((observer, look));
        on_cleanup(move || kept.with_value(|(observer, _)| observer.disconnect()));
    }
    TOUCHES.iter().fold(root, |root, touch| {
        let touched = touched.clone();
        // It follows from now on, or what it shows late would undo what is being done.
        root.on_capture(touch, move |_| {
            touched.set(true);
            catch_up();
        })
    })
}

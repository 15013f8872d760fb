//! Parts of the page that are out of sight wait: while a slider moves, only what can be seen follows it.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use js_sys::Array;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::{IntersectionObserver, IntersectionObserverEntry};

use crate::dom::{Debounce, El, effect};
use crate::state::App;
use model::scenario::Scenario;

/// How long the inputs must rest before what is out of sight follows them.
const FOLLOW_AFTER: Duration = Duration::from_millis(150);

/// What may be done in a part by keyboard, script or an impatient hand before it is seen to be in sight.
const TOUCHES: [&str; 3] = ["focusin", "input", "click"];

/// A part of the page that follows the scenario.
#[derive(Clone)]
pub struct Follower {
    source: RwSignal<Scenario>,
    shown: RwSignal<Scenario>,
    in_sight: Rc<Cell<bool>>,
}

impl Follower {
    fn catch_up(&self) {
        if self.shown.with_untracked(|shown| self.source.with_untracked(|now| shown != now)) {
            self.shown.set(self.source.get_untracked());
        }
    }
}

/// Lets the parts of a page follow its scenario: those in sight at once, the others as soon as the
/// inputs have come to rest. One effect for all of them, because an effect costs more than what most
/// parts out of sight have to do.
pub fn follow(app: App) {
    let rest = Debounce::new(FOLLOW_AFTER);
    effect(Box::new(move || {
        app.source.track();
        let parts = app.followers.get_value();
        parts.iter().filter(|part| part.in_sight.get()).for_each(Follower::catch_up);
        rest.call(Box::new(move || parts.iter().for_each(Follower::catch_up)));
    }));
}

/// Makes a part of the page, of an [`App`] whose scenario is that of the page while the part is in
/// sight or touched, and otherwise as soon as the inputs have come to rest.
pub fn part(app: App, make: Box<dyn FnOnce(App) -> El>) -> El {
    let part = app.part();
    let root = make(part);
    let in_sight = Rc::new(Cell::new(true));
    let follower = Follower { source: app.source, shown: part.scenario, in_sight };
    app.followers.update_value(|parts| parts.push(follower.clone()));

    let looked = follower.clone();
    let look = Closure::<dyn Fn(Array)>::wrap(Box::new(move |entries: Array| {
        let last: IntersectionObserverEntry = entries.pop().unchecked_into();
        looked.in_sight.set(last.is_intersecting());
        if looked.in_sight.get() {
            looked.catch_up();
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
        let touched = follower.clone();
        // It follows from now on, or what it shows late would undo what is being done.
        root.on_capture(touch, move |_| {
            touched.in_sight.set(true);
            touched.catch_up();
        })
    })
}

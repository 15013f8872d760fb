//! Parts of the page that are out of sight are updated later: while a slider moves, only what can be seen
//! follows it.
//!
//! The outcome is computed once for the whole page. Each part has a signal with the outcome that it shows; a
//! part in sight gets every new one at once, the others get the last one when the inputs have come to rest.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use crate::debounce::Debounce;
use crate::dom::signals::*;
use crate::dom::{El, effect, in_sight};
use crate::outcome::{Part, Shared};
use crate::state::App;

/// How long the inputs must rest before parts out of sight are updated.
const UPDATE_AFTER: Duration = Duration::from_millis(150);

/// Events by which somebody uses a part before it is known to be in sight: by keyboard, by a script, or faster
/// than the observer.
const USES: [&str; 3] = ["focusin", "input", "click"];

/// Keeps the parts of a page up to date: those in sight at once, the others as soon as the inputs have come to
/// rest. One effect for all of them, because an effect costs more than what most parts do in it.
pub fn update_parts(app: App) {
    let rest = Debounce::new(UPDATE_AFTER);
    effect(Box::new(move || {
        app.latest.track();
        let parts = app.parts.get_untracked();
        parts.iter().filter(|part| part.in_sight.get()).for_each(Part::update);
        rest.call(Box::new(move || parts.iter().for_each(Part::update)));
    }));
}

/// Makes a part of the page that is updated later while it is out of sight.
pub fn deferred(app: App, make: impl FnOnce(App) -> El) -> El {
    let shown = RwSignal::new(app.latest.get_untracked());
    observe(app, shown, make(app.showing(shown)))
}

fn observe(app: App, shown: RwSignal<Shared>, root: El) -> El {
    let part = Part { latest: app.latest, shown, in_sight: Rc::new(Cell::new(true)) };
    app.parts.update(|parts| parts.push(part.clone()));

    // Without an observer, every part stays in sight.
    let observed = part.clone();
    in_sight(std::slice::from_ref(&root), "0px", move |_, seen| {
        observed.in_sight.set(seen);
        if seen {
            observed.update();
        }
    });
    USES.iter().fold(root, |root, event| {
        let used = part.clone();
        // It is updated at once from now on: a later update would undo what the visitor is doing.
        root.on_capture(event, move |_| {
            used.in_sight.set(true);
            used.update();
        })
    })
}

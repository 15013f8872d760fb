//! The inputs as they were left, kept in the browser for the next visit.

use crate::dom::signals::*;
use crate::dom::{El, button, el};
use crate::state::{App, embedded};
use crate::storage::{self, Key};

/// What the last visit left, if there is anything. In a frame there is nothing: a page around must not bring up
/// the visitor's own inputs.
pub fn read() -> Option<String> {
    if embedded() { None } else { storage::read(Key::Draft).ok().flatten() }
}

/// Keeps the inputs for the next visit.
pub fn keep(app: App) {
    // If that fails, nothing on the page depends on it; the saved scenarios say why nothing can be kept.
    let _ = storage::write(Key::Draft, &untrack(|| app.link()));
}

/// Says that the inputs are those of the last visit, until they are changed.
pub fn welcome(app: App, restored: bool) -> El {
    let first = untrack(|| app.link());
    // A link without inputs stands for the defaults.
    let restored = restored && first.contains('&');
    el("p.calm")
        .dyn_flag("hidden", move || !restored || app.link() != first)
        .text("These are your inputs from last time. ")
        .child(button("link", "Start from the defaults", move || app.open("")))
}

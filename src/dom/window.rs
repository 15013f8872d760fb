//! The browser's window and document.

use std::time::Duration;

use wasm_bindgen::prelude::*;
use web_sys::{Document, Event, Window};

use super::signals::*;

thread_local! {
    /// Looked up once: everything that is made asks for it.
    static DOCUMENT: Document = window().document().unwrap_throw();
}

/// The window.
#[must_use]
pub fn window() -> Window {
    web_sys::window().unwrap_throw()
}

/// The document.
#[must_use]
pub fn document() -> Document {
    DOCUMENT.with(Clone::clone)
}

/// Listens to an event of the window until the current owner is cleaned up.
pub fn on_window(event: &'static str, action: Box<dyn Fn(Event)>) {
    let listener = Closure::<dyn Fn(Event)>::wrap(action);
    // It throws nothing, neither here nor below.
    let _ = window().add_event_listener_with_callback(event, listener.as_ref().unchecked_ref());
    let kept = StoredValue::new_local(listener);
    on_cleanup(move || {
        kept.with_value(|listener| {
            let listener = listener.as_ref().unchecked_ref();
            let _ = window().remove_event_listener_with_callback(event, listener);
        });
    });
}

/// A timer that has been started.
pub struct Timeout(i32);

impl Timeout {
    /// Stops it. Its action is dropped.
    pub fn clear(self) {
        window().clear_timeout_with_handle(self.0);
    }
}

/// Runs an action after a time: with no time, in a turn of its own, when everything that the current event
/// sets off has been done.
pub fn set_timeout(action: impl FnOnce() + 'static, after: Duration) -> Timeout {
    set_timeout_boxed(Box::new(action), after)
}

fn set_timeout_boxed(action: Box<dyn FnOnce()>, after: Duration) -> Timeout {
    let mut action = Some(action);
    let run = move || {
        if let Some(action) = action.take() {
            action();
        }
    };
    let run = Closure::<dyn FnMut()>::new(run).into_js_value();
    #[expect(clippy::cast_possible_truncation, reason = "a few seconds at most")]
    let after = after.as_millis() as i32;
    let id =
        window().set_timeout_with_callback_and_timeout_and_arguments_0(run.unchecked_ref(), after);
    Timeout(id.unwrap_throw())
}

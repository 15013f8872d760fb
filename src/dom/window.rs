//! The browser's window and document, by Leptos's helpers.

use web_sys::Event;

use super::signals::on_cleanup;
use leptos::prelude::window_event_listener_untyped;
pub use leptos::prelude::{TimeoutHandle, document, set_timeout, set_timeout_with_handle, window};

/// Listens to an event of the window until the current owner is cleaned up.
pub fn on_window(event: &str, action: Box<dyn Fn(Event)>) {
    let listener = window_event_listener_untyped(event, action);
    on_cleanup(move || listener.remove());
}

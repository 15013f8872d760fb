//! The link to the inputs as they are, to be copied.

use leptos::prelude::*;

use super::dom::{El, button, el};
use super::save::{Feedback, copy};
use super::state::App;

/// The address of the page with the inputs in it.
fn address(app: App) -> String {
    let page = window().location().href().unwrap_or_default();
    let page = page.split('#').next().unwrap_or_default();
    [page, "#", &app.link()].concat()
}

/// A button that copies the text of an element, and what comes of it. Where the clipboard is refused,
/// the element is shown and selected, so that it can be copied by hand.
pub fn copier(label: &str, text: El) -> Vec<El> {
    let feedback = Feedback::new();
    let place = feedback.element();
    let element = text.0.clone();
    let action = move || {
        let shown = element.clone();
        let show = move || {
            // The element is there for its attribute to be taken away.
            let _ = shown.remove_attribute("hidden");
            shown.clone()
        };
        copy(&element.text_content().unwrap_or_default(), &feedback, Box::new(show));
    };
    vec![button("", label, action), place, text]
}

/// Passes the inputs on.
pub fn share(app: App) -> El {
    let text = el("code.by-hand").attr("hidden", "").live(move || address(app));
    el("div.share").all(copier("Copy link", text))
}

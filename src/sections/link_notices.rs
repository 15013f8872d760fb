//! What there is to say about the opened link: parts that were not taken, and what has changed since it was made.

use crate::dom::{El, button, el, rescue_focus};
use crate::format::local;
use crate::state::App;
use crate::widgets::copy::copy_button;
use exchange::link::Notice;

/// The parts of the link that were not taken as written.
pub fn notices(app: App) -> El {
    let items =
        |notices: &Vec<Notice>| notices.iter().map(|n| el("li").text(&local(&n.message))).collect();
    // The address bar has what was understood of the link.
    let original = el("code.original").attr("tabindex", "0").dyn_text(move || app.opened.get());
    el("section.notices")
        .attr("aria-labelledby", "notices-title")
        .attr("role", "status")
        .dyn_flag("hidden", move || app.notices.with(Vec::is_empty))
        .child(el("h2").id("notices-title").text("Parts of the link were not taken as written"))
        .child(el("ul").dyn_children(move || app.notices.get(), items))
        .children(copy_button("Copy the link as it was", original, move || app.opened.get()))
        .child(dismiss(move || app.notices.set(Vec::new())))
}

/// What has changed since the link was made.
pub fn since(app: App) -> El {
    el("div.since")
        .attr("role", "status")
        .dyn_flag("hidden", move || app.since.with(String::is_empty))
        .child(el("p").dyn_text(move || local(&app.since.get())))
        .child(dismiss(move || app.since.set(String::new())))
}

fn dismiss(action: impl Fn() + 'static) -> El {
    button("", "Dismiss", move || {
        action();
        rescue_focus("#inputs-title");
    })
}

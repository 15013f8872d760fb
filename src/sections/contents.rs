//! Ways down a long page. Buttons, because the fragment of the address is the scenario.

use leptos::prelude::*;

use crate::dom::{El, button, el, focus};

/// What each is called, and which heading it leads to.
const PLACES: [(&str, &str); 7] = [
    ("What it needs", "#results-title"),
    ("What it costs", "#costs h2"),
    ("How it grows", "#growth h2"),
    ("Saved scenarios", "#library h2"),
    ("Report", "#report h2"),
    ("Quick reference", "#quick-title"),
    ("Watch it", "#watch"),
];

/// The list of places.
pub fn jump() -> El {
    let places = PLACES.map(|(name, css)| button("quiet", name, move || go(css)));
    el("nav.jump").attr("aria-label", "On this page").children(places.to_vec())
}

/// Shows a heading, and puts the keyboard there.
pub fn go(css: &str) {
    // Sections that are still being made are a moment away.
    let Ok(Some(heading)) = document().query_selector(css) else { return };
    heading.scroll_into_view();
    // So that the next Tab goes on from there.
    focus(&heading);
}

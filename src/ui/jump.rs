//! Ways down a long page. Buttons, because the fragment of the address is the scenario.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::dom::{El, button, el};

/// What each is called, and which heading it leads to.
const PLACES: [(&str, &str); 9] = [
    ("Cost", "#costs h2"),
    ("When to scale", "#capacity-title"),
    ("Growth", "#growth h2"),
    ("Failure drill", "#drill-title"),
    ("Saved scenarios", "#desk h2"),
    ("Report", "#report h2"),
    ("The guide's tables", "#quick-title"),
    ("Monitoring", "#watch"),
    ("How it reads the guide", "#readings-title"),
];

/// The list of places.
pub fn jump() -> El {
    let places = PLACES.map(|(name, css)| button("quiet", name, move || go(css)));
    el("nav.jump").attr("aria-label", "On this page").all(places.to_vec())
}

fn go(css: &str) {
    // Sections that are still being made are a moment away.
    let Ok(Some(heading)) = document().query_selector(css) else { return };
    El(heading.clone()).attr("tabindex", "-1");
    heading.scroll_into_view();
    // So that the next Tab goes on from there. A heading that cannot take the keyboard is still in view.
    let _ = heading.unchecked_into::<HtmlElement>().focus();
}

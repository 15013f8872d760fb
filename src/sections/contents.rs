//! The menu: the parts of the page. It has buttons, because the fragment of the address is the scenario.

use super::Part;
use crate::dom::{El, button, document, el, focus};

/// The menu of the parts that have sections.
pub fn contents() -> El {
    let entries = Part::ALL.iter().filter_map(|(part, name)| {
        let first = part.sections().next()?;
        Some(button("to", name, move || go(first.id)))
    });
    el("nav.menu").attr("aria-label", "On this page").children(entries.collect())
}

/// Brings the heading of a section into view, and the focus to it, so that Tab goes on from there.
pub fn go(id: &str) {
    // A section that is still being made is a moment away.
    let Ok(Some(heading)) = document().query_selector(&["#", id, " :is(h2, h3)"].concat()) else {
        return;
    };
    heading.scroll_into_view();
    focus(&heading);
}

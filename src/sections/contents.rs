//! The list of contents. It has buttons, because the fragment of the address is the scenario.

use leptos::prelude::*;

use super::SECTIONS;
use crate::dom::{El, button, el, focus};

/// The list of the sections that are in it.
pub fn contents() -> El {
    let entries = SECTIONS.iter().filter_map(|section| {
        let name = section.in_contents?;
        Some(button("quiet", name, move || go(section.id)))
    });
    el("nav.jump").attr("aria-label", "On this page").children(entries.collect())
}

/// Brings the heading of a section into view, and the focus to it, so that Tab goes on from there.
pub fn go(id: &str) {
    // A section that is still being made is a moment away.
    let Ok(Some(heading)) = document().query_selector(&["#", id, " h2"].concat()) else { return };
    heading.scroll_into_view();
    focus(&heading);
}

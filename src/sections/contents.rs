//! The bar that stays in sight: the menu of the page's parts, and the verdict in small.

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::{Part, verdict};
use crate::dom::{Batch, El, button, document, el, focus, in_sight};
use model::advice::verdict::Verdict;

/// The part of the window in which the current section is looked for: a line below its upper third.
const LINE: &str = "-35% 0px -64% 0px";

/// The menu of the parts that have sections. It has buttons, because the fragment of the address is the scenario.
struct Menu {
    element: El,
    entries: Vec<(Part, El)>,
}

/// The bar. The verdict in small is shown while the large one, `verdict`, is out of sight. Sections of `column`
/// are followed when the second of the returned is called, after they have been made.
pub fn bar(batch: &Batch<Verdict>, verdict: &El, column: &El) -> (El, impl FnOnce() + use<>) {
    let mut entries = Vec::new();
    for (part, name) in Part::ALL {
        if let Some(first) = part.sections().next() {
            entries.push((part, button("to", name, move || go(first.id))));
        }
    }
    let element = el("div.menu").children(entries.iter().map(|(_, entry)| entry.clone()).collect());
    let menu = Menu { element: element.clone(), entries };
    let bar = el("nav.topbar")
        .attr("aria-label", "On this page")
        .child(element)
        .child(verdict::small(batch));
    let list = bar.0.class_list();
    in_sight(std::slice::from_ref(verdict), "-60px 0px 0px", move |_, seen| {
        // A class can always be set.
        let _ = list.toggle_with_force("away", !seen);
    });
    let column = column.clone();
    (bar, move || menu.follow(&column))
}

impl Menu {
    /// Marks the part that is in sight from now on.
    fn follow(self, column: &El) {
        let children = column.0.children();
        let sections: Vec<El> =
            (0..children.length()).filter_map(|i| children.item(i)).map(El).collect();
        in_sight(&sections, LINE, move |section, seen| {
            let id = section.id();
            let found = super::SECTIONS.iter().find(|known| known.id == id);
            if let (Some(section), true) = (found, seen) {
                self.mark(section.part);
            }
        });
    }

    fn mark(&self, current: Part) {
        for (part, El(entry)) in &self.entries {
            if *part != current {
                let _ = entry.remove_attribute("aria-current");
            } else if !entry.has_attribute("aria-current") {
                let _ = entry.set_attribute("aria-current", "true");
                // Where the menu scrolls, the entry is in its middle.
                let (menu, entry) = (&self.element.0, entry.unchecked_ref::<HtmlElement>());
                let middle = entry.offset_left() + entry.offset_width() / 2;
                menu.set_scroll_left(middle - menu.client_width() / 2);
            }
        }
    }
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

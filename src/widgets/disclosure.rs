//! Parts that open and close.

use crate::dom::signals::*;
use crate::dom::{El, el};

/// A part that is closed at first, under a title that opens it. The signal says whether it is open: what is
/// expensive is made only then.
pub fn disclosure(tag: &str, title: El) -> (El, RwSignal<bool>) {
    let open = RwSignal::new(false);
    let details = el(tag);
    let this = details.0.clone();
    let toggled = move |_| open.set(this.has_attribute("open"));
    (details.on("toggle", toggled).child(title), open)
}

/// The title of a part that opens and closes.
pub fn title(text: &str) -> El {
    el("summary").text(text)
}

/// A heading as the title of such a part, and how many things in the part are changed, if any.
pub fn heading_with_count(heading: El, changed: impl Fn() -> usize + Copy + 'static) -> El {
    let chip = el("span.chip")
        .class_when("off", move || changed() == 0)
        .dyn_text(move || [&changed().to_string(), " changed"].concat());
    el("summary").child(heading).child(chip)
}

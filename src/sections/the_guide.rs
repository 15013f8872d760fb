//! The part about the guide itself: what it is, before its tables.

use super::Section;
use crate::dom::{El, el};
use crate::state::App;
use model::guide::coefficients::GUIDE_DATE;

/// The section.
pub fn make(section: &Section, _: App) -> El {
    let says = format!(
        "The StemeDB Resource Sizing Guide of {GUIDE_DATE}: its tables, the pilots that it describes, and where it contradicts itself."
    );
    section.with_title().child(el("p").text(&says))
}

//! What JavaScript can call.

use wasm_bindgen::prelude::*;

/// Sizes a scenario: takes a share link's fragment (without `#`), returns the whole result as JSON.
/// On the page it is `window.wasmBindings.evaluate('a=100000&q=1000')`. Never throws: what could not
/// be read is listed in `notices`.
#[wasm_bindgen]
#[must_use]
pub fn evaluate(fragment: &str) -> String {
    crate::share::evaluate::evaluate(fragment)
}

/// Puts the page into the element `#app`. The loader calls this once.
#[wasm_bindgen]
pub fn mount() {
    crate::ui::mount();
}

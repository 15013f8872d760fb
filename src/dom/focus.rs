//! The keyboard's focus, which must not be lost with the element that had it.

use std::time::Duration;

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::{El, document, set_timeout};

/// Focuses an element, such as a heading, that cannot have the focus by itself.
pub fn focus(element: &Element) {
    El(element.clone()).attr("tabindex", "-1");
    // Where the element cannot be focused, the focus stays where it is.
    let _ = element.unchecked_ref::<HtmlElement>().focus();
}

/// Focuses the first element that fits, if what had the focus has gone or can no longer have it.
pub fn rescue_focus(css: &str) {
    let css = css.to_owned();
    let rescue = move || {
        let lost =
            |element: Element| element.matches("body, :disabled, [hidden] *").unwrap_or(true);
        if document().active_element().is_none_or(lost)
            && let Ok(Some(element)) = document().query_selector(&css)
        {
            if element.matches("button, input").unwrap_or_default() {
                // It is there and enabled.
                let _ = element.unchecked_ref::<HtmlElement>().focus();
            } else {
                focus(&element);
            }
        }
    };
    // By then, everything that the current event sets off has been done.
    set_timeout(rescue, Duration::ZERO);
}

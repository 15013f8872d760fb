//! Copying text to the clipboard, and saying what has come of it.

use std::rc::Rc;
use std::time::Duration;

use js_sys::{Function, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::Element;

use crate::debounce::Debounce;
use crate::dom::signals::*;
use crate::dom::{El, button, el, window};
use crate::promise::callback;

/// How long a message stays.
const SHOWN_FOR: Duration = Duration::from_secs(4);

/// A text beside a button that says for a while what has come of a click. Screen readers read it out.
#[derive(Clone)]
pub struct Feedback {
    element: El,
    rest: Rc<Debounce>,
}

impl Feedback {
    /// Says nothing yet.
    pub fn new() -> Self {
        Self {
            element: el("span.said").attr("role", "status"),
            rest: Rc::new(Debounce::new(SHOWN_FOR)),
        }
    }

    /// Its element.
    pub fn element(&self) -> El {
        self.element.clone()
    }

    /// Shows a message for a while.
    pub fn say(&self, text: &str) {
        let element = self.element.0.clone();
        element.set_text_content(Some(text));
        self.rest.call(Box::new(move || element.set_text_content(None)));
    }
}

/// Copies text to the clipboard. Where that is refused, or there is no clipboard, `show` returns an element that
/// holds the text; it is selected, so that it can be copied by hand.
pub fn copy(text: &str, feedback: &Feedback, show: Box<dyn Fn() -> Element>) {
    let said = feedback.clone();
    let copied = callback(Box::new(move |_| said.say("Copied.")));
    let said = feedback.clone();
    let refused = callback(Box::new(move |_| {
        select(&show());
        said.say("Your browser refused. The text is selected: copy it by hand.");
    }));
    if write(text, &copied, &refused).is_err() {
        let _ = refused.call0(&JsValue::UNDEFINED);
    }
}

/// A button that copies a text, the feedback beside it, and `by_hand`, which holds the text
/// where the clipboard is refused: it is shown then, and the text in it is selected.
pub fn copy_button(label: &str, by_hand: El, text: impl Fn() -> String + 'static) -> Vec<El> {
    let feedback = Feedback::new();
    let said = feedback.element();
    let element = by_hand.0.clone();
    let action = move || {
        let shown = element.clone();
        let text = untrack(&text);
        if shown.text_content().as_ref() != Some(&text) {
            shown.set_text_content(Some(&text));
        }
        let show = move || {
            // The element is there for its attribute to be taken away.
            let _ = shown.remove_attribute("hidden");
            shown.clone()
        };
        copy(&text, &feedback, Box::new(show));
    };
    vec![button("", label, action), said, by_hand]
}

/// Fails where there is no clipboard, as on pages that did not come by HTTPS.
fn write(text: &str, copied: &Function, refused: &Function) -> Result<JsValue, JsValue> {
    let get = |object: &JsValue, name: &str| Reflect::get(object, &name.into());
    let method = |object: &JsValue, name: &str| get(object, name)?.dyn_into::<Function>();
    let clipboard = get(&get(&window(), "navigator")?, "clipboard")?;
    let promise = method(&clipboard, "writeText")?.call1(&clipboard, &text.into())?;
    method(&promise, "then")?.call2(&promise, copied, refused)
}

fn select(element: &Element) {
    if let Ok(Some(selection)) = window().get_selection() {
        // Refused for what is not shown; then there is nothing to copy either.
        let _ = selection.select_all_children(element);
    }
}

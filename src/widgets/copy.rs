//! Getting text out of the page: to the clipboard, or into a file.

use std::rc::Rc;
use std::time::Duration;

use js_sys::{Function, Reflect};
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::{Element, Event, HtmlElement};

use crate::dom::{Debounce, El, el};

/// How long it is said what has come of something.
const SAID_FOR: Duration = Duration::from_secs(4);

/// A place beside a button where it says what has come of it. Screen readers read it out.
#[derive(Clone)]
pub struct Feedback {
    place: El,
    rest: Rc<Debounce>,
}

impl Feedback {
    /// A place that is empty.
    pub fn new() -> Self {
        Self {
            place: el("span.said").attr("role", "status"),
            rest: Rc::new(Debounce::new(SAID_FOR)),
        }
    }

    /// Its element.
    pub fn element(&self) -> El {
        self.place.clone()
    }

    /// Says this for a while.
    pub fn say(&self, text: &str) {
        let place = self.place.0.clone();
        place.set_text_content(Some(text));
        self.rest.call(Box::new(move || place.set_text_content(None)));
    }
}

/// Puts text on the clipboard. Where that is refused, or there is no clipboard, `show` is asked for an
/// element that holds the text; it is selected, so that it can be copied by hand.
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

/// Freed by the browser, once it has no more use for it.
pub fn callback(action: Box<dyn Fn(Event)>) -> Function {
    // What promises pass is no event, and nobody looks at it; listeners have this type already.
    Closure::<dyn Fn(Event)>::wrap(action).into_js_value().unchecked_into()
}

/// Does something with what a promise comes to, or with `None` if it comes to nothing.
pub fn settle(promise: &JsValue, action: Rc<dyn Fn(Option<JsValue>)>) {
    let again = action.clone();
    let done = callback(Box::new(move |value| action(Some(value.into()))));
    let failed = callback(Box::new(move |_| again(None)));
    if let Ok(then) = Reflect::get(promise, &"then".into()) {
        // A promise has such a function, and that throws nothing.
        let _ = then.unchecked_into::<Function>().call2(promise, &done, &failed);
    }
}

/// Pages that did not come by HTTPS have no clipboard.
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

/// Saves text as a file of this name. `mime` is its type, such as `text/csv`.
pub fn download(name: &str, mime: &str, text: &str) {
    // The page's policy is about what it loads, not about what it saves. A data URL holds nothing that would have to be
    // released later, as a blob's does.
    let text = String::from(js_sys::encode_uri_component(text));
    let link =
        el("a").attr("download", name).attr("href", &format!("data:{mime};charset=utf-8,{text}"));
    link.0.unchecked_into::<HtmlElement>().click();
}

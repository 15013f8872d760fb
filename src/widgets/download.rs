//! Saving text as a file.

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::dom::el;

/// Saves text as a file of this name. `mime` is its type, such as `text/csv`.
pub fn download(name: &str, mime: &str, text: &str) {
    // A data URL, because unlike a blob's it needs not be released later. The page's policy restricts what it
    // loads, not what it saves.
    let text = String::from(js_sys::encode_uri_component(text));
    let link =
        el("a").attr("download", name).attr("href", &format!("data:{mime};charset=utf-8,{text}"));
    link.0.unchecked_into::<HtmlElement>().click();
}

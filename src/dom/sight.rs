//! What can be seen of the page.

use js_sys::Array;
use wasm_bindgen::prelude::*;
use web_sys::{Element, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit};

use super::El;
use super::signals::*;

/// Calls `seen` with an element whenever it comes into sight or leaves it, and once at first, until the current
/// owner is cleaned up. `margin` says by how much the window counts as larger, as in CSS: `-10% 0px`.
/// Without an observer in the browser, nothing is called.
pub fn in_sight(elements: &[El], margin: &str, seen: impl Fn(&Element, bool) + 'static) {
    let look = Closure::<dyn Fn(Array)>::wrap(Box::new(move |entries: Array| {
        for entry in entries.iter() {
            let entry: IntersectionObserverEntry = entry.unchecked_into();
            seen(&entry.target(), entry.is_intersecting());
        }
    }));
    let options = IntersectionObserverInit::new();
    options.set_root_margin(margin);
    let function = look.as_ref().unchecked_ref();
    if let Ok(observer) = IntersectionObserver::new_with_options(function, &options) {
        elements.iter().for_each(|element| observer.observe(&element.0));
        let kept = RwSignal::new((observer, look));
        on_cleanup(move || kept.with_untracked(|(observer, _)| observer.disconnect()));
    }
}

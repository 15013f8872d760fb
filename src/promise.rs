//! JavaScript's promises.

use std::rc::Rc;

use js_sys::{Function, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::Event;

/// A function for JavaScript. The browser frees it when it is no longer used.
pub fn callback(action: Box<dyn Fn(Event)>) -> Function {
    // What a promise passes is no event, and nobody looks at it as one. Event listeners have this type already;
    // another would add code.
    Closure::<dyn Fn(Event)>::wrap(action).into_js_value().unchecked_into()
}

/// Runs an action with the value that a promise is fulfilled with, or with `None` if it is rejected.
pub fn settle(promise: &JsValue, action: Rc<dyn Fn(Option<JsValue>)>) {
    let again = action.clone();
    let done = callback(Box::new(move |value| action(Some(value.into()))));
    let failed = callback(Box::new(move |_| again(None)));
    if let Ok(then) = Reflect::get(promise, &"then".into()) {
        // Every promise has this function, and it throws nothing.
        let _ = then.unchecked_into::<Function>().call2(promise, &done, &failed);
    }
}

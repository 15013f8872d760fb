//! Reading what the page says.

use std::cell::RefCell;

use thirtyfour::WebElement;

use super::Page;
use crate::wait::{try_wait_for, wait_for};

impl Page {
    /// The visible text of the first element that fits, once there is one.
    pub async fn text(&self, css: &str) -> String {
        wait_for(&format!("there is an element {css}"), async || self.try_text(css).await).await
    }

    /// The visible text of the first element that fits, if there is one at this moment.
    pub async fn try_text(&self, css: &str) -> Option<String> {
        let script = "return document.querySelector(arguments[0])?.innerText.trim() ?? null";
        self.js_with(script, vec![css.into()]).await.as_str().map(String::from)
    }

    /// The visible texts of all elements that fit.
    pub async fn texts(&self, css: &str) -> Vec<String> {
        let script =
            "return [...document.querySelectorAll(arguments[0])].map(e => e.innerText.trim())";
        let texts = self.js_with(script, vec![css.into()]).await;
        serde_json::from_value(texts).expect("a list of texts")
    }

    /// Waits until the first element that fits has this visible text.
    pub async fn wait_text(&self, css: &str, expected: &str) {
        let last = RefCell::new(None);
        let waiting = try_wait_for(async || {
            let text = self.try_text(css).await;
            let same = text.as_deref() == Some(expected);
            last.replace(text);
            same.then_some(())
        });
        if waiting.await.is_none() {
            panic!("{css} should read {expected:?} and reads {:?}", last.borrow());
        }
    }

    /// What stands in a form control.
    pub async fn value(&self, element: &WebElement) -> String {
        element.prop("value").await.expect("a property").unwrap_or_default()
    }

    /// How many pixels the page is wider than the viewport; 0 if there is nothing to scroll sideways.
    pub async fn sideways_overflow(&self) -> i64 {
        let script = "const e = document.documentElement; return e.scrollWidth - e.clientWidth";
        self.js(script).await.as_i64().expect("a number")
    }
}

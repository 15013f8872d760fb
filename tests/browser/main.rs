//! Tests of the page's parts in a real browser.
#![cfg(target_arch = "wasm32")]

use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn there_is_a_document_to_mount_into() {
    let document = web_sys::window().and_then(|window| window.document());
    assert!(document.and_then(|document| document.body()).is_some());
}

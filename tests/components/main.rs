//! Tests of the page's parts in a real browser: the page is mounted on a scenario, used as a person would, and read.
#![cfg(target_arch = "wasm32")]

use wasm_bindgen_test::wasm_bindgen_test_configure;

mod agree;
mod answers;
mod clock;
mod deferred;
mod dom;
mod inputs;
mod locale;
mod page;
mod places;
mod sections;
mod whole;

wasm_bindgen_test_configure!(run_in_browser);

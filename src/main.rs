//! The calculator's page: what a browser loads first. The natively compiled binary does nothing.

#[cfg(target_arch = "wasm32")]
mod exports {
    use stemedb_sizing::{api, page};
    use wasm_bindgen::prelude::*;

    /// Sizes a scenario: takes a share link's fragment (without `#`), returns the whole result as
    /// JSON. On the page it is `window.wasmBindings.evaluate('a=100000&q=1000')`. Never throws: what
    /// could not be read is listed in `notices`.
    #[wasm_bindgen]
    #[must_use]
    pub fn evaluate(fragment: &str) -> String {
        exchange::result::evaluate(fragment)
    }

    /// Puts the page into the element `#app`. The loader calls this once. `open_desk` takes an element,
    /// puts the desk there (see `src/bin/desk.rs`), and returns a promise of it. The other exports work
    /// from here on; `done` is called when everything on the page is there.
    #[wasm_bindgen]
    pub fn mount(open_desk: js_sys::Function, done: js_sys::Function) {
        page::mount(open_desk, done);
    }

    /// The inputs as they are, as a share link's fragment.
    #[wasm_bindgen]
    #[must_use]
    pub fn link() -> String {
        api::link()
    }

    /// Replaces the inputs by those of a share link's fragment.
    #[wasm_bindgen]
    pub fn open(fragment: &str) {
        api::open(fragment);
    }

    /// The inputs as a link to be passed on: [`link`], and what its receiver needs to tell what has
    /// changed since.
    #[wasm_bindgen(js_name = pinnedLink)]
    #[must_use]
    pub fn pinned_link() -> String {
        api::pinned_link()
    }

    /// Keeps an end of the link in the address bar: what the inputs are compared with.
    #[wasm_bindgen(js_name = setEnd)]
    pub fn set_end(end: &str) {
        api::set_end(end);
    }

    /// Calls back with the share link's fragment, and with its end on what is compared, now and whenever
    /// the inputs have changed.
    #[wasm_bindgen]
    pub fn follow(changed: js_sys::Function) {
        api::follow(changed);
    }
}

fn main() {}

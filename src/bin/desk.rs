//! The desk: saved scenarios, comparison, embedding. A program of its own, loaded when it is asked for, so
//! that nobody waits for it to see a first result. The natively compiled binary does nothing.

#[cfg(target_arch = "wasm32")]
mod exports {
    use stemedb_sizing::desk;
    use wasm_bindgen::prelude::*;

    /// Puts the desk into an element of the page. `page` is what the page's program exports.
    #[wasm_bindgen]
    pub fn mount(root: web_sys::Element, page: desk::Page) {
        desk::mount(root, page);
    }

    /// Puts the keyboard where a name for the inputs is asked for.
    #[wasm_bindgen]
    pub fn name() {
        desk::name();
    }

    /// Shows what the first of some files would bring.
    #[wasm_bindgen]
    pub fn take(files: &web_sys::FileList) {
        desk::take(files);
    }
}

fn main() {}

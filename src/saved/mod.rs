//! The desk: saved scenarios and what can be done with them. It knows the page only through
//! [`Page`], because the two are separate programs with nothing in common but the document.

mod compare;
mod embed;
mod import;
mod keeper;
mod library;

use std::cell::Cell;

use wasm_bindgen::prelude::*;

use crate::dom::El;
use keeper::Keeper;

#[wasm_bindgen]
extern "C" {
    /// What the page's program exports: see `src/bin/page.rs`.
    #[derive(Clone)]
    pub type Page;

    /// The inputs as they are, as a share link's fragment.
    #[wasm_bindgen(method)]
    pub fn link(this: &Page) -> String;

    /// Replaces the inputs by those of a link.
    #[wasm_bindgen(method)]
    pub fn open(this: &Page, fragment: &str);

    /// The inputs as a link to be passed on.
    #[wasm_bindgen(method, js_name = pinnedLink)]
    pub fn pinned_link(this: &Page) -> String;

    /// Keeps an end of the link in the address bar: what the inputs are compared with.
    #[wasm_bindgen(method, js_name = setEnd)]
    pub fn set_end(this: &Page, end: &str);

    /// Calls back with the link and its end now, and whenever the inputs have come to rest on others.
    #[wasm_bindgen(method)]
    pub fn follow(this: &Page, changed: &js_sys::Function);
}

thread_local! {
    /// The desk, once it is there.
    static KEEPER: Cell<Option<Keeper>> = const { Cell::new(None) };
}

/// Puts the keyboard where a name for the inputs is asked for.
pub fn name() {
    library::focus("new-name");
}

/// Shows what the first of some files would bring.
pub fn take(files: &web_sys::FileList) {
    if let Some(keeper) = KEEPER.get() {
        import::take(keeper, files);
    }
}

/// Puts the desk into an element of the page, in place of what is there.
pub fn mount(root: web_sys::Element, page: Page) {
    let parent = root.clone().unchecked_into();
    let desk = leptos::mount::mount_to(parent, move || {
        let keeper = Keeper::new(page);
        KEEPER.set(Some(keeper));
        root.set_text_content(None);
        El(root).children(vec![
            library::library(keeper),
            compare::compare(keeper),
            embed::embed(keeper),
        ]);
    });
    desk.forget();
}

//! Leptos's signals: all that the page uses of its reactive graph, in one import.

use leptos::mount::{UnmountHandle, mount_to};
pub use leptos::reactive::computed::Memo;
pub use leptos::reactive::effect::RenderEffect;
pub use leptos::reactive::graph::untrack;
pub use leptos::reactive::owner::{
    LocalStorage, Owner, StoredValue, on_cleanup, provide_context, use_context,
};
pub use leptos::reactive::prelude::*;
pub use leptos::reactive::signal::RwSignal;
use leptos::tachys::renderer::types::Placeholder;
use wasm_bindgen::JsCast;
use web_sys::Element;

/// Signals and effects that were made. They live until this is dropped; once it is forgotten, for good.
pub type Mounted = UnmountHandle<Placeholder>;

/// Runs what makes signals, effects and the elements below `root`. Leptos provides the owner of them.
pub fn run(root: &Element, make: impl FnOnce() + 'static) -> Mounted {
    mount_to(root.clone().unchecked_into(), make)
}

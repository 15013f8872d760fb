//! Leptos's signals: all that the page uses of its reactive graph, in one import.
//!
//! They come from the crate that `leptos` itself takes them from. `leptos` would add server functions and
//! streams, whose exports to JavaScript stay in the program although nothing here calls them.

pub use reactive_graph::computed::Memo;
pub use reactive_graph::effect::RenderEffect;
pub use reactive_graph::graph::untrack;
pub use reactive_graph::owner::{
    LocalStorage, Owner, StoredValue, on_cleanup, provide_context, use_context,
};
pub use reactive_graph::prelude::*;
pub use reactive_graph::signal::RwSignal;

/// Runs what makes signals and effects. They live until the owner is dropped that it returns.
pub fn run(make: impl FnOnce()) -> Owner {
    // Effects run in microtasks. It fails only where a page has been started before, which has set that up.
    let _ = any_spawner::Executor::init_wasm_bindgen();
    let owner = Owner::new();
    owner.with(make);
    owner
}

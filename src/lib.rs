//! A sizing calculator for StemeDB: a pure model, links that carry a scenario, and a page.

pub mod model;
pub mod share;

#[cfg(target_arch = "wasm32")]
mod hello {
    use leptos::prelude::*;
    use wasm_bindgen::prelude::*;

    /// Mounts the page into the element `#app`.
    #[wasm_bindgen]
    pub fn mount() {
        leptos::mount::mount_to_body(|| {
            let n = RwSignal::new(0);
            view! { <button on:click=move |_| n.update(|n| *n += 1)>{n}</button> }
        });
    }
}

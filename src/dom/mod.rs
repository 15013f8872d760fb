//! Elements and bindings over Leptos's reactive graph: signals, memos, effects and owners are Leptos's, only
//! `view!` is not used. The macro compiles every element, attribute and closure to types of its own, which
//! took the first version of this page above its limit for download size and made a change slower. Here every
//! closure is boxed, so the code of each kind of binding exists once.
//!
//! For readers who know `view!`:
//!
//! | `view!` | here |
//! |---|---|
//! | `<p class="calm">"text"</p>` | `el("p.calm").text("text")` |
//! | `<a href="x">` | `el("a").attr("href", "x")` |
//! | `<div>{child}</div>` | `el("div").child(child)`, `.children(vec![..])` |
//! | `{move \|\| text.get()}` | `.dyn_text(move \|\| text.get())` |
//! | `title=move \|\| title.get()` | `.dyn_attr("title", move \|\| Some(title.get()))` |
//! | `disabled=move \|\| busy.get()` | `.dyn_flag("disabled", move \|\| busy.get())` |
//! | `class:warning=move \|\| late.get()` | `.class_when("warning", move \|\| late.get())` |
//! | `style:width=move \|\| width.get()` | `.dyn_style("width", move \|\| width.get())` |
//! | `prop:value=move \|\| value.get()` | `.dyn_value(move \|\| value.get())` |
//! | `on:click=move \|event\| ..` | `.on("click", move \|event\| ..)` |
//! | `<Show>` | `.dyn_flag("hidden", ..)`, or `.dyn_children(..)` where the content is only made while it is shown |
//! | `<For each key children>` | `.dyn_list(each, key, children)` |
//! | `inner_html=move \|\| html.get()` | `.dyn_markup(..)` |
//!
//! A binding is an effect of its own, as in `view!`. Where many bindings show the same state, a [`Batch`] runs
//! all of them in one effect.

mod batch;
mod bindings;
mod focus;
mod list;
mod sight;
pub mod signals;
mod window;

use wasm_bindgen::prelude::*;
use web_sys::{Element, Event, HtmlInputElement, Node};

pub use batch::Batch;
pub use bindings::{Derived, effect};
pub use focus::{focus, rescue_focus};
pub use sight::in_sight;
pub use window::{
    TimeoutHandle, document, on_window, set_timeout, set_timeout_with_handle, window,
};

use signals::keep;

/// An element. Copies are the same element.
#[derive(Clone)]
pub struct El(pub Element);

/// An HTML element, written as in CSS: `el("p.scope")`.
pub fn el(tag: &str) -> El {
    let (name, classes) = tag.split_once('.').unwrap_or((tag, ""));
    let element = document().create_element(name).unwrap();
    if !classes.is_empty() {
        element.set_class_name(&classes.replace('.', " "));
    }
    El(element)
}

/// An SVG element.
pub fn svg(tag: &str) -> El {
    El(document().create_element_ns(Some("http://www.w3.org/2000/svg"), tag).unwrap())
}

/// A button with a text on it. A click runs the action.
pub fn button(class: &str, text: &str, action: impl Fn() + 'static) -> El {
    el("button")
        .attr("type", "button")
        .attr("class", class)
        .text(text)
        .on("click", move |_| action())
}

impl El {
    /// Sets an attribute.
    pub fn attr(self, name: &str, value: &str) -> Self {
        self.0.set_attribute(name, value).unwrap();
        self
    }

    /// Sets the id.
    pub fn id(self, id: &str) -> Self {
        self.attr("id", id)
    }

    /// Appends text.
    pub fn text(self, text: &str) -> Self {
        self.node(&document().create_text_node(text))
    }

    /// Appends an element.
    pub fn child(self, child: El) -> Self {
        self.node(&child.0)
    }

    /// Appends elements.
    pub fn children(self, children: Vec<El>) -> Self {
        children.into_iter().fold(self, El::child)
    }

    fn node(self, node: &Node) -> Self {
        self.0.append_child(node).unwrap();
        self
    }

    /// The element as an input. Only its value and its state are used, which `select` and `textarea` have too.
    pub fn input(&self) -> HtmlInputElement {
        self.0.clone().unchecked_into()
    }

    /// Listens to an event until the current owner is cleaned up.
    pub fn on(self, event: &str, action: impl Fn(Event) + 'static) -> Self {
        self.on_boxed(event, false, Box::new(action))
    }

    /// [`El::on`], but before the listeners of the elements inside.
    pub fn on_capture(self, event: &str, action: impl Fn(Event) + 'static) -> Self {
        self.on_boxed(event, true, Box::new(action))
    }

    fn on_boxed(self, event: &str, capture: bool, action: Box<dyn Fn(Event)>) -> Self {
        let listener = Closure::<dyn Fn(Event)>::wrap(action);
        self.0
            .add_event_listener_with_callback_and_bool(
                event,
                listener.as_ref().unchecked_ref(),
                capture,
            )
            .unwrap();
        keep(listener);
        self
    }

    /// Listens to what is typed into an input, or slid, or chosen. The action gets the new value.
    pub fn on_input(self, action: impl Fn(String) + 'static) -> Self {
        let input = self.input();
        self.on("input", move |_| action(input.value()))
    }
}

//! Bindings: each computes a value, compares it with the one that is shown, and applies it where it differs.
//! The page is touched only then.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

use super::signals::RenderEffect;
use super::{El, document, keep};

/// Updates one thing on the page.
pub(super) type Binding = Box<dyn FnMut()>;

/// The bindings of a [`super::Batch`].
pub(super) type Bindings = Rc<RefCell<Vec<Binding>>>;

/// A value that follows from signals, as Leptos's derived signals do. Closures become one by themselves; a
/// [`super::Batch`] makes those of its own.
pub struct Derived<T> {
    pub(super) value: Box<dyn Fn() -> T>,
    /// The batch that says when to compute it; without one, the signals say so that it reads.
    pub(super) batch: Option<Bindings>,
}

impl<T, F: Fn() -> T + 'static> From<F> for Derived<T> {
    fn from(value: F) -> Self {
        Self { value: Box::new(value), batch: None }
    }
}

/// Runs now, and again whenever a signal that it read has changed, until the current owner is cleaned up.
pub fn effect(mut run: Box<dyn FnMut()>) {
    keep(RenderEffect::new(move |_| run()));
}

/// Applies a value now and whenever it may have changed.
fn follow<T: 'static>(derived: Derived<T>, mut apply: Box<dyn FnMut(T)>) {
    let Derived { value, batch } = derived;
    let mut binding: Binding = Box::new(move || apply(value()));
    match batch {
        Some(batch) => {
            binding();
            batch.borrow_mut().push(binding);
        }
        None => effect(binding),
    }
}

/// Applies a value whenever it has changed. `shown` is what the page shows before the first time.
fn bind<T: PartialEq + 'static>(derived: Derived<T>, shown: T, mut apply: Box<dyn FnMut(&T)>) {
    let mut last = shown;
    follow(
        derived,
        Box::new(move |now| {
            if now != last {
                apply(&now);
                last = now;
            }
        }),
    );
}

impl El {
    /// Appends text that follows signals.
    pub fn dyn_text(self, text: impl Into<Derived<String>>) -> Self {
        self.dyn_text_of(text.into())
    }

    fn dyn_text_of(self, text: Derived<String>) -> Self {
        let node = document().create_text_node("");
        let shown = node.clone();
        bind(text, String::new(), Box::new(move |now| shown.set_data(now)));
        self.node(&node)
    }

    /// Appends a text to each of several elements; all follow from one computation.
    pub fn dyn_texts<const N: usize>(elements: [El; N], texts: impl Into<Derived<[String; N]>>) {
        let nodes = elements.map(|element| {
            let node = document().create_text_node("");
            element.node(&node);
            node
        });
        let apply = move |now: &[String; N]| {
            nodes.iter().zip(now).for_each(|(node, now)| node.set_data(now));
        };
        bind(texts.into(), [const { String::new() }; N], Box::new(apply));
    }

    /// Content as markup that follows signals, for pictures and long tables: a browser reads text far
    /// faster than it makes elements one by one. Text in it must be escaped.
    pub fn dyn_markup(self, markup: impl Into<Derived<String>>) -> Self {
        let element = self.0.clone();
        bind(markup.into(), String::new(), Box::new(move |now| element.set_inner_html(now)));
        self
    }

    /// An attribute that follows signals; it is absent while the value is `None`.
    pub fn dyn_attr(self, name: &'static str, value: impl Into<Derived<Option<String>>>) -> Self {
        self.dyn_attr_of(name, value.into())
    }

    fn dyn_attr_of(self, name: &'static str, value: Derived<Option<String>>) -> Self {
        let element = self.0.clone();
        let apply = move |now: &Option<String>| {
            match now {
                Some(value) => element.set_attribute(name, value),
                None => element.remove_attribute(name),
            }
            .unwrap();
        };
        bind(value, None, Box::new(apply));
        self
    }

    /// An attribute without a value, such as `disabled` or `hidden`, that is there while a condition holds.
    pub fn dyn_flag(self, name: &'static str, on: impl Into<Derived<bool>>) -> Self {
        self.dyn_flag_of(name, on.into())
    }

    fn dyn_flag_of(self, name: &'static str, on: Derived<bool>) -> Self {
        let element = self.0.clone();
        let apply = move |on: &bool| {
            element.toggle_attribute_with_force(name, *on).unwrap();
        };
        bind(on, false, Box::new(apply));
        self
    }

    /// A class that the element has while a condition holds.
    pub fn class_when(self, class: &'static str, on: impl Into<Derived<bool>>) -> Self {
        self.class_when_of(class, on.into())
    }

    fn class_when_of(self, class: &'static str, on: Derived<bool>) -> Self {
        let list = self.0.class_list();
        let apply = move |on: &bool| {
            list.toggle_with_force(class, *on).unwrap();
        };
        bind(on, false, Box::new(apply));
        self
    }

    /// A property of the element's style that follows signals. Unlike a `style` attribute it is allowed
    /// under a strict content security policy.
    pub fn dyn_style(self, property: &'static str, value: impl Into<Derived<String>>) -> Self {
        self.dyn_style_of(property, value.into())
    }

    fn dyn_style_of(self, property: &'static str, value: Derived<String>) -> Self {
        let style = self.0.unchecked_ref::<HtmlElement>().style();
        let apply = move |now: &String| style.set_property(property, now).unwrap();
        bind(value, String::new(), Box::new(apply));
        self
    }

    /// The value of an input that follows signals.
    pub fn dyn_value(self, value: impl Into<Derived<String>>) -> Self {
        self.dyn_value_of(value.into())
    }

    fn dyn_value_of(self, value: Derived<String>) -> Self {
        let input = self.input();
        // Compared with what the input has, which changes while somebody types.
        let apply = move |now: String| {
            if input.value() != now {
                input.set_value(&now);
            }
        };
        follow(value, Box::new(apply));
        self
    }

    /// The largest position of a slider that begins at 0, and its position, both following signals. One
    /// binding for both, because a browser moves a slider that is beyond its end.
    pub fn dyn_slider(self, state: impl Into<Derived<(usize, usize)>>) -> Self {
        self.dyn_slider_of(state.into())
    }

    fn dyn_slider_of(self, state: Derived<(usize, usize)>) -> Self {
        let input = self.input();
        let mut last = None;
        let apply = move |(end, position): (usize, usize)| {
            if last != Some(end) {
                input.set_max(&end.to_string());
                last = Some(end);
            }
            let position = position.to_string();
            if input.value() != position {
                input.set_value(&position);
            }
        };
        follow(state, Box::new(apply));
        self
    }

    /// Whether a radio button or a checkbox is checked, following signals.
    pub fn dyn_checked(self, on: impl Into<Derived<bool>>) -> Self {
        let input = self.input();
        // Always applied: a click has changed what the browser shows.
        follow(on.into(), Box::new(move |on| input.set_checked(on)));
        self
    }
}

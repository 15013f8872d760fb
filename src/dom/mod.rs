//! Elements over Leptos's reactive graph.
//!
//! Leptos's own `view!` compiles every element, attribute and closure to types of their own: the first
//! version of this page took 157 kB of brotli in 7,400 functions that way, more than the whole budget.
//! Here every closure is boxed, so each kind of binding exists once. What is reactive is still
//! Leptos's: signals, memos, effects, and the owners that clean up after them.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::{Element, Event, HtmlInputElement, Node};

/// Whether the page is in a frame of another page: see `src/web/frame.js`. There it keeps out of the
/// visitor's own inputs, and leaves the address alone.
pub fn embedded() -> bool {
    document().document_element().is_some_and(|root| root.has_attribute("data-embedded"))
}

/// An element under construction. Copies are the same element.
#[derive(Clone)]
pub struct El(pub Element);

/// An HTML element, written as in CSS: `el("p.scope")`.
pub fn el(tag: &str) -> El {
    let mut parts = tag.split('.');
    let name = parts.next().unwrap_or("div");
    let element = document().create_element(name).unwrap_throw();
    let classes: Vec<&str> = parts.collect();
    if !classes.is_empty() {
        element.set_class_name(&classes.join(" "));
    }
    El(element)
}

/// An SVG element.
pub fn svg(tag: &str) -> El {
    El(document().create_element_ns(Some("http://www.w3.org/2000/svg"), tag).unwrap_throw())
}

/// A button that does something, with a text on it.
pub fn button(class: &str, text: &str, action: impl Fn() + 'static) -> El {
    el("button")
        .attr("type", "button")
        .attr("class", class)
        .text(text)
        .on("click", move |_| action())
}

/// Keeps what an element needs until its owner, the surrounding region or the page, is cleaned up.
fn keep<T: 'static>(value: T) {
    StoredValue::new_local(value);
}

/// Runs now, and again whenever a signal that it read has changed.
pub fn effect(mut run: Box<dyn FnMut()>) {
    keep(RenderEffect::new(move |_| run()));
}

/// What keeps a piece of the page up to date.
type Binding = Box<dyn FnMut()>;

thread_local! {
    /// The bindings made so far in the innermost [`batch`].
    static GATHERED: Cell<Option<Vec<Binding>>> = const { Cell::new(None) };
}

/// Runs now and later, with the others of the [`batch`] around it or else as an effect of its own.
fn bind(binding: Binding) {
    match GATHERED.take() {
        Some(mut gathered) => {
            gathered.push(binding);
            GATHERED.set(Some(gathered));
        }
        None => effect(binding),
    }
}

fn gather<T>(make: impl FnOnce() -> T) -> (T, Vec<Binding>) {
    let around = GATHERED.replace(Some(Vec::new()));
    let made = make();
    (made, GATHERED.replace(around).unwrap_or_default())
}

fn run_all(bindings: &mut [Binding]) {
    for binding in bindings {
        binding();
    }
}

/// Makes elements whose bindings all run in one effect, whichever of their signals has changed. An
/// effect costs more than the text that most bindings make, so what mostly changes together belongs
/// together. Regions inside keep an effect of their own.
pub fn batch<T>(make: impl FnOnce() -> T) -> T {
    let (made, mut bindings) = gather(make);
    if !bindings.is_empty() {
        effect(Box::new(move || run_all(&mut bindings)));
    }
    made
}

/// [`batch`] for elements that show nothing but `state`: their bindings run when it is another one.
pub fn batch_on<T, S: PartialEq + 'static>(
    state: impl Fn() -> S + 'static,
    make: impl FnOnce() -> T,
) -> T {
    let (made, mut bindings) = gather(make);
    let mut last = None;
    effect(Box::new(move || {
        let now = state();
        if last.as_ref() != Some(&now) {
            untrack(|| run_all(&mut bindings));
            last = Some(now);
        }
    }));
    made
}

/// Does something once things have come to rest.
///
/// A slider asks for that many times a second, so the browser's timer is left to run out and started
/// again for what is left, which costs far less than a new timer each time.
pub struct Debounce(Rc<Waiting>);

struct Waiting {
    after: Duration,
    action: Cell<Option<Box<dyn FnOnce()>>>,
    /// When to do it, in milliseconds since 1970.
    due: Cell<f64>,
    timer: Cell<Option<TimeoutHandle>>,
}

impl Debounce {
    /// Debounce is when nothing has happened for this long.
    pub fn new(after: Duration) -> Self {
        let (action, due, timer) = (Cell::default(), Cell::new(0.0), Cell::default());
        Self(Rc::new(Waiting { after, action, due, timer }))
    }

    /// Does this when nothing else is asked for before.
    pub fn call(&self, action: Box<dyn FnOnce()>) {
        let after = self.0.after;
        self.0.action.set(Some(action));
        self.0.due.set(js_sys::Date::now() + after.as_millis() as f64);
        let timer = self.0.timer.take();
        if timer.is_some() {
            self.0.timer.set(timer);
        } else {
            wait(&self.0, after);
        }
    }

    /// Lets go of what was to be done.
    pub fn cancel(&self) {
        self.0.action.take();
        if let Some(timer) = self.0.timer.take() {
            timer.clear();
        }
    }
}

fn wait(waiting: &Rc<Waiting>, time: Duration) {
    let this = waiting.clone();
    let ring = move || {
        this.timer.take();
        let left = this.due.get() - js_sys::Date::now();
        // A clock that was set back must not keep anything waiting for long.
        if left >= 1.0 && left <= this.after.as_millis() as f64 {
            wait(&this, Duration::from_millis(left as u64 + 1));
        } else if let Some(action) = this.action.take() {
            action();
        }
    };
    waiting.timer.set(set_timeout_with_handle(ring, time).ok());
}

/// What is still pending when nobody waits for it any more is not done.
impl Drop for Debounce {
    fn drop(&mut self) {
        self.cancel();
    }
}

impl El {
    /// Sets an attribute.
    pub fn attr(self, name: &str, value: &str) -> Self {
        self.0.set_attribute(name, value).unwrap_throw();
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
        self.0.append_child(node).unwrap_throw();
        self
    }

    /// Appends text that follows signals. The page is touched only when the text is another one.
    pub fn dyn_text(self, text: impl Fn() -> String + 'static) -> Self {
        self.dyn_text_boxed(Box::new(text))
    }

    fn dyn_text_boxed(self, text: Box<dyn Fn() -> String>) -> Self {
        let node = document().create_text_node("");
        let shown = node.clone();
        let mut last = String::new();
        bind(Box::new(move || {
            let now = text();
            if now != last {
                shown.set_data(&now);
                last = now;
            }
        }));
        self.node(&node)
    }

    /// Texts at the ends of several elements, which follow from one look at signals.
    pub fn dyn_texts<const N: usize>(elements: [El; N], texts: Box<dyn Fn() -> [String; N]>) {
        let nodes = elements.map(|element| {
            let node = document().create_text_node("");
            element.node(&node);
            node
        });
        let mut last = [const { String::new() }; N];
        bind(Box::new(move || {
            for ((node, last), now) in nodes.iter().zip(&mut last).zip(texts()) {
                if now != *last {
                    node.set_data(&now);
                    *last = now;
                }
            }
        }));
    }

    /// Content as markup that follows signals, for pictures and long tables: a browser reads text far
    /// faster than it is told of elements one by one. Text in it must be escaped.
    pub fn dyn_markup(self, markup: Box<dyn Fn() -> String>) -> Self {
        let element = self.0.clone();
        let mut last = String::new();
        bind(Box::new(move || {
            let now = markup();
            if now != last {
                element.set_inner_html(&now);
                last = now;
            }
        }));
        self
    }

    /// An attribute that follows signals; it is absent for `None`.
    pub fn dyn_attr(
        self,
        name: &'static str,
        value: impl Fn() -> Option<String> + 'static,
    ) -> Self {
        self.dyn_attr_boxed(name, Box::new(value))
    }

    fn dyn_attr_boxed(self, name: &'static str, value: Box<dyn Fn() -> Option<String>>) -> Self {
        let element = self.0.clone();
        let mut last = None;
        bind(Box::new(move || {
            let now = value();
            if now != last {
                match &now {
                    Some(value) => element.set_attribute(name, value).unwrap_throw(),
                    None => element.remove_attribute(name).unwrap_throw(),
                }
                last = now;
            }
        }));
        self
    }

    /// An attribute that is there, without a value, while something is so: `disabled`, `hidden`.
    pub fn dyn_flag(self, name: &'static str, on: impl Fn() -> bool + 'static) -> Self {
        self.dyn_attr(name, move || on().then(String::new))
    }

    /// A class that is there while something is so.
    pub fn class_when(self, class: &'static str, on: impl Fn() -> bool + 'static) -> Self {
        self.class_when_boxed(class, Box::new(on))
    }

    fn class_when_boxed(self, class: &'static str, on: Box<dyn Fn() -> bool>) -> Self {
        let list = self.0.class_list();
        let mut last = false;
        bind(Box::new(move || {
            let now = on();
            if now != last {
                list.toggle_with_force(class, now).unwrap_throw();
                last = now;
            }
        }));
        self
    }

    /// A property of the element's style that follows signals. Unlike a `style` attribute it is
    /// allowed under a strict content security policy.
    pub fn dyn_style(self, property: &'static str, value: impl Fn() -> String + 'static) -> Self {
        self.dyn_style_boxed(property, Box::new(value))
    }

    fn dyn_style_boxed(self, property: &'static str, value: Box<dyn Fn() -> String>) -> Self {
        let style = self.0.unchecked_ref::<web_sys::HtmlElement>().style();
        let mut last = String::new();
        bind(Box::new(move || {
            let now = value();
            if now != last {
                style.set_property(property, &now).unwrap_throw();
                last = now;
            }
        }));
        self
    }

    /// The value of an input that follows signals; what is typed stays while it says the same.
    pub fn dyn_value(self, value: impl Fn() -> String + 'static) -> Self {
        self.dyn_value_boxed(Box::new(value))
    }

    fn dyn_value_boxed(self, value: Box<dyn Fn() -> String>) -> Self {
        let input = self.0.clone().unchecked_into::<HtmlInputElement>();
        bind(Box::new(move || {
            let now = value();
            if input.value() != now {
                input.set_value(&now);
            }
        }));
        self
    }

    /// How far a slider goes, from 0, and where it stands, both following signals. One effect for both: a
    /// browser moves a slider that stands beyond its end.
    pub fn dyn_slider(self, state: impl Fn() -> (usize, usize) + 'static) -> Self {
        self.dyn_slider_boxed(Box::new(state))
    }

    fn dyn_slider_boxed(self, state: Box<dyn Fn() -> (usize, usize)>) -> Self {
        let input = self.0.clone().unchecked_into::<HtmlInputElement>();
        let mut last = None;
        bind(Box::new(move || {
            let (end, place) = state();
            if last != Some(end) {
                input.set_max(&end.to_string());
                last = Some(end);
            }
            let place = place.to_string();
            if input.value() != place {
                input.set_value(&place);
            }
        }));
        self
    }

    /// Whether a radio button or a box is checked, following signals.
    pub fn dyn_checked(self, on: impl Fn() -> bool + 'static) -> Self {
        self.dyn_checked_boxed(Box::new(on))
    }

    fn dyn_checked_boxed(self, on: Box<dyn Fn() -> bool>) -> Self {
        let input = self.0.clone().unchecked_into::<HtmlInputElement>();
        bind(Box::new(move || input.set_checked(on())));
        self
    }

    /// Children made from data that follows signals. While the data is equal they stay as they are;
    /// when it is not, all are replaced, and what belonged to the old ones is cleaned up.
    pub fn dyn_children<T: PartialEq + 'static>(
        self,
        data: impl Fn() -> T + 'static,
        children: impl Fn(&T) -> Vec<El> + 'static,
    ) -> Self {
        let mut last = None;
        self.dyn_children_boxed(Box::new(move |replace| {
            let now = data();
            if last.as_ref() != Some(&now) {
                replace(&|| children(&now));
                last = Some(now);
            }
        }))
    }

    fn dyn_children_boxed(self, mut look: Box<Look>) -> Self {
        let parent = El(self.0.clone());
        // An owner of their own: that of the effect is cleaned up whenever the data is looked at.
        let owner = Owner::current().unwrap_or_default().child();
        effect(Box::new(move || {
            look(&|children| {
                owner.cleanup();
                parent.0.set_text_content(None);
                parent.clone().children(owner.with(|| untrack(|| batch(children))));
            });
        }));
        self
    }

    /// Listens to an event for as long as the element's owner lives.
    pub fn on(self, event: &str, action: impl Fn(Event) + 'static) -> Self {
        self.on_boxed(event, false, Box::new(action))
    }

    /// [`El::on`], but before any listener of the elements inside.
    pub fn on_capture(self, event: &str, action: impl Fn(Event) + 'static) -> Self {
        self.on_boxed(event, true, Box::new(action))
    }

    fn on_boxed(self, event: &str, capture: bool, action: Box<dyn Fn(Event)>) -> Self {
        // Handlers may set signals; what those run must not be tracked by a surrounding effect.
        let listener = Closure::<dyn Fn(Event)>::wrap(action);
        self.0
            .add_event_listener_with_callback_and_bool(
                event,
                listener.as_ref().unchecked_ref(),
                capture,
            )
            .unwrap_throw();
        keep(listener);
        self
    }

    /// Listens to what is typed or slid into an input.
    pub fn on_input(self, action: impl Fn(String) + 'static) -> Self {
        let input = self.0.clone().unchecked_into::<HtmlInputElement>();
        self.on("input", move |_| action(input.value()))
    }
}

/// Looks at a region's data, and calls for other children where it has changed.
type Look = dyn FnMut(&dyn Fn(&dyn Fn() -> Vec<El>));

/// Listens to an event of the window for as long as the owner of what runs lives.
pub fn on_window(event: &str, action: Box<dyn Fn(Event)>) {
    let listener = window_event_listener_untyped(event, action);
    on_cleanup(move || listener.remove());
}

/// Puts the keyboard on an element, such as a title, that cannot have it by itself.
pub fn focus(element: &Element) {
    El(element.clone()).attr("tabindex", "-1");
    // Where it cannot be, there it is not.
    let _ = element.unchecked_ref::<web_sys::HtmlElement>().focus();
}

/// Puts the keyboard on the first element that fits, if what had it has gone or can no longer have it.
pub fn rescue_focus(css: &str) {
    let css = css.to_owned();
    let rescue = move || {
        let lost =
            |element: Element| element.matches("body, :disabled, [hidden] *").unwrap_or(true);
        if document().active_element().is_none_or(lost)
            && let Ok(Some(element)) = document().query_selector(&css)
        {
            if element.matches("button, input").unwrap_or_default() {
                // It is there and enabled.
                let _ = element.unchecked_ref::<web_sys::HtmlElement>().focus();
            } else {
                focus(&element);
            }
        }
    };
    // What was set off by now has then been done.
    set_timeout(rescue, Duration::ZERO);
}

/// A table that may scroll sideways inside its frame: `head` is a list of column titles.
pub fn table(labelled_by: &str, class: &str, head: &[&str]) -> (El, El) {
    let titles = head.iter().map(|title| el("th").attr("scope", "col").text(title)).collect();
    let body = el("tbody");
    let frame = el("div.scroll")
        .attr("tabindex", "0")
        .attr("role", "group")
        .attr("aria-labelledby", labelled_by)
        .child(
            el("table")
                .attr("class", class)
                .child(el("thead").child(el("tr").children(titles)))
                .child(body.clone()),
        );
    (frame, body)
}

/// A section with its title, `id` being the title's.
pub fn section(id: &str, title: &str) -> El {
    el("section").attr("aria-labelledby", id).child(el("h2").id(id).text(title))
}

/// Pairs of a term and its value.
pub fn pair(term: &str, value: El) -> El {
    el("div").child(el("dt").text(term)).child(value)
}

//! The DOM layer: each kind of binding, batches, lists, children, and Debounce.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use stemedb_sizing::debounce::Debounce;
use stemedb_sizing::dom::signals::*;
use stemedb_sizing::dom::{Batch, El, button, el};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlElement, HtmlInputElement};

use crate::clock::Clock;
use crate::page::{all_in, dispatch, text, turn};

/// Elements under test, in the document until this is dropped.
struct Scene {
    root: Element,
    owner: Option<Mounted>,
}

impl Scene {
    fn of(make: impl FnOnce() -> El + 'static) -> Self {
        let document = crate::page::document();
        let root = document.create_element("div").expect("an element");
        document.body().expect("a body").append_child(&root).expect("a place");
        let inner = El(root.clone());
        let owner = run(&root, move || drop(inner.child(make())));
        Self { root, owner: Some(owner) }
    }

    fn find(&self, css: &str) -> Element {
        all_in(&self.root, css).into_iter().next().unwrap_or_else(|| panic!("there is no {css:?}"))
    }

    fn texts(&self, css: &str) -> Vec<String> {
        all_in(&self.root, css).iter().map(text).collect()
    }
}

impl Drop for Scene {
    fn drop(&mut self) {
        self.owner = None;
        self.root.remove();
    }
}

/// Lets effects run.
async fn settle() {
    turn().await;
    turn().await;
}

// Bindings

#[wasm_bindgen_test]
async fn text_follows_and_is_left_alone_while_it_is_equal() {
    let tens = RwSignal::new(10);
    let scene =
        Scene::of(move || el("p").text("tens: ").dyn_text(move || (tens.get() / 10).to_string()));
    let shown = scene.find("p");
    assert_eq!(text(&shown), "tens: 1");
    tens.set(20);
    settle().await;
    assert_eq!(text(&shown), "tens: 2");
    // A mark that would be written over.
    shown.last_child().expect("the text").set_text_content(Some("mark"));
    tens.set(25);
    settle().await;
    assert_eq!(text(&shown), "tens: mark");
    tens.set(30);
    settle().await;
    assert_eq!(text(&shown), "tens: 3");
}

#[wasm_bindgen_test]
async fn attributes_flags_classes_and_styles_come_and_go() {
    let on = RwSignal::new(false);
    let scene = Scene::of(move || {
        el("p.always")
            .dyn_attr("title", move || on.get().then(|| "on".to_owned()))
            .dyn_flag("hidden", move || on.get())
            .class_when("late", move || on.get())
            .dyn_style("width", move || if on.get() { "5px" } else { "0" }.to_owned())
    });
    let shown = scene.find("p");
    let state = || {
        let style = shown.unchecked_ref::<HtmlElement>().style();
        let width = style.get_property_value("width").expect("a width");
        (shown.get_attribute("title"), shown.has_attribute("hidden"), shown.class_name(), width)
    };
    let off = (None, false, "always".to_owned(), "0px".to_owned());
    assert_eq!(state(), off);
    on.set(true);
    settle().await;
    assert_eq!(state(), (Some("on".to_owned()), true, "always late".to_owned(), "5px".to_owned()));
    on.set(false);
    settle().await;
    assert_eq!(state(), off);
}

#[wasm_bindgen_test]
async fn inputs_follow_whatever_was_typed_meanwhile() {
    let (value, on) = (RwSignal::new("1".to_owned()), RwSignal::new(false));
    let scene = Scene::of(move || {
        el("div")
            .child(el("input").id("typed").dyn_value(move || value.get()))
            .child(el("input").attr("type", "checkbox").id("box").dyn_checked(move || on.get()))
    });
    let input = |css| scene.find(css).unchecked_into::<HtmlInputElement>();
    assert_eq!((input("#typed").value(), input("#box").checked()), ("1".to_owned(), false));
    input("#typed").set_value("typed");
    input("#box").set_checked(true);
    // The same again, but what is shown differs.
    value.set("1".to_owned());
    on.set(false);
    settle().await;
    assert_eq!((input("#typed").value(), input("#box").checked()), ("1".to_owned(), false));
}

#[wasm_bindgen_test]
async fn a_slider_gets_its_end_before_its_position() {
    let state = RwSignal::new((10, 3));
    let scene = Scene::of(move || {
        el("input").attr("type", "range").attr("min", "0").dyn_slider(move || state.get())
    });
    let slider = scene.find("input").unchecked_into::<HtmlInputElement>();
    assert_eq!((slider.max().as_str(), slider.value().as_str()), ("10", "3"));
    // In the other order the browser would stop it at 10.
    state.set((500, 400));
    settle().await;
    assert_eq!((slider.max().as_str(), slider.value().as_str()), ("500", "400"));
}

#[wasm_bindgen_test]
async fn markup_is_read_as_such() {
    let bold = RwSignal::new("one");
    let scene = Scene::of(move || el("p").dyn_markup(move || format!("<b>{}</b>", bold.get())));
    assert_eq!(scene.texts("p > b"), ["one"]);
    bold.set("two");
    settle().await;
    assert_eq!(scene.texts("p > b"), ["two"]);
}

// Batches

thread_local! {
    /// How many bindings have run.
    static RUNS: Cell<u32> = const { Cell::new(0) };
}

fn counted(text: String) -> String {
    RUNS.set(RUNS.get() + 1);
    text
}

#[wasm_bindgen_test]
async fn a_batch_runs_all_its_bindings_when_its_state_changes_and_none_otherwise() {
    RUNS.set(0);
    let number = RwSignal::new(10);
    let scene = Scene::of(move || {
        let batch = Batch::new(move || number.get() / 10);
        el("div")
            .child(el("p").dyn_text(batch.show(|tens| counted(format!("{tens} tens")))))
            .child(
                el("p").dyn_text(batch.show_for("of", |tens, of| counted(format!("{tens} {of}")))),
            )
            .child(el("p").dyn_attr("title", batch.show(|tens| Some(tens.to_string()))))
    });
    assert_eq!(
        (scene.texts("p"), RUNS.get()),
        (vec!["1 tens".into(), "1 of".into(), String::new()], 2)
    );
    number.set(15);
    settle().await;
    assert_eq!(RUNS.get(), 2);
    number.set(20);
    settle().await;
    assert_eq!(scene.texts("p")[..2], ["2 tens", "2 of"]);
    assert_eq!(scene.find("[title]").get_attribute("title").as_deref(), Some("2"));
    assert_eq!(RUNS.get(), 4);
}

// Children

#[wasm_bindgen_test]
async fn children_are_replaced_and_what_belonged_to_them_is_cleaned_up() {
    let (count, cleaned) = (RwSignal::new(2), Rc::new(Cell::new(0)));
    let seen = cleaned.clone();
    let scene = Scene::of(move || {
        let children = move |count: &i32| {
            let seen = seen.clone();
            let seen = RwSignal::new(seen);
            on_cleanup(move || seen.with_untracked(|seen| seen.set(seen.get() + 1)));
            (0..*count).map(|i| el("li").text(&i.to_string())).collect()
        };
        el("ul").dyn_children(move || count.get(), children)
    });
    assert_eq!(scene.texts("li"), ["0", "1"]);
    let first = scene.find("li");
    count.set(2);
    settle().await;
    assert!(first.is_same_node(Some(&scene.find("li"))), "equal data keeps the children");
    assert_eq!(cleaned.get(), 0);
    count.set(1);
    settle().await;
    assert_eq!((scene.texts("li"), cleaned.get()), (vec!["0".to_owned()], 1));
    assert!(!first.is_same_node(Some(&scene.find("li"))));
    drop(scene);
    assert_eq!(cleaned.get(), 2);
}

// Lists

/// An item: its key, and a text.
type Item = (&'static str, &'static str);

/// A list of buttons; `cleaned` counts those that were cleaned up.
fn list(items: RwSignal<Vec<Item>>, cleaned: RwSignal<u32>) -> Scene {
    Scene::of(move || {
        let child = move |item: &Batch<Item>| {
            on_cleanup(move || {
                cleaned.update(|n| *n += 1);
            });
            let button = button("", "", || ()).dyn_text(item.show(|(_, text)| (*text).to_owned()));
            el("li").attr("data-key", item.get(|(key, _)| *key)).child(button)
        };
        el("ul").dyn_list(move || items.get(), |(key, _)| (*key).to_owned(), child)
    })
}

fn signals(items: &[Item]) -> (RwSignal<Vec<Item>>, RwSignal<u32>, Owner) {
    let owner = Owner::new();
    let (items, cleaned) = owner.with(|| (RwSignal::new(items.to_vec()), RwSignal::new(0)));
    (items, cleaned, owner)
}

#[wasm_bindgen_test]
async fn a_list_keeps_the_elements_of_equal_keys_and_follows_order_and_texts() {
    let (items, cleaned, _owner) = signals(&[("a", "A"), ("b", "B"), ("c", "C")]);
    let scene = list(items, cleaned);
    assert_eq!(scene.texts("li"), ["A", "B", "C"]);
    let element = |key: &str| scene.find(&format!("[data-key={key}]"));
    let before = ["a", "b", "c"].map(element);
    for (now, expected) in [
        (vec![("c", "C"), ("a", "A"), ("b", "B")], vec!["C", "A", "B"]),
        (vec![("b", "b2"), ("a", "A"), ("c", "C")], vec!["b2", "A", "C"]),
        (vec![("b", "b2"), ("x", "X"), ("a", "A"), ("c", "C")], vec!["b2", "X", "A", "C"]),
        (vec![("a", "A"), ("c", "C"), ("b", "B")], vec!["A", "C", "B"]),
    ] {
        items.set(now);
        settle().await;
        assert_eq!(scene.texts("li"), expected);
        for (element_before, key) in before.iter().zip(["a", "b", "c"]) {
            assert!(element_before.is_same_node(Some(&element(key))), "{key} is another element");
        }
    }
    // X alone has gone.
    assert_eq!(cleaned.get_untracked(), 1);
    items.set(vec![("b", "B")]);
    settle().await;
    assert_eq!((scene.texts("li"), cleaned.get_untracked()), (vec!["B".to_owned()], 3));
    items.set(Vec::new());
    settle().await;
    assert_eq!((scene.texts("li"), cleaned.get_untracked()), (vec![], 4));
    items.set(vec![("a", "again")]);
    settle().await;
    assert_eq!(scene.texts("li"), ["again"]);
    drop(scene);
    assert_eq!(cleaned.get_untracked(), 5, "the last one is cleaned up with the list");
}

#[wasm_bindgen_test]
async fn the_focus_stays_wherever_its_element_goes() {
    let orders =
        [["a", "b", "c"], ["c", "b", "a"], ["b", "c", "a"], ["c", "a", "b"], ["a", "c", "b"]];
    for key in ["a", "b", "c"] {
        let (items, cleaned, _owner) = signals(&[("a", "a"), ("b", "b"), ("c", "c")]);
        let scene = list(items, cleaned);
        let button = scene.find(&format!("[data-key={key}] button"));
        button.unchecked_ref::<HtmlElement>().focus().expect("a focus");
        for order in orders {
            items.set(order.map(|key| (key, key)).to_vec());
            settle().await;
            assert_eq!(scene.texts("li"), order);
            let focused = crate::page::document().active_element();
            assert!(button.is_same_node(focused.as_ref().map(AsRef::as_ref)), "{key} in {order:?}");
        }
    }
}

// Events

#[wasm_bindgen_test]
fn listeners_hear_until_they_are_cleaned_up() {
    let heard = Rc::new(Cell::new(0));
    let seen = heard.clone();
    let scene = Scene::of(move || {
        let (first, second) = (seen.clone(), seen);
        el("div").on_capture("click", move |_| first.set(first.get() * 10 + 1)).child(button(
            "",
            "Click",
            move || second.set(second.get() * 10 + 2),
        ))
    });
    let button = scene.find("button").unchecked_into::<HtmlElement>();
    button.click();
    assert_eq!(heard.get(), 12, "what captures hears it first");
}

#[wasm_bindgen_test]
fn what_is_typed_is_passed_on() {
    let typed = Rc::new(std::cell::RefCell::new(String::new()));
    let seen = typed.clone();
    let scene = Scene::of(move || el("input").on_input(move |text| *seen.borrow_mut() = text));
    let input = scene.find("input").unchecked_into::<HtmlInputElement>();
    input.set_value("some");
    dispatch(&input, "input");
    assert_eq!(*typed.borrow(), "some");
}

// Debounce

/// Turns of the event loop that are enough for any of the waiting times here.
const TURNS: usize = 400;

/// Waits until a cell has a value.
async fn until(cell: &Cell<u32>, value: u32) {
    for _ in 0..TURNS {
        if cell.get() == value {
            return;
        }
        turn().await;
    }
    panic!("waited in vain for {value}; it is {}", cell.get());
}

fn asking(rest: &Debounce, done: &Rc<Cell<u32>>, value: u32) {
    let done = done.clone();
    rest.call(Box::new(move || done.set(done.get() * 10 + value)));
}

#[wasm_bindgen_test]
async fn only_the_last_of_several_actions_is_done_and_it_can_be_asked_for_again() {
    let (rest, done) = (Debounce::new(Duration::from_millis(20)), Rc::new(Cell::new(0)));
    for value in [1, 2, 3] {
        asking(&rest, &done, value);
    }
    assert_eq!(done.get(), 0);
    until(&done, 3).await;
    asking(&rest, &done, 4);
    until(&done, 34).await;
}

#[wasm_bindgen_test]
async fn what_is_cancelled_or_dropped_is_not_done() {
    let done = Rc::new(Cell::new(0));
    let cancelled = Debounce::new(Duration::ZERO);
    asking(&cancelled, &done, 1);
    cancelled.cancel();
    let dropped = Debounce::new(Duration::ZERO);
    asking(&dropped, &done, 2);
    drop(dropped);
    // A later one whose time is over after theirs.
    let last = Debounce::new(Duration::from_millis(10));
    asking(&last, &done, 3);
    until(&done, 3).await;
}

#[wasm_bindgen_test]
async fn a_clock_that_is_set_back_or_forward_keeps_nothing_waiting() {
    for hours in [-5.0, 5.0] {
        let (rest, done) = (Debounce::new(Duration::from_millis(20)), Rc::new(Cell::new(0)));
        asking(&rest, &done, 1);
        let _clock = Clock::moved(hours * 3_600_000.0);
        until(&done, 1).await;
    }
}

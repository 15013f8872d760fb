//! Parts of the page that are out of sight are updated later.

use js_sys::{Array, Function};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Element;

use crate::clock::Clock;
use crate::page::{Page, all_in, dispatch, text};

/// An observer of what is in sight that says only what a test tells it to. The browser's own comes back when this
/// is dropped.
struct Sight;

impl Sight {
    fn new() -> Self {
        run(
            "window.RealObserver = IntersectionObserver;
            window.observed = [];
            window.IntersectionObserver = class {
                constructor(callback) { this.callback = callback; }
                observe(element) { observed.push([element, this.callback]); }
                disconnect() {}
            }",
            &[],
        );
        Self
    }

    /// Tells the page whether an element that it observes is in sight.
    fn tell(&self, element: &Element, in_sight: bool) {
        let told = run(
            "const found = observed.find(([element]) => element === arguments[0]);
            found?.[1]([{ target: arguments[0], isIntersecting: arguments[1] }]);
            return Boolean(found)",
            &[element.into(), in_sight.into()],
        );
        assert!(told.is_truthy(), "it is not observed");
    }
}

impl Drop for Sight {
    fn drop(&mut self) {
        run("window.IntersectionObserver = window.RealObserver", &[]);
    }
}

fn run(script: &str, arguments: &[JsValue]) -> JsValue {
    let arguments: Array = arguments.iter().collect();
    Function::new_no_args(script)
        .apply(&JsValue::UNDEFINED, &arguments)
        .expect("a script that runs")
}

/// The row of the quick reference that is marked.
fn marked(section: &Element) -> String {
    all_in(section, "tr[aria-current]").iter().map(text).collect()
}

/// A page on few assertions, whose quick reference is out of sight.
fn scene() -> (Sight, Page, Element) {
    let sight = Sight::new();
    let page = Page::open("a=5000");
    let section = page.section("Quick reference");
    assert!(marked(&section).starts_with("<10K"));
    sight.tell(&section, false);
    (sight, page, section)
}

/// Sets so many assertions that another row applies, and waits until what is in sight has followed.
async fn change(page: &Page) {
    page.type_into("Total assertions", "70k");
    page.reads("3 nodes", || page.figure("Deployment")).await;
}

#[wasm_bindgen_test]
async fn a_part_out_of_sight_is_updated_when_the_inputs_rest() {
    let (_sight, page, section) = scene();
    let clock = Clock::stopped();
    change(&page).await;
    assert!(marked(&section).starts_with("<10K"), "{}", marked(&section));
    drop(clock);
    page.until("it is updated", || marked(&section).starts_with("<100K")).await;
}

#[wasm_bindgen_test]
async fn a_part_that_comes_into_sight_or_is_used_is_updated_at_once() {
    for way in ["seen", "focusin", "input", "click"] {
        let (sight, page, section) = scene();
        let _clock = Clock::stopped();
        change(&page).await;
        assert!(marked(&section).starts_with("<10K"), "{way}: {}", marked(&section));
        if way == "seen" {
            sight.tell(&section, true);
        } else {
            dispatch(&section, way);
        }
        page.until("it is updated", || marked(&section).starts_with("<100K")).await;
        // From now on it follows.
        page.type_into("Total assertions", "200k");
        page.until("it follows", || marked(&section).starts_with("<500K")).await;
    }
}

//! The page. It reads the model and never computes anything itself.

use std::time::Duration;

use js_sys::Function;
use leptos::mount::UnmountHandle;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Element;

use crate::dom::{Debounce, El, effect, el, embedded};
use crate::inputs::{first_visit, form, undo};
use crate::sections::contents;
use crate::sections::{
    how_it_grows, monitoring, quick_reference, report, what_it_costs, what_it_needs, worth_knowing,
};
use crate::state::{self, App};
use crate::{deferred, saved};

/// How long the inputs must rest before the outcome is announced.
const ANNOUNCE_AFTER: Duration = Duration::from_millis(1000);

/// Puts the page into the element `#app`, in place of its skeleton, and calls back when all of it is
/// there. The summary, which is the answer, is there at once. What is below is made part by part, each in
/// a turn of its own, so that a slow processor can answer in between. `register` is told of the page
/// before that.
pub fn mount(register: fn(App), done: Function) {
    reserve();
    if let Some(root) = document().get_element_by_id("app") {
        let mut fragment = state::read_fragment();
        // A link wins over anything stored.
        if fragment.is_empty() {
            fragment = undo::draft().unwrap_or_default();
        }
        let make = move |pending: Pending| {
            register(pending.app);
            pending.make_in_turns(done);
        };
        mount_by(root, &fragment, make).forget();
    }
}

/// Takes the memory that the page comes to need, with some to spare, in one piece. WebAssembly's memory
/// never shrinks, and whenever it grows everything that looks into it has to look anew.
fn reserve() {
    const BYTES: usize = 768 * 1024;
    drop(std::hint::black_box(Vec::<u8>::with_capacity(BYTES)));
}

/// Puts the page into an element, on the scenario of a link. The page lives until the handle is
/// dropped.
pub fn mount_to(root: Element, fragment: &str) -> UnmountHandle<impl Mountable + use<>> {
    mount_by(root, fragment, Pending::make)
}

fn mount_by<F: FnOnce(Pending) + 'static>(
    root: Element,
    fragment: &str,
    make: F,
) -> UnmountHandle<impl Mountable + use<F>> {
    root.set_text_content(None);
    let parent = root.clone().unchecked_into();
    let fragment = fragment.to_owned();
    // Leptos provides the owner of everything reactive; the elements are put into place here.
    leptos::mount::mount_to(parent, move || make(page(El(root), &fragment)))
}

/// Makes a part of the page.
type Make = fn(App) -> El;

/// A part of the page that is still to be made.
struct Part {
    /// Where it goes; a section of the page has its place below the last one.
    place: Option<El>,
    make: Box<dyn FnOnce() -> El>,
}

/// What of the page is still to be made, in its order.
struct Pending {
    app: App,
    root: El,
    parts: std::vec::IntoIter<Part>,
    /// Sections that are made. A browser that had to lay them out one by one would take longer for it.
    made: Vec<El>,
}

impl Pending {
    /// Makes one more part, if there is one. The last step puts the sections into place.
    fn step(&mut self) -> bool {
        match self.parts.next() {
            Some(Part { place: Some(place), make }) => drop(place.child(make())),
            Some(Part { place: None, make }) => self.made.push(make()),
            None => {
                self.root.clone().children(std::mem::take(&mut self.made));
                return false;
            }
        }
        true
    }

    fn make(mut self) {
        while self.step() {}
    }

    fn make_in_turns(mut self, done: Function) {
        let owner = Owner::current().unwrap_or_default();
        let turn = move || {
            if owner.with(|| self.step()) {
                owner.with(|| self.make_in_turns(done));
            } else {
                // What goes wrong over there is said over there.
                let _ = done.call0(&JsValue::UNDEFINED);
            }
        };
        set_timeout(turn, Duration::ZERO);
    }
}

/// The sections below the answer, in their order, and whether each waits while it is out of sight.
const SECTIONS: [(Make, bool); 4] = [
    (what_it_costs::costs, true),
    (worth_knowing::capacity, true),
    (how_it_grows::growth, true),
    (how_it_grows::drill, true),
];

/// The sections below those of the saved scenarios, in the same way.
const MORE_SECTIONS: [(Make, bool); 7] = [
    (report::reports, false),
    (quick_reference::quick_reference, true),
    (quick_reference::pilots, true),
    (quick_reference::instance_tables, true),
    (monitoring::watch, true),
    (worth_knowing::readings, true),
    (announcer, false),
];

/// Makes what is seen first.
fn page(root: El, fragment: &str) -> Pending {
    let app = App::new(fragment);
    deferred::follow(app);
    let restored = !fragment.is_empty() && state::read_fragment().is_empty();
    app.follow_address();
    let history = undo::start(app, &root);
    let outcome = el("div.outcome");
    let form = form::form(app, history);
    let workbench = el("div.workbench")
        .child(what_it_needs::summary(app))
        .child(first_visit::start(app, fragment.is_empty()))
        .child(form.clone())
        .child(outcome.clone());
    let root = root.children(vec![
        contents::jump(),
        worth_knowing::notices(app),
        worth_knowing::since(app),
        undo::welcome(app, restored),
        workbench,
    ]);

    let mut parts = Vec::new();
    for make in form::GROUPS {
        parts.push(Part { place: Some(form.clone()), make: Box::new(move || make(app)) });
    }
    for make in [what_it_needs::results, worth_knowing::checks] {
        let make = move || deferred::part(app, Box::new(make));
        parts.push(Part { place: Some(outcome.clone()), make: Box::new(make) });
    }
    // A frame keeps out of what the visitor has saved.
    let saved = if embedded() { &[][..] } else { &saved::SECTIONS[..] };
    let saved = saved.iter().map(|make| (*make, true));
    for (make, waits) in SECTIONS.into_iter().chain(saved).chain(MORE_SECTIONS) {
        let make = move || if waits { deferred::part(app, Box::new(make)) } else { make(app) };
        parts.push(Part { place: None, make: Box::new(make) });
    }
    Pending { app, root, parts: parts.into_iter(), made: Vec::new() }
}

/// Says the outcome once the inputs have come to rest, for screen readers.
fn announcer(app: App) -> El {
    let announcer = el("p.visually-hidden").id("announcer").attr("role", "status");
    let said = announcer.0.clone();
    let rest = Debounce::new(ANNOUNCE_AFTER);
    let mut opened = false;
    effect(Box::new(move || {
        app.outcome.track();
        // Nothing has changed yet when the page opens.
        if std::mem::replace(&mut opened, true) {
            let said = said.clone();
            rest.call(Box::new(move || {
                let sentence = app.outcome.with_untracked(what_it_needs::sentence);
                said.set_text_content(Some(&sentence));
            }));
        }
    }));
    announcer
}

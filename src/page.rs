//! The page: what it consists of, and in which order that is made.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use js_sys::Function;
use wasm_bindgen::JsValue;
use web_sys::Element;

use crate::debounce::Debounce;
use crate::deferred;
use crate::dom::signals::*;
use crate::dom::{El, document, effect, el, focus, set_timeout};
use crate::format;
use crate::inputs::{draft, first_visit, form, undo};
use crate::sections::{self, SECTIONS, bar, link_notices, verdict};
use crate::state::{self, App, Outcome, embedded};
use model::advice::checks::{Level, checks};
use model::chart::append;

/// How long the inputs must rest before the outcome is announced.
const ANNOUNCE_AFTER: Duration = Duration::from_millis(1000);

/// Puts the page into the element `#app`, in place of its skeleton, and calls `done` when all of it is there.
/// The verdict, which is the answer, is there at once. What is below is made part by part, each in a turn of its
/// own, so that a slow processor can respond in between. `register` is called with the page before that.
pub fn mount(register: fn(App), done: Function) {
    reserve();
    if let Some(root) = document().get_element_by_id("app") {
        let mut fragment = state::read_fragment();
        // A link takes precedence over the draft.
        if fragment.is_empty() {
            fragment = draft::read().unwrap_or_default();
        }
        let make = move |pending: Pending| {
            register(pending.app);
            pending.make_in_turns(done);
        };
        // The page stays for as long as the window does.
        mount_by(root, &fragment, make).forget();
    }
}

/// Reserves the memory that the page will need, and some more, at once. WebAssembly's memory never shrinks,
/// and whenever it grows, JavaScript has to make its views of it anew.
fn reserve() {
    const BYTES: usize = 768 * 1024;
    drop(std::hint::black_box(Vec::<u8>::with_capacity(BYTES)));
}

/// Puts the page into an element, on the scenario of a link. The page lives until what is returned is dropped.
pub fn mount_to(root: Element, fragment: &str) -> Mounted {
    mount_by(root, fragment, Pending::make)
}

fn mount_by(root: Element, fragment: &str, make: impl FnOnce(Pending) + 'static) -> Mounted {
    format::ask_for_numerals();
    root.set_text_content(None);
    let (parent, fragment) = (root.clone(), fragment.to_owned());
    run(&parent, move || make(page(El(root), &fragment)))
}

/// A part of the page that is still to be made.
struct Part {
    /// The element that it goes into; `None` is the end of the column of the sections.
    parent: Option<El>,
    make: Box<dyn FnOnce() -> El>,
}

/// What of the page is still to be made, in its order.
struct Pending {
    app: App,
    /// The column of the sections.
    column: El,
    parts: std::vec::IntoIter<Part>,
    /// Parts for the end of the column. They are put there together: to lay them out one by one takes longer.
    made: Vec<El>,
    /// Lets the menu follow what is in sight, once everything is there.
    follow: Option<Box<dyn FnOnce()>>,
}

impl Pending {
    /// Makes one more part. Returns whether there was one; the last step puts those for the end into place.
    fn step(&mut self) -> bool {
        match self.parts.next() {
            Some(Part { parent: Some(parent), make }) => drop(parent.child(make())),
            Some(Part { parent: None, make }) => self.made.push(make()),
            None => {
                self.column.clone().children(std::mem::take(&mut self.made));
                if let Some(follow) = self.follow.take() {
                    follow();
                }
                // Who sends a comparison wants it to be seen.
                if !self.app.end.with_untracked(String::is_empty)
                    && let Some(title) = document().get_element_by_id("compare-title")
                {
                    title.scroll_into_view();
                    focus(&title);
                }
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
                // The called function reports its own errors.
                let _ = done.call0(&JsValue::UNDEFINED);
            }
        };
        set_timeout(turn, Duration::ZERO);
    }
}

/// Makes what is seen first.
fn page(root: El, fragment: &str) -> Pending {
    let app = App::new(fragment);
    deferred::update_parts(app);
    let restored = !fragment.is_empty() && state::read_fragment().is_empty();
    if !restored {
        app.warn_if_cut(fragment);
    }
    app.follow_address();
    let history = undo::start(app, &root);
    let column = el("div.out");
    let form = form::form(app, history);
    let batch = verdict::verdict_of(app);
    let verdict = verdict::section(app, &batch);
    let (bar, follow) = bar(&batch, &verdict, &column);
    let top = el("div.top").child(verdict).child(first_visit::start(app, fragment.is_empty()));
    let bench = el("div.bench").child(top).child(form.clone()).child(column.clone());
    root.children(vec![
        bar,
        link_notices::notices(app),
        link_notices::since(app),
        draft::welcome(app, restored),
        bench,
    ]);

    let mut parts = Vec::new();
    let mut add = |parent, make| parts.push(Part { parent, make });
    for make in form::GROUPS {
        add(Some(form.clone()), Box::new(move || make(app)) as Box<dyn FnOnce() -> El>);
    }
    for section in SECTIONS.iter().filter(|section| section.in_frames || !embedded()) {
        // What is seen first is put into place at once.
        let parent = (section.part == sections::Part::Size).then(|| column.clone());
        add(parent, Box::new(move || section.element(app)));
    }
    add(None, Box::new(move || announcer(app)));
    Pending {
        app,
        column,
        parts: parts.into_iter(),
        made: Vec::new(),
        follow: Some(Box::new(follow)),
    }
}

/// Announces the outcome to screen readers once the inputs have come to rest, and the warnings that are new.
fn announcer(app: App) -> El {
    let announcer = el("p.visually-hidden").id("announcer").attr("role", "status");
    let said = announcer.0.clone();
    let rest = Debounce::new(ANNOUNCE_AFTER);
    let known = Rc::default();
    // Nothing has changed yet when the page opens.
    untrack(|| app.with(|o| new_warnings(o, &known)));
    let mut opened = false;
    effect(Box::new(move || {
        app.track();
        if std::mem::replace(&mut opened, true) {
            let (said, known) = (said.clone(), known.clone());
            rest.call(Box::new(move || {
                let say = |o: &Outcome| verdict::sentence(o) + &new_warnings(o, &known);
                said.set_text_content(Some(&untrack(|| app.with(say))));
            }));
        }
    }));
    announcer
}

/// The warnings that were not there before, as sentences. `known` has the names of those that were, and from then on
/// of those that are.
fn new_warnings(o: &Outcome, known: &RefCell<String>) -> String {
    let (mut text, mut now) = (String::new(), String::new());
    for check in checks(o) {
        if check.level == Level::Warning {
            if !known.borrow().contains(check.id) {
                append(&mut text, &[" New warning: ", &check.says]);
            }
            append(&mut now, &[check.id, " "]);
        }
    }
    known.replace(now);
    format::local(&text)
}

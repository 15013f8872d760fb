//! Changes of the inputs: undo and redo, what counts as one step, and the inputs kept for the next
//! visit.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent};

use leptos::prelude::*;

use crate::dom::{Debounce, El, button, effect, el, embedded, on_window, rescue_focus};
use crate::state::App;
use crate::storage::{self, Key};
use exchange::undo::Steps;
use model::scenario::Scenario;

/// How long a slider must be left alone for the next move to be a step of its own; a key that is
/// held down moves it many times a second.
const STEP_AFTER: Duration = Duration::from_millis(400);

/// How long the inputs must rest before they are kept for the next visit.
const KEEP_AFTER: Duration = Duration::from_millis(300);

/// Whatever is typed into has an undo of its own, the browser's.
const TYPED_INTO: &str = "textarea, input:not([type=range], [type=radio], [type=checkbox])";

/// The steps so far. Copies share them.
#[derive(Clone)]
pub struct History {
    app: App,
    steps: Rc<RefCell<Steps<Scenario>>>,
    /// Whether there is something to undo, and whether there is something to redo.
    can: [RwSignal<u32>; 2],
}

impl History {
    fn tell(&self) {
        for (redo, can) in [false, true].into_iter().zip(self.can) {
            let now = u32::from(self.steps.borrow().can(redo));
            if can.get_untracked() != now {
                can.set(now);
            }
        }
    }

    /// Undoes a step, or redoes one.
    fn turn(&self, redo: bool) {
        let turned = self.steps.borrow_mut().turn(redo);
        if turned {
            let scenario = self.steps.borrow().present().clone();
            self.app.source.set(scenario);
            self.app.drop_drafts();
            self.tell();
        }
    }

    /// Follows the inputs. What a link brought is not kept until it is changed: looking at somebody's
    /// scenario must not cost one's own.
    fn follow(self, gesture: Rc<Gesture>) {
        let rest = Debounce::new(KEEP_AFTER);
        let app = self.app;
        let mut last = app.source.get_untracked();
        effect(Box::new(move || {
            let now = app.source.get();
            if now == last {
                return;
            }
            last.clone_from(&now);
            // After undoing it is there already.
            if *self.steps.borrow().present() != now {
                self.steps.borrow_mut().go(now, gesture.goes_on());
                self.tell();
            }
            if embedded() {
                return;
            }
            rest.call(Box::new(move || {
                // Nothing here needs it; the saved scenarios say why nothing can be kept.
                let _ = storage::write(Key::Draft, &untrack(|| app.link()));
            }));
        }));
    }
}

/// What the last visit left, unless it is none of the page's business.
pub fn draft() -> Option<String> {
    if embedded() { None } else { storage::read(Key::Draft).ok().flatten() }
}

/// Says that the inputs are those of the last visit, until they are changed.
pub fn welcome(app: App, restored: bool) -> El {
    let first = untrack(|| app.link());
    let restored = restored && first.contains('&');
    el("p.calm")
        .dyn_flag("hidden", move || !restored || app.link() != first)
        .text("These are your inputs from last time. ")
        .child(button("link", "Start from the defaults", move || app.open("")))
}

/// A control that is being moved or typed into, all of which is one step.
struct Gesture {
    control: RefCell<Option<Element>>,
    /// Whether its step has been made.
    begun: Cell<bool>,
    /// Whether text has been typed that the browser would undo.
    typing: Cell<bool>,
    rest: Debounce,
}

impl Gesture {
    fn end(&self) {
        self.control.take();
        self.begun.set(false);
    }

    /// Asked at a change: whether it belongs to the step before.
    fn goes_on(&self) -> bool {
        let moving = self.control.borrow().is_some();
        moving && self.begun.replace(true)
    }

    /// Tells where one step ends and the next begins.
    fn see(self: &Rc<Self>, event: &Event) {
        let Some(target) = target(event) else { return };
        match &*event.type_() {
            "input" => {
                self.rest.cancel();
                self.typing.set(is(&target, TYPED_INTO));
                if self.control.borrow().as_ref() != Some(&target) {
                    self.end();
                    self.control.replace(Some(target));
                }
            }
            "change" if is(&target, "[type=range]") => {
                let this = self.clone();
                self.rest.call(Box::new(move || this.end()));
            }
            "change" => {
                self.typing.set(false);
                self.end();
            }
            _ if is(&target, "button, button *") => self.end(),
            _ => {}
        }
    }
}

/// Remembers every change of the inputs below `root` from now on.
pub fn start(app: App, root: &El) -> History {
    let present = app.source.get_untracked();
    let steps = Rc::new(RefCell::new(Steps::new(present)));
    let history = History { app, steps, can: [RwSignal::new(0), RwSignal::new(0)] };
    let gesture = Rc::new(Gesture {
        control: RefCell::default(),
        begun: Cell::new(false),
        typing: Cell::new(false),
        rest: Debounce::new(STEP_AFTER),
    });
    for event in ["input", "change", "click"] {
        let gesture = gesture.clone();
        root.clone().on_capture(event, move |event| gesture.see(&event));
    }
    history.clone().follow(gesture.clone());
    let by_key = history.clone();
    on_window("keydown", Box::new(move |event| pressed(&by_key, &gesture, &event)));
    history
}

fn pressed(history: &History, gesture: &Gesture, event: &Event) {
    let key = event.unchecked_ref::<KeyboardEvent>();
    if !(key.ctrl_key() || key.meta_key()) || key.alt_key() {
        return;
    }
    let redo = match &*key.key() {
        "z" | "Z" => key.shift_key(),
        "y" => true,
        _ => return,
    };
    // The fields of the inputs are taken back from here, unless text is half typed.
    let is_browsers = target(event).is_some_and(|target| {
        is(&target, TYPED_INTO) && (gesture.typing.get() || !is(&target, "[inputmode=decimal]"))
    });
    if !is_browsers {
        event.prevent_default();
        gesture.end();
        history.turn(redo);
    }
}

/// The two buttons.
pub fn buttons(history: History) -> Vec<El> {
    let one = |redo: bool| {
        let history = history.clone();
        let can = history.can[usize::from(redo)];
        let (text, name, keys) = if redo {
            ("↷", "Redo", "Redo (Ctrl+Shift+Z)")
        } else {
            ("↶", "Undo", "Undo (Ctrl+Z)")
        };
        let turn = move || {
            history.turn(redo);
            rescue_focus("#inputs-title");
        };
        button("icon", text, turn)
            .attr("aria-label", name)
            .attr("title", keys)
            .dyn_flag("disabled", move || can.get() == 0)
    };
    vec![one(false), one(true)]
}

fn target(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

fn is(element: &Element, selector: &str) -> bool {
    element.matches(selector).unwrap_or_default()
}

//! Undo and redo of changes to the inputs, and what counts as one step.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent};

use super::draft;
use crate::debounce::Debounce;
use crate::dom::signals::*;
use crate::dom::{El, button, effect, on_window, rescue_focus};
use crate::state::{App, embedded};
use exchange::undo::Steps;
use model::scenario::Scenario;

/// How long a slider must be left alone for its next move to be a step of its own. A key that is held down moves
/// it many times a second.
const STEP_AFTER: Duration = Duration::from_millis(400);

/// How long the inputs must rest before they are kept for the next visit.
const KEEP_AFTER: Duration = Duration::from_millis(300);

/// Controls that are typed into. They have an undo of their own, the browser's.
const TYPED_INTO: &str = "textarea, input:not([type=range], [type=radio], [type=checkbox])";

/// The steps so far. Copies share them.
#[derive(Clone)]
pub struct History {
    app: App,
    steps: Rc<RefCell<Steps<Scenario>>>,
    /// Whether there is something to undo, and whether there is something to redo.
    can: [RwSignal<bool>; 2],
}

impl History {
    /// Updates what the buttons show.
    fn update(&self) {
        for (redo, can) in [false, true].into_iter().zip(self.can) {
            let now = self.steps.borrow().can(redo);
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
            self.update();
        }
    }

    /// Notes every change of the inputs, and keeps them for the next visit. What a link brought is not kept until
    /// it is changed: looking at somebody else's scenario must not replace one's own.
    fn record(self, gesture: Rc<Gesture>) {
        let rest = Debounce::new(KEEP_AFTER);
        let app = self.app;
        let mut last = app.source.get_untracked();
        effect(Box::new(move || {
            let now = app.source.get();
            if now == last {
                return;
            }
            last.clone_from(&now);
            // After an undo it is the present already.
            if *self.steps.borrow().present() != now {
                self.steps.borrow_mut().go(now, gesture.continues());
                self.update();
            }
            if !embedded() {
                rest.call(Box::new(move || draft::keep(app)));
            }
        }));
    }
}

/// The control that is being moved or typed into. All of that is one step.
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

    /// Whether a change that is made now belongs to the step before.
    fn continues(&self) -> bool {
        let moving = self.control.borrow().is_some();
        moving && self.begun.replace(true)
    }

    /// Tells from an event where one step ends and the next begins.
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

/// Records the changes of the inputs below `root` from now on.
pub fn start(app: App, root: &El) -> History {
    let present = app.source.get_untracked();
    let steps = Rc::new(RefCell::new(Steps::new(present)));
    let history = History { app, steps, can: [RwSignal::new(false), RwSignal::new(false)] };
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
    history.clone().record(gesture.clone());
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
    // In a field of the inputs the key undoes a step, unless text is half typed; elsewhere the browser's undo works.
    let is_browsers = target(event).is_some_and(|target| {
        is(&target, TYPED_INTO) && (gesture.typing.get() || !is(&target, "[inputmode=decimal]"))
    });
    if !is_browsers {
        event.prevent_default();
        gesture.end();
        history.turn(redo);
    }
}

/// The buttons to undo and to redo.
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
            .dyn_flag("disabled", move || !can.get())
    };
    vec![one(false), one(true)]
}

fn target(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

fn is(element: &Element, selector: &str) -> bool {
    element.matches(selector).unwrap_or_default()
}

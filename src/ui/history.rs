//! Undo and redo over the inputs: by key, by button, and what counts as one step.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent};

use super::dom::{El, Rest, button, on_window};
use super::keeper::Keeper;

/// How long a slider must be left alone for the next move to be a step of its own; a key that is
/// held down moves it many times a second.
const STEP_AFTER: Duration = Duration::from_millis(400);

/// Whatever is typed into has an undo of its own, the browser's.
const TYPED_INTO: &str = "textarea, input:not([type=range], [type=radio], [type=checkbox])";

/// A control that is being moved or typed into, all of which is one step.
pub struct Gesture {
    control: RefCell<Option<Element>>,
    /// Whether its step has been made.
    begun: Cell<bool>,
    /// Whether text has been typed that the browser would undo.
    typing: Cell<bool>,
    rest: Rest,
}

impl Gesture {
    fn end(&self) {
        self.control.take();
        self.begun.set(false);
    }

    /// Asked at a change: whether it belongs to the step before.
    pub fn goes_on(&self) -> bool {
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
                self.rest.then(Box::new(move || this.end()));
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
pub fn start(keeper: Keeper, root: &El) {
    let gesture = Rc::new(Gesture {
        control: RefCell::default(),
        begun: Cell::new(false),
        typing: Cell::new(false),
        rest: Rest::new(STEP_AFTER),
    });
    for event in ["input", "change", "click"] {
        let gesture = gesture.clone();
        root.clone().on_capture(event, move |event| gesture.see(&event));
    }
    keeper.follow(gesture.clone());
    on_window("keydown", Box::new(move |event| pressed(keeper, &gesture, &event)));
}

fn pressed(keeper: Keeper, gesture: &Gesture, event: &Event) {
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
        keeper.turn(redo);
    }
}

/// The two buttons.
pub fn buttons(keeper: Keeper) -> Vec<El> {
    let one = |redo: bool| {
        let (text, name, keys) = if redo {
            ("↷", "Redo", "Redo (Ctrl+Shift+Z)")
        } else {
            ("↶", "Undo", "Undo (Ctrl+Z)")
        };
        button("icon", text, move || keeper.turn(redo))
            .attr("aria-label", name)
            .attr("title", keys)
            .flag("disabled", move || !keeper.look(|shelf| shelf.steps.can(redo)))
    };
    vec![one(false), one(true)]
}

fn target(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

fn is(element: &Element, selector: &str) -> bool {
    element.matches(selector).unwrap_or_default()
}

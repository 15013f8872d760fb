//! Leptos's signals: all that the page uses of its reactive graph, in one import.

use std::any::Any;
use std::cell::RefCell;
use std::marker::PhantomData;
use std::rc::Rc;

use leptos::mount::{UnmountHandle, mount_to};
pub use leptos::reactive::computed::Memo;
pub use leptos::reactive::effect::RenderEffect;
pub use leptos::reactive::graph::untrack;
use leptos::reactive::owner::{LocalStorage, StoredValue};
pub use leptos::reactive::owner::{Owner, on_cleanup};
pub use leptos::reactive::prelude::*;
use leptos::reactive::signal::RwSignal as LeptosSignal;
use leptos::tachys::renderer::types::Placeholder;
use wasm_bindgen::JsCast;
use web_sys::Element;

/// Signals and effects that were made. They live until this is dropped; once it is forgotten, for good.
pub type Mounted = UnmountHandle<Placeholder>;

/// Runs what makes signals, effects and the elements below `root`. Leptos provides the owner of them.
pub fn run(root: &Element, make: impl FnOnce() + 'static) -> Mounted {
    mount_to(root.clone().unchecked_into(), make)
}

/// What a signal holds, without its type.
type Held = Rc<dyn Any>;

/// A signal like Leptos's of the same name, and with one of its inside. Leptos's code is compiled once for each type of
/// value, and there are a dozen; inside of this one the value has no type, which saves 3 kB of the page.
pub struct RwSignal<T> {
    held: LeptosSignal<Held, LocalStorage>,
    value: PhantomData<fn() -> T>,
}

impl<T> Clone for RwSignal<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for RwSignal<T> {}

impl<T: 'static> RwSignal<T> {
    /// A signal of the current owner.
    pub fn new(value: T) -> Self {
        Self { held: make(Rc::new(RefCell::new(value))), value: PhantomData }
    }

    fn cell(self) -> Rc<RefCell<T>> {
        held(self.held).downcast().unwrap_or_else(|_| unreachable!("made of a value of this type"))
    }

    /// Makes whoever reads now follow the signal.
    pub fn track(self) {
        track(self.held);
    }

    /// Looks at the value, and follows it.
    pub fn with<R>(self, look: impl FnOnce(&T) -> R) -> R {
        self.track();
        self.with_untracked(look)
    }

    /// Looks at the value without following it.
    pub fn with_untracked<R>(self, look: impl FnOnce(&T) -> R) -> R {
        look(&self.cell().borrow())
    }

    /// Changes the value, and tells those who follow it.
    pub fn update<R>(self, change: impl FnOnce(&mut T) -> R) -> R {
        let result = change(&mut self.cell().borrow_mut());
        notify(self.held);
        result
    }

    /// Replaces the value, and tells those who follow it.
    pub fn set(self, value: T) {
        self.update(|held| *held = value);
    }
}

impl<T: Clone + 'static> RwSignal<T> {
    /// A copy of the value, which is followed.
    pub fn get(self) -> T {
        self.with(T::clone)
    }

    /// A copy of the value, which is not followed.
    pub fn get_untracked(self) -> T {
        self.with_untracked(T::clone)
    }
}

/// Keeps a value until the current owner is cleaned up: the dynamic children around, or the page.
pub fn keep<T: 'static>(value: T) {
    store(Rc::new(value));
}

fn store(value: Held) {
    StoredValue::new_local(value);
}

fn make(value: Held) -> LeptosSignal<Held, LocalStorage> {
    LeptosSignal::new_local(value)
}

fn held(signal: LeptosSignal<Held, LocalStorage>) -> Held {
    signal.get_untracked()
}

fn track(signal: LeptosSignal<Held, LocalStorage>) {
    signal.track();
}

fn notify(signal: LeptosSignal<Held, LocalStorage>) {
    signal.notify();
}

//! Bindings that run together.

use std::cell::RefCell;
use std::rc::Rc;

use super::bindings::{Bindings, Derived, effect};
use super::signals::untrack;

/// Calls a function with the state.
type Look<S> = Rc<dyn Fn(&mut dyn FnMut(&S))>;

/// Bindings that all show one state and run in one effect, when that state changes. An effect costs more than
/// what most bindings do.
///
/// The values of a batch are functions of its state, not closures: a binding that read another signal
/// would not run when that one changes, so the compiler does not let it.
pub struct Batch<S: 'static> {
    look: Look<S>,
    bindings: Bindings,
}

impl<S: 'static> Clone for Batch<S> {
    fn clone(&self) -> Self {
        Self { look: self.look.clone(), bindings: self.bindings.clone() }
    }
}

impl<S: 'static> Batch<S> {
    /// A batch of bindings that show what follows from signals. They run when it is no longer equal.
    pub fn new(state: impl Fn() -> S + 'static) -> Self
    where
        S: PartialEq,
    {
        let cell = Rc::new(RefCell::new(None));
        let batch = Self::of_cell(&cell);
        let bindings = batch.bindings.clone();
        effect(Box::new(move || {
            let now = Some(state());
            if *cell.borrow() != now {
                cell.replace(now);
                run(&bindings);
            }
        }));
        batch
    }

    /// A batch of bindings that show a state which is kept elsewhere: `track` follows it, `look` lends it
    /// without following it.
    pub fn over(mut track: Box<dyn FnMut()>, look: Look<S>) -> Self {
        let batch = Self { look, bindings: Bindings::default() };
        let bindings = batch.bindings.clone();
        effect(Box::new(move || {
            track();
            untrack(|| run(&bindings));
        }));
        batch
    }

    /// A batch on a state that its maker replaces; the maker then calls [`Batch::run`].
    pub(super) fn of_cell(cell: &Rc<RefCell<Option<S>>>) -> Self {
        let cell = cell.clone();
        let look = move |look: &mut dyn FnMut(&S)| cell.borrow().iter().for_each(look);
        Self { look: Rc::new(look), bindings: Bindings::default() }
    }

    pub(super) fn run(&self) {
        run(&self.bindings);
    }

    /// The state as it is now, for event handlers.
    pub fn get<T: Default>(&self, value: impl FnOnce(&S) -> T) -> T {
        let (mut value, mut made) = (Some(value), T::default());
        (self.look)(&mut |state| {
            if let Some(value) = value.take() {
                made = value(state);
            }
        });
        made
    }

    /// What follows from the state, for the dynamic methods of [`super::El`].
    pub fn show<T: Default + 'static>(&self, value: fn(&S) -> T) -> Derived<T> {
        let this = self.clone();
        Derived { value: Box::new(move || this.get(value)), batch: Some(self.bindings.clone()) }
    }

    /// What follows from the state about one of several things, such as a provider.
    pub fn show_for<A: 'static, T: Default + 'static>(
        &self,
        about: A,
        value: fn(&S, &A) -> T,
    ) -> Derived<T> {
        let this = self.clone();
        let value = move || this.get(|state| value(state, &about));
        Derived { value: Box::new(value), batch: Some(self.bindings.clone()) }
    }
}

fn run(bindings: &Bindings) {
    for binding in bindings.borrow_mut().iter_mut() {
        binding();
    }
}

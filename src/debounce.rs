//! Running an action once the inputs have been at rest for a while.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use crate::dom::{TimeoutHandle, set_timeout_with_handle};

/// Runs the last action that it was given, once no other has come for a while.
///
/// A slider asks many times a second. So the browser's timer runs out and is started again for what is left,
/// which costs far less than a new timer each time.
pub struct Debounce(Rc<Waiting>);

struct Waiting {
    after: Duration,
    action: Cell<Option<Box<dyn FnOnce()>>>,
    /// When to do it, in milliseconds since 1970.
    due: Cell<f64>,
    timer: Cell<Option<TimeoutHandle>>,
}

impl Debounce {
    /// How long nothing may be asked for before the action runs.
    pub fn new(after: Duration) -> Self {
        let (action, due, timer) = (Cell::default(), Cell::new(0.0), Cell::default());
        Self(Rc::new(Waiting { after, action, due, timer }))
    }

    /// Schedules an action, in place of one that is still pending.
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

    /// Drops the pending action.
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
        // A clock that was set back must not keep the action waiting for long.
        if left >= 1.0 && left <= this.after.as_millis() as f64 {
            wait(&this, Duration::from_millis(left as u64 + 1));
        } else if let Some(action) = this.action.take() {
            action();
        }
    };
    waiting.timer.set(set_timeout_with_handle(ring, time).ok());
}

/// The pending action is no longer needed.
impl Drop for Debounce {
    fn drop(&mut self) {
        self.cancel();
    }
}

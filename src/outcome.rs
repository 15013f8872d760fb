//! The outcome of the scenario, shared by the parts of the page, and the parts that may be behind it.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;

use crate::dom::signals::*;
use crate::format::today;
pub use model::outcome::Outcome;
use model::scenario::Scenario;

/// An outcome that the parts of the page share. It is equal only to copies of itself, so that comparing two
/// costs nothing.
#[derive(Clone)]
pub struct Shared(pub Arc<Outcome>);

impl PartialEq for Shared {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// What follows from the scenario as it is. The same outcome stays the same copy.
pub fn latest(source: RwSignal<Scenario>) -> Memo<Shared> {
    Memo::new(move |known: Option<&Shared>| {
        let now = source.with(|scenario| Outcome::on(today(), scenario));
        match known {
            Some(known) if *known.0 == now => known.clone(),
            _ => Shared(Arc::new(now)),
        }
    })
}

/// A part of the page that may be behind the scenario.
#[derive(Clone)]
pub struct Part {
    /// What it has to catch up with.
    pub latest: Memo<Shared>,
    /// What it shows.
    pub shown: RwSignal<Shared>,
    /// Whether it can be seen, and so follows at once.
    pub in_sight: Rc<Cell<bool>>,
}

impl Part {
    /// Shows the latest outcome.
    pub fn update(&self) {
        let latest = self.latest.get_untracked();
        if self.shown.with_untracked(|shown| *shown != latest) {
            self.shown.set(latest);
        }
    }
}

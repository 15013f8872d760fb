//! The verdict: what to buy, what it costs, until when it lasts, what it survives, and what else could be bought.
//! Whoever says it, the page, its title, its report, says it from here.

mod offers;
mod words;

use crate::advice::checks::{self, Mend};
use crate::advice::failover::{Failure, node_lost};
use crate::forecast::growth::horizon;
use crate::forecast::plan::Step;
use crate::outcome::Outcome;
use crate::pricing::order::{Fullness, Order};
use crate::pricing::quote::Quote;

pub use offers::{Changes, MOST, Offer};
pub use words::{PlainWords, Span, Words, plain};

/// What there is to say about an order.
#[derive(Clone, Debug, PartialEq)]
pub enum State {
    /// It holds, and does what was asked of it.
    Holds,
    /// It does not, for a reason in a sentence or two. With it the order that does, if there is one.
    Fails(String, Option<Offer>),
    /// Nothing can be bought of the provider, for a reason in a sentence or two.
    Nothing(String),
}

/// The verdict on a scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// Whether it can be bought as it is.
    pub state: State,
    /// The order in focus; `None` where there is none.
    pub order: Option<Order>,
    /// Whether every rule holds for the order today.
    pub stands: bool,
    /// The provider's name.
    pub provider: &'static str,
    /// The region's name.
    pub place: &'static str,
    /// A month in cents; `None` if it cannot be computed.
    pub cents: Option<i64>,
    /// The first step of the plan, with which the order in focus ends; `None` is beyond the horizon.
    pub step: Option<Step>,
    /// By which month to decide on that step.
    pub decide_by: u32,
    /// The last month of the horizon.
    pub horizon: u32,
    /// How full the order is.
    pub fullness: Option<Fullness>,
    /// What happens when a node is lost.
    pub failure: Option<Failure>,
    /// Copies of every assertion.
    pub copies: f64,
    /// What else could be bought, at most [`MOST`], the best first.
    pub offers: Vec<Offer>,
}

impl Verdict {
    /// The verdict on an outcome.
    #[must_use]
    pub fn of(o: &Outcome) -> Self {
        let quote = o.focus();
        let step = o.first_step();
        let mut verdict = Self {
            state: state(o, quote),
            order: quote.order,
            stands: quote.holds(),
            provider: quote.provider.label(),
            place: quote.region.city,
            cents: quote.monthly_cents(),
            decide_by: step.as_ref().map_or(0, |step| step.decide_by(o.lead_months())),
            step,
            horizon: horizon(&o.s),
            fullness: quote.fullness(),
            failure: node_lost(quote),
            copies: quote.sizing.replication_factor,
            offers: Vec::new(),
        };
        verdict.offers = offers::offers(o, &verdict);
        verdict
    }

    /// Whether there is an order that holds and does what was asked of it.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.state == State::Holds
    }

    /// The month from which on the order is no longer enough; `None` is beyond the horizon.
    #[must_use]
    pub fn outgrown_in(&self) -> Option<u32> {
        self.step.as_ref().map(|step| step.month)
    }
}

fn state(o: &Outcome, quote: &Quote) -> State {
    if quote.order.is_none() {
        return State::Nothing(quote.error.map_or_else(String::new, |error| error.sentence()));
    }
    match checks::blocking(o) {
        Some(check) => {
            let mend = check.mend.map(|Mend { label, changes, .. }| Offer::of(o, label, changes));
            // What only looks like a way out is none.
            State::Fails(check.says, mend.filter(|offer| offer.order.is_some()))
        }
        None => State::Holds,
    }
}

#[cfg(test)]
mod tests;

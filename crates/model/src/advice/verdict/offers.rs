//! What else could be bought, each with what one gives up for it.

use super::{State, Verdict};
use crate::advice::failover::node_lost;
use crate::inputs::{Key, Pick, Provider, Term};
use crate::number::readable;
use crate::outcome::Outcome;
use crate::pricing::order::Order;
use crate::pricing::quote::Quote;

/// Most offers beside a verdict.
pub const MOST: usize = 3;

/// Months that an order lasts at least without a longer one being offered.
const SHORT_LIFE: u32 = 12;

/// Something else that could be bought, by other values of some inputs.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// What it is, before its order: `Cheaper at Google Cloud`.
    pub label: String,
    /// What is bought; `None` where nothing would hold.
    pub order: Option<Order>,
    /// A month in cents.
    pub cents: Option<i64>,
    /// What a month costs more than now, in cents; less is negative.
    pub difference: Option<i64>,
    /// What one gives up for it, or gets, in few words; empty if nothing.
    pub but: String,
    /// The inputs that it sets; `None` is *auto*, or the default where there is none.
    pub changes: Vec<(Key, Option<f64>)>,
}

impl Offer {
    /// What some changes of the inputs come to.
    pub(super) fn of(o: &Outcome, label: String, changes: Vec<(Key, Option<f64>)>) -> Self {
        let quote = o.changed(&changes);
        let cents = quote.monthly_cents();
        let difference = o.focus().monthly_cents().zip(cents).map(|(now, then)| then - now);
        Self { label, order: quote.order, cents, difference, but: String::new(), changes }
    }

    /// Whether it costs less than what is bought now.
    #[must_use]
    pub fn saves(&self) -> bool {
        self.difference.is_some_and(|cents| cents < 0)
    }
}

/// The offers beside a verdict, the best first.
pub(super) fn offers(o: &Outcome, verdict: &Verdict) -> Vec<Offer> {
    let mut offers = Vec::new();
    if matches!(verdict.state, State::Fails(..)) {
        return offers;
    }
    let (s, holds) = (&o.s, verdict.holds());
    let lasts = verdict.outgrown_in().unwrap_or(u32::MAX);
    let one = verdict.failure.as_ref().is_some_and(|failure| failure.left == 0);
    let (term, committed) = if lasts >= 36 {
        (Term::ThreeYears, "Committed for three years")
    } else {
        (Term::OneYear, "Committed for a year")
    };
    let (elsewhere, label, lost) = elsewhere(o).unwrap_or_default();
    // Whether it is worth a look, whether it has to save something, what it is, what one gives up, what it sets.
    let candidates = [
        (!label.is_empty(), false, &*label, &*lost, Key::Provider, elsewhere),
        (
            holds && one && s.is_auto(Key::Nodes),
            false,
            "Survive a node failure",
            "survives the loss of a node",
            Key::HighAvailability,
            1.0,
        ),
        (
            holds && lasts < SHORT_LIFE && s.pick == Pick::Fit,
            false,
            "Enough for 12 months",
            "fewer moves",
            Key::HoldsFor,
            f64::from(SHORT_LIFE),
        ),
        (holds && !s.arm, true, "Cheaper on Arm", "needs StemeDB built for Arm", Key::Arm, 1.0),
        (
            holds && lasts >= SHORT_LIFE && s.term == Term::OnDemand,
            true,
            committed,
            "paid for whether it is used or not",
            Key::Term,
            term.number(),
        ),
    ];
    for (wanted, to_save, label, but, key, value) in candidates {
        if !wanted || offers.len() == MOST {
            continue;
        }
        let offer = Offer::of(o, label.to_owned(), vec![(key, Some(value))]);
        if offer.order.is_some() && offer.cents.is_some() && (!to_save || offer.saves()) {
            offers.push(Offer { but: but.to_owned(), ..offer });
        }
    }
    offers
}

/// The cheapest order of another provider, if it costs less and does what this one does: the provider's number,
/// what to call it, and what one gives up.
fn elsewhere(o: &Outcome) -> Option<(f64, String, String)> {
    let now = o.focus();
    let survives = |quote: &Quote| node_lost(quote).is_some_and(|failure| failure.holds());
    let must_survive = survives(now);
    let mut best: Option<&Quote> = None;
    let mut least = now.monthly_cents().unwrap_or(i64::MAX);
    for provider in Provider::ALL {
        let quote = o.quote(*provider);
        let cents = quote.monthly_cents().unwrap_or(i64::MAX);
        if cents < least && quote.holds() && (!must_survive || survives(quote)) {
            (best, least) = (Some(quote), cents);
        }
    }
    let quote = best?;
    let words = if now.order.is_some() { "Cheaper at " } else { "Holds at " };
    let label = [words, quote.provider.label()].concat();
    Some((quote.provider.number(), label, lost(o, now, quote)))
}

/// What an order has less of than the one in focus, in few words.
fn lost(o: &Outcome, now: &Quote, then: &Quote) -> String {
    let (Some(old), Some(new)) = (now.order, then.order) else { return String::new() };
    let mut less = Vec::new();
    if new.instance.vcpu() < old.instance.vcpu() {
        less.push([&readable(new.instance.vcpu()), " vCPU each"].concat());
    }
    if new.instance.memory_gb() < old.instance.memory_gb() {
        less.push([&readable(new.instance.memory_gb()), " GB of RAM each"].concat());
    }
    if new.instance.family().burstable && !old.instance.family().burstable {
        less.push("a burstable machine".to_owned());
    }
    let month = |quote: &Quote| o.outgrown_in_of(quote).unwrap_or(u32::MAX);
    let (lasts, would) = (month(now), month(then));
    if would < lasts {
        less.push(["lasts ", &crate::number::count(would, "month")].concat());
    }
    less.join(", ")
}

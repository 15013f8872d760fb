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
    /// What it sets.
    pub changes: Changes,
}

impl Offer {
    /// What some changes of the inputs come to.
    pub(super) fn of(o: &Outcome, label: String, changes: Changes) -> Self {
        let quote = o.changed(&changes);
        Self::quoted(o, &quote, label, changes)
    }

    /// The same where it is known what they come to.
    fn quoted(o: &Outcome, quote: &Quote, label: String, changes: Changes) -> Self {
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

/// Inputs with the values that they are set to; `None` is *auto*, or the default where there is none.
pub type Changes = Vec<(Key, Option<f64>)>;

/// What an offer has to do besides holding today.
#[derive(Clone, Copy)]
struct HasTo {
    /// Cost less than what is bought now.
    save: bool,
    /// Survive the loss of a node.
    survive: bool,
    /// Last so many months.
    last: u32,
}

/// The offers beside a verdict, the best first. None leads to a verdict that advises against it.
pub(super) fn offers(o: &Outcome, verdict: &Verdict) -> Vec<Offer> {
    let mut offers = Vec::new();
    if matches!(verdict.state, State::Fails(..)) {
        return offers;
    }
    let mut add = |has_to: HasTo, label: &str, but: &str, changes: Changes| {
        let found = offer(o, has_to, label, but, changes);
        let is_found = found.is_some();
        if offers.len() < MOST {
            offers.extend(found);
        }
        is_found
    };
    let s = &o.s;
    let survive = survives(o.focus());
    let as_now = HasTo { save: false, survive, last: 0 };
    let lasts = verdict.outgrown_in().unwrap_or(u32::MAX);
    if let Some((provider, label, lost)) = elsewhere(o, survive, lasts) {
        add(as_now, &label, &lost, vec![(Key::Provider, Some(provider.number()))]);
    }
    if !verdict.holds() {
        return offers;
    }
    let is_one_node = verdict.failure.as_ref().is_some_and(|failure| failure.left == 0);
    if is_one_node && s.is_auto(Key::Nodes) {
        let has_to = HasTo { survive: true, ..as_now };
        let (label, but) = ("Survive a node failure", "survives the loss of a node");
        let survive = vec![(Key::HighAvailability, Some(1.0))];
        let carry = [&*survive, &[(Key::Drill, Some(1.0))]].concat();
        // The other nodes may not carry the peak unless they are bought for it.
        let _ = add(has_to, label, but, survive) || add(has_to, label, but, carry);
    }
    if lasts < SHORT_LIFE && s.pick == Pick::Fit {
        // Where a tier of the guide asks for more nodes before, no order lasts that long.
        let has_to = HasTo { last: SHORT_LIFE, ..as_now };
        let changes = vec![(Key::HoldsFor, Some(f64::from(SHORT_LIFE)))];
        add(has_to, "Enough for 12 months", "fewer moves", changes);
    }
    let cheaper = HasTo { save: true, ..as_now };
    if !s.arm {
        let changes = vec![(Key::Arm, Some(1.0))];
        add(cheaper, "Cheaper on Arm", "needs StemeDB built for Arm", changes);
    }
    if lasts >= SHORT_LIFE && s.term == Term::OnDemand {
        let (term, label) = if lasts >= 36 {
            (Term::ThreeYears, "Committed for three years")
        } else {
            (Term::OneYear, "Committed for a year")
        };
        let changes = vec![(Key::Term, Some(term.number()))];
        add(cheaper, label, "paid for whether it is used or not", changes);
    }
    offers
}

/// What some changes come to, if that does what it has to.
fn offer(o: &Outcome, has_to: HasTo, label: &str, but: &str, changes: Changes) -> Option<Offer> {
    let quote = o.changed(&changes);
    let does = quote.holds()
        && quote.monthly_cents().is_some()
        && (!has_to.survive || survives(&quote))
        && (has_to.last == 0 || months_of(o, &quote) >= has_to.last);
    let offer = Offer::quoted(o, &quote, label.to_owned(), changes);
    (does && (!has_to.save || offer.saves())).then(|| Offer { but: but.to_owned(), ..offer })
}

/// Whether a quote's order survives the loss of a node.
fn survives(quote: &Quote) -> bool {
    node_lost(quote).is_some_and(|failure| failure.holds())
}

/// The month from which on a quote's order is no longer enough.
fn months_of(o: &Outcome, quote: &Quote) -> u32 {
    o.outgrown_in_of(quote).unwrap_or(u32::MAX)
}

/// The provider whose order holds for the least, if that is less than in focus: who, what to call it, and what one
/// gives up. `lasts` is for how many months the order in focus lasts.
fn elsewhere(o: &Outcome, survive: bool, lasts: u32) -> Option<(Provider, String, String)> {
    let now = o.focus();
    let mut best: Option<&Quote> = None;
    let mut least = now.monthly_cents().unwrap_or(i64::MAX);
    for provider in Provider::ALL {
        let quote = o.quote(*provider);
        let cents = quote.monthly_cents().unwrap_or(i64::MAX);
        if cents < least && quote.holds() && (!survive || survives(quote)) {
            (best, least) = (Some(quote), cents);
        }
    }
    let quote = best?;
    let words = if now.order.is_some() { "Cheaper at " } else { "Holds at " };
    let label = [words, quote.provider.label()].concat();
    Some((quote.provider, label, lost(o, now, quote, lasts)))
}

/// What an order has less of than the one in focus, in few words.
fn lost(o: &Outcome, now: &Quote, then: &Quote, lasts: u32) -> String {
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
    let would = months_of(o, then);
    if would < lasts {
        less.push(["lasts ", &crate::number::count(would, "month")].concat());
    }
    less.join(", ")
}

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
        Self::quoted(o, label, &quote, String::new(), changes)
    }

    fn quoted(
        o: &Outcome,
        label: String,
        quote: &Quote,
        but: String,
        changes: Vec<(Key, Option<f64>)>,
    ) -> Self {
        let cents = quote.monthly_cents();
        let difference = o.focus().monthly_cents().zip(cents).map(|(now, then)| then - now);
        Self { label, order: quote.order, cents, difference, but, changes }
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
    offers.extend(elsewhere(o));
    if verdict.holds() {
        let survives = verdict.failure.as_ref().is_none_or(|failure| failure.left > 0);
        if !survives && o.s.is_auto(Key::Nodes) {
            let changes = vec![(Key::HighAvailability, Some(1.0))];
            offers.push(Offer {
                but: "survives the loss of a node".to_owned(),
                ..Offer::of(o, "Survive a node failure".to_owned(), changes)
            });
        }
        let lasts = verdict.outgrown_in();
        if lasts.is_some_and(|month| month < SHORT_LIFE) && o.s.pick == Pick::Fit {
            let changes = vec![(Key::HoldsFor, Some(f64::from(SHORT_LIFE)))];
            let label = "Enough for 12 months".to_owned();
            offers.push(Offer { but: "fewer moves".to_owned(), ..Offer::of(o, label, changes) });
        }
        if !o.s.arm {
            let changes = vec![(Key::Arm, Some(1.0))];
            let but = "needs StemeDB built for Arm".to_owned();
            let offer = Offer { but, ..Offer::of(o, "Cheaper on Arm".to_owned(), changes) };
            offers.extend(Some(offer).filter(Offer::saves));
        }
        offers.extend(committed(o, lasts));
    }
    offers.retain(|offer| offer.order.is_some() && offer.cents.is_some());
    offers.truncate(MOST);
    offers
}

/// The cheapest order of another provider, if it costs less and does what this one does.
fn elsewhere(o: &Outcome) -> Option<Offer> {
    let now = o.focus();
    let survives = |quote: &Quote| node_lost(quote).is_some_and(|failure| failure.holds());
    let least = now.monthly_cents().unwrap_or(i64::MAX);
    let quotes = Provider::ALL.iter().map(|provider| o.quote(*provider));
    let (cents, quote) = quotes
        .filter(|quote| quote.holds() && (!survives(now) || survives(quote)))
        .filter_map(|quote| Some((quote.monthly_cents()?, quote)))
        .min_by_key(|(cents, _)| *cents)?;
    if cents >= least {
        return None;
    }
    let provider = quote.provider;
    let label =
        [if now.order.is_some() { "Cheaper at " } else { "Holds at " }, provider.label()].concat();
    let changes = vec![(Key::Provider, Some(provider.number()))];
    Some(Offer::quoted(o, label, quote, lost(o, now, quote), changes))
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

/// The longest commitment that the order lasts for.
fn committed(o: &Outcome, lasts: Option<u32>) -> Option<Offer> {
    let lasts = lasts.unwrap_or(u32::MAX);
    if o.s.term != Term::OnDemand {
        return None;
    }
    let (term, label, but) = if lasts >= 36 {
        (Term::ThreeYears, "Committed for three years", "paid for whether it is used or not")
    } else if lasts >= 12 {
        (Term::OneYear, "Committed for a year", "paid for whether it is used or not")
    } else {
        return None;
    };
    let changes = vec![(Key::Term, Some(term.number()))];
    let offer = Offer { but: but.to_owned(), ..Offer::of(o, label.to_owned(), changes) };
    Some(offer).filter(Offer::saves)
}

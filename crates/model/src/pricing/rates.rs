//! What one customer pays a provider for a unit of something.

use crate::inputs::Term;
use crate::pricing::catalogue::{Discount, Instance, Offer, Price, Read};
use crate::pricing::line_item::{ItemKind, cents, off};
use crate::pricing::price_overrides::OwnPrices;
use crate::pricing::quote::HOURS;

/// A provider's prices at a commitment, with the customer's own in their place.
#[derive(Clone, Copy)]
pub(super) struct Rates<'a> {
    pub(super) offer: Offer,
    pub(super) own: &'a OwnPrices,
    pub(super) term: Term,
}

impl Rates<'_> {
    /// USD for a unit, and where that was read; `None` if the price is not known.
    pub(super) fn of(&self, price: &Price) -> Option<(f64, Option<&'static Read>)> {
        match self.own.price(price.id) {
            Some(own) => Some((own, None)),
            None => price.usd.map(|usd| (usd, Some(price.read()))),
        }
    }

    /// USD for a unit; `None` if the price is not known.
    pub(super) fn usd(&self, price: &Price) -> Option<f64> {
        self.of(price).map(|(usd, _)| usd)
    }

    /// What is taken off compute: for the commitment, or for running all month without one.
    pub(super) fn discount(&self, instance: &Instance) -> Option<(ItemKind, Discount)> {
        match self.offer.commitment(self.term, instance.family()) {
            Some(discount) => Some((ItemKind::Commitment, discount)),
            None => {
                let discount = self.offer.sustained_use(instance.family())?;
                Some((ItemKind::SustainedUse, discount))
            }
        }
    }

    /// A month of instances in cents, after the discount on them.
    pub(super) fn compute_cents(&self, instance: &Instance, nodes: u32) -> i64 {
        let hourly = self.own.price(instance.price_id()).unwrap_or(instance.usd_per_hour);
        let gross = cents(f64::from(nodes) * HOURS * hourly);
        gross + self.discount(instance).map_or(0, |(_, d)| off(gross, d.percent))
    }
}

//! What one customer pays a provider for a unit of something.

use crate::inputs::Term;
use crate::pricing::catalogue::{Discount, Instance, Offer, Price, Read};
use crate::pricing::line_item::{HOURS, ItemKind, cents, off};
use crate::pricing::load::NodeLoad;
use crate::pricing::order::Order;
use crate::pricing::price_overrides::OwnPrices;

/// Where and how a customer buys: what a provider offers in a region, at a commitment, with the
/// customer's own prices in the place of the list's.
#[derive(Clone, Copy)]
pub struct PricingContext<'a> {
    /// What is offered.
    pub offer: Offer,
    /// The customer's own prices.
    pub overrides: &'a OwnPrices,
    /// The commitment.
    pub term: Term,
}

impl PricingContext<'_> {
    /// USD for a unit, and where that was read; `None` if the price is not known.
    pub(super) fn of(&self, price: &Price) -> Option<(f64, Option<&'static Read>)> {
        match self.overrides.price(price.id) {
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
    pub(crate) fn compute_cents(&self, instance: &Instance, nodes: u32) -> i64 {
        let hourly = self.overrides.price(instance.price_id()).unwrap_or(instance.usd_per_hour);
        let gross = cents(f64::from(nodes) * HOURS * hourly);
        gross + self.discount(instance).map_or(0, |(_, d)| off(gross, d.percent))
    }

    /// A month of an order in cents, as orders are compared: machines with their credits, disks with
    /// what is paid for their speed. `None` if a price that is needed is not known.
    pub(crate) fn order_cents(&self, order: &Order, load: &NodeLoad) -> Option<i64> {
        let nodes = f64::from(order.nodes);
        let part = |price: Option<&Price>, quantity: f64| match price {
            Some(price) if quantity > 0.0 => Some(cents(nodes * quantity * self.usd(price)?)),
            _ => Some(0),
        };
        if !order.disk.is_priced(load) {
            return None;
        }
        let (kind, extra) = (order.disk.kind, order.disk.extra(load));
        let credits = order.above_baseline_vcpu(load) * HOURS;
        Some(
            self.compute_cents(order.instance, order.nodes)
                + part(order.instance.surplus_credit(), credits)?
                + part(Some(kind.gb_month), order.disk.gb)?
                + part(kind.iops_month, extra.iops)?
                + part(kind.mbps_month, extra.mbps)?,
        )
    }
}

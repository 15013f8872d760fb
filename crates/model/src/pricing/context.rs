//! What one customer pays a provider for a unit of something.

use crate::inputs::Term;
use crate::pricing::catalogue::{Discount, Instance, Offer, Price, Read};
use crate::pricing::disk::Disk;
use crate::pricing::line_item::{HOURS, ItemKind, cents, off};
use crate::pricing::load::NodeLoad;
use crate::pricing::order::{Order, above_baseline_vcpu};
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
        let compute = self.compute_cents(order.instance, order.nodes);
        let credits = self.credit_cents(order.instance, load)?;
        Some(compute + credits + self.disk_cents(&order.disk, load)?)
    }

    /// A month of CPU credits for all nodes in cents.
    pub(super) fn credit_cents(&self, instance: &Instance, load: &NodeLoad) -> Option<i64> {
        let Some(price) = instance.surplus_credit() else { return Some(0) };
        self.part(Some(price), above_baseline_vcpu(instance, load) * HOURS, load.nodes)
    }

    /// A month of the disks of all nodes in cents, with what is paid for their speed.
    pub(super) fn disk_cents(&self, disk: &Disk, load: &NodeLoad) -> Option<i64> {
        if !disk.is_priced(load) {
            return None;
        }
        let (kind, extra) = (disk.kind, disk.extra(load));
        Some(
            self.part(Some(kind.gb_month), disk.gb, load.nodes)?
                + self.part(kind.iops_month, extra.iops, load.nodes)?
                + self.part(kind.mbps_month, extra.mbps, load.nodes)?,
        )
    }

    fn part(&self, price: Option<&Price>, quantity: f64, nodes: u32) -> Option<i64> {
        match price {
            Some(price) if quantity > 0.0 => {
                Some(cents(f64::from(nodes) * quantity * self.usd(price)?))
            }
            _ => Some(0),
        }
    }
}

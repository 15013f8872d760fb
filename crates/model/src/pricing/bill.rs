//! The lines of a bill, in the order in which a bill lists them.

use crate::inputs::{BackupTarget, Term};
use crate::number::tidy;
use crate::pricing::catalogue::{Discount, Price, PriceId, Region, RegionId};
use crate::pricing::context::PricingContext;
use crate::pricing::disk::Disk;
use crate::pricing::line_item::{Enlarged, Factor, HOURS, Item, ItemKind, cents, off, usd};
use crate::pricing::load::NodeLoad;
use crate::pricing::order::{Order, above_baseline_vcpu};
use crate::scenario::Resolved;
use crate::sizing::Sizing;

/// Mbps, kept up all month, as GB: seconds, bits in a byte, MB in a GB.
const GB_PER_MBPS: f64 = HOURS * 3600.0 / 8.0 / 1000.0;

const SECONDS_PER_DAY: f64 = 86_400.0;
const KB_PER_GB: f64 = 1e6;

/// GB a month that are copied between nodes: what is ingested in a day, which is never more than the average
/// rate brings, once for each copy.
fn replicated_gb(s: &Resolved) -> f64 {
    if s.n < 2 {
        return 0.0;
    }
    let daily = s.d.min(s.i * s.avg / 100.0 * SECONDS_PER_DAY);
    daily * s.kb * s.rf / KB_PER_GB * HOURS / 24.0
}

/// A bill in the making.
pub(super) struct Bill<'a> {
    context: &'a PricingContext<'a>,
    pub(super) items: Vec<Item>,
    /// The first price that was needed and is not known.
    pub(super) missing: Option<PriceId>,
}

/// Itemises a month of a deployment.
pub(super) fn bill<'a>(
    context: &'a PricingContext<'a>,
    s: &Resolved,
    sizing: &Sizing,
    load: &NodeLoad,
    order: &Order,
) -> Bill<'a> {
    let mut bill = Bill { context, items: Vec::with_capacity(16), missing: None };
    let nodes = Factor::new(f64::from(order.nodes), "nodes");
    bill.compute(order, load, nodes);
    bill.disk(order, load, sizing.disk.provision_gb, nodes);
    if s.bt == BackupTarget::Object {
        let gb = Factor::new(sizing.disk.backup_gb, "GB");
        bill.line(ItemKind::ObjectStorage, context.offer.object(), [gb, Factor::NONE]);
    }
    bill.balancer(s, sizing);
    bill.between_zones(s, sizing);
    let addresses = Factor::new(s.addresses(context.offer.provider), "addresses");
    let hours = Factor::new(HOURS, "h");
    bill.line(ItemKind::PublicAddresses, context.offer.address(), [addresses, hours]);
    let average = s.avg / 100.0;
    let leaving = sizing.network.outbound_mbps * average * s.egress / 100.0;
    bill.egress(tidy(leaving * GB_PER_MBPS));
    bill.negotiated();
    bill
}

impl Bill<'_> {
    /// Its total in cents at another commitment, which changes nothing but what is taken off the machines.
    pub(super) fn total_at(&self, term: Term, order: &Order) -> i64 {
        let context = PricingContext { term, ..*self.context };
        let (mut compute, mut rest) = (0, 0);
        for item in self.items.iter().filter(|item| !item.is_discount()) {
            let sum = if item.kind == ItemKind::Compute { &mut compute } else { &mut rest };
            *sum += item.cents;
        }
        let percent = context.discount(order.instance).map_or(0.0, |(_, d)| d.percent);
        let sum = compute + off(compute, percent) + rest;
        sum + off(sum, context.overrides.discount(context.offer.provider))
    }

    /// Adds a line, unless there is nothing to pay for; remembers the price if it is not known.
    fn line(&mut self, kind: ItemKind, price: &Price, factors: [Factor; 2]) -> Option<&mut Item> {
        let quantity = factors[0].value * factors[1].value;
        if quantity <= 0.0 {
            return None;
        }
        let Some((unit_price_usd, read)) = self.context.of(price) else {
            self.missing = self.missing.or(Some(price.id));
            return None;
        };
        self.items.push(Item {
            kind,
            label: price.label,
            factors,
            unit: price.unit,
            unit_price_usd,
            price: Some(price.id),
            read,
            // An own price is no longer the one that the note is about.
            note: if read.is_some() { price.note } else { "" },
            enlarged: None,
            replaces: if read.is_none() { price.usd.map(|usd| (usd, price.read())) } else { None },
            known_for: read.and_then(|_| self.elsewhere(price.region)),
            not_committed: None,
            cents: cents(quantity * unit_price_usd),
        });
        self.items.last_mut()
    }

    /// A region, unless it is the bill's.
    fn elsewhere(&self, region: RegionId) -> Option<&'static Region> {
        (region != self.context.offer.region_id()).then(|| region.region())
    }

    fn discount(&mut self, kind: ItemKind, base: i64, percent: f64, from: Option<&Discount>) {
        self.items.push(Item {
            kind,
            label: kind.label(),
            factors: [Factor::new(usd(base), "USD"), Factor::NONE],
            unit: "USD",
            unit_price_usd: -tidy(percent / 100.0),
            price: None,
            read: from.map(Discount::read),
            note: "",
            enlarged: None,
            replaces: None,
            known_for: from.and_then(|discount| self.elsewhere(discount.region)),
            not_committed: None,
            cents: off(base, percent),
        });
    }

    fn compute(&mut self, order: &Order, load: &NodeLoad, nodes: Factor) {
        let factors = [nodes, Factor::new(HOURS, "h")];
        let price = order.instance.price();
        let discount = self.context.discount(order.instance);
        let committed = discount.is_some_and(|(kind, _)| kind == ItemKind::Commitment);
        let term = self.context.term;
        let mut gross = 0;
        if let Some(item) = self.line(ItemKind::Compute, &price, factors) {
            item.not_committed = (term != Term::OnDemand && !committed).then_some(term);
            gross = item.cents;
        }
        if let Some((kind, discount)) = discount {
            self.discount(kind, gross, discount.percent, Some(&discount));
        }
        if let Some(price) = order.instance.surplus_credit() {
            let hours =
                Factor::new(tidy(above_baseline_vcpu(order.instance, load) * HOURS), "vCPU-hours");
            self.line(ItemKind::CpuCredits, price, [nodes, hours]);
        }
    }

    fn disk(&mut self, order: &Order, load: &NodeLoad, asked_gb: f64, nodes: Factor) {
        let (kind, extra) = (order.disk.kind, order.disk.extra(load));
        let gb = Factor::new(order.disk.gb, "GB");
        if let Some(item) = self.line(ItemKind::BlockStorage, kind.gb_month, [nodes, gb])
            && order.disk.gb > asked_gb
        {
            let for_speed = Disk::sized(kind, asked_gb, load).gb >= order.disk.gb;
            let why = if for_speed { Enlarged::ForSpeed } else { Enlarged::ForGrowth };
            item.enlarged = Some(why(asked_gb));
        }
        if let Some(price) = kind.iops_month {
            if !order.disk.is_priced(load) {
                self.missing = self.missing.or(Some(price.id));
            }
            self.line(ItemKind::ExtraIops, price, [nodes, Factor::new(extra.iops, "IOPS")]);
        }
        if let Some(price) = kind.mbps_month {
            self.line(ItemKind::ExtraThroughput, price, [nodes, Factor::new(extra.mbps, "MB/s")]);
        }
    }

    fn balancer(&mut self, s: &Resolved, sizing: &Sizing) {
        if !s.lb {
            return;
        }
        let catalogue = self.context.offer;
        let hours = Factor::new(HOURS, "h");
        self.line(ItemKind::LoadBalancer, catalogue.balancer_hour(), [hours, Factor::NONE]);
        let mbps = sizing.network.inbound_mbps + sizing.network.outbound_mbps;
        let gb = Factor::new(tidy(mbps * s.avg / 100.0 * GB_PER_MBPS), "GB");
        self.line(ItemKind::LoadBalancerData, catalogue.balancer_data(), [gb, Factor::NONE]);
    }

    /// Copies between nodes, and clients that ask a node in another zone. A region that is not divided into
    /// zones has neither.
    fn between_zones(&mut self, s: &Resolved, sizing: &Sizing) {
        let offer = self.context.offer;
        if !offer.region().is_divided() {
            return;
        }
        let directions = match offer.zone_directions() {
            directions if directions > 1.0 => Factor::new(directions, "directions"),
            _ => Factor::NONE,
        };
        let traffic = (sizing.network.inbound_mbps + sizing.network.outbound_mbps) * s.avg / 100.0;
        let clients = traffic * GB_PER_MBPS * s.cross_zone(offer.provider) / 100.0;
        for (kind, gb) in
            [(ItemKind::BetweenZones, replicated_gb(s)), (ItemKind::ClientBetweenZones, clients)]
        {
            let gb = Factor::new(tidy(gb), "GB");
            if let Some(item) = self.line(kind, offer.zones(), [gb, directions]) {
                item.label = kind.label();
            }
        }
    }

    fn egress(&mut self, gb: f64) {
        let mut from = 0.0;
        for tier in self.context.offer.egress() {
            if gb <= from {
                break;
            }
            let part = Factor::new(tidy(gb.min(tier.up_to_gb) - from), "GB");
            self.line(ItemKind::Egress, tier.gb, [part, Factor::NONE]);
            from = tier.up_to_gb;
        }
    }

    fn negotiated(&mut self) {
        let percent = self.context.overrides.discount(self.context.offer.provider);
        if percent > 0.0 {
            let base = self.items.iter().map(|item| item.cents).sum();
            self.discount(ItemKind::Negotiated, base, percent, None);
        }
    }
}

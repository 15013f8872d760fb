//! The lines of a bill, in the order in which a bill lists them.

use crate::inputs::BackupTarget;
use crate::number::tidy;
use crate::pricing::catalogue::{Discount, DiskKind, Instance, Price, PriceId};
use crate::pricing::line_item::{Factor, Item, ItemKind, cents, off, usd};
use crate::pricing::quote::HOURS;
use crate::pricing::rates::Rates;
use crate::scenario::Resolved;
use crate::sizing::Sizing;

/// Mbps, kept up all month, as GB: seconds, bits in a byte, MB in a GB.
const GB_PER_MBPS: f64 = HOURS * 3600.0 / 8.0 / 1000.0;

/// A bill in the making.
pub(super) struct Bill<'a> {
    rates: Rates<'a>,
    pub(super) items: Vec<Item>,
    /// The first price that was needed and is not known.
    pub(super) missing: Option<PriceId>,
}

/// Itemises a month of a deployment.
pub(super) fn bill<'a>(
    rates: Rates<'a>,
    s: &Resolved,
    sizing: &Sizing,
    instance: &Instance,
) -> Bill<'a> {
    let mut bill = Bill { rates, items: Vec::with_capacity(16), missing: None };
    let nodes = Factor::new(f64::from(sizing.nodes), "nodes");
    bill.compute(instance, nodes);
    bill.disks(s, sizing, instance, nodes);
    if s.bt == BackupTarget::Object {
        let gb = Factor::new(sizing.disk.backup_gb, "GB");
        bill.line(ItemKind::ObjectStorage, rates.offer.object(), [gb, Factor::NONE]);
    }
    bill.balancer(s, sizing);
    let average = s.avg / 100.0;
    let replicated =
        Factor::new(tidy(sizing.network.replication_mbps * average * GB_PER_MBPS), "GB");
    let directions = rates.offer.zone_directions();
    let directions =
        if directions > 1.0 { Factor::new(directions, "directions") } else { Factor::NONE };
    bill.line(ItemKind::BetweenZones, rates.offer.zones(), [replicated, directions]);
    let leaving = sizing.network.outbound_mbps * average * s.egress / 100.0;
    bill.egress(tidy(leaving * GB_PER_MBPS));
    bill.negotiated();
    bill
}

impl Bill<'_> {
    /// Adds a line, unless there is nothing to pay for; remembers the price if it is not known.
    fn line(&mut self, kind: ItemKind, price: &Price, factors: [Factor; 2]) -> Option<&mut Item> {
        let quantity = factors[0].value * factors[1].value;
        if quantity <= 0.0 {
            return None;
        }
        let Some((unit_price_usd, read)) = self.rates.of(price) else {
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
            enlarged_from_gb: None,
            cents: cents(quantity * unit_price_usd),
        });
        self.items.last_mut()
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
            enlarged_from_gb: None,
            cents: off(base, percent),
        });
    }

    fn compute(&mut self, instance: &Instance, nodes: Factor) {
        let factors = [nodes, Factor::new(HOURS, "h")];
        let gross = self.line(ItemKind::Compute, &instance.price(), factors).map_or(0, |i| i.cents);
        if let Some((kind, discount)) = self.rates.discount(instance) {
            self.discount(kind, gross, discount.percent, Some(&discount));
        }
    }

    fn disks(&mut self, s: &Resolved, sizing: &Sizing, instance: &Instance, nodes: Factor) {
        let Some(disk) = Disk::cheapest(&self.rates, s, sizing, instance) else {
            return;
        };
        let (kind, gb) = (disk.kind, sizing.disk.provision_gb);
        if let Some(item) =
            self.line(ItemKind::BlockStorage, kind.gb_month, [nodes, Factor::new(disk.gb, "GB")])
            && disk.gb > gb
        {
            item.enlarged_from_gb = Some(gb);
        }
        if let Some(price) = kind.iops_month {
            self.line(ItemKind::ExtraIops, price, [nodes, Factor::new(disk.iops, "IOPS")]);
        }
        if let Some(price) = kind.mbps_month {
            self.line(ItemKind::ExtraThroughput, price, [nodes, Factor::new(disk.mbps, "MB/s")]);
        }
    }

    fn balancer(&mut self, s: &Resolved, sizing: &Sizing) {
        if !s.lb {
            return;
        }
        let offer = self.rates.offer;
        let hours = Factor::new(HOURS, "h");
        self.line(ItemKind::LoadBalancer, offer.balancer_hour(), [hours, Factor::NONE]);
        let mbps = sizing.network.inbound_mbps + sizing.network.outbound_mbps;
        let gb = Factor::new(tidy(mbps * s.avg / 100.0 * GB_PER_MBPS), "GB");
        self.line(ItemKind::LoadBalancerData, offer.balancer_data(), [gb, Factor::NONE]);
    }

    fn egress(&mut self, gb: f64) {
        let mut from = 0.0;
        for tier in self.rates.offer.egress() {
            if gb <= from {
                break;
            }
            let part = Factor::new(tidy(gb.min(tier.up_to_gb) - from), "GB");
            self.line(ItemKind::Egress, tier.gb, [part, Factor::NONE]);
            from = tier.up_to_gb;
        }
    }

    fn negotiated(&mut self) {
        let percent = self.rates.own.discount(self.rates.offer.provider);
        if percent > 0.0 {
            let base = self.items.iter().map(|item| item.cents).sum();
            self.discount(ItemKind::Negotiated, base, percent, None);
        }
    }
}

/// A node's disk that is large and fast enough.
struct Disk {
    kind: &'static DiskKind,
    gb: f64,
    /// Paid for beyond what is included.
    iops: f64,
    /// Paid for beyond what is included, in MB/s.
    mbps: f64,
}

/// What a machine's disks cost in a month in cents, on all nodes; `None` if that is not known.
pub(super) fn disk_cents(
    rates: &Rates,
    s: &Resolved,
    sizing: &Sizing,
    instance: &Instance,
) -> Option<i64> {
    Disk::cheapest(rates, s, sizing, instance)?.cents(rates, f64::from(sizing.nodes))
}

impl Disk {
    /// The cheapest of the kinds that the machine takes. A kind whose price is not known comes last, and
    /// says so only if there is no other.
    fn cheapest(rates: &Rates, s: &Resolved, sizing: &Sizing, instance: &Instance) -> Option<Self> {
        // Data reaches every node's log in the share that it holds.
        let write_mbps = tidy(sizing.disk.wal_mbps * sizing.share);
        let (gb, nodes) = (sizing.disk.provision_gb, f64::from(sizing.nodes));
        let kinds = rates.offer.disks().iter().filter(|kind| instance.attaches(kind));
        kinds
            .map(|kind| Self::of(kind, gb, s.iops, write_mbps))
            .min_by_key(|disk| disk.cents(rates, nodes).unwrap_or(i64::MAX))
    }

    fn of(kind: &'static DiskKind, gb: f64, iops: f64, mbps: f64) -> Self {
        let gb = match kind.iops_month {
            Some(_) => gb,
            None => gb.max(tidy((iops - kind.included_iops) / kind.included_iops_per_gb).ceil()),
        };
        // Where throughput comes with IOPS alone, they have to be as many as it needs.
        let iops = match (kind.mbps_month, kind.max_mbps_per_iops) {
            (None, Some(ratio)) => iops.max(tidy(mbps / ratio).ceil()),
            _ => iops,
        };
        let included = kind.included_iops + kind.included_iops_per_gb * gb;
        // Sold by the whole MB/s.
        let more_mbps = tidy(mbps - kind.included_mbps).max(0.0).ceil();
        Self {
            kind,
            gb,
            iops: if kind.iops_month.is_some() { (iops - included).max(0.0) } else { 0.0 },
            mbps: if kind.mbps_month.is_some() { more_mbps } else { 0.0 },
        }
    }

    /// What the disks of all nodes cost in cents, rounded as the lines will be; `None` if that is not
    /// known.
    fn cents(&self, rates: &Rates, nodes: f64) -> Option<i64> {
        let part = |price: Option<&Price>, quantity: f64| match price {
            Some(price) if quantity > 0.0 => Some(cents(nodes * quantity * rates.usd(price)?)),
            _ => Some(0),
        };
        if self.kind.iops_price_known_to.is_some_and(|known| self.iops > known) {
            return None;
        }
        Some(
            part(Some(self.kind.gb_month), self.gb)?
                + part(self.kind.iops_month, self.iops)?
                + part(self.kind.mbps_month, self.mbps)?,
        )
    }
}

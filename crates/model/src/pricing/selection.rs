//! Which order is chosen: the cheapest that holds, or the one that the guide names.

use crate::guide::{self, Tier};
use crate::inputs::{Key, Pick};
use crate::pricing::catalogue::{DiskKind, Instance};
use crate::pricing::context::PricingContext;
use crate::pricing::disk::Disk;
use crate::pricing::error::QuoteError;
use crate::pricing::load::NodeLoad;
use crate::pricing::order::Order;
use crate::pricing::rules::{failing, holds};
use crate::scenario::Resolved;
use crate::sizing::{Sizing, size};

/// Most nodes that are tried before it is said that nothing holds.
const MAX_NODES: u32 = 20_000;

/// What an order is bought for: the load of today, and the one up to which it has to hold.
#[derive(Clone, Debug, PartialEq)]
pub struct Demand {
    /// The load that the order is bought and billed for.
    pub now: Resolved,
    /// The largest load that it still has to hold for; `None` if that is the same.
    pub until: Option<Resolved>,
}

impl Demand {
    /// An order for the load of a scenario, and for no more.
    #[must_use]
    pub fn today(s: &Resolved) -> Self {
        Self { now: s.clone(), until: None }
    }

    /// The same demand on another number of nodes.
    #[must_use]
    pub fn on_nodes(&self, n: u32) -> Self {
        Self { now: self.now.on_nodes(n), until: self.until.as_ref().map(|s| s.on_nodes(n)) }
    }
}

/// A demand as orders are judged by it.
struct Judged {
    /// What the guide asks for today.
    sizing: Sizing,
    now: NodeLoad,
    until: NodeLoad,
    /// Size of the disk in GB by the guide, for both loads.
    disk_gb: f64,
    arm: bool,
}

impl Judged {
    fn of(demand: &Demand) -> Self {
        let sizing = size(&demand.now);
        let now = NodeLoad::of(&demand.now, &sizing);
        let (until, later) = demand.until.as_ref().map_or((now, sizing), |until| {
            let later = size(until);
            (NodeLoad::of(until, &later), later)
        });
        let disk_gb = sizing.disk.provision_gb.max(later.disk.provision_gb);
        Self { sizing, now, until, disk_gb, arm: demand.now.arm }
    }

    /// Whether the guide lets the machine be chosen.
    fn admits(&self, instance: &Instance) -> bool {
        let family = instance.family();
        // "t3 for pilot, m5 for production"
        (self.arm || !family.arm) && (self.now.tier <= Tier::Under100K || !family.burstable)
    }

    /// Whether the machine has what the guide asks for.
    fn is_provided_by(&self, instance: &Instance) -> bool {
        instance.vcpu() >= self.sizing.cpu.provision_vcpu
            && instance.memory_gb() >= self.sizing.ram.provision_gb
    }

    /// The disk of a kind for both loads. The load grows, so the later one asks for the larger disk.
    fn disk(&self, kind: &'static DiskKind) -> Disk {
        Disk::sized(kind, self.disk_gb, &self.until)
    }

    fn order(&self, instance: &'static Instance, kind: &'static DiskKind) -> Order {
        Order { instance, nodes: self.now.nodes, disk: self.disk(kind) }
    }

    fn holds(&self, order: &Order) -> bool {
        holds(order, &self.until) && (self.until == self.now || holds(order, &self.now))
    }
}

/// What was chosen.
pub(super) struct Choice {
    pub(super) order: Order,
    /// The nodes that were asked for, if they had to be raised.
    pub(super) raised_from: Option<u32>,
}

/// Chooses an order.
pub(super) fn choose(
    context: &PricingContext,
    demand: &Demand,
    pick: Pick,
) -> Result<Choice, Box<QuoteError>> {
    match pick {
        Pick::Guide => named_by_the_guide(context, demand),
        Pick::Fit => fit(context, demand),
    }
}

fn fit(context: &PricingContext, demand: &Demand) -> Result<Choice, Box<QuoteError>> {
    let asked = demand.now.n;
    if let Some((order, _)) = cheapest(context, demand) {
        return Ok(Choice { order, raised_from: None });
    }
    let raised = demand.now.is_auto(Key::Nodes).then(|| raised(context, demand)).flatten();
    match raised {
        Some(order) => Ok(Choice { order, raised_from: Some(asked) }),
        None => Err(Box::new(reason(context, demand))),
    }
}

/// The cheapest order on a demand's number of nodes that holds, and what it costs a month in cents: the
/// first of the catalogue among equals.
///
/// Compared in whole cents of the bill, so that what is promised of totals (more load never costs less,
/// nor does a longer commitment cost more) holds to the cent.
pub(crate) fn cheapest(context: &PricingContext, demand: &Demand) -> Option<(Order, i64)> {
    let judged = Judged::of(demand);
    let mut disks: Option<Vec<(Disk, i64)>> = None;
    let mut best: Option<(Order, i64)> = None;
    for instance in context.offer.instances() {
        if !judged.admits(instance) || !judged.is_provided_by(instance) {
            continue;
        }
        let compute = context.compute_cents(instance, judged.now.nodes);
        if best.is_some_and(|(_, cents)| compute >= cents) {
            continue;
        }
        let Some(credits) = context.credit_cents(instance, &judged.now) else { continue };
        // Disks do not depend on the machine.
        let disks = disks.get_or_insert_with(|| {
            let sized = context.offer.disks().iter().map(|kind| judged.disk(kind));
            sized.filter_map(|disk| Some((disk, context.disk_cents(&disk, &judged.now)?))).collect()
        });
        for (disk, disk_cents) in disks.iter() {
            let cents = compute + credits + disk_cents;
            if best.is_none_or(|(_, least)| cents < least) {
                let order = Order { instance, nodes: judged.now.nodes, disk: *disk };
                if judged.holds(&order) {
                    best = Some((order, cents));
                }
            }
        }
    }
    best
}

/// The cheapest order on `least` nodes, or on two more, the next step of a cluster; on as many more as it
/// takes where neither holds.
///
/// Two more and no others: with many small machines a fit is always a little closer, and nobody wants to
/// run eighty of them for that.
pub(crate) fn fit_from(context: &PricingContext, demand: &Demand, least: u32) -> Option<Order> {
    let on = |n: u32| cheapest(context, &demand.on_nodes(n));
    let best = [least, least + 2].into_iter().filter_map(on).min_by_key(|(_, cents)| *cents);
    match best {
        Some((order, _)) => Some(order),
        None => raised(context, &demand.on_nodes(least + 2)),
    }
}

/// The cheapest order on as few more nodes as it takes, two at a time.
fn raised(context: &PricingContext, demand: &Demand) -> Option<Order> {
    let on = |steps: u32| cheapest(context, &demand.on_nodes(demand.now.n + 2 * steps));
    // What a node needs only falls with more nodes, so the border can be searched for.
    let most = MAX_NODES / 2;
    let mut too_few = surely_too_few(context, demand).min(most - 1);
    let (mut enough, mut stride) = (too_few + 1, 1);
    let mut found = on(enough);
    while found.is_none() {
        if enough == most {
            return None;
        }
        (too_few, stride) = (enough, stride * 2);
        enough = (enough + stride).min(most);
        found = on(enough);
    }
    while enough - too_few > 1 {
        let middle = u32::midpoint(too_few, enough);
        match on(middle) {
            None => too_few = middle,
            fewer => (enough, found) = (middle, fewer),
        }
    }
    found.map(|(order, _)| order)
}

/// How many steps of two more nodes are too few already by the CPU of the largest machine at peak, without
/// looking at any order. Most searches end with the step after.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "saturates")]
fn surely_too_few(context: &PricingContext, demand: &Demand) -> u32 {
    let n = demand.now.n;
    let judged = Judged::of(&demand.on_nodes(n + 2));
    let admitted = context.offer.instances().iter().filter(|i| judged.admits(i));
    let largest = admitted.map(Instance::vcpu).fold(0.0, f64::max);
    let load = &judged.until;
    let machines = load.peak_vcpu * f64::from(load.nodes) / (largest * load.head);
    // The noise of binary numbers must not rule out a number that is just enough.
    let least = (machines * (1.0 - 1e-9)).ceil() as u32;
    least.saturating_sub(n).saturating_sub(1) / 2
}

/// Why there is no order: one would hold, but its price is not known; or none does.
fn reason(context: &PricingContext, demand: &Demand) -> QuoteError {
    let nearest = nearest(context, demand);
    match nearest {
        Some((order, load)) if holds(&order, &load) && !order.disk.is_priced(&load) => {
            let price = order.disk.kind.iops_month;
            price.map_or(QuoteError::NothingHolds(nearest), |p| QuoteError::UnknownPrice(p.id))
        }
        _ => QuoteError::NothingHolds(nearest),
    }
}

/// The order that comes nearest to holding: it fails the fewest rules, and is the largest of those. It
/// tells what is in the way.
fn nearest(context: &PricingContext, demand: &Demand) -> Option<(Order, NodeLoad)> {
    let judged = Judged::of(demand);
    let regular = |i: &&Instance| judged.admits(i) && !i.family().burstable;
    let instances = context.offer.instances().iter().filter(regular);
    let orders = instances.flat_map(|instance| {
        let kinds = context.offer.disks().iter().filter(|kind| instance.attaches(kind));
        kinds.map(|kind| judged.order(instance, kind))
    });
    let rank = |order: &Order| {
        let fails = failing(order, &judged.until).count() as f64;
        let instance = order.instance;
        (-fails, instance.vcpu(), instance.memory_gb(), order.disk.most().iops)
    };
    let order =
        orders.reduce(|best, order| if rank(&order) > rank(&best) { order } else { best })?;
    Some((order, judged.until))
}

/// The guide's instance for the tier, with the disk that it asks for of the cheapest kind which the
/// machine takes.
fn named_by_the_guide(
    context: &PricingContext,
    demand: &Demand,
) -> Result<Choice, Box<QuoteError>> {
    let judged = Judged::of(demand);
    let rows = guide::instances(context.offer.provider);
    let name = rows[(judged.sizing.tier as usize).min(rows.len() - 1)].instance;
    let unknown = || Box::new(QuoteError::UnknownInstance(name, context.offer.region()));
    let instance = context.offer.instance(name).ok_or_else(unknown)?;
    let sized = |kind| Order {
        instance,
        nodes: judged.now.nodes,
        disk: Disk::sized(kind, judged.sizing.disk.provision_gb, &judged.now),
    };
    context
        .offer
        .disks()
        .iter()
        .filter(|kind| instance.attaches(kind))
        .map(sized)
        // A kind whose price is not known comes last, and says so only if there is no other.
        .min_by_key(|order| {
            let fails = failing(order, &judged.now).count();
            (fails, context.order_cents(order, &judged.now).unwrap_or(i64::MAX))
        })
        .map(|order| Choice { order, raised_from: None })
        .ok_or_else(|| Box::new(QuoteError::NothingHolds(None)))
}

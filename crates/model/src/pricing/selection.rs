//! Which instance, and how many: the cheapest that fits, or the one that the guide names.

use crate::guide::coefficients as c;
use crate::guide::{self, Tier};
use crate::inputs::Pick;
use crate::pricing::bill::disk_cents;
use crate::pricing::catalogue::Instance;
use crate::pricing::quote::QuoteError;
use crate::pricing::rates::Rates;
use crate::scenario::Resolved;
use crate::sizing::{Sizing, size};

/// Most nodes that are tried before it is said that nothing fits.
const MAX_NODES: u32 = 1_000_000;

/// What was chosen.
pub(super) struct Choice {
    pub(super) instance: &'static Instance,
    /// The sizing on the nodes that are bought.
    pub(super) sizing: Sizing,
    /// The nodes that were asked for, if they had to be raised.
    pub(super) raised_from: Option<u32>,
}

pub(super) fn choose(
    rates: &Rates,
    s: &Resolved,
    sizing: &Sizing,
    pick: Pick,
) -> Result<Choice, QuoteError> {
    match pick {
        Pick::Guide => {
            let rows = guide::instances(rates.offer.provider);
            let name = rows[(sizing.tier as usize).min(rows.len() - 1)].instance;
            let instance = rates.offer.instance(name).ok_or(QuoteError::UnknownInstance(name))?;
            Ok(Choice { instance, sizing: *sizing, raised_from: None })
        }
        Pick::Fit => match cheapest(rates, s, sizing) {
            Some(instance) => Ok(Choice { instance, sizing: *sizing, raised_from: None }),
            None => raise(rates, s),
        },
    }
}

fn is_large_enough(instance: &Instance, sizing: &Sizing) -> bool {
    instance.vcpu() >= sizing.cpu.provision_vcpu && instance.memory_gb() >= sizing.ram.provision_gb
}

fn may_be_arm(s: &Resolved, instance: &Instance) -> bool {
    s.arm || !instance.family().arm
}

/// The cheapest instance that is large enough, the first of the catalogue among equals. Its disks count,
/// because not every machine takes every kind.
///
/// Compared in whole cents of the bill, so that what is promised of totals (more load never costs
/// less, nor does a longer commitment cost more) holds to the cent.
fn cheapest(rates: &Rates, s: &Resolved, sizing: &Sizing) -> Option<&'static Instance> {
    // "t3 for pilot, m5 for production"
    let burstable = sizing.tier <= Tier::Under100K;
    rates
        .offer
        .instances()
        .iter()
        .filter(|i| {
            is_large_enough(i, sizing) && may_be_arm(s, i) && (burstable || !i.family().burstable)
        })
        .min_by_key(|i| {
            let disks = disk_cents(rates, s, sizing, i).unwrap_or(i64::MAX / 2);
            rates.compute_cents(i, sizing.nodes).saturating_add(disks)
        })
}

/// The largest instance: by vCPU, then memory, then price.
fn largest(rates: &Rates, s: &Resolved) -> Option<&'static Instance> {
    let regular = |i: &&Instance| may_be_arm(s, i) && !i.family().burstable;
    rates.offer.instances().iter().filter(regular).reduce(|best, i| {
        let by_size =
            i.vcpu().total_cmp(&best.vcpu()).then(i.memory_gb().total_cmp(&best.memory_gb()));
        let by_price = rates.compute_cents(best, 1).cmp(&rates.compute_cents(i, 1));
        if by_size.then(by_price).is_gt() { i } else { best }
    })
}

/// The largest instance on as few more nodes as it takes, two at a time.
fn raise(rates: &Rates, s: &Resolved) -> Result<Choice, QuoteError> {
    let instance = largest(rates, s).ok_or(QuoteError::NoInstance)?;
    let sized = |steps: u32| size(&s.on_nodes(s.n + 2 * steps));
    let fits = |steps: u32| is_large_enough(instance, &sized(steps));

    // What a node needs only falls with more nodes, so the border can be searched for.
    let most = MAX_NODES / 2;
    if !fits(most) {
        let need = sized(most).ram.provision_gb;
        return Err(QuoteError::NothingFits { instance, need_gb: need, cache_gb: s.cache });
    }
    // The guess is one step short when it is right; the search does not rely on it.
    let guess = (least_nodes(s, &sized(1), instance) - f64::from(s.n)) / 2.0;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
    let mut too_few = (guess.ceil() - 1.0).clamp(0.0, f64::from(most)) as u32;
    if too_few > 0 && fits(too_few) {
        too_few = 0;
    }
    let mut stride = 1;
    let mut enough = too_few + stride;
    while !fits(enough) {
        too_few = enough;
        stride *= 2;
        enough = (enough + stride).min(most);
    }
    while enough - too_few > 1 {
        let middle = too_few + (enough - too_few) / 2;
        if fits(middle) { enough = middle } else { too_few = middle }
    }
    Ok(Choice { instance, sizing: sized(enough), raised_from: Some(s.n) })
}

/// About how many nodes of an instance carry a cluster's CPU and data.
fn least_nodes(s: &Resolved, cluster: &Sizing, instance: &Instance) -> f64 {
    let ram = &cluster.ram;
    let memory = 2f64.powf(instance.memory_gb().log2().floor());
    let room = memory * c::RAM_FULL.value - ram.cache_gb - s.rb;
    let data = (ram.data_gb + ram.index_gb) * cluster.replication_factor;
    (cluster.cpu.total_vcpu / instance.vcpu()).max(data / room)
}

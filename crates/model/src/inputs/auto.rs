//! What an input on *auto* is: one function for each, named in its row of `table.rs`.
//!
//! A function may use every input that is never *auto*, and those on *auto* whose rows are above its own.

use super::{GrowthModel, Resolved};
use crate::guide::Tier;
use crate::guide::coefficients as c;
use crate::number::tidy;
use crate::pricing::catalogue::RegionId;

/// Default growth in assertions a month, and in per cent a month.
const GROWTH: (f64, f64) = (1000.0, 5.0);

/// Fewest nodes that survive the loss of one.
const NODES_TO_SURVIVE: u32 = 3;

/// Assertions a day.
pub fn daily_ingest(s: &Resolved) -> f64 {
    tidy(s.a * c::DAILY_SHARE.value)
}

/// The recommended cache of each node, in GB.
pub fn cache(s: &Resolved) -> f64 {
    if s.a < c::CACHE_FROM.0 {
        c::CACHE_SMALL.value
    } else if s.a < c::CACHE_FROM.1 {
        c::CACHE_MEDIUM.value
    } else {
        c::CACHE_LARGE.value
    }
}

/// The guide's nodes for the tier, raised where one has to be lost without harm.
pub fn nodes(s: &Resolved) -> u32 {
    let nodes = Tier::of(s.a, s.q).nodes();
    if s.ha { nodes.max(NODES_TO_SURVIVE) } else { nodes }
}

/// Copies of every assertion.
pub fn copies(s: &Resolved) -> f64 {
    if s.n > 1 { 2.0 } else { 1.0 }
}

/// Whether a load balancer stands before the nodes.
pub fn balancer(s: &Resolved) -> bool {
    s.n > 1
}

/// Per cent of the clients' traffic that goes to a node in another zone, where clients and nodes are spread
/// evenly.
pub fn crossing(s: &Resolved) -> f64 {
    crossing_in(s, s.region(s.p))
}

/// The same in a region of any provider.
pub fn crossing_in(s: &Resolved, region: RegionId) -> f64 {
    tidy(100.0 * (1.0 - 1.0 / f64::from(region.region().zones_of(s.n))))
}

/// Public addresses that the internet reaches the deployment by.
pub fn addresses(s: &Resolved) -> f64 {
    addresses_in(s, s.region(s.p))
}

/// The same in a region of any provider.
pub fn addresses_in(s: &Resolved, region: RegionId) -> f64 {
    if s.egress <= 0.0 {
        0.0
    } else if s.lb {
        region.region().balancer_addresses(s.n).into()
    } else {
        1.0
    }
}

/// Growth in the unit of the growth model.
pub fn growth_rate(s: &Resolved) -> f64 {
    match s.g {
        GrowthModel::Compound => GROWTH.1,
        GrowthModel::Linear | GrowthModel::Staged | GrowthModel::Ingest => GROWTH.0,
    }
}

/// No number: queries and ingest grow in step with assertions, which is no rate; a budget that nobody set is no
/// limit.
pub fn none(_: &Resolved) -> Option<f64> {
    None
}

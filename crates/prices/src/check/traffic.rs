//! `traffic.toml`: object storage, load balancer and traffic.

use std::collections::BTreeSet;

use crate::files::Traffic;
use crate::problem::Checker;

pub(super) fn check(mut to: Checker, traffic: &Traffic) {
    to.price("a GB of object storage", &traffic.object_storage.gb_month);
    to.price("an hour of the load balancer", &traffic.load_balancer.hour);
    to.price("traffic through the load balancer", &traffic.load_balancer.data);
    to.price("a GB between zones", &traffic.between_zones.gb);
    if let Some(directions) = &traffic.between_zones.directions
        && ![1.0, 2.0].contains(directions.get_ref())
    {
        to.add(directions.span(), "directions is 1 or 2".to_owned());
    }
    egress(&mut to, traffic);
}

fn egress(to: &mut Checker, traffic: &Traffic) {
    let mut from = 0.0;
    let mut codes = BTreeSet::new();
    for (i, tier) in traffic.egress.iter().enumerate() {
        let code = &tier.get_ref().code;
        if !code.get_ref().starts_with("egress-") || !codes.insert(code.get_ref()) {
            let reason = "a tier has a code of its own that begins with egress-".to_owned();
            to.add(code.span(), reason);
        }
        to.price("a GB to the internet", &tier.get_ref().gb);
        let is_last = i + 1 == traffic.egress.len();
        match tier.get_ref().up_to_gb {
            Some(_) if is_last => {
                to.add(tier.span(), "the last tier must have no up_to_gb".to_owned());
            }
            None if !is_last => {
                to.add(tier.span(), "only the last tier may have no up_to_gb".to_owned());
            }
            Some(end) if end.is_nan() || end <= from => {
                to.add(tier.span(), "the tiers do not ascend".to_owned());
            }
            end => from = end.unwrap_or(from),
        }
    }
    if traffic.egress.is_empty() {
        to.add(0..0, "there is no price for traffic to the internet".to_owned());
    }
}

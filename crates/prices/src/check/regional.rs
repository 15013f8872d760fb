//! The files of other regions than the default one: machines' prices, other prices, commitments.

use std::collections::{BTreeMap, BTreeSet};

use toml::Spanned;

use crate::files::{Family, Instance, Provider, RegionMachines};
use crate::problem::Checker;
use crate::regional::price_of_units;

/// How many times dearer or cheaper than in the default region a price may be; beyond, a slipped decimal
/// point is likelier.
const FAR: f64 = 4.0;

/// How far a machine's price may be from its family's, where a list has something of its own.
const ODD: f64 = 0.05;

fn is_far(usd: f64, from: f64) -> bool {
    !(usd > from / FAR && usd < from * FAR)
}

/// A region that is listed has to be there, and not the default one, whose prices stand elsewhere.
fn region(to: &mut Checker, p: &Provider, code: &Spanned<String>, may_be_default: bool) {
    let region = code.get_ref();
    if !p.has_region(region) {
        to.add(code.span(), format!("regions.toml has no region {region}"));
    } else if region == p.default_region() && !may_be_default {
        to.add(code.span(), format!("the prices of {region} stand in the other files"));
    }
}

/// `machine_prices.toml`
pub(super) fn machines(mut to: Checker, p: &Provider) {
    let mut regions = BTreeSet::new();
    for prices in &p.machine_prices.region {
        to.read(&prices.source, &prices.read);
        region(&mut to, p, &prices.code, false);
        if !regions.insert(prices.code.get_ref()) {
            to.add(prices.code.span(), format!("{} is there twice", prices.code.get_ref()));
        }
        families(&mut to, p, prices);
    }
}

fn families(to: &mut Checker, p: &Provider, prices: &RegionMachines) {
    let mut sold: BTreeMap<&str, (&Instance, f64)> = BTreeMap::new();
    for (name, (usd, decimals)) in &prices.families {
        let Some(family) = p.families().find(|family| family.name == *name.get_ref()) else {
            to.add(name.span(), format!("machines.toml has no family \"{}\"", name.get_ref()));
            continue;
        };
        if *decimals > 6 {
            to.add(name.span(), format!("{} rounds to {decimals} decimals", family.name));
        }
        if unit(family).is_none_or(|default| is_far(*usd, default)) {
            let reason = format!(
                "{} costs {usd} a unit, far from what it costs in {}",
                family.name,
                p.default_region()
            );
            to.add(name.span(), reason);
        }
        for instance in family.instances.iter().map(Spanned::get_ref) {
            let price = price_of_units(*usd, instance.units(), *decimals);
            sold.insert(instance.name.get_ref(), (instance, price));
        }
    }
    for (name, usd) in &prices.instances {
        match sold.get(name.get_ref().as_str()) {
            None => to.add(name.span(), format!("{} is of no family here", name.get_ref())),
            Some((_, price)) if (usd / price - 1.0).abs() < ODD => {}
            Some((_, price)) => {
                let reason = format!("{} costs {usd}, but its family {price}", name.get_ref());
                to.add(name.span(), reason);
            }
        }
    }
    for name in &prices.not_sold {
        if !sold.contains_key(name.get_ref().as_str()) {
            to.add(name.span(), format!("{} is of no family here", name.get_ref()));
        }
    }
}

/// A family's price for a unit in the default region.
fn unit(family: &Family) -> Option<f64> {
    let last = family.instances.last()?.get_ref();
    Some(last.usd_per_hour.get_ref() / f64::from(last.units()))
}

/// `regional_prices.toml`
pub(super) fn prices(mut to: Checker, p: &Provider) {
    let known = p.unit_prices();
    let mut codes = BTreeSet::new();
    for price in &p.regional_prices.price {
        to.read(&price.source, &price.read);
        let code = price.code.get_ref();
        if !codes.insert(code) {
            to.add(price.code.span(), format!("{code} is there twice"));
        }
        let Some((_, default)) = known.iter().find(|(known, _)| known == code) else {
            to.add(price.code.span(), format!("there is no price {code} in the default region"));
            continue;
        };
        for (code, usd) in &price.usd {
            region(&mut to, p, code, false);
            if default.usd.is_none_or(|default| is_far(*usd, default)) {
                let reason = format!(
                    "{} in {} costs {usd}, far from what it costs in {}",
                    price.code.get_ref(),
                    code.get_ref(),
                    p.default_region()
                );
                to.add(code.span(), reason);
            }
        }
    }
}

/// `commitments.toml`
pub(super) fn commitments(mut to: Checker, p: &Provider) {
    let mut families = BTreeSet::new();
    for table in &p.commitments.commitment {
        to.read(&table.source, &table.read);
        let mut sustained: f64 = 0.0;
        for name in &table.families {
            match p.families().find(|family| family.name == *name.get_ref()) {
                Some(family) => {
                    let percent =
                        family.sustained_use_percent.as_ref().map_or(0.0, |p| *p.get_ref());
                    sustained = sustained.max(percent);
                }
                None => {
                    let reason = format!("machines.toml has no family \"{}\"", name.get_ref());
                    to.add(name.span(), reason);
                }
            }
            if !families.insert(name.get_ref()) {
                to.add(name.span(), format!("{} is there twice", name.get_ref()));
            }
        }
        if table.one_year.is_empty() && table.three_years.is_empty() {
            to.add(table.source.span(), "a commitment without any region".to_owned());
        }
        for (code, percent) in table.one_year.iter().chain(&table.three_years) {
            region(&mut to, p, code, true);
            if !(*percent > 0.0 && *percent < 100.0) {
                let reason = format!("{percent}% is no discount; it is above 0 and below 100");
                to.add(code.span(), reason);
            } else if *percent < sustained {
                let reason = "a commitment saves less than sustained use does without any";
                to.add(code.span(), reason.to_owned());
            }
        }
        // "A longer commitment never costs more" is promised, and rests on this.
        for (code, three) in &table.three_years {
            if table.one_year.get(code).is_some_and(|one| three < one) {
                to.add(code.span(), "three years save less than one year".to_owned());
            }
        }
    }
}

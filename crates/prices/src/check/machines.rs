//! `machines.toml`: machines, their prices and what is taken off them.

use std::collections::BTreeSet;

use toml::Spanned;

use crate::files::{Family, Instance, Machines, Provider, Read};
use crate::names::Naming;
use crate::problem::Checker;

/// How far a price per vCPU may be from its family's: lists round to as little as three digits.
const ROUNDING: f64 = 0.012;

pub(super) fn check(mut to: Checker, p: &Provider) {
    discounts(&mut to, &p.machines);
    let mut names = BTreeSet::new();
    let kinds: BTreeSet<&str> =
        p.disks.disk.iter().map(|disk| disk.get_ref().name.get_ref().as_str()).collect();
    for family in &p.machines.family {
        let family = family.get_ref();
        self::family(&mut to, p.about.names, family);
        for kind in &family.disks.kinds {
            if !kinds.contains(kind.get_ref().as_str()) {
                let reason = format!("disks.toml has no kind of disk \"{}\"", kind.get_ref());
                to.add(kind.span(), reason);
            }
        }
        for instance in &family.instances {
            let name = &instance.get_ref().name;
            if !names.insert(name.get_ref()) {
                to.add(name.span(), format!("{} is there twice", name.get_ref()));
            }
        }
    }
}

fn discounts(to: &mut Checker, machines: &Machines) {
    if let Some(Read { source, read }) = &machines.sustained_use {
        to.read(source, read);
    }
    for family in &machines.family {
        let family = family.get_ref();
        let Some(percent) = &family.sustained_use_percent else {
            continue;
        };
        to.percent(percent);
        let reason = if machines.sustained_use.is_none() {
            "a sustained-use discount needs [sustained_use] with source and date"
        } else if family.burstable || family.arch == "arm64" {
            "Arm and burstable machines get no sustained-use discount"
        } else {
            continue;
        };
        to.add(percent.span(), reason.to_owned());
    }
}

fn family(to: &mut Checker, names: Naming, family: &Family) {
    to.read(&family.source, &family.read);
    to.read(&family.disks.source, &family.disks.read);
    if !["x86_64", "arm64"].contains(&family.arch.as_str()) {
        let reason = format!("arch of {} is x86_64 or arm64", family.name);
        to.add(family.source.span(), reason);
    }
    if let Some(price) = &family.surplus_vcpu_hour {
        to.price(&format!("a vCPU-hour above the baseline of {}", family.name), price);
        if !family.burstable {
            let reason = format!("{} is not burstable and sells no surplus", family.name);
            to.add(price.span(), reason);
        }
    }
    if let Some(why) = &family.not_offered
        && why.get_ref().trim().is_empty()
    {
        let reason = format!("why {} is not offered is missing", family.name);
        to.add(why.span(), reason);
    }
    for name in family.exceptions.keys().chain(family.memory_exceptions.keys()) {
        if !family.instances.iter().any(|i| i.get_ref().name.get_ref() == name.get_ref()) {
            let reason = format!("{} is no instance of this family", name.get_ref());
            to.add(name.span(), reason);
        }
    }
    for instance in &family.instances {
        self::instance(to, names, family, instance);
    }
    let exempt = |i: &Instance| family.exceptions.keys().any(|n| n.get_ref() == i.name.get_ref());
    let exempt_memory =
        |i: &Instance| family.memory_exceptions.keys().any(|n| n.get_ref() == i.name.get_ref());
    ratio(to, family, ("costs", "USD per vCPU-hour", ROUNDING), |i| {
        (!exempt(i)).then(|| *i.usd_per_hour.get_ref() / f64::from(i.vcpu))
    });
    ratio(to, family, ("has", "GiB per vCPU", 1e-6), |i| {
        (!exempt(i) && !exempt_memory(i)).then(|| f64::from(i.memory_gib) / f64::from(i.vcpu))
    });
}

fn instance(to: &mut Checker, names: Naming, family: &Family, instance: &Spanned<Instance>) {
    let i = instance.get_ref();
    let name = i.name.get_ref();
    let usd = *i.usd_per_hour.get_ref();
    if usd == 0.0 {
        let reason = format!("{name} has the price 0; no machine is free");
        to.add(i.usd_per_hour.span(), reason);
    } else {
        to.usd(i.usd_per_hour.span(), name, usd);
    }
    if let Some(read) = &i.read {
        to.date(read);
    }
    if i.vcpu == 0 || i.price_units == Some(0) || !(i.memory_gib > 0.0 && i.memory_gib.is_finite())
    {
        to.add(instance.span(), format!("{name} has no valid vCPU and memory"));
    }
    if let Some(told) = names.vcpu(name)
        && told != i.vcpu
    {
        let reason = format!("{name} has {} vCPU, but its name says {told}", i.vcpu);
        to.add(instance.span(), reason);
    }
    if names.is_arm(name).is_some_and(|arm| arm != (family.arch == "arm64")) {
        let reason =
            format!("{name} is in a family of arch {}, but its name says otherwise", family.arch);
        to.add(instance.span(), reason);
    }
}

/// Holds a family to one ratio: its median, so that a wrong row is found whichever it is. Machines of
/// which the ratio is `None` are exempt.
fn ratio(
    to: &mut Checker,
    family: &Family,
    (verb, unit, tolerance): (&str, &str, f64),
    ratio: impl Fn(&Instance) -> Option<f64>,
) {
    let regular: Vec<_> =
        family.instances.iter().filter_map(|i| Some((i, ratio(i.get_ref())?))).collect();
    let mut ratios: Vec<f64> = regular.iter().map(|(_, own)| *own).collect();
    ratios.sort_by(f64::total_cmp);
    let Some(&median) = ratios.get(ratios.len().saturating_sub(1) / 2) else {
        return;
    };
    for (instance, own) in regular {
        let deviation = (own / median - 1.0).abs();
        if deviation.is_nan() || deviation > tolerance {
            let reason = format!(
                "{} {verb} {own:.5} {unit}, but the family {} {median:.5}",
                instance.get_ref().name.get_ref(),
                family.name
            );
            to.add(instance.span(), reason);
        }
    }
}

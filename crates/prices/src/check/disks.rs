//! `disks.toml`: kinds of disk, what they can do and cost.

use std::collections::BTreeSet;

use toml::Spanned;

use crate::files::{Disk, Disks};
use crate::problem::Checker;

pub(super) fn check(mut to: Checker, disks: &Disks) {
    let mut names = BTreeSet::new();
    for disk in &disks.disk {
        let name = &disk.get_ref().name;
        if !names.insert(name.get_ref()) {
            to.add(name.span(), format!("{} is there twice", name.get_ref()));
        }
        self::disk(&mut to, disk.get_ref());
    }
    if disks.disk.is_empty() {
        to.add(0..0, "there is no kind of disk".to_owned());
    }
}

fn disk(to: &mut Checker, disk: &Disk) {
    let name = disk.name.get_ref();
    to.read(&disk.source, &disk.read);
    to.price(&format!("a GB of {name}"), &disk.gb_month);
    let mut price = |what: &str, price: &Option<Spanned<_>>| {
        if let Some(price) = price {
            to.price(&format!("{what} of {name}"), price);
        }
    };
    price("an IOPS", &disk.iops_month);
    price("a MB/s", &disk.mbps_month);
    let span = || disk.name.span();

    let included = [
        disk.included_iops,
        disk.included_iops_per_gb,
        disk.included_mbps,
        disk.included_mbps_per_gb,
    ];
    if !included.iter().all(|value| *value >= 0.0 && value.is_finite()) {
        to.add(span(), format!("{name} includes what is no number from 0"));
    }
    if !(disk.min_gb > 0.0 && disk.min_gb < disk.max_gb && disk.max_gb.is_finite()) {
        to.add(span(), format!("{name} has no valid min_gb and max_gb"));
    }
    for (what, included, max) in
        [("IOPS", disk.included_iops, disk.max_iops), ("MB/s", disk.included_mbps, disk.max_mbps)]
    {
        if !(max > 0.0 && max >= included && max.is_finite()) {
            to.add(span(), format!("{name} includes more {what} than it can have"));
        }
    }
    let ratios = [
        disk.max_iops_per_gb,
        disk.max_mbps_per_iops,
        disk.min_mbps_per_iops,
        disk.iops_price_known_to,
    ];
    if ratios.iter().flatten().any(|value| !(*value > 0.0 && value.is_finite())) {
        to.add(span(), format!("{name} has a ratio that is not above 0"));
    }
    if disk.iops_month.is_none() && disk.included_iops_per_gb <= 0.0 {
        to.add(span(), format!("{name} needs iops_month or included_iops_per_gb"));
    }
    if disk.mbps_month.is_none()
        && disk.included_mbps_per_gb <= 0.0
        && disk.max_mbps_per_iops.is_none()
    {
        let reason = format!("{name} needs mbps_month, included_mbps_per_gb or max_mbps_per_iops");
        to.add(span(), reason);
    }
    if disk.iops_price_known_to.is_some() && disk.iops_month.is_none() {
        to.add(span(), format!("{name} sells no IOPS whose price could be known"));
    }
}

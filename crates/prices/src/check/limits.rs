//! `limits.toml`: what machines keep up.

use std::collections::BTreeSet;

use crate::files::{Family, LimitRow, LimitTable, Provider};
use crate::problem::Checker;

pub(super) fn check(to: &mut Checker, p: &Provider) {
    tables(to, p, &p.limits.machine);
    tables(to, p, &p.limits.disk);
    baselines(to, p);
    let kinds: BTreeSet<&str> =
        p.disks.disk.iter().map(|disk| disk.get_ref().name.get_ref().as_str()).collect();
    for kind in p.limits.disk.iter().flat_map(|table| &table.kinds) {
        if !kinds.contains(kind.get_ref().as_str()) {
            let reason = format!("disks.toml has no kind of disk \"{}\"", kind.get_ref());
            to.add(kind.span(), reason);
        }
    }
}

fn families(p: &Provider) -> impl Iterator<Item = &Family> {
    p.machines.family.iter().map(toml::Spanned::get_ref)
}

fn tables<T: LimitRow>(to: &mut Checker, p: &Provider, tables: &[LimitTable<T>]) {
    // Which table and row a machine is in already, by machine and kind of disk.
    let mut taken = BTreeSet::new();
    for table in tables {
        to.read(&table.source, &table.read);
        for family in &table.families {
            if !families(p).any(|f| f.name == *family.get_ref()) {
                let reason = format!("machines.toml has no family \"{}\"", family.get_ref());
                to.add(family.span(), reason);
            }
        }
        let machines = || {
            families(p)
                .filter(|family| table.is_of(&family.name, None))
                .flat_map(|family| family.instances.iter().map(toml::Spanned::get_ref))
        };
        for row in &table.sizes {
            let (vcpu, name) = row.get_ref().size();
            if vcpu.is_some() == name.is_some() {
                to.add(row.span(), "a row is for a vcpu or for an instance".to_owned());
            }
            let is_row = |other: &toml::Spanned<T>| other.span() == row.span();
            if !machines().any(|i| table.rows(i).any(is_row)) {
                to.add(row.span(), "no machine of these families is of this size".to_owned());
            }
            let figures = row.get_ref().figures();
            if figures.iter().all(Option::is_none) {
                to.add(row.span(), "a row without any limit".to_owned());
            }
            if figures.iter().flatten().any(|limit| !(*limit > 0.0 && limit.is_finite())) {
                to.add(row.span(), "a limit is above 0; leave out what is not known".to_owned());
            }
        }
        let kinds: Vec<Option<&str>> = if table.kinds.is_empty() {
            vec![None]
        } else {
            table.kinds.iter().map(|kind| Some(kind.get_ref().as_str())).collect()
        };
        for machine in machines() {
            for row in table.rows(machine) {
                for kind in &kinds {
                    let all = (machine.name.get_ref().as_str(), None);
                    let this = (machine.name.get_ref().as_str(), *kind);
                    if taken.contains(&all) || !taken.insert(this) {
                        let reason = format!("{} is in two rows", machine.name.get_ref());
                        to.add(row.span(), reason);
                    }
                }
            }
        }
    }
}

/// Every burstable machine has a baseline below its vCPU, and no other one has any.
fn baselines(to: &mut Checker, p: &Provider) {
    for family in families(p) {
        for instance in family.instances.iter().map(toml::Spanned::get_ref) {
            let row = p.limits.machine(family, instance);
            let baseline = row.and_then(|(_, limit)| limit.baseline_vcpu);
            let span = row.map_or(0..0, |(table, _)| table.source.span());
            let name = instance.name.get_ref();
            match baseline {
                None if family.burstable => {
                    to.add(span, format!("{name} is burstable and has no baseline_vcpu"));
                }
                Some(_) if !family.burstable => {
                    to.add(span, format!("{name} has a baseline_vcpu and is not burstable"));
                }
                Some(vcpu) if vcpu >= f64::from(instance.vcpu) => {
                    let reason = format!(
                        "{name} keeps up {vcpu} vCPU of {}, and needs no baseline",
                        instance.vcpu
                    );
                    to.add(span, reason);
                }
                _ => {}
            }
        }
    }
}

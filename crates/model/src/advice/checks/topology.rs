//! Nodes, copies, and what they survive.

use super::{Check, note, quoted, warning};
use crate::advice::failover::{Failure, Remedy, node_lost};
use crate::guide::{QUICK_TABLE, Tier};
use crate::inputs::{BackupTarget, Key};
use crate::number::{count, readable, short};
use crate::outcome::Outcome;

/// Fewest nodes that survive the loss of one.
const NODES_TO_SURVIVE: u32 = 3;
/// How many times the nodes that hold may be set before it is remarked on.
const FAR_MORE: u32 = 2;
/// How far above a border of the guide's tiers staying below it is worth a remark.
const ABOVE_BORDER: f64 = 1.1;

pub(super) fn ha_needs_three(outcome: &Outcome) -> Option<Check> {
    let s = &outcome.s;
    (s.ha && s.n < NODES_TO_SURVIVE).then(|| {
        let says = format!(
            "{} cannot be counted on to survive a node failure; the guide goes from one node to three for that.",
            if s.n == 1 { "One node" } else { "Two nodes" }
        );
        warning("ha-needs-three", says, "Set nodes to 3 or more, or leave them on auto.")
            .about(Key::Nodes)
            .mended(outcome, "Set nodes to auto", &[(Key::Nodes, None)])
    })
}

pub(super) fn drill_on_one_node(outcome: &Outcome) -> Option<Check> {
    let s = &outcome.s;
    (s.drill && s.n == 1).then(|| {
        let says = "With one node there is nothing left to carry the peak when it is down.";
        let next = "Use at least three nodes, or turn this off.";
        warning("drill-on-one-node", says.to_owned(), next).about(Key::Drill).mended(
            outcome,
            "Set nodes to 3",
            &[(Key::Nodes, Some(3.0))],
        )
    })
}

/// What has to be said of a lost node beyond [`ha_needs_three`]: the machines that are left are too few.
pub(super) fn failure_not_carried(outcome: &Outcome) -> Option<Check> {
    let s = &outcome.s;
    if !s.ha && outcome.focus().nodes() < NODES_TO_SURVIVE {
        return None;
    }
    let failure = node_lost(outcome.focus()).filter(is_not_carried)?;
    let mut full = Vec::new();
    for (what, share) in [("CPU", failure.cpu_peak), ("RAM", failure.ram), ("disk", failure.disk)] {
        if share > 1.0 {
            // What is above its limit is not shown as if it were at it.
            full.push(format!("{what} at {}%", readable((share * 100.0).round().max(101.0))));
        }
    }
    let says = format!(
        "With one node down, {} would have to carry the peak with {}.",
        if failure.left == 1 {
            "the other one".to_owned()
        } else {
            ["the other ", &readable(failure.left.into())].concat()
        },
        full.join(", ")
    );
    let next = format!("Turn on {}, or accept it.", quoted(Key::Drill));
    let check = warning("failure-not-carried", says, &next).note_if(!s.ha).about(Key::Drill);
    let carry = [(Key::Drill, Some(1.0))];
    // It sizes CPU for the peak; RAM and disk for the copies that are made again may still be too small.
    let carries =
        !s.drill && node_lost(&outcome.changed(&carry)).is_some_and(|f| !is_not_carried(&f));
    Some(if carries {
        check.mended(outcome, "Carry the peak with a node down", &carry)
    } else {
        check
    })
}

/// Whether the machines that are left are too small.
fn is_not_carried(failure: &Failure) -> bool {
    let lacks_machine = |remedy: &Remedy| !matches!(remedy, Remedy::Nodes(_) | Remedy::Copies(_));
    failure.left > 0 && failure.remedies.iter().any(lacks_machine)
}

pub(super) fn single_copy(outcome: &Outcome) -> Option<Check> {
    let s = &outcome.s;
    (s.n > 1 && s.rf < 2.0).then(|| {
        let says = "Every assertion exists once: a lost node takes its part of the data with it.";
        warning("single-copy", says.to_owned(), "Set the replication factor to 2 or more.")
            .about(Key::ReplicationFactor)
            .mended(outcome, "Keep two copies", &[(Key::ReplicationFactor, Some(2.0))])
    })
}

pub(super) fn fewer_nodes_than_guide(outcome: &Outcome) -> Option<Check> {
    let (s, tier) = (&outcome.s, outcome.asked.tier);
    (s.n < tier.nodes() && tier != Tier::Beyond).then(|| {
        let says = format!(
            "The guide runs the {} tier on {}; this has {}.",
            tier.name(),
            count(tier.nodes(), "node"),
            s.n
        );
        note("fewer-nodes-than-guide", says, "Leave nodes on auto to follow the guide.")
            .about(Key::Nodes)
            .mended(outcome, "Set nodes to auto", &[(Key::Nodes, None)])
    })
}

pub(super) fn far_more_nodes(outcome: &Outcome) -> Option<Check> {
    let s = &outcome.s;
    if s.is_auto(Key::Nodes) {
        return None;
    }
    let enough = outcome.changed(&[(Key::Nodes, None)]);
    let nodes = enough.order?.nodes;
    (s.n > FAR_MORE * nodes).then(|| {
        let says = format!(
            "{} are more than twice as many as hold: {} of {} would do.",
            count(s.n, "node"),
            readable(nodes.into()),
            enough.instance().map_or("", |instance| instance.name)
        );
        note("far-more-nodes", says, "Leave nodes on auto, or set fewer.").about(Key::Nodes).mended(
            outcome,
            "Set nodes to auto",
            &[(Key::Nodes, None)],
        )
    })
}

/// Just above a border at which the guide takes more nodes.
pub(super) fn tier_border(outcome: &Outcome) -> Option<Check> {
    let s = &outcome.s;
    if !s.is_auto(Key::Nodes) {
        return None;
    }
    let below = QUICK_TABLE.iter().rev().find(|row| s.a >= row.assertions_below)?;
    let border = below.assertions_below;
    let fewer = Tier::of(border - 1.0, s.q).nodes().max(if s.ha { NODES_TO_SURVIVE } else { 1 });
    if s.a > border * ABOVE_BORDER || fewer >= s.n {
        return None;
    }
    let says = format!(
        "{} assertions are just above {}, where the guide goes from {} to {}.",
        readable(s.a),
        short(border),
        count(fewer, "node"),
        s.n
    );
    let label = format!("Stay on {}", count(fewer, "node"));
    let check = note("tier-border", says, "Staying on fewer nodes for now may be enough.")
        .about(Key::Nodes)
        .mended(outcome, &label, &[(Key::Nodes, Some(fewer.into()))]);
    // There is nothing to say where fewer nodes do not hold, or save nothing.
    let saves = check.mend.as_ref()?.difference_cents.is_some_and(|cents| cents < 0);
    saves.then_some(check)
}

pub(super) fn no_backups(outcome: &Outcome) -> Option<Check> {
    (outcome.s.bk == 0.0).then(|| {
        let next = "Keep at least one; the guide's examples keep 7.";
        warning("no-backups", "No backups are kept.".to_owned(), next).about(Key::Backups).mended(
            outcome,
            "Keep 7 backups",
            &[(Key::Backups, Some(7.0))],
        )
    })
}

pub(super) fn backups_on_node(outcome: &Outcome) -> Option<Check> {
    let s = &outcome.s;
    (s.bt == BackupTarget::Disk && s.n == 1 && s.bk > 0.0).then(|| {
        let says = "The backups are on the disk that they protect, which is how the guide sizes it; losing that disk loses both.";
        let object = [(Key::BackupTarget, Some(BackupTarget::Object.number()))];
        note("backups-on-node", says.to_owned(), "Choose object storage for backups.")
            .about(Key::BackupTarget)
            .mended(outcome, "Keep backups in object storage", &object)
    })
}

//! What happens first, and the calendar of decisions.

use super::View;
use crate::format;
use crate::text::{capital, cost, event, list, machines_bought};
use model::chart::{append, escape};
use model::forecast::growth::EventKind;
use model::forecast::plan::{Plan, Step};
use model::guide::Tier;
use model::guide::coefficients as c;
use model::number::short;

/// Rows of the calendar at most; more would hide what comes first.
const ROWS: usize = 12;

/// What comes first, and what to do about it.
pub fn headline(view: &View, plan: &Plan) -> String {
    let Some(step) = plan.steps.iter().find(|step| step.is_change()) else {
        let end = view.end(plan);
        return [
            "What is bought today lasts beyond ",
            &end,
            ", below every threshold of the guide.",
        ]
        .concat();
    };
    let names: Vec<String> = step.causes.iter().map(|kind| event(*kind)).collect();
    let mut out = capital(list(&names));
    out += if names.len() == 1 { " is first: " } else { " are first: " };
    if step.month == 0 {
        out += "today already";
    } else {
        out += &view.month(step.month);
        let range = view.range(plan, step);
        if !range.is_empty() {
            append(&mut out, &[" (", &range, ")"]);
        }
    }
    match &step.after {
        Some(after) => {
            append(&mut out, &[". Move to ", &machines_bought(after)]);
            let more = more(step);
            if !more.is_empty() {
                append(&mut out, &[" (", &more, " a month)"]);
            }
            append(&mut out, &[". ", &decide(view, plan, step), "."]);
        }
        None => out += ". The load is then beyond what the calculator sizes.",
    }
    out
}

/// What a step adds to a month's cost, with its sign; empty if that is not known.
fn more(step: &Step) -> String {
    match step.difference_cents() {
        Some(cents) => [if cents < 0 { "−" } else { "+" }, &cost(Some(cents.abs()))].concat(),
        None => String::new(),
    }
}

/// By when to decide on a step.
fn decide(view: &View, plan: &Plan, step: &Step) -> String {
    let by = view.date(step.month).minus_weeks(plan.lead_weeks);
    if by <= view.today {
        "Decide now".to_owned()
    } else {
        ["Decide by ", &format::day(by)].concat()
    }
}

/// How the calendar is to be read.
pub fn rule(view: &View, plan: &Plan) -> String {
    let mut out = String::new();
    let more = plan.steps.len().saturating_sub(ROWS);
    if more > 0 {
        out = [&more.to_string(), " more steps follow up to ", &view.end(plan), ". "].concat();
    }
    out += "Each deployment is the smallest that lasts the lead time, in whole months ";
    append(&mut out, &["(", &plan.lasts.to_string(), "). "]);
    out + "Below a month: one case in ten is earlier, one in ten later."
}

/// A part of a row: something strong, something soft below it, and something plain below that.
fn part(out: &mut String, strong: &str, soft: &str, plain: &str) {
    *out += "<div><b>";
    escape(out, strong);
    *out += "</b><span class=\"scope\">";
    escape(out, soft);
    *out += "</span>";
    escape(out, plain);
    *out += "</div>";
}

/// The steps as rows.
pub fn calendar(view: &View, plan: &Plan) -> String {
    let mut out = String::new();
    for step in plan.steps.iter().take(ROWS) {
        out += "<li>";
        entry(&mut out, view, plan, step);
        out += "</li>";
    }
    out
}

fn entry(out: &mut String, view: &View, plan: &Plan, step: &Step) {
    let when = if step.month == 0 { "Today".to_owned() } else { view.month(step.month) };
    part(out, &when, &view.range(plan, step), "");

    let (mut why, mut actions) = (Vec::new(), String::new());
    for kind in &step.causes {
        why.push(cause(*kind));
        actions += action(plan, step, *kind);
    }
    let mut next = "Beyond what the calculator sizes: measure before you buy.".to_owned();
    let (mut price, mut against) = (String::new(), String::new());
    if let Some(after) = &step.after {
        next = [
            if step.is_change() { "" } else { "Stays: " },
            &format::figure(after.node.vcpu),
            " vCPU, ",
            &format::gigabytes(after.node.ram_gb),
            " RAM, ",
            &format::gigabytes(after.node.disk_gb),
            " SSD on each of ",
            &after.nodes.to_string(),
            if after.nodes == 1 { " node, as " } else { " nodes, as " },
            &machines_bought(after),
        ]
        .concat();
        price = [&cost(after.cents), " a month"].concat();
        against = match after.error {
            Some(error) => error.sentence(),
            None if step.is_change() => {
                [&more(step), " against ", &machines_bought(&step.before)].concat()
            }
            None => String::new(),
        };
    }
    part(out, &capital(list(&why)), &actions, &next);
    part(out, &price, &against, "");
    part(out, &if step.is_change() { decide(view, plan, step) } else { String::new() }, "", "");
}

/// What makes a step necessary.
fn cause(kind: EventKind) -> String {
    let limit = match kind {
        EventKind::Cpu => c::CPU_FULL.value,
        EventKind::Ram => c::RAM_FULL.value,
        EventKind::Disk => c::DISK_FULL.value,
        EventKind::Tier(Tier::Beyond) => return "the guide's tiers end".to_owned(),
        EventKind::Tier(_) => return event(kind) + " begins",
    };
    [&event(kind), " passes ", &format::percent(limit)].concat()
}

/// What the guide says to do.
fn action(plan: &Plan, step: &Step, kind: EventKind) -> &'static str {
    match kind {
        EventKind::Cpu | EventKind::Ram => "Take a larger machine. ",
        EventKind::Disk => "Take larger disks. ",
        EventKind::Tier(tier) if tier == Tier::Beyond || tier.nodes() == 1 => tier.action(),
        EventKind::Tier(tier) if tier.nodes() <= step.before.nodes => {
            "Keep monitoring; the nodes are as many as the guide asks for."
        }
        EventKind::Tier(_) if plan.nodes_set => {
            "The guide would add nodes; yours stay as many as you set."
        }
        EventKind::Tier(tier) => tier.action(),
    }
}

/// What does not come within the horizon, and when the rates alone ask for more nodes.
pub fn never(view: &View, plan: &Plan) -> String {
    let (mut names, mut out) = (Vec::new(), String::new());
    let mut tier_named = false;
    for event_kind in plan.events.iter().filter(|event| event.month.is_none()).map(|e| e.kind) {
        let is_tier = matches!(event_kind, EventKind::Tier(_));
        // A tier that does not come is named; that later ones do not come either goes without saying.
        if !(is_tier && tier_named) {
            names.push(event(event_kind));
        }
        tier_named |= is_tier;
    }
    if !names.is_empty() {
        out = ["Not by ", &view.end(plan), " with what is bought today: ", &list(&names), ". "]
            .concat();
    }
    for (month, what, limit) in [
        (plan.queries_month, "Queries", c::HORIZONTAL_QUERIES),
        (plan.writes_month, "Writes", c::HORIZONTAL_WRITES),
    ] {
        if let Some(month) = month.filter(|month| *month > 0) {
            let (month, limit) = (view.month(month), short(limit.value));
            append(
                &mut out,
                &[what, " pass ", &limit, "/s in ", &month, ", where the guide adds nodes. "],
            );
        }
    }
    out
}

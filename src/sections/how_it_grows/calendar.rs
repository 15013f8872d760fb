//! What happens first, and the calendar of decisions.

use super::View;
use crate::format::local;
use crate::text::{capital, cause, cost, difference, event, list, machines, whole_dollars};
use model::chart::{append, escape};
use model::forecast::event::EventKind;
use model::forecast::plan::{Cause, Plan, Step};
use model::guide::coefficients as c;
use model::number::{count, short};

/// Rows of the calendar at most; more would hide what comes first.
const ROWS: usize = 12;

/// What comes first, and what to do about it.
pub fn headline(view: &View, plan: &Plan) -> String {
    if plan.start.is_none() {
        return "Nothing sold here holds this load, so there is nothing to plan from.".to_owned();
    }
    let Some(step) = plan.steps.first() else {
        let end = view.end(plan);
        return ["What is bought today holds beyond ", &end, "."].concat();
    };
    let names: Vec<String> = step.causes.iter().map(|why| cause(*why)).collect();
    let mut out = capital(list(&names));
    out += if names.len() == 1 { " is first: " } else { " are first: " };
    out += &view.month(step.month);
    let range = view.range(plan, step);
    if !range.is_empty() {
        append(&mut out, &[" (", &range, ")"]);
    }
    match &step.after {
        Some(after) => {
            append(&mut out, &[". Move to ", &local(&after.order.words())]);
            let more = more(step);
            if !more.is_empty() {
                append(&mut out, &[" (", &more, " a month)"]);
            }
            append(&mut out, &[". ", &decide(view, plan, step), "."]);
        }
        None => out += ". Nothing that is sold holds the load from then on.",
    }
    out
}

/// What a step adds to a month's cost, with its sign; empty if that is not known.
fn more(step: &Step) -> String {
    step.difference_cents().map_or_else(String::new, difference)
}

/// By when to decide on a step: a lead time before the early case.
fn decide(view: &View, plan: &Plan, step: &Step) -> String {
    match step.decide_by(plan.lead_months) {
        0 => "Decide now".to_owned(),
        month => ["Decide by ", &view.month(month)].concat(),
    }
}

/// What is paid in all, and from when on a commitment pays.
pub fn paid(view: &View, plan: &Plan) -> String {
    let [Some(on_demand), one, three] = plan.paid_cents else { return String::new() };
    let months = plan.horizon();
    let mut out = [
        "In all, from today to ",
        &view.end(plan),
        " (",
        &months.to_string(),
        " months): ",
        &whole_dollars(on_demand),
        " on demand",
    ]
    .concat();
    for (paid, words) in [(one, "1-year"), (three, "3-year")] {
        if let Some(paid) = paid.filter(|paid| *paid < on_demand) {
            append(&mut out, &[", ", &whole_dollars(paid), " with ", words, " commitments"]);
        }
    }
    out += ", each on what lasts as long as it runs.";
    let [one, three] = plan.commitment_pays_from;
    for (pays, words) in [(one, "one year"), (three, "three years")] {
        if let Some(months) = pays {
            let months = count(months, "month");
            append(
                &mut out,
                &[" A commitment of ", words, " pays if today's machines stay for ", &months, "."],
            );
        }
    }
    out
}

/// How the calendar is to be read.
pub fn rule(view: &View, plan: &Plan) -> String {
    let mut out = String::new();
    let more = plan.steps.len().saturating_sub(ROWS);
    if more > 0 {
        out = [&more.to_string(), " more steps follow up to ", &view.end(plan), ". "].concat();
    }
    let lasts = count(plan.lasts, "month");
    append(&mut out, &["Each order is the cheapest that holds for at least ", &lasts, ". "]);
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
    part(out, &view.month(step.month), &view.range(plan, step), "");
    let why: Vec<String> = step.causes.iter().map(|why| cause(*why)).collect();
    let next = step.after.as_ref().map_or_else(
        || "Nothing that is sold holds this: measure before you buy.".to_owned(),
        |after| local(&after.order.words()),
    );
    part(out, &capital(list(&why)), &action(plan, step), &next);
    let (mut price, mut against) = (String::new(), String::new());
    if let Some(after) = &step.after {
        price = [&cost(after.cents), " a month"].concat();
        against = [&more(step), " against ", &machines(&step.before.order)].concat();
    }
    part(out, &price, &against, "");
    part(out, &decide(view, plan, step), "", "");
}

/// What the step does, in few words.
fn action(plan: &Plan, step: &Step) -> String {
    let tier = step.causes.iter().find_map(|cause| match cause {
        Cause::Tier(tier) => Some(*tier),
        Cause::Rule(_) => None,
    });
    if let Some(tier) = tier.filter(|tier| tier.nodes() > 1) {
        return tier.action().to_owned();
    }
    let Some(after) = step.after else { return String::new() };
    let (old, new) = (&step.before.order, &after.order);
    let mut does = Vec::new();
    if new.nodes != old.nodes {
        does.push("more nodes".to_owned());
    }
    if new.instance.name != old.instance.name {
        does.push("other machines".to_owned());
    }
    if new.disk != old.disk {
        let larger = new.disk.gb > old.disk.gb;
        does.push(if larger { "larger disks" } else { "other disks" }.to_owned());
    }
    let set = if plan.nodes_set { " The number of nodes stays as you set it." } else { "" };
    [&capital(list(&does)), ".", set].concat()
}

/// What does not come within the horizon, and when the rates alone ask for more nodes.
pub fn never(view: &View, plan: &Plan) -> String {
    let (mut names, mut out) = (Vec::new(), String::new());
    let mut tier_named = false;
    for event_kind in plan.events.iter().filter(|event| event.month.is_none()).map(|e| e.kind) {
        let is_tier = matches!(event_kind, EventKind::Tier(_));
        // Only the first tier that is not reached is named; later ones are not reached either.
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

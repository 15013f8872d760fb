//! How it grows: what happens first, the decision calendar, the charts; and the failure drill.

mod charts;

use std::cell::{Ref, RefCell};
use std::rc::Rc;

use leptos::prelude::*;

use crate::dom::{El, button, effect, el, section};
use crate::format;
use crate::state::{App, Outcome};
use charts::charts;
use model::advice::failover::{Data, Drill, Remedy, node_lost, zone_lost};
use model::chart::{append, escape};
use model::forecast::date::Date;
use model::forecast::growth::EventKind;
use model::forecast::plan::{Deployment, Plan, Step, plan};
use model::guide::Tier;
use model::guide::coefficients as c;
use model::inputs::Key;

/// Rows of the calendar; more would hide what comes first.
const ROWS: usize = 12;

/// The plan for the scenario of the page, kept up to date.
pub struct View {
    plan: RefCell<Plan>,
    /// Goes up with every plan: a counter takes a tenth of the bytes of a memo.
    version: RwSignal<u32>,
    today: Date,
}

impl View {
    fn of(app: App) -> Rc<Self> {
        // The outcome alone, which stays the same when an input is set to what it was.
        let make = move || app.outcome.with(|o| plan(&o.s, &o.z, &o.own));
        let view = Rc::new(Self {
            plan: RefCell::new(untrack(make)),
            version: RwSignal::new(0),
            today: format::today(),
        });
        let kept = view.clone();
        let mut opened = false;
        effect(Box::new(move || {
            let plan = make();
            if std::mem::replace(&mut opened, true) {
                kept.plan.replace(plan);
                kept.version.update(|version| *version += 1);
            }
        }));
        view
    }

    /// The plan as it is now; whoever reads it follows it.
    pub fn plan(&self) -> Ref<'_, Plan> {
        self.version.track();
        self.plan.borrow()
    }

    /// A text that follows from the plan.
    pub fn text(
        self: &Rc<Self>,
        text: fn(&Self, &Plan) -> String,
    ) -> impl Fn() -> String + 'static {
        let view = self.clone();
        move || text(&view, &view.plan())
    }

    /// The date that is so many months from today.
    pub fn date(&self, month: u32) -> Date {
        self.today.add_months(month)
    }

    /// A month in words.
    pub fn month(&self, month: u32) -> String {
        format::month_year(self.date(month))
    }

    /// The last month in words.
    pub fn end(&self, plan: &Plan) -> String {
        self.month(plan.horizon())
    }

    /// The early and the late case of a step: `January to August 2027`; empty if they are the same.
    fn range(&self, plan: &Plan, step: &Step) -> String {
        let early = step.early.unwrap_or(step.month);
        let late = match step.late {
            Some(late) if late == early => return String::new(),
            Some(late) => self.month(late),
            None => ["after ", &self.end(plan)].concat(),
        };
        [&self.month(early), " to ", &late].concat()
    }
}

/// The section on growth.
pub fn growth(app: App) -> El {
    let view = View::of(app);
    section("growth-title", "How it grows").id("growth").children(vec![
        el("p.first").dyn_text(view.text(headline)),
        el("ol.steps").dyn_markup(Box::new(view.text(calendar))),
        el("p.calm").dyn_text(view.text(rule)),
        el("p.calm").dyn_text(view.text(never)),
        charts(&view),
    ])
}

/// `CPU, RAM and disk`.
fn list(names: &[String]) -> String {
    let mut out = String::new();
    for (i, name) in names.iter().enumerate() {
        out += match i {
            0 => "",
            i if i + 1 == names.len() => " and ",
            _ => ", ",
        };
        out += name;
    }
    out
}

/// What an event is about, inside a sentence.
fn name(kind: EventKind) -> String {
    match kind {
        EventKind::Cpu => "CPU".to_owned(),
        EventKind::Ram => "RAM".to_owned(),
        EventKind::Disk => "disk".to_owned(),
        EventKind::Tier(Tier::Beyond) => "the end of the guide's tiers".to_owned(),
        EventKind::Tier(tier) => ["tier ", tier.name()].concat(),
    }
}

/// The text with a capital letter; it begins with an ASCII one.
fn capital(mut text: String) -> String {
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}

/// A month's cost.
pub fn cost(cents: Option<i64>) -> String {
    match cents {
        Some(cents) => format::dollars(cents as f64 / 100.0),
        None => "not computable".to_owned(),
    }
}

/// What a step adds to a month's cost, with its sign; empty if that is not known.
fn more(step: &Step) -> String {
    match step.difference_cents() {
        Some(cents) => [if cents < 0 { "−" } else { "+" }, &cost(Some(cents.abs()))].concat(),
        None => String::new(),
    }
}

fn bought(d: &Deployment) -> String {
    let machine = d.instance.map_or("no machine", |i| i.name);
    match d.machines {
        1 => machine.to_owned(),
        n => [&format::exact(n.into()), " × ", machine].concat(),
    }
}

/// What comes first, and what to do about it.
fn headline(view: &View, plan: &Plan) -> String {
    let Some(step) = plan.steps.iter().find(|step| step.is_change()) else {
        let end = view.end(plan);
        return [
            "What is bought today lasts beyond ",
            &end,
            ", below every threshold of the guide.",
        ]
        .concat();
    };
    let names: Vec<String> = step.causes.iter().map(|kind| name(*kind)).collect();
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
            append(&mut out, &[". Move to ", &bought(after)]);
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
fn rule(view: &View, plan: &Plan) -> String {
    let mut out = String::new();
    let more = plan.steps.len().saturating_sub(ROWS);
    if more > 0 {
        out = [&more.to_string(), " more steps follow up to ", &view.end(plan), ". "].concat();
    }
    out += "Each deployment is the smallest that lasts the lead time, in whole months ";
    append(&mut out, &["(", &plan.lasts.to_string(), "). "]);
    out + "Below a month: one case in ten is earlier, one in ten later."
}

/// A part of a row: something strong, and something soft below it.
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
fn calendar(view: &View, plan: &Plan) -> String {
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
            &bought(after),
        ]
        .concat();
        price = [&cost(after.cents), " a month"].concat();
        against = match after.error {
            Some(error) => error.sentence(),
            None if step.is_change() => [&more(step), " against ", &bought(&step.before)].concat(),
            None => String::new(),
        };
    }
    part(out, &capital(list(&why)), &actions, &next);
    part(out, &price, &against, "");
    part(out, &if step.is_change() { decide(view, plan, step) } else { String::new() }, "", "");
}

fn cause(kind: EventKind) -> String {
    let limit = match kind {
        EventKind::Cpu => c::CPU_FULL.value,
        EventKind::Ram => c::RAM_FULL.value,
        EventKind::Disk => c::DISK_FULL.value,
        EventKind::Tier(Tier::Beyond) => return "the guide's tiers end".to_owned(),
        EventKind::Tier(_) => return name(kind) + " begins",
    };
    [&name(kind), " passes ", &format::percent(limit)].concat()
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

/// What does not come within the horizon, and the rates that ask for nodes.
fn never(view: &View, plan: &Plan) -> String {
    let (mut names, mut out) = (Vec::new(), String::new());
    for event in &plan.events {
        // After a tier that does not come, no later one does.
        if event.month.is_none() && !names.last().is_some_and(|last: &String| last.starts_with('t'))
        {
            names.push(name(event.kind));
        }
    }
    if !names.is_empty() {
        out = ["Not by ", &view.end(plan), " with what is bought today: ", &list(&names), ". "]
            .concat();
    }
    for (month, what) in [(plan.queries_month, "Queries"), (plan.writes_month, "Writes")] {
        if let Some(month) = month.filter(|month| *month > 0) {
            let month = view.month(month);
            append(&mut out, &[what, " pass 1K/s in ", &month, ", where the guide adds nodes. "]);
        }
    }
    out
}

/// What is lost, if that can be.
type Lost = fn(&Outcome) -> Option<Drill>;

/// The failure drill: a node lost, a zone lost.
pub fn drill(app: App) -> El {
    section("drill-title", "Failure drill")
        .id("drill")
        .child(el("p").text("What the rest would have to carry, if the peak goes on, copies of the same data are on different nodes, and lost copies are made again on the nodes that are left. How many nodes must be up for writes the guide does not say."))
        .child(el("div.cards").children(vec![
            drill_card(app, "One node lost", |o| Some(node_lost(&o.s, &o.z))),
            drill_card(app, "The largest of three zones lost", |o| zone_lost(&o.s, &o.z)),
        ]))
}

fn drill_card(app: App, title: &str, lost: Lost) -> El {
    // Reads the drill, or goes without.
    let read = move |read: fn(&Outcome, &Drill) -> String| {
        app.text(move |o| lost(o).map_or_else(String::new, |drill| read(o, &drill)))
    };
    let offer = move |text: &str, key: Key, value: f64, helps: fn(&Drill) -> bool| {
        let hidden = move || app.outcome.with(|o| !lost(o).is_some_and(|drill| helps(&drill)));
        button("", text, move || app.set(key, Some(value))).dyn_flag("hidden", hidden)
    };
    let holds = move || app.outcome.with(|o| lost(o).is_none_or(|drill| drill.holds()));
    let state = el("span.chip")
        .class_when("bad", move || !holds())
        .dyn_text(move || if holds() { "holds" } else { "does not hold" }.to_owned());
    el("article.card.drill")
        .dyn_flag("hidden", move || app.outcome.with(|o| lost(o).is_none()))
        .children(vec![
            el("div.card-head").child(el("h3").text(title)).child(state),
            el("dl.needs").dyn_markup(Box::new(read(facts))),
            el("p").dyn_text(read(remedies)),
            offer("Survive a node failure", Key::HighAvailability, 1.0, |drill| drill.left == 0),
            offer("Keep two copies", Key::ReplicationFactor, 2.0, |drill| {
                drill.remedies.contains(&Remedy::Copies(2))
            }),
            offer("Carry the peak with a node down", Key::Drill, 1.0, |drill| {
                drill.lost == 1 && drill.cpu > 1.0
            }),
        ])
}

/// What is left and what it carries, as terms and values.
fn facts(o: &Outcome, drill: &Drill) -> String {
    let mut out = String::new();
    if drill.left == 0 {
        return out;
    }
    let data = match drill.data {
        Data::Complete => "complete",
        Data::IfSpread => "complete if copies are kept in different zones",
        Data::Incomplete => "incomplete until restored from a backup",
    };
    let mut row = |term: &str, value: &str| {
        append(&mut out, &["<div><dt>", term, "</dt><dd>", value, "</dd></div>"]);
    };
    row("Nodes left", &[&drill.left.to_string(), " of ", &o.z.nodes.to_string()].concat());
    for (term, share) in
        [("CPU at peak, of what each has", drill.cpu), ("RAM", drill.ram), ("Disk", drill.disk)]
    {
        row(term, &fullness(share));
    }
    row("Data", data);
    out
}

fn remedies(_: &Outcome, drill: &Drill) -> String {
    if drill.left == 0 {
        return "The service is down, and the data is what the last backup holds. Three nodes would carry on."
            .to_owned();
    }
    let mut names = Vec::new();
    for remedy in &drill.remedies {
        names.push(match *remedy {
            Remedy::Nodes(n) => n.to_string() + " nodes",
            Remedy::Copies(n) => n.to_string() + " copies of the data",
            Remedy::Vcpu(vcpu) => format::figure(vcpu) + " vCPU per node",
            Remedy::Ram(gb) => format::gigabytes(gb) + " RAM per node",
            Remedy::Disk(gb) => format::gigabytes(gb) + " SSD per node",
        });
    }
    if names.is_empty() {
        String::new()
    } else {
        ["It would hold with ", &list(&names), "."].concat()
    }
}

/// How full something is, as far as that says anything.
pub fn fullness(share: f64) -> String {
    if share > 99.99 { "over 9,999 %".to_owned() } else { format::percent(share) }
}

//! The plan: which deployment follows which over the horizon, when, why, and what each costs.
//!
//! It starts with the deployment that the sizing gives for today. In the first month in which one of
//! its resources passes the guide's threshold, or a tier of the guide is entered, the next deployment
//! takes over: the smallest that is below every threshold then and for at least the lead time after
//! it, in whole months, so that no deployment is outgrown before the next one can be there.

use crate::forecast::growth::{Event, EventKind, Pace, assertions_at, grown, horizon};
pub use crate::forecast::needs::Node;
use crate::forecast::needs::{Course, holds};
use crate::guide::coefficients as c;
use crate::guide::{QUICK_TABLE, Tier};
use crate::inputs::{Key, Kind};
use crate::number::{ceil_to, tidy};
use crate::pricing::catalogue::Instance;
use crate::pricing::price_overrides::OwnPrices;
use crate::pricing::quote::{QuoteError, quote};
use crate::scenario::Resolved;
use crate::sizing::{Sizing, size};

/// Weeks in a month, on average.
const WEEKS_PER_MONTH: f64 = 365.25 / 12.0 / 7.0;

/// A deployment, and what it costs in the month in question.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Deployment {
    /// Nodes.
    pub nodes: u32,
    /// What each node has.
    pub node: Node,
    /// The tier that the machine is chosen for.
    pub tier: Tier,
    /// The machine; `None` if there is no suitable one.
    pub instance: Option<&'static Instance>,
    /// How many of it: more than the nodes if no machine is large enough for so few.
    pub machines: u32,
    /// A month in cents; `None` if it cannot be computed.
    pub cents: Option<i64>,
    /// Why it cannot.
    pub error: Option<QuoteError>,
}

impl Deployment {
    /// Whether another deployment is the same one, whatever it costs that month.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        let name = |d: &Self| d.instance.map(|i| i.name);
        self.nodes == other.nodes
            && self.node == other.node
            && self.machines == other.machines
            && name(self) == name(other)
    }
}

/// One step of the plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Months from today at the expected pace.
    pub month: u32,
    /// The same at the fast pace; one case in ten is earlier.
    pub early: Option<u32>,
    /// The same at the slow pace; one case in ten is later. `None` is beyond the horizon.
    pub late: Option<u32>,
    /// What makes it necessary: resources that pass their threshold, a tier that is entered.
    pub causes: Vec<EventKind>,
    /// The deployment until then, at that month's traffic and data.
    pub before: Deployment,
    /// The deployment from then on; `None` where the load is beyond what the calculator sizes.
    pub after: Option<Deployment>,
}

impl Step {
    /// Whether another deployment is needed, or at least one that is not known.
    #[must_use]
    pub fn is_change(&self) -> bool {
        self.after.is_none_or(|after| !after.is(&self.before))
    }

    /// What a month costs more, in cents; less is negative.
    #[must_use]
    pub fn difference_cents(&self) -> Option<i64> {
        Some(self.after?.cents? - self.before.cents?)
    }
}

/// One month of the horizon.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Month {
    /// Assertions at the expected pace.
    pub assertions: f64,
    /// Assertions at the slow pace.
    pub slow: f64,
    /// Assertions at the fast pace.
    pub fast: f64,
    /// How full the CPU bought today would be, as a share: 1 is full.
    pub cpu: f64,
    /// How full the RAM bought today would be.
    pub ram: f64,
    /// How full the disks bought today would be.
    pub disk: f64,
    /// What the month costs in cents, on the plan's deployment; `None` if it cannot be computed.
    pub cents: Option<i64>,
    /// What was paid from today up to the month, in cents.
    pub spent_cents: Option<i64>,
}

/// Growth over the horizon, and what to do about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// Every month from today, the place being the month; the last is the horizon.
    pub months: Vec<Month>,
    /// What happens to the deployment bought today if it stays as it is.
    pub events: Vec<Event>,
    /// The deployment bought today.
    pub start: Deployment,
    /// The steps, in order.
    pub steps: Vec<Step>,
    /// Lead time in weeks.
    pub lead_weeks: f64,
    /// How many months each deployment lasts at least.
    pub lasts: u32,
    /// Whether the number of nodes stays as set, rather than following the guide.
    pub nodes_set: bool,
    /// The first month in which the query rate alone asks for more nodes, by the guide's threshold.
    pub queries_month: Option<u32>,
    /// The first month in which the write rate alone does.
    pub writes_month: Option<u32>,
}

impl Plan {
    /// The last month.
    #[must_use]
    pub fn horizon(&self) -> u32 {
        self.months.len() as u32 - 1
    }
}

/// Months that a deployment has to last so that the next can be decided on and put in service.
#[must_use]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 .. 52 weeks")]
pub fn lead_months(s: &Resolved) -> u32 {
    (s.lead / WEEKS_PER_MONTH).ceil().max(1.0) as u32
}

/// Plans the horizon. `z` is [`size`] of `s`.
#[must_use]
pub fn plan(s: &Resolved, z: &Sizing, own: &OwnPrices) -> Plan {
    let market = Market { s, own };
    let node = provisioned(z);
    let mut course = Course::new(s, s.n);
    let start = market.offered(&Moment::of(s, 0), node, z.tier);
    let mut plan = Plan {
        months: Vec::new(),
        events: events_on(&mut course, z.tier, node),
        start,
        steps: Vec::new(),
        lead_weeks: s.lead,
        lasts: lead_months(s),
        nodes_set: !s.is_auto(Key::Nodes),
        queries_month: None,
        writes_month: None,
    };
    for month in 0..=horizon(s) {
        let need = course.at(Pace::Expected, month);
        if need.queries > c::HORIZONTAL_QUERIES.value {
            plan.queries_month.get_or_insert(month);
        }
        if need.writes > c::HORIZONTAL_WRITES.value {
            plan.writes_month.get_or_insert(month);
        }
        plan.months.push(Month {
            assertions: need.assertions,
            slow: assertions_at(s, Pace::Slow, month),
            fast: assertions_at(s, Pace::Fast, month),
            cpu: need.node.vcpu / node.vcpu,
            ram: need.node.ram_gb / node.ram_gb,
            disk: need.node.disk_gb / node.disk_gb,
            cents: None,
            spent_cents: None,
        });
    }
    plan.steps = steps(&market, course, start, |_| false);
    costs(&market, &mut plan);
    plan
}

/// Every event of the deployment bought today, which `bought` provisioned: the three resources, then
/// the tiers still ahead.
#[must_use]
pub fn events(s: &Resolved, bought: &Sizing) -> Vec<Event> {
    events_on(&mut Course::new(s, s.n), bought.tier, provisioned(bought))
}

fn provisioned(z: &Sizing) -> Node {
    Node { vcpu: z.cpu.provision_vcpu, ram_gb: z.ram.provision_gb, disk_gb: z.disk.provision_gb }
}

fn events_on(course: &mut Course, tier: Tier, node: Node) -> Vec<Event> {
    let limits = node.limits();
    let mut events = Vec::new();
    for kind in kinds_after(tier) {
        let mut first = |pace| course.first(pace, 0, &[kind], &limits);
        events.push(Event {
            kind,
            month: first(Pace::Expected),
            early: first(Pace::Fast),
            late: first(Pace::Slow),
        });
    }
    events
}

/// The three resources, then the tiers that are still ahead.
fn kinds_after(tier: Tier) -> Vec<EventKind> {
    let mut kinds = vec![EventKind::Cpu, EventKind::Ram, EventKind::Disk];
    for row in &QUICK_TABLE {
        if row.tier > tier {
            kinds.push(EventKind::Tier(row.tier));
        }
    }
    if tier < Tier::Beyond {
        kinds.push(EventKind::Tier(Tier::Beyond));
    }
    kinds
}

/// The month from which on another deployment is needed than what is bought today; `None` is beyond the
/// horizon. The first change of [`plan`], for a fraction of its time. `z` is [`size`] of `s`.
#[must_use]
pub fn lasts(s: &Resolved, z: &Sizing, own: &OwnPrices) -> Option<u32> {
    let market = Market { s, own };
    let start = market.offered(&Moment::of(s, 0), provisioned(z), z.tier);
    let steps = steps(&market, Course::new(s, s.n), start, Step::is_change);
    steps.last().filter(|step| step.is_change()).map(|step| step.month)
}

/// The steps from a deployment on, up to the first one that is `enough`.
fn steps(
    market: &Market,
    mut course: Course,
    start: Deployment,
    enough: impl Fn(&Step) -> bool,
) -> Vec<Step> {
    let s = market.s;
    let (mut now, mut from) = (start, 0);
    let mut steps = Vec::new();
    loop {
        let limits = now.node.limits();
        let mut causes = kinds_after(now.tier);
        // The next tier is enough; entering a later one enters it as well.
        causes.truncate(4);
        let Some(month) = course.first(Pace::Expected, from, &causes, &limits) else {
            return steps;
        };
        let need = course.at(Pace::Expected, month);
        causes.retain(|kind| holds(*kind, &need, &limits));
        if let Some(EventKind::Tier(tier)) = causes.last_mut() {
            *tier = need.tier;
        }
        let early = course.first(Pace::Fast, 0, &causes, &limits);
        let late = course.first(Pace::Slow, 0, &causes, &limits);
        let mut moment = Moment::of(&course.s, month);
        let before = market.offered(&moment, now.node, now.tier);
        // Only a resource or another number of nodes makes the deployment a different one.
        let nodes =
            if s.is_auto(Key::Nodes) { now.nodes.max(need.tier.nodes()) } else { now.nodes };
        let mut node = Some(now.node);
        if nodes != now.nodes {
            course = Course::new(s, nodes);
            moment = Moment::of(&course.s, month);
        }
        if nodes != now.nodes || !matches!(causes[0], EventKind::Tier(_)) {
            node = smallest(&course.s, month + lead_months(s));
        }
        let after = node.map(|node| market.offered(&moment, node, need.tier));
        let step = Step { month, early, late, causes, before, after };
        let done = enough(&step);
        steps.push(step);
        match after {
            Some(after) if !done => (now, from) = (after, month + 1),
            _ => return steps,
        }
    }
}

/// The smallest that each node must have to be below every threshold up to a month; `None` if the
/// load is then beyond what may be entered.
fn smallest(s: &Resolved, until: u32) -> Option<Node> {
    let then = grown(s, Pace::Expected, until);
    let within = |key: Key, value: f64| match key.input().kind {
        Kind::Number { max, .. } => value <= max,
        _ => true,
    };
    if !(within(Key::Assertions, then.a)
        && within(Key::Queries, then.q)
        && within(Key::Ingest, then.i))
    {
        return None;
    }
    let z = size(&then);
    Some(Node {
        // Unlike RAM and disk, CPU is provisioned without headroom; a next step needs it.
        vcpu: ceil_to(tidy(z.cpu.per_node_vcpu / c::CPU_FULL.value), c::CPU_LADDER),
        ram_gb: z.ram.provision_gb,
        disk_gb: z.disk.provision_gb,
    })
}

/// Where deployments are bought.
struct Market<'a> {
    s: &'a Resolved,
    own: &'a OwnPrices,
}

/// The load of one month on a number of nodes.
struct Moment {
    then: Resolved,
    z: Sizing,
}

impl Moment {
    /// `s` is today's scenario on these nodes.
    fn of(s: &Resolved, month: u32) -> Self {
        let then = grown(s, Pace::Expected, month);
        let z = size(&then);
        Self { then, z }
    }
}

impl Market<'_> {
    /// A deployment as it is bought, at a month's traffic and data.
    fn offered(&self, moment: &Moment, node: Node, tier: Tier) -> Deployment {
        let mut z = moment.z;
        z.tier = tier;
        z.cpu.provision_vcpu = node.vcpu;
        z.ram.provision_gb = node.ram_gb;
        z.disk.provision_gb = node.disk_gb;
        let Resolved { p, pick, term, .. } = *self.s;
        let quote = quote(&moment.then, &z, self.own, p, pick, term);
        Deployment {
            nodes: z.nodes,
            node,
            tier,
            instance: quote.instance,
            machines: quote.nodes(),
            cents: quote.monthly_cents(),
            error: quote.error,
        }
    }
}

/// Puts costs on the months. A deployment is priced in its first month and in the one that ends it;
/// in between, what traffic and data add is spread evenly.
fn costs(market: &Market, plan: &mut Plan) {
    let last = plan.horizon();
    let (mut from, mut now) = (0, Some(plan.start));
    for step in &plan.steps {
        spread(&mut plan.months, from, step.month, now, step.before.cents);
        (from, now) = (step.month, step.after);
    }
    let end = now.and_then(|now| {
        let s = Course::new(market.s, now.nodes).s;
        market.offered(&Moment::of(&s, last), now.node, now.tier).cents
    });
    spread(&mut plan.months, from, last, now, end);

    let mut spent = Some(0i64);
    for month in &mut plan.months {
        month.spent_cents = spent;
        spent = match (spent, month.cents) {
            (Some(spent), Some(cents)) => Some(spent.saturating_add(cents)),
            _ => None,
        };
    }
}

/// Fills the months `from ..= to` of a deployment that costs `end` cents in the last of them.
#[expect(clippy::cast_possible_truncation, reason = "between two whole numbers of cents")]
fn spread(months: &mut [Month], from: u32, to: u32, now: Option<Deployment>, end: Option<i64>) {
    let first = now.and_then(|now| now.cents);
    let part = 1.0 / f64::from((to - from).max(1));
    for month in from..=to {
        months[month as usize].cents = first.zip(end).map(|(first, end)| {
            let share = f64::from(month - from) * part;
            first + ((end - first) as f64 * share).round() as i64
        });
    }
}

#[cfg(test)]
mod tests;

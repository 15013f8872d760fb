//! The machine-readable result: a link's fragment in, JSON out. The page, the wasm export and the
//! native example all go through [`evaluate`].

mod each;
mod plan;
mod quote;
#[cfg(feature = "schema")]
pub mod schema;

use model::advice::checks::{Check, checks};
use model::advice::explain::{Explanation, Figure, explain};
use model::forecast::event::{Event, EventKind};
use model::forecast::plan::Plan;
use model::guide::coefficients::MODEL_VERSION;
use model::inputs::INPUTS;
use model::outcome::Outcome;
use model::scenario::{Resolved, Scenario, Value};
use model::sizing::{Cpu, Disk, Network, Ram, Sizing};
use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::json;
use crate::link::{self, Notice};
use each::Each;
use plan::{FailureJson, PlanJson};
use quote::{QuoteJson, usd};

/// Everything that is computed from a scenario, ready to be written as JSON.
#[derive(serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Report<'a> {
    /// Version of the model that computed this.
    model: u32,
    /// The inputs as the fragment of a share link, in its canonical form.
    fragment: String,
    /// Every input by its code, with the value that was used.
    scenario: Inputs,
    /// What of the link was not taken as written.
    notices: Vec<Notice>,
    /// The guide's tier, by the size of the data.
    tier: &'static str,
    /// Nodes of the order in focus, or of the sizing where nothing is bought.
    nodes: u32,
    /// Copies of each assertion.
    replication_factor: f64,
    /// CPU that is needed.
    cpu: Cpu,
    /// RAM that is needed.
    ram: Ram,
    /// Disk space that is needed.
    disk: Disk,
    /// Network that is needed.
    network: Network,
    /// What is bought and what it costs, for each provider by each way to choose machines; in focus is the one with the `p` and the `pick` of `scenario`.
    quotes: Each<'a, QuoteJson<'a>>,
    /// What is worth knowing about it. It does not depend on today's date, so it does not say which prices have become old.
    checks: Each<'a, CheckJson>,
    /// Every figure with its formula.
    explanations: Each<'a, ExplanationJson>,
    /// Load and cost month by month, and what happens when.
    growth: Growth<'a>,
    /// What is bought, and when something else has to be.
    plan: PlanJson<'a>,
    /// What is left when nodes fail.
    failure: Failures,
}

/// Every input by its code, resolved.
struct Inputs(Resolved);

impl Serialize for Inputs {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(INPUTS.len()))?;
        for input in &INPUTS {
            match self.0.value(input.key) {
                Value::Number(number) => map.serialize_entry(input.code, &number)?,
                Value::Code(code) => map.serialize_entry(input.code, code)?,
            }
        }
        map.end()
    }
}

#[derive(serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct CheckJson {
    /// What was found; stays the same between versions.
    id: &'static str,
    /// How serious it is: `warning` or `note`.
    level: &'static str,
    /// Code of the input that it is about.
    key: Option<&'static str>,
    /// What was found, in a sentence.
    message: String,
    /// What to do about it, in a sentence.
    next: String,
    /// A change of the inputs that mends it.
    mend: Option<MendJson>,
}

#[derive(serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct MendJson {
    /// What the change is.
    label: String,
    /// The inputs with the change, as the fragment of a share link.
    fragment: String,
    /// By how much a month becomes dearer, in USD.
    monthly_usd_difference: Option<f64>,
}

impl CheckJson {
    fn of(check: Check, scenario: &Scenario) -> Self {
        let mend = check.mend.map(|mend| MendJson {
            fragment: link::format(&scenario.with(&mend.changes)),
            label: mend.label,
            monthly_usd_difference: mend.difference_cents.map(usd),
        });
        Self {
            id: check.id,
            level: check.level.name(),
            key: check.key.map(|key| key.input().code),
            message: check.says,
            next: check.next,
            mend,
        }
    }
}

#[derive(serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct ExplanationJson {
    /// Which figure; stays the same between versions.
    figure: &'static str,
    /// Its name for people.
    label: &'static str,
    /// Its value.
    value: f64,
    /// The unit of the value.
    unit: &'static str,
    /// Per what: each node, or the whole deployment.
    scope: &'static str,
    /// The formula with the names of what goes into it.
    formula: String,
    /// The formula with the values put in.
    with_values: String,
    /// Where the formula comes from.
    source: &'static str,
}

#[derive(serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Growth<'a> {
    /// One entry a month; the first is today.
    months: Each<'a, MonthJson>,
    /// What happens when.
    events: Each<'a, EventJson>,
}

/// `monthly_usd` is what the month costs on the plan's order; that of month 0 is the bill in focus.
#[derive(serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct MonthJson {
    /// Months from today.
    month: usize,
    /// Assertions in all.
    assertions: f64,
    /// Assertions in all in the slow case.
    assertions_slow: f64,
    /// Assertions in all in the fast case.
    assertions_fast: f64,
    /// What the month costs on the plan's order, in USD, in all; that of month 0 is the bill in focus. Null is not computable.
    monthly_usd: Option<f64>,
}

/// `p10` and `p90` are percentiles of the month: one case in ten is earlier than `p10`, one in ten
/// later than `p90`.
#[derive(serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct EventJson {
    /// What happens.
    kind: &'static str,
    /// The guide's tier that begins, where that is what happens.
    #[serde(skip_serializing_if = "Option::is_none")]
    tier: Option<&'static str>,
    /// Months from today; null is beyond the horizon.
    month: Option<u32>,
    /// One case in ten is earlier.
    p10: Option<u32>,
    /// One case in ten is later.
    p90: Option<u32>,
}

impl From<&Event> for EventJson {
    fn from(event: &Event) -> Self {
        let tier = if let EventKind::Tier(tier) = event.kind { Some(tier.name()) } else { None };
        let Event { kind, month, early, late } = *event;
        Self { kind: kind.name(), tier, month, p10: early, p90: late }
    }
}

#[derive(serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Failures {
    /// A node is lost; null where there is no order.
    node: Option<FailureJson>,
    /// A zone is lost; null where there is one zone or no order.
    zone: Option<FailureJson>,
}

/// Reads a link's fragment (without `#`; with one is fine too) and returns the whole result as
/// JSON. Never fails: what could not be read is in `notices`.
#[must_use]
pub fn evaluate(fragment: &str) -> String {
    let parsed = link::parse(fragment);
    let outcome = Outcome::of(&parsed.scenario);
    json::write(&report(&outcome, &outcome.plan(), parsed.notices))
}

fn report<'a>(outcome: &'a Outcome, plan: &'a Plan, notices: Vec<Notice>) -> Report<'a> {
    let quote = outcome.focus();
    let Sizing { tier, nodes, replication_factor, cpu, ram, disk, network, .. } = quote.sizing;
    Report {
        model: MODEL_VERSION,
        fragment: link::format(&outcome.scenario),
        notices,
        tier: tier.name(),
        nodes,
        replication_factor,
        cpu,
        ram,
        disk,
        network,
        quotes: Each::new(|put| {
            outcome.quotes.iter().for_each(|quote| put(QuoteJson::from(quote)))
        }),
        checks: Each::new(|put| {
            for check in checks(outcome) {
                put(CheckJson::of(check, &outcome.scenario));
            }
        }),
        explanations: Each::new(|put| {
            for figure in Figure::ALL {
                put(explanation(*figure, &quote.s, &quote.sizing));
            }
        }),
        growth: growth(plan),
        failure: Failures { node: plan::node_lost(quote), zone: plan::zone_lost(quote) },
        plan: PlanJson::of(plan),
        scenario: Inputs(outcome.s.clone()),
    }
}

fn growth(plan: &Plan) -> Growth<'_> {
    Growth {
        months: Each::new(|put| {
            for (month, m) in plan.months.iter().enumerate() {
                put(MonthJson {
                    month,
                    assertions: m.assertions,
                    assertions_slow: m.slow,
                    assertions_fast: m.fast,
                    monthly_usd: m.cents.map(usd),
                });
            }
        }),
        events: Each::new(|put| plan.events.iter().for_each(|event| put(EventJson::from(event)))),
    }
}

fn explanation(figure: Figure, s: &Resolved, z: &Sizing) -> ExplanationJson {
    let Explanation { names, values } = explain(figure, s, z);
    ExplanationJson {
        figure: figure.id(),
        label: figure.label(),
        value: figure.value(z),
        unit: figure.unit(),
        scope: figure.scope().words(),
        formula: names,
        with_values: values,
        source: figure.source(),
    }
}

#[cfg(test)]
mod tests;

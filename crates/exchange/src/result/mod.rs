//! The machine-readable result: a link's fragment in, JSON out. The page, the wasm export and the
//! native example all go through [`evaluate`].

mod plan;
mod quote;

use std::io;

use model::advice::checks::{Check, checks};
use model::advice::explain::{Explanation, Figure, explain};
use model::forecast::event::{Event, EventKind};
use model::forecast::plan::Plan;
use model::guide::coefficients::MODEL_VERSION;
use model::inputs::INPUTS;
use model::number::exact;
use model::outcome::Outcome;
use model::scenario::{Resolved, Scenario, Value};
use model::sizing::{Cpu, Disk, Network, Ram, Sizing};
use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::link::{self, Notice};
use plan::{FailureJson, PlanJson};
use quote::{QuoteJson, usd};

/// Everything that is computed from a scenario, ready to be written as JSON.
#[derive(serde::Serialize)]
struct Report {
    model: u32,
    fragment: String,
    scenario: Inputs,
    notices: Vec<Notice>,
    tier: &'static str,
    nodes: u32,
    replication_factor: f64,
    cpu: Cpu,
    ram: Ram,
    disk: Disk,
    network: Network,
    quotes: Vec<QuoteJson>,
    checks: Vec<CheckJson>,
    explanations: Vec<ExplanationJson>,
    growth: Growth,
    plan: PlanJson,
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
struct CheckJson {
    id: &'static str,
    level: &'static str,
    key: Option<&'static str>,
    message: String,
    next: String,
    mend: Option<MendJson>,
}

#[derive(serde::Serialize)]
struct MendJson {
    label: String,
    fragment: String,
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
struct ExplanationJson {
    figure: &'static str,
    label: &'static str,
    value: f64,
    unit: &'static str,
    scope: &'static str,
    formula: String,
    with_values: String,
    source: &'static str,
}

#[derive(serde::Serialize)]
struct Growth {
    months: Vec<MonthJson>,
    events: Vec<EventJson>,
}

/// `monthly_usd` is what the month costs on the plan's order; that of month 0 is the bill in focus.
#[derive(serde::Serialize)]
struct MonthJson {
    month: usize,
    assertions: f64,
    assertions_slow: f64,
    assertions_fast: f64,
    monthly_usd: Option<f64>,
}

/// `p10` and `p90` are percentiles of the month: one case in ten is earlier than `p10`, one in ten
/// later than `p90`.
#[derive(serde::Serialize)]
struct EventJson {
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    tier: Option<&'static str>,
    month: Option<u32>,
    p10: Option<u32>,
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
struct Failures {
    node: Option<FailureJson>,
    zone: Option<FailureJson>,
}

/// Reads a link's fragment (without `#`; with one is fine too) and returns the whole result as
/// JSON. Never fails: what could not be read is in `notices`.
#[must_use]
pub fn evaluate(fragment: &str) -> String {
    let parsed = link::parse(fragment);
    to_json(&report(&Outcome::of(&parsed.scenario), parsed.notices))
}

fn report(outcome: &Outcome, notices: Vec<Notice>) -> Report {
    let quote = outcome.focus();
    let Sizing { tier, nodes, replication_factor, cpu, ram, disk, network, .. } = quote.sizing;
    let plan = outcome.plan();
    let checks = checks(outcome).into_iter();
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
        quotes: outcome.quotes.iter().map(QuoteJson::from).collect(),
        checks: checks.map(|check| CheckJson::of(check, &outcome.scenario)).collect(),
        explanations: Figure::ALL
            .iter()
            .map(|figure| explanation(*figure, &quote.s, &quote.sizing))
            .collect(),
        growth: growth(&plan),
        failure: Failures { node: plan::node_lost(quote), zone: plan::zone_lost(quote) },
        plan: PlanJson::of(&plan),
        scenario: Inputs(outcome.s.clone()),
    }
}

fn growth(plan: &Plan) -> Growth {
    let months = plan.months.iter().enumerate().map(|(month, m)| MonthJson {
        month,
        assertions: m.assertions,
        assertions_slow: m.slow,
        assertions_fast: m.fast,
        monthly_usd: m.cents.map(usd),
    });
    Growth { months: months.collect(), events: plan.events.iter().map(EventJson::from).collect() }
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

pub(super) fn to_json(value: &impl Serialize) -> String {
    let mut bytes = Vec::new();
    let mut serializer = serde_json::Serializer::with_formatter(&mut bytes, PlainNumbers);
    // Writing plain structs to memory cannot fail; an empty object would still parse if it did.
    if value.serialize(&mut serializer).is_err() {
        return "{}".to_owned();
    }
    String::from_utf8(bytes).unwrap_or_default()
}

/// Writes numbers as the rest of the project does: `4`, not `4.0`, and no digits of noise.
struct PlainNumbers;

impl serde_json::ser::Formatter for PlainNumbers {
    fn write_f64<W: ?Sized + io::Write>(&mut self, writer: &mut W, value: f64) -> io::Result<()> {
        writer.write_all(exact(value).as_bytes())
    }
}

#[cfg(test)]
mod tests;

//! The machine-readable result: a link's fragment in, JSON out. The page, the wasm export and the
//! native example all go through [`evaluate`].

use std::io;

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::link::{self, Notice};
use model::advice::checks::{Check, checks};
use model::advice::explain::{Explanation, Figure, explain};
use model::forecast::growth::{Event, EventKind, Month, months};
use model::forecast::plan::events;
use model::guide::coefficients::MODEL_VERSION;
use model::inputs::INPUTS;
use model::number::exact;
use model::pricing::quote::{self, Quote, quotes};
use model::scenario::{Resolved, Scenario, Value};
use model::sizing::{Cpu, Disk, Network, Ram, Sizing, size};

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
    quotes: [Quote; quote::COUNT],
    checks: Vec<CheckJson>,
    explanations: Vec<ExplanationJson>,
    growth: Growth,
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
}

impl From<Check> for CheckJson {
    fn from(check: Check) -> Self {
        Self {
            id: check.id,
            level: check.level.name(),
            key: check.key.map(|key| key.input().code),
            message: check.says,
            next: check.next,
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

#[derive(serde::Serialize)]
struct MonthJson {
    month: u32,
    assertions: f64,
    assertions_slow: f64,
    assertions_fast: f64,
}

impl From<Month> for MonthJson {
    fn from(m: Month) -> Self {
        Self {
            month: m.month,
            assertions: m.assertions,
            assertions_slow: m.slow,
            assertions_fast: m.fast,
        }
    }
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

impl From<Event> for EventJson {
    fn from(event: Event) -> Self {
        let tier = if let EventKind::Tier(tier) = event.kind { Some(tier.name()) } else { None };
        let Event { kind, month, early, late } = event;
        Self { kind: kind.name(), tier, month, p10: early, p90: late }
    }
}

/// Reads a link's fragment (without `#`; with one is fine too) and returns the whole result as
/// JSON. Never fails: what could not be read is in `notices`.
#[must_use]
pub fn evaluate(fragment: &str) -> String {
    let parsed = link::parse(fragment);
    to_json(&report(&parsed.scenario, parsed.notices))
}

fn report(scenario: &Scenario, notices: Vec<Notice>) -> Report {
    let resolved = scenario.resolve();
    let sizing: Sizing = size(&resolved);
    let Sizing { tier, nodes, replication_factor, cpu, ram, disk, network, .. } = sizing;
    Report {
        model: MODEL_VERSION,
        fragment: link::format(scenario),
        notices,
        tier: tier.name(),
        nodes,
        replication_factor,
        cpu,
        ram,
        disk,
        network,
        quotes: quotes(&resolved, &sizing, &scenario.own_prices),
        checks: checks(&resolved, &sizing).into_iter().map(CheckJson::from).collect(),
        explanations: Figure::ALL.iter().map(|f| explanation(*f, &resolved, &sizing)).collect(),
        growth: Growth {
            months: months(&resolved).into_iter().map(MonthJson::from).collect(),
            events: events(&resolved, &sizing).into_iter().map(EventJson::from).collect(),
        },
        scenario: Inputs(resolved),
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
mod tests {
    use super::*;
    use serde_json::{Value as Json, json};

    fn json(fragment: &str) -> Json {
        serde_json::from_str(&evaluate(fragment)).expect("JSON")
    }

    #[test]
    fn the_default_scenario_is_as_the_model_documents_it() {
        let result = json("v=1");
        assert_eq!(result["model"], 2);
        assert_eq!(result["fragment"], "v=1");
        assert_eq!(result["tier"], "<10K");
        assert_eq!((&result["nodes"], &result["replication_factor"]), (&json!(1), &json!(1)));
        for (object, figures) in [
            (
                "cpu",
                json!({"total_vcpu": 2.27, "per_node_vcpu": 2.27, "provision_vcpu": 4, "sustained_vcpu": 2.162, "average_vcpu": 2.081}),
            ),
            ("ram", json!({"need_gb": 3.0055, "provision_gb": 4})),
            (
                "disk",
                json!({"wal_gb": 0.035, "db_gb": 0.0055, "backup_gb": 0.2835, "need_gb": 0.324, "provision_gb": 50}),
            ),
            (
                "network",
                json!({"inbound_mbps": 0.08, "outbound_mbps": 2, "replication_mbps": 0, "total_mbps": 2.08, "provision_mbps": 100}),
            ),
        ] {
            for (name, value) in figures.as_object().expect("an object") {
                assert_eq!(&result[object][name], value, "{object}.{name}");
            }
        }
    }

    #[test]
    fn the_scenario_holds_every_key_resolved() {
        let result = json("a=100000");
        let scenario = result["scenario"].as_object().expect("an object");
        let keys: Vec<_> = scenario.keys().map(String::as_str).collect();
        assert_eq!(keys.len(), INPUTS.len());
        assert_eq!(scenario["n"], 5);
        assert_eq!(scenario["rf"], 2);
        assert_eq!(scenario["d"], 10_000);
        assert_eq!(scenario["cache"], 2);
        assert_eq!(scenario["bt"], "disk");
        assert_eq!(scenario["lb"], 1);
        assert_eq!(scenario["gq"], "auto");
        assert!(scenario.values().all(|v| v.is_number() || v.is_string()));
    }

    #[test]
    fn growth_is_there_with_percentiles_in_order() {
        let result = json("a=10000&h=60");
        assert_eq!(result["growth"]["months"].as_array().map(Vec::len), Some(61));
        assert_eq!(result["growth"]["months"][40]["assertions"], 50_000);
        let events = result["growth"]["events"].as_array().expect("events");
        let tier = events.iter().find(|e| e["tier"] == "<100K").expect("a tier");
        assert_eq!(
            (&tier["month"], &tier["p10"], &tier["p90"]),
            (&json!(40), &json!(27), &json!(60))
        );
    }

    #[test]
    fn every_provider_and_pick_is_quoted() {
        let result = json("term=3y&price.aws.gp3-gb=0.1");
        let quotes = result["quotes"].as_array().expect("quotes");
        assert_eq!(quotes.len(), 6);
        for quote in quotes {
            let items = quote["items"].as_array().expect("items");
            let sum: f64 = items.iter().filter_map(|i| i["monthly_usd"].as_f64()).sum();
            let total = quote["monthly_usd"].as_f64().expect("a total");
            assert!((sum - total).abs() < 1e-9, "{quote}");
        }
        assert_eq!(quotes[0]["items"][2]["own"], true);
    }

    #[test]
    fn notices_are_named() {
        let result = json("q=abc");
        assert_eq!(result["notices"][0]["key"], "q");
        assert_eq!(result["scenario"]["q"], 50);
    }
}

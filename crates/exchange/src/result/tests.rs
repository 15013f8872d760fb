use super::*;
use serde_json::{Value as Json, json};

fn json(fragment: &str) -> Json {
    serde_json::from_str(&evaluate(fragment)).expect("JSON")
}

#[test]
fn the_default_scenario_is_as_the_model_documents_it() {
    let result = json("v=1");
    assert_eq!(result["fragment"], "v=1");
    assert_eq!(result["tier"], "<10K");
    assert_eq!((&result["nodes"], &result["replication_factor"]), (&json!(1), &json!(1)));
    for (object, figures) in [
        ("cpu", json!({"total_vcpu": 2.27, "per_node_vcpu": 2.27, "provision_vcpu": 4})),
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
    assert_eq!((&tier["month"], &tier["p10"], &tier["p90"]), (&json!(40), &json!(27), &json!(60)));
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

use super::*;
use serde_json::{Value as Json, json};

fn json(fragment: &str) -> Json {
    serde_json::from_str(&evaluate(fragment)).expect("JSON")
}

#[test]
fn the_default_scenario_is_as_the_model_documents_it() {
    let result = json("v=1");
    assert_eq!((&result["fragment"], &result["model"]), (&json!("v=1"), &json!(2)));
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
    assert_eq!((&tier["month"], &tier["p10"], &tier["p90"]), (&json!(40), &json!(27), &json!(60)));
}

#[test]
fn every_provider_and_pick_is_quoted() {
    let result = json("term=3y&price.aws.gp3-gb=0.1");
    let quotes = result["quotes"].as_array().expect("quotes");
    let named: Vec<_> =
        quotes.iter().map(|q| (q["provider"].as_str(), q["pick"].as_str())).collect();
    let expected =
        ["aws", "gcp", "azure"].map(|p| ["fit", "guide"].map(|pick| (Some(p), Some(pick))));
    assert_eq!(named, expected.concat());
    for quote in quotes {
        let items = quote["items"].as_array().expect("items");
        let sum: f64 = items.iter().filter_map(|i| i["monthly_usd"].as_f64()).sum();
        let total = quote["monthly_usd"].as_f64().expect("a total");
        assert!((sum - total).abs() < 1e-9, "{quote}");
    }
    assert_eq!(quotes[0]["items"][2]["own"], true);
}

#[test]
fn a_quote_is_an_order_with_its_rules_its_fullness_and_its_lines() {
    let result = json("v=1");
    let quote = &result["quotes"][0];
    for (field, value) in [
        ("region", json!("us-east-1")),
        ("term", json!("od")),
        ("instance", json!("c6i.xlarge")),
        ("vcpu", json!(4)),
        ("memory_gb", json!(8)),
        ("arch", json!("x86_64")),
        ("nodes", json!(1)),
        ("nodes_raised_from", Json::Null),
        ("disk_kind", json!("gp3")),
        ("disk_gb", json!(50)),
        ("disk_volumes", json!(1)),
        ("monthly_usd", json!(128.1)),
        ("yearly_usd", json!(1537.2)),
        ("holds", json!(true)),
        ("fails", json!([])),
        ("not_checked", json!([])),
        ("shortfalls", json!([])),
        ("error", Json::Null),
    ] {
        assert_eq!(quote[field], value, "{field}");
    }
    // 2.27, 2.162 and 2.081 of 4 vCPU; 3.0055 of 8 GB; 0.324 of 50 GB; 3,000 of the 3,000 IOPS of the disk;
    // 0.1 of 125 MB/s; 2.08 of 1,562 Mbps.
    for (field, value) in [
        ("cpu_peak", 0.5675),
        ("cpu_sustained", 0.5405),
        ("cpu_average", 0.52025),
        ("ram", 0.3756875),
        ("disk", 0.00648),
    ] {
        assert_eq!(quote["fullness"][field], json!(value), "{field}");
    }
    for field in ["iops", "throughput", "network"] {
        let share = quote["fullness"][field].as_f64().expect(field);
        assert!(share > 0.0 && share <= 1.0, "{field}");
    }
}

#[test]
fn lines_name_price_source_and_date() {
    let item = &json("v=1")["quotes"][1]["items"][0];
    for (field, value) in [
        ("kind", json!("compute")),
        ("price", json!("aws.t3.medium")),
        ("monthly_usd", json!(30.37)),
        ("quantity", json!(730)),
        ("unit", json!("instance-hour")),
        ("unit_price_usd", json!(0.0416)),
        ("unit_usd", json!(0.0416)),
        ("date", json!("2026-07-20")),
        ("read", json!("2026-07-20")),
        ("second_hand", json!(false)),
        ("own", json!(false)),
    ] {
        assert_eq!(item[field], value, "{field}");
    }
    assert!(item["source"].as_str().is_some_and(|s| s.contains("karpenter-provider-aws")));
}

#[test]
fn a_quote_names_the_rules_that_it_fails_and_what_the_machine_lacks() {
    let result = json("v=1");
    let guide = &result["quotes"][1];
    assert_eq!((&guide["instance"], &guide["holds"]), (&json!("t3.medium"), &json!(false)));
    let rules: Vec<_> = guide["fails"]
        .as_array()
        .expect("rules")
        .iter()
        .map(|fails| fails["rule"].as_str().expect("a name"))
        .collect();
    assert_eq!(rules, ["cpu-peak", "cpu-sustained", "iops"]);
    assert_eq!(
        guide["fails"][0]["message"],
        "At peak each node needs 2.27 vCPU; of t3.medium it may use 2."
    );
    assert_eq!(guide["shortfalls"], json!([{"resource": "vcpu", "have": 2, "need": 4}]));
}

#[test]
fn where_nothing_holds_there_is_an_error_and_no_number() {
    let result = json("cache=1024");
    let quote = &result["quotes"][0];
    for field in ["instance", "vcpu", "disk_gb", "monthly_usd", "yearly_usd", "fullness"] {
        assert_eq!(quote[field], Json::Null, "{field}");
    }
    assert_eq!((&quote["holds"], &quote["items"]), (&json!(false), &json!([])));
    assert!(
        quote["error"].as_str().is_some_and(|e| e.starts_with("Nothing sold here holds this."))
    );
    assert_eq!(result["failure"], json!({"node": null, "zone": null}));
    assert_eq!(
        (&result["plan"]["steps"], &result["plan"]["lasts_month"]),
        (&json!([]), &Json::Null)
    );
    assert_eq!(result["growth"]["months"][0]["monthly_usd"], Json::Null);
    assert_eq!(result["plan"]["paid_usd"]["on_demand"], Json::Null);
}

#[test]
fn the_plan_begins_with_the_bill_and_says_why_it_goes_on() {
    // 50,000 assertions in month 9, in the fast case in month 6 and in the slow one in month 14: three nodes.
    let result = json("a=41000&q=10");
    let plan = &result["plan"];
    let step = &plan["steps"][0];
    for (field, value) in [
        ("month", json!(9)),
        ("p10", json!(6)),
        ("p90", json!(14)),
        ("causes", json!(["tier"])),
        ("decide_by_month", json!(4)),
    ] {
        assert_eq!(step[field], value, "{field}");
    }
    assert_eq!(step["order"]["nodes"], 3);
    assert!(step["order"]["instance"].is_string() && step["order"]["disk_gb"].is_number());
    assert_eq!(plan["lasts_month"], 9);
    let months = result["growth"]["months"].as_array().expect("months");
    assert_eq!(months[0]["monthly_usd"], result["quotes"][0]["monthly_usd"]);
    assert_eq!(months[9]["monthly_usd"], step["monthly_usd"]);
    assert_ne!(months[8]["monthly_usd"], step["monthly_usd"]);
    // The horizon is 36 months: the sum of month 0 to month 35.
    let paid: f64 = months[..36].iter().filter_map(|month| month["monthly_usd"].as_f64()).sum();
    let said = plan["paid_usd"]["on_demand"].as_f64().expect("a sum");
    assert!((paid - said).abs() < 1e-6, "{paid} {said}");
    assert!(plan["paid_usd"]["one_year"].as_f64().is_some_and(|committed| committed < said));
    // 12 x 0.6615 = 7.9 and 36 x 0.4403 = 15.9 months.
    let pays = json!({"one_year": 8, "three_years": 16});
    assert_eq!(plan["commitment_pays_from_months"], pays);
}

#[test]
fn failures_are_measured_by_the_order() {
    // 12 vCPU on two of three machines of 4; a zone of three nodes is one node.
    let failure = &json("q=1000&i=500&n=3")["failure"];
    assert_eq!(failure["node"], failure["zone"]);
    for (field, value) in [
        ("holds", json!(false)),
        ("lost", json!(1)),
        ("left", json!(2)),
        ("cpu_peak", json!(1.5)),
        ("data", json!("complete")),
    ] {
        assert_eq!(failure["node"][field], value, "{field}");
    }
    assert_eq!(json("v=1")["failure"]["zone"], Json::Null);
}

#[test]
fn the_figures_are_those_of_the_nodes_that_are_bought() {
    let result = json("q=200000");
    let nodes = result["quotes"][0]["nodes"].as_f64().expect("nodes");
    assert_eq!(result["quotes"][0]["nodes_raised_from"], 5);
    assert_eq!(result["nodes"].as_f64(), Some(nodes));
    assert_eq!(result["scenario"]["n"], 5, "what was asked for");
    let total = result["cpu"]["total_vcpu"].as_f64().expect("vCPU");
    let per_node = result["cpu"]["per_node_vcpu"].as_f64().expect("vCPU");
    assert!((per_node - total / nodes).abs() < 1e-9 * per_node && nodes > 5.0);
}

#[test]
fn checks_come_with_what_mends_them_and_what_that_costs() {
    let result = json("a=60000&n=1&discount.aws=10");
    let checks = result["checks"].as_array().expect("checks");
    let check = checks.iter().find(|c| c["id"] == "fewer-nodes-than-guide").expect("a check");
    assert_eq!((&check["level"], &check["key"]), (&json!("note"), &json!("n")));
    assert_eq!(check["mend"]["label"], "Set nodes to auto");
    assert_eq!(check["mend"]["fragment"], "v=1&a=60000&discount.aws=10");
    let total = |fragment: &str| json(fragment)["quotes"][0]["monthly_usd"].as_f64().expect("USD");
    let difference = check["mend"]["monthly_usd_difference"].as_f64().expect("USD");
    let expected = total("a=60000&discount.aws=10") - total("a=60000&n=1&discount.aws=10");
    assert!((difference - expected).abs() < 1e-6, "{difference} {expected}");
    // Where there is nothing to change for it, there is no mend.
    let idle = json("q=0&i=0");
    let idle = idle["checks"].as_array().expect("checks").iter().find(|c| c["id"] == "no-load");
    assert_eq!(idle.expect("a check")["mend"], Json::Null);
}

#[test]
fn notices_are_named() {
    let result = json("q=abc");
    assert_eq!(result["notices"][0]["key"], "q");
    assert_eq!(result["scenario"]["q"], 50);
}

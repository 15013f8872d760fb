//! The dashboard: its queries, and what they say about a deployment.

use std::collections::HashSet;

use exchange::export::monitoring::{Kit, grafana_dashboard, prometheus_rules};
use serde_json::{Value as Json, json};

use crate::deployment::{Deployment, rising};
use crate::promtool::{Promtool, ascii};
use crate::{LINK, SCENARIOS, SETTINGS, Scenario};

pub fn read(kit: &Kit) -> Json {
    let text = grafana_dashboard(kit);
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

pub fn queries(dashboard: &Json) -> Vec<String> {
    let panels = dashboard["panels"].as_array().expect("panels");
    let targets = panels.iter().flat_map(|panel| panel["targets"].as_array().expect("targets"));
    targets.map(|target| target["expr"].as_str().expect("a query").to_owned()).collect()
}

/// Queries as recording rules, for promtool to parse.
pub fn recordings(queries: &[String]) -> String {
    let rule = |(i, query)| json!({ "record": format!("dashboard:query:{i}"), "expr": query });
    let rules: Vec<_> = queries.iter().enumerate().map(rule).collect();
    ascii(&json!({ "groups": [{ "name": "dashboard", "rules": rules }] }))
}

/// The query of a panel that is called like this.
fn query(dashboard: &Json, title: &str, legend: &str) -> String {
    let panels = dashboard["panels"].as_array().expect("panels");
    let panel = panels.iter().find(|p| p["title"].as_str().is_some_and(|t| t.starts_with(title)));
    let targets = panel.expect(title)["targets"].as_array().expect("targets");
    let target = targets.iter().find(|target| target["legendFormat"] == legend).expect(legend);
    target["expr"].as_str().expect("a query").to_owned()
}

#[test]
fn promtool_takes_every_query_of_the_dashboard() {
    let promtool = Promtool::new();
    for fragment in SCENARIOS {
        for settings in SETTINGS {
            let scenario = Scenario::with(fragment, settings);
            let queries = queries(&read(&scenario.kit()));
            assert!(queries.len() >= 15, "{fragment}");
            promtool
                .check(&recordings(&queries))
                .unwrap_or_else(|said| panic!("{fragment}: {said}\n{queries:#?}"));
        }
    }
}

#[test]
fn the_dashboard_shows_what_the_deployment_does() {
    for settings in ["", SETTINGS[1]] {
        let scenario = Scenario::with("a=400000&d=1000000&i=20&q=300", settings);
        let kit = scenario.kit();
        let dashboard = read(&kit);
        let mut deployment = Deployment::healthy(&scenario, &kit);
        deployment.cpu(1, 0.56);
        deployment.ram(1, 0.6);
        deployment.disk(1, 0.4);
        deployment.queries(150.0, 0.0);
        deployment.assertions(400_000.0, 5.0);
        let value = |title: &str, legend: &str, at: &str, value: f64| {
            // Rounded, because a rate is a share of what is counted between two moments.
            let expr = format!("round(max({}), 0.01)", query(&dashboard, title, legend));
            json!({ "expr": expr, "eval_time": at, "exp_samples": [{ "labels": "{}", "value": value }] })
        };
        let tests = [deployment.test(vec![
            value("Plan", "measured", "0m", 400_000.0),
            value("Plan", "measured", "100m", 430_000.0),
            value("Plan", "plan", "0m", 400_000.0),
            // On the busiest node a fifth of 70 % and a quarter of 80 % are left, on the fullest half; and half of
            // 300, and 15 of 20.
            value("Headroom", "CPU", "120m", 0.2),
            value("Headroom", "RAM", "120m", 0.25),
            value("Headroom", "disk", "120m", 0.5),
            value("Headroom", "queries", "120m", 0.5),
            value("Headroom", "ingest", "120m", 0.75),
            value("Queries", "queries", "120m", 150.0),
            value("Ingest", "ingest", "120m", 5.0),
            value("Query p99", "p99", "120m", 0.5),
            value("Nodes up", "up", "120m", 5.0),
        ])];
        Promtool::new()
            .test(&prometheus_rules(&kit), "1m", &tests)
            .unwrap_or_else(|said| panic!("{said}"));
    }
}

#[test]
fn the_busiest_five_minutes_are_shown_and_not_the_hour_s_mean() {
    let scenario = Scenario::of("q=100");
    let kit = scenario.kit();
    let dashboard = read(&kit);
    let mut burst = Deployment::healthy(&scenario, &kit);
    // 60 a minute, and between minutes 70 and 80 6 000.
    burst.own(
        "stemedb_query_latency_seconds_count",
        1,
        "",
        "0+60x69 4200+6000x10 64260+60x60".to_owned(),
    );
    let expr = format!("round({}, 1)", query(&dashboard, "Queries", "queries"));
    let tests = [burst.test(vec![json!({ "expr": expr, "eval_time": "120m",
        "exp_samples": [{ "labels": "{job=\"stemedb\"}", "value": 100 }] })])];
    Promtool::new()
        .test(&prometheus_rules(&kit), "1m", &tests)
        .unwrap_or_else(|said| panic!("{said}"));
}

#[test]
fn the_plan_s_band_is_the_scenario_s_growth() {
    // 10 000 a month from 400 000, uncertain by a half more or less.
    let scenario = Scenario::of("a=400000");
    let kit = Kit::new(&scenario.quote, &scenario.settings, "", LINK, 86_400.0);
    let dashboard = read(&kit);
    let value = |legend: &str, at: &str, value: Option<f64>| {
        let expr = format!("round({}, 1)", query(&dashboard, "Plan", legend));
        let samples: Vec<_> =
            value.into_iter().map(|value| json!({ "labels": "{}", "value": value })).collect();
        json!({ "expr": expr, "eval_time": at, "exp_samples": samples })
    };
    // Six months of 30.4375 days after the day on which it was made: 4 383 hours and 24.
    let tests = [json!({ "interval": "1h", "input_series": [], "promql_expr_test": [
        value("plan", "23h", None),
        value("plan", "24h", Some(400_000.0)),
        value("plan", "4407h", Some(460_000.0)),
        value("plan, 10th percentile", "4407h", Some(440_000.0)),
        value("plan, 90th percentile", "4407h", Some(490_000.0)),
    ] })];
    Promtool::new()
        .test(&prometheus_rules(&kit), "1h", &tests)
        .unwrap_or_else(|said| panic!("{said}"));
}

#[test]
fn days_left_are_those_at_the_pace_of_a_week() {
    let scenario = Scenario::of("");
    let kit = scenario.kit();
    let query = query(&read(&kit), "Days", "{{instance}}");
    let disk = |avail: &str| {
        let series = |name: &str, values: &str| json!({ "series": format!("{name}{{mountpoint=\"/var/lib/stemedb\"}}"), "values": values });
        [
            series("node_filesystem_size_bytes", "1000x240"),
            series("node_filesystem_avail_bytes", avail),
        ]
    };
    let test = |avail: &str, days: Option<f64>| {
        let samples: Vec<_> = days
            .into_iter()
            .map(|days| json!({ "labels": "{mountpoint=\"/var/lib/stemedb\"}", "value": days }))
            .collect();
        json!({ "interval": "1h", "input_series": disk(avail), "promql_expr_test":
            [{ "expr": format!("round({query})"), "eval_time": "192h", "exp_samples": samples }] })
    };
    let tests = [
        // 200 may still be written, at 24 a day, when 392 - 192 are left above the 200 that stay free.
        test("592-1x240", Some(8.0)),
        test("300-1x240", Some(0.0)),
        test("500x240", None),
        test("500+1x240", None),
    ];
    Promtool::new()
        .test(&prometheus_rules(&kit), "1h", &tests)
        .unwrap_or_else(|said| panic!("{said}"));
}

#[test]
fn panels_stand_side_by_side_with_thresholds_of_their_own() {
    for fragment in SCENARIOS {
        let scenario = Scenario::of(fragment);
        let kit = scenario.kit();
        let dashboard = read(&kit);
        assert_eq!(dashboard["schemaVersion"], 42);
        assert_eq!(dashboard["links"][0]["url"], LINK);
        let uid = dashboard["uid"].as_str().expect("a uid");
        assert!((8..=40).contains(&uid.len()), "{uid}");
        let panels = dashboard["panels"].as_array().expect("panels");
        assert_eq!(panels.len(), if kit.get("nodes") > 1.0 { 11 } else { 10 });
        let ids: HashSet<_> = panels.iter().map(|p| p["id"].as_u64().expect("an id")).collect();
        assert_eq!(ids.len(), panels.len());
        let mut cells = HashSet::new();
        for panel in panels {
            let what = &panel["title"];
            let place = |side: &str| panel["gridPos"][side].as_u64().expect("a place");
            assert!(place("x") + place("w") <= 24);
            for x in place("x")..place("x") + place("w") {
                for y in place("y")..place("y") + place("h") {
                    assert!(cells.insert((x, y)), "{what} covers another panel");
                }
            }
            let mut refs = HashSet::new();
            for target in panel["targets"].as_array().expect("targets") {
                assert!(refs.insert(target["refId"].as_str().expect("a refId")), "{what}");
            }
            let steps = panel["fieldConfig"]["defaults"]["thresholds"]["steps"].as_array();
            let steps = steps.expect("steps");
            assert!(steps[0]["value"].is_null() && steps.len() > 1);
            let values: Vec<_> =
                steps[1..].iter().map(|s| s["value"].as_f64().expect("a number")).collect();
            assert!(values.is_sorted(), "{what}: {values:?}");
        }
        let limits = |title: &str| {
            let panel = panels.iter().find(|panel| panel["title"] == title).expect(title);
            let steps = panel["fieldConfig"]["defaults"]["thresholds"]["steps"].as_array().cloned();
            let steps = steps.expect("steps");
            steps[1..].iter().map(|s| s["value"].as_f64().expect("a number")).collect::<Vec<_>>()
        };
        assert_eq!(limits("CPU"), [0.7]);
        assert_eq!(limits("RAM"), [0.8]);
        assert_eq!(limits("Disk"), [0.8, 0.9]);
        assert_eq!(limits("Query p99"), [0.5]);
        assert_eq!(limits("Queries, 30 days"), [scenario.quote.s.q]);
        assert_eq!(limits("Ingest, 30 days"), [scenario.quote.s.i]);
        assert_eq!(limits("Nodes up")[1], f64::from(scenario.quote.nodes()));
    }
}

#[test]
fn a_peak_of_nothing_leaves_no_headroom_to_show() {
    let dashboard = read(&Scenario::of("q=0&i=0").kit());
    let legends: Vec<_> = dashboard["panels"][1]["targets"]
        .as_array()
        .expect("targets")
        .iter()
        .map(|target| target["legendFormat"].clone())
        .collect();
    assert_eq!(legends, ["CPU", "RAM", "disk"]);
}

#[test]
fn a_dashboard_has_a_uid_of_its_own_that_stays() {
    let (scenario, other) = (Scenario::of(""), Scenario::with("", "&watch=job:another"));
    let uid = |kit: &Kit| read(kit)["uid"].clone();
    assert_eq!(uid(&scenario.kit()), uid(&scenario.kit()));
    for kit in [
        scenario.named("another", LINK),
        scenario.named("", "https://example.org/#v=1&a=2"),
        other.kit(),
    ] {
        assert_ne!(uid(&scenario.kit()), uid(&kit));
    }
}

#[test]
fn a_node_that_is_not_there_yet_has_no_rate() {
    // A counter that has just begun: one sample, no rate, no line at a made-up height.
    let scenario = Scenario::of("");
    let kit = scenario.kit();
    let mut young = Deployment::healthy(&scenario, &kit);
    young.own("process_cpu_seconds_total", 1, "", format!("_x100 {}", rising(5.0, 1.0)));
    let expr = query(&read(&kit), "CPU", "{{instance}}");
    let tests = [young.test(vec![json!({ "expr": expr, "eval_time": "100m", "exp_samples": [] })])];
    Promtool::new()
        .test(&prometheus_rules(&kit), "1m", &tests)
        .unwrap_or_else(|said| panic!("{said}"));
}

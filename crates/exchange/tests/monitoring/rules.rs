//! The files of rules: what promtool and parsers make of them.

use exchange::export::monitoring::{
    Row, place, prometheus_rule, prometheus_rules, rules as all_rules,
};
use model::inputs::INPUTS;
use serde_json::json;

use crate::deployment::Deployment;
use crate::promtool::Promtool;
use crate::{LINK, SCENARIOS, SETTINGS, Scenario, page, yaml};

/// The row of an alert.
fn row_of(alert: &str) -> Row {
    all_rules().into_iter().find(|rule| rule.get("alert") == alert).expect(alert)
}

#[test]
fn promtool_takes_the_queries_that_inputs_are_explained_with() {
    let mut rules = "groups:\n  - name: inputs\n    rules:\n".to_owned();
    for input in &INPUTS {
        for query in input.yours.split('`').skip(1).step_by(2) {
            rules += &format!("      - record: {}\n        expr: {query}\n", input.code);
        }
    }
    assert!(rules.matches("expr:").count() >= 5, "{rules}");
    Promtool::new().check(&rules).unwrap_or_else(|said| panic!("{said}\n{rules}"));
}

#[test]
fn promtool_takes_the_rules_of_every_scenario() {
    let promtool = Promtool::new();
    for fragment in SCENARIOS {
        for settings in SETTINGS {
            let scenario = Scenario::with(fragment, settings);
            let rules = prometheus_rules(&scenario.kit());
            promtool.check(&rules).unwrap_or_else(|said| panic!("{fragment}: {said}\n{rules}"));
        }
    }
}

#[test]
fn alerts_are_those_that_the_deployment_can_have() {
    let has = |fragment: &str, settings: &str, alert: &str| {
        let rules = Scenario::with(fragment, settings).kit().rules();
        rules.iter().any(|rule| rule.get("alert") == alert)
    };
    for (alert, with, without) in [
        ("StemeDBReplicationLag", ["n=2", "a=100000"], ["n=1", ""]),
        // A t3.medium is burstable, a machine of the m5 family is not.
        (
            "StemeDBCreditsRunOut",
            ["pick=guide", "pick=guide&q=70"],
            ["a=600000", "a=100000&q=3000"],
        ),
        // 1 667 x 60 % and 1 001 are above 1 000.
        ("StemeDBAddNodesForQueries", ["q=1666", ""], ["q=1667", "q=1e6"]),
        ("StemeDBAddNodesForWrites", ["i=1000", ""], ["i=1001", "i=1e6"]),
        ("StemeDBNextTierByData", ["a=999999", ""], ["a=1e6", "q=10000"]),
        ("StemeDBNextTierByQueries", ["a=999999", ""], ["a=1e6", "q=10000"]),
    ] {
        for fragment in with {
            assert!(has(fragment, "", alert), "{alert} {fragment}");
        }
        for fragment in without {
            assert!(!has(fragment, "", alert), "{alert} {fragment}");
        }
    }
    assert!(!has("", "", "StemeDBBackupOld"));
    assert!(has("", "&watch=backup:b", "StemeDBBackupOld"));
}

#[test]
fn every_alert_has_what_it_takes_to_be_routed() {
    for (settings, severity) in [(SETTINGS[0], "severity"), (SETTINGS[1], "priority")] {
        let scenario = Scenario::with("a=400000", settings);
        let kit = scenario.kit();
        let rules = yaml(&prometheus_rules(&kit));
        for rule in rules["groups"][0]["rules"].as_array().expect("rules") {
            assert_eq!(rule["labels"]["deployment"], scenario.settings.get(place::JOB));
            let Some(alert) = rule["alert"].as_str() else {
                assert_eq!(rule["labels"].as_object().expect("labels").len(), 1, "{rule}");
                continue;
            };
            let row = row_of(alert);
            assert_eq!(rule["labels"][severity], row.get("severity"));
            assert_eq!(rule["labels"]["component"], row.get("part"));
            assert_eq!(rule["for"], row.get("hold"));
            assert_eq!(rule["annotations"]["scenario_url"], LINK);
            let runbook = match settings {
                "" => json!(null),
                _ => json!(format!("https://example.org/runbooks/{alert}")),
            };
            assert_eq!(rule["annotations"]["runbook_url"], runbook);
            let description = rule["annotations"]["description"].as_str().expect("a description");
            assert!(description.ends_with('.') && !description.contains('@'), "{description}");
            assert!(!description.contains(" 0 ") && !description.contains("NaN"), "{description}");
        }
    }
}

#[test]
fn the_page_shows_what_the_files_have() {
    for fragment in SCENARIOS {
        let scenario = Scenario::with(fragment, SETTINGS[1]);
        let kit = scenario.kit();
        let rules = yaml(&prometheus_rules(&kit));
        let rules = rules["groups"][0]["rules"].as_array().expect("rules").clone();
        for query in kit.recorded() {
            let name = query.get("name");
            let rule = rules.iter().find(|rule| rule["record"] == name).expect(name);
            assert_eq!(rule["expr"], page(&kit, "@query@", &query));
        }
        let mut rows = kit.rules();
        let missing = rows.pop().expect("the alert of every series");
        assert_eq!(page(&kit, "@expr@", &missing), "absent(METRIC)");
        let alerts: Vec<_> = rules.iter().filter(|rule| !rule["alert"].is_null()).collect();
        for (row, alert) in rows.iter().zip(&alerts) {
            assert_eq!(
                (&alert["alert"], &alert["expr"]),
                (&json!(row.get("alert")), &json!(page(&kit, "@expr@", row)))
            );
            assert_eq!(alert["annotations"]["summary"], page(&kit, "StemeDB: @title@", row));
            assert!(!row.get("differs").is_empty());
            // The page has an example where Prometheus puts a value or a label.
            let message = page(&kit, "@says@", row);
            assert!(!message.contains("{{") && !message.contains('@'), "{message}");
        }
        let series = alerts.len() - rows.len();
        assert_eq!(series, Deployment::healthy(&scenario, &kit).metrics().len(), "{fragment}");
    }
}

#[test]
fn messages_have_the_numbers_of_the_order() {
    // 5.6 of the 8 vCPU are 70 %; c5.2xlarge or its like has 8.
    let scenario = Scenario::with("q=1000&i=500&n=1", "&watch=backup:b;hours:12");
    let kit = scenario.kit();
    let message = |alert: &str| {
        let rules = kit.rules();
        let rule = rules.iter().find(|rule| rule.get("alert") == alert).expect(alert);
        page(&kit, "@says@", rule)
    };
    for (alert, said) in [
        (
            "StemeDBCpuHigh",
            "StemeDB takes 70% of the 8 vCPU of a node, half-hour mean; the order is sized for 70% under sustained load.",
        ),
        (
            "StemeDBQueriesSlow",
            "One query in a hundred takes 500ms or longer. The order, 1 node with 8 vCPU, is sized for 1K queries/s at peak:",
        ),
        (
            "StemeDBQueriesAbovePeak",
            "1K queries/s, whole deployment, five-minute mean. The order is sized for 1K at peak.",
        ),
        ("StemeDBNodesMissing", "Nodes up: 0 of 1 ordered."),
        ("StemeDBBackupOld", "The last backup is 15h old; one is due every 12 h."),
    ] {
        assert!(message(alert).starts_with(said), "{}", message(alert));
    }
}

#[test]
fn the_operator_s_file_has_the_same_rules() {
    for fragment in ["", "a=400000"] {
        let scenario = Scenario::with(fragment, SETTINGS[1]);
        let kit = scenario.kit();
        let (file, resource) = (yaml(&prometheus_rules(&kit)), yaml(&prometheus_rule(&kit)));
        assert_eq!(resource["spec"], file);
        assert_eq!(resource["apiVersion"], "monitoring.coreos.com/v1");
        assert_eq!(resource["kind"], "PrometheusRule");
        let name = resource["metadata"]["name"].as_str().expect("a name");
        assert!(
            name.len() <= 63
                && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        );
    }
}

#[test]
fn hints_for_alertmanager_name_alerts_that_there_are() {
    let scenario = Scenario::with("a=400000", SETTINGS[1]);
    let rules = prometheus_rules(&scenario.kit());
    let (_, hints) = rules.split_once("# inhibit_rules:\n").expect("hints");
    let hints: String = hints
        .lines()
        .map(|line| line.strip_prefix("#   ").expect("a comment").to_owned() + "\n")
        .collect();
    let hints = yaml(&hints);
    let hints = hints.as_array().expect("a list");
    assert_eq!(hints.len(), 3);
    for hint in hints {
        assert_eq!(hint["equal"][0], "deployment");
        for side in ["source_matchers", "target_matchers"] {
            let matcher = hint[side][0].as_str().expect("a matcher");
            let (_, names) = matcher.split_once('"').expect("quoted");
            for name in names.trim_end_matches('"').split('|') {
                assert!(all_rules().iter().any(|rule| rule.get("alert") == name), "{name}");
            }
        }
    }
    // The disks of one machine.
    assert_eq!(hints[0]["equal"][1], "pod");
}

#[test]
fn the_guide_s_own_queries_fail_as_the_page_says() {
    let scenario = Scenario::of("a=60000&q=500&i=100&n=3");
    let kit = scenario.kit();
    let printed = |alert: &str| row_of(alert).get("printed").to_owned();
    let count = |expr: String, n: Option<u32>| {
        let samples: Vec<_> =
            n.into_iter().map(|n| json!({ "labels": "{}", "value": n })).collect();
        json!({ "expr": format!("count({expr})"), "eval_time": "50m", "exp_samples": samples })
    };
    let mut all_is_well = Deployment::healthy(&scenario, &kit);
    all_is_well.cpu(1, 0.6);
    all_is_well.own("process_resident_memory_bytes", 1, "", crate::deployment::flat(9.9e9));
    let test = all_is_well.test(vec![
        // Three nodes of StemeDB and one of Postgres take more than 70 % of one core.
        count(printed("StemeDBCpuHigh") + " > 70", Some(4)),
        count(printed("StemeDBRamHigh"), None),
        // The boot disk of a machine is full, which is nobody's business here.
        count(printed("StemeDBDiskHigh") + " > 80", Some(1)),
        // One for each node.
        count(printed("StemeDBQueriesSlow"), Some(3)),
    ]);
    Promtool::new()
        .test(&prometheus_rules(&kit), "1m", &[test])
        .unwrap_or_else(|said| panic!("{said}"));
}

//! What is published of the Prometheus operator's and of Grafana's schemas, by `scripts/schemas/check.mjs`.

use std::env;
use std::path::Path;
use std::process::Command;

use exchange::export::monitoring::prometheus_rule;
use serde_json::{Value as Json, json};

use crate::promtool::{Folder, ascii};
use crate::{SCENARIOS, SETTINGS, Scenario, dashboard, yaml};

/// What the script finds wrong with a rule and a dashboard.
fn check(rule: &Json, dashboard: &Json) -> Result<(), String> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scripts/schemas/check.mjs");
    let Ok(packages) = env::var("SCHEMAS") else {
        panic!(
            "SCHEMAS does not name the folder of schemas: run scripts/test.sh native, which fetches them"
        )
    };
    let folder = Folder::new();
    folder.write("rule.json", &ascii(rule));
    folder.write("dashboard.json", &ascii(dashboard));
    let output = Command::new("node")
        .arg(script)
        .args([Path::new(&packages), &folder.0.join("rule.json"), &folder.0.join("dashboard.json")])
        .output()
        .expect("node starts");
    if output.status.success() {
        Ok(())
    } else {
        Err(String::from_utf8_lossy(&output.stderr).into_owned())
    }
}

#[test]
fn the_files_are_as_the_published_schemas_ask() {
    // One node and a cluster, with and without settings; all others have the same form.
    for (fragment, settings) in
        [("", SETTINGS[0]), ("a=400000", SETTINGS[1]), (SCENARIOS[6], SETTINGS[0])]
    {
        let scenario = Scenario::with(fragment, settings);
        let kit = scenario.kit();
        check(&yaml(&prometheus_rule(&kit)), &dashboard::read(&kit))
            .unwrap_or_else(|said| panic!("{fragment}: {said}"));
    }
}

#[test]
fn the_check_finds_what_is_wrong() {
    let scenario = Scenario::of("a=400000");
    let kit = scenario.kit();
    let (rule, dashboard) = (yaml(&prometheus_rule(&kit)), dashboard::read(&kit));
    let changed = |json: &Json, path: &str, value: Json| {
        let mut json = json.clone();
        match json.pointer_mut(path) {
            Some(place) => *place = value,
            None => panic!("{path}"),
        }
        json
    };
    let last = rule["spec"]["groups"][0]["rules"].as_array().expect("rules").len() - 1;
    for (path, value) in [
        ("/kind".to_owned(), json!("Rule")),
        (format!("/spec/groups/0/rules/{last}/for"), json!("a while")),
        (format!("/spec/groups/0/rules/{last}/labels"), json!({ "severity": 1 })),
        ("/spec/groups/0".to_owned(), json!({ "name": "a", "rules": [], "every": "1m" })),
    ] {
        assert!(check(&changed(&rule, &path, value), &dashboard).is_err(), "{path}");
    }
    for (path, value) in [
        ("/schemaVersion", json!("42")),
        ("/panels/0/fieldConfig/defaults/thresholds/mode", json!("relative")),
        ("/panels/0/fieldConfig/defaults/custom/thresholdsStyle/mode", json!("dotted")),
        ("/panels/0/options/legend", json!({})),
        ("/panels/1/options/colorMode", json!("loud")),
        ("/panels/0/gridPos", json!({ "x": 0, "y": 0, "w": 12 })),
        ("/links/0/title", json!(null)),
    ] {
        assert!(check(&rule, &changed(&dashboard, path, value)).is_err(), "{path}");
    }
}

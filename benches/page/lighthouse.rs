//! Lighthouse's scores of the release build.

use std::{collections::BTreeMap, env, fs, path::Path, process::Command};

use serde_json::Value;

use crate::{
    serve::folder,
    table::{Row, percentile},
};

const RUNS: u32 = 3;

/// The median score of each category, for a telephone and for a desktop.
pub fn rows(origin: &str) -> Vec<Row> {
    let program = env::var("LIGHTHOUSE_DIR").expect("LIGHTHOUSE_DIR: run make bench");
    let program = Path::new(&program).join("node_modules/lighthouse/cli/index.js");
    let flags = harness::chrome_arguments();
    let mut rows = Vec::new();
    for (kind, preset) in [("telephone", None), ("desktop", Some("--preset=desktop"))] {
        let mut scores: BTreeMap<String, Vec<f64>> = BTreeMap::new();
        for run in 0..RUNS {
            let report = folder().join(format!("lighthouse-{kind}-{run}.json"));
            let status = Command::new("node")
                .arg(&program)
                .arg(origin)
                .args(preset)
                .args(["--output=json", "--quiet", "--no-enable-error-reporting"])
                .arg(format!("--output-path={}", report.display()))
                .arg(format!("--chrome-flags={}", flags.join(" ")))
                .env("CHROME_PATH", env::var("CHROME").expect("CHROME"))
                .status()
                .expect("node");
            assert!(status.success(), "Lighthouse failed");
            let report: Value =
                serde_json::from_slice(&fs::read(report).expect("a report")).expect("JSON");
            for (_, category) in report["categories"].as_object().expect("categories") {
                let title = category["title"].as_str().expect("a title").to_owned();
                scores
                    .entry(title)
                    .or_default()
                    .push(category["score"].as_f64().unwrap_or(0.0) * 100.0);
                if run == 0 {
                    complain(category, &report["audits"]);
                }
            }
        }
        for (title, scores) in scores {
            let what = format!("Lighthouse, {kind}: {title} (median of {RUNS})");
            rows.push(Row::score(&what, percentile(&scores, 50.0), 100.0));
        }
    }
    rows
}

/// Says which audits of a category are not passed.
fn complain(category: &Value, audits: &Value) {
    for reference in category["auditRefs"].as_array().into_iter().flatten() {
        let audit = &audits[reference["id"].as_str().unwrap_or_default()];
        let weight = reference["weight"].as_f64().unwrap_or(0.0);
        if weight > 0.0 && audit["score"].as_f64().is_some_and(|score| score < 1.0) {
            eprintln!("Lighthouse: {} {} {}", audit["id"], audit["score"], audit["displayValue"]);
        }
    }
}

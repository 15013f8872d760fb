//! Text of others in the files: names, links, and settings that came with a link.

use exchange::export::monitoring::{Kit, SETTINGS, place, prometheus_rule, prometheus_rules};
use exchange::link::{self, snapshot::Pin};
use model::outcome::Outcome;
use proptest::prelude::*;
use serde_json::{Value as Json, json};

use crate::deployment::Deployment;
use crate::promtool::{Promtool, ascii};
use crate::{LINK, Scenario, yaml};

/// Names that break out of files that are not careful.
pub const NASTY: [&str; 17] = [
    "{{ $labels.instance }}",
    "{{ if",
    "{",
    "{{{{ }} }}",
    "a {{/* comment */}} b {{- 1 -}} c",
    "`{{ \"x\" }}` $value {{ $value }} {{ .Value }}",
    "\"quoted\" 'twice' \\ \\n \\u0041 \\x41",
    "line one\nline two\r\n  - alert: Mine\n    expr: vector(1)",
    "# no comment: [a, b] & *c !d | > %e @f",
    "\u{0}\u{1}\t\u{7f}\u{85}\u{9f}\u{a0}\u{2028}\u{2029}\u{feff}\u{fffe}\u{ffff}",
    "\u{202e}desrever\u{202c} \u{200d}\u{200f}\u{2066}",
    "Größe 大きさ حجم 👩‍👩‍👧 \u{10ffff}",
    "---\n...\n--- !!binary",
    "@title@ @@ @",
    " leading and trailing ",
    "</script><b>${datasource} [[datasource]] $__interval",
    ":",
];

const FRAGMENT: &str = "a=400000&d=1000000&i=20&q=300";

/// A scenario whose every setting is this text, as far as it is taken.
fn scenario(text: &str) -> Scenario {
    let mut scenario = Scenario::of(FRAGMENT);
    for at in 0..SETTINGS.len() {
        let before = match at {
            place::MOUNT => "/",
            place::RUNBOOKS => "https://",
            _ => "",
        };
        scenario.settings.set(at, &[before, text].concat());
    }
    // What came by a link is the same. The pin is its end, from which mail takes punctuation.
    let pin = Pin::now(Outcome::of(&link::parse("").scenario).focus());
    let parsed =
        link::parse(&link::pinned(&link::parse("").scenario, &scenario.settings.write(), &pin));
    assert_eq!(parsed.notices, []);
    assert_eq!(parsed.watch, scenario.settings.write());
    scenario
}

#[test]
fn a_nasty_text_is_nothing_but_text_to_prometheus() {
    let promtool = Promtool::new();
    for text in NASTY {
        let scenario = scenario(text);
        let kit = scenario.named(text, text);
        let rules = prometheus_rules(&kit);
        promtool.check(&rules).unwrap_or_else(|said| panic!("{text:?}: {said}\n{rules}"));
        let mut full = Deployment::healthy(&scenario, &kit);
        full.disk(1, 0.85);
        let job = scenario.settings.get(place::JOB);
        let mount = scenario.settings.get(place::MOUNT);
        let title = kit.title();
        let mut annotations = json!({
            "summary": "StemeDB: Disk above 80%",
            "description": "The data disk of db1:9101 is 85% full; the scenario needs 225 of 500 GB. Enlarge the disk, or keep fewer backups.",
            "scenario": title,
            "scenario_url": text,
        });
        let runbooks = scenario.settings.get(place::RUNBOOKS);
        if !runbooks.is_empty() {
            annotations["runbook_url"] = [runbooks, "/StemeDBDiskHigh"].concat().into();
        }
        let test = json!({ "interval": "1m", "input_series": full.series(), "alert_rule_test": [{
            "eval_time": "30m", "alertname": "StemeDBDiskHigh", "exp_alerts": [{
                "exp_labels": { "severity": "warning", "component": "disk", "deployment": job, "job": "node",
                    "instance": "db1:9101", "device": "/dev/sdb", "mountpoint": mount },
                "exp_annotations": annotations,
            }],
        }] });
        promtool
            .test(&rules, "1m", &[test])
            .unwrap_or_else(|said| panic!("{text:?}: {said}\n{rules}"));
        let queries = crate::dashboard::queries(&crate::dashboard::read(&kit));
        promtool
            .check(&crate::dashboard::recordings(&queries))
            .unwrap_or_else(|said| panic!("{text:?}: {said}"));
    }
}

#[test]
fn a_nasty_text_is_nothing_but_text_to_parsers() {
    for text in NASTY {
        harmless(text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_text_is_nothing_but_text_to_parsers(text in any_text()) {
        harmless(&text);
    }
}

/// Any characters of any script, and many of those that mean something to somebody.
fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        any::<char>().prop_map(String::from),
        (0u32..0x3000).prop_map(|code| char::from_u32(code).expect("no surrogate").into()),
        prop::sample::select(
            [
                "{{", "}}", "\"", "'", "\\", "\n", "\r", ": ", " #", "- ", "@", "@title@", "$",
                "\u{feff}", "\u{2028}"
            ]
            .as_slice()
        )
        .prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// With this text as name, link and settings, the files differ from those with plain texts in just these.
fn harmless(text: &str) {
    let (foreign, plain) = (scenario(text), Scenario::of(FRAGMENT));
    let kit = foreign.named(text, text);
    let parts = |kit: &Kit, read: &dyn Fn(&Kit) -> Json| shape(&read(kit));
    let simple = plain.named("", LINK);
    for file in [prometheus_rules, prometheus_rule] {
        let read = |kit: &Kit| yaml(&file(kit));
        let (mut found, mut expected) = (parts(&kit, &read), parts(&simple, &read));
        // A runbook is one more text; backups are one more alert, and a missing series.
        for found in [&mut found, &mut expected] {
            found.retain(|path| !path.contains("runbook_url"));
        }
        if foreign.settings.get(place::BACKUP).is_empty() {
            assert_eq!(found, expected, "{text:?}");
        }
        let found = read(&kit);
        let rules = match found["spec"].is_null() {
            true => &found["groups"][0]["rules"],
            false => &found["spec"]["groups"][0]["rules"],
        };
        for rule in rules.as_array().expect("rules").iter().filter(|rule| rule["record"].is_null())
        {
            let literal = |text: &str| text.replace('{', "{{\"{\"}}");
            assert_eq!(rule["annotations"]["scenario"], literal(kit.title()));
            assert_eq!(rule["annotations"]["scenario_url"], literal(text));
            assert_eq!(rule["labels"]["deployment"], literal(foreign.settings.get(place::JOB)));
        }
    }
    let read = |kit: &Kit| crate::dashboard::read(kit);
    assert_eq!(parts(&kit, &read), parts(&simple, &read), "{text:?}");
    let found = read(&kit);
    assert_eq!((&found["title"], &found["links"][0]["url"]), (&json!(kit.title()), &json!(text)));
    // Everywhere the job is what PromQL reads as the job.
    for query in crate::dashboard::queries(&found) {
        if let Some((_, rest)) = query.split_once("{job=") {
            let mut strings = serde_json::Deserializer::from_str(rest).into_iter::<String>();
            let job = strings
                .next()
                .expect("a string")
                .unwrap_or_else(|e| panic!("{e} {}", ascii(&json!(query))));
            assert_eq!(job, foreign.settings.get(place::JOB));
        }
    }
}

/// The paths of a file's values, with what is no text.
fn shape(json: &Json) -> Vec<String> {
    fn walk(json: &Json, path: &str, paths: &mut Vec<String>) {
        match json {
            Json::Object(fields) => {
                for (name, value) in fields {
                    walk(value, &[path, ".", name].concat(), paths);
                }
            }
            Json::Array(items) => {
                for (i, value) in items.iter().enumerate() {
                    walk(value, &format!("{path}[{i}]"), paths);
                }
            }
            Json::String(_) => paths.push(path.to_owned()),
            other => paths.push(format!("{path}={other}")),
        }
    }
    let mut paths = Vec::new();
    walk(json, "", &mut paths);
    paths
}

//! The monitoring kit, as the programs that it is made for read it: promtool loads and runs the rules
//! and every query; the dashboard has what Grafana's schema (version 42, `@grafana/schema` 13.2) asks.
#![cfg(not(target_arch = "wasm32"))]

use std::collections::HashSet;
use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};
use std::{env, fs};

use exchange::export::monitoring::{Kit, Watched, grafana_dashboard, prometheus_rules};
use exchange::link;
use model::inputs::INPUTS;
use model::outcome::Outcome;
use model::pricing::quote::Quote;
use proptest::prelude::*;
use saphyr::{LoadableYamlNode, Yaml};
use serde_json::{Value as Json, json};

const LINK: &str = "https://example.org/sizing/#v=1&a=100000";

/// One node, a cluster, and both ends of the inputs.
const SCENARIOS: [&str; 7] = [
    "",
    "a=100000&q=1000&i=500",
    "a=60000&q=500&i=100&n=3&lead=2",
    "n=2&rf=1&lead=0",
    "a=1&q=0&i=0&n=1&d=0&lead=0.1",
    "a=1e9&q=1e6&i=1e6&n=99&kb=10000&walkb=100000&lead=52&cache=1024&lens=100",
    "a=1e9&q=1e6&i=1e6&n=1&rd=printed&d=1e9&wr=365&bk=365&walkb=100000&kb=10000",
];

/// Names that break out of files that are not careful.
const NASTY: [&str; 16] = [
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
];

struct Scenario(Quote);

impl Scenario {
    fn of(fragment: &str) -> Self {
        let parsed = link::parse(fragment);
        assert_eq!(parsed.notices, [], "{fragment}");
        Self(Outcome::of(&parsed.scenario).focus().clone())
    }

    fn kit(&self) -> Kit<'_> {
        Kit::new(&self.0, LINK)
    }
}

/// A folder for promtool to work in.
struct Promtool(PathBuf);

impl Promtool {
    fn new() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let folder = env::temp_dir().join(format!("watch-{}-{number}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        Self(folder)
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.0.join(name), text).expect("a file");
    }

    fn run(&self, arguments: &[&str]) -> Result<(), String> {
        let program = env::var("PROMTOOL").unwrap_or_else(|_| "promtool".into());
        let output = Command::new(&program).args(arguments).current_dir(&self.0).output().unwrap_or_else(|error| {
            panic!("{program} does not start ({error}): run scripts/test.sh native, which installs promtool, or name it with PROMTOOL")
        });
        let said = [output.stdout, output.stderr].concat();
        if output.status.success() {
            Ok(())
        } else {
            Err(String::from_utf8_lossy(&said).into_owned())
        }
    }

    /// Loads rules as Prometheus does, its advice being binding.
    fn check(&self, rules: &str) -> Result<(), String> {
        self.write("rules.yml", rules);
        self.run(&["check", "rules", "--lint=all", "--lint-fatal", "rules.yml"])
    }

    /// Runs tests, given as promtool has them, on the rules.
    fn test(&self, rules: &str, every: &str, tests: &Json) -> Result<(), String> {
        self.write("rules.yml", rules);
        let file =
            json!({ "rule_files": ["rules.yml"], "evaluation_interval": every, "tests": tests });
        self.write("tests.yml", &ascii(&file));
        self.run(&["test", "rules", "tests.yml"])
    }
}

impl Drop for Promtool {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// JSON that YAML reads as the same: what JSON takes raw and YAML does not is escaped.
fn ascii(json: &Json) -> String {
    let escape = |c: char| match c as u32 {
        code @ 0x7f..=0xffff => format!("\\u{code:04x}"),
        code @ 0x1_0000.. => format!("\\U{code:08x}"),
        _ => c.to_string(),
    };
    json.to_string().chars().map(escape).collect()
}

/// Text as PromQL has it.
fn promql(text: &str) -> String {
    ascii(&json!(text))
}

// The rules

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
        let scenario = Scenario::of(fragment);
        let rules = prometheus_rules(&scenario.kit());
        promtool.check(&rules).unwrap_or_else(|said| panic!("{fragment}: {said}\n{rules}"));
    }
}

#[test]
fn replication_is_watched_on_clusters_only() {
    for (fragment, lag) in [("n=1", false), ("n=2", true), ("a=100000", true)] {
        let rules = prometheus_rules(&Scenario::of(fragment).kit());
        assert_eq!(rules.contains("StemeDBReplicationLag"), lag, "{fragment}");
        assert_eq!(rules.matches("- alert:").count(), 5 + usize::from(lag));
    }
}

/// Series as a deployment sends them, `much` being how far each is past what its alert allows: 1.05 is
/// 5 % above, 0.95 is 5 % below.
fn load(kit: &Kit, much: f64) -> Vec<Json> {
    let series = |name: &str, values: String| json!({ "series": name, "values": values });
    let own = "job=\"stemedb\", instance=\"db1:9100\"";
    let node = "job=\"node\", instance=\"db1:9101\"";
    let data = format!("{node}, device=\"/dev/sdb\", mountpoint=\"/var/lib/stemedb\"");
    let boot = format!("{node}, device=\"/dev/sda\", mountpoint=\"/boot\"");
    let slow = 10.0 * much; // of 1000 queries, 1 % being 10
    vec![
        series(
            &format!("process_cpu_seconds_total{{{own}}}"),
            format!("0+{}x60", 0.7 * much * kit.vcpu * 60.0),
        ),
        series(
            &format!("node_memory_MemAvailable_bytes{{{node}}}"),
            format!("{}x60", 1e10 * (1.0 - 0.8 * much)),
        ),
        series(&format!("node_memory_MemTotal_bytes{{{node}}}"), "1e10x60".into()),
        // What the guide divides by it, from another exporter; and a machine of somebody else, with no room left at all.
        series(&format!("process_resident_memory_bytes{{{own}}}"), "9.9e9x60".into()),
        series("node_memory_MemAvailable_bytes{job=\"node\", instance=\"web1\"}", "0x60".into()),
        series("node_memory_MemTotal_bytes{job=\"node\", instance=\"web1\"}", "1e10x60".into()),
        series(&format!("node_filesystem_size_bytes{{{data}}}"), "1e11x60".into()),
        series(
            &format!("node_filesystem_avail_bytes{{{data}}}"),
            format!("{}x60", 1e11 * (1.0 - 0.8 * much)),
        ),
        // Full, and none of our business.
        series(&format!("node_filesystem_size_bytes{{{boot}}}"), "1e9x60".into()),
        series(&format!("node_filesystem_avail_bytes{{{boot}}}"), "0x60".into()),
        // A flood of slow queries an hour ago is over: a quantile without rate() would still see it.
        series(
            &format!("stemedb_query_latency_seconds_bucket{{{own}, le=\"0.5\"}}"),
            format!("0+{}x60", 1000.0 - slow),
        ),
        series(
            &format!("stemedb_query_latency_seconds_bucket{{{own}, le=\"1\"}}"),
            "1000000+1000x60".into(),
        ),
        series(
            &format!("stemedb_query_latency_seconds_bucket{{{own}, le=\"+Inf\"}}"),
            "1000000+1000x60".into(),
        ),
        // A second node with few queries, all of them slow, does not make one in a hundred slow.
        series(
            "stemedb_query_latency_seconds_bucket{job=\"stemedb\", instance=\"db2:9100\", le=\"0.5\"}",
            "0x60".into(),
        ),
        series(
            "stemedb_query_latency_seconds_bucket{job=\"stemedb\", instance=\"db2:9100\", le=\"1\"}",
            "0+0.1x60".into(),
        ),
        series(
            "stemedb_query_latency_seconds_bucket{job=\"stemedb\", instance=\"db2:9100\", le=\"+Inf\"}",
            "0+0.1x60".into(),
        ),
        series(&format!("replication_lag_seconds{{{own}}}"), format!("{}x60", 5.0 * much)),
        series("replication_lag_seconds{job=\"postgres\", instance=\"pg1\"}", "99x60".into()),
    ]
}

/// That exactly these alerts have fired at this time.
fn fired(at: &str, alerts: &[&str]) -> Json {
    let samples: Vec<_> = alerts
        .iter()
        .map(|alert| json!({ "labels": format!("{{alertname=\"{alert}\"}}"), "value": 1 }))
        .collect();
    json!({
        "expr": "count by (alertname) (ALERTS{alertstate=\"firing\"})",
        "eval_time": at,
        "exp_samples": samples,
    })
}

#[test]
fn alerts_fire_above_their_limits_and_only_there() {
    let promtool = Promtool::new();
    for fragment in SCENARIOS {
        let scenario = Scenario::of(fragment);
        let kit = scenario.kit();
        let mut all = vec!["StemeDBCpuHigh", "StemeDBDiskHigh", "StemeDBQueriesSlow"];
        let mut early = vec!["StemeDBQueriesSlow"];
        if kit.z.nodes > 1 {
            all.push("StemeDBReplicationLag");
            early.push("StemeDBReplicationLag");
        }
        all.push("StemeDBRamHigh");
        let tests = json!([
            // Nothing before it has lasted, and then all; the disk is too full, but for no 6 hours yet.
            { "interval": "1m", "input_series": load(&kit, 1.05), "promql_expr_test":
                [fired("4m", &[]), fired("14m", &early), fired("25m", &all)] },
            { "interval": "1m", "input_series": load(&kit, 0.95), "promql_expr_test": [fired("50m", &[])] },
            // Not a single series: nothing that divides by zero.
            { "interval": "1m", "input_series": [], "promql_expr_test": [fired("50m", &[])] },
        ]);
        let rules = prometheus_rules(&kit);
        promtool
            .test(&rules, "1m", &tests)
            .unwrap_or_else(|said| panic!("{fragment}: {said}\n{rules}"));
    }
}

#[test]
fn queries_that_stand_still_are_not_slow() {
    let scenario = Scenario::of("");
    let bucket = |le: &str, count: u32| json!({ "series": format!("stemedb_query_latency_seconds_bucket{{job=\"stemedb\", le=\"{le}\"}}"), "values": format!("{count}x60") });
    let tests = json!([{ "interval": "1m", "input_series": [bucket("0.5", 0), bucket("1", 9), bucket("+Inf", 9)],
        "promql_expr_test": [fired("50m", &[])] }]);
    Promtool::new().test(&prometheus_rules(&scenario.kit()), "1m", &tests).expect("silence");
}

#[test]
fn the_disk_alert_looks_as_far_ahead_as_the_lead_time() {
    let promtool = Promtool::new();
    for (fragment, days) in
        [("", 42.0), ("lead=2", 14.0), ("lead=0", 4.0), ("lead=0.1", 4.0), ("lead=52", 364.0)]
    {
        let scenario = Scenario::of(fragment);
        let kit = scenario.kit();
        assert_eq!(kit.notice_days(), days, "{fragment}");
        // Half full after 8 days, and 80 % full `pace` times sooner than the lead time.
        let disk = |pace: f64| {
            let per_hour = 300e6 / (days * 24.0) * pace;
            let labels = "job=\"node\", instance=\"db1\", mountpoint=\"/var/lib/stemedb\"";
            let values = format!("{}{:+}x240", 500e6 + per_hour * 192.0, -per_hour);
            json!([
                { "series": format!("node_filesystem_size_bytes{{{labels}}}"), "values": "1000000000x240" },
                { "series": format!("node_filesystem_avail_bytes{{{labels}}}"), "values": values },
            ])
        };
        let days_left = dashboard(&kit)["panels"][3]["targets"][0]["expr"].clone();
        let left = |days: f64| {
            json!({ "expr": format!("round({})", days_left.as_str().expect("a query")), "eval_time": "192h",
                "exp_samples": [{ "labels": "{job=\"node\", instance=\"db1\", mountpoint=\"/var/lib/stemedb\"}", "value": days.round() }] })
        };
        let nothing_left = json!({ "expr": days_left, "eval_time": "192h", "exp_samples": [] });
        let tests = json!([
            { "interval": "1h", "input_series": disk(1.1), "promql_expr_test":
                [fired("200h", &["StemeDBDiskFullSoon"]), left(days / 1.1)] },
            { "interval": "1h", "input_series": disk(0.9), "promql_expr_test": [fired("192h", &[]), left(days / 0.9)] },
            // Standing still, and being emptied.
            { "interval": "1h", "input_series": disk(0.0), "promql_expr_test": [fired("200h", &[]), nothing_left] },
            { "interval": "1h", "input_series": disk(-0.5), "promql_expr_test": [fired("200h", &[]), nothing_left] },
        ]);
        promtool
            .test(&prometheus_rules(&kit), "1h", &tests)
            .unwrap_or_else(|said| panic!("{fragment}: {said}"));
    }
}

#[test]
fn days_left_end_at_zero() {
    let scenario = Scenario::of("");
    let query = &dashboard(&scenario.kit())["panels"][3]["targets"][0]["expr"];
    let disk = |name: &str, values: &str| json!({ "series": format!("{name}{{mountpoint=\"/var/lib/stemedb\"}}"), "values": values });
    let tests = json!([{ "interval": "1h",
        "input_series": [disk("node_filesystem_size_bytes", "1000x240"), disk("node_filesystem_avail_bytes", "300-1x240")],
        "promql_expr_test": [{ "expr": query, "eval_time": "192h", "exp_samples": [{ "labels": "{mountpoint=\"/var/lib/stemedb\"}", "value": 0 }] }] }]);
    Promtool::new().test(&prometheus_rules(&scenario.kit()), "1h", &tests).expect("0 days");
}

#[test]
fn the_guide_s_own_queries_fail_as_the_page_says() {
    let promtool = Promtool::new();
    let scenario = Scenario::of("a=100000&q=1000&i=500");
    let kit = scenario.kit();
    let printed = |id: &str| Watched::of(&kit).find(|w| w.id == id).expect(id).printed.to_owned();
    let count = |expr: String, n: Option<u32>| {
        let samples = n.map(|n| json!({ "labels": "{}", "value": n }));
        json!({ "expr": format!("count({expr})"), "eval_time": "50m", "exp_samples": samples.into_iter().collect::<Vec<_>>() })
    };
    // With everything at 95 % of its limit.
    let tests = json!([{ "interval": "1m", "input_series": load(&kit, 0.95), "promql_expr_test": [
        count(printed("cpu") + " > 70", Some(1)),
        count(printed("ram"), None),
        count(printed("disk") + " > 80", Some(1)),
        count(printed("p99") + " > 0.5", Some(2)),
    ] }]);
    promtool.test(&prometheus_rules(&kit), "1m", &tests).unwrap_or_else(|said| panic!("{said}"));
}

// Text of others

/// What promtool makes of the annotations of the CPU alert.
fn annotations(promtool: &Promtool, kit: &Kit) -> Result<(), String> {
    let s = &kit.s;
    let nodes = if kit.z.nodes == 1 { "1 node".into() } else { format!("{} nodes", kit.z.nodes) };
    assert_eq!((s.q, s.i), (1000.0, 500.0), "the text below");
    let tests = json!([{
        "interval": "1m",
        "input_series": [{ "series": format!("process_cpu_seconds_total{{job={}, instance=\"db1:9100\"}}", promql(kit.job)), "values": format!("0+{}x60", kit.vcpu * 45.0) }],
        "alert_rule_test": [{ "eval_time": "30m", "alertname": "StemeDBCpuHigh", "exp_alerts": [{
            "exp_labels": { "severity": "warning", "component": "cpu", "job": kit.job, "instance": "db1:9100" },
            "exp_annotations": {
                "summary": "StemeDB: CPU above 70 %",
                "description": format!("StemeDB uses 75% of the {} vCPU of db1:9100. The scenario has {nodes} and needs {} vCPU on each, at a peak of 1K queries/s and 500 assertions/s. Take a larger machine, or add nodes.", kit.vcpu, kit.z.cpu.per_node_vcpu),
                "scenario": kit.title(),
                "scenario_url": kit.link,
            },
        }] }],
    }]);
    promtool.test(&prometheus_rules(kit), "1m", &tests)
}

#[test]
fn annotations_carry_the_scenario() {
    let promtool = Promtool::new();
    for fragment in ["a=100000&q=1000&i=500", "q=1000&i=500&n=1"] {
        let scenario = Scenario::of(fragment);
        annotations(&promtool, &scenario.kit()).unwrap_or_else(|said| panic!("{fragment}: {said}"));
    }
    let scenario = Scenario::of("a=100000&q=1000&i=500");
    assert_eq!(scenario.kit().title(), "StemeDB, 100K assertions, 1K queries/s");
    // Another machine than provisioned.
    let kit = Kit { vcpu: 2.0, ..scenario.kit() };
    annotations(&promtool, &kit).expect("2 vCPU");
}

#[test]
fn a_nasty_text_is_nothing_but_text_to_prometheus() {
    let promtool = Promtool::new();
    let scenario = Scenario::of("a=100000&q=1000&i=500");
    for text in NASTY {
        let kit = Kit { name: text, link: text, job: text, mountpoint: text, ..scenario.kit() };
        let rules = prometheus_rules(&kit);
        promtool.check(&rules).unwrap_or_else(|said| panic!("{text:?}: {said}\n{rules}"));
        annotations(&promtool, &kit).unwrap_or_else(|said| panic!("{text:?}: {said}\n{rules}"));
        let queries = queries(&dashboard(&kit));
        promtool.check(&recordings(&queries)).unwrap_or_else(|said| panic!("{text:?}: {said}"));
    }
}

#[test]
fn a_nasty_text_is_nothing_but_text_to_parsers() {
    for text in NASTY {
        harmless(text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

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

/// With this text as name, link, job and mount point, both files differ from those with plain texts in
/// just these.
fn harmless(text: &str) {
    let scenario = Scenario::of("a=100000&q=1000&i=500");
    let plain = scenario.kit();
    let kit = Kit { name: text, link: text, job: text, mountpoint: text, ..plain.clone() };

    let rules = prometheus_rules(&kit);
    let rules = yaml(&rules);
    let literal = |text: &str| text.replace('{', "{{\"{\"}}");
    let in_expr = |mut expr: String| {
        for (param, name) in [("\"stemedb\"", text), ("\"/var/lib/stemedb\"", text)] {
            expr = expr.replace(param, &format!("\0{name}\0"));
        }
        expr
    };
    let mut expected = yaml(&prometheus_rules(&plain));
    for rule in expected["groups"][0]["rules"].as_array_mut().expect("rules") {
        rule["annotations"]["scenario"] = literal(&kit.title()).into();
        rule["annotations"]["scenario_url"] = literal(text).into();
        rule["expr"] = in_expr(rule["expr"].as_str().expect("an expression").into()).into();
    }
    let mut found = rules;
    for rule in found["groups"][0]["rules"].as_array_mut().expect("rules") {
        rule["expr"] = unquoted(rule["expr"].as_str().expect("an expression"), text).into();
    }
    assert_eq!(found, expected, "{text:?}");

    let mut expected = dashboard(&plain);
    let mut found = dashboard(&kit);
    expected["uid"] = found["uid"].clone();
    expected["title"] = kit.title().into();
    expected["links"][0]["url"] = text.into();
    for (file, plain) in [(&mut expected, true), (&mut found, false)] {
        for panel in file["panels"].as_array_mut().expect("panels") {
            for target in panel["targets"].as_array_mut().expect("targets") {
                let expr = target["expr"].as_str().expect("a query").to_owned();
                target["expr"] = if plain { in_expr(expr) } else { unquoted(&expr, text) }.into();
            }
        }
    }
    assert_eq!(found, expected, "{text:?}");
}

/// A query with the strings in it read as JSON, which PromQL's escapes are a superset of, if they are `text`.
fn unquoted(expr: &str, text: &str) -> String {
    let mut out = String::new();
    let mut rest = expr;
    while let Some(start) = rest.find('"') {
        let mut strings = serde_json::Deserializer::from_str(&rest[start..]).into_iter::<String>();
        let string = strings.next().expect("a string").expect("a string");
        out += &rest[..start];
        out += &if string == text { format!("\0{text}\0") } else { format!("\"{string}\"") };
        rest = &rest[start + strings.byte_offset()..];
    }
    out + rest
}

/// What a YAML parser reads.
fn yaml(text: &str) -> Json {
    let documents = Yaml::load_from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let [document] = documents.as_slice() else { panic!("{} documents", documents.len()) };
    plain_yaml(document)
}

fn plain_yaml(node: &Yaml) -> Json {
    if let Some(text) = node.as_str() {
        text.into()
    } else if let Some(items) = node.as_sequence() {
        items.iter().map(plain_yaml).collect()
    } else if let Some(entries) = node.as_mapping() {
        let key = |key: &Yaml| key.as_str().expect("a key").to_owned();
        Json::Object(entries.iter().map(|(k, v)| (key(k), plain_yaml(v))).collect())
    } else {
        panic!("something else than texts, lists and maps: {node:?}")
    }
}

// The dashboard

fn dashboard(kit: &Kit) -> Json {
    let text = grafana_dashboard(kit);
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

fn queries(dashboard: &Json) -> Vec<String> {
    let panels = dashboard["panels"].as_array().expect("panels");
    let targets = panels.iter().flat_map(|panel| panel["targets"].as_array().expect("targets"));
    targets.map(|target| target["expr"].as_str().expect("a query").to_owned()).collect()
}

/// Queries as recording rules, for promtool to parse.
fn recordings(queries: &[String]) -> String {
    let rule = |(i, query)| json!({ "record": format!("dashboard:query:{i}"), "expr": query });
    let rules: Vec<_> = queries.iter().enumerate().map(rule).collect();
    ascii(&json!({ "groups": [{ "name": "dashboard", "rules": rules }] }))
}

#[test]
fn promtool_takes_every_query_of_the_dashboard() {
    let promtool = Promtool::new();
    for fragment in SCENARIOS {
        let scenario = Scenario::of(fragment);
        let queries = queries(&dashboard(&scenario.kit()));
        assert_eq!(queries.len(), 6);
        promtool
            .check(&recordings(&queries))
            .unwrap_or_else(|said| panic!("{fragment}: {said}\n{queries:#?}"));
    }
}

#[test]
fn the_queries_of_the_page_are_those_of_the_files() {
    let scenario = Scenario::of("a=100000");
    let kit = scenario.kit();
    let rules = yaml(&prometheus_rules(&kit));
    let dashboard = queries(&dashboard(&kit));
    for (watched, rule) in
        Watched::of(&kit).zip(rules["groups"][0]["rules"].as_array().expect("rules"))
    {
        assert_eq!(rule["expr"], watched.expression(&kit));
        assert_eq!(rule["alert"], watched.alert);
        if ["cpu", "ram", "disk"].contains(&watched.id) {
            assert!(dashboard.contains(&watched.query(&kit)), "{}", watched.id);
        }
    }
}

#[test]
fn the_dashboard_shows_what_the_deployment_does() {
    let scenario = Scenario::of("a=100000&q=1000&i=500");
    let kit = scenario.kit();
    let queries = queries(&dashboard(&kit));
    let value = |query: usize, value: f64, labels: &str| json!({ "expr": queries[query], "eval_time": "2h", "exp_samples": [{ "labels": labels, "value": value }] });
    let series = |name: &str, values: &str| json!({ "series": name, "values": values });
    let tests = json!([{ "interval": "1m", "input_series": [
        // Five nodes with two copies would be more; two with 100 000 each are 100 000 assertions kept twice.
        series("stemedb_assertions{job=\"stemedb\", instance=\"a\"}", "100000x120"),
        series("stemedb_assertions{job=\"stemedb\", instance=\"b\"}", "100000x120"),
        series("stemedb_query_latency_seconds_count{job=\"stemedb\", instance=\"a\"}", "0+600x120"),
        series("stemedb_query_latency_seconds_count{job=\"stemedb\", instance=\"b\"}", "0+1200x120"),
        series("process_cpu_seconds_total{job=\"stemedb\", instance=\"a\"}", "0+60x120"),
    ], "promql_expr_test": [value(0, 1e5, "{}"), value(1, 1.0 / kit.vcpu, "{job=\"stemedb\", instance=\"a\"}"), value(4, 30.0, "{}")] }]);
    Promtool::new()
        .test(&prometheus_rules(&kit), "1m", &tests)
        .unwrap_or_else(|said| panic!("{said}"));
}

#[test]
fn the_dashboard_is_as_grafana_s_schema_asks() {
    for fragment in SCENARIOS {
        let scenario = Scenario::of(fragment);
        let kit = scenario.kit();
        let dashboard = dashboard(&kit);
        assert_eq!(dashboard["schemaVersion"], 42);
        let uid = dashboard["uid"].as_str().expect("a uid");
        assert!((8..=40).contains(&uid.len()), "{uid}");
        assert!(uid.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b)), "{uid}");
        assert!(!dashboard["title"].as_str().expect("a title").is_empty());
        assert_eq!(dashboard["links"][0]["url"], LINK);
        let [variable] = dashboard["templating"]["list"].as_array().expect("variables").as_slice()
        else {
            panic!("one variable")
        };
        assert_eq!(
            (&variable["name"], &variable["type"]),
            (&json!("datasource"), &json!("datasource"))
        );

        let panels = dashboard["panels"].as_array().expect("panels");
        assert_eq!(panels.len(), 4);
        let ids: HashSet<_> = panels.iter().map(|p| p["id"].as_u64().expect("an id")).collect();
        assert_eq!(ids.len(), 4);
        let mut cells = HashSet::new();
        for panel in panels {
            let what = &panel["title"];
            assert!(["timeseries", "stat"].map(Json::from).contains(&panel["type"]), "{what}");
            assert!(panel["description"].is_string());
            let place = |side: &str| panel["gridPos"][side].as_u64().expect("a place");
            assert!(place("x") + place("w") <= 24);
            for x in place("x")..place("x") + place("w") {
                for y in place("y")..place("y") + place("h") {
                    assert!(cells.insert((x, y)), "{what} covers another panel");
                }
            }
            let source = json!({ "type": "prometheus", "uid": "${datasource}" });
            assert_eq!(panel["datasource"], source);
            let mut refs = HashSet::new();
            for target in panel["targets"].as_array().expect("targets") {
                assert_eq!(target["datasource"], source);
                assert!(refs.insert(target["refId"].as_str().expect("a refId")), "{what}");
            }
            let config = &panel["fieldConfig"];
            assert!(config["overrides"].is_array() && config["defaults"]["unit"].is_string());
            let thresholds = &config["defaults"]["thresholds"];
            assert_eq!(thresholds["mode"], "absolute");
            let steps = thresholds["steps"].as_array().expect("steps");
            assert!(steps[0]["value"].is_null() && steps.len() > 1);
            let values: Vec<_> =
                steps[1..].iter().map(|s| s["value"].as_f64().expect("a number")).collect();
            assert!(values.is_sorted(), "{what}: {values:?}");
        }
        let last = |panel: usize| {
            panels[panel]["fieldConfig"]["defaults"]["thresholds"]["steps"][1]["value"].as_f64()
        };
        assert_eq!(last(0), Some(kit.z.tier.nearest_row().assertions_below));
        assert_eq!(last(1), Some(0.7));
        assert_eq!(last(2), Some(kit.s.q));
        assert_eq!(last(3), Some(kit.notice_days()));
        for month in [0, 2] {
            assert_eq!(panels[month]["timeFrom"], "30d");
        }
    }
}

#[test]
fn a_dashboard_has_a_uid_of_its_own_that_stays() {
    let scenario = Scenario::of("");
    let kit = scenario.kit();
    let uid = |kit: &Kit| dashboard(kit)["uid"].clone();
    assert_eq!(uid(&kit), uid(&kit.clone()));
    for other in [
        Kit { name: "another", ..kit.clone() },
        Kit { link: "https://example.org/#v=1&a=2", ..kit.clone() },
        Kit { job: "another", ..kit.clone() },
    ] {
        assert_ne!(uid(&kit), uid(&other));
    }
}

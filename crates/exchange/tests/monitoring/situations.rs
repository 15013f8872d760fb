//! What happens to a deployment in real life, and who is called then.

use exchange::export::monitoring::{Kit, prometheus_rules};
use serde_json::{Value as Json, json};

use crate::deployment::{Deployment, flat};
use crate::promtool::{Promtool, firing};
use crate::{SETTINGS, Scenario};

/// The disk of this one fills to its planned level: 70 GB of log and seven backups of that.
const FILLS: &str = "a=400000&d=1000000&i=20&q=300";

fn run(kit: &Kit, every: &str, tests: &[Json]) {
    let rules = prometheus_rules(kit);
    Promtool::new().test(&rules, every, tests).unwrap_or_else(|said| panic!("{said}\n{rules}"));
}

/// The disks of five nodes, hour by hour. `used` is a piece of promtool's notation, in GB of 500.
fn disks(nodes: u32, avail: &str) -> Vec<Json> {
    let mut series = Vec::new();
    for node in 1..=nodes {
        let labels =
            format!("{{job=\"node\", instance=\"db{node}\", mountpoint=\"/var/lib/stemedb\"}}");
        series.push(json!({ "series": format!("node_filesystem_size_bytes{labels}"), "values": "500x1000" }));
        series.push(
            json!({ "series": format!("node_filesystem_avail_bytes{labels}"), "values": avail }),
        );
    }
    series
}

/// That of the alerts on disks exactly these are firing.
fn disk_alerts(at: &str, alerts: &[&str]) -> Json {
    let mut test = firing(at, alerts);
    test["expr"] =
        "group by (alertname) (ALERTS{alertstate=\"firing\", component=~\"disk|growth\"})".into();
    test
}

#[test]
fn a_disk_that_fills_to_its_planned_level_is_no_alarm() {
    let scenario = Scenario::of(FILLS);
    let kit = scenario.kit();
    // Log and database are written for 7 days, and a backup of them is kept each day for 7 more: 14 days to
    // 225.4 GB of the 500, at 0.671 GB an hour, where it stays for 20 days.
    assert_eq!((kit.get("disk_gb"), kit.get("disk_need")), (500.0, 225.408));
    let level = "500-0.6708571x336 274.592x664";
    let days = ["48h", "240h", "332h", "432h", "700h"];
    let quiet = days.map(|at| disk_alerts(at, &[])).to_vec();
    let tests =
        [json!({ "interval": "1h", "input_series": disks(5, level), "promql_expr_test": quiet })];
    run(&kit, "1h", &tests);
}

#[test]
fn a_disk_that_goes_on_filling_above_its_planned_level_is() {
    let scenario = Scenario::of(FILLS);
    let kit = scenario.kit();
    // Level until day 20, and then 2 GB a day: 400 GB, 80 %, 87 days later. 42 days before that it is noticed, when
    // the line through 7 days has turned: day 20 + 45 and some.
    let filling = "274.592x480 274.592-0.0833333x700";
    let tests =
        [json!({ "interval": "1h", "input_series": disks(5, filling), "promql_expr_test": [
        disk_alerts("900h", &[]),
    ] })];
    run(&kit, "1h", &tests);
    // 5 GB a day reach it in 35 days: less than the lead time of 42, as soon as the line has turned.
    let fast = "274.592x480 274.592-0.2083333x300";
    let tests = [json!({ "interval": "1h", "input_series": disks(5, fast), "promql_expr_test": [
        disk_alerts("480h", &[]),
        disk_alerts("680h", &["StemeDBAheadOfPlan", "StemeDBDiskFullSoon"]),
    ] })];
    run(&kit, "1h", &tests);
}

#[test]
fn the_disk_alert_looks_as_far_ahead_as_the_lead_time() {
    for (lead, days) in
        [("", 42.0), ("&lead=2", 14.0), ("&lead=0", 4.0), ("&lead=0.1", 4.0), ("&lead=52", 364.0)]
    {
        let scenario = Scenario::of(&[FILLS, lead].concat());
        let kit = scenario.kit();
        assert_eq!(kit.get("days"), days, "{lead}");
        // 300 of 500 are used after 8 days, and 400, which is 80 %, `pace` times sooner than the lead time.
        let disk = |pace: f64| {
            let per_hour = 100.0 / (days * 24.0) * pace;
            disks(5, &format!("{}{:+}x240", 200.0 + per_hour * 192.0, -per_hour))
        };
        let test = |pace: f64, alerts: &[&str]| {
            let mut test = firing("200h", alerts);
            test["expr"] = "group by (alertname) (ALERTS{alertstate=\"firing\", alertname=\"StemeDBDiskFullSoon\"})".into();
            json!({ "interval": "1h", "input_series": disk(pace), "promql_expr_test": [test] })
        };
        run(
            &kit,
            "1h",
            &[
                test(1.1, &["StemeDBDiskFullSoon"]),
                test(0.9, &[]),
                // Standing still, and being emptied.
                test(0.0, &[]),
                test(-0.5, &[]),
            ],
        );
    }
}

#[test]
fn data_ahead_of_the_plan_is_noticed() {
    let scenario = Scenario::of("a=400000&d=1000000&i=20&q=300&g=linear&gr=100000&gq=10&gu=1.5");
    let kit = scenario.kit();
    // Need grows with the log by 10 % x 1.5 a month in the fast case: after a month it is 15 % more than 45 %.
    assert!((kit.get("disk_planned") - 0.45).abs() < 0.01);
    let at = |share: f64| {
        let test = |at: &str, alerts: &[&str]| {
            let mut test = firing(at, alerts);
            test["expr"] =
                "group by (alertname) (ALERTS{alertstate=\"firing\", component=\"growth\"})".into();
            test
        };
        let ahead: &[&str] = &["StemeDBAheadOfPlan"];
        let series = disks(5, &format!("{}x1000", 500.0 * (1.0 - share)));
        json!({ "interval": "1h", "input_series": series, "promql_expr_test": [
            // On the first day 50 % is as planned with what is left to the file system; a month later 57 % is.
            test("12h", if share > 0.505 { ahead } else { &[] }),
            test("730h", if share > 0.575 { ahead } else { &[] }),
        ] })
    };
    run(&kit, "1h", &[at(0.49), at(0.55), at(0.65)]);
}

#[test]
fn an_evening_peak_is_no_alarm() {
    for fragment in ["", "q=1000&i=500&n=1", "a=60000&q=500&i=100&n=3", FILLS] {
        let scenario = Scenario::of(fragment);
        let kit = scenario.kit();
        let mut evening = Deployment::healthy(&scenario, &kit);
        // The sustained load is 60 % of the peak: five minutes of the peak and ten of 40 % have that mean. Between
        // peaks there is half an hour.
        let z = &scenario.quote.sizing;
        let at = |share: f64| {
            let load = z.cpu.base_vcpu - scenario.quote.s.cb;
            (load * share + scenario.quote.s.cb) * z.cpu.factor / kit.get("nodes") * 60.0
        };
        let mut values = format!("0+{}x20", at(0.2));
        let mut sum = at(0.2) * 20.0;
        for _ in 0..4 {
            for (share, minutes) in [(0.4, 25), (0.99, 5)] {
                values += &format!(" {}+{}x{}", sum + at(share), at(share), minutes - 1);
                sum += at(share) * f64::from(minutes);
            }
        }
        for node in 1..=z.nodes {
            evening.own("process_cpu_seconds_total", node, "", values.clone());
        }
        evening.queries(0.97 * kit.get("q"), 0.0);
        let quiet: Vec<_> = (1..14).map(|tens| firing(&format!("{tens}0m"), &[])).collect();
        run(&kit, "1m", &[evening.test(quiet)]);
    }
}

#[test]
fn a_restart_is_no_alarm() {
    for fragment in ["", FILLS] {
        let scenario = Scenario::of(fragment);
        let kit = scenario.kit();
        let mut restart = Deployment::healthy(&scenario, &kit);
        restart.silent(1);
        let inc = |by: f64| format!("0+{by}x59 _x3 0+{by}x80");
        restart.own("up", 1, "", "1x59 0x3 1x80".into());
        restart.own("process_cpu_seconds_total", 1, "", inc(0.15 * kit.get("vcpu") * 60.0));
        let queries = 0.5 * kit.get("q") * 60.0 / kit.get("nodes");
        for le in ["0.5", "1", "+Inf"] {
            restart.own(
                "stemedb_query_latency_seconds_bucket",
                1,
                &format!(", le=\"{le}\""),
                inc(queries),
            );
        }
        restart.own("stemedb_query_latency_seconds_count", 1, "", inc(queries));
        // What is stored is counted anew while the node starts, and then as it was.
        let stored = kit.get("a") * kit.get("copies") / kit.get("nodes");
        restart.own("stemedb_assertions", 1, "", format!("{stored}x59 _x3 0 {stored}x80"));
        if kit.get("nodes") > 1.0 {
            restart.own("replication_lag_seconds", 1, "", "1x59 _x3 120 60 30 1x80".into());
        }
        let quiet = ["58m", "60m", "62m", "64m", "66m", "70m", "80m", "100m", "130m"];
        run(&kit, "1m", &[restart.test(quiet.map(|at| firing(at, &[])).to_vec())]);
    }
}

#[test]
fn one_node_of_five_down_can_wait_for_the_morning() {
    let scenario = Scenario::of(FILLS);
    let kit = scenario.kit();
    // The other four carry the peak with all data: 2.15 x 5 / 4 of 2 vCPU would not, so this is said by the model.
    let spare = kit.get("least") < kit.get("nodes");
    assert_eq!(kit.get("nodes"), 5.0);
    let mut down = Deployment::healthy(&scenario, &kit);
    down.silent(5);
    down.own("up", 5, "", flat(0.0));
    let mut expected = vec!["StemeDBNodeDown", "StemeDBNodesMissing"];
    if !spare {
        expected.push("StemeDBTooFewNodes");
    }
    run(
        &kit,
        "1m",
        &[down.test(vec![firing("4m", &[]), firing("20m", &expected), firing("140m", &expected)])],
    );
}

#[test]
fn too_few_nodes_wake_somebody() {
    // One node to spare, asked for; none; and a node that is alone.
    for (fragment, least) in
        [("a=60000&q=500&i=100&n=3&drill=1&ha=1", 2.0), ("n=2&rf=1", 2.0), ("n=1", 1.0)]
    {
        let scenario = Scenario::of(fragment);
        let kit = scenario.kit();
        assert_eq!(kit.get("least"), least, "{fragment}");
        let nodes = scenario.quote.nodes();
        for lost in 1..=nodes {
            for dropped in [false, true] {
                let mut deployment = Deployment::healthy(&scenario, &kit);
                for node in 1..=lost {
                    deployment.silent(node);
                    if !dropped {
                        deployment.own("up", node, "", flat(0.0));
                    }
                }
                let mut expected = vec!["StemeDBNodesMissing"];
                if !dropped {
                    expected.insert(0, "StemeDBNodeDown");
                }
                if f64::from(nodes - lost) < least {
                    expected.push("StemeDBTooFewNodes");
                }
                run(&kit, "1m", &[deployment.test(vec![firing("20m", &expected)])]);
            }
        }
    }
}

#[test]
fn what_is_missing_is_named() {
    for (fragment, settings) in [("", SETTINGS[0]), (FILLS, SETTINGS[1])] {
        let scenario = Scenario::with(fragment, settings);
        let kit = scenario.kit();
        let mut tests = Vec::new();
        let metrics = Deployment::healthy(&scenario, &kit).metrics();
        assert!(metrics.len() >= 9, "{metrics:?}");
        for metric in metrics {
            let mut deployment = Deployment::healthy(&scenario, &kit);
            deployment.without(&metric);
            // RAM is found by the data disk.
            let mut missing = vec![metric.clone()];
            if metric == "node_filesystem_size_bytes" {
                missing.extend([
                    "node_memory_MemAvailable_bytes".into(),
                    "node_memory_MemTotal_bytes".into(),
                ]);
            }
            let missing: Vec<_> = missing
                .iter()
                .map(|metric| json!({ "labels": format!("{{metric=\"{metric}\"}}"), "value": 1 }))
                .collect();
            tests.push(deployment.test(vec![json!({
                "expr": "group by (metric) (ALERTS{alertname=\"StemeDBMetricMissing\", alertstate=\"firing\"})",
                "eval_time": "35m",
                "exp_samples": missing,
            })]));
        }
        run(&kit, "1m", &tests);
    }
}

#[test]
fn a_wrong_job_or_mount_point_is_noticed() {
    let right = Scenario::of(FILLS);
    let deployment = Deployment::healthy(&right, &right.kit());
    let missing = |at: &str, metrics: &[&str]| {
        let samples: Vec<_> = metrics
            .iter()
            .map(|metric| json!({ "labels": format!("{{metric=\"{metric}\"}}"), "value": 1 }))
            .collect();
        json!({ "expr": "group by (metric) (ALERTS{alertname=\"StemeDBMetricMissing\", alertstate=\"firing\"})",
            "eval_time": at, "exp_samples": samples })
    };
    let job = Scenario::with(FILLS, "&watch=job:stemdb");
    run(
        &job.kit(),
        "1m",
        &[deployment.test(vec![
            firing("10m", &["StemeDBTooFewNodes"]),
            firing("35m", &["StemeDBMetricMissing", "StemeDBNodesMissing", "StemeDBTooFewNodes"]),
            missing(
                "35m",
                &[
                    "process_cpu_seconds_total",
                    "replication_lag_seconds",
                    "stemedb_assertions",
                    "stemedb_query_latency_seconds_bucket",
                    "stemedb_query_latency_seconds_count",
                    "up",
                ],
            ),
        ])],
    );
    let mount = Scenario::with(FILLS, "&watch=mount:%2Fvar%2Flib%2Fstemdb");
    run(
        &mount.kit(),
        "1m",
        &[deployment.test(vec![
            firing("35m", &["StemeDBMetricMissing"]),
            missing(
                "35m",
                &[
                    "node_filesystem_avail_bytes",
                    "node_filesystem_size_bytes",
                    "node_memory_MemAvailable_bytes",
                    "node_memory_MemTotal_bytes",
                ],
            ),
        ])],
    );
}

#[test]
fn a_few_slow_queries_at_night_are_no_alarm() {
    let scenario = Scenario::of("");
    let kit = scenario.kit();
    let at = |in_five_minutes: f64, expected: &[&str]| {
        let mut night = Deployment::healthy(&scenario, &kit);
        night.queries(in_five_minutes / 300.0, 1.0);
        night.test(vec![firing("50m", expected)])
    };
    run(&kit, "1m", &[at(0.0, &[]), at(95.0, &[]), at(105.0, &["StemeDBQueriesSlow"])]);
}

//! Each alert from both sides of its limit.

use exchange::export::monitoring::{Kit, prometheus_rules, rules};
use serde_json::Value as Json;

use crate::deployment::{Deployment, flat};
use crate::promtool::{Promtool, firing};
use crate::{SETTINGS, Scenario};

/// Small enough for a border of the guide to be far away from another one.
const SCENARIOS: [&str; 4] =
    ["", "pick=guide", "a=60000&q=500&i=100&n=3", "a=400000&d=1000000&i=20&q=300"];

/// A deployment that is `much` of a limit: 1.05 is 5 % past it, 0.95 is 5 % within. `None` where an alert has no limit
/// of that kind.
struct Case<'a> {
    alert: &'static str,
    /// When it has been firing, by its hold.
    at: &'static str,
    /// What else is firing then, past the limit and within.
    also: fn(&Kit) -> Vec<&'static str>,
    change: &'a dyn Fn(&Kit, &mut Deployment, f64),
}

const NOTHING: fn(&Kit) -> Vec<&'static str> = |_| Vec::new();
/// What is above the guide's rates is above the scenario's.
const ABOVE_QUERIES: fn(&Kit) -> Vec<&'static str> = |_| vec!["StemeDBQueriesAbovePeak"];
const ABOVE_INGEST: fn(&Kit) -> Vec<&'static str> = |_| vec!["StemeDBIngestAbovePeak"];

const CASES: [Case; 14] = [
    Case {
        alert: "StemeDBCpuHigh",
        at: "50m",
        also: NOTHING,
        change: &|_, d, much| d.cpu(1, 0.7 * much),
    },
    Case {
        alert: "StemeDBCreditsRunOut",
        // The first minutes are counted too low, because the counter begins with them.
        at: "140m",
        also: NOTHING,
        change: &|kit, d, much| d.cpu(1, kit.get("baseline") * much),
    },
    Case {
        alert: "StemeDBRamHigh",
        at: "20m",
        also: NOTHING,
        change: &|_, d, much| d.ram(1, 0.8 * much),
    },
    Case {
        alert: "StemeDBDiskHigh",
        at: "20m",
        also: NOTHING,
        change: &|_, d, much| d.disk(1, 0.8 * much),
    },
    Case {
        alert: "StemeDBDiskAlmostFull",
        at: "20m",
        also: |_| vec!["StemeDBDiskHigh"],
        change: &|_, d, much| d.disk(1, 0.9 * much),
    },
    Case {
        alert: "StemeDBQueriesSlow",
        at: "20m",
        also: NOTHING,
        change: &|kit, d, much| d.queries(0.8 * kit.get("q"), 0.01 * much),
    },
    Case {
        alert: "StemeDBReplicationLag",
        at: "10m",
        also: NOTHING,
        change: &|_, d, much| d.own("replication_lag_seconds", 1, "", flat(5.0 * much)),
    },
    Case {
        alert: "StemeDBQueriesAbovePeak",
        at: "20m",
        also: NOTHING,
        change: &|kit, d, much| d.queries(kit.get("q") * much, 0.0),
    },
    Case {
        alert: "StemeDBIngestAbovePeak",
        at: "20m",
        also: NOTHING,
        change: &|kit, d, much| d.assertions(kit.get("a"), kit.get("i") * much),
    },
    Case {
        alert: "StemeDBAddNodesForQueries",
        at: "40m",
        also: ABOVE_QUERIES,
        change: &|_, d, much| d.queries(1000.0 * much, 0.0),
    },
    Case {
        alert: "StemeDBAddNodesForWrites",
        at: "40m",
        also: ABOVE_INGEST,
        change: &|kit, d, much| d.assertions(kit.get("a"), 1000.0 * much),
    },
    Case {
        alert: "StemeDBNextTierByData",
        at: "70m",
        also: NOTHING,
        change: &|kit, d, much| d.assertions(0.9 * kit.get("tier_a") * much, 0.0),
    },
    Case {
        alert: "StemeDBNextTierByQueries",
        at: "70m",
        also: |kit| {
            let mut also = vec!["StemeDBQueriesAbovePeak"];
            if kit.get("tier_q") * 0.85 > 1000.0 {
                also.insert(0, "StemeDBAddNodesForQueries");
            }
            also
        },
        change: &|kit, d, much| d.queries(0.9 * kit.get("tier_q") * much, 0.0),
    },
    Case {
        alert: "StemeDBBackupOld",
        at: "100m",
        also: NOTHING,
        // An hour and a quarter, which is over at minute 75 since the beginning.
        change: &|_, d, much| d.backup(if much > 1.0 { 0.0 } else { 1800.0 }),
    },
];

/// That a deployment fires nothing but the expected, past a limit and within.
fn tests(scenario: &Scenario, kit: &Kit) -> Vec<Json> {
    let rules = kit.rules();
    let has = |alert: &str| rules.iter().any(|rule| rule.get("alert") == alert);
    let mut tests = vec![
        Deployment::healthy(scenario, kit).test(vec![firing("35m", &[]), firing("140m", &[])]),
    ];
    for case in CASES.iter().filter(|case| has(case.alert)) {
        for much in [1.05, 0.95] {
            let mut deployment = Deployment::healthy(scenario, kit);
            (case.change)(kit, &mut deployment, much);
            let mut expected = (case.also)(kit);
            expected.retain(|alert| has(alert));
            if much > 1.0 {
                expected.push(case.alert);
            }
            tests.push(deployment.test(vec![firing(case.at, &expected)]));
        }
    }
    tests
}

#[test]
fn alerts_fire_above_their_limits_and_only_there() {
    let promtool = Promtool::new();
    for fragment in SCENARIOS {
        // Other names, on the largest.
        for settings in &SETTINGS[..1 + usize::from(fragment == SCENARIOS[3])] {
            let scenario = Scenario::with(fragment, settings);
            let kit = scenario.kit();
            promtool
                .test(&prometheus_rules(&kit), "1m", &tests(&scenario, &kit))
                .unwrap_or_else(|said| panic!("{fragment} {settings}: {said}"));
        }
    }
}

#[test]
fn every_alert_has_a_test() {
    // Those that are not cases of a limit have tests of their own in `situations`.
    let own = [
        "StemeDBDiskFullSoon",
        "StemeDBAheadOfPlan",
        "StemeDBNodeDown",
        "StemeDBNodesMissing",
        "StemeDBTooFewNodes",
        "StemeDBMetricMissing",
    ];
    let tested: Vec<_> = CASES.iter().map(|case| case.alert).chain(own).collect();
    for rule in rules() {
        let alert = rule.get("alert");
        assert!(tested.contains(&alert), "{alert}");
        let somewhere = SCENARIOS.iter().any(|fragment| {
            let scenario = Scenario::with(fragment, SETTINGS[1]);
            scenario.kit().rules().iter().any(|other| other.get("alert") == alert)
        });
        assert!(somewhere, "{alert} is in no scenario");
    }
    assert_eq!(tested.len(), rules().len());
}

#[test]
fn nothing_fires_before_its_time() {
    let scenario = Scenario::of("a=400000&d=1000000&i=20&q=300");
    let kit = scenario.kit();
    let mut bad = Deployment::healthy(&scenario, &kit);
    bad.cpu(1, 0.9);
    bad.ram(1, 0.9);
    bad.disk(1, 0.95);
    bad.queries(kit.get("q") * 2.0, 0.5);
    bad.own("replication_lag_seconds", 1, "", flat(60.0));
    let early = ["StemeDBDiskAlmostFull", "StemeDBReplicationLag"];
    let tests = [bad.test(vec![
        firing("4m", &[]),
        firing("6m", &early),
        firing(
            "14m",
            &[
                "StemeDBDiskAlmostFull",
                "StemeDBQueriesAbovePeak",
                "StemeDBQueriesSlow",
                "StemeDBReplicationLag",
            ],
        ),
    ])];
    Promtool::new()
        .test(&prometheus_rules(&kit), "1m", &tests)
        .unwrap_or_else(|said| panic!("{said}"));
}

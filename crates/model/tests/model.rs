//! The model from outside: the guide's worked examples as a table, and properties over the full
//! ranges of the inputs.
#![cfg(not(target_arch = "wasm32"))]

use exchange::{link, result::evaluate};
use model::advice::explain::{Figure, explain};
use model::forecast::growth::{GrowthCase, assertions_at};
use model::guide::coefficients::{CPU_LADDER, DISK_LADDER, NETWORK_LADDER};
use model::inputs::{INPUTS, Key, Kind};
use model::outcome::Outcome;
use model::sizing::{Sizing, size};
use model::testing::any_scenario;
use proptest::prelude::*;

fn sized(fragment: &str) -> Sizing {
    let parsed = link::parse(fragment);
    assert_eq!(parsed.notices, [], "{fragment}");
    size(&parsed.scenario.resolve())
}

/// What it is about, the scenario, and what figures have to be.
type Example = (&'static str, &'static str, &'static [(Figure, f64)]);

/// The worked examples of the guide, figure by figure as it prints them, and the sustained load of its
/// production example.
const EXAMPLES: &[Example] = {
    use Figure::{
        Backup, CpuAverage, CpuProvision, CpuSustained, CpuTotal, Db, DiskNeed, DiskProvision,
        Inbound, NetworkProvision, NetworkTotal, Outbound, RamNeed, RamProvision, Replication, Wal,
    };
    &[
        ("CPU, pilot", "q=100&i=50&n=1", &[(CpuTotal, 2.6), (CpuProvision, 4.0)]),
        (
            "CPU, production",
            "q=1000&i=500&n=1",
            // 6 x 60 % + 2 is 70 % of 8; 6 x 30 % + 2.
            &[(CpuTotal, 8.0), (CpuProvision, 8.0), (CpuSustained, 0.7 * 8.0), (CpuAverage, 3.8)],
        ),
        ("RAM", "a=10000&cache=1&n=1", &[(RamNeed, 3.011), (RamProvision, 4.0)]),
        ("RAM", "a=100000&cache=2&n=1", &[(RamNeed, 4.11), (RamProvision, 8.0)]),
        ("RAM", "a=1000000&cache=4&n=1", &[(RamNeed, 7.1), (RamProvision, 16.0)]),
        (
            "RAM, as printed",
            "a=100000&cache=2&n=1&rd=printed",
            &[(RamNeed, 14.1), (RamProvision, 32.0)],
        ),
        (
            "disk, as in the examples",
            "rd=examples&a=10000&d=1000&n=1",
            &[(Wal, 0.001), (Db, 0.011), (Backup, 0.084), (DiskNeed, 0.096), (DiskProvision, 50.0)],
        ),
        (
            "disk, as in the examples",
            "rd=examples&a=100000&d=10000&n=1",
            &[(Wal, 0.001), (Db, 0.11), (Backup, 0.777), (DiskNeed, 0.888), (DiskProvision, 100.0)],
        ),
        (
            "disk, as in the examples",
            "rd=examples&a=1000000&d=100000&n=1",
            &[(Wal, 0.007), (Db, 1.1), (Backup, 7.749), (DiskNeed, 8.856), (DiskProvision, 200.0)],
        ),
        (
            "disk",
            "a=10000&d=1000&n=1",
            &[(Wal, 0.07), (Db, 0.011), (Backup, 0.567), (DiskNeed, 0.648), (DiskProvision, 50.0)],
        ),
        (
            "disk",
            "a=1000000&d=100000&n=1",
            &[(Wal, 7.0), (Db, 1.1), (Backup, 56.7), (DiskNeed, 64.8), (DiskProvision, 200.0)],
        ),
        (
            "network",
            "i=100&q=100&n=1",
            &[
                (Inbound, 0.8),
                (Outbound, 4.0),
                (Replication, 0.0),
                (NetworkTotal, 4.8),
                (NetworkProvision, 100.0),
            ],
        ),
        (
            "network",
            "i=1000&q=1000&n=3&rf=2",
            &[
                (Inbound, 8.0),
                (Outbound, 40.0),
                (Replication, 16.0),
                (NetworkTotal, 64.0),
                (NetworkProvision, 1000.0),
            ],
        ),
    ]
};

#[test]
fn the_worked_examples_of_the_guide_come_out() {
    for (what, fragment, figures) in EXAMPLES {
        let z = sized(fragment);
        for (figure, want) in *figures {
            let got = figure.value(&z);
            assert!(
                (got - want).abs() < 1e-9 * want.abs().max(1.0),
                "{what}, {fragment}: {} is {got}, not {want}",
                figure.id()
            );
        }
    }
    for (from, to, months) in [(10e3, 50e3, 40), (50e3, 100e3, 10), (100e3, 500e3, 40)] {
        let s = link::parse(&format!("a={from}")).scenario.resolve();
        assert_eq!(assertions_at(&s, GrowthCase::Expected, months), to);
        assert!(assertions_at(&s, GrowthCase::Expected, months - 1) < to);
    }
}

#[test]
fn nodes_follow_the_tier_and_availability() {
    for (fragment, tier, nodes, copies) in [
        ("a=9999&q=99", "<10K", 1, 1.0),
        ("a=10000&q=99", "<50K", 1, 1.0),
        ("a=9999&q=100", "<50K", 1, 1.0),
        ("a=49999&q=499.9", "<50K", 1, 1.0),
        ("a=49999&q=499&ha=1", "<50K", 3, 2.0),
        ("a=50000", "<100K", 3, 2.0),
        ("q=500", "<100K", 3, 2.0),
        ("a=99999&q=999", "<100K", 3, 2.0),
        ("a=100000", "<500K", 5, 2.0),
        ("a=499999&q=4999", "<500K", 5, 2.0),
        ("q=5000", "<1M", 5, 2.0),
        ("a=999999&q=9999", "<1M", 5, 2.0),
        ("a=1000000", "beyond", 5, 2.0),
        ("q=10000", "beyond", 5, 2.0),
        ("a=500000&ha=1", "<1M", 5, 2.0),
        ("a=60000&n=2&rf=1", "<100K", 2, 1.0),
    ] {
        let z = sized(fragment);
        assert_eq!(
            (z.tier.name(), z.nodes, z.replication_factor),
            (tier, nodes, copies),
            "{fragment}"
        );
    }
}

#[test]
fn overheads_add_up_and_a_drill_spares_a_node() {
    // 8 vCPU x 1.5 = 12 = 3 x 4: the guide's three t3.xlarge.
    let cluster = sized("q=1000&i=500&n=3").cpu;
    assert_eq!(
        (cluster.total_vcpu, cluster.per_node_vcpu, cluster.provision_vcpu),
        (12.0, 4.0, 4.0)
    );
    // 8 x (1 + 0.5 + 0.5): half of the queries through complex lenses.
    assert_eq!(sized("q=1000&i=500&n=3&lens=50").cpu.total_vcpu, 16.0);
    assert_eq!(sized("q=1000&i=500&n=3&drill=1").cpu.per_node_vcpu, 6.0);
    assert_eq!(sized("q=1000&i=500&n=1&drill=1").cpu.per_node_vcpu, 8.0);
}

#[test]
fn extremes_are_sized() {
    let zero = sized("a=1&q=0&i=0&d=0&wr=0&bk=0&cache=0");
    assert_eq!(
        (zero.cpu.provision_vcpu, zero.ram.provision_gb, zero.disk.provision_gb),
        (2.0, 4.0, 50.0)
    );
    assert_eq!(zero.network.provision_mbps, 100.0);
    let huge = sized(
        "a=1e9&q=1e6&i=1e6&d=1e9&kb=10000&walkb=100000&resp=100000&wr=365&bk=365&n=1&lens=100",
    );
    for figure in Figure::ALL {
        assert!(
            figure.value(&huge).is_finite() && figure.value(&huge) > 0.0
                || figure.id() == "replication_mbps"
        );
    }
}

fn is_multiple_or_step(x: f64, ladder: &[f64]) -> bool {
    let last = ladder[ladder.len() - 1];
    ladder.contains(&x) || (x > last && (x / last).fract() == 0.0)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn results_are_finite_provisions_suffice_and_sizes_are_from_the_ladders(s in any_scenario()) {
        let r = s.resolve();
        let z = size(&r);
        for figure in Figure::ALL {
            let value = figure.value(&z);
            prop_assert!(value.is_finite() && value >= 0.0, "{} = {value}", figure.id());
        }
        prop_assert!(z.cpu.provision_vcpu >= z.cpu.per_node_vcpu);
        prop_assert!(z.ram.provision_gb >= z.ram.need_gb / 0.8 - 1e-9 * z.ram.need_gb);
        prop_assert!(z.disk.provision_gb >= z.disk.need_gb);
        prop_assert!(z.network.provision_mbps >= z.network.total_mbps);
        prop_assert!(is_multiple_or_step(z.cpu.provision_vcpu, CPU_LADDER));
        prop_assert!(is_multiple_or_step(z.disk.provision_gb, DISK_LADDER));
        prop_assert!(is_multiple_or_step(z.network.provision_mbps, NETWORK_LADDER));
        prop_assert_eq!(z.ram.provision_gb.log2().fract(), 0.0);
        prop_assert!(z.replication_factor <= f64::from(z.nodes));
        for figure in Figure::ALL {
            prop_assert!(!explain(*figure, &r, &z).values.contains("NaN"));
        }
    }

    /// With nodes and copies fixed: *auto* adds nodes at a tier's border, and each then needs less.
    #[test]
    fn more_load_never_needs_less(s in any_scenario(), which in 0..4usize, factor in 1.0..100.0f64) {
        let key = [Key::Assertions, Key::Queries, Key::Ingest, Key::DailyIngest][which];
        let mut before = s;
        let (n, rf) = (before.resolve().n, before.resolve().rf);
        before.set(Key::Nodes, Some(f64::from(n))).expect("a count of nodes");
        before.set(Key::ReplicationFactor, Some(rf)).expect("as many copies");
        let mut after = before.clone();
        let old = match before.resolve().value(key) {
            model::scenario::Value::Number(old) => old,
            model::scenario::Value::Code(_) => unreachable!("loads are numbers"),
        };
        let _ = after.set(key, Some(old * factor + 1.0));
        if key == Key::Assertions && before.get(Key::DailyIngest).is_none() {
            prop_assert!(after.resolve().d >= before.resolve().d);
        }
        let (z0, z1) = (size(&before.resolve()), size(&after.resolve()));
        prop_assert!(z1.tier >= z0.tier);
        for figure in Figure::ALL {
            prop_assert!(figure.value(&z1) >= figure.value(&z0), "{} fell", figure.id());
        }
    }

    #[test]
    fn a_link_carries_a_scenario_exactly(s in any_scenario()) {
        let text = link::format(&s);
        let parsed = link::parse(&text);
        prop_assert_eq!(&parsed.notices, &[]);
        prop_assert_eq!(link::format(&parsed.scenario), text);
        prop_assert_eq!(parsed.scenario, s);
    }

    #[test]
    fn growth_events_come_earlier_when_growth_is_faster(s in any_scenario()) {
        let outcome = Outcome::of(&s);
        for event in model::forecast::plan::events(&outcome.s, outcome.focus()) {
            let at = |month: Option<u32>| month.unwrap_or(u32::MAX);
            prop_assert!(at(event.early) <= at(event.month) && at(event.month) <= at(event.late));
        }
    }

    #[test]
    fn any_text_opens(text in "\\PC{0,200}") {
        let parsed = link::parse(&text);
        prop_assert!(parsed.scenario.resolve().a >= 1.0);
    }

    #[test]
    fn anything_between_separators_opens(
        pairs in proptest::collection::vec(("[a-z]{0,5}|a|q|rf|n|gr|g", "[-+0-9.eEkMinfa,%]{0,12}"), 0..40)
    ) {
        let text: Vec<String> = pairs.iter().map(|(k, v)| format!("{k}={v}")).collect();
        let json = evaluate(&text.join("&"));
        prop_assert!(!json.contains("null,\"provision"));
        let mut result: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        // Notices repeat what was not understood, which may be this very word.
        result["notices"].take();
        prop_assert!(!result.to_string().contains("NaN"));
    }
}

#[test]
fn sixty_four_kilobytes_of_noise_open() {
    // A fixed linear congruential generator: the noise must be the same in every run.
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut byte = || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 56) as u8
    };
    let bytes: Vec<u8> = (0..65_536).map(|_| byte()).collect();
    let parsed = link::parse(&String::from_utf8_lossy(&bytes));
    assert!(!parsed.notices.is_empty());
    // The same noise, made of what links are made of.
    let alphabet = b"=&%#aqidnrfkb0123456789.eE-+,";
    let linkish: String =
        bytes.iter().map(|b| alphabet[*b as usize % alphabet.len()] as char).collect();
    let json = evaluate(&linkish);
    serde_json::from_str::<serde_json::Value>(&json).expect("JSON whatever comes in");
}

#[test]
fn the_table_of_inputs_fits_a_link() {
    for input in &INPUTS {
        assert!(input.code.bytes().all(|b| b.is_ascii_lowercase()), "{}", input.code);
        if let Kind::Choice(options) = input.kind {
            for (code, _) in options {
                assert!(code.bytes().all(|b| b.is_ascii_alphanumeric()), "{code}");
            }
        }
    }
}

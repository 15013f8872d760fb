//! The model from outside: the guide's worked examples as a table, and properties over the full
//! ranges of the inputs.
#![cfg(not(target_arch = "wasm32"))]

use exchange::{link, result::evaluate};
use model::advice::explain::{Figure, explain};
use model::guide::coefficients::{CPU_LADDER, DISK_LADDER, NETWORK_LADDER};
use model::inputs::{INPUTS, Key, Kind};
use model::sizing::{Sizing, size};
use model::testing::any_scenario;
use proptest::prelude::*;

fn sized(fragment: &str) -> Sizing {
    let parsed = link::parse(fragment);
    assert_eq!(parsed.notices, [], "{fragment}");
    size(&parsed.scenario.resolve())
}

/// Rounded as the guide prints it.
fn close(got: f64, want: f64, what: &str) {
    assert!((got - want).abs() < 1e-9 * want.abs().max(1.0), "{what}: {got}, not {want}");
}

#[test]
fn cpu_examples_of_the_guide() {
    for (fragment, need, provision) in
        [("q=100&i=50&n=1", 2.6, 4.0), ("q=1000&i=500&n=1", 8.0, 8.0)]
    {
        let cpu = sized(fragment).cpu;
        close(cpu.total_vcpu, need, fragment);
        close(cpu.provision_vcpu, provision, fragment);
    }
}

#[test]
fn ram_examples_of_the_guide() {
    for (fragment, need, provision) in [
        ("a=10000&cache=1&n=1", 3.011, 4.0),
        ("a=100000&cache=2&n=1", 4.11, 8.0),
        ("a=1000000&cache=4&n=1", 7.1, 16.0),
        ("a=100000&cache=2&n=1&rd=printed", 14.1, 32.0),
    ] {
        let ram = sized(fragment).ram;
        close(ram.need_gb, need, fragment);
        close(ram.provision_gb, provision, fragment);
    }
}

#[test]
fn disk_examples_of_the_guide() {
    // WAL, database, backups, total in MB; provision in GB.
    for (fragment, [wal, db, backup, need], provision) in [
        ("rd=examples&a=10000&d=1000&n=1", [1.0, 11.0, 84.0, 96.0], 50.0),
        ("rd=examples&a=100000&d=10000&n=1", [1.0, 110.0, 777.0, 888.0], 100.0),
        ("rd=examples&a=1000000&d=100000&n=1", [7.0, 1100.0, 7749.0, 8856.0], 200.0),
        ("a=10000&d=1000&n=1", [70.0, 11.0, 567.0, 648.0], 50.0),
        ("a=1000000&d=100000&n=1", [7000.0, 1100.0, 56_700.0, 64_800.0], 200.0),
    ] {
        let disk = sized(fragment).disk;
        for (got, want) in
            [(disk.wal_gb, wal), (disk.db_gb, db), (disk.backup_gb, backup), (disk.need_gb, need)]
        {
            close(got * 1000.0, want, fragment);
        }
        close(disk.provision_gb, provision, fragment);
    }
}

#[test]
fn network_examples_of_the_guide() {
    for (fragment, [inbound, outbound, replication, total], provision) in [
        ("i=100&q=100&n=1", [0.8, 4.0, 0.0, 4.8], 100.0),
        ("i=1000&q=1000&n=3&rf=2", [8.0, 40.0, 16.0, 64.0], 1000.0),
    ] {
        let network = sized(fragment).network;
        close(network.inbound_mbps, inbound, fragment);
        close(network.outbound_mbps, outbound, fragment);
        close(network.replication_mbps, replication, fragment);
        close(network.total_mbps, total, fragment);
        close(network.provision_mbps, provision, fragment);
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
        let r = s.resolve();
        for event in model::forecast::plan::events(&r, &size(&r)) {
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
        prop_assert!(serde_json::from_str::<serde_json::Value>(&json).is_ok());
        prop_assert!(!json.contains("null,\"provision") && !json.contains("NaN"));
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

//! Links as untrusted input: whatever they hold, they open, and what they lost is said.
#![cfg(not(target_arch = "wasm32"))]

mod common;

use common::mutate;
use exchange::file;
use exchange::link::comparison::{Column, Comparison, MOST, compare};
use exchange::link::mend;
use exchange::link::snapshot::Pin;
use exchange::link::{self, Parsed};
use exchange::result::evaluate;
use model::guide::coefficients::MODEL_VERSION;
use model::inputs::{INPUTS, Key, Kind};
use model::number;
use model::pricing::price_overrides::OwnPrices;
use model::scenario::Scenario;
use model::testing::{any_own_prices, any_scenario};
use proptest::prelude::*;

/// The frozen link of version 1. It never changes: people have such links.
const V1: &str = include_str!("fixtures/link-v1.txt");

/// The inputs of version 1, as it had them. There are more by now.
const V1_INPUTS: [&str; 31] = [
    "a", "q", "i", "d", "wr", "bk", "bt", "cache", "lens", "n", "ha", "rf", "drill", "kb", "walkb",
    "resp", "rd", "iops", "pick", "term", "arm", "lb", "avg", "egress", "g", "gr", "gq", "gu", "h",
    "lead", "p",
];

fn v1() -> &'static str {
    V1.trim_end()
}

/// A link of all that was understood.
fn write(parsed: &Parsed) -> String {
    let end = Comparison::read(&parsed.end).write();
    match &parsed.pin {
        Some(pin) => link::pinned(&parsed.scenario, &end, pin),
        None => link::format(&parsed.scenario) + &end,
    }
}

#[test]
fn the_frozen_link_of_version_1_opens_in_full_and_is_written_as_it_was() {
    let parsed = link::parse(v1());
    assert_eq!(parsed.notices, []);
    // Today the pin stands at the end, where version 1 had the comparison.
    let (scenario, rest) = v1().split_once("&pin=").expect("a pin");
    let (pin, comparison) = rest.split_once('&').expect("a comparison");
    assert_eq!(write(&parsed), [scenario, "&", comparison, "&pin=", pin].concat());
    for code in V1_INPUTS {
        let key = Key::from_code(code).unwrap_or_else(|| panic!("{code} is gone"));
        assert!(!parsed.scenario.is_default(key), "{code} is not in it");
    }
}

#[test]
fn a_link_of_the_first_model_has_the_defaults_of_what_came_later_and_says_that_the_model_changed() {
    let parsed = link::parse(v1());
    for input in INPUTS.iter().filter(|input| !V1_INPUTS.contains(&input.code)) {
        assert!(parsed.scenario.is_default(input.key), "{} comes from nowhere", input.code);
    }
    let then = parsed.pin.expect("the frozen link has a pin");
    assert_eq!((then.model, then.cents), (1, Some(12_547)));
    let now = Pin { model: MODEL_VERSION, cents: Some(13_000), ..then.clone() };
    let said = then.since(&now).expect("the model is another one");
    assert!(
        said.contains("version 1 of the model; here they are of 2026-07-20 and version 2."),
        "{said}"
    );
    assert!(said.ends_with("$125.47 and is $130.00: +$4.53, all of it from the model."), "{said}");
}

/// What of a link was neither taken as written nor said to be lost.
fn silently_lost(text: &str, parsed: &Parsed) -> Option<String> {
    // When there are many notices, the last only counts what is left.
    if !parsed.notices.is_empty() {
        return None;
    }
    let mended = mend::mend(text);
    mend::parts(&mended).into_iter().find_map(|pair| {
        let (code, value) = pair.split_once('=').unwrap_or((pair, ""));
        let taken = match code {
            "v" => value.parse() == Ok(link::VERSION),
            "pin" => parsed.pin.is_some(),
            "vs" | "base" => parsed.end.contains(pair),
            _ => match Key::from_code(code) {
                Some(key) => match parsed.scenario.get(key) {
                    None => true,
                    Some(is) if key.input().kind.options().is_empty() => {
                        value.contains('%') || number::parse(value) == Ok(is)
                    }
                    Some(is) => value.contains('%') || key.input().write(is) == value,
                },
                None => OwnPrices::is_code(code) && parsed.scenario.own_prices.get(code).is_some(),
            },
        };
        (!taken).then(|| pair.to_owned())
    })
}

fn check(text: &str) -> Result<(), TestCaseError> {
    let parsed = link::parse(text);
    prop_assert_eq!(silently_lost(text, &parsed), None, "of {:?}", text);
    // What was understood is as good as what was made here: its own link says all of it.
    let again = link::parse(&write(&parsed));
    prop_assert_eq!(&again.notices, &[], "{:?}", text);
    prop_assert_eq!(again.scenario, parsed.scenario, "{:?}", text);
    let others = Comparison::read(&parsed.end).others;
    prop_assert!(others.len() < MOST);
    Ok(())
}

#[test]
fn every_prefix_opens_and_loses_nothing_silently() {
    for (end, _) in v1().char_indices() {
        check(&v1()[..end]).unwrap_or_else(|error| panic!("{error}"));
    }
}

/// A scenario that could be anyone's, with prices of their own.
fn any_priced_scenario() -> impl Strategy<Value = Scenario> {
    (any_scenario(), any_own_prices()).prop_map(|(mut scenario, own_prices)| {
        scenario.own_prices = own_prices;
        scenario
    })
}

fn any_comparison() -> impl Strategy<Value = Comparison> {
    let column = ("[^;\\p{Cc}]{0,20}", any_priced_scenario())
        .prop_map(|(name, scenario)| Column { name, link: link::format(&scenario) });
    (prop::collection::vec(column, 0..MOST), 0..MOST).prop_map(|(others, base)| {
        let base = if base > others.len() { 0 } else { base };
        Comparison { others, base }
    })
}

fn any_pin() -> impl Strategy<Value = Pin> {
    let total = prop::option::of(0..1_000_000_000_000_i64);
    ("20[0-9]{2}-[0-9]{2}(-[0-9]{2})?", any::<u32>(), total)
        .prop_map(|(prices, model, cents)| Pin { prices, model, cents })
}

fn any_changes() -> impl Strategy<Value = Vec<(usize, u8, char)>> {
    let telling = prop::sample::select("&=;:%#?.,_-+eE0159k \n".chars().collect::<Vec<_>>());
    prop::collection::vec((any::<usize>(), any::<u8>(), prop_oneof![telling, any::<char>()]), 1..6)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_link_carries_all_exactly(scenario in any_priced_scenario(), pin in any_pin(), comparison in any_comparison()) {
        let text = link::pinned(&scenario, &comparison.write(), &pin);
        let parsed = link::parse(&text);
        prop_assert_eq!(&parsed.notices, &[]);
        prop_assert_eq!(&parsed.scenario, &scenario);
        prop_assert_eq!(parsed.pin.as_ref(), Some(&pin));
        prop_assert_eq!(Comparison::read(&parsed.end), comparison);
        prop_assert_eq!(write(&parsed), text);
    }

    #[test]
    fn any_text_opens(text in any::<String>()) {
        check(&text)?;
    }

    #[test]
    fn what_a_damaged_link_gives_can_be_computed_and_compared(changes in any_changes()) {
        let text = mutate(v1(), &changes);
        let json: serde_json::Value = serde_json::from_str(&evaluate(&text)).expect("JSON");
        for figure in ["/cpu/total_vcpu", "/ram/need_gb", "/disk/need_gb", "/network/total_mbps"] {
            let value = json.pointer(figure).and_then(serde_json::Value::as_f64);
            prop_assert!(value.is_some_and(|value| value.is_finite() && value >= 0.0), "{figure} of {text:?}");
        }
        let others = Comparison::read(&link::parse(&text).end).others;
        let scenarios: Vec<Scenario> =
            others.iter().map(|column| link::parse(&column.link).scenario).collect();
        let parts = compare(&scenarios);
        prop_assert_eq!(parts.len(), 5);
        for row in parts.iter().flat_map(|part| &part.rows) {
            prop_assert_eq!(row.cells.len(), scenarios.len(), "{}", row.label);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_damaged_link_opens_and_loses_nothing_silently(changes in any_changes()) {
        check(&mutate(v1(), &changes))?;
    }
}

/// The inputs as docs/formats.md lists them.
fn table_of_inputs() -> String {
    let mut table = "| key | input | unit | values | default |\n|---|---|---|---|---|\n".to_owned();
    for input in &INPUTS {
        let values = match input.kind {
            Kind::Number { min, max, whole, .. } => {
                let (min, max) = (number::exact(min), number::exact(max));
                format!("{min} to {max}{}", if whole { ", whole" } else { "" })
            }
            kind if kind.is_long() => {
                format!("code of one of {} regions", kind.options().len())
            }
            kind => {
                let codes: Vec<_> = kind.options().iter().map(|o| format!("`{}`", o.0)).collect();
                codes.join(", ")
            }
        };
        let default = input.default.map_or("auto".to_owned(), |x| input.write(x));
        let unit = input.unit;
        table +=
            &format!("| `{}` | {} | {unit} | {values} | {default} |\n", input.code, input.label);
    }
    table
}

#[test]
fn the_documented_inputs_are_those_that_there_are() {
    let documented = include_str!("../../../docs/formats.md");
    let table = table_of_inputs();
    assert!(documented.contains(&table), "docs/formats.md must hold this table:\n\n{table}");
}

#[test]
fn the_documented_file_opens() {
    let documented = include_str!("../../../docs/formats.md");
    let text = documented.split("```json\n").nth(1).and_then(|rest| rest.split("```").next());
    let contents = file::read(text.expect("an example")).expect("a file");
    assert_eq!(contents.lost, [""; 0]);
    assert_eq!(contents.scenarios.len(), 2);
}

#[test]
fn a_region_that_nobody_knows_is_the_default_with_a_notice() {
    let parsed = link::parse("v=1&aws=eu-central-1&gcp=atlantis&azure=eu-central-1");
    let keys: Vec<_> = parsed.notices.iter().map(|notice| notice.key.as_str()).collect();
    assert_eq!(keys, ["gcp", "azure"]);
    assert!(parsed.notices[0].message.contains("us-central1"), "{:?}", parsed.notices);
    assert_eq!(link::format(&parsed.scenario), "v=1&aws=eu-central-1");
}

#[test]
fn mangled_links_are_those_that_were_sent() {
    // What was sent, and what mail programs, messengers and trackers made of it.
    const SENT: &str = "v=1&a=70000&q=900&wr=30&pin=2026-07-20_2_125.47";
    let sent = link::parse(SENT);
    assert_eq!((&sent.notices, mend::is_cut(SENT)), (&vec![], false));
    for arrived in [
        "#v=1&a=70000&q=900&wr=30&pin=2026-07-20_2_125.47",
        "?v=1&a=70000&q=900&wr=30&pin=2026-07-20_2_125.47",
        "##v=1&a=70000&q=900&wr=30&pin=2026-07-20_2_125.47",
        "#/v=1&a=70000&q=900&wr=30&pin=2026-07-20_2_125.47",
        "v=1&amp;a=70000&amp;q=900&amp;wr=30&amp;pin=2026-07-20_2_125.47",
        "v=1&amp;amp;a=70000&amp;amp;q=900&amp;amp;wr=30&amp;amp;pin=2026-07-20_2_125.47",
        "v=1&#38;a=70000&#38;q=900&#38;wr=30&#38;pin=2026-07-20_2_125.47",
        "v%3D1%26a%3D70000%26q%3D900%26wr%3D30%26pin%3D2026-07-20_2_125.47",
        "v%3d1%26a%3d70000%26q%3d900%26wr%3d30%26pin%3d2026-07-20_2_125.47",
        "%23v%3D1%26a%3D70000%26q%3D900%26wr%3D30%26pin%3D2026-07-20_2_125.47",
        "v%253D1%2526a%253D70000%2526q%253D900%2526wr%253D30%2526pin%253D2026-07-20_2_125.47",
        "v=1%26a=70000%26q=900%26wr=30%26pin=2026-07-20_2_125.47",
        "v=1%26a%3D70000%26q%3D900%26wr%3D30%26pin%3D2026-07-20_2_125%2E47",
        "v=1&a=70000&q=900&wr=30&pin=2026-07-20_2_125.47.",
        "v=1&a=70000&q=900&wr=30&pin=2026-07-20_2_125.47)",
        "v=1&a=70000&q=900&wr=30&pin=2026-07-20_2_125.47>,",
        "v=1&a=70000&q=900&wr=30&pin=2026-07-20_2_125.47”!",
        " v=1&a=70000&q=900&wr=30&pin=2026-07-20_2_125.47\r\n",
        "v=1&a=70000&q=900&wr=30&pin=2026-07-20_2_125.47&utm_source=mail&utm_campaign=q3",
        "v=1&a=70000&q=900&wr=30&pin=2026-07-20_2_125.47?fbclid=IwAR0x&gclid=abc",
        "utm_medium=social&v=1&a=70000&q=900&wr=30&mc_eid=1f&pin=2026-07-20_2_125.47",
        "v=1&&a=70000&q=900&&wr=30&pin=2026-07-20_2_125.47&",
    ] {
        assert_eq!(link::parse(arrived), sent, "{arrived}");
        assert!(!mend::is_cut(arrived), "{arrived}");
    }
}

#[test]
fn names_in_a_comparison_keep_what_is_encoded_in_them() {
    let comparison = Comparison {
        others: vec![Column { name: "R&D = 50%?".to_owned(), link: "v=1&a=7".to_owned() }],
        base: 1,
    };
    let end = comparison.write();
    for arrived in [end.clone(), end.replace('&', "&amp;"), format!("{end}&utm_source=x")] {
        let parsed = link::parse(&format!("v=1{arrived}"));
        assert_eq!(Comparison::read(&parsed.end), comparison, "{arrived}");
        assert_eq!(parsed.notices, [], "{arrived}");
    }
}

#[test]
fn a_link_that_was_cut_says_so() {
    let scenario = link::parse("a=70000&q=900&wr=30").scenario;
    let comparison = "&vs=Pilot;v:1;a:5&base=1";
    let pin = Pin { prices: "2026-07-20".to_owned(), model: 2, cents: Some(12_547) };
    let whole = link::pinned(&scenario, comparison, &pin);
    assert!(whole.ends_with("&base=1&pin=2026-07-20_2_125.47"), "{whole}");
    assert!(!mend::is_cut(&whole));
    for end in "v=1".len()..whole.len() {
        let parsed = link::parse(&whole[..end]);
        let said =
            mend::is_cut(&whole[..end]) || parsed.notices.iter().any(|notice| notice.key == "pin");
        // Where only the total is gone, everything else is there.
        let lost_total =
            ["pin=2026-07-20_2", "pin=2026-07-20_2_"].iter().any(|pin| whole[..end].ends_with(pin));
        assert_eq!(said, !lost_total, "{}", &whole[..end]);
    }
    // A link that somebody wrote by hand has no version either.
    assert!(!mend::is_cut("a=70000&q=900"));
    // To who reads a result, a link without a pin is as good as any.
    let json: serde_json::Value = serde_json::from_str(&evaluate("v=1&a=70000")).expect("JSON");
    assert_eq!(json["notices"], serde_json::json!([]));
}

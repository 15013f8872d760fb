//! What people type, in several locales, and what it is read as. All expectations are written by hand.
#![cfg(not(target_arch = "wasm32"))]

use exchange::numerals::Numerals;
use exchange::typed::{Field, Read, read, write};
use model::inputs::{INPUTS, Input, Key, Kind};
use model::number::tidy;
use model::scenario::{self, Scenario};
use proptest::prelude::*;

/// How a locale writes 12345678.5, as browsers give it.
fn locale(name: &str) -> Numerals {
    Numerals::of(match name {
        "en" | "ja" => "12,345,678.5",
        "de" => "12.345.678,5",
        "fr" => "12\u{202f}345\u{202f}678,5",
        "en-IN" => "1,23,45,678.5",
        "de-CH" => "12’345’678.5",
        other => panic!("{other}"),
    })
}

/// The field of an input.
fn field(key: Key, numerals: Numerals) -> Field<'static> {
    let (input, scenario) = (key.input(), Scenario::default());
    Field {
        numerals,
        unit: scenario::unit(input, &scenario),
        bounds: scenario.bounds(key),
        whole: matches!(input.kind, Kind::Number { whole: true, .. }),
    }
}

/// How a reading is written in the table below: `5`, `5 or 500` (said, with what else it could be), `5!`
/// (said), `5?5000` (asked), or the sentence that says why it is none.
fn written(read: &Read) -> String {
    let others: Vec<String> = read.others.iter().flatten().map(f64::to_string).collect();
    match read.value {
        Some(value) if read.says.is_empty() => value.to_string(),
        Some(value) if others.is_empty() => format!("{value}!"),
        Some(value) => format!("{value} or {}", others.join(" or ")),
        None if others.is_empty() => read.says.clone(),
        None => others.join("?"),
    }
}

const NO_NUMBER: &str = "That is not a number. Try 250k, 1.5M or 1,000,000.";

#[test]
fn texts_are_read_as_they_are_meant() {
    use Key::*;
    // Separators: one's own, and others'.
    check(
        "en",
        &[
            (Assertions, "1500000", "1500000"),
            (Assertions, "1,500,000", "1500000"),
            (Assertions, "1.500.000", "1500000!"),
            (Assertions, "1 500 000", "1500000"),
            (Assertions, "1'500'000", "1500000"),
            (Assertions, "1_500_000", "1500000"),
            (Assertions, "15,00,000", "1500000"),
            (Queries, "1,234.5", "1234.5"),
            (Queries, "1.234,5", "1234.5!"),
            (Queries, "2.000", "2 or 2000"),
            (Queries, "1,500", "1500 or 1.5"),
            (Queries, "1,5", "1.5!"),
            (Queries, "1.5", "1.5"),
            (Queries, ".5", "0.5"),
            (Queries, "0,500", "0.5!"),
            (Queries, "0.500", "0.5"),
            // Half an assertion cannot be meant.
            (Assertions, "1,500", "1500"),
            (Assertions, "2.000", "2 or 2000"),
            (Assertions, "2.500", "2500!"),
            // Two thousand per cent cannot be meant.
            (Lens, "2.000", "2"),
        ],
    );
    check(
        "de",
        &[
            (Assertions, "1.500.000", "1500000"),
            (Assertions, "1,500,000", "1500000!"),
            (Queries, "1.234,5", "1234.5"),
            (Queries, "1,234.5", "1234.5!"),
            (Queries, "2.000", "2000 or 2"),
            (Queries, "1,500", "1.5 or 1500"),
            (Queries, "1,5", "1.5"),
            (Queries, "1.5", "1.5!"),
            (Queries, "0,005", "0.005"),
            (Assertions, "1,5 Mio", "1500000"),
            (Assertions, "1,5 Mio.", "1500000"),
            (Assertions, "0,5 Mrd", "500000000"),
            (Assertions, "2 Tsd.", "2000"),
            (Queries, "2.000/s", "2000 or 2"),
            (Lens, "2,5 %", "2.5"),
            (Lens, "1.500", "1.5!"),
        ],
    );
    check(
        "fr",
        &[
            (Assertions, "1\u{202f}500\u{202f}000", "1500000"),
            (Assertions, "1\u{a0}500\u{a0}000", "1500000"),
            (Queries, "1 234,5", "1234.5"),
            (Queries, "1,500", "1.5 or 1500"),
            (Queries, "2.000", "2000 or 2"),
            (Assertions, "1.500.000", "1500000"),
            (Lens, "30\u{a0}%", "30"),
            (Cache, "1,5 GB", "1.5"),
        ],
    );
    check(
        "en-IN",
        &[
            (Assertions, "15,00,000", "1500000"),
            (Assertions, "1,50,000", "150000"),
            (Assertions, "1,500,000", "1500000"),
            (Assertions, "15 lakh", "1500000"),
            (Assertions, "1.5 lakhs", "150000"),
            (Assertions, "2 crore", "20000000"),
            (Assertions, "1 Cr", "10000000"),
            (Queries, "1,500", "1500 or 1.5"),
        ],
    );
    check(
        "ja",
        &[
            (Assertions, "１５０００００", "1500000"),
            (Assertions, "１，５００，０００", "1500000"),
            (Assertions, "150万", "1500000"),
            (Assertions, "１.５万", "15000"),
            (Assertions, "1百万", "1000000"),
            (Assertions, "2億", "200000000"),
            (Lens, "３０％", "30"),
            (Queries, "1\u{3000}000", "1000"),
        ],
    );
    check(
        "de-CH",
        &[
            (Assertions, "1’500’000", "1500000"),
            (Queries, "1'234.5", "1234.5"),
            (Queries, "1.500", "1.5 or 1500"),
        ],
    );
}

#[test]
fn units_are_converted_and_what_is_converted_is_said() {
    use Key::*;
    check(
        "en",
        &[
            (Assertions, "250k", "250000"),
            (Assertions, "250 K", "250000"),
            (Assertions, "1.5M", "1500000"),
            (Assertions, "1B", "1000000000"),
            (Assertions, "1e6", "1000000"),
            (Assertions, "2.5E6", "2500000"),
            (Assertions, "2 million", "2000000"),
            (Assertions, "80 thousand", "80000"),
            (Queries, "250k/s", "250000"),
            (Queries, "500/s", "500"),
            (Queries, "500 q/s", "500"),
            (Queries, "500 queries per second", "500"),
            (Queries, "500 qps", "500"),
            (Queries, "30,000/min", "500 or 0.5"),
            (Queries, "1.8M per hour", "500!"),
            (Ingest, "86400/day", "1!"),
            (DailyIngest, "1/s", "86400!"),
            (DailyIngest, "365k a month", "12000!"),
            (Cache, "10 GB", "10"),
            (Cache, "1 TB", "1000!"),
            (Cache, "512 MB", "0.512!"),
            (Cache, "2 GiB", "2.147483648!"),
            (AssertionKb, "5 k KB", "5000"),
            (Cache, "4 GB per node", "4"),
            (Cache, "4G", "4"),
            (AssertionKb, "500 B", "0.5!"),
            (AssertionKb, "0.002 MB", "2!"),
            (AssertionKb, "2 KB", "2"),
            (AssertionKb, "5k", "5?5000"),
            (AssertionKb, "50k", "50"),
            (Lens, "30 %", "30"),
            (Lens, "30%", "30"),
            (Lens, "30 percent", "30"),
            (Lens, "30 per cent", "30"),
            (WalRetention, "2 weeks", "14!"),
            (WalRetention, "1 year", "365!"),
            (Horizon, "3 years", "36!"),
            (Horizon, "18m", "18"),
            (LeadTime, "14 days", "2!"),
            (Uncertainty, "1.5x", "1.5"),
            (Uncertainty, "2 times", "2"),
            (Nodes, "5 nodes", "5"),
            (CpuBackground, "2 cores", "2"),
            (Iops, "10k IOPS", "10000"),
            (GrowthRate, "2,000 assertions a month", "2000 or 2"),
            (GrowthRate, "1,200 per day", "36500 or 36.5"),
        ],
    );
}

#[test]
fn what_the_page_writes_can_be_pasted() {
    use Key::*;
    check(
        "en",
        &[
            (Assertions, "1,500 assertions", "1500"),
            (Assertions, "1,500 assertions.", "1500"),
            (Assertions, " 250,000 ", "250000 or 250"),
            (Assertions, "\u{200e}1,100,000\u{feff}", "1100000"),
            (Assertions, "<50K", "50000"),
            (DailyIngest, "500 (auto)", "500"),
            (Cache, "about 3.2 GB", "3.2"),
            (Cache, "~4 GB", "4"),
            (Ingest, "+20", "20"),
            (Ingest, "−20", "Enter 0 to 1,000,000."),
            (Lens, "47%", "47"),
        ],
    );
    let price =
        Field { numerals: locale("en"), unit: "$ per month", bounds: (0.0, 1e6), whole: false };
    for (text, value) in [
        ("$1,392", "1392 or 1.392"),
        ("$ 1,392.50", "1392.5"),
        ("5 USD", "5"),
        ("+$264", "264"),
        ("$1,392.50 a month", "1392.5"),
        ("−$484", "Enter 0 to 1,000,000."),
    ] {
        assert_eq!(written(&read(text, &price)), value, "{text:?}");
    }
}

#[test]
fn what_is_no_value_is_answered_with_a_sentence() {
    use Key::*;
    check(
        "en",
        &[
            (Assertions, "", "Enter a number."),
            (Assertions, " \u{a0} ", "Enter a number."),
            (Assertions, "lots", NO_NUMBER),
            (Assertions, "<b>1</b>", NO_NUMBER),
            (Assertions, "NaN", NO_NUMBER),
            (Assertions, "1e999", "Enter 1 to 1,000,000,000."),
            (Assertions, "1.5.0", NO_NUMBER),
            (Assertions, "1,50,0", NO_NUMBER),
            (Assertions, "10 20", NO_NUMBER),
            (Assertions, "--1", NO_NUMBER),
            (Assertions, "0", "Enter 1 to 1,000,000,000."),
            (Assertions, "2.5", "Enter a whole number; 2.5 is not one."),
            (Assertions, "5 GB", "That unit does not fit: this is in assertions in all."),
            (Assertions, "500/s", "That unit does not fit: this is in assertions in all."),
            (Assertions, "$5", "That unit does not fit: this is in assertions in all."),
            (Cache, "5 days", "That unit does not fit: this is in GB per node."),
            (Uncertainty, "5 %", "That unit does not fit: this is in x."),
            (Lens, "5 % a year", "That unit does not fit: this is in % of queries."),
            (Nodes, "100", "Enter 1 to 99."),
        ],
    );
    check(
        "de",
        &[
            (Assertions, "viele", "That is not a number. Try 250k, 1,5M or 1.000.000."),
            (Assertions, "0", "Enter 1 to 1.000.000.000."),
            (Assertions, "2,5", "Enter a whole number; 2,5 is not one."),
        ],
    );
}

/// Reads each text in a field of a locale.
fn check(name: &str, cases: &[(Key, &str, &str)]) {
    for (key, text, expected) in cases {
        assert_eq!(
            written(&read(text, &field(*key, locale(name)))),
            *expected,
            "{text:?} in {key:?}, {name}"
        );
    }
}

fn any_numerals() -> impl Strategy<Value = Numerals> {
    prop::sample::select(vec!["en", "de", "fr", "en-IN", "de-CH"]).prop_map(locale)
}

/// An input that is a number.
fn any_number() -> impl Strategy<Value = &'static Input> {
    let numbers = INPUTS.iter().filter(|input| matches!(input.kind, Kind::Number { .. }));
    prop::sample::select(numbers.collect::<Vec<_>>())
}

/// Texts that come close to numbers.
fn any_text() -> impl Strategy<Value = String> {
    let part = prop::sample::select(vec![
        "1", "0", "23", "456", "000", ".", ",", " ", "'", "-", "−", "e", "E", "+", "k", "M", "GB",
        "/", "s", "per ", "%", "$", "万", "億", "\u{202f}", "１", "，", "Mio", "lakh", "(", "x",
        "..", "±", "to", "about ", "\u{200b}",
    ]);
    prop_oneof![any::<String>(), prop::collection::vec(part, 0..9).prop_map(|parts| parts.concat())]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_a_possible_value_or_a_sentence(text in any_text(), numerals in any_numerals(), input in any_number()) {
        let field = field(input.key, numerals);
        let read = read(&text, &field);
        for value in read.value.iter().chain(read.others.iter().flatten()) {
            // The scenario takes it as it is.
            let mut scenario = Scenario::default();
            prop_assert_eq!(scenario.set(input.key, Some(*value)), Ok(()), "{:?} in {}", text, input.code);
        }
        prop_assert!(read.value.is_some() || read.says.ends_with(['.', '?']), "{read:?}");
        prop_assert!(read.others[0].is_none() || !read.says.is_empty(), "{read:?}");
    }

    #[test]
    fn what_is_written_is_read_back(place in 0.0..=1.0f64, log in any::<bool>(), numerals in any_numerals(), input in any_number()) {
        let Kind::Number { min, max, .. } = input.kind else { return Ok(()) };
        let mut scenario = Scenario::default();
        let value = if log { min + (max - min + 1.0).powf(place) - 1.0 } else { min + (max - min) * place };
        let _ = scenario.set(input.key, Some(tidy(value)));
        let value = scenario.get(input.key).expect("a value");
        let field = field(input.key, numerals);
        for text in [
            numerals.exact(value),
            numerals.localize(&write(value, field.unit)),
            [&*numerals.exact(value), " ", field.unit].concat(),
            ["about ", &*numerals.exact(value), "."].concat(),
        ] {
            prop_assert_eq!(read(&text, &field).value, Some(value), "{:?} in {}", text, input.code);
        }
    }
}

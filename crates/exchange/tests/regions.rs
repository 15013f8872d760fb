//! The three regions of a scenario, in everything that leaves the page.
#![cfg(not(target_arch = "wasm32"))]

use exchange::export::report::{Context, report};
use exchange::file;
use exchange::library::Saved;
use exchange::link::comparison::{Cell, compare};
use exchange::link::parse;
use exchange::result::evaluate;
use model::forecast::date::Date;
use serde_json::{Value, json};

const LINK: &str = "v=1&aws=eu-central-1&gcp=europe-west3&azure=germanywestcentral";
const CODES: [&str; 3] = ["eu-central-1", "europe-west3", "germanywestcentral"];

#[test]
fn a_file_keeps_them() {
    let saved = Saved::new("k3v9x1ab".to_owned(), "Frankfurt", "", LINK.to_owned(), 0);
    let read = file::read(&file::write(&[saved])).expect("a file");
    assert_eq!(read.scenarios[0].link, LINK);
}

#[test]
fn the_result_has_them_as_inputs_and_in_quotes() {
    let result: Value = serde_json::from_str(&evaluate(LINK)).expect("JSON");
    assert_eq!(result["fragment"], LINK);
    for (provider, code) in ["aws", "gcp", "azure"].into_iter().zip(CODES) {
        assert_eq!(result["scenario"][provider], code);
        let quotes = result["quotes"].as_array().expect("quotes").iter();
        let of_provider: Vec<&Value> = quotes.filter(|q| q["provider"] == provider).collect();
        assert!(!of_provider.is_empty());
        for quote in of_provider {
            assert_eq!(quote["region"], json!(code), "{provider}");
        }
    }
}

#[test]
fn the_report_has_them_as_inputs_and_over_the_bills() {
    let context = Context {
        name: "",
        page: "https://example.org/",
        today: Date { year: 2026, month: 11, day: 25 },
        notices: &[],
        end: "",
    };
    let report = report(&parse(LINK).scenario, &context);
    let rows = |title: &str| {
        let table = report.tables.iter().find(|table| table.title == title).expect(title);
        table.rows.concat().join("|")
    };
    for code in CODES {
        assert!(rows("Inputs").contains(code), "{code}");
        assert!(rows("What it costs").contains(code), "{code}");
        let bills = report.tables.iter().filter(|table| table.title.starts_with("Bill: "));
        assert_eq!(bills.filter(|table| table.title.contains(code)).count(), 1, "{code}");
    }
}

#[test]
fn a_comparison_shows_them_where_they_differ() {
    let parts = compare(&[parse("v=1").scenario, parse(LINK).scenario]);
    let rows = parts.iter().flat_map(|part| &part.rows);
    let cells: Vec<String> = rows
        .flat_map(|row| &row.cells)
        .filter_map(|cell| if let Cell::Text(text) = cell { Some(text.clone()) } else { None })
        .collect();
    for code in CODES.into_iter().chain(["us-east-1", "us-central1", "eastus"]) {
        assert!(cells.iter().any(|cell| cell.contains(code)), "{code}: {cells:?}");
    }
}

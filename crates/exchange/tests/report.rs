//! The report, read back by real parsers of its formats.
#![cfg(not(target_arch = "wasm32"))]

use exchange::export::report::{Context, Report, report};
use exchange::link;
use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

fn made(fragment: &str, name: &str, notices: &[String]) -> Report {
    let context =
        Context { name, page: "https://example.org/sizing/", today: "2026-11-22", notices };
    report(&link::parse(fragment).scenario, &context)
}

/// The cells of every table of a Markdown text, row by row, and its headings.
fn read_markdown(text: &str) -> (Vec<Vec<String>>, Vec<String>) {
    let (mut rows, mut headings, mut cell) = (Vec::new(), Vec::new(), String::new());
    for event in Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Start(Tag::TableRow | Tag::TableHead) => rows.push(Vec::new()),
            Event::Start(Tag::TableCell | Tag::Heading { .. }) => cell.clear(),
            Event::End(TagEnd::TableCell) => rows.last_mut().expect("a row").push(cell.clone()),
            Event::End(TagEnd::Heading(_)) => headings.push(cell.clone()),
            Event::Text(text) => cell.push_str(&text),
            Event::SoftBreak => cell.push('\n'),
            Event::Start(Tag::Paragraph | Tag::List(_) | Tag::Item | Tag::Table(_))
            | Event::End(_) => {}
            other => panic!("{other:?} in a report"),
        }
    }
    (rows, headings)
}

const SCENARIOS: &[&str] = &[
    "",
    "a=100000&q=1000&i=500&egress=20&iops=10000",
    "a=2e6&cache=1024&bt=object&discount.aws=10",
];

#[test]
fn markdown_has_every_cell_of_every_table() {
    for fragment in SCENARIOS {
        let report = made(fragment, "Pilot", &["“zz” was ignored.".to_owned()]);
        let (rows, headings) = read_markdown(&report.markdown());
        let cells: Vec<Vec<String>> = report
            .tables
            .iter()
            .flat_map(|t| {
                let head = t.head.iter().map(|h| (*h).to_owned()).collect();
                std::iter::once(head).chain(t.rows.clone())
            })
            .collect();
        assert_eq!(rows, cells, "{fragment}");
        assert_eq!(headings[0], "StemeDB sizing: Pilot");
        assert_eq!(headings.len(), report.tables.len() + 1);
    }
}

fn read_csv(text: &str) -> Vec<Vec<String>> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes())
        .records()
        .map(|record| record.expect("CSV").iter().map(ToOwned::to_owned).collect())
        .collect()
}

#[test]
fn csv_has_every_row() {
    for fragment in SCENARIOS {
        let report = made(fragment, "Pilot", &[]);
        let rows = read_csv(&report.csv());
        let expected: usize = report.tables.iter().map(|t| t.rows.len() + 1).sum();
        assert_eq!(rows.len(), expected + 1 + report.about.len(), "{fragment}");
        for table in &report.tables {
            for row in &table.rows {
                let mut wanted = vec![table.title.clone()];
                wanted.extend(row.clone());
                assert!(rows.contains(&wanted), "{wanted:?}");
            }
        }
    }
}

#[test]
fn a_bill_of_every_provider_has_source_and_date_in_every_line() {
    let report = made("a=100000&q=1000", "", &[]);
    let bills: Vec<_> = report.tables.iter().filter(|t| t.title.starts_with("Bill")).collect();
    assert_eq!(bills.len(), 3);
    for row in bills.iter().flat_map(|bill| &bill.rows) {
        assert!(row[3].len() > 5 && row[4].starts_with("202"), "{row:?}");
    }
    assert_eq!(report.title, "StemeDB sizing");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_name_breaks_out_of_its_place(name in "\\PC{0,40}|[|`*_<>\\[\\]#=+@\"',\\n\\r\\\\~&;-]{0,40}") {
        let report = made("", &name, std::slice::from_ref(&name));
        let plain = made("", "x", &["x".to_owned()]);
        let (rows, headings) = read_markdown(&report.markdown());
        let (plain_rows, plain_headings) = read_markdown(&plain.markdown());
        prop_assert_eq!(rows.len(), plain_rows.len());
        prop_assert_eq!(headings.len(), plain_headings.len());
        prop_assert!(rows.iter().zip(&plain_rows).all(|(a, b)| a.len() == b.len()));
        let (csv, plain_csv) = (read_csv(&report.csv()), read_csv(&plain.csv()));
        prop_assert_eq!(csv.len(), plain_csv.len());
        for cell in csv.iter().flatten() {
            prop_assert!(!cell.starts_with(['=', '+', '@']), "{cell:?} is a formula");
        }
    }
}

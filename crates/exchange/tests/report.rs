//! The report, read back by real parsers of its formats.
#![cfg(not(target_arch = "wasm32"))]

use exchange::export::report::{Context, Report, report};
use exchange::link;
use model::forecast::date::Date;
use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

fn made(fragment: &str, name: &str, notices: &[String]) -> Report {
    let end = &link::parse(fragment).end;
    let context = Context {
        name,
        page: "https://example.org/sizing/",
        today: Date { year: 2026, month: 11, day: 22 },
        notices,
        end,
    };
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

fn read_csv(text: &str, separator: u8) -> Vec<Vec<String>> {
    let text = text.strip_prefix('\u{feff}').expect("a byte order mark");
    // Not flexible: every row has to have as many cells as the first.
    csv::ReaderBuilder::new()
        .has_headers(false)
        .delimiter(separator)
        .from_reader(text.as_bytes())
        .records()
        .map(|record| record.expect("CSV").iter().map(ToOwned::to_owned).collect())
        .collect()
}

#[test]
fn csv_is_of_one_shape_and_has_every_cell() {
    for fragment in SCENARIOS {
        let report = made(fragment, "Pilot", &[]);
        let rows = read_csv(&report.csv('.'), b',');
        assert_eq!(rows[0], ["Section", "Row", "Column", "Value"]);
        let title = ["Report", "Title", "", "StemeDB sizing: Pilot"].map(str::to_owned).to_vec();
        assert!(rows.contains(&title));
        // Dollars are numbers, and what could be a formula is text.
        let plain = |cell: &str| cell.trim_start_matches(['\'', '$']).to_owned();
        for table in &report.tables {
            for row in &table.rows {
                for (column, cell) in table.head.iter().zip(row).skip(1) {
                    let wanted = [&table.title, &row[0], *column, cell].map(plain);
                    let found =
                        rows.iter().any(|row| row.iter().zip(&wanted).all(|(a, b)| plain(a) == *b));
                    assert!(found, "{wanted:?}");
                }
            }
        }
    }
}

#[test]
fn csv_has_the_numbers_of_the_country() {
    let report = made("", "", &[]);
    let total = |rows: Vec<Vec<String>>| {
        let row = rows.into_iter().find(|row| row[2] == "USD a month");
        row.expect("a total").remove(3)
    };
    let (english, german) =
        (total(read_csv(&report.csv('.'), b',')), total(read_csv(&report.csv(','), b';')));
    assert!(english.contains('.') && english.parse::<f64>().is_ok(), "{english}");
    assert_eq!(german, english.replace('.', ","));
}

#[test]
fn the_cover_says_what_the_tables_say() {
    // 45,000 and 1,000 a month are 50,000 in month 5, where the guide goes from one node to three.
    let report = made("a=45000&q=0&i=0&g=linear&gr=1000", "Pilot", &[]);
    let cover = &report.cover;
    assert!(cover.verdict.contains("It lasts to April 2027"), "{}", cover.verdict);
    let totals = report.tables.iter().find(|t| t.title == "What it costs").expect("totals");
    let usd: f64 = totals.rows[0][4].trim_start_matches('$').parse().expect("USD");
    let (_, cost) = &cover.figures[0];
    // The horizon, as on the page.
    assert!(cover.figures[2].1.ends_with(" in 36 months"), "{:?}", cover.figures);
    assert_eq!(cost, &format!("${usd:.0}"), "{:?}", totals.rows[0]);
    assert!(cover.verdict.contains(&format!("{cost} a month")), "{}", cover.verdict);
    let plan = report.tables.iter().find(|t| t.title == "Plan").expect("a plan");
    assert_eq!(plan.rows[0][0], "April 2027");
    let names: Vec<&str> = cover.lists.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, ["Risks", "Assumptions", "Left out", "Sources"]);
    assert!(cover.lists.iter().all(|(_, lines)| !lines.is_empty()), "{cover:?}");
}

#[test]
fn what_is_compared_is_in_the_report() {
    let report = made("a=100000&q=1000&vs=Pilot;v:1;a:5000;q:50", "Mine", &[]);
    let table = report.tables.iter().find(|t| t.title == "Side by side").expect("a table");
    for (name, value) in [("Mine", "100,000"), ("Pilot", "5,000")] {
        let row = table.rows.iter().find(|row| row[0] == "Total assertions" && row[1] == name);
        let row = row.expect("a row");
        assert!(row[2].starts_with(value), "{row:?}");
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
        let read = |report: &Report| read_csv(&report.csv('.'), b',');
        let (csv, plain_csv) = (read(&report), read(&plain));
        prop_assert_eq!(csv.len(), plain_csv.len());
        for cell in csv.iter().flatten() {
            prop_assert!(!cell.starts_with(['=', '+', '@']), "{cell:?} is a formula");
        }
    }
}

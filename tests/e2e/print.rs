//! The printed report, from Chromium's own PDF.

use lopdf::Document;
use thirtyfour::common::print::{PrintMargins, PrintPage, PrintParameters};

use harness::with_page;

/// A sheet of A4 with the margins of style/print.css; WebDriver counts in centimetres.
fn a4() -> PrintParameters {
    PrintParameters {
        page: PrintPage { width: 21.0, height: 29.7 },
        margin: PrintMargins { top: 0.9, bottom: 0.9, left: 1.1, right: 1.1 },
        ..PrintParameters::default()
    }
}

/// The text of each page, without white space: PDF does not keep it.
fn pages(pdf: &[u8]) -> Vec<String> {
    let document = Document::load_mem(pdf).expect("a PDF");
    let text = |number: &u32| document.extract_text(&[*number]).expect("text");
    document.get_pages().keys().map(|number| text(number).split_whitespace().collect()).collect()
}

#[test]
fn the_report_prints_a_cover_and_few_pages_with_no_table_cut() {
    for fragment in ["", "a=100000&q=1000&i=500&egress=20&iops=10000&bt=object&term=3y"] {
        with_page(fragment, async |page| {
            let pdf = page.driver.print_page(a4()).await.expect("a PDF");
            let pages = pages(&pdf);
            assert!((2..=5).contains(&pages.len()), "{} pages: {fragment}", pages.len());
            // Each table's title and a text of its last row.
            for (title, last) in [
                ("Whatitneeds", "Networktoprovision"),
                ("Inputs", "Providerinfocus"),
                ("Remarksandassumptions", "foranotherregiononly"),
                // The charts come last, side by side.
                ("Howfulltheplan'sordersget", "Costamonth"),
            ] {
                let on = |text: &str| pages.iter().position(|page| page.contains(text));
                assert!(on(title).is_some(), "{title} is not on paper");
                // The cover has the name of one of them too.
                let end = pages.iter().rposition(|page| page.contains(last));
                assert_eq!(on(title), end, "{title} is cut");
            }
        });
    }
}

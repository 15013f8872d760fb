//! Pages of other people on paper: Chromium's own PDF of them.

use lopdf::Document;
use thirtyfour::common::print::{PrintMargins, PrintPage, PrintParameters};

use harness::Page;

/// Prints the page around on A4 with margins of a centimetre, as most people do.
pub async fn print(page: &Page) -> Vec<u8> {
    let parameters = PrintParameters {
        page: PrintPage { width: 21.0, height: 29.7 },
        margin: PrintMargins { top: 1.0, bottom: 1.0, left: 1.0, right: 1.0 },
        ..PrintParameters::default()
    };
    page.driver.print_page(parameters).await.expect("a PDF")
}

/// The text of each sheet, without white space: PDF does not keep it.
pub fn pages(pdf: &[u8]) -> Vec<String> {
    let document = Document::load_mem(pdf).expect("a PDF");
    let text = |number: &u32| document.extract_text(&[*number]).expect("text");
    document.get_pages().keys().map(|number| text(number).split_whitespace().collect()).collect()
}

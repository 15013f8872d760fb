//! Numbers in the visitor's numerals, wherever they stand.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::page::{Page, all_in, document, text};

/// A page for somebody whose browser writes numbers as this locale does.
fn open_in(locale: &str, fragment: &str) -> Page {
    let root = document().document_element().expect("a root");
    root.set_attribute("data-locale", locale).expect("an attribute");
    let page = Page::open(fragment);
    root.remove_attribute("data-locale").expect("an attribute");
    page
}

#[wasm_bindgen_test]
async fn fields_read_and_write_the_numerals_of_the_locale() {
    let page = open_in("de", "a=1234567&q=0.5");
    assert_eq!(page.field("Total assertions").value(), "1.234.567");
    assert_eq!(page.field("Peak query rate").value(), "0,5");
    page.type_into("Total assertions", "2.000.000");
    page.reads("2 million", || page.spoken("Total assertions")).await;
    page.type_into("Peak query rate", "2.000");
    page.reads("Read as 2.000 queries.", || page.read_as("Peak query rate")).await;
    page.click("I meant 2 queries");
    page.reads("2", || page.field("Peak query rate").value()).await;
    page.type_into("Total assertions", "0");
    page.reads("Enter 1 to 1.000.000.000.", || page.error("Total assertions")).await;

    let page = open_in("en-IN", "a=1234567");
    assert_eq!(page.field("Total assertions").value(), "12,34,567");
    let page = open_in("fr", "a=1234567&q=0.5");
    assert_eq!(page.field("Total assertions").value(), "1\u{202f}234\u{202f}567");
    assert_eq!(page.field("Peak query rate").value(), "0,5");
}

#[wasm_bindgen_test]
fn checks_and_help_have_the_numerals_of_the_fields() {
    let page = open_in("de", "a=1234567&q=4000&i=900&d=99000000&iops=3000");
    let english = |text: &str| {
        let bytes = text.as_bytes();
        // "1,234" and "0.5", but neither "m5.2xlarge" nor "1.234".
        text.char_indices().find(|(i, c)| {
            let digits = |from: usize| {
                bytes[from.min(bytes.len())..].iter().take_while(|b| b.is_ascii_digit()).count()
            };
            let before = *i > 0 && bytes[i - 1].is_ascii_digit();
            before && *c == ',' && digits(i + 1) == 3
        })
    };
    for css in [".checks li", ".help p:first-child"] {
        let texts = page.all(css);
        assert!(!texts.is_empty(), "{css}");
        for element in texts {
            let said = text(&element);
            assert_eq!(english(&said), None, "{said}");
        }
    }
    let checks = page.all(".checks li").iter().map(text).collect::<String>();
    assert!(checks.contains("99.000.000"), "{checks}");
    // PromQL stays as it is.
    let code = all_in(&page.section("Your deployment"), ".yours code");
    assert!(code.iter().any(|code| text(code).contains('[')));
}

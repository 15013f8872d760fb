//! The place: found by typing, in the address, there again after a reload, and in the result.

use serde_json::Value;
use thirtyfour::Key;

use harness::{Page, wait_for, with_page};

const FRANKFURT: &str = "v=1&aws=eu-central-1&gcp=europe-west3&azure=germanywestcentral";

async fn wait_for_fragment(page: &Page, expected: &str) {
    wait_for(&format!("the address says {expected}"), async || {
        (page.fragment().await == expected).then_some(())
    })
    .await;
}

#[test]
fn a_place_found_by_typing_is_in_the_address_and_in_the_result() {
    with_page("v=1", async |page| {
        let field = page.by_label("City, country or code").await;
        assert_eq!(page.value(&field).await, "Northern Virginia, United States");
        field.send_keys(Key::Control + "a").await.expect("keys");
        field.send_keys("frankf").await.expect("keys");
        page.press(Key::Enter).await;
        wait_for_fragment(page, FRANKFURT).await;
        page.wait_text("#provider-azure h3", "Azure\nFrankfurt (germanywestcentral)").await;
        let verdict = page.text(".says").await;
        assert!(verdict.contains("in Frankfurt"), "{verdict}");

        let evaluated = page.js("return window.wasmBindings.evaluate(location.hash)").await;
        let result: Value =
            serde_json::from_str(evaluated.as_str().expect("a text")).expect("JSON");
        let shown = page.text("#provider-aws .provision b").await;
        let quotes = result["quotes"].as_array().expect("quotes");
        let fit = |q: &&Value| q["provider"] == "aws" && q["pick"] == result["scenario"]["pick"];
        let quote = quotes.iter().find(fit).expect("a quote");
        assert_eq!(quote["region"], "eu-central-1");
        let usd = quote["monthly_usd"].as_f64().expect("a bill");
        assert_eq!(shown.replace(['$', ','], ""), format!("{usd:.0}"));

        // What is no place changes nothing.
        field.send_keys(Key::Control + "a").await.expect("keys");
        field.send_keys("nowhere").await.expect("keys");
        page.press(Key::Enter).await;
        page.wait_text(
            ".inputs .place .said",
            "Nothing is known there. Try Frankfurt, Germany or eu-central-1.",
        )
        .await;
        assert_eq!(page.fragment().await, FRANKFURT);

        page.js("location.reload()").await;
        wait_for("the place is there again", async || {
            let field = page.by_label("City, country or code").await;
            (page.value(&field).await == "Frankfurt, Germany").then_some(())
        })
        .await;
        assert_eq!(page.fragment().await, FRANKFURT);
        page.assert_no_console_errors().await;
    });
}

//! The place: one field for all regions, and where the same would cost least.

use model::inputs::Provider;
use model::outcome::Outcome;
use model::places::{Place, cheapest};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlSelectElement};

use crate::page::{Page, all_in, dispatch, name_of, text};

const PLACE: &str = "City, country or code";

/// Writes a place and leaves the field.
fn enter(page: &Page, written: &str) {
    let field = page.field(PLACE);
    field.set_value(written);
    dispatch(&field, "change");
}

/// The regions under the field, and what is said of the place.
fn regions_and_said(page: &Page) -> [String; 2] {
    let of = page.field(PLACE).closest(".field").expect("valid CSS").expect("its field");
    ["small", "[role=status]"].map(|css| text(&all_in(&of, css)[0]))
}

#[wasm_bindgen_test]
async fn one_place_moves_every_provider_to_its_nearest_region() {
    let page = Page::open("");
    assert_eq!(page.field(PLACE).value(), "Northern Virginia, United States");
    for (written, place, regions) in [
        (
            "fra",
            "Frankfurt, Germany",
            "AWS eu-central-1, Google Cloud europe-west3, Azure germanywestcentral",
        ),
        (
            "Japan",
            "Tokyo, Japan",
            "AWS ap-northeast-1, Google Cloud asia-northeast1, Azure japaneast",
        ),
        (
            "uksouth",
            "London, United Kingdom",
            "AWS eu-west-2, Google Cloud europe-west2, Azure uksouth",
        ),
    ] {
        enter(&page, written);
        page.reads(place, || page.field(PLACE).value()).await;
        page.reads(regions, || regions_and_said(&page)[0].clone()).await;
    }
    enter(&page, "germany");
    page.reads("Also found: Berlin, Germany", || regions_and_said(&page)[1].clone()).await;
    // The bills are of those regions.
    let heads = || page.all(".provider .card-head h3").iter().map(text).collect::<String>();
    for code in ["Frankfurt (eu-central-1)", "Frankfurt (europe-west3)", "(germanywestcentral)"] {
        page.until(code, || heads().contains(code)).await;
    }
}

#[wasm_bindgen_test]
async fn what_is_no_place_changes_nothing_and_says_so() {
    let page = Page::open("aws=eu-central-1&gcp=europe-west3&azure=germanywestcentral");
    let before = regions_and_said(&page)[0].clone();
    for written in ["Atlantis", "<b>", "  "] {
        enter(&page, written);
        let says = "Nothing is known there. Try Frankfurt, Germany or eu-central-1.";
        page.reads(says, || regions_and_said(&page)[1].clone()).await;
        assert_eq!(regions_and_said(&page)[0], before);
        // What is written stays, to be corrected.
        assert_eq!(page.field(PLACE).value(), written);
    }
    enter(&page, "Oregon");
    page.reads("", || regions_and_said(&page)[1].clone()).await;
}

#[wasm_bindgen_test]
async fn places_are_offered_once_somebody_comes_to_choose() {
    let page = Page::open("");
    let field = page.field(PLACE);
    let list = page.all(&format!("datalist#{}", field.get_attribute("list").expect("a list")));
    let options = || all_in(&list[0], "option");
    assert!(options().is_empty());
    dispatch(&field, "focus");
    let names: Vec<String> = options().iter().map(text).collect();
    assert!(names.len() > 60 && names.contains(&"São Paulo, Brazil".to_owned()), "{names:?}");
    // A browser finds a place by the codes of its regions, too.
    let codes =
        |option: &Element| option.get_attribute("label").is_some_and(|l| l.contains("uksouth"));
    assert!(options().iter().any(codes));
}

#[wasm_bindgen_test]
async fn each_region_can_be_changed_by_itself() {
    let page = Page::open("aws=eu-central-1&gcp=europe-west3&azure=germanywestcentral");
    let select: HtmlSelectElement = page.all("select#in-gcp").remove(0).unchecked_into();
    select.set_value("europe-west4");
    dispatch(&select, "input");
    let regions = "AWS eu-central-1, Google Cloud europe-west4, Azure germanywestcentral";
    page.reads(regions, || regions_and_said(&page)[0].clone()).await;
    // The place is that of the provider in focus.
    assert_eq!(page.field(PLACE).value(), "Frankfurt, Germany");
}

#[wasm_bindgen_test]
async fn the_cheapest_places_are_listed_with_what_they_change() {
    let link = "a=60000&q=150&ha=1";
    let page = Page::open(link);
    let part = page.folded("What it costs", "Cheapest places");
    let rows = || all_in(&part, "tbody tr");
    assert!(rows().is_empty(), "nothing is computed while it is closed");
    part.set_attribute("open", "").expect("an attribute");
    page.until("ten are listed", || rows().len() == 10).await;
    let outcome = Outcome::of(&link.parse().expect("a scenario"));
    let best = &cheapest(&outcome, None, None)[0];
    let first = text(&rows()[0]);
    assert!(first.contains(&Place { at: best.at }.name()), "{first}");
    assert!(first.contains(best.at.region().code), "{first}");

    let choices = all_in(&part, "select");
    for (choice, name) in choices.iter().zip(["Provider All", "Continent All"]) {
        assert!(name_of(choice).starts_with(name), "{}", name_of(choice));
    }
    let choose = |i: usize, value: &str| {
        let select: &HtmlSelectElement = choices[i].unchecked_ref();
        select.set_value(value);
        dispatch(select, "input");
    };
    choose(0, "3");
    let azure = Provider::Azure.label();
    page.until("all are of one provider", || rows().iter().all(|row| text(row).contains(azure)))
        .await;
    choose(1, "1");
    // Azure has one region in Africa that is open to everybody.
    page.until("all are on one continent", || rows().len() == 1).await;
    assert!(text(&rows()[0]).contains("southafricanorth"), "{}", text(&rows()[0]));
    // A link to the same scenario there.
    let link = all_in(&rows()[0], "a")[0].get_attribute("href").expect("a link");
    assert!(link.contains("a=60000") && link.contains("azure=southafricanorth"), "{link}");
}

#[wasm_bindgen_test]
async fn a_card_out_of_focus_says_what_its_region_lacks() {
    let page = Page::open("n=3&azure=westus&gcp=us-central1");
    let remark = |provider: &str| text(&page.all(&format!("#provider-{provider} .remark"))[0]);
    page.until("West US has no zones", || {
        remark("azure").starts_with("California (westus) is not divided into zones: ")
    })
    .await;
    assert_eq!(remark("gcp"), "");
}

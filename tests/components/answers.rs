//! What the page says about a scenario.

use exchange::link;
use model::guide::{PILOTS, QUICK_TABLE, row_fragment};
use model::number::grouped;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlElement};

use crate::clock::Clock;
use crate::page::{Page, all_in, document, is_visible, name_of, text};

#[wasm_bindgen_test]
async fn a_change_announces_the_answer_and_the_warnings_that_are_new() {
    let page = Page::open("");
    let said = || text(&page.all("#announcer")[0]);
    assert_eq!(said(), "");
    page.type_into("Backups kept", "0");
    let warning = " New warning: No backups are kept.";
    page.until("the warning is said", || said().ends_with(warning)).await;
    assert!(said().starts_with("Buy "), "{}", said());
    page.type_into("Total assertions", "6000");
    page.until("the answer is said alone", || {
        said().starts_with("Buy ") && !said().contains("warning")
    })
    .await;
}

#[wasm_bindgen_test]
fn the_cards_say_need_provision_and_how_full() {
    let page = Page::open("a=100000&q=1000&i=500&n=1");
    // By the guide's formulas 8 vCPU, 4.11 GB, 6.48 GB and 44 Mbps are needed; a c6i.2xlarge, which AWS sells for
    // it, has 8 vCPU, 16 GB and 3.125 Gbps, and the guide's smallest disk for so many assertions 100 GB.
    for (title, said) in [
        (
            "CPU",
            [
                "8 vCPU ordered, per node",
                "70% full under sustained load, 100% at peak; the guide scales at 70%",
                "the guide asks for, per node8 vCPU",
            ],
        ),
        (
            "RAM",
            ["16 GB ordered, per node", "26% full; the guide scales at 80%", "of which cache2 GB"],
        ),
        (
            "Disk (SSD)",
            [
                "100 GB ordered, per node",
                "6% full; the guide scales at 80%",
                "log, whole data set700 MB",
            ],
        ),
        (
            "Network",
            ["3.13 Gbps ordered, per node", "1% full; the machine sustains 100%", "out40 Mbps"],
        ),
    ] {
        let written = text(&page.section(title));
        for part in said {
            assert!(written.contains(part), "{title} should say {part:?}: {written}");
        }
    }
}

#[wasm_bindgen_test]
async fn formulas_are_there_only_while_they_are_open_and_follow_the_inputs() {
    let page = Page::open("q=1000&i=500&n=1");
    let part = page.folded("CPU", "Formulas of CPU");
    let formulas = || all_in(&part, "code").iter().map(text).collect::<Vec<_>>();
    assert_eq!(formulas(), [] as [&str; 0]);

    let summary = all_in(&part, "summary").remove(0).unchecked_into::<HtmlElement>();
    summary.click();
    page.until("the formulas are there", || !formulas().is_empty()).await;
    assert_eq!(formulas()[0], "(1000 × 0.005) + (500 × 0.002) + 2 = 8 vCPU");
    let written = text(&part);
    assert!(written.contains("(peak query rate × CPU per query/s)"), "{written}");
    assert!(written.contains("Guide, CPU Calculation"), "{written}");
    assert!(written.contains("whole deployment") && written.contains("per node"), "{written}");

    page.type_into("Peak query rate", "100");
    page.reads("(100 × 0.005) + (500 × 0.002) + 2 = 3.5 vCPU", || formulas()[0].clone()).await;

    summary.click();
    page.until("the formulas are gone", || formulas().is_empty()).await;
}

#[wasm_bindgen_test]
async fn every_explanation_opens_to_formulas() {
    let page = Page::open("a=2000000&q=100&lens=5&drill=1");
    let parts = all_in(&page.section("What it needs"), "details.explain:not(#rules)");
    assert!(parts.len() >= 5, "only {} explanations", parts.len());
    for part in parts {
        all_in(&part, "summary").remove(0).unchecked_into::<HtmlElement>().click();
        page.until("there are formulas", || !all_in(&part, "code").is_empty()).await;
        for code in all_in(&part, "code") {
            let formula = text(&code);
            assert!(formula.contains(" = ") && !formula.contains("NaN"), "{formula}");
        }
    }
}

#[wasm_bindgen_test]
async fn checks_come_and_go_with_what_they_are_about() {
    // A day on which no price is old.
    let _clock = Clock::on_day(2024, 12, 1);
    let page = Page::open("bt=object&d=40");
    let checks = || text(&page.section("Worth knowing"));
    assert!(!checks().contains("cannot be reached"), "{}", checks());
    page.type_into("Peak ingest rate", "0.0001");
    page.until("the contradiction is named", || {
        checks().contains(
            "WarningThe daily ingest cannot be reached: that is 40 assertions, and 0.0001 a second",
        )
    })
    .await;
    assert!(checks().contains("Raise the peak ingest rate"), "{}", checks());
    page.type_into("Peak ingest rate", "10");
    page.until("it is gone", || !checks().contains("cannot be reached")).await;
    assert!(checks().contains("Nothing to remark on"), "{}", checks());
}

#[wasm_bindgen_test]
async fn going_to_what_a_check_is_about_puts_the_keyboard_there() {
    let mut seen = 0;
    for fragment in [
        "",
        "q=0&i=0&bk=0&n=2&ha=1&rf=1",
        "i=0.001&n=1&drill=1&cache=64",
        "a=60000&n=1&i=20000",
        "a=1e6",
        "g=linear&gr=1e6",
    ] {
        let page = Page::open(fragment);
        for link in all_in(&page.section("Worth knowing"), "button") {
            let name = text(&link);
            // The others change an input, which is another test's.
            let Some(input) = name.strip_prefix("Go to ") else { continue };
            let input = input.trim_matches(['“', '”']);
            link.unchecked_ref::<HtmlElement>().click();
            page.until(&format!("{input} has the keyboard"), || {
                label_of_focus().is_some_and(|label| label.eq_ignore_ascii_case(input))
            })
            .await;
            assert!(is_visible(&document().active_element().expect("the focus")), "{name}");
            seen += 1;
        }
    }
    assert!(seen > 10, "only {seen} of them");
}

/// The label of the input that has the keyboard; of a choice, that of the whole choice.
fn label_of_focus() -> Option<String> {
    let element = document().active_element()?;
    let group = element.closest("[role=radiogroup]").ok()?;
    Some(name_of(&group.unwrap_or(element)))
}

#[wasm_bindgen_test]
async fn one_click_mends_what_a_check_is_about_and_says_what_that_costs() {
    let page = Page::open("q=1000&i=500&n=1");
    let check =
        || all_in(&page.section("Worth knowing"), "[data-check=room-at-peak]").into_iter().next();
    let found = check().expect("8 of 8 vCPU at peak leave no room");
    assert!(text(&found).contains("At peak CPU is 100% full"), "{}", text(&found));
    let buttons = all_in(&found, "button");
    let mend = buttons.last().expect("a button");
    assert!(text(mend).starts_with("Keep CPU at peak below 70%, +$"), "{}", text(mend));
    mend.unchecked_ref::<HtmlElement>().click();
    page.until("there is room", || check().is_none()).await;
    page.reads("70", || page.field("Highest CPU at peak").value()).await;
}

#[wasm_bindgen_test]
async fn the_rules_say_what_they_find() {
    let page = Page::open("pick=guide");
    let part = page.folded("What it needs", "Whether the order holds");
    all_in(&part, "summary").remove(0).unchecked_into::<HtmlElement>().click();
    page.until("the rules are there", || all_in(&part, "tbody tr").len() == 10).await;
    let written = text(&part);
    // The guide's t3.medium has 2 vCPU for the 2.27 of the pilot, and 4 GB for its 3.0055.
    assert!(
        written.contains("At peak each node needs 2.27 vCPU; of t3.medium it may use 2."),
        "{written}"
    );
    assert!(written.contains("RAMHolds."), "{written}");
    assert_eq!(all_in(&part, "tr.warning").len(), 3, "peak, sustained, IOPS: {written}");
}

#[wasm_bindgen_test]
async fn the_row_that_applies_is_marked_and_a_row_loads_itself() {
    let page = Page::open("");
    let marked = |title: &str| {
        all_in(&page.section(title), "tr[aria-current=true]").iter().map(text).collect::<Vec<_>>()
    };
    assert!(marked("Quick reference")[0].starts_with("<10K<100Single node2–4 vCPU4–8 GB50 GB~$87"));
    assert_eq!(marked("The guide's instances").len(), 3);

    for row in &QUICK_TABLE {
        page.click(row.tier.name());
        let assertions = grouped(row.assertions_below * 0.9);
        page.reads(&assertions, || page.field("Total assertions").value()).await;
        page.until("the row is marked", || {
            let rows = marked("Quick reference");
            rows.len() == 1 && rows[0].starts_with(row.tier.name())
        })
        .await;
        assert_eq!(page.field("Peak query rate").value(), grouped(row.queries_below * 0.9));
        // They are out of sight, and follow when the inputs rest.
        page.until("the instances are marked", || {
            let instances = marked("The guide's instances");
            instances.len() == 3 && instances.iter().all(|i| i.starts_with(row.tier.name()))
        })
        .await;
        assert_eq!(link::parse(&row_fragment(row)).notices, []);
    }
}

#[wasm_bindgen_test]
async fn beyond_the_table_no_row_is_marked_and_the_page_says_so() {
    let page = Page::open("a=999999");
    let quick = page.section("Quick reference");
    let sentence = all_in(&quick, "p").pop().expect("a sentence");
    assert!(!is_visible(&sentence));
    page.type_into("Total assertions", "1M");
    page.until("the sentence is shown", || is_visible(&sentence)).await;
    assert!(text(&sentence).contains("extrapolated"));
    page.until("no row is marked", || all_in(&quick, "[aria-current]").is_empty()).await;
    assert!(text(&page.section("What it needs")).contains("beyond the guide's table"));
    assert!(text(&page.section("Worth knowing")).contains("Every figure here is extrapolated."));
}

#[wasm_bindgen_test]
async fn the_pilots_load_with_everything_that_they_are() {
    let page = Page::open("kb=3&n=9");
    for pilot in &PILOTS {
        let card = page.section(pilot.name);
        for part in pilot.reasons.iter().chain([&pilot.deployment, &pilot.instance]) {
            assert!(text(&card).contains(part), "{} does not say {part:?}", pilot.name);
        }
        page.click(&format!("Load the {}", pilot.name.to_ascii_lowercase()));
        let nodes = pilot.tier.nodes();
        let nodes = if nodes == 1 { "1 node".to_owned() } else { format!("{nodes} nodes") };
        page.reads(&nodes, || page.figure("Deployment")).await;
        // It is the whole scenario: nothing of the one before is left.
        page.reads("1", || page.field("Size of an assertion").value()).await;
    }
    assert!(page.option("Survive a node failure", "Yes").checked());
}

#[wasm_bindgen_test]
async fn parts_of_a_link_that_were_not_taken_are_named_until_dismissed() {
    let page = Page::open("a=NaN&q=<img%20src=x%20onerror=alert(1)>&zz=1&n=2.4");
    let notices = page.section("Parts of the link were not taken as written");
    assert!(is_visible(&notices));
    let said: Vec<_> = all_in(&notices, "li").iter().map(text).collect();
    assert_eq!(
        said,
        [
            "“a” cannot be “NaN”; its default, 5000, was taken.",
            "“q” cannot be “<img src=x onerror=alert(1)>”; its default, 50, was taken.",
            "“zz” is not known to this version of the calculator and was ignored.",
            "“n” is 2.4, but only whole numbers fit; 2 was taken.",
        ]
    );
    assert!(page.all("img").is_empty());
    page.click("Dismiss");
    page.until("they are gone", || !is_visible(&notices)).await;
    assert_eq!(page.figure("Deployment"), "2 nodes");

    let page = Page::open("a=7");
    assert!(!is_visible(&page.section("Parts of the link were not taken as written")));
}

#[wasm_bindgen_test]
fn contradictions_of_the_guide_have_both_numbers() {
    let page = Page::open("a=100000&n=1");
    let rows = all_in(&page.section("How this reads the guide"), "tbody tr");
    assert!(rows.len() >= 5, "only {} contradictions", rows.len());
    for row in rows {
        let numbers: Vec<String> = all_in(&row, "td b").iter().map(text).collect();
        let written = text(&row);
        assert_eq!(numbers.len(), 2, "{written}");
        assert!(numbers.iter().all(|n| !n.is_empty() && !n.contains("NaN")), "{written}");
    }
}

#[wasm_bindgen_test]
fn thresholds_say_where_this_scenario_stands() {
    let page = Page::open("q=2000&i=500&n=2&ha=1");
    let rows = all_in(&page.section("When to scale"), "tr[data-threshold]");
    assert!(rows.len() >= 6, "only {} thresholds", rows.len());
    let states: Vec<_> =
        rows.iter().filter_map(Element::last_element_child).map(|state| text(&state)).collect();
    for state in ["passed now", "not passed", "to be monitored"] {
        assert!(states.iter().any(|s| s == state), "none says {state:?}: {states:?}");
    }
}

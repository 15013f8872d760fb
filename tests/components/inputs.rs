//! The controls, each kind by what it does.

use exchange::link;
use model::inputs::{INPUTS, Input, Kind};
use model::number::grouped;
use model::scale::stops;
use model::scenario::Scenario;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlSelectElement;

use crate::page::{Page, all_in, dispatch, is_visible, name_of, text};

// Numbers

#[wasm_bindgen_test]
async fn a_typed_number_becomes_the_scenarios_at_once() {
    let page = Page::open("n=1");
    for (typed, spoken, shown, ram) in [
        ("250k", "250 thousand", "250,000", "8 GB"),
        ("1.5M", "1.5 million", "1,500,000", "16 GB"),
        ("1,000,000", "1 million", "1,000,000", "16 GB"),
        ("1 000", "1 thousand", "1,000", "8 GB"),
        ("1e5", "100 thousand", "100,000", "8 GB"),
        ("42", "42", "42", "8 GB"),
    ] {
        page.type_into("Total assertions", typed);
        page.reads(spoken, || page.spoken("Total assertions")).await;
        // What is being typed is not rewritten under the hands.
        assert_eq!(page.field("Total assertions").value(), typed);
        assert_eq!(page.error("Total assertions"), "");
        page.leave("Total assertions");
        page.reads(shown, || page.field("Total assertions").value()).await;
        page.reads(ram, || page.figure("RAM")).await;
    }
}

#[wasm_bindgen_test]
async fn what_is_no_value_stays_with_a_sentence_beside_it_and_changes_nothing() {
    let page = Page::open("a=100000&q=1000&n=3");
    let before = page.all(".figures").iter().map(text).collect::<String>();
    for (label, typed, sentence) in [
        ("Total assertions", "lots", "That is not a number. Try 250k, 1.5M or 1,000,000."),
        ("Total assertions", "", "Enter a number."),
        ("Total assertions", "<b>1</b>", "That is not a number. Try 250k, 1.5M or 1,000,000."),
        ("Total assertions", "0", "Enter 1 to 1,000,000,000."),
        ("Total assertions", "2B", "Enter 1 to 1,000,000,000."),
        ("Total assertions", "2.5", "Enter a whole number; 2.5 is not one."),
        ("Peak query rate", "1.5.5", "That is not a number. Try 250k, 1.5M or 1,000,000."),
        ("Total assertions", "5 GB", "That unit does not fit: this is in assertions in all."),
        ("Peak query rate", "-1", "Enter 0 to 1,000,000."),
        ("Nodes", "100", "Enter 1 to 99."),
        ("Replication factor", "4", "Enter 1 to 3."),
        ("Daily ingest", "soon", "That is not a number. Try 250k, 1.5M or 1,000,000."),
    ] {
        let known = page.spoken(label);
        page.type_into(label, typed);
        page.reads(sentence, || page.error(label)).await;
        page.leave(label);
        page.reads(sentence, || page.error(label)).await;
        assert_eq!(page.field(label).value(), typed);
        assert_eq!(page.spoken(label), known);
    }
    let now = page.all(".figures").iter().map(text).collect::<String>();
    assert_eq!(now, before);

    page.type_into("Nodes", "5");
    page.reads("", || page.error("Nodes")).await;
    page.reads("5 nodes", || page.figure("Deployment")).await;
    // The other fields' errors are still theirs.
    assert_ne!(page.error("Total assertions"), "");
}

#[wasm_bindgen_test]
async fn while_a_text_is_no_value_the_results_are_those_from_before_the_edit() {
    let page = Page::open("q=400&n=5&rf=3");
    // On its way to a text that is none, it is a number several times.
    for typed in ["1", "1.", "1.5", "1.5x"] {
        page.type_into("Peak query rate", typed);
    }
    let error = "That unit does not fit: this is in queries/s in all.";
    page.reads(error, || page.error("Peak query rate")).await;
    page.reads("400", || page.spoken("Peak query rate")).await;
    assert_eq!(page.field("Peak query rate").value(), "1.5x");
    page.leave("Peak query rate");
    page.press("Peak query rate", "Escape");
    page.reads("400", || page.field("Peak query rate").value()).await;

    // Esc takes back a number, too, as long as it is being typed.
    page.type_into("Peak query rate", "77");
    page.reads("77", || page.spoken("Peak query rate")).await;
    page.press("Peak query rate", "Escape");
    page.reads("400", || page.spoken("Peak query rate")).await;
    page.reads("400", || page.field("Peak query rate").value()).await;

    // The 1 of 15 nodes would leave one copy.
    page.type_into("Nodes", "1");
    page.reads("1", || page.spoken("Replication factor")).await;
    page.type_into("Nodes", "15");
    page.reads("15", || page.spoken("Nodes")).await;
    page.reads("3", || page.spoken("Replication factor")).await;
}

#[wasm_bindgen_test]
async fn a_text_that_could_be_two_numbers_is_read_as_one_and_the_other_is_a_click_away() {
    let page = Page::open("");
    page.type_into("Peak query rate", "2.000");
    page.reads("Read as 2 queries.", || page.read_as("Peak query rate")).await;
    page.leave("Peak query rate");
    page.reads("2", || page.field("Peak query rate").value()).await;
    page.click("I meant 2,000 queries");
    page.reads("2,000", || page.field("Peak query rate").value()).await;
    page.reads("", || page.read_as("Peak query rate")).await;

    page.type_into("Cache", "512 MB");
    page.reads("Read as 0.512 GB.", || page.read_as("Cache")).await;
    page.slide("Cache", "0");
    page.reads("", || page.read_as("Cache")).await;

    // A question waits for its answer.
    let label = "Size of an assertion";
    page.type_into(label, "5k");
    page.reads("Which of these do you mean?", || page.error(label)).await;
    page.reads("1", || page.spoken(label)).await;
    page.click("I meant 5,000 KB");
    page.reads("5,000", || page.field(label).value()).await;
    assert_eq!(page.error(label), "");
    page.type_into(label, "5 KB");
    page.reads("5", || page.spoken(label)).await;
}

#[wasm_bindgen_test]
async fn arrow_keys_step_a_number() {
    let page = Page::open("q=50");
    let value = || page.field("Peak query rate").value();
    for (key, expected) in [("ArrowUp", "60"), ("ArrowUp", "80"), ("ArrowDown", "60")] {
        assert!(page.press("Peak query rate", key), "{key} moves the caret, too");
        page.reads(expected, value).await;
    }
    assert!(!page.press("Peak query rate", "ArrowLeft"));
    // From a text that is no value.
    page.type_into("Peak query rate", "lots");
    page.reads("60", || page.spoken("Peak query rate")).await;
    page.press("Peak query rate", "ArrowUp");
    page.reads("80", value).await;
    assert_eq!(page.error("Peak query rate"), "");
    // Beyond the ends there is nothing.
    page.slide("Peak query rate", "0");
    page.reads("0", value).await;
    assert!(page.press("Peak query rate", "ArrowDown"));
    assert_eq!(value(), "0");
}

#[wasm_bindgen_test]
async fn a_rate_that_the_growth_does_not_take_is_disabled_and_says_why() {
    let page = Page::open("");
    let label = "Growth per month";
    let disabled = || page.field(label).disabled() && page.slider(label).disabled();
    assert!(disabled());
    let why = "Counts where growth is the same number or percentage every month.";
    assert_eq!(page.read_as(label), why);
    page.option("Growth", "Same percentage every month").click();
    page.until("there is a rate", || !disabled()).await;
    assert_eq!(page.read_as(label), "");
    page.option("Growth", "As much as is ingested").click();
    page.until("there is none", disabled).await;
    assert!(!page.field("Growth uncertainty").disabled());
}

#[wasm_bindgen_test]
async fn a_slider_that_the_browser_takes_a_touch_from_is_put_back() {
    let page = Page::open("q=50");
    dispatch(&page.slider("Peak query rate"), "pointerdown");
    page.slide("Peak query rate", "0");
    page.reads("0", || page.field("Peak query rate").value()).await;
    dispatch(&page.slider("Peak query rate"), "pointercancel");
    page.reads("50", || page.field("Peak query rate").value()).await;
}

#[wasm_bindgen_test]
async fn a_slider_moves_the_number_and_a_typed_number_the_slider() {
    let page = Page::open("");
    let round = stops(INPUTS[0].kind, (1.0, 1e9));
    let stop = round.iter().position(|stop| *stop == 60_000.0).expect("a round stop");
    page.slide("Total assertions", &stop.to_string());
    page.reads("60,000", || page.field("Total assertions").value()).await;
    page.reads("3 nodes", || page.figure("Deployment")).await;
    assert_eq!(page.spoken("Total assertions"), "60 thousand");

    page.type_into("Total assertions", "61000");
    page.reads("61 thousand", || page.spoken("Total assertions")).await;
    page.reads(&stop.to_string(), || page.slider("Total assertions").value()).await;

    // Sliding takes the place of a text that was no value.
    page.type_into("Total assertions", "lots");
    page.reads("That is not a number. Try 250k, 1.5M or 1,000,000.", || {
        page.error("Total assertions")
    })
    .await;
    page.slide("Total assertions", "0");
    page.reads("", || page.error("Total assertions")).await;
    page.reads("1", || page.field("Total assertions").value()).await;
}

#[wasm_bindgen_test]
async fn a_slider_whose_range_changes_stays_on_its_value() {
    let page = Page::open("n=1");
    assert_eq!(page.slider("Replication factor").max(), "0");
    page.type_into("Nodes", "7");
    page.reads("6", || page.slider("Replication factor").max()).await;
    page.leave("Nodes");
    page.reads("2, automatic", || page.spoken("Replication factor")).await;
    page.reads("1", || page.slider("Replication factor").value()).await;

    page.type_into("Replication factor", "7");
    page.leave("Replication factor");
    page.reads("6", || page.slider("Replication factor").value()).await;
    // Copies cannot outnumber nodes.
    page.type_into("Nodes", "2");
    page.reads("2", || page.spoken("Replication factor")).await;
    page.reads("2", || page.field("Replication factor").value()).await;
    page.reads("1", || page.slider("Replication factor").value()).await;
}

#[wasm_bindgen_test]
async fn auto_shows_what_it_comes_to_and_can_be_pinned_and_let_go() {
    let page = Page::open("");
    let auto = || page.button("Daily ingest: auto").get_attribute("aria-pressed");
    let shown = || page.field("Daily ingest").value();
    assert_eq!((auto().as_deref(), shown().as_str()), (Some("true"), "500"));
    assert_eq!(page.spoken("Daily ingest"), "500, automatic");
    page.type_into("Total assertions", "80k");
    page.reads("8,000", shown).await;

    page.click("Daily ingest: auto");
    page.until("it is pinned", || auto().as_deref() == Some("false")).await;
    page.type_into("Total assertions", "10k");
    page.reads("10 thousand", || page.spoken("Total assertions")).await;
    page.reads("8 thousand", || page.spoken("Daily ingest")).await;
    assert_eq!(shown(), "8,000");

    // An empty field is automatic, too.
    page.type_into("Daily ingest", "");
    page.until("it is automatic again", || auto().as_deref() == Some("true")).await;
    assert_eq!(page.error("Daily ingest"), "");
    page.leave("Daily ingest");
    page.reads("1,000", shown).await;

    page.click("Daily ingest: auto");
    page.until("it is pinned", || auto().as_deref() == Some("false")).await;
    page.click("Daily ingest: auto");
    page.until("it is automatic again", || auto().as_deref() == Some("true")).await;
}

#[wasm_bindgen_test]
async fn auto_that_is_no_number_says_in_words_what_it_is() {
    let page = Page::open("");
    assert_eq!(page.field("Query and ingest growth").value(), "");
    assert_eq!(page.spoken("Query and ingest growth"), "in step with assertions");
    page.click("Query and ingest growth: auto");
    page.reads("0% per month", || page.spoken("Query and ingest growth")).await;
}

#[wasm_bindgen_test]
async fn units_follow_what_the_number_means() {
    let page = Page::open("g=linear");
    let said = || page.slider("Growth per month").get_attribute("aria-valuetext");
    assert!(said().is_some_and(|said| said.starts_with("1 thousand assertions per month")));
    page.option("Growth", "Same percentage every month").click();
    page.until("the unit is per cent", || {
        said().is_some_and(|said| said.starts_with("5% per month"))
    })
    .await;
}

// Choices

#[wasm_bindgen_test]
async fn choices_are_taken_and_automatic_ones_show_what_they_come_to() {
    let page = Page::open("");
    assert!(page.option("Survive a node failure", "No").checked());
    page.option("Survive a node failure", "Yes").click();
    page.reads("3 nodes", || page.figure("Deployment")).await;
    page.option("Survive a node failure", "No").click();
    page.reads("1 node", || page.figure("Deployment")).await;

    let written = || text(&page.section("Disk (SSD)"));
    let before = written();
    page.option("Reading of the guide", "As in the examples").click();
    page.until("the disk follows the reading", || written() != before).await;
}

// Ways back

#[wasm_bindgen_test]
async fn reset_brings_back_one_field_or_all_of_them() {
    let page = Page::open("a=100000&q=1000");
    assert!(!page.is_default("Total assertions"));
    page.click("Reset total assertions");
    page.reads("5,000", || page.field("Total assertions").value()).await;
    page.until("there is nothing to reset", || page.is_default("Total assertions")).await;
    assert_eq!(page.field("Peak query rate").value(), "1,000");

    page.type_into("Nodes", "many");
    page.reads("That is not a number. Try 250k, 1.5M or 1,000,000.", || page.error("Nodes")).await;
    page.click("Reset all");
    page.reads("50", || page.field("Peak query rate").value()).await;
    page.reads("1", || page.field("Nodes").value()).await;
    assert_eq!(page.error("Nodes"), "");
    page.until("there is nothing to reset", || page.button("Reset all").has_attribute("disabled"))
        .await;
}

#[wasm_bindgen_test]
async fn a_closed_group_says_what_in_it_is_changed() {
    let page = Page::open("");
    let title = "Sizes, measured figures";
    let group = page.folded("Your deployment", title);
    let says = all_in(&group, "summary small").remove(0);
    assert!(!group.has_attribute("open"));
    assert_eq!(text(&says), "as usual");
    assert!(!is_visible(&page.field("Size of an assertion")));

    page.type_into("Size of an assertion", "2");
    page.reads("Size of an assertion 2 KB", || text(&says)).await;
    page.option("Reading of the guide", "As printed").click();
    let both = "Size of an assertion 2 KB, Reading of the guide As printed";
    page.reads(both, || text(&says)).await;
    page.click("Reset size of an assertion");
    page.click("Reset reading of the guide");
    page.reads("as usual", || text(&says)).await;

    // A link that changes something in it says so, too.
    let page = Page::open("kb=3&walkb=4&resp=6");
    let group = page.folded("Your deployment", title);
    let says =
        "Size of an assertion 3 KB, Size of a WAL record 4 KB, Size of a query response 6 KB";
    assert_eq!(text(&all_in(&group, "summary small")[0]), says);
}

#[wasm_bindgen_test]
async fn help_opens_on_demand() {
    let page = Page::open("");
    let help = page.button("About total assertions");
    let shown = all_in(&page.section("Your deployment"), ".help").remove(0);
    assert_eq!(help.get_attribute("aria-controls").as_deref(), Some(shown.id().as_str()));
    assert_eq!(help.get_attribute("aria-expanded").as_deref(), Some("false"));
    assert!(!is_visible(&shown));
    help.click();
    page.until("the help is shown", || is_visible(&shown)).await;
    let said = text(&shown);
    assert!(said.contains(INPUTS[0].help) && said.contains("sum(stemedb_assertions)"), "{said}");
    assert_eq!(help.get_attribute("aria-expanded").as_deref(), Some("true"));
    help.click();
    page.until("the help is hidden", || !is_visible(&shown)).await;
}

// The whole table

/// A scenario in which every input has more than one possible value.
const ROOMY: &str = "n=5&g=linear";

fn roomy() -> Scenario {
    link::parse(ROOMY).scenario
}

#[wasm_bindgen_test]
async fn every_number_of_the_table_can_be_slid_typed_and_reset() {
    let page = Page::open(ROOMY);
    let mut numbers = 0;
    for input in &INPUTS {
        let Kind::Number { .. } = input.kind else { continue };
        numbers += 1;
        let (label, name) = (input.label, input.name());
        let (min, max) = roomy().bounds(input.key);
        let last = page.slider(label).max();
        page.slide(label, &last);
        page.reads(&grouped(max), || page.field(label).value()).await;
        page.slide(label, "0");
        page.reads(&grouped(min), || page.field(label).value()).await;

        // The end that is not its default, so that there is something to reset.
        let (end, stop) =
            if input.default == Some(max) { (min, "0") } else { (max, last.as_str()) };
        page.type_into(label, &grouped(end));
        page.reads(stop, || page.slider(label).value()).await;
        assert_eq!(page.error(label), "");
        page.type_into(label, "1e30");
        let sentence = format!("Enter {} to {}.", grouped(min), grouped(max));
        page.reads(&sentence, || page.error(label)).await;

        page.click(&format!("Reset {name}"));
        page.reads("", || page.error(label)).await;
        page.until("it has its default", || page.is_default(label)).await;
        if let Some(default) = input.default {
            assert_eq!(page.field(label).value(), grouped(default), "{label}");
        }
        // The two that the scenario begins with, for the next inputs.
        if input.code == "n" {
            page.type_into(label, "5");
            page.reads("5", || page.spoken(label)).await;
        }
    }
    assert!(numbers > 15, "only {numbers} numbers");
}

#[wasm_bindgen_test]
async fn every_choice_of_the_table_can_be_made_and_reset() {
    let page = Page::open("");
    let mut choices = 0;
    for input in &INPUTS {
        if matches!(input.kind, Kind::Number { .. }) {
            continue;
        }
        choices += 1;
        if input.kind.is_long() {
            long_choice(&page, input).await;
            continue;
        }
        let (label, given) = (input.label, input.kind.options());
        let options = page.options(label);
        let names: Vec<_> = options.iter().map(|radio| name_of(radio)).collect();
        let autos = usize::from(input.default.is_none());
        assert_eq!(names[autos..], given.iter().map(|o| o.1).collect::<Vec<_>>(), "{label}");
        assert_eq!(names[..autos].iter().filter(|n| n.starts_with("Auto (")).count(), autos);
        for option in &options {
            option.click();
            page.until("the option is taken", || option.checked()).await;
        }
        page.until("it is changed", || !page.is_default(label)).await;
        page.click(&format!("Reset {}", input.name()));
        page.until("it has its default", || page.is_default(label)).await;
        let first = input.default.map_or(0, |default| default as usize + autos);
        page.until("the default is marked", || options[first].checked()).await;
    }
    assert!(choices > 8, "only {choices} choices");
}

/// A choice with too many options to show them all is a list to choose from.
async fn long_choice(page: &Page, input: &Input) {
    let list = page.all(&format!("select#in-{}", input.code)).remove(0);
    assert_eq!(name_of(&list), input.label);
    let list = list.unchecked_into::<HtmlSelectElement>();
    let options = input.kind.options();
    assert_eq!(list.length() as usize, options.len(), "{}", input.label);
    for (code, _) in [options[0], options[options.len() - 1]] {
        list.set_value(code);
        dispatch(&list, "input");
        page.until("it is changed", || !page.is_default(input.label)).await;
        assert_eq!(list.value(), code);
    }
    page.click(&format!("Reset {}", input.name()));
    page.until("it has its default", || page.is_default(input.label)).await;
    let default = options[input.default.unwrap_or_default() as usize].0;
    page.until("the default is chosen", || list.value() == default).await;
}

#[wasm_bindgen_test]
fn every_input_says_its_unit_and_what_it_is() {
    let page = Page::open("");
    for input in &INPUTS {
        let about = page.button(&format!("About {}", input.name()));
        let field = about.closest(".field").expect("valid CSS").expect("its field");
        let written = text(&field);
        assert!(written.contains(input.help), "{} does not say what it is", input.label);
        assert!(written.contains(unit(input)), "{} has no unit: {written}", input.label);
    }
}

fn unit(input: &Input) -> &'static str {
    model::scenario::unit(input, &Scenario::default())
}

//! Nothing on the page contradicts anything else on it: the numbers that are printed for each of the first answers, compared.

use exchange::export::report::{Context, report};
use exchange::link;
use exchange::result::evaluate;
use model::forecast::date::Date;
use serde_json::Value;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::page::{Page, text};

/// What the first questions set: assertions with their ingest, queries, and what a failure may do.
const SIZES: [&str; 4] = ["a=5000&i=10", "a=50000&i=50", "a=400000&i=200", "a=5000000&i=1000"];
const RATES: [&str; 4] = ["q=50", "q=400", "q=2000", "q=10000"];
const FAILURES: [&str; 3] = ["ha=0", "ha=1&drill=1", "ha=1&drill=1&head=70"];

/// What stands between two texts.
fn between<'a>(said: &'a str, before: &str, after: &str) -> &'a str {
    let rest = said.split_once(before).unwrap_or_else(|| panic!("{before:?} in {said:?}")).1;
    rest.split_once(after).unwrap_or_else(|| panic!("{after:?} in {said:?}")).0
}

fn today() -> Date {
    let now = js_sys::Date::new_0();
    let year = i32::try_from(now.get_full_year()).expect("a year");
    Date { year, month: now.get_month() + 1, day: now.get_date() }
}

async fn agrees(fragment: &str) {
    let page = Page::open(fragment);
    let first = |css: &str| page.all(css).first().map(text).unwrap_or_default();
    // What is out of sight follows once the inputs rest.
    page.until("the plan is there", || !first("#growth .first").is_empty()).await;
    page.until("the failure drill is there", || !first(".drill").is_empty()).await;
    let says = first(".says");
    let (machines, usd) = (between(&says, "Buy ", " on AWS in "), between(&says, ": ", " a month"));

    // The card, the figures, the line by line total.
    let total = first(".provider.focus .provision b");
    assert_eq!(total, usd, "{says}");
    let card = first(".provider.focus .machine b");
    assert_eq!(card, machines.trim_start_matches("1 × "), "{says}");
    assert!(
        page.figure("Cost a month").starts_with(usd),
        "{says}: {}",
        page.figure("Cost a month")
    );

    // The plan: what is first, the calendar, and how long it lasts.
    let plan = first("#growth .first");
    let month_after = |word: &str| {
        let (_, rest) = says.split_once(word)?;
        Some(rest.split([',', '.']).next()?.split(" and ").next().unwrap_or_default())
    };
    if let Some(end) = month_after("It lasts beyond ") {
        assert!(plan.contains(&["holds beyond ", end].concat()), "{says} {plan}");
        assert_eq!(page.all(".steps li").len(), 0, "{says}");
    } else {
        let month = month_after("It lasts to ").unwrap_or_else(|| panic!("{says}"));
        assert!(plan.contains(&["first: ", month].concat()), "{says} {plan}");
        assert!(first(".steps li").starts_with(month), "{says} {}", first(".steps li"));
    }

    // A node lost: the sentence and the drill.
    let holds = says.contains("survives the loss of a node");
    let drill = first(".drill");
    assert_eq!(drill.contains("does not hold"), !holds, "{says} {drill}");

    // The report's cover, and the result for programs.
    let parsed = link::parse(fragment);
    let context = Context { name: "", page: "", today: today(), notices: &[], end: "" };
    let cover = report(&parsed.scenario, &context).cover;
    assert_eq!(cover.verdict, says);
    let result: Value = serde_json::from_str(&evaluate(fragment)).expect("JSON");
    let mut quotes = result["quotes"].as_array().expect("quotes").iter();
    let focus = quotes.find(|q| q["provider"] == "aws" && q["pick"] == result["scenario"]["pick"]);
    let exact = focus.expect("a quote")["monthly_usd"].as_f64().expect("a bill");
    assert_eq!(format!("{exact:.0}"), usd.replace(['$', ','], ""), "{says}");
    assert_eq!(result["failure"]["node"]["holds"], holds, "{says}");
    assert_eq!(result["plan"]["lasts_month"].is_null(), says.contains("lasts beyond"), "{says}");
    assert_eq!(result["growth"]["months"][0]["monthly_usd"], exact, "{says}");
}

#[wasm_bindgen_test]
async fn the_first_answers_are_the_same_wherever_they_are_printed() {
    let mut answers = 0;
    for size in SIZES {
        for rate in RATES {
            for failure in FAILURES {
                agrees(&["v=1&", size, "&", rate, "&", failure].concat()).await;
                answers += 1;
            }
        }
    }
    assert_eq!(answers, 48);
}

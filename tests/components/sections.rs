//! The sections below the answer: costs, growth, the failure drill, and the list of contents.
//!
//! Expectations about growth follow by hand from the guide's formulas and the scenario [`STEADY`].

use model::inputs::Provider;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlElement, HtmlInputElement};

use crate::clock::{self, Clock};
use crate::page::{Page, all_in, dispatch, document, is_visible, name_of, text};

/// One node, and 1,000 more assertions a month, half as many or twice as many in the uncertain cases. Queries and
/// writes grow in step, and the peak is sustained, so CPU needs 2 + 0.000054 vCPU per assertion. A c6i.xlarge has 4 and is 70 %
/// full at 14,815 assertions: in month 5; in the fast case in month 3, in the slow one in month 10. What follows has
/// 8 vCPU; above 10,000 assertions the guide's smallest disk is 100 GB.
const STEADY: &str = "a=10000&q=100&i=20&n=1&g=linear&gr=1000&gu=2&h=48&lead=8&sus=100";

/// Opens a part that folds.
fn open(part: &Element) {
    all_in(part, "summary").remove(0).unchecked_into::<HtmlElement>().click();
}

fn growth(page: &Page, css: &str) -> Vec<String> {
    all_in(&page.section("How it grows"), css).iter().map(text).collect()
}

// Growth

#[wasm_bindgen_test]
fn the_headline_says_what_is_first_when_and_by_when_to_decide() {
    let _clock = Clock::on_day(2027, 1, 15);
    let page = Page::open(STEADY);
    let headline = growth(&page, ".first").remove(0);
    let when = [clock::month(2027, 6), clock::month(2027, 4), clock::month(2027, 11)];
    let start = format!(
        "Sustained CPU is first: {} ({} to {}). Move to 1 × t3.2xlarge, 100 GB gp3 (+$123 a month).",
        when[0], when[1], when[2]
    );
    assert!(headline.starts_with(&start), "{headline}");
    // Eight weeks, which are two months, before the early case in April.
    let end = format!(" Decide by {}.", clock::month(2027, 2));
    assert!(headline.ends_with(&end), "{headline}");
}

#[wasm_bindgen_test]
fn the_calendar_has_a_row_for_every_step() {
    let _clock = Clock::on_day(2027, 1, 15);
    let page = Page::open(STEADY);
    let rows = growth(&page, ".steps li");
    assert_eq!(rows.len(), 1, "another tier changes nothing where the number of nodes is set");
    let full = [
        "Sustained CPU",
        "Other machines and larger disks. The number of nodes stays as you set it.",
        "1 × t3.2xlarge, 100 GB gp3",
        // 0.3328 x 730 + 100 x 0.08, against 0.17 x 730 + 50 x 0.08.
        "$251 a month",
        "+$123 against c6i.xlarge",
    ];
    for part in full.iter().copied().chain([&*format!("Decide by {}", clock::month(2027, 2))]) {
        assert!(rows[0].contains(part), "no {part:?} in {:?}", rows[0]);
    }
    assert!(rows[0].starts_with(&clock::month(2027, 6)), "{}", rows[0]);

    let calm = growth(&page, ".calm");
    // Eight weeks are two months, in whole ones.
    assert!(calm[0].contains("the cheapest that holds for at least 2 months."), "{}", calm[0]);
    let never = format!(
        "Not by {} with what is bought today: RAM, disk, disk speed, network and tier <500K.",
        clock::month(2031, 1)
    );
    assert_eq!(calm[1], never);
}

#[wasm_bindgen_test]
fn rates_that_ask_for_nodes_are_named_with_the_guides_limit() {
    let _clock = Clock::on_day(2027, 1, 15);
    // 1,000 queries per second at 11,111 assertions: in the second month.
    let page = Page::open("a=10000&q=900&n=1&g=linear&gr=1000&h=12&sus=100");
    let calm = growth(&page, ".calm").remove(1);
    let expected =
        format!("Queries pass 1K/s in {}, where the guide adds nodes.", clock::month(2027, 3));
    assert!(calm.contains(&expected), "{calm}");
}

#[wasm_bindgen_test]
async fn the_slider_reads_a_month_and_the_table_has_them_all() {
    let _clock = Clock::on_day(2027, 1, 15);
    let page = Page::open(STEADY);
    let read = |month: &str| {
        let slider = page.all("#growth-month").remove(0).unchecked_into::<HtmlInputElement>();
        slider.set_value(month);
        dispatch(&slider, "input");
    };
    let readout = || growth(&page, ".readout").remove(0);
    assert!(readout().starts_with(&format!("{}: 22,000 assertions", clock::month(2028, 1))));
    read("5");
    let expected = format!(
        "{}: 15,000 assertions, 12,500 in the slow case, 20,000 in the fast case, 35% of CPU (sustained), 9% of RAM, ",
        clock::month(2027, 6)
    );
    page.until("the month is read", || readout().starts_with(&expected)).await;
    let slider = page.all("#growth-month").remove(0);
    assert!(slider.get_attribute("aria-valuetext").is_some_and(|text| text.starts_with(&expected)));
    assert_eq!(slider.get_attribute("max").as_deref(), Some("48"));

    let values = page.folded("How it grows", "Show the values month by month");
    assert!(all_in(&values, "tbody tr").is_empty());
    open(&values);
    page.until("the values are there", || all_in(&values, "tbody tr").len() == 49).await;
    let row = text(&all_in(&values, "tbody tr")[5]);
    assert!(row.contains("202715,00012,50020,00035%9%"), "{row}");
    open(&values);
    page.until("they are gone", || all_in(&values, "tbody tr").is_empty()).await;
}

#[wasm_bindgen_test]
async fn the_first_chart_can_be_logarithmic() {
    let page = Page::open(STEADY);
    let ticks = || {
        let chart = all_in(&page.section("How it grows"), "figure").remove(0);
        all_in(&chart, ".tick.end").iter().map(text).collect::<Vec<_>>()
    };
    let button = page.button("Logarithmic");
    let pressed = || button.get_attribute("aria-pressed").expect("a state");
    assert_eq!(pressed(), "false");
    assert_eq!(ticks()[0], "0");
    let linear = ticks();
    button.click();
    page.until("it is logarithmic", || pressed() == "true" && ticks() != linear).await;
    // From 10,000 today to 106,000 in the fast case.
    assert_eq!(ticks(), ["10K", "20K", "50K", "100K", "200K"]);
    button.click();
    page.until("it is linear again", || pressed() == "false" && ticks() == linear).await;
}

// Failure drill

#[wasm_bindgen_test]
async fn one_node_fails_alone_and_a_button_makes_it_three() {
    let page = Page::open("");
    let (node, zone) =
        (page.section("One node lost"), page.section("The largest of three zones lost"));
    assert!(text(&node).contains("does not hold"));
    assert!(
        text(&node).contains("The service is down, and the data is what the last backup holds.")
    );
    assert!(!is_visible(&zone));
    page.click("Survive a node failure");
    page.reads("3 nodes", || page.figure("Deployment")).await;
    page.until("the drill follows", || text(&node).contains("Nodes left2 of 3")).await;
    assert!(text(&node).contains("Datacomplete"), "{}", text(&node));
    assert!(!text(&node).contains("does not hold"), "{}", text(&node));
    assert!(is_visible(&zone));
    assert!(!is_visible(&page.button("Survive a node failure")));
}

#[wasm_bindgen_test]
async fn lost_copies_and_too_little_cpu_have_their_remedies() {
    let page = Page::open("n=3&rf=1");
    let node = page.section("One node lost");
    assert!(text(&node).contains("incomplete until restored from a backup"), "{}", text(&node));
    assert!(text(&node).contains("It would hold with 2 copies of the data."), "{}", text(&node));
    page.click("Keep two copies");
    page.reads("2", || page.field("Replication factor").value()).await;
    page.until("it holds", || !text(&node).contains("does not hold")).await;

    // (2500 x 0.005 + 10 x 0.002 + 2) x 1.5 = 21.78 vCPU: three nodes of 8 have it, two have not.
    let page = Page::open("n=3&q=2500&i=10");
    let node = page.section("One node lost");
    assert!(text(&node).contains("CPU at peak, of what each has136%"), "{}", text(&node));
    assert!(text(&node).contains("It would hold with 16 vCPU per node."), "{}", text(&node));
    page.click("Carry the peak with a node down");
    page.until("it is chosen", || page.option("Carry the peak with a node down", "Yes").checked())
        .await;
    page.until("it holds", || !text(&node).contains("does not hold")).await;
    assert_eq!(page.figure("CPU"), "16 vCPU");
}

// Costs

/// The dollars in a text that begins with them.
fn dollars(written: &str) -> f64 {
    let digits: String = written
        .chars()
        .skip_while(|c| *c != '$')
        .skip(1)
        .take_while(|c| "0123456789,.".contains(*c))
        .collect();
    digits.replace(',', "").parse().unwrap_or_else(|_| panic!("no dollars in {written:?}"))
}

/// A provider's card.
fn card(page: &Page, provider: &str) -> Element {
    page.all(&format!("#provider-{provider}")).remove(0)
}

fn total(page: &Page, provider: &str) -> f64 {
    dollars(&text(&all_in(&card(page, provider), ".provision b")[0]))
}

/// Enters a text into a field of the customer's own prices.
fn enter(page: &Page, id: &str, typed: &str) {
    let field = own(page, id);
    field.set_value(typed);
    dispatch(&field, "change");
}

fn own(page: &Page, id: &str) -> HtmlInputElement {
    page.all(&format!("#own-{id}")).remove(0).unchecked_into()
}

fn own_error(page: &Page, id: &str) -> String {
    text(&page.all(&format!("#own-{id}-error"))[0])
}

#[wasm_bindgen_test]
fn a_negotiated_discount_is_a_line_of_its_own_and_part_of_the_total() {
    let list = total(&Page::open("a=100000&q=1000"), "aws");
    let page = Page::open("a=100000&q=1000&discount.aws=10");
    let written = text(&card(&page, "aws"));
    assert!(written.contains(&format!("Negotiated discount-${:.0}", list * 0.1)), "{written}");
    // Both totals are in whole dollars.
    assert!((total(&page, "aws") - list * 0.9).abs() <= 1.0, "{written}");
    let other = all_in(&card(&page, "gcp"), "[hidden]").iter().map(text).collect::<String>();
    assert!(other.contains("Negotiated discount"), "GCP's is shown: {other}");
    assert!(text(&page.folded("What it costs", "Your own prices")).contains("1 changed"));
}

#[wasm_bindgen_test]
async fn own_discounts_are_entered_checked_and_taken_back() {
    let page = Page::open("a=100000&q=1000");
    let list = total(&page, "aws");
    open(&page.folded("What it costs", "Your own prices"));
    page.until("the fields are there", || !page.all("#own-discount-aws").is_empty()).await;
    enter(&page, "discount-aws", "12.5");
    page.until("the total follows", || (total(&page, "aws") - list * 0.875).abs() <= 1.0).await;

    enter(&page, "discount-aws", "lots");
    page.reads("That is not a number. Try 250k, 1.5M or 1,000,000.", || {
        own_error(&page, "discount-aws")
    })
    .await;
    assert_eq!(own(&page, "discount-aws").value(), "lots");
    assert_eq!(own(&page, "discount-aws").get_attribute("aria-invalid").as_deref(), Some("true"));
    assert!((total(&page, "aws") - list * 0.875).abs() <= 1.0);

    for _ in 0..2 {
        enter(&page, "discount-aws", "150");
        page.reads("That is out of range; the nearest possible value is used.", || {
            own_error(&page, "discount-aws")
        })
        .await;
        page.reads("100", || own(&page, "discount-aws").value()).await;
    }
    page.reads("$0", || text(&all_in(&card(&page, "aws"), ".provision b")[0])).await;

    page.click("Back to the list price: Negotiated discount");
    page.until("it is the list price", || total(&page, "aws") == list).await;
    page.reads("", || own(&page, "discount-aws").value()).await;
    assert_eq!(own_error(&page, "discount-aws"), "");
}

#[wasm_bindgen_test]
async fn own_unit_prices_replace_those_of_the_list() {
    let page = Page::open("a=100000&q=1000");
    let part = page.folded("What it costs", "Your own prices");
    open(&part);
    page.until("the fields are there", || !all_in(&part, "input").is_empty()).await;
    let bought = text(&all_in(&card(&page, "aws"), ".machine b")[0]);
    let name = bought.rsplit(' ').next().expect("the name of a machine");
    let machine =
        all_in(&part, ".own input").into_iter().find(|input| name_of(input).contains(name));
    let machine = machine.expect("a field for its price").unchecked_into::<HtmlInputElement>();
    assert!(machine.placeholder().starts_with("list $"), "{}", machine.placeholder());
    let bill = page.folded("AWS", "Show the bill");
    open(&bill);
    page.until("the bill is there", || !all_in(&bill, "dt").is_empty()).await;
    assert!(!text(&bill).contains("yours"));
    // Cheaper than the list, so that it stays the machine that is picked.
    machine.set_value("0.01");
    dispatch(&machine, "change");
    page.until("the bill has it", || text(&bill).contains("yours")).await;
    assert!(
        text(&bill).contains("0.01") && text(&bill).contains("Your own price."),
        "{}",
        text(&bill)
    );

    // Any other price can be taken in; it starts at the list price.
    let others = all_in(&part, "select").remove(0).unchecked_into::<HtmlInputElement>();
    let before = all_in(&part, ".own input").len();
    let value = all_in(&others, "option").pop().and_then(|o| o.get_attribute("value"));
    others.set_value(&value.expect("a price"));
    dispatch(&others, "change");
    page.until("there is a field for it", || all_in(&part, ".own input").len() == before + 1).await;
    page.until("both are counted", || text(&part).contains("2 changed")).await;
    assert_eq!(others.value(), "");
}

#[wasm_bindgen_test]
async fn line_by_line_every_column_adds_up() {
    let page = Page::open("a=100000&q=1000&discount.aws=10");
    let part = page.folded("What it costs", "Compare line by line");
    assert!(all_in(&part, "tbody tr").is_empty());
    open(&part);
    page.until("the lines are there", || !all_in(&part, "tbody tr").is_empty()).await;
    let heads: Vec<_> = all_in(&part, "thead th").iter().map(text).collect();
    assert_eq!(heads, ["A month, USD", "AWS", "Google Cloud", "Azure"]);
    let rows: Vec<(String, Vec<f64>)> = all_in(&part, "tbody tr")
        .iter()
        .map(|row| {
            let cell = |cell: &Element| {
                let written = text(cell);
                if written.starts_with('-') { -dollars(&written) } else { dollars(&written) }
            };
            (text(&all_in(row, "th")[0]), all_in(row, "td").iter().map(cell).collect())
        })
        .collect();
    let lines = rows.iter().take_while(|(title, _)| title != "Total").count();
    assert_eq!(rows.len(), lines + 2);
    assert_eq!(rows[lines + 1].0, "More than the cheapest");
    let totals = &rows[lines].1;
    let least = totals.iter().copied().fold(f64::INFINITY, f64::min);
    assert_eq!(totals.len(), Provider::ALL.len());
    for (i, total) in totals.iter().enumerate() {
        let sum: f64 = rows[..lines].iter().map(|(_, cells)| cells[i]).sum();
        assert!((sum - total).abs() < 0.005, "{sum} is not {total}");
        assert!((rows[lines + 1].1[i] - (total - least)).abs() < 0.005);
    }
    assert!(rows.iter().any(|(title, cells)| title.contains("iscount") && cells[0] < 0.0));
}

#[wasm_bindgen_test]
async fn what_cannot_be_computed_is_said_and_never_zero() {
    // No machine has a terabyte for the cache on top of everything else, however many there are. Each needs 1,024 GB for it,
    // 2 for the system and 0.0055 for the data.
    let page = Page::open("cache=1024");
    for provider in ["aws", "gcp", "azure"] {
        let card = card(&page, provider);
        assert_eq!(text(&all_in(&card, ".provision b")[0]), "Not computable");
        assert_eq!(text(&all_in(&card, ".machine b")[0]), "no machine");
        assert!(
            text(&all_in(&card, ".remark")[0]).contains("Each node needs 1,026.01 GB of RAM"),
            "{}",
            text(&card)
        );
    }
    assert_eq!(page.figure("Cost"), "not computable");
    let part = page.folded("What it costs", "Compare line by line");
    open(&part);
    page.until("the lines are there", || !all_in(&part, "tbody tr").is_empty()).await;
    let totals: Vec<_> = all_in(&part, "tbody tr").iter().map(text).collect();
    let none = "not computable".repeat(3);
    assert_eq!(
        totals[totals.len() - 2..],
        [format!("Total{none}"), format!("More than the cheapest{none}")]
    );
}

#[wasm_bindgen_test]
fn prices_are_called_old_after_half_a_year() {
    let warning = |page: &Page| {
        all_in(&page.section("What it costs"), ".old").iter().map(text).collect::<String>()
    };
    // The disk of the default bill: gp3 was read in July 2024, its machine later. 1 July + 180 days.
    let clock = Clock::on_day(2024, 12, 28);
    assert_eq!(warning(&Page::open("")), "");
    drop(clock);
    let _clock = Clock::on_day(2024, 12, 29);
    let old = "The oldest price in the bill of AWS is of 2024-07, more than 180 days ago. Compare it with the provider's price list before you decide.";
    assert_eq!(warning(&Page::open("")), old);
}

// The menu

#[wasm_bindgen_test]
fn the_menu_leads_to_the_parts_and_takes_the_focus_along() {
    let page = Page::open("");
    let entries = page.all("nav button");
    let names: Vec<_> = entries.iter().map(name_of).collect();
    let parts = [
        ("Size", "What it needs"),
        ("Cost", "What it costs"),
        ("Growth", "How it grows"),
        ("Failure", "Failure drill"),
        ("Watch", "Monitoring"),
        ("Report", "Report"),
        ("Saved", "Saved scenarios"),
        ("The guide", "The guide"),
    ];
    // Parts that came later stand between these.
    let expected = parts.iter().map(|(name, _)| *name);
    assert!(expected.clone().eq(names.iter().map(String::as_str).filter(|n| *n != "How sure")));
    let mut last = None;
    for (entry, name) in entries.iter().zip(&names) {
        entry.unchecked_ref::<HtmlElement>().click();
        let heading = document().active_element().expect("the focus");
        assert_eq!(heading.tag_name(), "H2");
        if let Some((_, title)) = parts.iter().find(|(part, _)| part == name) {
            assert!(text(&heading).starts_with(title), "{name} leads to {}", text(&heading));
        }
        // In the order of the page.
        let follows = |last: Element| last.compare_document_position(&heading) & 4 > 0;
        assert!(last.replace(heading.clone()).is_none_or(follows), "{name}");
    }
}

/// Every combination of the page's own answers to its first three questions.
fn first_answers() -> Vec<String> {
    let mut all = Vec::new();
    for holds in ["a=5000&i=10", "a=50000&i=50", "a=400000&i=200", "a=5e6&i=1000"] {
        for q in ["50", "400", "2000", "10000"] {
            for fails in ["ha=0&drill=0", "ha=1&drill=0", "ha=1&drill=1"] {
                all.push(format!("{holds}&q={q}&{fails}"));
            }
        }
    }
    all
}

#[wasm_bindgen_test]
fn verdict_cards_and_meters_print_the_same_figures() {
    for scenario in first_answers() {
        let page = Page::open(&scenario);
        let one = |css: &str| text(&page.all(css)[0]);
        let figure = |i: usize| text(&page.all(".verdict .figures dd b")[i]);
        let (cost, sentence) = (figure(0), one(".verdict .says"));
        assert!(sentence.contains(&format!("{cost} a month")), "{scenario}: {sentence}");
        assert_eq!(one("#provider-aws .provision b"), cost, "{scenario}");
        assert!(sentence.contains(&one("#provider-aws .machine b")), "{scenario}: {sentence}");
        assert_eq!(one(".topology b"), figure(2), "{scenario}");
        let (peak, meter) = (figure(4), one("#cpu"));
        assert!(meter.contains(&format!("{peak} at peak")), "{scenario}: {peak}, {meter}");
        for provider in Provider::ALL {
            let card = format!("#provider-{}", provider.code());
            let legend = page.all(&format!("{card} .legend > div"));
            let shown = legend.iter().filter(|row| !row.has_attribute("hidden"));
            let parts: Vec<String> = shown.map(|row| text(&all_in(row, "dd")[0])).collect();
            let sum: f64 = parts.iter().map(|part| dollars(part)).sum();
            let total = dollars(&one(&format!("{card} .provision b")));
            assert_eq!(sum, total, "{scenario}, {card}: {parts:?}");
        }
    }
}

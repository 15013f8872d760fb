//! A newcomer's way: three questions, the answer, a link to pass on; and the keys for those who stay.

use serde_json::json;
use thirtyfour::Key;

use harness::{Page, wait_for, with_browser, with_page};

async fn wait_for_fragment(page: &Page, expected: &str) {
    wait_for(&format!("the address says {expected}"), async || {
        (page.fragment().await == expected).then_some(())
    })
    .await;
}

async fn questions_shown(page: &Page) -> bool {
    page.count(".start:not([hidden])").await == 1
}

#[test]
fn three_answers_make_a_sizing() {
    with_page("", async |page| {
        assert!(questions_shown(page).await);
        // The answer is in sight while the questions are.
        let seen = "
            const within = e => { const r = e.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight };
            return ['.verdict', '.questions > div'].every(css => within(document.querySelector(css)))";
        assert_eq!(page.js(seen).await, true);

        page.click("radio", "A company: 400,000").await;
        wait_for_fragment(page, "v=1&a=400000&i=200").await;
        page.wait_text(".figures .nodes b", "5 nodes").await;
        page.click("radio", "2,000 a second").await;
        page.click("radio", "The service stays up and as fast as before").await;
        wait_for_fragment(page, "v=1&a=400000&q=2000&i=200&ha=1&drill=1&head=70").await;
        // The first answers are the defaults.
        page.click("radio", "A pilot: 5,000 assertions").await;
        page.click("radio", "50 a second").await;
        page.click("radio", "The service may be down for a while").await;
        wait_for_fragment(page, "v=1").await;
        let checked = "return document.querySelectorAll('.start :checked').length";
        assert_eq!(page.js(checked).await, 6);
        // A budget is an answer, or a number of one's own; a month costs $128 here.
        page.click("radio", "$200").await;
        wait_for_fragment(page, "v=1&budget=200").await;
        page.set_input("USD a month", "120").await;
        wait_for_fragment(page, "v=1&budget=120").await;
        page.wait_text("#checks .warning p", "A month costs $8.10 more than the budget of $120.00. Look at the cheapest places, commit for longer, or ask for less. Go to “Budget”").await;
        // Emptied, it is no limit again.
        page.set_input("USD a month", "").await;
        wait_for_fragment(page, "v=1").await;
        assert_eq!(page.js(checked).await, 6);
        // Documents times facts are an answer as well.
        page.set_input("Documents", "60000").await;
        wait_for_fragment(page, "v=1&a=720000").await;
        // A text that is no number, or too large a product, says why.
        for (text, says) in
            [("many", "That is not a number."), ("1e9", "Together that is 12,000,000,000; ")]
        {
            page.set_input("Documents", text).await;
            let error = async || page.text(".own-numbers .error").await;
            wait_for("a sentence", async || error().await.starts_with(says).then_some(())).await;
        }
        page.set_input("Documents", "60000").await;
        page.set_input("People at once", "900").await;
        wait_for_fragment(page, "v=1&a=720000&q=30").await;
        page.click("radio", "A pilot: 5,000 assertions").await;
        page.click("radio", "50 a second").await;
        // An input that no answer has leaves none of them checked.
        page.set_input("Total assertions", "6000").await;
        wait_for("one answer less", async || (page.js(checked).await == 5).then_some(())).await;

        page.click("button", "Hide the questions").await;
        assert!(!questions_shown(page).await);
        page.assert_no_console_errors().await;
    });
}

#[test]
fn questions_are_for_the_first_visit_only() {
    with_page("a=7000", async |page| {
        assert!(!questions_shown(page).await, "a link has answered them");
    });
    with_page("", async |page| {
        page.click("button", "Hide the questions").await;
        page.open("").await;
        assert!(!questions_shown(page).await, "they were hidden");
    });
}

#[test]
fn the_sheet_of_keys_opens_and_closes() {
    with_page("", async |page| {
        let open = async || page.count("#keys[open]").await == 1;
        page.press(Key::Control + "/").await;
        assert!(open().await);
        page.press(Key::Escape).await;
        wait_for("it is closed", async || (!open().await).then_some(())).await;
        page.click("button", "Keyboard shortcuts").await;
        assert!(open().await);
        page.click("button", "Close").await;
        wait_for("it is closed", async || (!open().await).then_some(())).await;
        // The keyboard is back where it came from.
        assert_eq!(page.name(&page.focused().await).await, "Keyboard shortcuts");
        page.assert_no_console_errors().await;
    });
}

#[test]
fn control_s_asks_for_a_name() {
    with_page("a=70000", async |page| {
        page.press(Key::Control + "s").await;
        wait_for("a name is asked for", async || {
            let focused = page.driver.active_element().await.ok()?;
            (page.name(&focused).await == "Name for these inputs").then_some(())
        })
        .await;
        page.press("Mine").await;
        page.press(Key::Enter).await;
        page.wait_text(".saved .name", "Mine").await;
        page.assert_no_console_errors().await;
    });
}

#[test]
fn a_link_is_handed_to_the_system_where_it_takes_links() {
    with_browser(async |page| {
        let stub = "navigator.share = what => { window.shared = what.url; return Promise.reject(new DOMException('no', 'AbortError')) }";
        page.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": stub })).await;
        page.open("a=100000&q=1000").await;
        page.click("button", "Share…").await;
        let shared = page.js("return window.shared").await;
        let expected = format!("{}#v=1&a=100000&q=1000&pin=", page.origin());
        assert!(shared.as_str().expect("a link").starts_with(&expected), "{shared}");
        // Who closes the dialogue is no error.
        page.assert_no_console_errors().await;
    });
}

#[test]
fn the_verdict_says_how_long_it_lasts() {
    for (fragment, month) in [
        // 45,000 and 1,000 a month are 50,000 in month 5, where the guide goes from one node to three.
        ("a=45000&q=0&i=0&g=linear&gr=1000", Some(5)),
        // 8 vCPU for 800 x 0.005 + 2 = 6. In step with 100,000 and 10,000 a month, month 5 needs 4 x 1.5 + 2 = 8 of
        // them, month 6 needs 8.4.
        ("a=100000&q=800&i=0&n=1&g=linear&gr=10000", Some(6)),
        ("a=1000&h=1", None),
    ] {
        with_page(fragment, async |page| {
            let date = "
                const now = new Date();
                const then = new Date(Date.UTC(now.getFullYear(), now.getMonth() + arguments[0], 1));
                return then.toLocaleDateString(undefined, { month: 'short', year: 'numeric', timeZone: 'UTC' })";
            let date = page.js_with(date, vec![month.unwrap_or(1).into()]).await;
            let date = date.as_str().expect("a date");
            let words = if month.is_some() { "to" } else { "beyond" };
            assert_eq!(
                page.text(".figures .lasts dt").await,
                format!("Lasts {words}"),
                "{fragment}"
            );
            assert_eq!(page.text(".figures .lasts b").await, date, "{fragment}");
        });
    }
}

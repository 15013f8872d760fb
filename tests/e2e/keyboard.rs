//! The page without a mouse, and what it says to those who do not see it.

use serde_json::Value;
use thirtyfour::{By, Key};

use harness::{Page, wait_for, with_page};

#[test]
fn tab_reaches_the_first_field_and_the_outcome_is_said_once_after_typing() {
    with_page("a=7000", async |page| {
        let listen = "
            window.said = [];
            const announcer = document.getElementById('announcer');
            new MutationObserver(() => said.push(announcer.textContent))
                .observe(announcer, { childList: true, characterData: true, subtree: true })";
        page.js(listen).await;
        let mut steps = 0;
        loop {
            page.tab().await;
            let focused = page.focused().await;
            if page.role(&focused).await == "textbox" {
                assert_eq!(page.name(&focused).await, "Total assertions");
                break;
            }
            steps += 1;
            assert!(steps < 20, "no field within {steps} steps");
        }
        // Arriving by Tab selects what is there.
        page.press("250k").await;
        page.wait_text(".figures .nodes b", "5 nodes").await;
        page.tab().await;
        let said = wait_for("the outcome is said", async || {
            let said = page.js("return said").await;
            said.as_array().is_some_and(|said| !said.is_empty()).then_some(said)
        })
        .await;
        // 5 x (70.08 for an m5.large and 16 for its disk), 17.65 for the balancer and its data, and 2.73 for two thirds of
        // the clients' 205 GB, which cross zones.
        let sentence =
            "Buy 5 × m5.large on AWS in Northern Virginia: $451 a month. It lasts beyond ";
        let said: Vec<&str> =
            said.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(said[0].starts_with(sentence), "{said:?}");
        let announcer = page.find("#announcer").await;
        assert_eq!(page.role(&announcer).await, "status");
    });
}

#[test]
fn tab_visits_every_control_in_order_and_none_of_them_is_covered() {
    with_page("a=NaN", async |page| {
        for width in [1280, 375] {
            page.viewport(width, 800).await;
            walk(page, width).await;
        }
    });
}

/// Goes through the page by Tab, from its top to its end.
async fn walk(page: &Page, width: u32) {
    let mark = "
        window.stops = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex=\"0\"]')]
            .filter(e => e.tabIndex >= 0 && !e.disabled && e.checkVisibility({ visibilityProperty: true }))
            .filter(e => e.type !== 'radio' || e.checked);
        window.visited = [];
        document.activeElement.blur();
        document.body.tabIndex = -1;
        document.body.focus();
        document.body.removeAttribute('tabindex');
        return stops.length";
    let stops = page.js(mark).await.as_u64().expect("a number");
    assert!(stops > 50, "only {stops} stops");
    let look = "
        const e = document.activeElement;
        if (e === document.body) return { end: true };
        visited.push(e);
        const r = e.getBoundingClientRect();
        const within = (low, high, size) => Math.min(Math.max((low + high) / 2, 0), size - 1);
        const hit = document.elementFromPoint(within(r.left, r.right, innerWidth), within(r.top, r.bottom, innerHeight));
        const shown = hit && (e.contains(hit) || hit.contains(e) || [...e.labels ?? []].some(l => l.contains(hit)));
        return { end: false, covered: shown ? null : `${e.outerHTML.slice(0, 120)} by ${hit?.outerHTML.slice(0, 120)}` }";
    for _ in 0..stops + 20 {
        page.tab().await;
        let seen = page.js(look).await;
        if seen["end"] == true {
            break;
        }
        assert_eq!(seen["covered"], Value::Null, "covered, {width} pixels wide");
    }
    let missed = "
        let at = 0;
        for (const e of visited) if (e === stops[at]) at++;
        return stops[at]?.outerHTML.slice(0, 200) ?? null";
    assert_eq!(page.js(missed).await, Value::Null, "not reached in its order");
}

#[test]
fn folding_parts_and_choices_work_by_keyboard() {
    with_page("q=1000&i=500&n=1", async |page| {
        let formulas = page.find("#cpu summary").await;
        formulas.focus().await.expect("focus");
        page.press(Key::Enter).await;
        page.wait_text("#cpu code", "(1000 × 0.005) + (500 × 0.002) + 2 = 8 vCPU").await;

        page.find("details:has([name=in-ha]) > summary").await.focus().await.expect("focus");
        page.press(Key::Enter).await;
        let choice = page.find("input[name=in-ha]:checked").await;
        choice.focus().await.expect("focus");
        page.press(Key::Right).await;
        wait_for("the choice is made", async || {
            page.fragment().await.contains("ha=1").then_some(())
        })
        .await;

        let row = page.by_role("button", "<50K").await;
        row.focus().await.expect("focus");
        page.press(Key::Space).await;
        page.wait_text(".quick tr[aria-current] button", "<50K").await;
        page.assert_no_console_errors().await;
    });
}

#[test]
fn the_browser_has_a_name_for_every_control() {
    with_page("a=NaN", async |page| {
        page.js("document.querySelectorAll('details').forEach(d => d.open = true)").await;
        let controls = "input, button, select, textarea, summary, a, [role]";
        let controls = page.driver.find_all(By::Css(controls)).await.expect("a list");
        assert!(controls.len() > 100, "only {} controls", controls.len());
        for control in controls {
            // What is hidden has no name, and what says the news has its own content.
            let seen = control.is_displayed().await.expect("an element");
            if !seen || page.role(&control).await == "status" {
                continue;
            }
            let html = control.outer_html().await.expect("HTML");
            assert_ne!(page.name(&control).await, "", "no name: {html:.200}");
        }
    });
}

/// Presses a button by keyboard, and waits until the keyboard is on what is expected.
async fn press_and_land(page: &Page, button: &str, expected: &str) {
    page.by_role("button", button).await.focus().await.expect("focus");
    page.press(Key::Enter).await;
    wait_for(&format!("after {button:?} the keyboard is on {expected:?}"), async || {
        // In one step, because what has the keyboard may be about to go.
        let name = "const e = document.activeElement; return e.getAttribute('aria-label') ?? e.textContent";
        (page.js(name).await == expected).then_some(())
    })
    .await;
}

#[test]
fn the_keyboard_is_not_lost_with_what_it_was_on() {
    with_page("", async |page| {
        press_and_land(page, "Hide the questions", "Your deployment").await;
        page.set_input("Total assertions", "7000").await;
        press_and_land(page, "Reset total assertions", "About total assertions").await;
        press_and_land(page, "Undo", "Undo").await;
        press_and_land(page, "Undo", "Your deployment").await;
        page.set_input("Total assertions", "8000").await;
        press_and_land(page, "Reset all", "Your deployment").await;
        press_and_land(page, "Save and compare…", "Saved scenarios").await;
        press_and_land(page, "Cost", "What it costs").await;
        page.assert_no_console_errors().await;
    });
    with_page("a=NaN", async |page| {
        press_and_land(page, "Dismiss", "Your deployment").await;
    });
}

#[test]
fn what_is_no_value_is_said_with_what_counts_and_goes_by_escape() {
    with_page("q=400", async |page| {
        page.set_input("Peak query rate", "lots").await;
        page.wait_text("#q-error", "That is not a number. Try 250k, 1.5M or 1,000,000.").await;
        let error = page.find("#q-error").await;
        assert_eq!(page.role(&error).await, "status");
        let still = "#q-error + .still";
        page.wait_text(still, "The results still use 400. Esc brings it back.").await;
        page.press(Key::Escape).await;
        let field = page.by_label("Peak query rate").await;
        wait_for("the value is back", async || (page.value(&field).await == "400").then_some(()))
            .await;
        page.wait_text("#q-error", "").await;
        page.wait_text(still, "").await;
    });
}

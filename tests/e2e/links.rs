//! Links: what one restores, and what the address bar says meanwhile.

use exchange::{link, result::evaluate};
use model::inputs::INPUTS;
use thirtyfour::Key;

use harness::{Page, wait_for, with_browser, with_page};

/// A link that says something about the inputs of its day.
const MOST: &str = "v=1&a=123456&q=1234.5&i=321&d=9999&wr=3&bk=2&bt=object&cache=12&lens=15&n=7&ha=1&rf=3&drill=1\
    &kb=2.5&walkb=20&resp=8&rd=printed&iops=12000&pick=guide&term=3y&arm=1&lb=0&avg=45&egress=12&g=compound&gr=7.5\
    &gq=3&gu=2&h=60&lead=9&p=gcp";

/// A link that says something about every input: what [`MOST`] does not mention is at an end of its
/// range.
fn full() -> String {
    let mut scenario = link::parse(MOST).scenario;
    for input in &INPUTS {
        if scenario.is_default(input.key) {
            let (min, max) = scenario.bounds(input.key);
            let value = if input.default == Some(max) { min } else { max };
            scenario.set(input.key, Some(value)).expect("a value in its range");
        }
        assert!(!scenario.is_default(input.key), "{} is not in the link", input.code);
    }
    let full = link::format(&scenario);
    assert!(full.starts_with("v=1&a=123456"), "{full}");
    full
}

async fn wait_for_fragment(page: &Page, expected: &str) {
    wait_for(&format!("the address says {expected}"), async || {
        (page.fragment().await == expected).then_some(())
    })
    .await;
}

async fn shown(page: &Page, label: &str) -> String {
    let field = page.by_label(label).await;
    page.value(&field).await
}

async fn wait_for_value(page: &Page, label: &str, expected: &str) {
    wait_for(&format!("{label} shows {expected}"), async || {
        (shown(page, label).await == expected).then_some(())
    })
    .await;
}

#[test]
fn a_link_restores_its_scenario() {
    with_page("v=1&a=100000&q=1000", async |page| {
        assert_eq!(shown(page, "Total assertions").await, "100,000");
        assert_eq!(shown(page, "Peak query rate").await, "1,000");
        assert_eq!(shown(page, "Peak ingest rate").await, "10");
        assert_eq!(page.text(".figures .nodes b").await, "5 nodes");
        page.assert_no_console_errors().await;
    });
}

#[test]
fn a_link_with_every_input_is_kept_to_the_letter() {
    let full = full();
    with_page(&full, async |page| {
        // The first write of the address is the one that would spoil it.
        page.set_input("Peak ingest rate", "400").await;
        wait_for_fragment(page, &full.replace("i=321", "i=400")).await;
        page.set_input("Peak ingest rate", "321").await;
        wait_for_fragment(page, &full).await;
        page.reload().await;
        assert_eq!(page.fragment().await, full);
        assert_eq!(shown(page, "Peak ingest rate").await, "321");
        page.assert_no_console_errors().await;
    });
}

#[test]
fn a_slider_moved_by_keyboard_changes_results_and_the_address_without_a_trace_in_the_history() {
    with_page("", async |page| {
        wait_for_fragment(page, "v=1").await;
        let history = page.js("return history.length").await;
        let slider = page.by_role("slider", "Total assertions slider").await;
        slider.focus().await.expect("focus");
        page.press(Key::Right).await;
        wait_for_value(page, "Total assertions", "6,000").await;
        wait_for_fragment(page, "v=1&a=6000").await;
        page.press(Key::End).await;
        page.wait_text(".results .chip", "beyond the guide's table").await;
        wait_for_fragment(page, "v=1&a=1000000000").await;
        page.press(Key::Home).await;
        page.press(Key::Right).await;
        page.press(Key::Left).await;
        wait_for_value(page, "Total assertions", "1").await;
        wait_for_fragment(page, "v=1&a=1").await;
        assert_eq!(page.js("return history.length").await, history);
        page.assert_no_console_errors().await;
    });
}

#[test]
fn a_long_drag_does_not_exhaust_the_address_bar() {
    with_page("", async |page| {
        let slider = page.by_role("slider", "Peak query rate slider").await;
        let drag = "
            const slider = arguments[0];
            for (let i = 0; i < 600; i++) {
                slider.value = i % 50;
                slider.dispatchEvent(new Event('input', { bubbles: true }));
            }";
        page.js_with(drag, vec![slider.to_json().expect("an element")]).await;
        let last = shown(page, "Peak query rate").await.replace(',', "");
        wait_for_fragment(page, &format!("v=1&q={last}")).await;
        page.assert_no_console_errors().await;
    });
}

#[test]
fn an_address_that_is_edited_is_followed_and_so_is_the_way_back() {
    with_page("a=7000", async |page| {
        wait_for_fragment(page, "v=1&a=7000").await;
        page.set_input("Peak query rate", "many").await;
        page.set_fragment("q=70&a=9,500&x=1").await;
        wait_for_value(page, "Total assertions", "9,500").await;
        // What was half typed belongs to the scenario before.
        wait_for_value(page, "Peak query rate", "70").await;
        wait_for_fragment(page, "v=1&a=9500&q=70").await;
        page.wait_text(
            ".notices li",
            "“x” is not known to this version of the calculator and was ignored.",
        )
        .await;

        page.driver.back().await.expect("the way back");
        wait_for_value(page, "Total assertions", "7,000").await;
        wait_for_value(page, "Peak query rate", "50").await;
        wait_for("the notices are gone", async || {
            (page.count(".notices:not([hidden])").await == 0).then_some(())
        })
        .await;
        page.assert_no_console_errors().await;
    });
}

#[test]
fn hostile_links_open_with_notices_and_nothing_else() {
    // A generator of one line, so that the noise is the same every time.
    let mut state = 7_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    };
    let printable: String = (0..65_536).map(|_| char::from(33 + next() % 94)).collect();
    let encoded: String = (0..22_000).map(|_| format!("%{:02x}", next())).collect();
    with_browser(async |page| {
        for (fragment, canonical) in [
            ("a=NaN&q=<script>alert(1)</script>&i=-1e999", "v=1"),
            ("a=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&d=javascript:alert(1)", "v=1"),
            ("%%%&a=%zz%E0%A4%A&q=%00%ff&n=%F0%9F%92%A9", "v=1"),
            ("__proto__=1&constructor=2&toString=3&a=70", "v=1&a=70"),
            ("a=1e400&q=-0&n=1e9&rf=1e9&h=0", "v=1&q=0&n=99&rf=99&h=1"),
            (&printable, "v=1"),
            (&encoded, "v=1"),
        ] {
            page.open(fragment).await;
            let notices = page.texts(".notices li").await;
            assert!(!notices.is_empty(), "nothing is said about {fragment:.60}");
            assert!(notices.len() <= 21, "{} notices", notices.len());
            assert_eq!(page.count("main script, main img").await, 0);
            assert!(page.text(".verdict").await.contains("vCPU"));
            wait_for_fragment(page, canonical).await;
            assert_eq!(page.sideways_overflow().await, 0, "{fragment:.60}");
        }
        page.assert_no_console_errors().await;
        page.assert_requests_stay_home().await;
    });
}

#[test]
fn the_page_and_the_native_library_evaluate_alike() {
    let mut state = 11_u32;
    let mut next = |below: u32| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) % below
    };
    let mut fragments: Vec<String> =
        ["a=100000&q=1000", "", "#v=1&a=1e9&q=1e6&i=1e6", &full(), "q=abc&&a=1&a=2"]
            .map(String::from)
            .to_vec();
    for _ in 0..60 {
        let pace = ["staged", "linear", "compound"][next(3) as usize];
        let reading = ["consistent", "examples", "printed"][next(3) as usize];
        let mantissa = f64::from(1000 + next(9000)) / 1000.0;
        fragments.push(format!(
            "a={}&q={}e{}&i={}&lens={}&g={pace}&gr={mantissa}&gu={}&rd={reading}&egress={}&h={}&kb={mantissa}",
            next(2_000_000) + 1,
            mantissa,
            next(5),
            next(3000),
            next(101),
            1.0 + f64::from(next(90)) / 10.0,
            next(101),
            next(120) + 1,
        ));
    }
    with_page("", async |page| {
        for fragment in &fragments {
            let evaluated = page
                .js_with(
                    "return window.wasmBindings.evaluate(arguments[0])",
                    vec![fragment.as_str().into()],
                )
                .await;
            assert_eq!(evaluated.as_str(), Some(evaluate(fragment).as_str()), "{fragment}");
        }
    });
}

#[test]
fn a_link_behind_a_question_mark_opens_and_one_that_was_cut_says_so() {
    with_browser(async |page| {
        let url = format!("{}?v=1&amp;a=70000&q=900&utm_source=mail", page.origin());
        page.driver.goto(&url).await.expect("the page");
        wait_for_value(page, "Total assertions", "70,000").await;
        wait_for_fragment(page, "v=1&a=70000&q=900").await;
        let notice = "The end of this link is missing: it may have been cut, and inputs with it. Ask for it again, or check the inputs.";
        page.wait_text(".notices li", notice).await;
        // What this page has made of it is a whole link.
        assert!(!page.url().await.contains("utm_"));
        page.reload().await;
        assert_eq!(page.count(".notices:not([hidden])").await, 0);
        page.assert_no_console_errors().await;
    });
}

#[test]
fn a_swipe_that_begins_on_a_slider_scrolls_the_page_and_changes_no_value() {
    with_page("", async |page| {
        page.viewport(375, 740).await;
        let touch = serde_json::json!({ "enabled": true, "maxTouchPoints": 1 });
        page.devtools("Emulation.setTouchEmulationEnabled", touch).await;
        let find = "
            const slider = document.getElementById('in-q').closest('.field').querySelector('[type=range]');
            slider.scrollIntoView({ block: 'center' });
            const r = slider.getBoundingClientRect();
            return [r.left + r.width * 0.8, r.top + r.height / 2, scrollY]";
        let at: Vec<f64> = serde_json::from_value(page.js(find).await).expect("three numbers");
        let (x, y, before) = (at[0], at[1], at[2]);
        let points = |y: f64| serde_json::json!([{ "x": x, "y": y }]);
        let send = async |kind: &str, points: serde_json::Value| {
            let event = serde_json::json!({ "type": kind, "touchPoints": points });
            page.devtools("Input.dispatchTouchEvent", event).await;
        };
        send("touchStart", points(y)).await;
        for step in 1..=20 {
            send("touchMove", points(y - f64::from(step) * 10.0)).await;
        }
        send("touchEnd", serde_json::json!([])).await;
        wait_for("the page has scrolled", async || {
            (page.js("return scrollY").await.as_f64()? > before + 50.0).then_some(())
        })
        .await;
        wait_for_value(page, "Peak query rate", "50").await;
        assert_eq!(page.fragment().await, "v=1");
        page.assert_no_console_errors().await;
    });
}

//! What keeps the page quick, as far as it can be counted instead of timed; `make bench` times it.

use serde_json::{Value, json};

use harness::{Page, wait_for, with_browser, with_page};

/// Three nodes at first, growth over ten years.
const SCENARIO: &str = "a=100000&q=1000&i=500&h=120&g=compound";
/// Nodes that one move of a slider may touch with everything open and the inputs in sight: the sentence, figures and offers of the
/// verdict, some 23 texts and attributes, and rows that come and go at times. It was 2,300 when all of the page followed at once.
const TOUCHED: f64 = 90.0;

async fn open_all(page: &Page) {
    page.js("document.querySelectorAll('details').forEach(d => d.open = true)").await;
    page.find("#network code").await;
}

/// Moves the slider of an input through its range so many times, each time in a turn of its own.
async fn slide(page: &Page, code: &str, times: u32) {
    let script = "
        const [code, times, done] = arguments;
        const slider = document.getElementById(`in-${code}`).closest('.field').querySelector('[type=range]');
        const home = slider.value;
        let i = 0;
        const step = () => {
            if (i++ === times) return done();
            slider.value = i === times ? home : i * 7 % (Number(slider.max) + 1);
            slider.dispatchEvent(new Event('input', { bubbles: true }));
            slider.dispatchEvent(new Event('change', { bubbles: true }));
            setTimeout(step);
        };
        step()";
    page.driver.execute_async(script, vec![code.into(), times.into()]).await.expect("ticks");
}

/// Waits until what is out of sight has followed and the outcome is announced, which comes last.
async fn rest(page: &Page) {
    page.js("document.getElementById('announcer').textContent = ''").await;
    slide(page, "a", 2).await;
    wait_for("the outcome is announced", async || {
        page.try_text("#announcer").await.filter(|text| !text.is_empty())
    })
    .await;
}

#[test]
fn a_first_visit_asks_for_each_file_once() {
    with_page("", async |page| {
        // Each time that something came from the server; what was preloaded is listed a second time, with nothing transferred.
        let script = "return performance.getEntriesByType('resource').filter(e => e.transferSize > 0).map(e => e.name).filter(n => !n.endsWith('.svg')).sort()";
        let files: Vec<String> = serde_json::from_value(page.js(script).await).expect("names");
        let mut once = files.clone();
        once.dedup();
        assert_eq!(files, once, "asked for twice");
        // Style, start, the program and its glue; the icon is asked for by some browsers only.
        assert_eq!(files.len(), 4, "{files:#?}");
    });
}

/// Notes layout shifts from before the page begins.
const SHIFTS: &str = "
    window.shifts = [];
    new PerformanceObserver(list => window.shifts.push(...list.getEntries().map(
        e => ({ value: e.value, what: e.sources.map(s => s.node?.parentElement?.innerHTML.slice(0, 80)) })
    ))).observe({ type: 'layout-shift', buffered: true })";

#[test]
fn nothing_jumps_while_the_page_loads() {
    with_browser(async |page| {
        page.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": SHIFTS })).await;
        for (width, height) in [(1280, 800), (375, 667)] {
            page.viewport(width, height).await;
            page.open("").await;
            // Two frames: one that the results are in, and one that the observer has been told in.
            frames(page).await;
            let shifts = page.js("return window.shifts").await;
            assert_eq!(shifts, json!([]), "{width} pixels wide");
        }
    });
}

async fn frames(page: &Page) {
    let script =
        "requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(arguments[0])))";
    page.driver.execute_async(script, vec![]).await.expect("frames");
}

#[test]
fn a_slider_touches_little_of_the_page() {
    with_page(SCENARIO, async |page| {
        open_all(page).await;
        rest(page).await;
        let observe = "
            window.touched = window.far = 0;
            new MutationObserver(list => {
                for (const m of list) {
                    touched += 1 + m.addedNodes.length + m.removedNodes.length;
                    const element = m.target.closest ? m.target : m.target.parentElement;
                    if (element?.closest('#monitoring, #report, #compare')) far++;
                }
            }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true })";
        page.js(observe).await;
        for code in ["a", "q"] {
            page.js("touched = far = 0").await;
            slide(page, code, 40).await;
            let touched = page.js("return touched").await.as_f64().expect("a number") / 40.0;
            assert!(touched > 0.0, "nothing was touched");
            assert!(touched <= TOUCHED, "{code}: {touched} nodes a tick");
            // Files and tables far below are made anew only once the inputs rest.
            assert_eq!(page.js("return far").await, 0, "{code}");
        }
    });
}

#[test]
fn what_is_out_of_sight_follows_when_the_inputs_rest() {
    with_page("a=5000", async |page| {
        let month = "return document.querySelector('.charts svg').getAttribute('aria-label')";
        let before = page.js(month).await;
        page.set_input("Total assertions", "6000").await;
        wait_for("the charts follow", async || (page.js(month).await != before).then_some(()))
            .await;
    });
}

#[test]
fn nothing_piles_up_over_many_ticks() {
    with_page(SCENARIO, async |page| {
        open_all(page).await;
        let held = async || {
            rest(page).await;
            for _ in 0..2 {
                page.devtools("HeapProfiler.collectGarbage", json!({})).await;
            }
            let counters = page.devtools("Memory.getDOMCounters", json!({})).await;
            let number = |name: &str| counters[name].as_f64().expect("a number");
            (number("nodes"), number("jsEventListeners"), elements(page).await)
        };
        slide(page, "a", 100).await;
        let few = held().await;
        for code in ["a", "q", "i"] {
            slide(page, code, 300).await;
        }
        let many = held().await;
        // Chromium holds a few nodes of its own at times.
        assert!(many.0 <= few.0 + 20.0, "DOM nodes: {few:?}, then {many:?}");
        assert!(many.1 <= few.1, "listeners: {few:?}, then {many:?}");
        assert_eq!(many.2, few.2, "elements on the page");
    });
}

async fn elements(page: &Page) -> Value {
    page.js("return document.querySelectorAll('*').length").await
}

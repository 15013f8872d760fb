//! The page and the element in the other two browser engines: Firefox, and WebKit as WebKitGTK has it.
//! `make test-engines` runs these, and leaves out the browser that it cannot install.
#![cfg(not(target_arch = "wasm32"))]

mod session;

use serde_json::json;
use thirtyfour::{Key, WebDriver};

use harness::host::{FRAMES, host, open_to_all, with_its_origin_named};
use session::{Browser, find, in_frame, js, wait_js, with};

const FIRST: &str = "return document.querySelector('.figures .nodes b')?.textContent";

/// The page answers its link; a slider moved by a key and a number typed change the answer.
async fn page_works(driver: &WebDriver) {
    let calculator = open_to_all();
    driver.goto(format!("{calculator}#a=100000&q=1000")).await.expect("the page");
    wait_js(driver, FIRST, json!("5 nodes")).await;
    wait_js(driver, "return document.documentElement.dataset.ready", json!("true")).await;

    let slider = find(driver, ".field:has(#in-a) input[type=range]").await;
    slider.focus().await.expect("focus");
    slider.send_keys("" + Key::Right).await.expect("a key");
    // The step is the scale's; the address says the same as the field.
    let moved = "
        const a = document.querySelector('#in-a').value.replaceAll(',', '');
        return a > 100000 && location.hash.includes(`&a=${a}&q=1000`)";
    wait_js(driver, moved, json!(true)).await;

    let input = find(driver, "#in-q").await;
    input.focus().await.expect("focus");
    js(driver, "document.activeElement.select()").await;
    input.send_keys("10").await.expect("typing");
    wait_js(
        driver,
        "return JSON.parse(wasmBindings.evaluate(wasmBindings.link())).scenario.q",
        json!(10),
    )
    .await;

    find(driver, "#embed-element").await;
}

/// The element grows with its content, takes messages and tells of changes, with an origin and without.
async fn element_works(driver: &WebDriver, calculator: &str, sandboxes: &[&str]) {
    for sandbox in sandboxes {
        let body = format!(
            "<script async src='{calculator}embed.js'></script><stemedb-sizing id=one scenario='a=7000' {sandbox}></stemedb-sizing>"
        );
        let policy =
            format!("default-src 'none'; script-src 'self' {calculator}; frame-src {calculator}");
        driver.goto(host(&policy, &[("/", body)])).await.expect("the page around");
        wait_js(driver, "return told.some(e => e.type === 'ready')", json!(true)).await;
        js(driver, "one.getResult().then(({ scenario }) => { window.answer = scenario })").await;
        wait_js(driver, "return window.answer", json!("v=1&a=7000")).await;
        js(driver, "one.setScenario('a=100000&q=1000'); one.theme = 'dark'").await;
        wait_js(driver, "return told.find(e => e.type === 'change')?.result.nodes", json!(5)).await;

        let height = format!("return ({FRAMES})[0].getBoundingClientRect().height");
        let fitted = async || {
            let outer = js(driver, &height).await.as_f64().expect("a height");
            let inner = in_frame(
                driver,
                "return Math.ceil(document.documentElement.getBoundingClientRect().height)",
            )
            .await;
            (inner.as_f64() == Some(outer)).then_some(outer)
        };
        let closed = harness::wait_for("the frame fits", fitted).await;
        in_frame(
            driver,
            "document.querySelectorAll('#results details').forEach(d => d.open = true)",
        )
        .await;
        let grown =
            harness::wait_for("the frame grows", async || fitted().await.filter(|h| *h > closed))
                .await;
        assert!(grown > closed + 100.0, "{closed} {grown}");
        let inside = in_frame(driver, "return [document.documentElement.dataset.theme, origin === 'null', document.querySelector('.figures .nodes b').textContent]").await;
        assert_eq!(inside, json!(["dark", !sandbox.is_empty(), "5 nodes"]));
        assert_eq!(js(driver, "return told.filter(e => e.type === 'error')").await, json!([]));
    }
}

mod firefox {
    use super::{Browser, element_works, open_to_all, page_works, with};

    #[test]
    fn the_page_works() {
        with(Browser::Firefox, page_works);
    }

    #[test]
    fn the_element_works() {
        with(Browser::Firefox, async |driver| {
            element_works(driver, &open_to_all(), &["", "sandbox"]).await
        });
    }
}

mod webkit {
    use super::{Browser, element_works, open_to_all, page_works, with, with_its_origin_named};

    #[test]
    fn the_page_works() {
        with(Browser::WebKit, page_works);
    }

    #[test]
    fn the_element_works_in_a_sandbox_if_the_policy_names_the_calculator() {
        // In a frame without an origin, WebKit lets 'self' stand for nothing, so that not even the first script is asked for.
        let calculator = with_its_origin_named();
        with(Browser::WebKit, async |driver| {
            element_works(driver, &calculator, &["sandbox"]).await;
        });
    }

    #[test]
    fn the_element_works() {
        with(Browser::WebKit, async |driver| element_works(driver, &open_to_all(), &[""]).await);
    }
}

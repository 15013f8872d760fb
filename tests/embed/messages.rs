//! Messages between the frame and the page around, friendly and not.

use exchange::result::evaluate;
use serde_json::{Value, json};

use harness::host::{host, inside, noted, type_into, visit, wait_noted};
use harness::{Page, wait_for, with_browser};

/// A frame made by hand. `PARENT` in its address is the origin of the page around.
const BY_HAND: &str = "<script>
    const frame = document.createElement('iframe');
    frame.width = 700;
    frame.height = 900;
    frame.src = decodeURIComponent(location.hash.slice(1)).replace('PARENT', location.origin);
    document.currentScript.after(frame)</script>";
/// A second frame, of the page's own origin, that can write to the first and to the page.
const NEIGHBOUR: &str = "<iframe src=/neighbour></iframe>";

/// Opens a page with the calculator in it, whose address has this query, and waits until the calculator runs.
async fn embed(page: &Page, query: &str) {
    let origin = host("", &[("/", [BY_HAND, NEIGHBOUR].concat()), ("/neighbour", String::new())]);
    visit(page, &format!("{origin}/#{}?{query}", page.origin())).await;
    wait_noted(page, "heard", "ready", 1).await;
}

async fn send(page: &Page, message: Value) {
    page.js_with("frames[0].postMessage(arguments[0], '*')", vec![message]).await;
}

fn message(kind: &str, field: &str, value: impl Into<Value>) -> Value {
    json!({ "stemedb": 1, "type": kind, field: value.into() })
}

/// Asks, and waits for the answer. Messages keep their order, so all that was sent before has been seen by then.
async fn ask(page: &Page, id: &str) -> Value {
    send(page, message("getResult", "id", id)).await;
    wait_for(&format!("an answer to {id}"), async || {
        noted(page, "heard", "result").await.into_iter().find(|answer| answer["id"] == id)
    })
    .await
}

async fn codes(page: &Page) -> Vec<String> {
    let errors = noted(page, "heard", "error").await;
    errors.iter().map(|error| error["code"].as_str().expect("a code").to_owned()).collect()
}

#[test]
fn a_question_is_answered_with_the_whole_result_and_a_change_is_told() {
    with_browser(async |page| {
        embed(page, "parent=PARENT").await;
        send(page, message("setScenario", "scenario", "a=100000&q=1000")).await;
        let answer = ask(page, "first").await;
        assert_eq!(answer["scenario"], "v=1&a=100000&q=1000");
        let native: Value = serde_json::from_str(&evaluate("a=100000&q=1000")).expect("JSON");
        assert_eq!(answer["result"], native);
        let change = wait_noted(page, "heard", "change", 1).await.remove(0);
        assert_eq!((&change["scenario"], &change["result"]), (&answer["scenario"], &native));
        assert_eq!(format!("{}/", change["origin"].as_str().expect("an origin")), page.origin());
        inside(page, 0, async || {
            assert_eq!(page.text(".figures .nodes b").await, "5 nodes");
            type_into(page, "a", "7000").await;
        })
        .await;
        let change = wait_noted(page, "heard", "change", 2).await.remove(1);
        assert_eq!(change["scenario"], "v=1&a=7000&q=1000");
        assert_eq!(noted(page, "heard", "ready").await.len(), 1);
        assert!(codes(page).await.is_empty());
        page.assert_no_console_errors().await;
    });
}

#[test]
fn every_field_is_checked_and_nothing_malformed_reaches_the_inputs() {
    with_browser(async |page| {
        embed(page, "parent=PARENT").await;
        let long = "a=1&".repeat(2049);
        for (malformed, code) in [
            (json!({ "stemedb": 2, "type": "setScenario", "scenario": "a=1" }), "version"),
            (json!({ "stemedb": "1", "type": "getResult", "id": 1 }), "version"),
            (json!({ "stemedb": null }), "version"),
            (json!({ "stemedb": 1 }), "type"),
            (json!({ "stemedb": 1, "type": "toString" }), "type"),
            (json!({ "stemedb": 1, "type": ["setScenario"], "scenario": "a=1" }), "type"),
            (message("setScenario", "fragment", "a=1"), "scenario"),
            (message("setScenario", "scenario", json!({ "a": 1 })), "scenario"),
            (message("setScenario", "scenario", 1), "scenario"),
            (message("setScenario", "scenario", long.as_str()), "scenario"),
            (message("setTheme", "theme", "purple"), "theme"),
            (message("setTheme", "theme", json!(["dark"])), "theme"),
            (message("setShow", "show", json!(["cost"])), "show"),
            (message("setShow", "show", "everything"), "show"),
            (message("getResult", "id", Value::Null), "id"),
            (message("getResult", "id", json!({})), "id"),
            (message("getResult", "id", "x".repeat(65)), "id"),
        ] {
            let before = codes(page).await.len();
            send(page, malformed.clone()).await;
            wait_noted(page, "heard", "error", before + 1).await;
            assert_eq!(codes(page).await[before..], [code], "{malformed:.100}");
        }
        // Other scripts' messages are none of the calculator's business.
        let before = codes(page).await.len();
        for other in
            [json!(null), json!("stemedb"), json!(7), json!([1, 2]), json!({ "type": "getResult" })]
        {
            send(page, other).await;
        }
        let answer = ask(page, "last").await;
        assert_eq!(codes(page).await.len(), before);
        assert_eq!(answer["scenario"], "v=1");
        assert_eq!(noted(page, "heard", "result").await.len(), 1);
        assert!(noted(page, "heard", "change").await.is_empty());
        page.assert_no_console_errors().await;
    });
}

#[test]
fn a_scenario_in_a_message_is_read_as_a_link_is() {
    with_browser(async |page| {
        embed(page, "parent=PARENT").await;
        for (i, (scenario, canonical)) in [
            ("#a=70", "v=1&a=70"),
            ("a=NaN&q=<script>alert(1)</script>&i=-1e999", "v=1"),
            ("%%%&a=%zz%E0%A4%A&q=%00%ff&n=%F0%9F%92%A9", "v=1"),
            ("__proto__=1&a=71", "v=1&a=71"),
            (&"\u{0}\u{ffff}🦀".repeat(1000), "v=1"),
            ("", "v=1"),
        ]
        .into_iter()
        .enumerate()
        {
            send(page, message("setScenario", "scenario", scenario)).await;
            let answer = ask(page, &i.to_string()).await;
            assert_eq!(answer["scenario"], canonical, "{scenario:.60}");
        }
        page.assert_no_console_errors().await;
    });
}

#[test]
fn a_flood_takes_one_evaluation_a_frame() {
    with_browser(async |page| {
        embed(page, "parent=PARENT").await;
        let tick = "
            window.ticks = 0;
            const tick = () => { ticks++; requestAnimationFrame(tick) };
            tick()";
        inside(page, 0, async || page.js(tick).await).await;
        let flood = "
            for (let i = 1; i <= 3000; i++) {
                frames[0].postMessage({ stemedb: 1, type: 'setScenario', scenario: `a=${i}` }, '*');
                frames[0].postMessage({ stemedb: 1, type: 'getResult', id: i }, '*');
                frames[0].postMessage({ stemedb: 1, type: `no-${i}` }, '*');
            }";
        page.js(flood).await;
        // Refused while too many are waiting.
        let answer = wait_for("the last answer", async || {
            send(page, message("getResult", "id", "last")).await;
            let answers = noted(page, "heard", "result").await;
            answers
                .into_iter()
                .find(|answer| answer["id"] == "last" && answer["scenario"] == "v=1&a=3000")
        })
        .await;
        let ticks = inside(page, 0, async || page.js("return ticks").await).await;
        let ticks = usize::try_from(ticks.as_u64().expect("a number")).expect("a number");
        assert!(answer["result"]["nodes"].is_u64());
        let answers = noted(page, "heard", "result").await;
        let mut evaluated: Vec<_> = answers.iter().map(|a| a["scenario"].to_string()).collect();
        evaluated.dedup();
        // Where frames are slow in coming there is a timer instead, so one more may have been.
        assert!(evaluated.len() <= ticks + 1, "{} in {ticks} frames", evaluated.len());
        assert!(answers.len() <= 64 * (ticks + 1), "{} answers in {ticks} frames", answers.len());
        let errors = codes(page).await;
        assert!(errors.contains(&"type".to_owned()));
        assert!(errors.len() <= 2 * (ticks + 1), "{} errors in {ticks} frames", errors.len());
        page.assert_no_console_errors().await;
    });
}

#[test]
fn nobody_but_the_page_around_is_listened_to() {
    with_browser(async |page| {
        embed(page, "parent=PARENT").await;
        // Of the same origin, but not the parent.
        inside(page, 1, async || {
            let write = "
                for (const message of arguments[0]) parent.frames[0].postMessage(message, '*')";
            let messages = json!([
                message("setScenario", "scenario", "a=666"),
                message("setTheme", "theme", "dark"),
                message("getResult", "id", "stolen"),
                { "stemedb": 9 },
            ]);
            page.js_with(write, vec![messages]).await;
        })
        .await;
        let answer = ask(page, "own").await;
        assert_eq!(answer["scenario"], "v=1");
        assert_eq!(noted(page, "heard", "result").await.len(), 1);
        assert!(codes(page).await.is_empty());
        let theme = "return document.documentElement.dataset.theme ?? null";
        assert_eq!(inside(page, 0, async || page.js(theme).await).await, Value::Null);
    });
}

#[test]
fn results_go_to_no_page_that_is_not_named() {
    with_browser(async |page| {
        // None, another one, and what is no origin at all.
        for (query, code) in [
            ("", None),
            ("parent=https://docs.example.org", None),
            ("parent=null", Some("parent")),
            ("parent=*", Some("parent")),
            ("parent=PARENT/", Some("parent")),
            ("parent=data:text/html,x", Some("parent")),
            ("parent=", Some("parent")),
        ] {
            embed(page, query).await;
            let told = inside(page, 0, async || {
                // What is sent to the page around later than an answer would be.
                type_into(page, "a", "7000").await;
                let after = "
                    const done = arguments[0];
                    window.wasmBindings.follow(link => link === 'v=1&a=7000' && setTimeout(done, 0, link))";
                page.driver.execute_async(after, vec![]).await.expect("a change").json().clone()
            });
            send(page, message("setScenario", "scenario", "a=666")).await;
            send(page, message("getResult", "id", 1)).await;
            assert_eq!(told.await, "v=1&a=7000", "{query}");
            assert!(noted(page, "heard", "result").await.is_empty(), "{query}");
            assert!(noted(page, "heard", "change").await.is_empty(), "{query}");
            assert!(!noted(page, "heard", "resize").await.is_empty(), "{query}");
            match code {
                Some(code) => wait_noted(page, "heard", "error", 1)
                    .await
                    .iter()
                    .for_each(|error| assert_eq!(error["code"], code)),
                None => assert!(codes(page).await.is_empty(), "{query}"),
            }
        }
    });
}

#[test]
fn what_the_address_asks_for_is_done_or_refused() {
    with_browser(async |page| {
        let data = "return { ...document.documentElement.dataset }";
        embed(page, "parent=PARENT&theme=dark&locale=de&show=cost,table#a=70000").await;
        let said = inside(page, 0, async || page.js(data).await).await;
        assert_eq!(
            (&said["theme"], &said["locale"], &said["show"]),
            (&json!("dark"), &json!("de"), &json!("cost table"))
        );
        embed(page, "theme=purple&locale=x-&show=everything,inputs&parent=PARENT").await;
        let said = inside(page, 0, async || page.js(data).await).await;
        assert_eq!(
            (&said["theme"], &said["locale"], &said["show"]),
            (&Value::Null, &Value::Null, &json!("inputs"))
        );
        wait_noted(page, "heard", "error", 3).await;
        assert_eq!(codes(page).await, ["theme", "show", "locale"]);
        let seen = inside(page, 0, async || page.text(".inputs").await).await;
        assert!(seen.contains("Total assertions"));
        page.assert_no_console_errors().await;
    });
}

#[test]
fn numbers_follow_the_locale() {
    with_browser(async |page| {
        for (locale, figure) in
            [("de", "0,681 vCPU"), ("en-IN", "0.681 vCPU"), ("bn", "0.681 vCPU")]
        {
            embed(page, &format!("locale={locale}&show=results#a=20000000")).await;
            let text = inside(page, 0, async || page.text("#results").await).await;
            assert!(text.contains(figure), "{locale}: {text}");
        }
    });
}

//! From the navigation to the first results, with nothing cached.

use serde_json::{Value, json};

use harness::{Page, wait_for, with_browser_at};

use crate::table::{Row, percentile};

/// Loads of each kind.
const RUNS: usize = 15;
/// 1.6 Mbit/s and 150 ms there and back, as Lighthouse has a slow telephone.
const SLOW_BYTES_PER_SECOND: f64 = 1.6e6 / 8.0;
const SLOW_LATENCY_MS: f64 = 150.0;

/// Puts the probe into every page that the browser opens from now on.
pub async fn prepare(page: &Page) {
    add_probe(page).await;
    let source = "probe.observe()";
    page.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": source })).await;
}

/// [`prepare`], but for what the browser itself observes: shifts and long tasks.
pub async fn add_probe(page: &Page) {
    let source = include_str!("probe.js");
    page.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": source })).await;
}

/// Makes the browser's main thread so many times slower.
pub async fn slow_down(page: &Page, times: u32) {
    page.devtools("Emulation.setCPUThrottlingRate", json!({ "rate": times })).await;
}

/// Opens an address, waits until all of the page has been painted, and returns what the probe saw.
pub async fn visit(page: &Page, url: &str) -> Value {
    page.driver.goto("about:blank").await.expect("about:blank");
    page.driver.goto(url).await.expect("the page");
    wait_for("the page is painted", async || {
        let probe = page.js("return window.probe?.ready ? probe : null").await;
        (!probe.is_null()).then_some(probe)
    })
    .await
}

/// The times of all kinds of loads.
pub fn rows(origin: &str) -> Vec<Row> {
    let mut rows = Vec::new();
    with_browser_at(origin, async |page| {
        prepare(page).await;
        let mut run = 0;
        for (what, slow, limit) in [
            ("first results, nothing cached, loopback", false, 300.0),
            ("the same, 4x slower processor, 1.6 Mbit/s, 150 ms", true, 1800.0),
        ] {
            if slow {
                slow_down(page, 4).await;
                page.devtools("Network.enable", json!({})).await;
                let network = json!({ "offline": false, "latency": SLOW_LATENCY_MS, "downloadThroughput": SLOW_BYTES_PER_SECOND, "uploadThroughput": 750e3 / 8.0 });
                page.devtools("Network.emulateNetworkConditions", network).await;
            }
            let (mut times, mut whole, mut shift) = (Vec::new(), Vec::new(), 0.0_f64);
            for _ in 0..RUNS {
                run += 1;
                let probe = visit(page, &format!("{origin}r/{run}/")).await;
                times.push(probe["painted"].as_f64().expect("a time"));
                whole.push(probe["ready"].as_f64().expect("a time"));
                shift = shift.max(shifts(&probe["shifts"], true));
                if !probe["shifts"].as_array().expect("a list").is_empty() {
                    eprintln!("shifts: {}", probe["shifts"]);
                }
            }
            rows.push(Row::times(what, &times, limit));
            let whole = format!("{:.0} ms", percentile(&whole, 50.0));
            rows.push(Row::plain("all of the page, median", whole));
            rows.push(Row::number("layout shift while loading (worst)", shift, "", 0.0));
        }
    });
    rows
}

/// The sum of layout shifts; `all` also counts those right after a click or a key.
pub fn shifts(list: &Value, all: bool) -> f64 {
    let counts = |shift: &&Value| all || shift["counts"] == true;
    let list = list.as_array().expect("a list");
    list.iter().filter(counts).filter_map(|shift| shift["value"].as_f64()).sum()
}

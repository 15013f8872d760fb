//! The page on a telephone: little of it is covered by what stays in sight, and a swipe is no change of an input.

use serde_json::json;

use harness::{Page, wait_for, with_page};

/// The most of the height that what stays in sight may cover.
const COVERED: f64 = 0.15;

#[test]
fn what_stays_in_sight_leaves_the_screen_to_the_page() {
    with_page("v=1&a=400000&q=1000&ha=1", async |page| {
        for (width, height) in [
            (320, 568),
            (360, 640),
            (375, 740),
            (414, 896),
            (568, 320),
            (740, 360),
            (768, 1024),
            (1024, 768),
            (1280, 800),
            (1920, 1080),
        ] {
            page.viewport(width, height).await;
            page.js("document.getElementById('growth').scrollIntoView()").await;
            wait_for("the small verdict is in sight", async || {
                let away = "return !!document.querySelector('.away .mini')";
                (page.js(away).await == true).then_some(())
            })
            .await;
            // Whatever is drawn over the left edge, the middle and the right edge of the page.
            let covered = page
                .js("
                const isFixed = e => { for (; e; e = e.parentElement) if (['fixed', 'sticky'].includes(getComputedStyle(e).position)) return true };
                const rows = [...Array(innerHeight).keys()].filter(y =>
                    [20, innerWidth / 2, innerWidth - 20].some(x => {
                        const e = document.elementFromPoint(x, y);
                        return e && !e.closest('.inputs') && isFixed(e);
                    }));
                return rows.length / innerHeight")
                .await;
            let covered = covered.as_f64().expect("a share");
            assert!(covered > 0.0, "{width} x {height}: nothing stays in sight");
            assert!(covered <= COVERED, "{width} x {height}: {covered} of the height is covered");
        }
        page.assert_no_console_errors().await;
    });
}

/// A finger put on the middle of an element and moved down or up by so many pixels.
async fn swipe(page: &Page, css: &str, by: f64) {
    let place = page
        .js(&format!(
            "const e = document.querySelector('{css}'); e.scrollIntoView({{ block: 'center' }});
            const r = e.getBoundingClientRect(); return [r.x + r.width * 0.8, r.y + r.height / 2]"
        ))
        .await;
    let (x, y) = (place[0].as_f64().expect("a number"), place[1].as_f64().expect("a number"));
    let touch = async |kind: &str, points: serde_json::Value| {
        let event = json!({ "type": kind, "touchPoints": points });
        page.devtools("Input.dispatchTouchEvent", event).await;
    };
    touch("touchStart", json!([{ "x": x, "y": y }])).await;
    for step in 1..=10 {
        let y = y + by * f64::from(step) / 10.0;
        touch("touchMove", json!([{ "x": x, "y": y }])).await;
    }
    touch("touchEnd", json!([])).await;
}

#[test]
fn a_swipe_over_a_slider_scrolls_and_changes_nothing() {
    with_page("v=1&a=400000", async |page| {
        page.viewport(375, 740).await;
        page.devtools("Emulation.setTouchEmulationEnabled", json!({ "enabled": true })).await;
        let slider = "[id=\"in-a\"] ~ * input[type=range], .field:has(#in-a) input[type=range]";
        let value = format!("return document.querySelector('{slider}').value");
        let (before, fragment) = (page.js(&value).await, page.fragment().await);
        let from = page.js("return scrollY").await.as_f64().expect("a number");
        swipe(page, slider, -200.0).await;
        wait_for("the page has scrolled", async || {
            let now = page.js("return scrollY").await.as_f64().expect("a number");
            (now != from).then_some(())
        })
        .await;
        assert_eq!(page.js(&value).await, before);
        assert_eq!(page.fragment().await, fragment);
        page.assert_no_console_errors().await;
    });
}

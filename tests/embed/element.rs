//! `<stemedb-sizing>` in pages of somebody else's.

use serde_json::{Value, json};

use harness::host::{
    frames, heights, host, inside, noted, open_to_all, type_into, visit, wait_fitted, wait_noted,
};
use harness::{Page, dist, wait_for, with_browser};

/// The two lines, with these attributes.
fn two_lines(page: &Page, attributes: &str) -> String {
    format!(
        "<script async src=\"{}embed.js\"></script>\n<stemedb-sizing {attributes}></stemedb-sizing>",
        page.origin()
    )
}

/// Opens a page of another site with this in it, and waits until every calculator on it runs.
async fn embed(page: &Page, policy: &str, body: String) {
    let count = body.matches("<stemedb-sizing").count();
    let origin = host(policy, &[("/", body)]);
    visit(page, &origin).await;
    wait_noted(page, "told", "ready", count).await;
}

#[test]
fn embed_js_is_small() {
    let raw = std::fs::read(dist().join("embed.js")).expect("embed.js");
    let mut compressed = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams { quality: 11, ..Default::default() };
    brotli::BrotliCompress(&mut &raw[..], &mut compressed, &parameters).expect("compression");
    assert!(compressed.len() <= 2000, "{} bytes", compressed.len());
}

#[test]
fn the_frame_grows_and_shrinks_with_its_content() {
    with_browser(async |page| {
        embed(page, "", two_lines(page, "scenario='a=100000&amp;q=1000'")).await;
        let closed = wait_fitted(page, 0).await;
        inside(page, 0, async || {
            assert_eq!(page.text(".figures .nodes b").await, "5 nodes");
            page.js("document.querySelectorAll('details').forEach(d => d.open = true)").await;
        })
        .await;
        wait_for("the frame grows", async || {
            (heights(page, 0).await.0 > closed + 500).then_some(())
        })
        .await;
        wait_fitted(page, 0).await;
        inside(page, 0, async || {
            page.js("document.querySelectorAll('details').forEach(d => d.open = false)").await;
        })
        .await;
        wait_for("the frame shrinks", async || (heights(page, 0).await.0 == closed).then_some(()))
            .await;
        page.assert_no_console_errors().await;
    });
}

#[test]
fn works_under_a_strict_policy_with_a_copy_of_the_script() {
    with_browser(async |page| {
        let calculator = page.origin().trim_end_matches('/').to_owned();
        let policy = format!("default-src 'self'; frame-src {calculator}");
        let body = format!(
            "<script async src=/embed.js></script><stemedb-sizing src='{calculator}/' show=results></stemedb-sizing>"
        );
        embed(page, &policy, body).await;
        wait_fitted(page, 0).await;
        let policy = format!(
            "default-src 'none'; connect-src 'self'; script-src 'self' {calculator}; frame-src {calculator}"
        );
        embed(page, &policy, two_lines(page, "height=400")).await;
        assert_eq!(heights(page, 0).await.0, 400);
        page.assert_no_console_errors().await;
    });
}

#[test]
fn attributes_properties_and_methods_do_what_they_say() {
    with_browser(async |page| {
        embed(
            page,
            "",
            two_lines(page, "id=one scenario='a=7000' theme=dark locale=de title='How large?'"),
        )
        .await;
        let frame = frames(&page.driver).await.remove(0);
        let attribute =
            async |name: &str| frame.attr(name).await.expect("an attribute").unwrap_or_default();
        assert_eq!(attribute("title").await, "How large?");
        assert_eq!(attribute("loading").await, "lazy");
        assert_eq!(attribute("allow").await, "clipboard-write");
        let theme = "return document.documentElement.dataset.theme ?? ''";
        assert_eq!(inside(page, 0, async || page.js(theme).await).await, "dark");

        let ask = "
            const done = arguments[arguments.length - 1];
            one.getResult().then(({ scenario, result }) => done([scenario, result.nodes]), e => done(`${e}`))";
        let asked = async || {
            page.driver.execute_async(ask, vec![]).await.expect("an answer").json().clone()
        };
        assert_eq!(asked().await, json!(["v=1&a=7000", 1]));
        page.js("one.setScenario('a=100000&q=1000')").await;
        assert_eq!(asked().await, json!(["v=1&a=100000&q=1000", 5]));
        let change = wait_noted(page, "told", "change", 1).await.remove(0);
        assert_eq!((&change["id"], &change["result"]["nodes"]), (&json!("one"), &json!(5)));
        page.js("one.scenario = '#a=8000'; one.theme = 'light'").await;
        assert_eq!(asked().await, json!(["v=1&a=8000", 1]));
        assert_eq!(inside(page, 0, async || page.js(theme).await).await, "light");
        assert_eq!(
            page.js("return [one.scenario, one.theme, one.show, one.locale]").await,
            json!(["#a=8000", "light", "", "de"])
        );

        page.js("one.show = 'inputs, table'").await;
        assert_eq!(asked().await, json!(["v=1&a=8000", 1]));
        let seen = inside(page, 0, async || {
            page.js("return ['.inputs', '#results', '#costs', '#growth', '.quick'].map(s => document.querySelector(s).checkVisibility())").await
        });
        assert_eq!(seen.await, json!([true, false, false, false, true]));

        page.js("one.locale = 'no such'").await;
        let error = wait_noted(page, "told", "error", 1).await.remove(0);
        assert_eq!((&error["code"], &error["id"]), (&json!("locale"), &json!("one")));
        let gone = "
            const done = arguments[arguments.length - 1];
            one.getResult().catch(error => done(error.message));
            one.remove()";
        let gone = page.driver.execute_async(gone, vec![]).await.expect("a refusal").json().clone();
        assert_eq!(gone, "The frame was removed.");
        let address = "
            const bad = document.createElement('stemedb-sizing');
            bad.src = 'javascript:alert(1)';
            document.body.append(bad);
            return bad.shadowRoot.querySelectorAll('iframe').length";
        assert_eq!(page.js(address).await, 0);
        assert_eq!(wait_noted(page, "told", "error", 2).await[1]["code"], "src");
        page.assert_no_console_errors().await;
    });
}

#[test]
fn several_on_one_page_do_not_hear_each_other() {
    with_browser(async |page| {
        let body = [
            two_lines(page, "id=one scenario='a=1000' show=results"),
            two_lines(page, "id=two scenario='a=100000&amp;q=1000' show=results theme=dark"),
            two_lines(page, "id=three scenario='a=10000000' show=results height=300"),
        ]
        .concat();
        // All in sight, so that none waits to be scrolled to.
        page.viewport(1280, 3000).await;
        embed(page, "", body).await;
        page.js("two.setScenario('a=5')").await;
        let change = wait_noted(page, "told", "change", 1).await;
        assert_eq!(change.len(), 1);
        assert_eq!((&change[0]["id"], &change[0]["scenario"]), (&json!("two"), &json!("v=1&a=5")));
        let ask = "
            const done = arguments[arguments.length - 1];
            Promise.all([one, two, three].map(e => e.getResult())).then(all => done(all.map(a => a.scenario)))";
        let all = page.driver.execute_async(ask, vec![]).await.expect("answers").json().clone();
        assert_eq!(all, json!(["v=1&a=1000", "v=1&a=5", "v=1&a=10000000"]));
        wait_fitted(page, 0).await;
        wait_fitted(page, 1).await;
        assert_eq!(heights(page, 2).await.0, 300);
        page.assert_no_console_errors().await;
    });
}

#[test]
fn the_element_believes_its_own_frame_only() {
    with_browser(async |page| {
        let body = two_lines(page, "id=one show=results") + "<iframe src=/neighbour></iframe>";
        let origin = host("", &[("/", body), ("/neighbour", String::new())]);
        visit(page, &origin).await;
        wait_noted(page, "told", "ready", 1).await;
        let height = wait_fitted(page, 0).await;
        let lies = "
            for (const message of [
                { type: 'resize', height: 5000 }, { type: 'change', scenario: 'a=666', result: {} },
                { type: 'error', code: 'x', text: 'y' }, { type: 'ready' },
            ]) arguments[0].postMessage({ stemedb: 1, ...message }, '*')";
        inside(page, 1, async || page.js(&lies.replace("arguments[0]", "parent")).await).await;
        page.js(&lies.replace("arguments[0]", "window")).await;
        // From the frame itself, but nonsense.
        inside(page, 0, async || {
            let nonsense = "
                for (const height of [-5, NaN, 1e9, '9999px', null, {}])
                    parent.postMessage({ stemedb: 1, type: 'resize', height }, '*');
                parent.postMessage({ stemedb: 2, type: 'resize', height: 77 }, '*');
                parent.postMessage({ stemedb: 1, type: 'result', id: 'unasked' }, '*');
                parent.postMessage(null, '*');
                parent.postMessage({ stemedb: 1, type: 'error', code: 'last', text: '' }, '*')";
            page.js(nonsense).await;
        })
        .await;
        let errors = wait_noted(page, "told", "error", 1).await;
        assert_eq!(errors.len(), 1);
        assert_eq!(errors[0]["code"], "last");
        assert_eq!(heights(page, 0).await.0, height);
        assert!(noted(page, "told", "change").await.is_empty());
        assert_eq!(noted(page, "told", "ready").await.len(), 1);
        page.assert_no_console_errors().await;
    });
}

#[test]
fn works_without_an_origin_of_its_own() {
    with_browser(async |page| {
        let calculator = open_to_all();
        let body = format!(
            "<script async src='{calculator}embed.js'></script><stemedb-sizing id=one sandbox scenario='a=7000'></stemedb-sizing>"
        );
        embed(page, "", body).await;
        wait_fitted(page, 0).await;
        assert_eq!(inside(page, 0, async || page.js("return origin").await).await, "null");
        page.js("one.setScenario('a=100000&q=1000')").await;
        let change = wait_noted(page, "told", "change", 1).await.remove(0);
        assert_eq!(change["result"]["nodes"], 5);
        inside(page, 0, async || {
            assert_eq!(page.text(".figures .nodes b").await, "5 nodes");
            type_into(page, "a", "70000").await;
            page.wait_text(".results .chip", "guide's tier <500K").await;
        })
        .await;
        page.assert_no_console_errors().await;
    });
}

#[test]
fn a_plain_frame_needs_no_script_around_it() {
    with_browser(async |page| {
        // The strictest of policies: no script, no style.
        let calculator = page.origin();
        let policy = format!("default-src 'none'; frame-src {calculator}");
        let body = format!(
            "<iframe title=Sizing width=600 height=500 src='{calculator}?show=results&amp;theme=dark#a=100000&amp;q=1000'></iframe>"
        );
        let origin = host(&policy, &[("/", body)]);
        visit(page, &origin).await;
        inside(page, 0, async || {
            page.wait_text(".figures .nodes b", "5 nodes").await;
            assert_eq!(page.sideways_overflow().await, 0);
            // It has to scroll, because nobody follows its height.
            let room = "const e = document.documentElement; return [e.scrollHeight > innerHeight, getComputedStyle(e).overflowY]";
            assert_eq!(page.js(room).await, json!([true, "visible"]));
        })
        .await;
    });
}

#[test]
fn the_full_calculator_opens_with_the_inputs_as_they_are() {
    with_browser(async |page| {
        embed(page, "", two_lines(page, "scenario='a=7000' theme=dark")).await;
        inside(page, 0, async || {
            type_into(page, "a", "100000").await;
            type_into(page, "q", "1000").await;
            let link = page.find(".frame-line a").await;
            assert_eq!(link.attr("rel").await.expect("rel").as_deref(), Some("noopener"));
            link.click().await.expect("a click");
        })
        .await;
        let windows = wait_for("another window", async || {
            let windows = page.driver.windows().await.ok()?;
            (windows.len() == 2).then_some(windows)
        })
        .await;
        page.driver.switch_to_window(windows[1].clone()).await.expect("the new window");
        page.wait_text(".figures .nodes b", "5 nodes").await;
        // The page adds to its address what the prices were.
        let url = page.url().await;
        assert!(url.starts_with(&format!("{}#v=1&a=100000&q=1000", page.origin())), "{url}");
        assert_eq!(
            page.js("return document.documentElement.dataset.embedded ?? null").await,
            Value::Null
        );
        assert_eq!(page.js("return window.opener").await, Value::Null);
    });
}

#[test]
fn a_frame_keeps_out_of_the_visitors_inputs_and_of_the_pages_history() {
    with_browser(async |page| {
        let keep = "return localStorage.getItem('stemedb-sizing.draft')";
        page.open("").await;
        page.set_input("Total assertions", "4242").await;
        wait_for("the inputs are kept", async || {
            (page.js(keep).await == "v=1&a=4242").then_some(())
        })
        .await;
        page.js("localStorage.setItem('stemedb-sizing.library', '{}')").await;
        // On the calculator's own origin, where a frame has the same storage.
        let frame = "
            const frame = document.createElement('iframe');
            frame.src = './?show=inputs,results';
            document.body.prepend(frame)";
        let history = page.js("return history.length").await;
        page.js(frame).await;
        let inner = inside(page, 0, async || {
            page.find("html[data-ready]").await;
            assert_eq!(page.js("return window.wasmBindings.link()").await, "v=1");
            page.js("wasmBindings.open('a=666')").await;
            // Told later than the address would be written, and than the inputs would be kept.
            let told = "
                const done = arguments[arguments.length - 1];
                wasmBindings.follow(link => link === 'v=1&a=667' && setTimeout(done, 1000, location.hash));
                wasmBindings.open('a=667')";
            page.driver.execute_async(told, vec![]).await.expect("a change").json().clone()
        })
        .await;
        assert_eq!(inner, "");
        assert_eq!(page.js(keep).await, "v=1&a=4242");
        assert_eq!(page.js("return history.length").await, history);
        // What is stored was not looked at, or the damaged library would have been set aside.
        let saved = "#library, #compare, #embed";
        assert_eq!(inside(page, 0, async || page.count(saved).await).await, 0);
        let aside =
            "return Object.keys(localStorage).filter(key => key.includes('damaged')).length";
        assert_eq!(page.js(aside).await, 0);
        page.open("").await;
        assert_eq!(page.js("return wasmBindings.link()").await, "v=1&a=4242");
    });
}

#[test]
fn nothing_sticks_out_at_any_width() {
    with_browser(async |page| {
        let all = "show='inputs results cost growth table' scenario='a=999999999&amp;q=999999&amp;g=compound&amp;gr=1000&amp;h=120'";
        let body = two_lines(page, all);
        page.viewport(940, 800).await;
        embed(page, "", body).await;
        for width in [320, 400, 560, 640, 720, 900] {
            page.js_with(
                "document.querySelector('stemedb-sizing').style.width = `${arguments[0]}px`",
                vec![width.into()],
            )
            .await;
            wait_fitted(page, 0).await;
            let over = inside(page, 0, async || page.sideways_overflow().await).await;
            assert_eq!(over, 0, "{width} pixels wide");
        }
    });
}

#[test]
fn axe_has_nothing_to_object_to_inside() {
    with_browser(async |page| {
        for theme in ["light", "dark"] {
            let all = format!(
                "show='inputs results cost growth table' theme={theme} scenario='a=100000&amp;q=1000'"
            );
            embed(page, "", two_lines(page, &all)).await;
            inside(page, 0, async || {
                page.js("document.querySelectorAll('details').forEach(d => d.open = true)").await;
            })
            .await;
            wait_fitted(page, 0).await;
            // Its frames are known by their titles.
            page.assert_accessible().await;
            inside(page, 0, async || page.assert_accessible().await).await;
        }
    });
}

//! The part of the calculator that writes the lines for other pages.

use serde_json::json;

use harness::host::{frames, heights, host, inside, visit, wait_fitted, wait_noted};
use harness::{Page, wait_for, with_page};

#[test]
fn the_lines_say_what_was_chosen_and_work_elsewhere() {
    with_page("a=100000&q=1000", async |page| {
        let src = page.origin();
        let element = |attributes: &str, fragment: &str| {
            format!(
                "<stemedb-sizing scenario=\"{fragment}\"{attributes}><a href=\"{src}#{fragment}\">StemeDB sizing calculator</a></stemedb-sizing>"
            )
        };
        let script = format!("<script async src=\"{src}embed.js\"></script>\n");
        let first = element("", "v=1&amp;a=100000&amp;q=1000");
        page.wait_text("#embed-element", &[script.as_str(), &first].concat()).await;

        // Others want a line in a file of theirs, once.
        let once = "return document.querySelector('#embed-once').checkVisibility()";
        assert_eq!(page.js(once).await, false);
        page.select("Site made with", "Docusaurus").await;
        page.wait_text("#embed-element", &first).await;
        page.wait_text(
            "#embed-once",
            &format!("scripts: [{{ src: \"{src}embed.js\", async: true }}],"),
        )
        .await;
        page.wait_text("#embed-once-title", "Once for the site, in docusaurus.config.js").await;
        page.select("Site made with", "HTML, mdBook, MkDocs, Zensical").await;
        assert_eq!(page.js(once).await, false);

        page.select("Theme", "Dark").await;
        page.set_input("Height in pixels", "444").await;
        page.click("checkbox", "Costs").await;
        page.click("checkbox", "Inputs").await;
        page.set_input("Total assertions", "7000").await;
        let attributes = " theme=\"dark\" show=\"results cost\" height=\"444\"";
        let element = [script, element(attributes, "v=1&amp;a=7000&amp;q=1000")].concat();
        page.wait_text("#embed-element", &element).await;
        let frame = page.text("#embed-frame").await;
        page.assert_no_console_errors().await;

        visit(page, &host("", &[("/", element)])).await;
        wait_noted(page, "told", "ready", 1).await;
        assert_eq!(heights(page, 0).await.0, 444);
        shows_what_was_chosen(page).await;
        visit(page, &host("", &[("/", frame)])).await;
        shows_what_was_chosen(page).await;
        assert_eq!(heights(page, 0).await.1, 444);
    });
}

async fn shows_what_was_chosen(page: &Page) {
    inside(page, 0, async || {
        page.find("html[data-ready]").await;
        let seen = "
            const seen = s => document.querySelector(s)?.checkVisibility() ?? null;
            return [wasmBindings.link(), getComputedStyle(document.documentElement).colorScheme,
                ...['.inputs', '#results', '#costs', '#growth', '#library', '.masthead p', '.frame-line'].map(seen)]";
        assert_eq!(
            page.js(seen).await,
            json!(["v=1&a=7000&q=1000", "dark", false, true, true, false, null, false, true])
        );
    })
    .await;
}

#[test]
fn the_preview_is_the_real_thing_and_follows_the_choices() {
    with_page("a=100000&q=1000", async |page| {
        assert_eq!(frames(&page.driver).await.len(), 0);
        page.js("document.querySelector('#embed details').open = true").await;
        let frame = page.find("#embed stemedb-sizing").await;
        frame.scroll_into_view().await.expect("scrolling");
        let nodes = async |expected: &str| {
            inside(page, 0, async || page.wait_text(".figures .nodes b", expected).await).await;
        };
        nodes("5 nodes").await;
        page.set_input("Total assertions", "1000").await;
        page.set_input("Peak query rate", "10").await;
        nodes("1 node").await;
        page.select("Theme", "Dark").await;
        wait_for("the preview is dark", async || {
            let theme = "return document.documentElement.dataset.theme ?? ''";
            (inside(page, 0, async || page.js(theme).await).await == "dark").then_some(())
        })
        .await;
        // Out from under the bar that stays at the top.
        page.js("document.querySelector('.embed-options').scrollIntoView({ block: 'center' })")
            .await;
        page.click("checkbox", "Quick reference").await;
        inside(page, 0, async || {
            page.find("html[data-ready][data-show='inputs results table']").await;
            // One inside the other would go on for ever.
            assert_eq!(page.count("#embed").await, 0);
        })
        .await;
        wait_fitted(page, 0).await;
        page.assert_no_console_errors().await;
        page.assert_requests_stay_home().await;
    });
}

#[test]
fn axe_has_nothing_to_object_to() {
    with_page("a=100000&q=1000", async |page| {
        for dark in [false, true] {
            page.dark(dark).await;
            page.assert_accessible().await;
        }
        for width in [320, 768] {
            page.viewport(width, 800).await;
            assert_eq!(page.sideways_overflow().await, 0, "{width} pixels wide");
        }
    });
}

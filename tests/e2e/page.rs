//! The page as a whole: how it is served, how it starts, and how it says that it cannot.

use std::fs;

use serde_json::json;

use harness::{FOLDER, Page, dist, wait_for, with_browser, with_page};

#[test]
fn opens_without_errors_and_without_asking_anyone_else() {
    with_page("", async |page| {
        assert_eq!(page.text("h1").await, "StemeDB sizing calculator");
        assert_eq!(page.text(".figures .nodes b").await, "1 node");
        assert_eq!(page.count("main .skeleton, main .late, .stopped").await, 0);
        page.assert_no_console_errors().await;
        page.assert_requests_stay_home().await;
    });
}

#[test]
fn works_in_a_folder() {
    with_browser(async |page| {
        page.open_in(FOLDER, "a=100000&q=1000").await;
        assert_eq!(page.text(".figures .nodes b").await, "5 nodes");
        wait_for("the address is that of the folder", async || {
            let expected = format!("{}{FOLDER}#v=1&a=100000&q=1000", page.origin());
            page.url().await.starts_with(&expected).then_some(())
        })
        .await;
        page.assert_no_console_errors().await;
        let requests = page.requests().await;
        let root = format!("{}{FOLDER}", page.origin());
        let outside: Vec<_> = requests
            .iter()
            .filter(|url| url.starts_with("http") && !url.starts_with(&root))
            .collect();
        assert!(outside.is_empty(), "requests outside of the folder: {outside:#?}");
    });
}

#[test]
fn what_is_served_says_what_it_is_before_anything_has_run() {
    with_browser(async |page| {
        without_scripts(page).await;
        assert_eq!(page.text("h1").await, "StemeDB sizing calculator");
        assert!(
            page.text(".masthead p").await.contains("What to buy, by the Resource Sizing Guide")
        );
        assert!(page.text("noscript").await.contains("needs JavaScript, which is turned off here"));
        assert_eq!(page.count("main .skeleton div").await, 3);
        assert!(page.text(".colophon").await.contains("None of them has been measured"));
        page.assert_no_console_errors().await;
    });
}

/// Loads the page in a browser whose JavaScript is turned off.
async fn without_scripts(page: &Page) {
    page.devtools("Emulation.setScriptExecutionDisabled", json!({ "value": true })).await;
    page.driver.goto(page.origin()).await.expect("the page");
}

#[test]
fn says_so_when_webassembly_cannot_be_loaded() {
    with_browser(async |page| {
        page.devtools("Network.enable", json!({})).await;
        page.devtools("Network.setBlockedURLs", json!({ "urls": ["*.wasm"] })).await;
        page.driver.goto(page.origin()).await.expect("the page");
        let sentence = page.find(".stopped[role=alert]").await;
        let text = sentence.text().await.expect("its text");
        assert!(text.starts_with("The calculator could not start:"), "{text}");
        assert_eq!(page.count("main .skeleton").await, 0);
        assert_eq!(
            page.js("return document.documentElement.dataset.ready ?? null").await,
            json!(null)
        );
    });
}

#[test]
fn the_policy_lets_nothing_in_that_is_not_the_pages_own() {
    with_page("", async |page| {
        let meta =
            "return document.querySelector('meta[http-equiv=Content-Security-Policy]').content";
        let policy = page.js(meta).await.as_str().expect("a policy").to_owned();
        assert!(policy.starts_with("default-src 'none';"), "{policy}");
        for loose in ["unsafe-inline", "'unsafe-eval'", "http:", "https:", "*"] {
            assert!(!policy.contains(loose), "{loose} in {policy}");
        }
        // It would keep the markup's own out as well.
        let served = fs::read_to_string(dist().join("index.html")).expect("index.html");
        assert!(!served.contains(" style=") && !served.contains("<style"), "{served}");
        page.assert_no_console_errors().await;

        let intrude = "
            const script = document.createElement('script');
            script.textContent = 'window.intruded = true';
            document.body.append(script);
            return window.intruded ?? false";
        assert_eq!(page.js(intrude).await, json!(false));
        let errors = page.console_errors().await;
        assert!(errors.iter().any(|e| e.contains("Content Security Policy")), "{errors:?}");
    });
}

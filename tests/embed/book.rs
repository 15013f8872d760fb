//! A manual built by mdBook, with the lines that docs/embedding.md tells to put there.

use std::{fs, path::Path};

use mdbook_driver::MDBook;
use serde_json::json;

use harness::host::{folder, heights, inside, noted, type_into, visit, wait_fitted};
use harness::{Page, wait_for, with_browser};

use crate::examples::example;

/// As strict as mdBook's own pages allow, whose scripts are in part in the page.
const POLICY: &str = "default-src 'self'; script-src 'self' 'unsafe-inline' ORIGIN; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-src ORIGIN";

/// Builds a book with that example in its only chapter, and serves it. Returns the chapter's address.
fn book(page: &Page, name: &str) -> String {
    let calculator = page.origin();
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("book-{name}"));
    let _ = fs::remove_dir_all(&root);
    fs::create_dir_all(root.join("src")).expect("a folder");
    let chapter = format!(
        "# How large?\n\nMove the sliders.\n\n{}\n\nThen buy.\n",
        example(name, calculator)
    );
    let write = |file: &str, text: &str| fs::write(root.join(file), text).expect("a file");
    write("book.toml", "[book]\ntitle = \"A manual\"\n");
    write("src/SUMMARY.md", "# Summary\n\n- [How large?](large.md)\n");
    write("src/large.md", &chapter);
    MDBook::load(&root).and_then(|book| book.build()).expect("mdBook");
    let policy = POLICY.replace("ORIGIN", calculator.trim_end_matches('/'));
    format!("{}/large.html", folder(&policy, &root.join("book")))
}

const RESULT: &str = "
    const done = arguments[arguments.length - 1];
    document.querySelector('stemedb-sizing').getResult().then(({ result }) => done(result.nodes))";

#[test]
fn two_lines_in_a_chapter_are_enough() {
    with_browser(async |page| {
        visit(page, &book(page, "html, mdbook, mkdocs, zensical, page")).await;
        let nodes =
            page.driver.execute_async(RESULT, vec![]).await.expect("a result").json().clone();
        assert_eq!(nodes, 5);
        let listen = "
            window.told = [];
            document.querySelector('stemedb-sizing').addEventListener('change', e => told.push({ type: e.type, ...e.detail }));
            return history.length";
        let history = page.js(listen).await;

        // As wide as the column, as high as its content, whatever opens.
        let column = "
            const [frame, column] = ['stemedb-sizing', 'main'].map(s => document.querySelector(s).getBoundingClientRect());
            return [frame.width === column.width, document.documentElement.scrollWidth > innerWidth]";
        assert_eq!(page.js(column).await, json!([true, false]));
        let closed = wait_fitted(page, 0).await;
        inside(page, 0, async || {
            page.js("document.querySelectorAll('#results details').forEach(d => d.open = true)")
                .await;
        })
        .await;
        wait_for("the frame grows", async || {
            (heights(page, 0).await.0 > closed + 300).then_some(())
        })
        .await;
        wait_fitted(page, 0).await;

        inside(page, 0, async || type_into(page, "a", "7000").await).await;
        let change =
            wait_for("a change is told", async || noted(page, "told", "change").await.pop()).await;
        assert_eq!(change["scenario"], "v=1&a=7000&q=1000");

        // By mdBook's own menu, which stays open.
        page.find("#mdbook-theme-toggle").await.click().await.expect("mdBook's menu");
        let theme = "return getComputedStyle(document.body).colorScheme";
        for (button, expected) in
            [("navy", "dark"), ("rust", "light"), ("ayu", "dark"), ("light", "light")]
        {
            page.find(&format!("#mdbook-theme-{button}")).await.click().await.expect("a theme");
            wait_for(&format!("{button} is {expected}"), async || {
                let seen = inside(page, 0, async || page.js(theme).await).await;
                (seen == expected).then_some(())
            })
            .await;
        }
        assert_eq!(page.js("return history.length").await, history);
        page.assert_no_console_errors().await;
    });
}

#[test]
fn a_plain_frame_in_a_chapter_works_too() {
    with_browser(async |page| {
        visit(page, &book(page, "plain frame")).await;
        inside(page, 0, async || {
            page.wait_text(".figures .nodes b", "5 nodes").await;
            assert_eq!(page.sideways_overflow().await, 0);
        })
        .await;
        page.assert_no_console_errors().await;
    });
}

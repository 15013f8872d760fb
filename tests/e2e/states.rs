//! Every view of the page and every state that it can be in, for whoever looks at all of them: axe-core, the test of widths, and
//! `scripts/shots.sh states`, which takes their pictures.
#![allow(dead_code, reason = "each test target uses a part of it")]

use serde_json::json;
use thirtyfour::Key;

use harness::{Page, wait_for};

/// Notices, checks of all levels, a cluster and every group changed.
const BUSY: &str =
    "a=90000&q=NaN&zz=1&n=3&rf=1&bk=0&kb=2&g=linear&gr=1e6&i=0.001&iops=4000&discount.aws=10";
/// Figures with as many digits as there are.
const LARGE: &str = "a=999999999&q=999999&i=999999&d=999999999&n=99&wr=365&bk=365&kb=9999.9&walkb=99999.9&resp=99999.9&g=compound&gr=1000&h=120";
/// As little as there can be.
const LITTLE: &str = "a=1&q=0&i=0&d=0&wr=0&bk=0&gr=0&g=linear";
const LIBRARY: &str = "stemedb-sizing.library";
const LONG: &str = "A name that is much too long for one line of any list, and that nobody should have to read to its end";

/// A state of the page.
#[derive(Clone, Copy, Debug)]
pub enum State {
    /// Nothing has loaded yet, and it takes long.
    Loading,
    /// The program could not be loaded.
    Stopped,
    /// Somebody's first visit.
    First,
    /// Another visit, with the inputs of the last one.
    Back,
    /// Five nodes, everything closed.
    Cluster,
    /// Everything open, with notices, warnings, help and an error beside a field.
    Busy,
    /// The largest numbers.
    Large,
    /// The smallest ones.
    Little,
    /// A link made with other prices.
    Since,
    /// The sheet of keys.
    Keys,
    /// Nothing saved yet.
    NothingSaved,
    /// Three saved, one of them being edited.
    Saved,
    /// So many saved that they can be searched, in vain.
    Searched,
    /// Two hundred saved.
    Many,
    /// A file is about to be taken in.
    Import,
    /// What was stored is damaged.
    Damaged,
    /// The browser keeps nothing.
    Denied,
    /// Four scenarios side by side, with long names.
    Compared,
    /// The lines for another page, with their preview.
    Embed,
}

impl State {
    /// All of them.
    pub const ALL: [Self; 19] = [
        Self::Loading,
        Self::Stopped,
        Self::First,
        Self::Back,
        Self::Cluster,
        Self::Busy,
        Self::Large,
        Self::Little,
        Self::Since,
        Self::Keys,
        Self::NothingSaved,
        Self::Saved,
        Self::Searched,
        Self::Many,
        Self::Import,
        Self::Damaged,
        Self::Denied,
        Self::Compared,
        Self::Embed,
    ];

    /// Puts a fresh browser into this state.
    pub async fn enter(self, page: &Page) {
        match self {
            Self::Loading => {
                block(page, "*/boot.js").await;
                // It appears after ten seconds.
                page.devtools("Animation.enable", json!({})).await;
                page.devtools("Animation.setPlaybackRate", json!({ "playbackRate": 1e6 })).await;
                page.driver.goto(page.origin()).await.expect("the page");
                let late = "return getComputedStyle(document.querySelector('.late')).opacity";
                wait_for("it is said that it takes long", async || {
                    (page.js(late).await == "1").then_some(())
                })
                .await;
            }
            Self::Stopped => {
                block(page, "*.wasm").await;
                page.driver.goto(page.origin()).await.expect("the page");
                page.find(".stopped").await;
            }
            Self::First => page.open("").await,
            Self::Back => {
                page.open("").await;
                page.set_input("Total assertions", "77000").await;
                wait_for("it is kept", async || {
                    page.js("return localStorage['stemedb-sizing.draft']")
                        .await
                        .as_str()
                        .is_some_and(|draft| draft.contains("77000"))
                        .then_some(())
                })
                .await;
                page.open("").await;
            }
            Self::Cluster => page.open("a=100000&q=1000&i=500").await,
            Self::Busy => open_everything(page, BUSY).await,
            Self::Large => page.open(LARGE).await,
            Self::Little => page.open(LITTLE).await,
            Self::Since => page.open("v=1&a=100000&q=1000&pin=2024-07_2_99.00").await,
            Self::Keys => {
                page.open("a=100000").await;
                page.click("button", "Keyboard shortcuts").await;
                page.find("#keys[open]").await;
            }
            Self::NothingSaved => {
                page.open("a=70000").await;
                page.find("#library").await;
            }
            Self::Saved => {
                with_saved(page, 3).await;
                page.js("document.querySelector('[data-do=edit]').click()").await;
                page.find("#saved-name").await;
            }
            Self::Searched => {
                with_saved(page, 12).await;
                page.set_input("Search the saved scenarios", "nowhere").await;
                page.find(".saved .calm").await;
            }
            Self::Many => with_saved(page, 200).await,
            Self::Import => {
                page.open("a=70000").await;
                page.find("#library").await;
                let script = "
                    const data = new DataTransfer();
                    data.items.add(new File([arguments[0]], 'theirs.json'));
                    document.body.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data }))";
                page.js_with(script, vec![saved(3).into()]).await;
                page.find(".preview button").await;
            }
            Self::Damaged => {
                page.open("").await;
                store(page, &saved(3)[..200]).await;
                page.reload().await;
                page.find(".aside li").await;
            }
            Self::Denied => {
                let deny = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError') } })";
                page.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": deny }))
                    .await;
                page.open("a=100000").await;
                wait_for("it is said", async || {
                    page.text("#library .trouble").await.contains("keeps nothing").then_some(())
                })
                .await;
            }
            Self::Compared => {
                let name = LONG.replace(' ', "%20");
                let link = format!(
                    "a=100000&q=1000&vs={name};v:1;a:500000;q:2000;h:120&vs=Pilot;v:1;p:gcp&vs=Large;v:1;a:999999999;q:999999&base=1"
                );
                page.open(&link).await;
                page.find(".compared table").await;
            }
            Self::Embed => {
                page.open("a=100000&q=1000").await;
                page.find("#embed").await;
                page.js("document.querySelector('#embed details').open = true").await;
                page.find("#embed stemedb-sizing")
                    .await
                    .scroll_into_view()
                    .await
                    .expect("scrolling");
                wait_for("the preview has its height", async || {
                    let height =
                        "return document.querySelector('#embed stemedb-sizing').clientHeight";
                    page.js(height)
                        .await
                        .as_f64()
                        .is_some_and(|height| height > 600.0)
                        .then_some(())
                })
                .await;
            }
        }
    }

    /// The element that it is about, where that is not the page as a whole.
    pub const fn about(self) -> Option<&'static str> {
        match self {
            Self::NothingSaved
            | Self::Saved
            | Self::Searched
            | Self::Many
            | Self::Import
            | Self::Damaged
            | Self::Denied => Some("#library"),
            Self::Compared => Some("#compare"),
            Self::Embed => Some("#embed"),
            _ => None,
        }
    }
}

async fn block(page: &Page, url: &str) {
    page.devtools("Network.enable", json!({})).await;
    page.devtools("Network.setBlockedURLs", json!({ "urls": [url] })).await;
}

/// Opens a link, and on the page everything that opens; one field has an error beside it.
pub async fn open_everything(page: &Page, fragment: &str) {
    page.open(fragment).await;
    let open = "
        document.querySelectorAll('details').forEach(d => d.open = true);
        document.querySelectorAll('button[aria-expanded=false]').forEach(b => b.click())";
    page.js(open).await;
    page.set_input("Peak query rate", "lots").await;
    page.wait_text("#q-error", "That is not a number. Try 250k, 1.5M or 1,000,000.").await;
    page.press(Key::Tab).await;
    // Formulas come when the browser tells that they were opened.
    page.find("#network code").await;
}

/// A file of so many scenarios, the first of them with a long name.
fn saved(count: usize) -> String {
    let line = |i: usize| {
        let name = if i == 1 { LONG.to_owned() } else { format!("Scenario {i}") };
        format!(
            r#"{{"id":"s{i}","name":"{name}","notes":"note {i}","link":"v=1&a={i}000","changed":1796000000{i:03}}}"#
        )
    };
    let lines: Vec<_> = (1..=count).map(line).collect();
    format!(r#"{{"format":"stemedb-sizing","version":1,"scenarios":[{}]}}"#, lines.join(","))
}

async fn store(page: &Page, text: &str) {
    let script = "localStorage.setItem(arguments[0], arguments[1])";
    page.js_with(script, vec![LIBRARY.into(), text.into()]).await;
}

/// Opens the page in a browser that has saved so many scenarios.
async fn with_saved(page: &Page, count: usize) {
    page.open("").await;
    store(page, &saved(count)).await;
    page.reload().await;
    page.find(".saved > li").await;
}

//! A browser with the page in it, and what a test does with it. Each file has one kind of method: finding, reading and acting,
//! surroundings (size, colours, medium), checks.

mod act;
mod axe;
mod find;
mod read;
mod surroundings;
mod traffic;

use std::{cell::RefCell, fs, path::Path, thread};

use serde_json::Value;
use thirtyfour::WebDriver;

use crate::driver::{Chromedriver, Profile, capabilities};
use crate::project;
use crate::wait::{PATIENCE, wait_for};

/// A browser with the page in it. What is not wrapped here, [`Page::driver`] has.
pub struct Page {
    /// The session itself.
    pub driver: WebDriver,
    origin: String,
    console: RefCell<Vec<String>>,
    requests: RefCell<Vec<String>>,
}

impl Page {
    /// Starts a browser that has not opened anything yet, and whose logs are empty.
    pub(crate) async fn start(
        chromedriver: &Chromedriver,
        profile: &Profile,
        flags: &[&str],
        origin: &str,
    ) -> Self {
        let driver = WebDriver::new(chromedriver.url(), capabilities(profile, flags))
            .await
            .unwrap_or_else(|error| panic!("Chromium did not start: {error}"));
        let page = Self {
            driver,
            origin: origin.into(),
            console: RefCell::default(),
            requests: RefCell::default(),
        };
        page.viewport(1280, 800).await;
        // What the browser's own start page asked for and complained about is not the page's.
        page.driver.goto("about:blank").await.expect("about:blank");
        for log in ["browser", "performance"] {
            page.driver.get_log(log).await.expect("a log");
        }
        page
    }

    /// Where the page is served, with a slash at the end.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Loads the page anew with `fragment` (without `#`) and waits until it is ready.
    pub async fn open(&self, fragment: &str) {
        self.open_in("", fragment).await;
    }

    /// [`Page::open`] below a folder, such as [`crate::FOLDER`].
    pub async fn open_in(&self, folder: &str, fragment: &str) {
        let hash = if fragment.is_empty() { "" } else { "#" };
        let url = format!("{}{folder}{hash}{fragment}", self.origin);
        // Going to the same page with another fragment would not load it anew.
        self.driver.goto("about:blank").await.expect("about:blank");
        self.driver.goto(&url).await.unwrap_or_else(|error| panic!("{url} did not load: {error}"));
        self.ready().await;
    }

    /// Reloads the page, as F5 does, and waits until it is ready.
    pub async fn reload(&self) {
        self.driver.refresh().await.expect("a reload");
        self.ready().await;
    }

    async fn ready(&self) {
        wait_for("the page says that it is ready", async || {
            let ready = "return document.documentElement.dataset.ready === 'true'";
            (self.js(ready).await == true).then_some(())
        })
        .await;
    }

    /// What `script` returns; it may use `return`, and `arguments` in [`Page::js_with`].
    pub async fn js(&self, script: &str) -> Value {
        self.js_with(script, vec![]).await
    }

    /// What `script` returns when it is given `arguments`.
    pub async fn js_with(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.driver
            .execute(script, arguments)
            .await
            .unwrap_or_else(|error| panic!("{script}: {error}"))
            .json()
            .clone()
    }

    /// The address with its fragment, as it stands in the address bar.
    pub async fn url(&self) -> String {
        self.driver.current_url().await.expect("a URL").into()
    }

    /// The fragment of the address, without `#`.
    /// The pin at its end, which follows the prices, is left out.
    pub async fn fragment(&self) -> String {
        let url = self.url().await;
        let fragment = url.split_once('#').map_or("", |(_, fragment)| fragment);
        fragment.rsplit_once("&pin=").map_or(fragment, |(before, _)| before).into()
    }

    /// Changes the fragment without loading the page anew, as somebody does who edits the address.
    pub async fn set_fragment(&self, fragment: &str) {
        self.js_with("location.hash = arguments[0]", vec![fragment.into()]).await;
    }

    /// A picture of what is in the viewport.
    pub async fn screenshot(&self, path: &Path) {
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder for pictures");
        self.driver.screenshot(path).await.expect("a screenshot");
    }

    /// A picture of the whole page, `width` pixels wide. The viewport keeps the picture's size.
    pub async fn screenshot_whole(&self, path: &Path, width: u32) {
        self.viewport(width, 800).await;
        let height = self
            .js("return Math.ceil(document.documentElement.getBoundingClientRect().height)")
            .await;
        let height = u32::try_from(height.as_u64().expect("a height")).expect("a height");
        self.viewport(width, height.max(800)).await;
        self.screenshot(path).await;
    }

    /// Leaves behind what helps to see why a test failed.
    pub(crate) async fn report(&self) {
        let thread = thread::current();
        let test = thread.name().unwrap_or("test").replace("::", "-");
        let path = project().join(format!("target/e2e/{test}.png"));
        let picture = async {
            fs::create_dir_all(path.parent()?).ok()?;
            self.driver.screenshot(&path).await.ok()
        };
        if let Ok(Some(())) = tokio::time::timeout(PATIENCE, picture).await {
            eprintln!("what the browser showed: {}", path.display());
        }
        if let Ok(Ok(entries)) =
            tokio::time::timeout(PATIENCE, self.driver.get_log("browser")).await
        {
            for entry in entries {
                eprintln!("console: {} {}", entry.level, entry.message);
            }
        }
    }
}

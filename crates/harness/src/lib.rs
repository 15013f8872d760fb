//! What the tests in real browsers stand on: the release build served on a port of its own ([`server`]), one ChromeDriver for all
//! tests of a process ([`driver`]), and for each test a browser with a profile of its own ([`Page`]). Pages of other people, into
//! which the calculator is put, are in [`host`]. Everything that a test starts ends with the test that needed it last, whether that
//! passed or not.
//!
//! A test reads and acts as a visitor does: it finds controls by their role and accessible name, types, clicks, and waits for what
//! the page then says. Nothing sleeps for a fixed time; [`wait_for`] asks until a condition holds.
//!
//! ```no_run
//! harness::with_page("a=100000&q=1000", async |page| {
//!     page.set_input("Nodes", "7").await;
//!     page.wait_text(".figures .nodes b", "7 nodes").await;
//!     page.assert_no_console_errors().await;
//! });
//! ```

mod driver;
pub mod host;
mod page;
mod server;
mod wait;

use std::{
    env,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    path::{Path, PathBuf},
};

pub use driver::chrome_arguments;
pub use page::Page;
pub use server::{FOLDER, serve};
pub use wait::wait_for;

use driver::{Chromedriver, Permit, Profile};
use server::origin;
use wait::PATIENCE;

/// Opens the page with `fragment` (without `#`) in a fresh browser of 1280 by 800 pixels, waits until it is ready, and runs `test`.
pub fn with_page(fragment: &str, test: impl AsyncFnOnce(&Page)) {
    with_browser(async |page| {
        page.open(fragment).await;
        test(page).await;
    });
}

/// Runs `test` in a fresh browser that has not opened anything yet.
pub fn with_browser(test: impl AsyncFnOnce(&Page)) {
    with_browser_at(origin(), test);
}

/// [`with_browser`] for a page that is served elsewhere: `origin` is where, with a slash at the end.
pub fn with_browser_at(origin: &str, test: impl AsyncFnOnce(&Page)) {
    with_flags(&[], origin, test);
}

/// [`with_browser_at`] for a browser with flags beyond those of every test.
pub fn with_flags(flags: &[&str], origin: &str, test: impl AsyncFnOnce(&Page)) {
    let _permit = Permit::wait();
    let profile = Profile::new();
    let chromedriver = Chromedriver::shared();
    let runtime = runtime();
    let page = runtime.block_on(Page::start(&chromedriver, &profile, flags, origin));

    let outcome = catch_unwind(AssertUnwindSafe(|| runtime.block_on(test(&page))));
    runtime.block_on(async {
        if outcome.is_err() {
            page.report().await;
        }
        // A browser that no longer answers is ended together with its driver, further down.
        let _ = tokio::time::timeout(PATIENCE, page.driver.quit()).await;
    });
    if let Err(panic) = outcome {
        resume_unwind(panic);
    }
}

/// The project's folder.
pub fn project() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

/// The folder with the built page: `dist/`, or what the variable `DIST` names, such as a build with other flags.
///
/// # Panics
///
/// If there is no page in it.
pub fn dist() -> PathBuf {
    let dist = project().join(env::var_os("DIST").unwrap_or_else(|| "dist".into()));
    let here = dist.display();
    assert!(dist.join("index.html").is_file(), "there is no built page in {here}: run make build");
    dist
}

/// Runs a test's futures and a server's; each has a thread of its own.
fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime")
}

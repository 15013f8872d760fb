//! One session of a browser with its driver, which end with the test.

use std::{
    env,
    net::{TcpListener, TcpStream},
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    process::{Child, Command, Stdio},
    sync::{Mutex, PoisonError},
    thread,
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use thirtyfour::{By, Capabilities, WebDriver, WebElement};

use harness::{host::enter, wait_for};

#[derive(Clone, Copy)]
pub enum Browser {
    Firefox,
    WebKit,
}

impl Browser {
    /// The driver's program, and what to ask it for.
    fn driver(self) -> (String, Value) {
        let program = |name: &str| {
            env::var(name).unwrap_or_else(|_| {
                panic!("{name} names no program: run make test-engines, which sets it")
            })
        };
        match self {
            Self::Firefox => (
                program("GECKODRIVER"),
                json!({ "moz:firefoxOptions": { "binary": program("FIREFOX"), "args": ["-headless"], "prefs": { "intl.accept_languages": "en-US" } } }),
            ),
            Self::WebKit => (
                program("WEBKITDRIVER"),
                json!({ "browserName": "MiniBrowser", "webkitgtk:browserOptions": { "binary": program("MINIBROWSER"), "args": ["--automation"] } }),
            ),
        }
    }
}

/// A driver, ended together with what it started.
struct Driver(Child);

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Two browsers at once would only make each other slow.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// Runs `test` in a fresh browser.
pub fn with(browser: Browser, test: impl AsyncFnOnce(&WebDriver)) {
    let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let (program, wanted) = browser.driver();
    let port = {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        listener.local_addr().expect("an address").port().to_string()
    };
    let child = Command::new(&program)
        .arg(format!("--port={port}"))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap_or_else(|error| panic!("{program} does not start: {error}"));
    let _driver = Driver(child);
    let deadline = Instant::now() + Duration::from_secs(20);
    while TcpStream::connect(format!("127.0.0.1:{port}")).is_err() {
        assert!(Instant::now() < deadline, "{program} does not listen on its port");
        thread::sleep(Duration::from_millis(20));
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.expect("a runtime");
    let mut capabilities = Capabilities::new();
    for (key, value) in wanted.as_object().expect("an object") {
        capabilities.set(key, value).expect("a capability");
    }
    let started =
        runtime.block_on(WebDriver::new(format!("http://127.0.0.1:{port}"), capabilities));
    let driver = started.unwrap_or_else(|error| panic!("the browser did not start: {error}"));
    let outcome = catch_unwind(AssertUnwindSafe(|| runtime.block_on(test(&driver))));
    let _ = runtime.block_on(driver.quit());
    if let Err(panic) = outcome {
        resume_unwind(panic);
    }
}

/// What a script returns; null while there is no page to run it in.
pub async fn js(driver: &WebDriver, script: &str) -> Value {
    driver.execute(script, vec![]).await.map_or(Value::Null, |answer| answer.json().clone())
}

/// Waits until a script returns this.
pub async fn wait_js(driver: &WebDriver, script: &str, expected: Value) {
    wait_for(&format!("{script} is {expected}"), async || {
        (js(driver, script).await == expected).then_some(())
    })
    .await;
}

/// The first element that fits, once there is one.
pub async fn find(driver: &WebDriver, css: &str) -> WebElement {
    wait_for(&format!("there is {css}"), async || driver.find(By::Css(css)).await.ok()).await
}

/// What a script returns in the first frame.
pub async fn in_frame(driver: &WebDriver, script: &str) -> Value {
    enter(driver, 0).await;
    let answer = js(driver, script).await;
    driver.enter_default_frame().await.expect("the page around");
    answer
}

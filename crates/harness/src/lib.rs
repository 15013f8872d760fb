//! What the end-to-end tests stand on: the release build on a port of its own, one ChromeDriver, and for each test a browser with a
//! profile of its own. Everything that is started ends with the test that needed it last, whether that passed or not.

pub mod host;

use std::{
    cell::RefCell,
    env, fs,
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{
        Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError, Weak,
        atomic::{AtomicU32, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use axum::{Router, http::Method};
use serde_json::{Value, json};
use thirtyfour::{
    By, Capabilities, Key, RequestData, SessionId, TypingData, WebDriver, WebElement,
    common::command::FormatRequestData,
};
use tower_http::services::ServeDir;

/// How long a condition may take to come true.
const PATIENCE: Duration = Duration::from_secs(20);
/// More browsers than this on two cores only make each other slow.
const SESSIONS_AT_ONCE: usize = 2;
/// The folder below which the same files are served once more, because a page may be published in a folder.
pub const FOLDER: &str = "some/folder/";

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

/// Asks `probe` until it has an answer, and fails with `what` when it has none in time.
pub async fn wait_for<T>(what: &str, mut probe: impl AsyncFnMut() -> Option<T>) -> T {
    let deadline = Instant::now() + PATIENCE;
    loop {
        if let Some(answer) = probe().await {
            return answer;
        }
        assert!(Instant::now() < deadline, "waited {} s in vain: {what}", PATIENCE.as_secs());
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// The project's folder.
pub fn project() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

/// The release build.
pub fn dist() -> PathBuf {
    let dist = project().join("dist");
    assert!(
        dist.join("index.html").is_file(),
        "there is no release build in dist/: run make build first"
    );
    dist
}

/// A browser with the page in it. What is not wrapped here, [`Page::driver`] has.
pub struct Page {
    /// The session itself.
    pub driver: WebDriver,
    origin: String,
    console: RefCell<Vec<String>>,
    requests: RefCell<Vec<String>>,
}

impl Page {
    async fn start(
        chromedriver: &Chromedriver,
        profile: &Profile,
        flags: &[&str],
        origin: &str,
    ) -> Self {
        // The tests of components are started with the same list.
        let mut capabilities: Value =
            serde_json::from_str(include_str!("../../../tests/webdriver.json"))
                .expect("tests/webdriver.json");
        let options = &mut capabilities["goog:chromeOptions"];
        let args = options["args"].as_array_mut().expect("args");
        args.extend([
            format!("--user-data-dir={}", profile.0.display()).into(),
            "--window-size=1280,800".into(),
        ]);
        args.extend(flags.iter().map(|flag| Value::from(*flag)));
        if let Ok(binary) = env::var("CHROME") {
            options["binary"] = binary.into();
        }
        capabilities["goog:loggingPrefs"] = json!({ "browser": "ALL", "performance": "ALL" });

        let mut wanted = Capabilities::new();
        for (key, value) in capabilities.as_object().expect("an object") {
            wanted.set(key, value).expect("a capability");
        }
        let driver = WebDriver::new(chromedriver.url(), wanted)
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

    /// [`Page::open`] below a folder, such as [`FOLDER`].
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
        fragment.split("&pin=").next().unwrap_or_default().into()
    }

    /// Changes the fragment without loading the page anew, as somebody does who edits the address.
    pub async fn set_fragment(&self, fragment: &str) {
        self.js_with("location.hash = arguments[0]", vec![fragment.into()]).await;
    }

    // Finding

    /// The first element that fits, once there is one.
    pub async fn find(&self, css: &str) -> WebElement {
        wait_for(&format!("there is an element {css}"), async || {
            self.driver.find(By::Css(css)).await.ok()
        })
        .await
    }

    /// How many elements fit.
    pub async fn count(&self, css: &str) -> usize {
        self.driver.find_all(By::Css(css)).await.expect("a list").len()
    }

    /// The element with this ARIA role and this accessible name, once there is one. The browser itself says which roles and names it has.
    pub async fn by_role(&self, role: &str, name: &str) -> WebElement {
        let what = format!("there is a {role} called \"{name}\"");
        wait_for(&what, async || {
            for element in self.driver.find_all(By::Css(candidates(role))).await.ok()? {
                if self.computed(&element, "role").await? == role
                    && self.computed(&element, "label").await? == name
                {
                    return Some(element);
                }
            }
            None
        })
        .await
    }

    /// The form control with this accessible name, once there is one.
    pub async fn by_label(&self, name: &str) -> WebElement {
        wait_for(&format!("there is a form control called \"{name}\""), async || {
            for element in self.driver.find_all(By::Css("input, select, textarea")).await.ok()? {
                if self.computed(&element, "label").await? == name {
                    return Some(element);
                }
            }
            None
        })
        .await
    }

    /// The ARIA role that the browser gives the element.
    pub async fn role(&self, element: &WebElement) -> String {
        self.computed(element, "role").await.expect("a role")
    }

    /// The accessible name that the browser gives the element.
    pub async fn name(&self, element: &WebElement) -> String {
        self.computed(element, "label").await.expect("a name")
    }

    /// None if the element has gone in the meantime.
    async fn computed(&self, element: &WebElement, what: &'static str) -> Option<String> {
        let command = Computed { element: element.element_id().to_string(), what };
        self.driver.cmd(command).await.ok()?.value().ok()
    }

    // Reading

    /// The visible text of the first element that fits, once there is one.
    pub async fn text(&self, css: &str) -> String {
        wait_for(&format!("there is an element {css}"), async || self.try_text(css).await).await
    }

    /// The visible text of the first element that fits, if there is one at this moment.
    pub async fn try_text(&self, css: &str) -> Option<String> {
        let script = "return document.querySelector(arguments[0])?.innerText.trim() ?? null";
        self.js_with(script, vec![css.into()]).await.as_str().map(String::from)
    }

    /// The visible texts of all elements that fit.
    pub async fn texts(&self, css: &str) -> Vec<String> {
        let script =
            "return [...document.querySelectorAll(arguments[0])].map(e => e.innerText.trim())";
        let texts = self.js_with(script, vec![css.into()]).await;
        serde_json::from_value(texts).expect("a list of texts")
    }

    /// Waits until the first element that fits has this visible text.
    pub async fn wait_text(&self, css: &str, expected: &str) {
        let last = RefCell::new(None);
        let waiting = wait_for_quietly(async || {
            let text = self.try_text(css).await;
            let same = text.as_deref() == Some(expected);
            last.replace(text);
            same.then_some(())
        });
        if waiting.await.is_none() {
            panic!("{css} should read {expected:?} and reads {:?}", last.borrow());
        }
    }

    /// What stands in a form control.
    pub async fn value(&self, element: &WebElement) -> String {
        element.prop("value").await.expect("a property").unwrap_or_default()
    }

    // Doing

    /// Replaces what stands in the form control with this accessible name, as somebody does who types.
    pub async fn set_input(&self, name: &str, text: &str) {
        let element = self.by_label(name).await;
        self.fill(&element, text).await;
    }

    /// [`Page::set_input`] for an element at hand.
    pub async fn fill(&self, element: &WebElement, text: &str) {
        element.focus().await.expect("focus");
        let script = "arguments[0].select?.()";
        self.js_with(script, vec![element.to_json().expect("an element")]).await;
        // Typing nothing would leave what is selected.
        let keys = if text.is_empty() { TypingData::from(Key::Delete) } else { text.into() };
        element.send_keys(keys).await.expect("typing");
    }

    /// Chooses the option with this text in the `<select>` with this accessible name.
    pub async fn select(&self, name: &str, option: &str) {
        let element = self.by_label(name).await;
        let script = "
            const [select, text] = arguments;
            const option = [...select.options].find(o => o.text.trim() === text);
            if (!option) return false;
            select.value = option.value;
            select.dispatchEvent(new Event('input', { bubbles: true }));
            select.dispatchEvent(new Event('change', { bubbles: true }));
            return true";
        let chosen =
            self.js_with(script, vec![element.to_json().expect("an element"), option.into()]).await;
        assert_eq!(chosen, true, "{name} has no option {option:?}");
    }

    /// Clicks the element with this role and accessible name.
    pub async fn click(&self, role: &str, name: &str) {
        let element = self.by_role(role, name).await;
        element
            .click()
            .await
            .unwrap_or_else(|error| panic!("the {role} {name:?} cannot be clicked: {error}"));
    }

    /// Sends keys to the element that has the focus: `Key::Tab`, `"text"` or `Key::Control + "a"`.
    pub async fn press(&self, keys: impl Into<TypingData>) {
        self.focused().await.send_keys(keys).await.expect("pressing keys");
    }

    /// Goes on to the next element by the Tab key, from wherever the focus is; keys that are sent to a field for files would name one.
    pub async fn tab(&self) {
        let keys = self.driver.action_chain().key_down(Key::Tab).key_up(Key::Tab);
        keys.perform().await.expect("pressing Tab");
    }

    /// The element that has the focus.
    pub async fn focused(&self) -> WebElement {
        self.driver.active_element().await.expect("an element with the focus")
    }

    // What the browser is told about its surroundings

    /// The size of the page in CSS pixels; a window of a headless browser cannot be as narrow as a telephone.
    pub async fn viewport(&self, width: u32, height: u32) {
        let size =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", size).await;
    }

    /// Whether the system asks for dark pages.
    pub async fn dark(&self, dark: bool) {
        let scheme = if dark { "dark" } else { "light" };
        self.media("", &[("prefers-color-scheme", scheme)]).await;
    }

    /// The medium (`""` for the screen, `"print"` for paper) and media features such as `("prefers-reduced-motion", "reduce")`;
    /// what is not named is as the browser has it.
    pub async fn media(&self, medium: &str, features: &[(&str, &str)]) {
        let features: Vec<_> =
            features.iter().map(|(name, value)| json!({ "name": name, "value": value })).collect();
        self.devtools(
            "Emulation.setEmulatedMedia",
            json!({ "media": medium, "features": features }),
        )
        .await;
    }

    /// A command of the Chrome DevTools Protocol.
    pub async fn devtools(&self, method: &str, parameters: Value) -> Value {
        self.driver
            .cdp()
            .send_raw(method, parameters)
            .await
            .unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    // Checking

    /// The errors that the browser wrote to its console since the start: exceptions, failed requests, violations of the page's policy.
    pub async fn console_errors(&self) -> Vec<String> {
        let entries = self.driver.get_log("browser").await.expect("the console's log");
        let mut console = self.console.borrow_mut();
        console.extend(
            entries.into_iter().filter(|entry| entry.level == "SEVERE").map(|entry| entry.message),
        );
        console.clone()
    }

    /// Fails if there are [`Page::console_errors`].
    pub async fn assert_no_console_errors(&self) {
        let errors = self.console_errors().await;
        assert!(errors.is_empty(), "the console has errors:\n{}", errors.join("\n"));
    }

    /// The address of every request since the start, whatever part of the page made it.
    pub async fn requests(&self) -> Vec<String> {
        let entries = self.driver.get_log("performance").await.expect("the performance log");
        let mut requests = self.requests.borrow_mut();
        for entry in entries {
            let entry: Value = serde_json::from_str(&entry.message).expect("JSON");
            let parameters = &entry["message"]["params"];
            let url = match entry["message"]["method"].as_str() {
                Some("Network.requestWillBeSent") => &parameters["request"]["url"],
                Some("Network.webSocketCreated" | "Network.webTransportCreated") => {
                    &parameters["url"]
                }
                _ => continue,
            };
            requests.extend(url.as_str().map(String::from));
        }
        requests.clone()
    }

    /// Fails if a request went anywhere but to where the page itself comes from.
    pub async fn assert_requests_stay_home(&self) {
        let requests = self.requests().await;
        let away: Vec<_> = requests
            .iter()
            .filter(|url| {
                !url.starts_with(&self.origin)
                    && !url.starts_with("data:")
                    && !url.starts_with("about:")
            })
            .collect();
        assert!(away.is_empty(), "requests to another origin: {away:#?}");
        // An empty log would prove nothing.
        assert!(
            requests.iter().any(|url| url.ends_with(".wasm")),
            "no request was seen: {requests:?}"
        );
    }

    /// How many pixels the page is wider than the viewport; 0 if there is nothing to scroll sideways.
    pub async fn sideways_overflow(&self) -> i64 {
        let script = "const e = document.documentElement; return e.scrollWidth - e.clientWidth";
        self.js(script).await.as_i64().expect("a number")
    }

    /// What axe-core objects to in an element at this moment, one line per rule and element.
    pub async fn axe(&self, css: &str) -> Vec<String> {
        self.axe_by(css, json!({})).await
    }

    /// [`Page::axe`], but only what another colour scheme can change.
    pub async fn axe_on_colours(&self, css: &str) -> Vec<String> {
        let rules = ["color-contrast", "link-in-text-block"];
        self.axe_by(css, json!({ "runOnly": { "type": "rule", "values": rules } })).await
    }

    async fn axe_by(&self, css: &str, options: Value) -> Vec<String> {
        let path = env::var("AXE_JS").expect("AXE_JS names no axe-core: run make test-e2e");
        let source =
            fs::read_to_string(&path).unwrap_or_else(|error| panic!("axe-core, {path}: {error}"));
        self.js(&source).await;
        let script = "
            const [css, options, done] = arguments;
            axe.run(css, { resultTypes: ['violations'], ...options }).then(
                result => done(result.violations.flatMap(v => v.nodes.map(
                    n => `${v.id} (${v.impact}): ${v.help}: ${n.target.join(' ')}: ${n.any.concat(n.all, n.none).map(c => c.message).join('; ')}`))),
                error => done([`axe-core failed: ${error}`]))";
        self.driver
            .execute_async(script, vec![css.into(), options])
            .await
            .expect("axe-core")
            .convert()
            .expect("a list of texts")
    }

    /// Fails if axe-core objects to anything.
    pub async fn assert_accessible(&self) {
        let violations = self.axe("html").await;
        assert!(violations.is_empty(), "axe-core objects:\n{}", violations.join("\n"));
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
    async fn report(&self) {
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

/// [`wait_for`], but None instead of a failure.
async fn wait_for_quietly<T>(mut probe: impl AsyncFnMut() -> Option<T>) -> Option<T> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let answer = probe().await;
        if answer.is_some() || Instant::now() >= deadline {
            return answer;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// Elements that may have the role, so that not every element of the page has to be asked.
fn candidates(role: &str) -> &'static str {
    match role {
        "button" => "button, summary, input, [role]",
        "checkbox" | "radio" | "spinbutton" | "slider" | "textbox" | "switch" => {
            "input, textarea, [role]"
        }
        "combobox" | "listbox" => "select, input, [role]",
        "heading" => "h1, h2, h3, h4, h5, h6, [role]",
        "link" => "a, area, [role]",
        "table" => "table, [role]",
        _ => "*",
    }
}

/// WebDriver's "Get Computed Role" and "Get Computed Label".
#[derive(Debug)]
struct Computed {
    element: String,
    what: &'static str,
}

impl FormatRequestData for Computed {
    fn format_request(&self, session: &SessionId) -> RequestData {
        let Self { element, what } = self;
        RequestData::new(Method::GET, format!("session/{session}/element/{element}/computed{what}"))
    }
}

/// Where dist/ is served, with a slash at the end. The server lives as long as the process.
fn origin() -> &'static str {
    static ORIGIN: OnceLock<String> = OnceLock::new();
    ORIGIN.get_or_init(|| {
        let files = ServeDir::new(dist());
        serve(
            Router::new()
                .nest_service(&format!("/{}", FOLDER.trim_end_matches('/')), files.clone())
                .fallback_service(files),
        )
    })
}

/// Serves on a free port for as long as the process lives, and says where, with a slash at the end.
pub fn serve(router: Router) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.set_nonblocking(true).expect("a non-blocking listener");
    let address = listener.local_addr().expect("an address");
    thread::spawn(move || {
        runtime().block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener).expect("a listener");
            axum::serve(listener, router).await.expect("the server");
        })
    });
    format!("http://{address}/")
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime")
}

/// Leave to have a browser.
struct Permit;

static SESSIONS: Mutex<usize> = Mutex::new(0);
static SESSION_ENDED: Condvar = Condvar::new();

/// A test that failed while it held a lock has broken nothing that the lock guards.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Permit {
    fn wait() -> Self {
        let mut sessions = SESSION_ENDED
            .wait_while(lock(&SESSIONS), |sessions| *sessions >= SESSIONS_AT_ONCE)
            .unwrap_or_else(PoisonError::into_inner);
        *sessions += 1;
        Self
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        *lock(&SESSIONS) -= 1;
        SESSION_ENDED.notify_one();
    }
}

/// An empty folder for the browser's profile.
struct Profile(PathBuf);

impl Profile {
    fn new() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = env::temp_dir().join(format!("e2e-profile-{}-{number}", std::process::id()));
        fs::create_dir_all(&path).expect("a folder for the profile");
        Self(path)
    }
}

impl Drop for Profile {
    fn drop(&mut self) {
        // Chromium's last processes may still be writing; what is left is in the folder for temporary files.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A ChromeDriver on a port that it chose itself. It ends with the last test that holds it.
struct Chromedriver {
    process: Child,
    port: u16,
}

impl Chromedriver {
    fn shared() -> Arc<Self> {
        static SHARED: Mutex<Weak<Chromedriver>> = Mutex::new(Weak::new());
        let mut shared = lock(&SHARED);
        shared.upgrade().unwrap_or_else(|| {
            let started = Arc::new(Self::start());
            *shared = Arc::downgrade(&started);
            started
        })
    }

    fn start() -> Self {
        let program = env::var("CHROMEDRIVER").unwrap_or_else(|_| "chromedriver".into());
        let mut process = Command::new(&program)
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| {
                panic!("{program} does not start ({error}): run make test-e2e, which installs it")
            });
        let mut lines = BufReader::new(process.stdout.take().expect("its output")).lines();
        // "ChromeDriver was started successfully on port 38297."
        let port = lines.by_ref().map_while(Result::ok).find_map(|line| {
            let (_, port) = line.split_once("successfully on port ")?;
            port.trim_end_matches('.').parse().ok()
        });
        let Some(port) = port else {
            let _ = process.kill();
            let _ = process.wait();
            panic!("{program} ended before it listened on a port");
        };
        // A pipe that nobody reads would stop it one day.
        thread::spawn(move || lines.for_each(drop));
        Self { process, port }
    }

    fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Asks it to end together with all browsers that it still has.
    fn shut_down(&self) -> std::io::Result<()> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        write!(stream, "GET /shutdown HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")?;
        stream.read_to_end(&mut Vec::new()).map(drop)
    }
}

impl Drop for Chromedriver {
    fn drop(&mut self) {
        let _ = self.shut_down();
        let deadline = Instant::now() + Duration::from_secs(5);
        while Instant::now() < deadline {
            if let Ok(Some(_)) = self.process.try_wait() {
                return;
            }
            thread::sleep(Duration::from_millis(20));
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

//! Chromium and its driver: how many run at once, with which arguments, and how they end.

use std::{
    env, fs,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::PathBuf,
    process::{Child, Command, Stdio},
    sync::{
        Arc, Condvar, Mutex, MutexGuard, PoisonError, Weak,
        atomic::{AtomicU32, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use thirtyfour::Capabilities;

/// More browsers than this on two cores only make each other slow.
const SESSIONS_AT_ONCE: usize = 2;

/// The capabilities that every Chromium of the tests is started with; `scripts/test.sh` starts the tests of components with them.
fn common_capabilities() -> Value {
    serde_json::from_str(include_str!("../webdriver.json")).expect("crates/harness/webdriver.json")
}

/// The arguments that every Chromium of the tests is started with.
pub fn chrome_arguments() -> Vec<String> {
    serde_json::from_value(common_capabilities()["goog:chromeOptions"]["args"].take())
        .expect("a list of arguments")
}

/// What to ask ChromeDriver for: a browser with a profile, of 1280 by 800 pixels, that logs its console and its requests.
pub fn capabilities(profile: &Profile, flags: &[&str]) -> Capabilities {
    let mut arguments = chrome_arguments();
    arguments.push(format!("--user-data-dir={}", profile.0.display()));
    arguments.push("--window-size=1280,800".into());
    arguments.extend(flags.iter().map(|flag| (*flag).to_owned()));
    let mut all = common_capabilities();
    let options = &mut all["goog:chromeOptions"];
    options["args"] = arguments.into();
    if let Ok(binary) = env::var("CHROME") {
        options["binary"] = binary.into();
    }
    all["goog:loggingPrefs"] = json!({ "browser": "ALL", "performance": "ALL" });

    let mut wanted = Capabilities::new();
    for (key, value) in all.as_object().expect("an object") {
        wanted.set(key, value).expect("a capability");
    }
    wanted
}

/// Permission to have a browser; ends when it is dropped.
pub struct Permit;

static SESSIONS: Mutex<usize> = Mutex::new(0);
static SESSION_ENDED: Condvar = Condvar::new();

/// A test that failed while it held a lock has broken nothing that the lock guards.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Permit {
    pub fn wait() -> Self {
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
pub struct Profile(PathBuf);

impl Profile {
    pub fn new() -> Self {
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
pub struct Chromedriver {
    process: Child,
    port: u16,
}

impl Chromedriver {
    pub fn shared() -> Arc<Self> {
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

    pub fn url(&self) -> String {
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

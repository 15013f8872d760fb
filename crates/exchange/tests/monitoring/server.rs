//! A real Prometheus on this machine: it loads the files as they are, scrapes an exporter that the test runs, and
//! says by its API which alerts are pending, and which fire.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use exchange::export::monitoring::{Kit, prometheus_rules, rules as all_rules};
use serde_json::Value as Json;

use crate::promtool::{Folder, program};
use crate::{LINK, Scenario};

const SCENARIO: &str = "a=60000&q=500&i=100&n=3";

/// How long something may take on a busy machine. It takes a few seconds.
const PATIENCE: Duration = Duration::from_secs(60);

/// What three nodes and their machines say. The third node does not answer, and the first has a full disk.
fn metrics(path: &str) -> Option<String> {
    let node = match path {
        "/node/1" => (0.95, 0.5),
        "/node/2" | "/node/3" => (0.001, 0.5),
        "/db/3" => return None,
        _ => {
            return Some(
                "process_cpu_seconds_total 100\n\
                 stemedb_assertions 40000\n\
                 replication_lag_seconds 0.1\n\
                 stemedb_query_latency_seconds_bucket{le=\"0.5\"} 1000\n\
                 stemedb_query_latency_seconds_bucket{le=\"+Inf\"} 1000\n\
                 stemedb_query_latency_seconds_sum 10\n\
                 stemedb_query_latency_seconds_count 1000\n"
                    .to_owned(),
            );
        }
    };
    let (disk, ram) = node;
    let data = "{device=\"/dev/sdb\",mountpoint=\"/var/lib/stemedb\"}";
    Some(format!(
        "node_filesystem_size_bytes{data} 1e11\n\
         node_filesystem_avail_bytes{data} {}\n\
         node_memory_MemTotal_bytes 1e10\n\
         node_memory_MemAvailable_bytes {}\n",
        1e11 * (1.0 - disk),
        1e10 * (1.0 - ram)
    ))
}

/// An exporter, until it is dropped.
struct Exporter {
    port: u16,
    over: Arc<AtomicBool>,
}

impl Exporter {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let over = Arc::new(AtomicBool::new(false));
        let stop = over.clone();
        thread::spawn(move || {
            for stream in listener.incoming() {
                if stop.load(Ordering::Relaxed) {
                    return;
                }
                if let Ok(stream) = stream {
                    thread::spawn(move || answer(stream));
                }
            }
        });
        Self { port, over }
    }
}

impl Drop for Exporter {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
        // Wakes the thread, which then sees that it is over.
        let _ = TcpStream::connect(("127.0.0.1", self.port));
    }
}

/// Answers one request, and closes the connection.
fn answer(mut stream: TcpStream) {
    let mut lines = BufReader::new(&stream).lines().map_while(Result::ok);
    let first = lines.next().unwrap_or_default();
    lines.take_while(|line| !line.is_empty()).for_each(drop);
    let path = first.split(' ').nth(1).unwrap_or_default();
    let (status, body) = match metrics(path) {
        Some(body) => ("200 OK", body),
        None => ("503 Service Unavailable", String::new()),
    };
    let length = body.len();
    let _ = write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: text/plain; version=0.0.4\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    );
}

/// A server of Prometheus, until it is dropped.
struct Server {
    process: Child,
    port: u16,
    folder: Folder,
}

impl Server {
    fn start(exporter: &Exporter, files: &[(&str, &str)]) -> Self {
        let folder = Folder::new();
        let mut config =
            "global: { scrape_interval: 1s, evaluation_interval: 1s }\nrule_files:\n".to_owned();
        for (name, text) in files {
            folder.write(name, text);
            config += &format!("  - {name}\n");
        }
        config += "scrape_configs:\n";
        for (job, path) in [("stemedb", "db"), ("node", "node")] {
            for node in 1..=3 {
                // Jobs of one name may not be several, so the name is a label.
                config += &format!(
                    "  - job_name: {job}{node}\n    metrics_path: /{path}/{node}\n    static_configs: [{{ targets: [\"127.0.0.1:{}\"], labels: {{ job: {job}, instance: db{node} }} }}]\n",
                    exporter.port
                );
            }
        }
        folder.write("prometheus.yml", &config);
        // A port that was free a moment ago.
        let free = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = free.local_addr().expect("an address").port();
        drop(free);
        let program = program("PROMETHEUS", "prometheus");
        let log = std::fs::File::create(folder.0.join("log")).expect("a file");
        let process = Command::new(&program)
            .arg("--config.file=prometheus.yml")
            .arg("--storage.tsdb.path=data")
            .arg(format!("--web.listen-address=127.0.0.1:{port}"))
            .current_dir(&folder.0)
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .unwrap_or_else(|error| {
                panic!("{program} does not start ({error}): run scripts/test.sh native, which installs it, or name it with PROMETHEUS")
            });
        Self { process, port, folder }
    }

    /// What the API answers; `None` while the server starts.
    fn get(&self, path: &str) -> Option<Json> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).ok()?;
        // Of this version, an answer ends with the connection.
        write!(stream, "GET {path} HTTP/1.0\r\nHost: localhost\r\n\r\n").ok()?;
        let mut text = String::new();
        stream.read_to_string(&mut text).ok()?;
        let (_, body) = text.split_once("\r\n\r\n")?;
        serde_json::from_str(body).ok()
    }

    /// Asks until there is an answer.
    fn wait<T>(&self, what: &str, path: &str, look: impl Fn(&Json) -> Option<T>) -> T {
        let began = Instant::now();
        let mut last = None;
        while began.elapsed() < PATIENCE {
            last = self.get(path);
            if let Some(found) = last.as_ref().and_then(&look) {
                return found;
            }
            thread::sleep(Duration::from_millis(100));
        }
        let log = std::fs::read_to_string(self.folder.0.join("log")).unwrap_or_default();
        panic!("{what}: {last:#?}\n{log}");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The alerts of a deployment that are in a state, sorted, each with the machine that it is about.
fn alerts(answer: &Json, deployment: &str, state: &str) -> Vec<String> {
    let all = answer["data"]["alerts"].as_array().cloned().unwrap_or_default();
    let mut names: Vec<_> = all
        .iter()
        .filter(|alert| alert["labels"]["deployment"] == deployment && alert["state"] == state)
        .map(|alert| {
            let text = |label: &str| alert["labels"][label].as_str().unwrap_or_default();
            [text("alertname"), " ", text("instance")].concat()
        })
        .collect();
    names.sort();
    names
}

#[test]
fn a_real_prometheus_loads_the_rules_and_fires_them() {
    let unedited = Scenario::of(SCENARIO);
    // Made today.
    let today = SystemTime::UNIX_EPOCH.elapsed().expect("a time").as_secs() / 86_400 * 86_400;
    let (quote, settings) = (&unedited.quote, &unedited.settings);
    #[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
    let kit = Kit::new(quote, settings, "", LINK, today as f64);
    let rules = prometheus_rules(&kit);
    // The same once more, without the minutes that an alert waits: nobody waits for them in a test.
    let mut at_once = rules.replace("deployment: \"stemedb\"", "deployment: \"at once\"");
    at_once = at_once.replace("deployment=\\\"stemedb\\\"", "deployment=\\\"at once\\\"");
    for rule in all_rules() {
        at_once = at_once.replace(&format!("for: {}\n", rule.get("hold")), "for: 2s\n");
    }
    assert!(!at_once.contains("for: 1") && at_once.contains("for: 2s"));
    let exporter = Exporter::start();
    let server = Server::start(&exporter, &[("rules.yml", &rules), ("at-once.yml", &at_once)]);

    // As they are: every rule is there, and none fails.
    let expected = rules.matches("- record:").count() + rules.matches("- alert:").count();
    server.wait("all rules are evaluated", "/api/v1/rules", |answer| {
        let groups = answer["data"]["groups"].as_array()?;
        let group = groups
            .iter()
            .find(|group| group["file"].as_str().is_some_and(|f| f.ends_with("rules.yml")))?;
        let rules = group["rules"].as_array()?;
        let done = rules.len() == expected && rules.iter().all(|rule| rule["health"] == "ok");
        done.then_some(())
    });
    let mut expected = vec![
        "StemeDBAheadOfPlan db1",
        "StemeDBDiskAlmostFull db1",
        // A line through a level disk ends where it is: above 80 %.
        "StemeDBDiskFullSoon db1",
        "StemeDBDiskHigh db1",
        "StemeDBNodeDown db3",
        "StemeDBNodesMissing ",
    ];
    if kit.get("least") > 2.0 {
        expected.push("StemeDBTooFewNodes ");
    }
    for (deployment, state) in [("stemedb", "pending"), ("at once", "firing")] {
        server.wait(state, "/api/v1/alerts", |answer| {
            (alerts(answer, deployment, state) == expected).then_some(())
        });
    }
    // Those that are pending have not fired meanwhile.
    let answer = server.get("/api/v1/alerts").expect("an answer");
    assert_eq!(alerts(&answer, "stemedb", "firing"), [""; 0]);
    let all = answer["data"]["alerts"].as_array().expect("alerts");
    let down = all
        .iter()
        .find(|alert| alert["labels"]["alertname"] == "StemeDBNodeDown")
        .expect("a node is down");
    assert_eq!(down["labels"]["severity"], "warning");
    let said = down["annotations"]["description"].as_str().expect("a description");
    assert!(said.starts_with("Prometheus cannot scrape db3. Of 3 nodes ordered, "), "{said}");
}

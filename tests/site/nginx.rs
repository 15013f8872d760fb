//! The sample configuration in a real nginx.

use std::{
    env, fs,
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use exchange::result::evaluate;

use crate::files::policy;
use crate::folder::{Temporary, files, has_fingerprint, root, site};
use crate::server::Server;
use harness::{FOLDER, wait_for, with_browser};

/// An nginx with the sample, over a root that has the site in it, and once more in [`FOLDER`].
struct Nginx {
    process: Child,
    port: u16,
    _folder: Temporary,
}

impl Nginx {
    fn start() -> Self {
        let folder = Temporary::with("root/", &site());
        folder.copy(&format!("root/{FOLDER}"), &site());
        let base = folder.path().to_owned();
        let at = |name: &str| base.join(name).display().to_string();
        let port = free_port();
        let mut sample =
            fs::read_to_string(root().join("hosting/nginx.conf")).expect("hosting/nginx.conf");
        for (from, to) in [
            ("listen 80;", format!("listen 127.0.0.1:{port};")),
            ("root /srv/sizing;", format!("root {};", at("root"))),
        ] {
            assert!(sample.contains(from), "the sample has no {from}");
            sample = sample.replace(from, &to);
        }
        folder.write("sample.conf", sample);
        let module = env::var("NGINX_BROTLI").expect("NGINX_BROTLI: run make test-site");
        // Started by root, nginx would give its files to a user that may not look into the folder.
        let user = fs::metadata(folder.path()).map(|folder| {
            use std::os::unix::fs::MetadataExt;
            if folder.uid() == 0 { "user root;" } else { "" }
        });
        let temporary: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .map(|kind| format!("{kind}_temp_path {};\n", at(kind)))
            .concat();
        folder.write(
            "nginx.conf",
            format!(
                "{}\nload_module {module};\ndaemon off;\nworker_processes 1;\npid {};\nerror_log {};\nevents {{}}\nhttp {{\naccess_log off;\n{temporary}include {};\n}}\n",
                user.expect("the folder"),
                at("pid"),
                at("error.log"),
                at("sample.conf"),
            ),
        );
        let process =
            Command::new(env::var("NGINX_PROGRAM").expect("NGINX_PROGRAM: run make test-site"))
                .args(["-c", &at("nginx.conf"), "-p", &at(""), "-e", &at("error.log")])
                .stdin(Stdio::null())
                .spawn()
                .expect("nginx");
        let mut nginx = Self { process, port, _folder: folder };
        let deadline = Instant::now() + Duration::from_secs(20);
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            let log = || fs::read_to_string(at("error.log")).unwrap_or_default();
            let ended = nginx.process.try_wait().expect("its state");
            assert!(ended.is_none(), "nginx ended: {}", log());
            assert!(Instant::now() < deadline, "nginx does not answer: {}", log());
            thread::sleep(Duration::from_millis(20));
        }
        nginx
    }

    fn url(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// Asks for a path with more lines for the head of the request.
    fn get(&self, path: &str, lines: &[&str]) -> Answer {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("nginx");
        let more: String = lines.iter().map(|line| format!("{line}\r\n")).collect();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{more}\r\n")
            .expect("a request");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("an answer");
        let end = answer.windows(4).position(|four| four == b"\r\n\r\n").expect("a head");
        let head = String::from_utf8(answer[..end].to_vec()).expect("a head");
        Answer { head, body: answer[end + 4..].to_vec() }
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        // Asked by its own means, it takes its worker with it.
        let pid = self.process.id().to_string();
        let asked = Command::new("kill").args(["-QUIT", &pid]).status();
        if !asked.is_ok_and(|status| status.success()) {
            let _ = self.process.kill();
        }
        let _ = self.process.wait();
    }
}

struct Answer {
    head: String,
    body: Vec<u8>,
}

impl Answer {
    fn status(&self) -> &str {
        self.head.split(' ').nth(1).expect("a status")
    }

    /// The value of a header; fails if it is there twice.
    fn header(&self, name: &str) -> Option<&str> {
        let mut values = self.head.lines().skip(1).filter_map(|line| {
            let (found, value) = line.split_once(": ")?;
            found.eq_ignore_ascii_case(name).then_some(value)
        });
        let value = values.next();
        assert_eq!(values.next(), None, "{name} is there twice:\n{}", self.head);
        value
    }
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").and_then(|port| port.local_addr()).expect("a port").port()
}

fn content_type(name: &str) -> &'static str {
    match Path::new(name).extension().and_then(|e| e.to_str()).expect("an extension") {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "txt" | "ts" => "text/plain; charset=utf-8",
        "json" => "application/json; charset=utf-8",
        "webmanifest" => "application/manifest+json; charset=utf-8",
        "wasm" => "application/wasm",
        "png" => "image/png",
        "svg" => "image/svg+xml",
        other => panic!("nobody said what .{other} is"),
    }
}

#[test]
#[ignore = "needs nginx, see scripts/test.sh"]
fn sends_every_file_with_its_type_its_encodings_and_its_time_to_live() {
    let nginx = Nginx::start();
    let all = files(&site());
    for prefix in ["/".to_owned(), format!("/{FOLDER}")] {
        for (name, bytes) in &all {
            if name.ends_with(".br") || name.ends_with(".gz") || name == "_headers" {
                continue;
            }
            let path = format!("{prefix}{}", if name == "index.html" { "" } else { name });
            let plain = nginx.get(&path, &[]);
            assert_eq!(plain.status(), "200", "{path}");
            assert!(plain.body == *bytes, "{path}");
            assert_eq!(plain.header("Content-Type"), Some(content_type(name)), "{path}");
            let caching = if has_fingerprint(name) {
                "public, max-age=31536000, immutable"
            } else {
                "no-cache"
            };
            for (accepted, ending) in
                [("br, gzip", ".br"), ("gzip", ".gz"), ("gzip, deflate, br, zstd", ".br")]
            {
                let Some(packed) = all.get(&format!("{name}{ending}")) else { continue };
                let answer = nginx.get(&path, &[&format!("Accept-Encoding: {accepted}")]);
                assert!(answer.body == *packed, "{path} {accepted}");
                let encoding = if ending == ".br" { "br" } else { "gzip" };
                assert_eq!(answer.header("Content-Encoding"), Some(encoding), "{path}");
                assert_eq!(answer.header("Content-Type"), Some(content_type(name)), "{path}");
                assert_eq!(answer.header("Cache-Control"), Some(caching), "{path}");
                assert_eq!(answer.header("Vary"), Some("Accept-Encoding"), "{path}");
            }
            assert_eq!(plain.header("Cache-Control"), Some(caching), "{path}");
            security(&plain);
            // Nothing is sent again that is there already.
            let tag = plain.header("ETag").expect("a tag").to_owned();
            let again = nginx.get(&path, &[&format!("If-None-Match: {tag}")]);
            assert_eq!(again.status(), "304", "{path}");
            assert_eq!(again.header("Cache-Control"), Some(caching), "{path}");
        }
    }
}

fn security(answer: &Answer) {
    let policy = format!("{}; frame-ancestors *", policy());
    for (name, value) in [
        ("Content-Security-Policy", policy.as_str()),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
        ("Cross-Origin-Resource-Policy", "cross-origin"),
        ("Cross-Origin-Embedder-Policy", "require-corp"),
        ("Access-Control-Allow-Origin", "*"),
    ] {
        assert_eq!(answer.header(name), Some(value), "{}", answer.head);
    }
    assert_eq!(answer.header("X-Frame-Options"), None);
}

#[test]
#[ignore = "needs nginx, see scripts/test.sh"]
fn what_there_is_not_is_not_found_and_not_kept() {
    let nginx = Nginx::start();
    for path in ["/no", "/page-0123456789abcdef.css", "/_headers", "/some/folder/_headers", "/no/"]
    {
        let answer = nginx.get(path, &[]);
        assert_eq!(answer.status(), "404", "{path}");
        assert_eq!(answer.header("Cache-Control"), None, "{path}");
        security(&answer);
    }
    // A "#" that mail has encoded is one again, and nothing behind it is decoded.
    for (asked, location) in [
        ("/%23v=1&a=70000", "/#v=1&a=70000"),
        ("/some/folder/%23v=1&vs=A%0AB;v:1", "/some/folder/#v=1&vs=A%0AB;v:1"),
    ] {
        let answer = nginx.get(asked, &[]);
        assert_eq!((answer.status(), answer.header("Location")), ("302", Some(location)));
    }
    // A folder without its slash would make all relative paths wrong.
    let answer = nginx.get("/some/folder", &[]);
    assert_eq!((answer.status(), answer.header("Location")), ("301", Some("/some/folder/")));
}

#[test]
#[ignore = "needs nginx, see scripts/test.sh"]
fn the_calculator_runs_from_it() {
    let nginx = Nginx::start();
    let docs = Temporary::new();
    docs.write(
        "index.html",
        format!(
            "<!doctype html><link rel=icon href=data:,><title>Docs</title><iframe src={}></iframe>",
            nginx.url()
        ),
    );
    let elsewhere = Server::start(docs.path());
    with_browser(async |page| {
        for prefix in ["", FOLDER] {
            let url = format!("{}{prefix}#a=100000&q=1000", nginx.url());
            page.driver.goto(&url).await.expect("the page");
            page.wait_text(".figures .nodes b", "5 nodes").await;
            wait_for("the page is under its service worker", async || {
                let kept = "return navigator.serviceWorker.controller !== null";
                (page.js(kept).await == true).then_some(())
            })
            .await;
            page.assert_no_console_errors().await;
        }
        let requests = page.requests().await;
        assert!(requests.iter().any(|url| url.ends_with(".wasm")));
        let away: Vec<_> = requests
            .iter()
            .filter(|url| url.starts_with("http") && !url.starts_with(&nginx.url()))
            .collect();
        assert!(away.is_empty(), "{away:?}");

        // Another site may show it in a frame, and may load the model from it.
        page.driver.goto(&elsewhere.url()).await.expect("another site");
        page.driver.enter_frame(0).await.expect("the frame");
        page.wait_text(".figures .nodes b", "1 node").await;
        page.driver.enter_default_frame().await.expect("the page around it");
        let script = format!(
            "const done = arguments[0]; import('{}evaluate.js').then(async m => {{ await m.default(); done(m.evaluate('a=1')); }}).catch(e => done(`${{e}}`))",
            nginx.url()
        );
        let answer = page.driver.execute_async(&script, vec![]).await.expect("an answer");
        assert_eq!(*answer.json(), evaluate("a=1"));
        page.assert_no_console_errors().await;
    });
}

//! Pages of other people that the calculator is put into, on an origin and a site of their own: the calculator is on 127.0.0.1, they are on localhost.

use std::{fs, path::Path};

use axum::{
    Router,
    http::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue},
    middleware::map_response,
    response::Response,
    routing::get,
};
use serde_json::{Value, json};
use thirtyfour::{WebDriver, WebElement};
use tower_http::services::ServeDir;

use crate::server::{listen, serve};
use crate::{Page, dist, project, wait_for};

/// What every page here does before anything else: it writes down messages and the element's events.
const NOTES: &str = "
    window.heard = [];
    window.told = [];
    addEventListener('message', e => heard.push({ origin: e.origin, ...e.data }));
    for (const type of ['ready', 'change', 'error'])
        document.addEventListener(type, e => {
            if (e.target.localName === 'stemedb-sizing') told.push({ type, id: e.target.id, ...e.detail });
        }, true)";

/// A site of its own: pages with paths and bodies, each under a content security policy if there is one. It has a
/// copy of embed.js, too. Returns its origin.
pub fn host(policy: &str, pages: &[(&str, String)]) -> String {
    host_with(&under(policy), pages)
}

/// [`host`] with headers.
pub fn host_with(headers: &[(&str, &str)], pages: &[(&str, String)]) -> String {
    let mut router = Router::new();
    let notes = ([(CONTENT_TYPE, "text/javascript")], NOTES);
    router = router.route("/notes.js", get(move || async move { notes }));
    let embed = fs::read_to_string(dist().join("embed.js")).expect("embed.js");
    let embed = ([(CONTENT_TYPE, "text/javascript")], embed);
    router = router.route("/embed.js", get(move || async move { embed }));
    // Browsers ask for it unasked, and complain.
    router = router.route("/favicon.ico", get(async || ""));
    for (path, body) in pages {
        let page = format!(
            "<!doctype html><html lang=en><meta charset=utf-8><title>A manual</title><script src=/notes.js></script><body><main><h1>A manual</h1>{body}</main></body></html>"
        );
        let page = ([(CONTENT_TYPE, "text/html; charset=utf-8")], page);
        router = router.route(path, get(move || async move { page }));
    }
    format!("http://localhost:{}", listen(answering(headers, router)))
}

/// A folder as a site under a content security policy. Returns its origin.
pub fn folder(policy: &str, path: &Path) -> String {
    let router = Router::new().fallback_service(ServeDir::new(path));
    format!("http://localhost:{}", listen(answering(&under(policy), router)))
}

fn under(policy: &str) -> Vec<(&str, &str)> {
    let header = ("content-security-policy", policy);
    if policy.is_empty() { Vec::new() } else { vec![header] }
}

/// The calculator once more, on a server that lets every origin read its files, with a slash at the end.
pub fn open_to_all() -> String {
    with_headers(&[("access-control-allow-origin", "*")])
}

/// The calculator once more, open to every origin, and with a policy that names where it is beside each `'self'`, as
/// `ORIGIN=... make dist` writes it.
pub fn with_its_origin_named() -> String {
    let page = fs::read_to_string(dist().join("index.html")).expect("index.html");
    let index = get(async move |headers: HeaderMap| {
        let host = headers.get("host").and_then(|host| host.to_str().ok()).expect("a host");
        let named = page.replace("'self'", &format!("'self' http://{host}"));
        ([(CONTENT_TYPE, "text/html; charset=utf-8")], named)
    });
    let router = Router::new().route("/", index).fallback_service(ServeDir::new(dist()));
    serve(answering(&[("access-control-allow-origin", "*")], router))
}

/// The calculator once more, with all headers of `hosting/_headers` but the policy, which the page carries itself.
pub fn as_published() -> String {
    let text = fs::read_to_string(project().join("hosting/_headers")).expect("hosting/_headers");
    let headers: Vec<_> = text
        .lines()
        .filter(|line| line.starts_with("  ") && !line.contains('{'))
        .map(|line| line.trim().split_once(": ").expect("a header"))
        .collect();
    assert!(headers.len() > 3, "{headers:?}");
    with_headers(&headers)
}

/// The calculator once more, with these headers.
fn with_headers(headers: &[(&str, &str)]) -> String {
    serve(answering(headers, Router::new().fallback_service(ServeDir::new(dist()))))
}

fn answering(headers: &[(&str, &str)], router: Router) -> Router {
    let header = |(name, value): &(&str, &str)| {
        let name: HeaderName = name.to_lowercase().parse().expect("a header's name");
        (name, HeaderValue::from_str(value).expect("a header's value"))
    };
    let headers: HeaderMap = headers.iter().map(header).collect();
    router.layer(map_response(move |mut response: Response| {
        let headers = headers.clone();
        async move {
            response.headers_mut().extend(headers);
            response
        }
    }))
}

/// Opens a page of a host.
pub async fn visit(page: &Page, url: &str) {
    page.driver.goto(url).await.unwrap_or_else(|error| panic!("{url} did not load: {error}"));
}

/// All frames in their order, as JavaScript: those in the page, and those that the element keeps in its shadow.
pub const FRAMES: &str = "[...document.querySelectorAll('iframe, stemedb-sizing')]
    .map(e => e.localName === 'iframe' ? e : e.shadowRoot?.querySelector('iframe')).filter(Boolean)";

/// All frames of the page that a browser shows.
pub async fn frames(driver: &WebDriver) -> Vec<WebElement> {
    let found = driver.execute(format!("return {FRAMES}"), vec![]).await;
    found.and_then(|found| found.elements()).unwrap_or_default()
}

/// Enters the frame of this number once it is there.
pub async fn enter(driver: &WebDriver, frame: usize) {
    wait_for("there is the frame", async || {
        let mut frames = frames(driver).await;
        (frame < frames.len()).then_some(())?;
        frames.swap_remove(frame).enter_frame().await.ok()
    })
    .await;
}

/// Does something inside the frame of this number.
pub async fn inside<T>(page: &Page, frame: usize, action: impl AsyncFnOnce() -> T) -> T {
    enter(&page.driver, frame).await;
    let answer = action().await;
    page.driver.enter_default_frame().await.expect("the page around");
    answer
}

/// What the page around has been sent (`heard`), or the element has dispatched (`told`), of one type.
pub async fn noted(page: &Page, list: &str, kind: &str) -> Vec<Value> {
    let script = format!("return window.{list}.filter(e => e.type === arguments[0])");
    page.js_with(&script, vec![kind.into()]).await.as_array().expect("a list").clone()
}

/// Waits until there are as many of them.
pub async fn wait_noted(page: &Page, list: &str, kind: &str, count: usize) -> Vec<Value> {
    wait_for(&format!("{count} of {kind} among {list}"), async || {
        let found = noted(page, list, kind).await;
        (found.len() >= count).then_some(found)
    })
    .await
}

/// Height of the frame as the page around has it, and of the window and the content inside.
pub async fn heights(page: &Page, frame: usize) -> (i64, i64, i64) {
    let outer = format!("return ({FRAMES})[arguments[0]].getBoundingClientRect().height");
    let outer = page.js_with(&outer, vec![json!(frame)]).await;
    let inner = "return [innerHeight, document.documentElement.scrollHeight]";
    let inner = inside(page, frame, async || page.js(inner).await).await;
    #[expect(clippy::cast_possible_truncation, reason = "pixels")]
    let pixels = |value: &Value| value.as_f64().expect("a height").round() as i64;
    (pixels(&outer), pixels(&inner[0]), pixels(&inner[1]))
}

/// Waits until all of the frame's content is in sight.
pub async fn wait_fitted(page: &Page, frame: usize) -> i64 {
    wait_for("the frame is as high as its content", async || {
        let content = "return [innerHeight, Math.ceil(document.documentElement.getBoundingClientRect().height)]";
        let (outer, window, scroll) = heights(page, frame).await;
        let content = inside(page, frame, async || page.js(content).await).await;
        (outer == window && scroll == window && content[0] == content[1]).then_some(outer)
    })
    .await
}

/// Types into the input with this code. ChromeDriver cannot tell names of controls in frames of another process.
pub async fn type_into(page: &Page, code: &str, text: &str) {
    let input = page.find(&format!("#in-{code}")).await;
    page.fill(&input, text).await;
}

//! Without a network, and from one version to the next.

use std::{fs, path::Path};

use exchange::result::evaluate;
use serde_json::{Value, json};
use thirtyfour::By;

use crate::folder::{
    Temporary, changed_site, files, for_programmers, newer_site, root, site, text, version,
};
use crate::server::Server;
use harness::{FOLDER, Page, wait_for, with_browser};

/// Loads an address and waits until the calculator is there.
async fn open(page: &Page, url: &str) {
    page.driver.goto(url).await.expect("the page");
    ready(page).await;
}

async fn ready(page: &Page) {
    wait_for("the page says that it is ready", async || {
        let ready = "return document.documentElement.dataset.ready === 'true'";
        // A page that is about to be reloaded has no answer.
        let answer = page.driver.execute(ready, vec![]).await.ok()?;
        (answer.json() == true).then_some(())
    })
    .await;
}

/// What a script that calls `done` comes to.
async fn asked(page: &Page, script: &str) -> Value {
    let script = format!("const done = arguments[0]; {script}");
    page.driver.execute_async(&script, vec![]).await.expect("an answer").json().clone()
}

/// Waits until the site is kept.
async fn kept(page: &Page) {
    wait_for("the page is under its service worker", async || {
        (page.js("return navigator.serviceWorker.controller !== null").await == true).then_some(())
    })
    .await;
}

/// The names of all caches of the origin.
async fn caches(page: &Page) -> Vec<String> {
    let names = asked(page, "caches.keys().then(done)").await;
    serde_json::from_value(names).expect("names")
}

/// What a site keeps, as paths.
fn to_keep(site: &Path) -> Vec<String> {
    let mut names: Vec<_> = files(site)
        .into_keys()
        .filter(|name| !["sw.js", "version.json", "_headers"].contains(&name.as_str()))
        .filter(|name| !name.ends_with(".br") && !name.ends_with(".gz") && !for_programmers(name))
        .map(|name| if name == "index.html" { String::new() } else { name })
        .collect();
    names.sort();
    names
}

#[test]
fn opens_and_works_without_a_network_after_a_first_visit() {
    let folder = Temporary::with(FOLDER, &site());
    let mut server = Server::start(folder.path());
    let home = format!("{}{FOLDER}", server.url());
    with_browser(async |page| {
        open(page, &format!("{home}#a=100000&q=1000")).await;
        kept(page).await;

        // Exactly the files of this version, under a name that nobody else has.
        let keys = "(async () => { const all = []; for (const name of await caches.keys()) for (const { url } of await (await caches.open(name)).keys()) all.push(url); return all.sort(); })().then(done)";
        let found: Vec<String> = serde_json::from_value(asked(page, keys).await).expect("URLs");
        let expected: Vec<_> =
            to_keep(&site()).iter().map(|name| format!("{home}{name}")).collect();
        assert_eq!(found, expected);
        let site_version = version(&site())["site_version"].as_str().expect("a version").to_owned();
        assert_eq!(caches(page).await, [format!("stemedb-sizing /{FOLDER} {site_version}")]);

        server.stop();
        page.driver.refresh().await.expect("a reload without a network");
        ready(page).await;
        assert_eq!(page.text(".figures .nodes b").await, "5 nodes");
        let answer = page.js("return window.wasmBindings.evaluate('a=100000&q=1000')").await;
        assert_eq!(answer, evaluate("a=100000&q=1000"));
        // The last sections that are made.
        page.by_label("Name for these inputs").await;
        page.assert_no_console_errors().await;

        let away: Vec<_> = page
            .requests()
            .await
            .into_iter()
            .filter(|url| url.starts_with("http") && !url.starts_with(&home))
            .collect();
        assert!(away.is_empty(), "{away:?}");
        let stray: Vec<_> = server
            .seen()
            .into_iter()
            .filter(|path| !path.starts_with(&format!("/{FOLDER}")))
            .collect();
        assert!(stray.is_empty(), "{stray:?}");
        // Anything else that is left behind would have to be explained.
        open(page, &home).await;
        let names = "(async () => [...await caches.keys(), ...Object.keys(localStorage), ...Object.keys(sessionStorage), ...(await indexedDB.databases()).map(d => d.name), ...document.cookie.split('; ').filter(Boolean)])().then(done)";
        let names: Vec<String> = serde_json::from_value(asked(page, names).await).expect("names");
        assert!(!names.is_empty());
        assert!(names.iter().all(|name| name.starts_with("stemedb-sizing")), "{names:?}");

        // Last, because Chromium asks for an icon of its own for a plain text.
        for address in ["index.html", "?utm=x", "licences.txt"] {
            page.driver.goto(&format!("{home}{address}")).await.expect("a kept file");
            let shown = page.js("return document.body.innerText").await;
            let shown = shown.as_str().expect("a text");
            assert!(shown.contains("StemeDB sizing calculator"), "{address}: {shown}");
        }
    });
}

/// Publishes another version and waits until the browser has it beside the one it shows.
async fn publish(page: &Page, server: &Server, newer: &Path) {
    server.show(newer);
    let update =
        "navigator.serviceWorker.ready.then(r => r.update()).then(() => done(), e => done(`${e}`))";
    assert_eq!(asked(page, update).await, Value::Null);
}

async fn newer_is_waiting(page: &Page) {
    wait_for("the newer version is there", async || {
        let waiting =
            "navigator.serviceWorker.getRegistration().then(r => done(r.waiting !== null))";
        asked(page, waiting).await.as_bool()?.then_some(())
    })
    .await;
    // Time enough for everything that follows from it, were it not held back.
    asked(page, "setTimeout(() => setTimeout(() => setTimeout(done)))").await;
}

/// Opens the first version, begins to do something, and finds that a newer one is announced only when that is over.
fn announced_after(begin: impl AsyncFn(&Page), end: impl AsyncFn(&Page)) {
    let newer = newer_site();
    let server = Server::start(&site());
    with_browser(async |page| {
        open(page, &server.url()).await;
        kept(page).await;
        assert_eq!(page.count(".newer").await, 0, "the first version is nothing newer");
        // Others on the same origin, one of them the calculator in another folder.
        asked(page, "caches.open('another').then(() => caches.open('stemedb-sizing /x/ 1')).then(() => done())").await;
        page.js("window.still = true").await;

        begin(page).await;
        publish(page, &server, newer.path()).await;
        newer_is_waiting(page).await;
        assert_eq!(page.count(".newer").await, 0, "announced in the middle of an edit");
        end(page).await;
        page.wait_text(".newer span", "A newer version is ready.").await;
        page.assert_accessible().await;

        // Still the old one, and nothing has moved.
        assert_eq!(page.js("return window.still").await, true);
        assert_eq!(page.text("h1").await, "StemeDB sizing calculator");
        page.driver
            .find(By::Css(".newer button"))
            .await
            .expect("a button")
            .click()
            .await
            .expect("a click");
        wait_for("the newer version is shown", async || {
            (page.try_heading().await? == "StemeDB sizing calculator 2").then_some(())
        })
        .await;
        ready(page).await;
        kept(page).await;
        let version = version(newer.path())["site_version"].as_str().expect("one").to_owned();
        let mut names = caches(page).await;
        names.sort();
        assert_eq!(
            names,
            [
                "another".to_owned(),
                format!("stemedb-sizing / {version}"),
                "stemedb-sizing /x/ 1".to_owned()
            ]
        );
        assert_eq!(page.count(".newer").await, 0);
        page.assert_no_console_errors().await;
    });
}

trait Heading {
    async fn try_heading(&self) -> Option<String>;
}

impl Heading for Page {
    /// The heading, unless the page is just being replaced.
    async fn try_heading(&self) -> Option<String> {
        let script = "return document.querySelector('h1')?.innerText ?? null";
        self.driver.execute(script, vec![]).await.ok()?.json().as_str().map(String::from)
    }
}

const TEXT_FIELD: &str = "input[inputmode], input[type=text], input[type=number]";

#[test]
fn a_newer_version_is_announced_once_nobody_types_and_taken_only_when_asked_for() {
    announced_after(
        async |page| page.find(TEXT_FIELD).await.focus().await.expect("the focus"),
        async |page| {
            // From one field to the next is still the same edit.
            let fields = page.driver.find_all(By::Css(TEXT_FIELD)).await.expect("fields");
            fields[1].focus().await.expect("the focus");
            asked(page, "setTimeout(() => setTimeout(done))").await;
            assert_eq!(page.count(".newer").await, 0, "announced between two fields");
            page.js("document.activeElement.blur()").await;
        },
    );
}

#[test]
fn a_newer_version_is_announced_once_the_slider_is_let_go() {
    announced_after(
        async |page| {
            let slider = page.find("input[type=range]").await;
            page.driver
                .action_chain()
                .click_and_hold_element(&slider)
                .perform()
                .await
                .expect("held");
        },
        async |page| {
            page.driver.action_chain().release().perform().await.expect("let go");
        },
    );
}

#[test]
fn a_half_published_version_is_not_taken() {
    let newer = newer_site();
    let half = Temporary::with("", newer.path());
    let page_of_old = text(&site(), "index.html");
    // The script of the newer version is there before its page.
    half.write("index.html", page_of_old);
    let server = Server::start(&site());
    with_browser(async |page| {
        open(page, &server.url()).await;
        kept(page).await;
        let before = caches(page).await;
        server.show(half.path());
        let refused = "navigator.serviceWorker.ready.then(async r => { const worker = await r.update().then(r => r.installing ?? r.waiting, () => null); if (!worker || worker.state === 'redundant') return done('redundant'); worker.onstatechange = () => done(worker.state); })";
        assert_eq!(asked(page, refused).await, "redundant");
        assert_eq!(page.count(".newer").await, 0);
        page.driver.refresh().await.expect("a reload");
        ready(page).await;
        assert_eq!(page.text("h1").await, "StemeDB sizing calculator");
        assert!(caches(page).await.contains(&before[0]));

        // Once all of it is there, it is.
        publish(page, &server, newer.path()).await;
        page.wait_text(".newer span", "A newer version is ready.").await;
    });
}

#[test]
fn offline_use_can_be_ended() {
    let ended = Temporary::with("", &site());
    ended.write("sw.js", fs::read(root().join("hosting/sw-off.js")).expect("hosting/sw-off.js"));
    let server = Server::start(&site());
    with_browser(async |page| {
        open(page, &server.url()).await;
        kept(page).await;
        asked(page, "caches.open('another').then(() => done())").await;
        publish(page, &server, ended.path()).await;
        wait_for("all of it is gone", async || {
            let gone =
                "navigator.serviceWorker.getRegistrations().then(all => done(all.length === 0))";
            (asked(page, gone).await == true).then_some(())
        })
        .await;
        assert_eq!(caches(page).await, ["another"]);
        page.driver.refresh().await.expect("a reload");
        ready(page).await;
        page.assert_no_console_errors().await;
    });
}

#[test]
fn browsers_offer_to_install_it() {
    let folder = Temporary::with(FOLDER, &site());
    let server = Server::start(folder.path());
    with_browser(async |page| {
        let home = format!("{}{FOLDER}", server.url());
        open(page, &home).await;
        kept(page).await;
        let manifest = page.devtools("Page.getAppManifest", json!({})).await;
        assert_eq!(manifest["errors"], json!([]), "{manifest}");
        assert_eq!(manifest["url"], format!("{home}manifest.webmanifest"));
        let errors = page.devtools("Page.getInstallabilityErrors", json!({})).await;
        assert_eq!(errors["installabilityErrors"], json!([]));
    });
}

#[test]
fn nothing_is_kept_from_within_a_frame() {
    let folder = Temporary::with("sizing/", &site());
    folder.write(
        "index.html",
        "<!doctype html><title>Docs</title><h1>Docs</h1><iframe src=sizing/></iframe>",
    );
    let server = Server::start(folder.path());
    with_browser(async |page| {
        page.driver.goto(&server.url()).await.expect("the page around it");
        wait_for("the calculator in the frame is ready", async || {
            let ready = "return document.querySelector('iframe').contentDocument?.documentElement?.dataset.ready === 'true' && document.querySelector('iframe').contentDocument.readyState === 'complete'";
            (page.js(ready).await == true).then_some(())
        })
        .await;
        let seen = server.seen();
        assert!(seen.iter().any(|path| path.starts_with("/sizing/offline-")), "{seen:?}");
        asked(page, "setTimeout(() => setTimeout(() => setTimeout(done)))").await;
        let registrations =
            "navigator.serviceWorker.getRegistrations().then(all => done(all.length))";
        assert_eq!(asked(page, registrations).await, json!(0));
        assert!(caches(page).await.is_empty());
        // The same calculator by itself is kept.
        open(page, &format!("{}sizing/", server.url())).await;
        kept(page).await;
    });
}

#[test]
fn files_that_nobody_listed_get_fingerprints_and_are_kept_too() {
    let made = changed_site(|build| {
        let boot = text(build.path(), "boot.js");
        build.write("boot.js", format!("import \"./added.js\";{boot}"));
        build.write("added.js", "document.documentElement.dataset.added = \"true\";");
        build.write("embed.js", "(() => { window.embedded = true; })();");
    });
    let names: Vec<_> = files(made.path()).into_keys().collect();
    assert!(names.iter().any(|name| name.starts_with("added-") && name.ends_with(".js")));
    assert!(!names.contains(&"added.js".into()) && names.contains(&"embed.js".into()), "{names:?}");
    let mut server = Server::start(made.path());
    with_browser(async |page| {
        open(page, &server.url()).await;
        kept(page).await;
        server.stop();
        page.driver.refresh().await.expect("a reload without a network");
        ready(page).await;
        assert_eq!(page.js("return document.documentElement.dataset.added").await, "true");
        page.assert_no_console_errors().await;
    });
}

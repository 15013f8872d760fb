//! Monitoring: what is copied and saved is what the library makes; settings are remembered and travel in links.

use std::{fs, path::PathBuf};

use exchange::export::monitoring::{
    Kit, Settings, grafana_dashboard, prometheus_rule, prometheus_rules,
};
use exchange::link::{self, snapshot::Pin};
use model::outcome::Outcome;
use model::scenario::Scenario;
use serde_json::json;

use harness::{Page, wait_for, with_page};

const FRAGMENT: &str = "v=1&a=100000&q=1000&i=500";
const NAME: &str = "Prod \"{{ $x }}\" 大";
/// Writes a file.
type Writer = fn(&Kit) -> String;

const FILES: [(&str, Writer); 3] = [
    ("stemedb-rules.yml", prometheus_rules),
    ("stemedb-prometheusrule.yaml", prometheus_rule),
    ("stemedb-dashboard.json", grafana_dashboard),
];

/// What a file of this scenario should be, by the day of the page's clock.
async fn expected(page: &Page, name: &str, settings: &str, make: Writer) -> String {
    let scenario: Scenario = link::parse(FRAGMENT).scenario;
    let outcome = Outcome::of(&scenario);
    let link =
        format!("{}#{}", page.origin(), link::pinned(&scenario, "", &Pin::now(outcome.focus())));
    let today = page.js("return Math.floor(Date.now() / 86400000) * 86400").await;
    let today = today.as_f64().expect("a time");
    make(&Kit::new(outcome.focus(), &Settings::read(settings), name, &link, today))
}

#[test]
fn copies_what_the_library_makes() {
    with_page(FRAGMENT, async |page| {
        let granted = json!({ "origin": page.origin(), "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"] });
        page.devtools("Browser.grantPermissions", granted).await;
        page.set_input("Name of the scenario", NAME).await;
        page.by_role("button", "Copy stemedb-rules.yml").await.click().await.expect("a click");
        page.wait_text("#monitoring-title ~ .columns .said", "Copied.").await;
        let copied = page.js("return navigator.clipboard.readText()").await;
        assert_eq!(copied, expected(page, NAME, "", prometheus_rules).await);
        page.assert_no_console_errors().await;
    });
}

#[test]
fn selects_the_text_where_copying_is_refused() {
    with_page(FRAGMENT, async |page| {
        page.js("navigator.clipboard.writeText = () => Promise.reject(new Error('no'))").await;
        page.by_role("button", "Copy stemedb-dashboard.json").await.click().await.expect("a click");
        let selected = wait_for("the text is selected", async || {
            let text = page.js("return getSelection().toString()").await;
            text.as_str().filter(|text| !text.is_empty()).map(String::from)
        })
        .await;
        assert_eq!(selected.trim_end(), expected(page, "", "", grafana_dashboard).await.trim_end());
        page.assert_no_console_errors().await;
    });
}

#[test]
fn saves_what_the_library_makes() {
    with_page(FRAGMENT, async |page| {
        let folder = std::env::temp_dir().join(format!("e2e-monitoring-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        let to = json!({ "behavior": "allow", "downloadPath": folder });
        page.devtools("Browser.setDownloadBehavior", to).await;
        page.set_input("Name of the scenario", NAME).await;
        for (file, make) in FILES {
            let button = page.by_role("button", &format!("Download {file}")).await;
            button.click().await.expect("a click");
            assert_eq!(saved(folder.join(file)).await, expected(page, NAME, "", make).await);
        }
        let _ = fs::remove_dir_all(folder);
        page.assert_no_console_errors().await;
        page.assert_requests_stay_home().await;
    });
}

/// The text of a file, once it is there: browsers give it its name when it is complete.
async fn saved(path: PathBuf) -> String {
    let what = format!("{} is saved", path.display());
    let text =
        wait_for(&what, async || fs::read_to_string(&path).ok().filter(|text| !text.is_empty()));
    text.await
}

#[test]
fn previews_follow_the_scenario_while_they_are_open() {
    with_page("", async |page| {
        let summary = page.find("#monitoring-title ~ .columns summary").await;
        let text = || {
            page.js("return document.querySelector('#monitoring-title ~ .columns pre').textContent")
        };
        assert_eq!(text().await, "");
        summary.click().await.expect("a click");
        let shows = async |part: &str, shown: bool| {
            wait_for(&format!("{part} is there: {shown}"), async || {
                let text = text().await;
                let text = text.as_str().expect("a text");
                (!text.is_empty() && text.contains(part) == shown).then_some(())
            })
            .await;
        };
        shows("alert: StemeDBReplicationLag", false).await;
        page.js("document.querySelector('details:has(#in-n)').open = true").await;
        page.set_input("Nodes", "3").await;
        shows("alert: StemeDBReplicationLag", true).await;
        page.set_input("Prometheus job of StemeDB", "other").await;
        shows("{job=\\\"other\\\"}", true).await;
        summary.click().await.expect("a click");
        wait_for("the text is gone", async || (text().await == "").then_some(())).await;
        page.assert_accessible().await;
        page.assert_no_console_errors().await;
    });
}

#[test]
fn settings_stand_in_the_address_and_are_remembered() {
    with_page(FRAGMENT, async |page| {
        let hash = || page.js("return location.hash");
        let value = || page.js("return document.getElementById('watch-mount')?.value");
        assert!(!hash().await.to_string().contains("watch="));
        page.js("document.querySelector('#monitoring .alerts').open = true").await;
        page.set_input("Mount point of the data disk", "/data").await;
        wait_for("the address has it", async || {
            hash().await.as_str()?.contains("&watch=mount:%2Fdata&pin=").then_some(())
        })
        .await;
        let row = async |what: &str, part: &str| {
            let script = "return document.querySelector('#monitoring .watched').textContent";
            wait_for(what, async || page.js(script).await.as_str()?.contains(part).then_some(()))
                .await;
        };
        row("the table follows", "mountpoint=\"/data\"").await;
        page.assert_accessible().await;
        // What is no mount point is said, and not taken.
        page.set_input("Mount point of the data disk", "data").await;
        page.wait_text("#watch-mount-said", "A mount point begins with a slash.").await;
        row("the default is back", "mountpoint=\"/var/lib/stemedb\"").await;
        page.set_input("Mount point of the data disk", "/data").await;
        wait_for("the address has it", async || {
            hash().await.as_str()?.contains("&watch=mount:%2Fdata&pin=").then_some(())
        })
        .await;
        page.js("location.hash = ''; location.reload()").await;
        wait_for("it is there again", async || (value().await == "/data").then_some(())).await;
        page.assert_no_console_errors().await;
    });
}

#[test]
fn settings_of_a_link_are_checked() {
    let fragment =
        [FRAGMENT, "&watch=label:a%22%7D;severity:priority;runbooks:javascript%3Aalert(1)"];
    with_page(&fragment.concat(), async |page| {
        for (id, value) in
            [("watch-label", ""), ("watch-severity", "priority"), ("watch-runbooks", "")]
        {
            let script = format!("return document.getElementById('{id}').value");
            assert_eq!(page.js(&script).await, value, "{id}");
        }
        page.assert_no_console_errors().await;
    });
}

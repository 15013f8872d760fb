//! Monitoring, as the programs that it is made for read it: promtool loads the rules and runs them, a real
//! Prometheus fires them, and what is published of the operator's and Grafana's schemas takes the files.
#![cfg(not(target_arch = "wasm32"))]

mod alerts;
mod dashboard;
mod deployment;
mod foreign;
mod promtool;
mod rules;
mod schemas;
mod server;
mod situations;

use exchange::export::monitoring::{Kit, Row, Settings};
use exchange::link;
use model::outcome::Outcome;
use model::pricing::quote::Quote;
use serde_json::Value as Json;

const LINK: &str = "https://example.org/sizing/#v=1&a=100000";

/// One node, a burstable one, clusters with and without a node to spare, and both ends of the inputs.
const SCENARIOS: [&str; 8] = [
    "",
    "pick=guide",
    "a=60000&q=500&i=100&n=3&lead=2",
    "a=400000&d=1000000&i=20&q=300",
    "n=2&rf=1&lead=0",
    "a=1&q=0&i=0&n=1&d=0&lead=0.1",
    "a=1e9&q=1e6&i=1e6&n=99&kb=10000&walkb=100000&lead=52&cache=1024&lens=100",
    "a=1e9&q=1e6&i=1e6&n=1&rd=printed&d=1e9&wr=365&bk=365&walkb=100000&kb=10000",
];

/// Settings that change every file.
const SETTINGS: [&str; 2] = [
    "",
    "&watch=job:db;mount:%2Fdata;label:pod;severity:priority;runbooks:https%3A%2F%2Fexample.org%2Frunbooks;assertions:app:facts;backup:backup_time;hours:1",
];

/// A scenario with settings, from which kits are made.
struct Scenario {
    quote: Quote,
    settings: Settings,
}

impl Scenario {
    fn of(fragment: &str) -> Self {
        Self::with(fragment, "")
    }

    fn with(fragment: &str, settings: &str) -> Self {
        let parsed = link::parse(fragment);
        assert_eq!(parsed.notices, [], "{fragment}");
        let settings = Settings::read(settings);
        Self { quote: Outcome::of(&parsed.scenario).focus().clone(), settings }
    }

    /// The kit, made at the time at which promtool begins.
    fn kit(&self) -> Kit<'_> {
        self.named("", LINK)
    }

    fn named<'a>(&'a self, name: &'a str, link: &'a str) -> Kit<'a> {
        Kit::new(&self.quote, &self.settings, name, link, 0.0)
    }
}

/// A template filled for the page.
fn page(kit: &Kit, template: &str, row: &Row) -> String {
    let mut out = String::new();
    kit.page(&mut out, template, row);
    out
}

/// What a YAML parser reads.
fn yaml(text: &str) -> Json {
    use saphyr::{LoadableYamlNode, Yaml};
    fn plain(node: &Yaml) -> Json {
        if let Some(text) = node.as_str() {
            text.into()
        } else if let Some(items) = node.as_sequence() {
            items.iter().map(plain).collect()
        } else if let Some(entries) = node.as_mapping() {
            let key = |key: &Yaml| key.as_str().expect("a key").to_owned();
            Json::Object(entries.iter().map(|(k, v)| (key(k), plain(v))).collect())
        } else {
            panic!("something else than texts, lists and maps: {node:?}")
        }
    }
    let documents = Yaml::load_from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let [document] = documents.as_slice() else { panic!("{} documents", documents.len()) };
    plain(document)
}

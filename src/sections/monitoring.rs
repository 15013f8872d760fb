//! Monitoring: what only the operator knows, the files for Prometheus and Grafana, and what each alert says.

use std::rc::Rc;

use web_sys::HtmlInputElement;

use super::Section;
use crate::dom::signals::*;
use crate::dom::{El, button, document, effect, el};
use crate::state::{App, Outcome, address_of, embedded};
use crate::storage;
use crate::widgets::copy::{Feedback, copy};
use crate::widgets::disclosure::{disclosure, title};
use crate::widgets::download::download;
use crate::widgets::table::table;
use exchange::export::monitoring::{
    Kit, MOST, SETTINGS, grafana_dashboard, prometheus_rule, prometheus_rules,
};
use exchange::link::{self, snapshot::Pin};

/// The milliseconds of a day.
const DAY: f64 = 86_400_000.0;

/// One of the files.
struct File {
    title: &'static str,
    about: &'static str,
    /// How it is installed.
    install: &'static str,
    name: &'static str,
    mime: &'static str,
    make: fn(&Kit) -> String,
}

static FILES: [File; 3] = [
    File {
        title: "Prometheus rules",
        about: "Alerts, recording rules, and hints for Alertmanager.",
        install: "rule_files: [stemedb-rules.yml] # in prometheus.yml
promtool check rules stemedb-rules.yml
kill -HUP $(pidof prometheus)",
        name: "stemedb-rules.yml",
        mime: "application/yaml",
        make: prometheus_rules,
    },
    File {
        title: "Prometheus operator",
        about: "The same rules as a PrometheusRule. The label is what your Prometheus selects rules by.",
        install: "kubectl apply -n monitoring -f stemedb-prometheusrule.yaml
kubectl label -n monitoring -f stemedb-prometheusrule.yaml release=prometheus
kubectl get -n monitoring -f stemedb-prometheusrule.yaml",
        name: "stemedb-prometheusrule.yaml",
        mime: "application/yaml",
        make: prometheus_rule,
    },
    File {
        title: "Grafana dashboard",
        about: "Import it, or put it into the folder that provisioning/dashboards/stemedb.yaml names:",
        install: "apiVersion: 1
providers:
  - { name: stemedb, options: { path: /var/lib/grafana/dashboards } }",
        name: "stemedb-dashboard.json",
        mime: "application/json",
        make: grafana_dashboard,
    },
];

/// What the files are made from.
struct Source {
    app: App,
    /// The name of the scenario.
    name: HtmlInputElement,
    /// Goes up when the name or a setting is typed.
    typed: RwSignal<u32>,
}

impl Source {
    /// Looks at what the files are made from: the scenario, on the machines that are bought. Followed where
    /// that is done.
    fn with_kit(&self, link: &str, look: &mut dyn FnMut(&Kit)) {
        self.typed.track();
        let made = (js_sys::Date::now() / DAY).floor() * (DAY / 1000.0);
        let name = self.name.value();
        let settings = self.app.settings();
        self.app.with(|o| look(&Kit::new(o.focus(), &settings, &name, link, made)));
    }

    /// A file for the scenario. Followed where that is done.
    fn file(&self, file: &File) -> String {
        let mut made = String::new();
        // From what this part shows, which follows once the inputs rest; the page's own link follows at once.
        let pinned = |o: &Outcome| link::pinned(&o.scenario, "", &Pin::now(o.focus()));
        let link = address_of(&self.app.with(pinned));
        self.with_kit(&link, &mut |kit| made = (file.make)(kit));
        made
    }

    /// The rows of the table: each alert, and what is recorded.
    fn rows(&self) -> String {
        let mut html = String::new();
        self.with_kit("", &mut |kit| {
            for rule in kit.rules() {
                kit.page(&mut html, RULE, &rule);
                if !rule.get("printed").is_empty() {
                    kit.page(&mut html, PRINTED, &rule);
                }
            }
            for query in kit.recorded() {
                kit.page(&mut html, RECORDED, &query);
            }
        });
        html
    }
}

/// A row of the table. What is not marked has no character that means something here.
const RULE: &str = "<tr><th scope=row>@alert@<p class=scope>@severity@, after @hold@</p>\
    <td><b>@&title@</b><p>@&says@</p><code>@&expr@</code><td>@differs@";
const PRINTED: &str = "<p class=scope>As printed:</p><code>@printed@</code>";
const RECORDED: &str = "<tr><th scope=row>@name@<p class=scope>recorded</p>\
    <td>Used more than once.<code>@&query@</code><td>";

/// The section.
pub fn make(section: &Section, app: App) -> El {
    let typed = RwSignal::new(0);
    let name = field("watch-name", "its size").on("input", move |_| typed.update(|n| *n += 1));
    let source = Rc::new(Source { app, name: name.input(), typed });
    let mut fields = vec![labelled("Name of the scenario", name)];
    fields.extend((0..SETTINGS.len()).map(|at| setting(app, at)));
    let files = FILES.iter().map(|file| card(&source, file)).collect();
    let head = ["Alert", "What it says, for this scenario", "Against the guide"];
    let (frame, body) = table(&section.title_id(), "watched", &head);
    let title = title("Each alert: what it says, and how it differs from the guide’s");
    let (alerts, open) = disclosure("details.alerts", title);
    drop(body.dyn_markup(move || if open.get() { source.rows() } else { String::new() }));
    section
        .with_title()
        .child(el("p").text("Files to load as they are. They expect that StemeDB and node_exporter are scraped on every machine, and that the data is on a disk of its own, whose mount point tells StemeDB’s machines from others."))
        .child(
            el("p.calm")
                .dyn_flag("hidden", move || app.with(|o| o.order().is_some()))
                .text("Nothing is ordered: the alerts are of what the guide asks for."),
        )
        .child(el("div.columns.watch-texts").children(fields))
        .child(el("div.columns.watch-files").children(files))
        .child(alerts.child(frame))
}

/// A field for text of the visitor's own.
fn field(id: &str, placeholder: &str) -> El {
    el("input")
        .id(id)
        .attr("type", "text")
        .attr("placeholder", placeholder)
        .attr("maxlength", &MOST.to_string())
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
}

fn labelled(label: &str, input: El) -> El {
    el("div").child(el("label").attr("for", &input.0.id()).text(label)).child(input)
}

/// The field of a setting. What is typed is kept for the next visit.
fn setting(app: App, at: usize) -> El {
    let row = &SETTINGS[at];
    let id = ["watch-", row.code].concat();
    let wrong = RwSignal::new(false);
    let input = field(&id, row.placeholder()).attr("aria-describedby", &[&id, "-said"].concat());
    let shown = input.input();
    let mut last = None;
    effect(Box::new(move || {
        let now = Some(app.settings().own(at).to_owned());
        // What is being typed is not touched: half of it may be no value yet. Nor is what is wrong, until there is another value.
        if now != last && document().active_element().as_ref() != Some(shown.as_ref()) {
            shown.set_value(now.as_deref().unwrap_or_default());
            wrong.set(false);
        }
        last = now;
    }));
    let input = input
        .dyn_attr("aria-invalid", move || wrong.get().then(|| "true".to_owned()))
        .on_input(move |text| {
            wrong.set(!row.is_fine(&text));
            let mut settings = untrack(|| app.settings());
            settings.set(at, &text);
            let end = settings.write();
            if !embedded() {
                // The page works without; the saved scenarios say why nothing can be kept.
                let _ = storage::write(storage::Key::Monitoring, &end);
            }
            app.watch.set(end);
        });
    let said = el("p.scope")
        .id(&[&id, "-said"].concat())
        .dyn_text(move || (if wrong.get() { row.wanted() } else { "" }).to_owned());
    labelled(row.label, input).child(said)
}

/// A file to copy, to download, or to look at. It is made only then.
fn card(source: &Rc<Source>, file: &'static File) -> El {
    let (preview, open) = disclosure("details.explain", title("Preview"));
    let (shown, copied, saved) = (source.clone(), source.clone(), source.clone());
    let text = el("pre")
        .attr("tabindex", "0")
        .attr("role", "group")
        .attr("aria-label", file.name)
        .dyn_text(move || if open.get() { shown.file(file) } else { String::new() });
    let preview = preview.child(text.clone());
    let by_hand = preview.clone();
    let feedback = Feedback::new();
    let said = feedback.element();
    let copy = move || {
        let (preview, text) = (by_hand.clone(), text.0.clone());
        let show = move || {
            // Its text, which is there a moment later, is selected with it.
            preview.clone().attr("open", "");
            text.clone()
        };
        copy(&untrack(|| copied.file(file)), &feedback, Box::new(show));
    };
    let save = move || download(file.name, file.mime, &untrack(|| saved.file(file)));
    let named = |verb: &str| [verb, " ", file.name].concat();
    let buttons = el("p.save")
        .child(button("", "Copy", copy).attr("aria-label", &named("Copy")))
        .child(button("", "Download", save).attr("aria-label", &named("Download")))
        .child(said);
    el("div.card")
        .child(el("h3").text(file.title))
        .child(el("p").text(file.about))
        .child(el("code.install").text(file.install))
        .child(buttons)
        .child(preview)
}

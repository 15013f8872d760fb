//! Monitoring: what only the operator knows, the files for Prometheus and Grafana, and what each alert says.

use std::rc::Rc;
use std::time::Duration;

use web_sys::{Element, HtmlInputElement};

use super::Section;
use crate::debounce::Debounce;
use crate::dom::signals::*;
use crate::dom::{El, button, document, effect, el};
use crate::state::{App, address_of, embedded};
use crate::storage;
use crate::widgets::copy::{Feedback, copy};
use crate::widgets::disclosure::{disclosure, title};
use crate::widgets::download::download;
use crate::widgets::table::table;
use exchange::export::monitoring::{
    Kit, MOST, SETTINGS, grafana_dashboard, prometheus_rule, prometheus_rules,
};
use exchange::link;
use model::chart::{append, escape};

/// How long the inputs must rest before a preview is made again.
const PREVIEW_AFTER: Duration = Duration::from_millis(100);

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
        about: "Alerts with this scenario’s numbers and its link, recording rules, and hints for Alertmanager.",
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
        about: "Plan against reality, headroom, and each resource with its threshold. Import it, or put it into the folder that provisioning/dashboards/stemedb.yaml names:",
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

    /// A file for the scenario as it is now.
    fn file(&self, file: &File) -> String {
        let mut made = String::new();
        untrack(|| {
            let link = address_of(&self.app.with(|o| link::format(&o.scenario)));
            self.with_kit(&link, &mut |kit| made = (file.make)(kit));
        });
        made
    }

    /// The rows of the table: each alert, and what is recorded.
    fn rows(&self) -> String {
        let mut html = String::new();
        self.with_kit("", &mut |kit| {
            for rule in kit.rules() {
                let lasting = [rule.severity, ", after ", rule.hold].concat();
                append(
                    &mut html,
                    &["<tr><th scope=row>", rule.alert, "<p class=scope>", &lasting, "</p><td><b>"],
                );
                escape(&mut html, &rule.summary(kit));
                html += "</b><p>";
                escape(&mut html, &rule.message(kit));
                html += "</p><td><code>";
                escape(&mut html, &rule.expression(kit));
                append(&mut html, &["</code><td><p>", rule.differs, "</p>"]);
                if !rule.printed.is_empty() {
                    // The guide's has no character that means something here.
                    append(
                        &mut html,
                        &["<p class=scope>As printed: <code>", rule.printed, "</code></p>"],
                    );
                }
            }
            for (name, query) in kit.recorded() {
                append(
                    &mut html,
                    &[
                        "<tr><th scope=row>",
                        name,
                        "<td>Recorded, because alerts use it more than once.<td><code>",
                    ],
                );
                escape(&mut html, &query);
                html += "</code><td>";
            }
        });
        html
    }
}

/// The section.
pub fn make(section: &Section, app: App) -> El {
    let typed = RwSignal::new(0);
    let name = field("watch-name", "its size").on("input", move |_| typed.update(|n| *n += 1));
    let source = Rc::new(Source { app, name: name.input(), typed });
    let mut fields = vec![labelled("Name of the scenario", name)];
    fields.extend((0..SETTINGS.len()).map(|at| setting(app, at)));
    let files = FILES.iter().map(|file| card(&source, file)).collect();
    let head = ["Alert", "What it says, for this scenario", "Expression", "Against the guide"];
    let (frame, body) = table(&section.title_id(), "watched", &head);
    drop(body.dyn_markup(move || source.rows()));
    section
        .with_title()
        .child(el("p").text("Files to load as they are. They expect that StemeDB and node_exporter are scraped on every machine, and that the data is on a disk of its own, whose mount point tells StemeDB’s machines from others. What is missing is an alert, too."))
        .child(
            el("p.calm")
                .dyn_flag("hidden", move || app.with(|o| o.order().is_some()))
                .text("Nothing is ordered: the alerts are of what the guide asks for."),
        )
        .child(el("div.columns.watch-texts").children(fields))
        .child(el("div.columns").children(files))
        .child(frame)
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
    effect(Box::new(move || {
        let now = app.settings();
        // What is being typed is not touched: half of it may be no value yet.
        if document().active_element().as_ref() != Some(shown.as_ref()) {
            shown.set_value(now.own(at));
            wrong.set(false);
        }
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
        .dyn_text(move || (if wrong.get() { row.wanted } else { "" }).to_owned());
    labelled(row.label, input).child(said)
}

/// A file to copy, to download, or to look at. It is made only then.
struct Card {
    source: Rc<Source>,
    file: &'static File,
    preview: Element,
    text: Element,
    open: RwSignal<bool>,
    feedback: Feedback,
}

impl Card {
    fn make(&self) -> String {
        self.source.file(self.file)
    }

    /// Shows the file in the preview.
    fn show(&self) {
        self.text.set_text_content(Some(&self.make()));
    }
}

fn card(source: &Rc<Source>, file: &'static File) -> El {
    let text = el("pre").attr("tabindex", "0").attr("role", "group").attr("aria-label", file.name);
    let (preview, open) = disclosure("details.explain", title("Preview"));
    let preview = preview.child(text.clone());
    let feedback = Feedback::new();
    let said = feedback.element();
    let (source, shown, text) = (source.clone(), preview.0.clone(), text.0);
    let card = Rc::new(Card { source, file, preview: shown, text, open, feedback });

    let (previewed, rest) = (card.clone(), Debounce::new(PREVIEW_AFTER));
    effect(Box::new(move || {
        if previewed.open.get() {
            previewed.source.app.track();
            previewed.source.app.watch.track();
            previewed.source.typed.track();
            let card = previewed.clone();
            rest.call(Box::new(move || {
                if card.open.get_untracked() {
                    card.show();
                }
            }));
        } else {
            previewed.text.set_text_content(None);
        }
    }));

    let copied = card.clone();
    let copy = move || {
        let card = copied.clone();
        let show = move || {
            card.show();
            El(card.preview.clone()).attr("open", "");
            card.text.clone()
        };
        copy(&copied.make(), &copied.feedback, Box::new(show));
    };
    let save = move || download(file.name, file.mime, &card.make());
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

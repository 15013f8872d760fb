//! Monitoring: the guide's metrics, and the files with which Prometheus and Grafana monitor them.

use std::rc::Rc;
use std::time::Duration;

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};

use super::Section;
use crate::debounce::Debounce;
use crate::dom::signals::*;
use crate::dom::{El, button, effect, el};
use crate::state::{App, address_of};
use crate::widgets::copy::{Feedback, copy};
use crate::widgets::disclosure::{disclosure, title};
use crate::widgets::download::download;
use crate::widgets::table::{row, table};
use exchange::export::monitoring::{
    JOB, Kit, MOUNTPOINT, WATCHED, Watched, grafana_dashboard, prometheus_rules,
};
use exchange::link;

/// How long the inputs must rest before a preview is made again.
const PREVIEW_AFTER: Duration = Duration::from_millis(100);

/// One of the files.
struct File {
    title: &'static str,
    about: &'static str,
    name: &'static str,
    mime: &'static str,
    make: fn(&Kit) -> String,
}

static FILES: [File; 2] = [
    File {
        title: "Prometheus alerting rules",
        about: "For rule_files in prometheus.yml. Each alert carries this scenario's numbers and its link.",
        name: "stemedb-rules.yml",
        mime: "application/yaml",
        make: prometheus_rules,
    },
    File {
        title: "Grafana dashboard",
        about: "To import into Grafana: assertions, CPU with RAM and disk, query rate, days until the disk passes its threshold.",
        name: "stemedb-dashboard.json",
        mime: "application/json",
        make: grafana_dashboard,
    },
];

/// What only the visitor knows: the label, the id, the text at first, and what an empty text stands for.
const INPUTS: [[&str; 4]; 3] = [
    ["Name of the scenario", "watch-name", "", "its size"],
    ["Prometheus job of StemeDB", "watch-job", JOB, ""],
    ["Mount point of the data disk", "watch-mount", MOUNTPOINT, ""],
];

/// What the files are made from.
struct Source {
    app: App,
    /// The inputs of [`INPUTS`].
    inputs: Vec<HtmlInputElement>,
    /// Goes up when one of them is changed.
    changed: RwSignal<u32>,
}

impl Source {
    /// Looks at what the alerts are made from: the scenario, on the machines that are bought. Followed where
    /// that is done.
    fn with_kit(&self, link: &str, look: &mut dyn FnMut(&Kit)) {
        self.changed.track();
        let text = |i: usize| self.inputs.get(i).map(HtmlInputElement::value).unwrap_or_default();
        self.app.with(|o| {
            let kit = Kit::new(o.focus(), link);
            look(&Kit { name: &text(0), job: &text(1), mountpoint: &text(2), ..kit });
        });
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
}

/// The section.
pub fn make(section: &Section, app: App) -> El {
    let changed = RwSignal::new(0);
    let (mut fields, mut inputs) = (Vec::new(), Vec::new());
    for [label, id, text, empty] in INPUTS {
        let input = el("input")
            .id(id)
            .attr("value", text)
            .attr("placeholder", empty)
            .attr("maxlength", "200")
            .attr("spellcheck", "false")
            .on("input", move |_| changed.update(|n| *n += 1));
        inputs.push(input.0.clone().unchecked_into());
        fields.push(el("div").child(el("label").attr("for", id).text(label)).child(input));
    }
    let source = Rc::new(Source { app, inputs, changed });
    let files = FILES.iter().map(|file| card(&source, file)).collect();
    let head = ["Metric", "Alert", "What was corrected"];
    let (frame, body) = table(&section.title_id(), "watched", &head);
    body.children(WATCHED.iter().map(|watched| metric(&source, watched)).collect());
    section
        .with_title()
        .child(el("p").text("The guide's metrics as files for this scenario, with the queries corrected where they do not work as printed. The files expect that StemeDB and node_exporter are scraped on every machine, and that the data is on a disk of its own, whose mount point tells StemeDB's machines from others."))
        .child(el("div.columns.watch-texts").children(fields))
        .child(el("div.columns").children(files))
        .child(frame)
}

/// An alert, with its query and with what differs from the guide's.
fn metric(source: &Rc<Source>, watched: &'static Watched) -> El {
    let text = |text: fn(&Watched, &Kit) -> String| {
        let source = source.clone();
        move || {
            let mut made = String::new();
            source.with_kit("", &mut |kit| made = text(watched, kit));
            made
        }
    };
    let app = source.app;
    let mut corrected = el("td").child(el("p").text(watched.corrected));
    if !watched.printed.is_empty() {
        let printed = el("code").text(watched.printed);
        corrected = corrected.child(el("p.scope").text("As printed: ").child(printed));
    }
    let query = el("td").child(el("code").dyn_text(text(Watched::expression)));
    row(el("th").dyn_text(text(Watched::words)), vec![query, corrected])
        .dyn_flag("hidden", move || app.with(|o| !watched.applies(o.sizing())))
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
            previewed.source.changed.track();
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
        .child(buttons)
        .child(preview)
}

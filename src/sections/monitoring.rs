//! Watch it: the guide's metrics, and the files that make Prometheus and Grafana watch them.

use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};

use crate::dom::{Debounce, El, button, effect, el, section, table};
use crate::state::{App, page_address};
use crate::widgets::copy::{Feedback, copy, download};
use exchange::export::monitoring::{
    JOB, Kit, MOUNTPOINT, WATCHED, Watched, grafana_dashboard, prometheus_rules,
};
use exchange::link;

/// A preview is made anew once the inputs have come to rest.
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
        about: "To import into Grafana: assertions, CPU with RAM and disk, query rate, days until the disk is 80 % full.",
        name: "stemedb-dashboard.json",
        mime: "application/json",
        make: grafana_dashboard,
    },
];

/// Label, id, what is in it at first, what it is when empty.
const INPUTS: [[&str; 4]; 3] = [
    ["Name of the scenario", "watch-name", "", "its size"],
    ["Prometheus job of StemeDB", "watch-job", JOB, ""],
    ["Mount point of the data disk", "watch-mount", MOUNTPOINT, ""],
];

/// What the section is made from.
struct Watch {
    app: App,
    /// What only the visitor knows, as in [`INPUTS`].
    inputs: Vec<HtmlInputElement>,
    /// Goes up when one of them is changed.
    changed: RwSignal<u32>,
}

impl Watch {
    /// Looks at the kit of the scenario as it is now, on the machines that are bought.
    fn kit(&self, link: &str, look: &mut dyn FnMut(&Kit)) {
        self.changed.track();
        let text = |i: usize| self.inputs.get(i).map(HtmlInputElement::value).unwrap_or_default();
        self.app.outcome.with(|o| {
            let quote = o.quote(o.s.p);
            let mut kit = Kit::new(&o.s, &quote.sizing, link);
            if let Some(instance) = quote.instance {
                kit.vcpu = instance.vcpu();
            }
            look(&Kit { name: &text(0), job: &text(1), mountpoint: &text(2), ..kit });
        });
    }

    /// A file for the scenario as it is now.
    fn file(&self, file: &File) -> String {
        let mut made = String::new();
        untrack(|| {
            let link = [&page_address(), "#", &self.app.scenario.with(link::format)].concat();
            self.kit(&link, &mut |kit| made = (file.make)(kit));
        });
        made
    }
}

/// The section.
pub fn watch(app: App) -> El {
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
    let watch = Rc::new(Watch { app, inputs, changed });
    let files = FILES.iter().map(|file| card(&watch, file)).collect();
    let (frame, body) = table("watch", "watched", &["Metric", "Alert", "What was corrected"]);
    body.children(WATCHED.iter().map(|watched| metric(&watch, watched)).collect());
    section("watch", "Watch it")
        .child(el("p").text("The guide's metrics as files for this scenario, with its queries corrected where they do not work as printed. They expect StemeDB and node_exporter to be scraped on every machine, and the data on a disk of its own, whose mount point tells StemeDB's machines from others."))
        .child(el("div.columns.watch-texts").children(fields))
        .child(el("div.columns").children(files))
        .child(frame)
}

/// What is watched, with the query and what is different from the guide's.
fn metric(watch: &Rc<Watch>, watched: &'static Watched) -> El {
    let live = |text: fn(&Watched, &Kit) -> String| {
        let watch = watch.clone();
        move || {
            let mut made = String::new();
            watch.kit("", &mut |kit| made = text(watched, kit));
            made
        }
    };
    let app = watch.app;
    let mut corrected = el("td").child(el("p").text(watched.corrected));
    if !watched.printed.is_empty() {
        let printed = el("code").text(watched.printed);
        corrected = corrected.child(el("p.scope").text("As printed: ").child(printed));
    }
    el("tr")
        .dyn_flag("hidden", move || app.outcome.with(|o| !watched.applies(&o.z)))
        .child(el("th").attr("scope", "row").dyn_text(live(Watched::words)))
        .child(el("td").child(el("code").dyn_text(live(Watched::expression))))
        .child(corrected)
}

/// A file, to copy, to download, or to look at. It is made only then.
struct Card {
    watch: Rc<Watch>,
    file: &'static File,
    preview: Element,
    text: Element,
    open: RwSignal<bool>,
    feedback: Feedback,
}

impl Card {
    fn make(&self) -> String {
        self.watch.file(self.file)
    }

    /// Shows the file; it is gone again when the preview is closed.
    fn show(&self) {
        self.text.set_text_content(Some(&self.make()));
    }
}

fn card(watch: &Rc<Watch>, file: &'static File) -> El {
    let text = el("pre").attr("tabindex", "0").attr("role", "group").attr("aria-label", file.name);
    let preview = el("details.explain").child(el("summary").text("Preview")).child(text.clone());
    let (open, feedback) = (RwSignal::new(false), Feedback::new());
    let said = feedback.element();
    let (watch, shown, text) = (watch.clone(), preview.0.clone(), text.0);
    let card = Rc::new(Card { watch, file, preview: shown, text, open, feedback });

    let toggled = card.clone();
    let preview = preview.on("toggle", move |_| open.set(toggled.preview.has_attribute("open")));
    let (previewed, rest) = (card.clone(), Debounce::new(PREVIEW_AFTER));
    effect(Box::new(move || {
        if previewed.open.get() {
            previewed.watch.app.outcome.track();
            previewed.watch.changed.track();
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

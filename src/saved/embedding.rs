//! The lines that put the calculator into a page of somebody else's, with a preview.

use crate::dom::signals::*;
use crate::dom::{El, el};
use crate::state::{App, page_address};
use crate::widgets::copy::copy_button;
use crate::widgets::disclosure::{disclosure, title};
use exchange::export::embed::{GENERATORS, Generator, Options, plain_frame};
use exchange::link;

/// Parts that can be shown, by the names that `src/web/frame.js` knows them under.
const PARTS: [[&str; 2]; 5] = [
    ["inputs", "Inputs"],
    ["results", "Results"],
    ["cost", "Costs"],
    ["growth", "Growth"],
    ["table", "Quick reference"],
];
/// What a frame shows that is not told.
const USUAL: &str = "inputs results";
const THEMES: [[&str; 2]; 3] = [["", "Follows the page"], ["light", "Light"], ["dark", "Dark"]];

/// What has been chosen. Copies share it.
#[derive(Clone, Copy)]
struct Choice {
    app: App,
    /// Index into [`GENERATORS`].
    generator: RwSignal<usize>,
    theme: RwSignal<String>,
    show: RwSignal<String>,
    height: RwSignal<String>,
}

impl Choice {
    /// The inputs as they are shown, as a share link's fragment.
    fn link(self) -> String {
        self.app.with(|o| link::format(&o.scenario))
    }

    fn generator(self) -> &'static Generator {
        &GENERATORS[self.generator.get()]
    }

    /// A text made of what has been chosen, and of the inputs as they are.
    fn text(self, make: fn(&Generator, Options) -> String) -> String {
        let (fragment, show) = (self.link(), self.show.get());
        let options = Options {
            page: &folder(),
            fragment: &fragment,
            theme: &self.theme.get(),
            show: if show == USUAL { "" } else { &show },
            height: &self.height.get(),
        };
        make(self.generator(), options)
    }

    /// Shows a part, or leaves it out. They keep their order.
    fn toggle(self, name: &str) {
        self.show.update(|show| {
            let mut shown = String::new();
            for [part, _] in PARTS {
                if has(show, part) != (part == name) {
                    if !shown.is_empty() {
                        shown.push(' ');
                    }
                    shown.push_str(part);
                }
            }
            *show = shown;
        });
    }
}

fn has(show: &str, part: &str) -> bool {
    show.split(' ').any(|shown| shown == part)
}

/// The folder that this page is in.
fn folder() -> String {
    let address = page_address();
    address.strip_suffix("index.html").unwrap_or(&address).to_owned()
}

/// The section about embedding. `frame` is its element with its heading.
pub fn embedding(frame: El, app: App) -> El {
    let choice = Choice {
        app,
        generator: RwSignal::new(0),
        theme: RwSignal::new(String::new()),
        show: RwSignal::new(USUAL.to_owned()),
        height: RwSignal::new(String::new()),
    };
    let lines = |id: &str, title: El, make: fn(&Generator, Options) -> String| {
        let code = el("code").id(id).dyn_text(move || choice.text(make));
        let text = el("pre")
            .attr("tabindex", "0")
            .attr("aria-labelledby", &[id, "-title"].concat())
            .child(code);
        el("article.card").child(title.id(&[id, "-title"].concat())).children(copy_button(
            "Copy",
            text,
            move || choice.text(make),
        ))
    };
    let heading = |text: &str| el("h3").text(text);
    let once = el("h3")
        .text("Once for the site, in ")
        .child(el("code").dyn_text(move || choice.generator().file.to_owned()));
    let once = lines("embed-once", once, Generator::once);
    frame.children(vec![
        el("p").text("These lines put the calculator into a manual or any other page, with the inputs as they are now."),
        options(choice),
        el("div.columns")
            .child(once.dyn_flag("hidden", move || choice.generator().file.is_empty()))
            .child(lines("embed-element", heading("In a page: fits its column and follows its theme"), Generator::page))
            .child(lines("embed-frame", heading("Or a plain frame, without a script"), |_, options| plain_frame(options))),
        preview(choice),
    ])
}

fn options(choice: Choice) -> El {
    let names = GENERATORS.iter().enumerate();
    let names = names.map(|(i, g)| el("option").attr("value", &i.to_string()).text(g.name));
    let generator = el("select")
        .on_input(move |index| choice.generator.set(index.parse().unwrap_or_default()))
        .children(names.collect());
    let theme = el("select").on_input(move |name| choice.theme.set(name)).children(
        THEMES.map(|[name, label]| el("option").attr("value", name).text(label)).to_vec(),
    );
    let parts = PARTS.map(|[name, label]| {
        let shown = move || choice.show.with(|show| has(show, name));
        // The last part cannot be removed: an empty list means the default parts.
        let last = move || choice.show.with(|show| show == name);
        let part = el("input")
            .attr("type", "checkbox")
            .dyn_checked(shown)
            .dyn_flag("disabled", last)
            .on("change", move |_| choice.toggle(name));
        el("label").child(part).text(label)
    });
    let height = el("input")
        .attr("type", "text")
        .attr("inputmode", "numeric")
        .attr("placeholder", "as its content")
        .on_input(move |typed| {
            let pixels =
                typed.trim().parse().ok().filter(|pixels| (1..=65_535u32).contains(pixels));
            choice.height.set(pixels.map_or_else(String::new, |pixels| pixels.to_string()));
        });
    el("div.embed-options").children(vec![
        el("label").text("Site made with ").child(generator),
        el("label").text("Theme ").child(theme),
        el("label").text("Height in pixels ").child(height),
        el("fieldset").child(el("legend").text("Shows")).children(parts.to_vec()),
    ])
}

/// The element itself, made when somebody wants to see it.
fn preview(choice: Choice) -> El {
    let (details, open) = disclosure("details", title("Preview"));
    let content = move |open: &bool| {
        if !open {
            return Vec::new();
        }
        let element = el("stemedb-sizing")
            .attr("src", &folder())
            .dyn_attr("scenario", move || Some(choice.link()))
            .dyn_attr("theme", move || Some(choice.theme.get()))
            .dyn_attr("show", move || Some(choice.show.get()))
            .dyn_attr("height", move || Some(choice.height.get()));
        // Loading it a second time does no harm.
        vec![el("script").attr("src", "embed.js"), element]
    };
    details.child(el("div.embed-preview").dyn_children(move || open.get(), content))
}

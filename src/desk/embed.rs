//! The lines that put the calculator into a page of somebody else's, with a preview.

use leptos::prelude::*;

use super::keeper::Keeper;
use crate::dom::{El, el};
use crate::widgets::copy::copy_button;
use exchange::export::embed::{Options, element, plain_frame};

/// Parts that can be shown, by the names that `src/frame.js` knows them under.
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
    keeper: Keeper,
    theme: RwSignal<String>,
    show: RwSignal<String>,
    height: RwSignal<String>,
}

impl Choice {
    /// A text made of what has been chosen, and of the inputs as they are.
    fn text(self, make: fn(Options) -> String) -> String {
        let (fragment, show) = (self.keeper.link(), self.show.get());
        make(Options {
            page: &page(),
            fragment: &fragment,
            theme: &self.theme.get(),
            show: if show == USUAL { "" } else { &show },
            height: &self.height.get(),
        })
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
fn page() -> String {
    let address = window().location().href().unwrap_or_default();
    let address = address.split(['?', '#']).next().unwrap_or_default();
    address.strip_suffix("index.html").unwrap_or(address).to_owned()
}

/// The section about embedding.
pub fn embed(keeper: Keeper) -> El {
    let choice = Choice {
        keeper,
        theme: RwSignal::new(String::new()),
        show: RwSignal::new(USUAL.to_owned()),
        height: RwSignal::new(String::new()),
    };
    let lines = |id: &str, title: &str, make: fn(Options) -> String| {
        let code = el("code").id(id).dyn_text(move || choice.text(make));
        let text = el("pre").attr("tabindex", "0").attr("aria-label", title).child(code);
        el("article.card").child(el("h3").text(title)).children(copy_button(
            "Copy",
            text,
            move || choice.text(make),
        ))
    };
    el("section").id("embed").attr("aria-labelledby", "embed-title").children(vec![
        el("h2").id("embed-title").text("In a page of your own"),
        el("p").text("These lines put the calculator into a manual or any other page, with the inputs as they are now."),
        options(choice),
        el("div.columns")
            .child(lines("embed-element", "Fits its column and follows the page", element))
            .child(lines("embed-frame", "A plain frame, for pages without scripts", plain_frame)),
        preview(choice),
    ])
}

fn options(choice: Choice) -> El {
    let theme = el("select").on_input(move |name| choice.theme.set(name)).children(
        THEMES.map(|[name, label]| el("option").attr("value", name).text(label)).to_vec(),
    );
    let parts = PARTS.map(|[name, label]| {
        let shown = move || choice.show.with(|show| has(show, name));
        // The last one stays: nothing at all would be shown as the usual.
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
            let pixels = typed.trim().parse::<u16>().ok().filter(|pixels| *pixels > 0);
            choice.height.set(pixels.map_or_else(String::new, |pixels| pixels.to_string()));
        });
    el("div.embed-options").children(vec![
        el("label").text("Theme ").child(theme),
        el("label").text("Height in pixels ").child(height),
        el("fieldset").child(el("legend").text("Shows")).children(parts.to_vec()),
    ])
}

/// The element itself, made when somebody wants to see it.
fn preview(choice: Choice) -> El {
    let open = RwSignal::new(String::new());
    let details = el("details");
    let this = details.0.clone();
    let content = move |open: &String| {
        if open.is_empty() {
            return Vec::new();
        }
        let element = el("stemedb-sizing")
            .attr("src", &page())
            .dyn_attr("scenario", move || Some(choice.keeper.link()))
            .dyn_attr("theme", move || Some(choice.theme.get()))
            .dyn_attr("show", move || Some(choice.show.get()))
            .dyn_attr("height", move || Some(choice.height.get()));
        // A second one does no harm.
        vec![el("script").attr("src", "embed.js"), element]
    };
    details
        .on("toggle", move |_| {
            open.set(this.get_attribute("open").map_or_else(String::new, |_| "open".to_owned()))
        })
        .child(el("summary").text("Preview"))
        .child(el("div.embed-preview").dyn_children(move || open.get(), content))
}

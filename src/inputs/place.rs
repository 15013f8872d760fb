//! One choice of place, which moves every provider to its nearest region.

use crate::dom::signals::*;
use crate::dom::{El, el};
use crate::state::{App, Outcome};
use model::chart::{append, escape};
use model::inputs::Provider;
use model::places::{current, search};

/// Other places that a text may mean, at most.
const MOST_OTHERS: usize = 3;

/// The field of the place. It takes a city, a country or a region's code. `id` tells two such fields apart.
pub fn place(app: App, id: &str, label: &str) -> El {
    let list = ["list-", id].concat();
    let (options, said) = (el("datalist").id(&list), RwSignal::new(String::new()));
    let field = el("input")
        .id(id)
        .attr("type", "text")
        .attr("autocomplete", "off")
        .attr("list", &list)
        .dyn_value(move || app.with(|o| current(o).name()));
    let (input, filled, entered) = (field.input(), options.clone(), field.input());
    let fill = move |_| {
        // A hundred places: they are written when somebody comes to choose.
        if filled.0.first_child().is_none() {
            filled.0.set_inner_html(&all_places());
        }
        // A browser offers only what goes with the text, so the next key replaces it.
        entered.select();
    };
    let choose = move |_| {
        let text = input.value();
        // Nothing written would find every place.
        let found = if text.trim().is_empty() { Vec::new() } else { search(&text) };
        let Some(place) = found.first() else {
            said.set("Nothing is known there. Try Frankfurt, Germany or eu-central-1.".to_owned());
            return;
        };
        app.set_all(&place.changes());
        input.set_value(&place.name());
        let others: Vec<String> =
            found.iter().skip(1).take(MOST_OTHERS).map(|place| place.name()).collect();
        said.set(if others.is_empty() {
            String::new()
        } else {
            ["Also found: ", &others.join("; ")].concat()
        });
    };
    el("div.field.wide.place")
        .child(el("label").attr("for", id).text(label))
        .child(field.on("focus", fill).on("change", choose))
        .child(options)
        .child(el("p.said").attr("role", "status").dyn_text(move || said.get()))
        .child(el("small").dyn_text(move || app.with(regions)))
}

/// The regions that the providers are in: `AWS eu-central-1, Google Cloud europe-west3`.
fn regions(o: &Outcome) -> String {
    let mut out = String::new();
    for provider in Provider::ALL {
        let separator = if out.is_empty() { "" } else { ", " };
        let code = o.s.region(*provider).region().code;
        append(&mut out, &[separator, provider.label(), " ", code]);
    }
    out
}

/// All places as options, each with the codes of its regions, by which a browser finds it too.
fn all_places() -> String {
    let mut html = String::new();
    for place in search("") {
        html += "<option label=\"";
        for provider in Provider::ALL {
            append(&mut html, &[place.region(*provider).region().code, " "]);
        }
        html += "\">";
        escape(&mut html, &place.name());
        html += "</option>";
    }
    html
}

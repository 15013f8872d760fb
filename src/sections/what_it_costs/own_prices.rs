//! A customer's own discounts and unit prices.

use leptos::prelude::*;

use crate::dom::{El, button, el};
use crate::state::App;
use model::inputs::{Pick, Provider};
use model::number::{self, exact};
use model::pricing::catalogue::{self, PriceId};
use model::pricing::quote::place;

/// Fields for what is negotiated, closed at first.
pub fn own_prices(app: App) -> El {
    let changed = move || app.scenario.with(|s| s.own_prices.iter().count());
    let chip = el("span.chip")
        .class_when("off", move || changed() == 0)
        .dyn_text(move || format!("{} changed", changed()));
    let open = RwSignal::new(false);
    let details = el("details.group");
    let this = details.0.clone();
    let body = move |open: &bool| {
        if !open {
            return Vec::new();
        }
        Provider::ALL.iter().map(|provider| column(app, *provider)).collect()
    };
    details
        .id("own-prices")
        .on("toggle", move |_| open.set(this.has_attribute("open")))
        .child(el("summary").child(el("h3").text("Your own prices")).child(chip))
        .child(el("p.help").text("A discount applies to the provider's whole bill. A price replaces one unit price; commitment and sustained-use discounts still apply to it."))
        .child(el("div.columns").dyn_children(move || open.get(), body))
}

/// The prices that a provider's two quotes use, and those that are the customer's own.
fn relevant(app: App, provider: Provider) -> Vec<PriceId> {
    let mut ids: Vec<PriceId> = Vec::new();
    let mut add = |id: PriceId| {
        if !ids.contains(&id) {
            ids.push(id);
        }
    };
    app.outcome.with(|o| {
        for pick in Pick::ALL {
            o.quotes[place(provider, *pick)]
                .items
                .iter()
                .filter_map(|item| item.price)
                .for_each(&mut add);
        }
    });
    let own: Vec<String> =
        app.scenario.with(|s| s.own_prices.iter().map(|(code, _)| code).collect());
    own.iter()
        .filter_map(|code| PriceId::from_code(code.strip_prefix("price.")?))
        .filter(|id| id.price().provider == provider)
        .for_each(&mut add);
    ids
}

fn column(app: App, provider: Provider) -> El {
    let discount = own_field(
        app,
        format!("discount.{}", provider.code()),
        "Negotiated discount",
        "%",
        String::new(),
    );
    let rows = move |ids: &Vec<PriceId>| {
        ids.iter()
            .map(|id| {
                let price = id.price();
                let list = price
                    .usd
                    .map_or_else(|| "not known".to_owned(), |usd| format!("list ${}", exact(usd)));
                own_field(
                    app,
                    format!("price.{}", id.code()),
                    price.label,
                    &format!("$ per {}", price.unit),
                    list,
                )
            })
            .collect()
    };
    let others = el("select")
        .attr("aria-label", &format!("Another price of {}", provider.label()))
        .children(
            std::iter::once(el("option").attr("value", "").text("Another price…"))
                .chain(catalogue::default_offer(provider).prices().map(|price| {
                    el("option")
                        .attr("value", &price.id.code())
                        .text(&format!("{}, per {}", price.label, price.unit))
                }))
                .collect(),
        );
    let select =
        wasm_bindgen::JsCast::unchecked_into::<web_sys::HtmlSelectElement>(others.0.clone());
    let others = others.on("change", move |_| {
        if let Some(price) = PriceId::from_code(&select.value()).map(PriceId::price) {
            // It starts at the list price, ready to be changed.
            app.set_own(&format!("price.{}", price.id.code()), Some(price.usd.unwrap_or_default()));
        }
        select.set_value("");
    });
    el("div.own")
        .child(el("h4").text(provider.label()))
        .child(discount)
        .child(el("div").dyn_children(move || relevant(app, provider), rows))
        .child(others)
}

/// A number of the customer's own; empty is the list price.
fn own_field(app: App, code: String, label: &str, unit: &str, list: String) -> El {
    let id = format!("own-{}", code.replace('.', "-"));
    let error_id = format!("{id}-error");
    let error = RwSignal::new(String::new());
    let (get, set) = (code.clone(), code.clone());
    let own = move || app.scenario.with(|s| s.own_prices.get(&get));
    let changed = own.clone();
    let input = el("input")
        .id(&id)
        .attr("type", "text")
        .attr("inputmode", "decimal")
        .attr("autocomplete", "off")
        .attr("placeholder", &list)
        .attr("aria-describedby", &error_id)
        .dyn_attr("aria-invalid", move || {
            (!error.with(String::is_empty)).then(|| "true".to_owned())
        })
        .dyn_value(move || own().map(exact).unwrap_or_default());
    let typed = wasm_bindgen::JsCast::unchecked_into::<web_sys::HtmlInputElement>(input.0.clone());
    // Taken when the field is left: half a price would move the bill under the reader's eyes.
    let input = input.on("change", move |_| {
        let text = typed.value();
        let said = if text.trim().is_empty() {
            app.set_own(&set, None);
            String::new()
        } else {
            match number::parse(&text) {
                Ok(value) if app.set_own(&set, Some(value)) => String::new(),
                Ok(_) => "That is out of range; the nearest possible value is used.".to_owned(),
                Err(e) => e.sentence().to_owned(),
            }
        };
        error.set(said);
    });
    let reset = button("icon", "↺", move || {
        app.set_own(&code, None);
        error.set(String::new());
    })
    .attr("aria-label", &format!("Back to the list price: {label}"))
    .class_when("off", {
        let changed = changed.clone();
        move || changed().is_none()
    })
    .dyn_flag("disabled", move || changed().is_none());
    el("div.field").children(vec![
        el("div.field-head").child(el("label").attr("for", &id).text(label)).child(reset),
        el("span.unit").text(unit),
        el("div.number").child(input),
        el("p.error").id(&error_id).dyn_text(move || error.get()),
    ])
}

//! A customer's own discounts and unit prices.

use crate::dom::signals::*;
use crate::dom::{Batch, El, button, el};
use crate::format::{exact, numerals};
use crate::state::App;
use crate::widgets::disclosure::{disclosure, heading_with_count};
use exchange::typed::{self, Field};
use model::inputs::{Pick, Provider};
use model::pricing::catalogue::{self, PriceId};
use model::pricing::quote::index;

/// Fields for what is negotiated, closed at first.
pub fn own_prices(app: App) -> El {
    let changed = move || app.with(|o| o.own_prices().iter().count());
    let title = heading_with_count(el("h3").text("Your own prices"), changed);
    let (details, open) = disclosure("details.group", title);
    let columns = move |open: &bool| {
        if !open {
            return Vec::new();
        }
        Provider::ALL.iter().map(|provider| column(app, *provider)).collect()
    };
    details
        .id("own-prices")
        .child(el("p.help").text("A discount applies to the provider's whole bill. A price replaces one unit price; commitment and sustained-use discounts still apply to it."))
        .child(el("div.columns").dyn_children(move || open.get(), columns))
}

/// The prices that a provider's quotes use, and those that are the customer's own.
fn relevant(app: App, provider: Provider) -> Vec<PriceId> {
    let mut ids: Vec<PriceId> = Vec::new();
    let mut add = |id: PriceId| {
        if !ids.contains(&id) {
            ids.push(id);
        }
    };
    app.with(|o| {
        for pick in Pick::ALL {
            o.quotes[index(provider, *pick)]
                .items
                .iter()
                .filter_map(|item| item.price)
                .for_each(&mut add);
        }
        o.own_prices()
            .iter()
            .filter_map(|(code, _)| PriceId::from_code(code.strip_prefix("price.")?))
            .filter(|id| id.price().provider == provider)
            .for_each(&mut add);
    });
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
    let price = move |id: &Batch<String>| {
        // A row is about one price as long as it is there.
        let Some(price) = PriceId::from_code(&id.get(Clone::clone)).map(PriceId::price) else {
            return el("div");
        };
        let list =
            price.usd.map_or_else(|| "not known".to_owned(), |usd| format!("list ${}", exact(usd)));
        let unit = format!("$ per {}", price.unit);
        own_field(app, format!("price.{}", price.id.code()), price.label, &unit, list)
    };
    let ids = move || relevant(app, provider).into_iter().map(PriceId::code).collect();
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
    let select = others.input();
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
        .child(el("div").dyn_list(ids, Clone::clone, price))
        .child(others)
}

/// What was entered last.
#[derive(Clone, Default, PartialEq)]
struct Entry {
    /// The text, if it is no number: it stays, to be corrected.
    text: Option<String>,
    /// What is wrong with it; empty if nothing is.
    error: String,
    /// Goes up with every entry, so that the field shows what was made of each.
    count: u32,
}

/// What a field shows: the number of the customer's own, and the last entry.
type Shown = (Option<f64>, Entry);

fn field_text((value, entry): &Shown) -> String {
    entry.text.clone().unwrap_or_else(|| value.map(exact).unwrap_or_default())
}

/// A number of the customer's own; an empty field stands for the list price.
fn own_field(app: App, code: String, label: &str, unit: &str, list: String) -> El {
    let id = format!("own-{}", code.replace('.', "-"));
    let error_id = format!("{id}-error");
    let entry = RwSignal::new(Entry::default());
    let (get, set) = (code.clone(), code.clone());
    let batch = Batch::<Shown>::new(move || (app.with(|o| o.own_prices().get(&get)), entry.get()));
    let input = el("input")
        .id(&id)
        .attr("type", "text")
        .attr("inputmode", "decimal")
        .attr("autocomplete", "off")
        .attr("placeholder", &list)
        .attr("aria-describedby", &error_id)
        .dyn_attr(
            "aria-invalid",
            batch.show(|(_, entry)| (!entry.error.is_empty()).then(|| "true".to_owned())),
        )
        .dyn_value(batch.show(field_text));
    let typed = input.input();
    let of_field = unit.to_owned();
    // Taken when the field is left: half a price would change the bill while somebody reads it.
    let input = input.on("change", move |_| {
        let text = typed.value();
        let (mut kept, mut error) = (None, String::new());
        if text.trim().is_empty() {
            app.set_own(&set, None);
        } else {
            // What is out of range is moved to the nearest bound.
            let bounds = (f64::MIN, f64::MAX);
            let field = Field { numerals: numerals(), unit: &of_field, bounds, whole: false };
            let read = typed::read(&text, &field);
            match read.value {
                Some(value) if app.set_own(&set, Some(value)) => {}
                Some(_) => {
                    error = "That is out of range; the nearest possible value is used.".to_owned();
                }
                None => (kept, error) = (Some(text), read.says),
            }
        }
        entry.update(|entry| {
            *entry = Entry { text: kept, error, count: entry.count + 1 };
        });
    });
    let reset = button("icon", "↺", move || {
        app.set_own(&code, None);
        entry.set(Entry::default());
    })
    .attr("aria-label", &format!("Back to the list price: {label}"))
    .class_when("off", batch.show(|(value, _)| value.is_none()))
    .dyn_flag("disabled", batch.show(|(value, _)| value.is_none()));
    el("div.field").children(vec![
        el("div.field-head").child(el("label").attr("for", &id).text(label)).child(reset),
        el("span.unit").text(unit),
        el("div.number").child(input),
        el("p.error").id(&error_id).dyn_text(batch.show(|(_, entry)| entry.error.clone())),
    ])
}

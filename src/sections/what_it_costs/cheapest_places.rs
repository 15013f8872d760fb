//! Where the same would cost least.

use std::time::Duration;

use crate::debounce::Debounce;
use crate::dom::signals::*;
use crate::dom::{El, effect, el};
use crate::state::{App, Outcome};
use crate::text::{difference, machines, whole_dollars};
use crate::widgets::disclosure::disclosure;
use crate::widgets::table::table;
use exchange::link;
use model::chart::{append, escape};
use model::inputs::{Key, Provider};
use model::places::{Place, cheapest};
use model::pricing::catalogue::Continent;

/// How long the inputs must rest before all regions are priced again.
const UPDATE_AFTER: Duration = Duration::from_millis(150);

/// The ten cheapest regions, looked for only while the part is open, and once the inputs rest.
pub fn cheapest_places(app: App) -> El {
    let title = el("h3").id("places-title").text("Cheapest places for this");
    let (details, open) = disclosure("details.group", el("summary").child(title));
    let (provider, continent) = (RwSignal::new(0_usize), RwSignal::new(0_usize));
    let found = RwSignal::new(String::new());
    let rest = Debounce::new(UPDATE_AFTER);
    effect(Box::new(move || {
        if open.get() {
            app.track();
            let (provider, continent) = (provider.get(), continent.get());
            rest.call(Box::new(move || {
                found.set(untrack(|| app.with(|o| rows(o, provider, continent))));
            }));
        }
    }));
    let (frame, body) =
        table("places-title", "numbers places", &["Place", "Buy", "A month", "Change"]);
    body.dyn_markup(move || found.get());
    let mut providers = Provider::ALL.iter().map(|provider| provider.label());
    let mut continents = Continent::ALL.iter().map(|continent| continent.label());
    details
        .child(choice("Provider ", &mut providers, provider))
        .child(choice("Continent ", &mut continents, continent))
        .child(frame)
}

/// A choice among all, which is 0, and each.
fn choice(
    label: &str,
    names: &mut dyn Iterator<Item = &'static str>,
    chosen: RwSignal<usize>,
) -> El {
    let mut select = el("select").child(el("option").attr("value", "0").text("All"));
    for (i, name) in names.enumerate() {
        select = select.child(el("option").attr("value", &(i + 1).to_string()).text(name));
    }
    let select = select.on_input(move |value| chosen.set(value.parse().unwrap_or_default()));
    el("label.choice").text(label).child(select)
}

/// The rows of the table. Each place is a link to the same scenario there.
fn rows(o: &Outcome, provider: usize, continent: usize) -> String {
    let provider = Provider::ALL.get(provider.wrapping_sub(1)).copied();
    let continent = Continent::ALL.get(continent.wrapping_sub(1)).copied();
    let now = o.focus().monthly_cents();
    let mut html = String::new();
    for found in cheapest(o, provider, continent) {
        let (place, region) = (Place { at: found.at }, found.at.region());
        let mut changes = place.changes();
        changes.push((Key::Provider, Some(f64::from(region.provider as u8))));
        html += "<tr><th scope=row><a href=\"#";
        escape(&mut html, &link::format(&o.scenario.with(&changes)));
        html += "\">";
        escape(&mut html, &place.name());
        append(
            &mut html,
            &["</a> <span class=scope>", region.provider.label(), " ", region.code, "</span>"],
        );
        let order = found.order.as_ref().map_or_else(String::new, machines);
        let change = now.map_or_else(String::new, |now| difference(found.cents - now));
        for cell in [order, whole_dollars(found.cents), change] {
            html += "<td>";
            escape(&mut html, &cell);
        }
    }
    html
}

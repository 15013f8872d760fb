//! What the guide recommends for pilots, as scenarios to load.

use super::Section;
use crate::dom::{El, button, el};
use crate::format::{dollars, gigabytes, local};
use crate::state::App;
use crate::widgets::table::pair;
use model::guide::{PILOTS, Pilot};

/// The section.
pub fn make(section: &Section, app: App) -> El {
    let cards = PILOTS.iter().map(|pilot| card(app, pilot)).collect();
    section
        .with_title()
        .child(el("p").text("What the guide recommends to begin with."))
        .child(el("div.cards.pilots").children(cards))
}

fn card(app: App, pilot: &'static Pilot) -> El {
    let nodes = pilot.tier.nodes();
    let per_node = if nodes > 1 { " per node" } else { "" };
    let instance = match nodes {
        1 => format!("{} on AWS, or an equivalent", pilot.instance),
        nodes => format!("{nodes} × {} on AWS, or equivalents", pilot.instance),
    };
    let figures = [
        ("Deployment", pilot.deployment),
        ("Instance", &instance),
        ("Disk", &format!("{} SSD{per_node}", gigabytes(pilot.disk_gb))),
        ("Network", pilot.network),
        ("Cost", &format!("~{} a month, guide's estimate", dollars(pilot.monthly_usd))),
    ];
    let scope = format!(" {} assertions", pilot.tier.name());
    let load = format!("Load the {}", pilot.name.to_ascii_lowercase());
    el("article.card").children(vec![
        el("h4").text(pilot.name).child(el("span.scope").text(&scope)),
        el("dl.needs")
            .children(figures.map(|(term, text)| pair(term, el("dd").text(text))).to_vec()),
        el("ul.reasons")
            .children(pilot.reasons.iter().map(|reason| el("li").text(&local(reason))).collect()),
        button("", &load, move || app.open(pilot.fragment)),
    ])
}

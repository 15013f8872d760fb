//! The guide's tables, live: quick reference, pilots, instances. The row that applies is marked.

use leptos::prelude::*;

use crate::dom::{El, batch, button, el, pair, section, table};
use crate::format::{dollars, exact, figure, gigabytes};
use crate::state::App;
use model::guide::{
    InstanceRow, PILOTS, Pilot, QUICK_TABLE, QuickRow, Tier, instances, row_fragment,
};
use model::inputs::Provider;
use model::number::short;

/// A row that is marked, for eyes and for screen readers, while the scenario is of its tier.
fn row(app: App, tier: Tier, head: El, cells: &[&str]) -> El {
    let applies = move || app.outcome.with(|o| (o.z.tier == tier).then(|| "true".to_owned()));
    el("tr")
        .dyn_attr("aria-current", applies)
        .child(head.attr("scope", "row"))
        .children(cells.iter().map(|text| el("td").text(text)).collect())
}

fn range((low, high): (f64, f64), unit: &str) -> String {
    if low < high {
        format!("{}–{} {unit}", figure(low), figure(high))
    } else {
        format!("{} {unit}", figure(low))
    }
}

/// The quick-reference table; a row loads itself as a scenario.
pub fn quick_reference(app: App) -> El {
    batch(|| quick_table(app))
}

fn quick_table(app: App) -> El {
    let (frame, body) = table(
        "quick-title",
        "quick",
        &[
            "Assertions",
            "Queries/s",
            "Deployment",
            "CPU",
            "RAM",
            "Disk (WAL + DB)",
            "AWS a month, guide's estimate",
        ],
    );
    body.children(QUICK_TABLE.iter().map(|row| quick_row(app, row)).collect());
    section("quick-title", "Quick reference")
        .child(el("p").text("The guide's table. A row holds while both its limits do. Choosing one loads a scenario at nine tenths of its limits."))
        .child(frame)
        .child(
            el("p")
                .text("This scenario is beyond the last row; its figures are extrapolated.")
                .dyn_flag("hidden", move || app.outcome.with(|o| o.z.tier != Tier::Beyond)),
        )
}

fn quick_row(app: App, quick: &'static QuickRow) -> El {
    let cost: Vec<String> = quick
        .aws_monthly_usd
        .iter()
        .map(|(usd, nodes)| match nodes {
            Some(1) => format!("~{} (1 node)", dollars(*usd)),
            Some(nodes) => format!("~{} ({nodes} nodes)", dollars(*usd)),
            None => format!("~{}", dollars(*usd)),
        })
        .collect();
    let load = button("row-button", quick.tier.name(), move || app.open(&row_fragment(quick)))
        .attr("title", "Load this row as a scenario");
    let cells = [
        &format!("<{}", short(quick.queries_below)),
        quick.deployment,
        &range(quick.vcpu, "vCPU"),
        &range(quick.ram_gb, "GB"),
        &gigabytes(quick.disk_gb),
        &cost.join(" or "),
    ];
    row(app, quick.tier, el("th").child(load), &cells)
}

/// The guide's two pilot recommendations, as presets.
pub fn pilots(app: App) -> El {
    section("pilots-title", "Pilots")
        .child(el("p").text("What the guide recommends to begin with."))
        .child(
            el("div.cards.pilots")
                .children(PILOTS.iter().map(|pilot| pilot_card(app, pilot)).collect()),
        )
}

fn pilot_card(app: App, pilot: &'static Pilot) -> El {
    let nodes = pilot.tier.nodes();
    let per_node = if nodes > 1 { " per node" } else { "" };
    let instance = match nodes {
        1 => format!("{} on AWS, or its equal", pilot.instance),
        nodes => format!("{nodes} × {} on AWS, or their equal", pilot.instance),
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
        el("h3").text(pilot.name).child(el("span.scope").text(&scope)),
        el("dl.needs")
            .children(figures.map(|(term, text)| pair(term, el("dd").text(text))).to_vec()),
        el("ul.reasons")
            .children(pilot.reasons.iter().map(|reason| el("li").text(reason)).collect()),
        button("", &load, move || app.open(pilot.fragment)),
    ])
}

/// The guide's instance tables.
pub fn instance_tables(app: App) -> El {
    let tables =
        batch(|| Provider::ALL.iter().map(|provider| instance_table(app, *provider)).collect());
    section("instances-title", "The guide's instances")
        .child(el("p").text("One instance per node; costs are the guide's estimates of 2026-02-11 for one instance in AWS us-east-1, GCP us-central1 and Azure East US. Burstable machines are for pilots."))
        .child(el("div.columns").children(tables))
}

fn instance_table(app: App, provider: Provider) -> El {
    let title = format!("instances-{}", provider.code());
    let (frame, body) =
        table(&title, "machines", &["Assertions", "Instance", "vCPU", "RAM", "Network", "A month"]);
    body.children(instances(provider).iter().map(|row| instance_row(app, row)).collect());
    el("div").child(el("h3").id(&title).text(provider.label())).child(frame)
}

fn instance_row(app: App, instance: &'static InstanceRow) -> El {
    let cells = [
        instance.instance,
        &figure(instance.vcpu),
        &format!("{} GB", exact(instance.ram_gb)),
        instance.network,
        &dollars(instance.monthly_usd),
    ];
    row(app, instance.tier, el("th").text(instance.tier.name()), &cells)
}

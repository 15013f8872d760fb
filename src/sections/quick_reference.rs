//! The guide's quick-reference table. The row of this scenario's tier is marked.

use super::Section;
use crate::dom::{Batch, El, button, el};
use crate::format::{dollars, figure, gigabytes};
use crate::state::{App, Outcome};
use crate::widgets::table::{row, table};
use model::guide::{QUICK_TABLE, QuickRow, Tier, row_fragment};
use model::number::short;

/// Titles of the columns.
const HEAD: [&str; 7] = [
    "Assertions",
    "Queries/s",
    "Deployment",
    "CPU",
    "RAM",
    "Disk (WAL + DB)",
    "AWS a month, guide's estimate",
];

/// The section.
pub fn make(section: &Section, app: App) -> El {
    let batch = app.batch();
    let (frame, body) = table(&section.title_id(), "quick", &HEAD);
    body.children(QUICK_TABLE.iter().map(|row| quick_row(app, &batch, row)).collect());
    section
        .with_title()
        .child(el("p").text("The guide's table. A row applies up to both of its limits. Choosing one loads a scenario at nine tenths of them."))
        .child(frame)
        .child(
            el("p")
                .text("This scenario is beyond the last row; its figures are extrapolated.")
                .dyn_flag("hidden", batch.show(|o| o.asked.tier != Tier::Beyond)),
        )
}

/// A row that is marked, for eyes and for screen readers, while the scenario is of its tier.
pub fn tier_row(batch: &Batch<Outcome>, tier: Tier, title: El, cells: &[&str]) -> El {
    let applies =
        batch.show_for(tier, |o, tier| (o.asked.tier == *tier).then(|| "true".to_owned()));
    row(title, cells.iter().map(|text| el("td").text(text)).collect())
        .dyn_attr("aria-current", applies)
}

fn quick_row(app: App, batch: &Batch<Outcome>, quick: &'static QuickRow) -> El {
    let load = button("row-button", quick.tier.name(), move || app.open(&row_fragment(quick)))
        .attr("title", "Load this row as a scenario");
    let cells = [
        &format!("<{}", short(quick.queries_below)),
        quick.deployment,
        &range(quick.vcpu, "vCPU"),
        &range(quick.ram_gb, "GB"),
        &gigabytes(quick.disk_gb),
        &estimates(quick, |usd, nodes| {
            format!("~{usd} ({nodes} {})", if nodes == 1 { "node" } else { "nodes" })
        }),
    ];
    tier_row(batch, quick.tier, el("th").child(load), &cells)
}

fn range((low, high): (f64, f64), unit: &str) -> String {
    if low < high {
        format!("{}–{} {unit}", figure(low), figure(high))
    } else {
        format!("{} {unit}", figure(low))
    }
}

/// The guide's estimates of a month on AWS, joined. `with_nodes` writes one that is for a number of nodes.
pub fn estimates(row: &QuickRow, with_nodes: fn(String, u32) -> String) -> String {
    let estimate = |(usd, nodes): &(f64, Option<u32>)| match nodes {
        Some(nodes) => with_nodes(dollars(*usd), *nodes),
        None => format!("~{}", dollars(*usd)),
    };
    row.aws_monthly_usd.iter().map(estimate).collect::<Vec<_>>().join(" or ")
}

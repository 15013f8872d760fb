//! The answer: topology, and a card for each resource that opens to its formulas.

use leptos::prelude::*;

use super::{Section, contents};
use crate::dom::{Batch, El, button, el};
use crate::format;
use crate::state::{App, Outcome, embedded};
use crate::text;
use crate::widgets::disclosure::{disclosure, title};
use crate::widgets::share::share;
use crate::widgets::table::pair;
use model::advice::explain::{Explanation, Figure, explain};
use model::guide::Tier;
use model::number::plain;
use model::sizing::Fill;

/// Where a number's text comes from.
pub type Text = fn(&Outcome) -> String;

/// A resource of the deployment, as a card shows it.
pub struct Card {
    id: &'static str,
    /// Its name.
    pub title: &'static str,
    /// What to provision.
    pub provision: Text,
    /// What that is for: a node, or the whole deployment.
    pub scope: &'static str,
    /// What is needed, by name.
    needs: &'static [(&'static str, Text)],
    fill: fn(&Outcome) -> Fill,
    /// What stands before its limit.
    limit: &'static str,
    figures: &'static [Figure],
}

/// The resources, in the order of the page.
pub const CARDS: [Card; 4] = [
    Card {
        id: "cpu",
        title: "CPU",
        provision: |o| format!("{} vCPU", format::figure(o.z.cpu.provision_vcpu)),
        scope: "per node",
        needs: &[
            ("needed per node", |o| format!("{} vCPU", format::figure(o.z.cpu.per_node_vcpu))),
            ("whole deployment", |o| format!("{} vCPU", format::figure(o.z.cpu.total_vcpu))),
        ],
        fill: |o| o.z.cpu_fill(),
        limit: "the guide scales at",
        figures: &[Figure::CpuTotal, Figure::CpuPerNode, Figure::CpuProvision],
    },
    Card {
        id: "ram",
        title: "RAM",
        provision: |o| format::gigabytes(o.z.ram.provision_gb),
        scope: "per node",
        needs: &[
            ("needed per node", |o| format::gigabytes(o.z.ram.need_gb)),
            ("of which cache", |o| format::gigabytes(o.z.ram.cache_gb)),
        ],
        fill: |o| o.z.ram_fill(),
        limit: "the guide scales at",
        figures: &[
            Figure::RamData,
            Figure::RamIndex,
            Figure::Share,
            Figure::RamNeed,
            Figure::RamProvision,
        ],
    },
    Card {
        id: "disk",
        title: "Disk (SSD)",
        provision: |o| format::gigabytes(o.z.disk.provision_gb),
        scope: "per node",
        needs: &[
            ("needed per node", |o| format::gigabytes(o.z.disk.need_gb)),
            ("log, whole data set", |o| format::gigabytes(o.z.disk.wal_gb)),
            ("database", |o| format::gigabytes(o.z.disk.db_gb)),
            ("backups", |o| format::gigabytes(o.z.disk.backup_gb)),
        ],
        fill: |o| o.z.disk_fill(),
        limit: "the guide scales at",
        figures: &[
            Figure::Wal,
            Figure::Db,
            Figure::Backup,
            Figure::Share,
            Figure::DiskNeed,
            Figure::DiskProvision,
        ],
    },
    Card {
        id: "network",
        title: "Network",
        provision: |o| format::megabits(o.z.network.provision_mbps),
        scope: "whole deployment",
        needs: &[
            ("needed at peak, whole deployment", |o| format::megabits(o.z.network.total_mbps)),
            ("in", |o| format::megabits(o.z.network.inbound_mbps)),
            ("out", |o| format::megabits(o.z.network.outbound_mbps)),
            ("between nodes", |o| format::megabits(o.z.network.replication_mbps)),
        ],
        fill: |o| o.z.network_fill(),
        limit: "provisioned to stay below",
        figures: &[
            Figure::Inbound,
            Figure::Outbound,
            Figure::Replication,
            Figure::NetworkTotal,
            Figure::NetworkProvision,
        ],
    },
];

/// The section.
pub fn make(section: &Section, app: App) -> El {
    let batch = app.batch();
    let head = el("div.section-head")
        .child(section.title())
        .child(el("span.chip").dyn_text(batch.show(tier)))
        .child(share(app));
    // A frame has no saved scenarios.
    let head = if embedded() {
        head
    } else {
        head.child(button("", "Save and compare…", || contents::go("library")))
    };
    let topology = el("p.topology")
        .child(el("b").dyn_text(batch.show(|o| text::nodes(o.z.nodes))))
        .dyn_text(batch.show(copies));
    section.frame().attr("class", "results").children(vec![
        head,
        topology,
        explanation(app, "How many nodes", &[Figure::Nodes, Figure::Copies, Figure::Share]),
        el("div.cards").children(CARDS.iter().map(|card| resource(app, card)).collect()),
    ])
}

fn tier(o: &Outcome) -> String {
    if o.z.tier == Tier::Beyond {
        "beyond the guide's table".to_owned()
    } else {
        format!("guide's tier {}", o.z.tier.name())
    }
}

/// How the data is on the nodes, as the end of a sentence.
fn copies(o: &Outcome) -> String {
    if o.z.nodes == 1 {
        return ", one copy of the data. Losing the node stops the service.".to_owned();
    }
    let copies = if o.z.replication_factor > 1.0 {
        format!("{} copies", format::exact(o.z.replication_factor))
    } else {
        "one copy".to_owned()
    };
    let share = format::percent(o.z.share);
    format!(", {copies} of every assertion; each node holds {share} of the data.")
}

fn resource(app: App, card: &'static Card) -> El {
    let batch = app.batch();
    let title_id = format!("{}-title", card.id);
    let needs = card
        .needs
        .iter()
        .map(|(term, value)| pair(term, el("dd").dyn_text(batch.show(*value))))
        .collect();
    let provision = el("p.provision")
        .child(el("b").dyn_text(batch.show(card.provision)))
        .text(" ")
        .child(el("span.scope").text(card.scope));
    el("article.card").id(card.id).attr("aria-labelledby", &title_id).children(vec![
        el("h3").id(&title_id).text(card.title),
        provision,
        meter(&batch, card),
        el("dl.needs").children(needs),
        explanation(app, "Show the formulas", card.figures),
    ])
}

/// How full the provision is, against its limit.
fn meter(batch: &Batch<Outcome>, card: &'static Card) -> El {
    fn css(share: f64) -> String {
        format!("{}%", plain((share * 100.0).min(100.0)))
    }
    let full = batch.show_for(card, |o, card| css((card.fill)(o).full));
    let threshold = batch.show_for(card, |o, card| css((card.fill)(o).threshold));
    let text = batch.show_for(card, |o, card| {
        let Fill { full, threshold } = (card.fill)(o);
        format!("{} full; {} {}", format::percent(full), card.limit, format::percent(threshold))
    });
    let over = batch.show_for(card, |o, card| {
        let Fill { full, threshold } = (card.fill)(o);
        full > threshold
    });
    let track = el("div.meter-track")
        .attr("aria-hidden", "true")
        .child(el("div.meter-fill").dyn_style("width", full))
        .child(el("div.meter-mark").dyn_style("left", threshold));
    el("div.meter").class_when("over", over).child(track).child(el("p.meter-text").dyn_text(text))
}

/// The formulas of some figures, computed only while they are open.
fn explanation(app: App, name: &str, figures: &'static [Figure]) -> El {
    let (details, open) = disclosure("details.explain", title(name));
    let formulas = move |open: &bool| {
        if !open {
            return Vec::new();
        }
        let batch = app.batch();
        figures.iter().flat_map(|figure| formula(&batch, *figure)).collect()
    };
    details.child(el("dl.formulas").dyn_children(move || open.get(), formulas))
}

fn formula(batch: &Batch<Outcome>, figure: Figure) -> [El; 2] {
    let (names, values) = (el("span.formula-names"), el("code.formula-values"));
    let texts = batch.show_for(figure, |o, figure| {
        let Explanation { names, values } = explain(*figure, &o.s, &o.z);
        [text::formula(&names), text::formula(&values)]
    });
    El::dyn_texts([names.clone(), values.clone()], texts);
    let scope = el("span.scope").text(figure.scope().words());
    [
        el("dt").text(figure.label()).text(" ").child(scope),
        el("dd").child(names).child(values).child(el("span.source").text(figure.source())),
    ]
}

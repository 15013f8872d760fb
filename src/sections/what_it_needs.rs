//! The answer: topology, and a card for each resource that opens to its formulas.

use leptos::prelude::*;

use crate::dom::{El, batch, button, el, embedded, pair};
use crate::format;
use crate::sections::{contents, what_it_costs};
use crate::state::{App, Outcome};
use crate::widgets::share::share;
use model::advice::explain::{Explanation, Figure, explain};
use model::forecast::growth::horizon;
use model::forecast::plan;
use model::guide::Tier;
use model::number::plain;
use model::sizing::Fill;

/// Where a number's text comes from.
type Text = fn(&Outcome) -> String;

/// A resource of the deployment, as a card shows it.
struct Card {
    id: &'static str,
    title: &'static str,
    /// What to provision, and per what.
    provision: Text,
    scope: &'static str,
    /// What is needed, each with per what.
    needs: &'static [(&'static str, Text)],
    fill: fn(&Outcome) -> Fill,
    limit: &'static str,
    figures: &'static [Figure],
}

const CARDS: &[Card] = &[
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
            ("of it cache", |o| format::gigabytes(o.z.ram.cache_gb)),
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

/// The sizing in one line, to be read aloud or kept in sight.
pub fn sentence(o: &Outcome) -> String {
    format!(
        "{}: {}, {} RAM and {} SSD {}; {} in all.",
        nodes(o),
        (CARDS[0].provision)(o),
        (CARDS[1].provision)(o),
        (CARDS[2].provision)(o),
        if o.z.nodes == 1 { "on it" } else { "on each" },
        (CARDS[3].provision)(o),
    )
}

fn nodes(o: &Outcome) -> String {
    if o.z.nodes == 1 { "1 node".to_owned() } else { format!("{} nodes", o.z.nodes) }
}

fn tier(o: &Outcome) -> String {
    if o.z.tier == Tier::Beyond {
        "beyond the guide's table".to_owned()
    } else {
        format!("guide's tier {}", o.z.tier.name())
    }
}

/// The bar that stays in sight while inputs move.
pub fn summary(app: App) -> El {
    batch(|| items(app))
}

fn items(app: App) -> El {
    let item = |title: &str, value: Text, scope: El| {
        el("li")
            .child(el("span.summary-label").text(title))
            .child(el("b").dyn_text(app.text(value)))
            .child(scope)
    };
    let machine = el("span.scope").dyn_text(app.text(what_it_costs::machine));
    let mut items = vec![item("Deployment", nodes, machine)];
    for card in CARDS {
        let scope = if card.scope == "per node" { "per node" } else { "in all" };
        items.push(item(card.title, card.provision, el("span.scope").text(scope)));
    }
    let bought = el("span.scope").dyn_text(app.text(what_it_costs::bought));
    items.push(item("Cost", what_it_costs::headline, bought));
    let because = |o: &Outcome| {
        // RAM and disk are provisioned below their thresholds; only CPU can be above its own on the first day.
        let cpu = o.z.cpu_fill();
        if cpu.full > cpu.threshold { "CPU above its threshold" } else { "as load grows" }
            .to_owned()
    };
    items.push(item("Lasts", lasts, el("span.scope").dyn_text(app.text(because))));
    el("ul.summary").attr("aria-label", "Summary").children(items)
}

/// Until when what is bought today is enough.
fn lasts(o: &Outcome) -> String {
    let (words, month) = match plan::lasts(&o.s, &o.z, &o.own) {
        Some(0) => return "too full today".to_owned(),
        Some(month) => ("to ", month),
        None => ("past ", horizon(&o.s)),
    };
    [words, &format::short_month(format::today().add_months(month))].concat()
}

/// Topology, and a card for each resource.
pub fn results(app: App) -> El {
    let head = el("div.section-head")
        .child(el("h2").id("results-title").text("What it needs"))
        .child(el("span.chip").dyn_text(app.text(tier)))
        .child(share(app));
    // A frame keeps out of what the visitor has saved.
    let head = if embedded() {
        head
    } else {
        head.child(button("", "Save and compare…", || contents::go("#library h2")))
    };
    let topology =
        el("p.topology").child(el("b").dyn_text(app.text(nodes))).dyn_text(app.text(|o| {
            match o.z.nodes {
                1 => ", one copy of the data. Losing the node stops the service.".to_owned(),
                _ => format!(
                    ", {} of every assertion; each node holds {} of the data.",
                    if o.z.replication_factor > 1.0 {
                        format!("{} copies", format::exact(o.z.replication_factor))
                    } else {
                        "one copy".to_owned()
                    },
                    format::percent(o.z.share),
                ),
            }
        }));
    let cards = CARDS.iter().map(|card| batch(|| resource(app, card))).collect();
    el("section.results").attr("aria-labelledby", "results-title").children(vec![
        head,
        topology,
        explanation(app, "How many nodes", &[Figure::Nodes, Figure::Copies, Figure::Share]),
        el("div.cards").children(cards),
    ])
}

fn resource(app: App, card: &'static Card) -> El {
    let title_id = format!("{}-title", card.id);
    let needs = card
        .needs
        .iter()
        .map(|(term, text)| pair(term, el("dd").dyn_text(app.text(*text))))
        .collect();
    let provision = el("p.provision")
        .child(el("b").dyn_text(app.text(card.provision)))
        .text(" ")
        .child(el("span.scope").text(card.scope));
    el("article.card").id(card.id).attr("aria-labelledby", &title_id).children(vec![
        el("h3").id(&title_id).text(card.title),
        provision,
        meter(app, card),
        el("dl.needs").children(needs),
        explanation(app, "Show the formulas", card.figures),
    ])
}

/// How full the provision is against its limit.
fn meter(app: App, card: &'static Card) -> El {
    let fill = move || app.outcome.with(card.fill);
    let text = move || {
        let Fill { full, threshold } = fill();
        format!("{} full; {} {}", format::percent(full), card.limit, format::percent(threshold))
    };
    let css = |share: f64| format!("{}%", plain((share * 100.0).min(100.0)));
    let track = el("div.meter-track")
        .attr("aria-hidden", "true")
        .child(el("div.meter-fill").dyn_style("width", move || css(fill().full)))
        .child(el("div.meter-mark").dyn_style("left", move || css(fill().threshold)));
    el("div.meter")
        .class_when("over", move || fill().full > fill().threshold)
        .child(track)
        .child(el("p.meter-text").dyn_text(text))
}

/// The formulas of some figures, computed only while they are open.
fn explanation(app: App, title: &str, figures: &'static [Figure]) -> El {
    let open = RwSignal::new(false);
    let rows = move |open: &bool| {
        let shown = if *open { figures } else { &[] };
        shown.iter().flat_map(|figure| formula(app, *figure)).collect()
    };
    let details = el("details.explain");
    let this = details.0.clone();
    details
        .on("toggle", move |_| open.set(this.has_attribute("open")))
        .child(el("summary").text(title))
        .child(el("dl.formulas").dyn_children(move || open.get(), rows))
}

fn formula(app: App, figure: Figure) -> [El; 2] {
    let (names, values) = (el("span.formula-names"), el("code.formula-values"));
    let texts = move || {
        let Explanation { names, values } = app.outcome.with(|o| explain(figure, &o.s, &o.z));
        [times(&names), times(&values)]
    };
    El::dyn_texts([names.clone(), values.clone()], Box::new(texts));
    let scope = el("span.scope").text(figure.scope().words());
    [
        el("dt").text(figure.label()).text(" ").child(scope),
        el("dd").child(names).child(values).child(el("span.source").text(figure.source())),
    ]
}

/// The model writes products with an ASCII x.
pub fn times(text: &str) -> String {
    text.replace(" x ", " × ")
}

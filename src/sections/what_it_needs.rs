//! What it needs: topology, and a row for each resource that opens to its formulas.

use super::Section;
use crate::dom::{Batch, El, el};
use crate::format::{self, local};
use crate::state::{App, Outcome};
use crate::text;
use crate::widgets::disclosure::{disclosure, title};
use crate::widgets::table::{pair, table};
use model::advice::explain::{Explanation, Figure, explain};
use model::guide::Tier;
use model::guide::coefficients as c;
use model::number::plain;
use model::pricing::order::Order;
use model::pricing::rules::{Finding, RULES, Rule};

/// How the text of a number is made.
type Text = fn(&Outcome) -> String;

/// How full something that is ordered is, and from where on that is too full.
#[derive(Clone, Copy)]
struct Fill {
    full: f64,
    /// The same at peak, where that is another figure.
    peak: Option<f64>,
    limit: f64,
}

/// A resource of the deployment, as its row shows it.
struct Card {
    id: &'static str,
    /// Its name.
    title: &'static str,
    /// What is ordered of it, per node.
    ordered: Text,
    /// What is needed, by name; the first is shown beside what is ordered.
    needs: &'static [(&'static str, Text)],
    /// `None` where nothing is ordered, or a fact is not known.
    fill: fn(&Outcome) -> Option<Fill>,
    /// What stands before its limit.
    limit: &'static str,
    figures: &'static [Figure],
}

/// What stands in the place of what is ordered where nothing is.
const NOTHING: &str = "–";

/// What follows from the order in focus.
fn of_order(o: &Outcome, text: fn(&Order) -> String) -> String {
    o.order().map_or_else(|| NOTHING.to_owned(), text)
}

fn vcpu(vcpu: f64) -> String {
    format!("{} vCPU", format::figure(vcpu))
}

/// The resources, in the order of the page.
const CARDS: [Card; 4] = [
    Card {
        id: "cpu",
        title: "CPU",
        ordered: |o| of_order(o, |order| vcpu(order.instance.vcpu())),
        needs: &[
            ("at peak, per node", |o| vcpu(o.focus().load.peak_vcpu)),
            ("sustained, per node", |o| vcpu(o.focus().load.sustained_vcpu)),
            ("at peak, whole deployment", |o| vcpu(o.sizing().cpu.total_vcpu)),
            ("the guide asks for, per node", |o| vcpu(o.sizing().cpu.provision_vcpu)),
        ],
        fill: |o| {
            o.focus().fullness().map(|f| Fill {
                full: f.cpu_sustained,
                peak: Some(f.cpu_peak),
                limit: c::CPU_FULL.value,
            })
        },
        limit: "the guide scales at",
        figures: &[
            Figure::CpuTotal,
            Figure::CpuPerNode,
            Figure::CpuSustained,
            Figure::CpuAverage,
            Figure::CpuProvision,
        ],
    },
    Card {
        id: "ram",
        title: "RAM",
        ordered: |o| of_order(o, |order| format::gigabytes(order.instance.memory_gb())),
        needs: &[
            ("needed per node", |o| format::gigabytes(o.sizing().ram.need_gb)),
            ("of which cache", |o| format::gigabytes(o.sizing().ram.cache_gb)),
            ("the guide asks for, per node", |o| format::gigabytes(o.sizing().ram.provision_gb)),
        ],
        fill: |o| {
            let full = o.focus().fullness()?.ram;
            Some(Fill { full, peak: None, limit: c::RAM_FULL.value })
        },
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
        ordered: |o| of_order(o, |order| format::gigabytes(order.disk.gb)),
        needs: &[
            ("needed per node", |o| format::gigabytes(o.sizing().disk.need_gb)),
            ("log, whole data set", |o| format::gigabytes(o.sizing().disk.wal_gb)),
            ("database, whole data set", |o| format::gigabytes(o.sizing().disk.db_gb)),
            ("backups, whole data set", |o| format::gigabytes(o.sizing().disk.backup_gb)),
            ("the guide asks for, per node", |o| format::gigabytes(o.sizing().disk.provision_gb)),
        ],
        fill: |o| {
            let full = o.focus().fullness()?.disk;
            Some(Fill { full, peak: None, limit: c::DISK_FULL.value })
        },
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
        ordered: |o| {
            of_order(o, |order| {
                order.network_mbps().map_or_else(|| "not known".to_owned(), format::megabits)
            })
        },
        needs: &[
            ("at peak, per node", |o| format::megabits(o.focus().load.network_mbps)),
            ("at peak, whole deployment", |o| format::megabits(o.sizing().network.total_mbps)),
            ("in", |o| format::megabits(o.sizing().network.inbound_mbps)),
            ("out", |o| format::megabits(o.sizing().network.outbound_mbps)),
            ("between nodes", |o| format::megabits(o.sizing().network.replication_mbps)),
            ("the guide asks for, whole deployment", |o| {
                format::megabits(o.sizing().network.provision_mbps)
            }),
        ],
        fill: |o| {
            let full = o.focus().fullness()?.network?;
            Some(Fill { full, peak: None, limit: 1.0 })
        },
        limit: "the machine sustains",
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
        .child(el("span.chip").dyn_text(batch.show(tier)));
    let topology = el("p.topology")
        .child(el("b").dyn_text(batch.show(|o| text::nodes(o.sizing().nodes))))
        .dyn_text(batch.show(copies));
    section.frame().attr("class", "results").children(vec![
        head,
        topology,
        explanation(app, "How many nodes", &[Figure::Nodes, Figure::Copies, Figure::Share], None),
        rules(app),
        el("div.panel.resources").children(CARDS.iter().map(|card| resource(app, card)).collect()),
    ])
}

fn tier(o: &Outcome) -> String {
    if o.sizing().tier == Tier::Beyond {
        "beyond the guide's table".to_owned()
    } else {
        format!("guide's tier {}", o.sizing().tier.name())
    }
}

/// How the data is spread over the nodes, as the end of a sentence.
fn copies(o: &Outcome) -> String {
    if o.sizing().nodes == 1 {
        return ", one copy of the data. Losing the node stops the service.".to_owned();
    }
    let copies = if o.sizing().replication_factor > 1.0 {
        format!("{} copies", format::exact(o.sizing().replication_factor))
    } else {
        "one copy".to_owned()
    };
    let share = format::percent(o.sizing().share);
    format!(", {copies} of every assertion; each node holds {share} of the data.")
}

fn resource(app: App, card: &'static Card) -> El {
    let batch = app.batch();
    let title_id = format!("{}-title", card.id);
    let [(named, first), more @ ..] = card.needs else { return el("article") };
    let figure = |value: Text, name: &str| {
        let value = el("b").dyn_text(batch.show(value));
        el("p").child(value).text(" ").child(el("small").text(name))
    };
    let needs = more
        .iter()
        .map(|(term, value)| pair(term, el("dd").dyn_text(batch.show(*value))))
        .collect();
    let formulas = ["Formulas of ", card.title].concat();
    el("article.resource").id(card.id).attr("aria-labelledby", &title_id).children(vec![
        el("h3").id(&title_id).text(card.title),
        figure(*first, named),
        figure(card.ordered, "ordered, per node"),
        meter(&batch, card),
        explanation(app, &formulas, card.figures, Some(el("dl.needs").children(needs))),
    ])
}

/// How full what is ordered is, against its limit.
fn meter(batch: &Batch<Outcome>, card: &'static Card) -> El {
    fn css(share: f64) -> String {
        format!("{}%", plain((share * 100.0).min(100.0)))
    }
    let width = |share: fn(&Fill) -> f64| {
        batch.show_for((card, share), |o, (card, share)| {
            css((card.fill)(o).as_ref().map_or(0.0, share))
        })
    };
    let text = batch.show_for(card, |o, card| meter_text(o, card));
    let over =
        batch.show_for(card, |o, card| (card.fill)(o).is_some_and(|fill| fill.full > fill.limit));
    let track = el("div.meter-track")
        .attr("aria-hidden", "true")
        .child(el("div.meter-peak").dyn_style("width", width(|fill| fill.peak.unwrap_or(0.0))))
        .child(el("div.meter-fill").dyn_style("width", width(|fill| fill.full)))
        .child(el("div.meter-mark").dyn_style("left", width(|fill| fill.limit)));
    el("div.meter").class_when("over", over).child(track).child(el("p.meter-text").dyn_text(text))
}

fn meter_text(o: &Outcome, card: &Card) -> String {
    let Some(Fill { full, peak, limit }) = (card.fill)(o) else {
        let unknown = o.order().is_some();
        return if unknown { "Not checked: no limit is known." } else { "Nothing is ordered." }
            .to_owned();
    };
    let (full, limit) = (text::fullness(full), format::percent(limit));
    match peak {
        Some(peak) => format!(
            "{full} full under sustained load, {} at peak; {} {limit}",
            text::fullness(peak),
            card.limit
        ),
        None => format!("{full} full; {} {limit}", card.limit),
    }
}

/// The rules that the order is judged by, with what they find, computed only while they are open.
fn rules(app: App) -> El {
    let (details, open) =
        disclosure("details.explain", title("Whether the order holds").id("rules-title"));
    let (frame, body) = table("rules-title", "", &["Rule", "What it finds"]);
    let found = move || {
        if !open.get() {
            return Vec::new();
        }
        app.with(|o| RULES.iter().map(|rule| (rule.label, finding(o, rule))).collect())
    };
    body.dyn_children(found, |found| {
        found.iter().map(|(label, text)| rule_row(label, text)).collect()
    });
    details.id("rules").child(frame)
}

fn rule_row(label: &str, (fails, text): &(bool, String)) -> El {
    let class = if *fails { "tr.warning" } else { "tr" };
    el(class).child(el("th").attr("scope", "row").text(label)).child(el("td").text(&local(text)))
}

/// Whether a rule fails for the order in focus, and what it finds.
fn finding(o: &Outcome, rule: &Rule) -> (bool, String) {
    let quote = o.focus();
    let Some(order) = quote.order else { return (false, "Nothing is ordered.".to_owned()) };
    match (rule.judge)(&order, &quote.load) {
        Finding::Holds => (false, "Holds.".to_owned()),
        Finding::NotChecked => (false, "Not checked: no limit is known.".to_owned()),
        Finding::Fails { .. } => (true, rule.failure(&order, &quote.load).unwrap_or_default()),
    }
}

/// The formulas of some figures, computed only while they are open.
fn explanation(app: App, name: &str, figures: &'static [Figure], before: Option<El>) -> El {
    let (details, open) = disclosure("details.explain", title(name));
    let details = details.children(before.into_iter().collect());
    let formulas = move |open: &bool| {
        if !open {
            return Vec::new();
        }
        let batch = app.batch();
        figures.iter().map(|figure| formula(&batch, *figure)).collect()
    };
    details.child(el("dl.formulas").dyn_children(move || open.get(), formulas))
}

fn formula(batch: &Batch<Outcome>, figure: Figure) -> El {
    let (names, values) = (el("span.formula-names"), el("code.formula-values"));
    let texts = batch.show_for(figure, |o, figure| {
        let Explanation { names, values } = explain(*figure, &o.focus().s, o.sizing());
        [local(&text::formula(&names)), local(&text::formula(&values))]
    });
    El::dyn_texts([names.clone(), values.clone()], texts);
    let scope = el("span.scope").text(figure.scope().words());
    let term = el("dt").text(figure.label()).text(" ").child(scope);
    let source = el("span.source").text(figure.source());
    el("div").child(term).child(el("dd").child(names).child(values).child(source))
}

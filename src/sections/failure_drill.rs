//! Failover: what is left to carry when a node or a zone is lost.

use super::Section;
use crate::dom::{El, button, el};
use crate::format;
use crate::state::{App, Outcome};
use crate::text::{fullness, list};
use model::advice::failover::{Data, Failure, Remedy, node_lost, zone_lost};
use model::chart::append;
use model::inputs::Key;

/// What is lost, if that can be.
type Lost = fn(&Outcome) -> Option<Failure>;

/// The section.
pub fn make(section: &Section, app: App) -> El {
    let cards = vec![
        card(app, "One node lost", |o| node_lost(o.focus())),
        card(app, "The largest of three zones lost", |o| zone_lost(o.focus())),
    ];
    section
        .with_title()
        .child(el("p").text("What the remaining nodes would have to carry if the peak goes on. It is assumed that copies of the same data are on different nodes, and that lost copies are made again on the nodes that are left. The guide does not say how many nodes must be up for writes."))
        .child(el("div.cards").children(cards))
}

fn card(app: App, title: &str, lost: Lost) -> El {
    let batch = app.batch();
    let text = |text: fn(&Outcome, &Failure) -> String| {
        batch.show_for((lost, text), |o, (lost, text)| {
            lost(o).map_or_else(String::new, |failure| text(o, &failure))
        })
    };
    let remedy = |text: &str, key: Key, value: f64, helps: fn(&Failure) -> bool| {
        let hidden = batch.show_for((lost, helps), |o, (lost, helps)| {
            !lost(o).is_some_and(|failure| helps(&failure))
        });
        button("", text, move || app.set(key, Some(value))).dyn_flag("hidden", hidden)
    };
    let fails = |o: &Outcome, lost: &Lost| lost(o).is_some_and(|failure| !failure.holds());
    let state = el("span.chip").class_when("bad", batch.show_for(lost, fails)).dyn_text(
        batch.show_for(lost, |o, lost| {
            let holds = lost(o).is_none_or(|failure| failure.holds());
            if holds { "holds" } else { "does not hold" }.to_owned()
        }),
    );
    el("article.card.drill")
        .dyn_flag("hidden", batch.show_for(lost, |o, lost| lost(o).is_none()))
        .children(vec![
            el("div.card-head").child(el("h3").text(title)).child(state),
            el("dl.needs").dyn_markup(text(facts)),
            el("p").dyn_text(text(remedies)),
            remedy("Survive a node failure", Key::HighAvailability, 1.0, |failure| {
                failure.left == 0
            }),
            remedy("Keep two copies", Key::ReplicationFactor, 2.0, |failure| {
                failure.remedies.contains(&Remedy::Copies(2))
            }),
            remedy("Carry the peak with a node down", Key::Drill, 1.0, |failure| {
                failure.lost == 1 && failure.cpu_peak > 1.0
            }),
        ])
}

/// What is left and what it carries, as terms and values.
fn facts(o: &Outcome, failure: &Failure) -> String {
    let mut out = String::new();
    if failure.left == 0 {
        return out;
    }
    let data = match failure.data {
        Data::Complete => "complete",
        Data::IfSpread => "complete if copies are kept in different zones",
        Data::Incomplete => "incomplete until restored from a backup",
    };
    let mut row = |term: &str, value: &str| {
        append(&mut out, &["<div><dt>", term, "</dt><dd>", value, "</dd></div>"]);
    };
    row(
        "Nodes left",
        &[&failure.left.to_string(), " of ", &o.focus().nodes().to_string()].concat(),
    );
    for (term, share) in [
        ("CPU at peak, of what each has", failure.cpu_peak),
        ("RAM", failure.ram),
        ("Disk", failure.disk),
    ] {
        row(term, &fullness(share));
    }
    row("Data", data);
    out
}

/// With what it would hold.
fn remedies(_: &Outcome, failure: &Failure) -> String {
    if failure.left == 0 {
        return "The service is down, and the data is what the last backup holds. Three nodes would carry on."
            .to_owned();
    }
    let mut names = Vec::new();
    for remedy in &failure.remedies {
        names.push(match *remedy {
            Remedy::Nodes(n) => n.to_string() + " nodes",
            Remedy::Copies(n) => n.to_string() + " copies of the data",
            Remedy::Vcpu(vcpu) => format::figure(vcpu) + " vCPU per node",
            Remedy::Ram(gb) => format::gigabytes(gb) + " RAM per node",
            Remedy::Disk(gb) => format::gigabytes(gb) + " SSD per node",
        });
    }
    if names.is_empty() {
        String::new()
    } else {
        ["It would hold with ", &list(&names), "."].concat()
    }
}

//! The summary: the answer in one line, which stays in sight while the inputs move.

use super::what_it_needs::{CARDS, Text};
use crate::dom::{Batch, El, el};
use crate::format;
use crate::state::{App, Outcome};
use crate::text;
use model::forecast::growth::horizon;
use model::forecast::plan;

/// The sizing in a sentence, to be read aloud.
pub fn sentence(o: &Outcome) -> String {
    let [cpu, ram, disk, network] = CARDS.map(|card| (card.provision)(o));
    let each = if o.z.nodes == 1 { "on it" } else { "on each" };
    let nodes = text::nodes(o.z.nodes);
    format!("{nodes}: {cpu}, {ram} RAM and {disk} SSD {each}; {network} in all.")
}

/// The summary.
pub fn summary(app: App) -> El {
    let batch = app.batch();
    let mut items = vec![item(
        &batch,
        "Deployment",
        |o| text::nodes(o.z.nodes),
        el("span.scope").dyn_text(batch.show(machine)),
    )];
    for card in &CARDS {
        let scope = if card.scope == "per node" { "per node" } else { "in all" };
        items.push(item(&batch, card.title, card.provision, el("span.scope").text(scope)));
    }
    items.push(item(&batch, "Cost", cost, el("span.scope").dyn_text(batch.show(bought_from))));
    items.push(item(&batch, "Lasts", lasts, el("span.scope").dyn_text(batch.show(reason))));
    el("ul.summary").attr("aria-label", "Summary").children(items)
}

fn item(batch: &Batch<Outcome>, title: &str, value: Text, scope: El) -> El {
    el("li")
        .child(el("span.summary-label").text(title))
        .child(el("b").dyn_text(batch.show(value)))
        .child(scope)
}

/// The machine that is bought from the provider in focus.
fn machine(o: &Outcome) -> String {
    let quote = o.quote(o.s.p);
    match quote.instance {
        // More machines than nodes were asked for, because none is large enough.
        Some(_) if quote.nodes_raised_from.is_some() => ["as ", &text::machines(quote)].concat(),
        Some(instance) => instance.name.to_owned(),
        None => "no machine".to_owned(),
    }
}

/// A month on the provider in focus.
fn cost(o: &Outcome) -> String {
    text::cost(o.quote(o.s.p).monthly_cents())
}

fn bought_from(o: &Outcome) -> String {
    ["a month, ", o.s.p.label()].concat()
}

/// Until when what is bought today is enough.
fn lasts(o: &Outcome) -> String {
    let (words, month) = match plan::lasts(&o.s, &o.z, o.own_prices()) {
        Some(0) => return "too full today".to_owned(),
        Some(month) => ("to ", month),
        None => ("past ", horizon(&o.s)),
    };
    [words, &format::short_month(format::today().add_months(month))].concat()
}

/// Why it is not enough for longer. RAM and disk are provisioned below their thresholds; only CPU can be above its
/// own on the first day.
fn reason(o: &Outcome) -> String {
    let cpu = o.z.cpu_fill();
    let over = cpu.full > cpu.threshold;
    if over { "CPU above its threshold" } else { "as load grows" }.to_owned()
}

//! The summary: the answer in one line, which stays in sight while the inputs move.

use super::what_it_needs::{CARDS, Text};
use crate::dom::{Batch, El, el};
use crate::format;
use crate::state::{App, Outcome};
use crate::text;
use model::forecast::growth::horizon;

/// The answer in a sentence, to be read aloud.
pub fn sentence(o: &Outcome) -> String {
    let quote = o.focus();
    let Some(order) = quote.order else {
        return quote.error.map_or_else(String::new, |error| error.sentence());
    };
    let cost = text::cost(quote.monthly_cents());
    let holds = if quote.holds() { "" } else { " It does not hold this load." };
    format!(
        "{} on {} in {}: {cost} a month, lasts {}.{holds}",
        order.words(),
        o.s.p.label(),
        quote.region.name,
        lasts(o)
    )
}

/// The summary.
pub fn summary(app: App) -> El {
    let batch = app.batch();
    let mut items = vec![item(
        &batch,
        "Deployment",
        |o| text::nodes(o.focus().nodes()),
        el("span.scope").dyn_text(batch.show(machine)),
    )];
    for card in &CARDS {
        items.push(item(&batch, card.title, card.ordered, el("span.scope").text("per node")));
    }
    items.push(item(
        &batch,
        "Cost a month",
        cost,
        el("span.scope").dyn_text(batch.show(bought_from)),
    ));
    items.push(item(&batch, "Lasts", lasts, el("span.scope").dyn_text(batch.show(reason))));
    el("ul.summary").attr("aria-label", "Summary").children(items)
}

fn item(batch: &Batch<Outcome>, title: &str, value: Text, scope: El) -> El {
    el("li")
        .child(el("span.summary-label").text(title))
        .child(el("b").dyn_text(batch.show(value)))
        .child(scope)
}

/// The machine that is ordered from the provider in focus.
fn machine(o: &Outcome) -> String {
    o.focus().instance().map_or_else(|| "no machine".to_owned(), |i| i.name.to_owned())
}

/// A month on the provider in focus.
fn cost(o: &Outcome) -> String {
    text::cost(o.focus().monthly_cents())
}

fn bought_from(o: &Outcome) -> String {
    [o.s.p.label(), " ", o.focus().region.code].concat()
}

/// Until when what is bought today is enough.
fn lasts(o: &Outcome) -> String {
    if o.order().is_none() {
        return "–".to_owned();
    }
    let (words, month) = match o.outgrown_in() {
        Some(month) => ("to ", month),
        None => ("past ", horizon(&o.s)),
    };
    [words, &format::short_month(format::today().add_months(month))].concat()
}

/// What stands below it.
fn reason(o: &Outcome) -> String {
    match o.order() {
        None => "nothing holds",
        Some(_) if o.focus().holds() => "as load grows",
        Some(_) => "does not hold today",
    }
    .to_owned()
}

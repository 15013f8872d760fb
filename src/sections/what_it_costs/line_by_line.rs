//! The bills of all providers as one table, for reading and copying.

use crate::dom::{El, el};
use crate::format::money;
use crate::state::App;
use crate::text::NOT_COMPUTABLE;
use crate::widgets::disclosure::disclosure;
use crate::widgets::table::{row, table};
use model::inputs::Provider;
use model::pricing::line_item::ItemKind;
use model::pricing::quote::Quote;

/// The table, made only while it is open.
pub fn line_by_line(app: App) -> El {
    let title = el("h3").id("kinds-title").text("Compare line by line");
    let (details, open) = disclosure("details.group", el("summary").child(title));
    let mut head = vec!["A month, USD"];
    head.extend(Provider::ALL.iter().map(|provider| provider.label()));
    let (frame, body) = table("kinds-title", "numbers", &head);
    let quotes = move || {
        if !open.get() {
            return Vec::new();
        }
        app.with(|o| Provider::ALL.iter().map(|provider| o.quote(*provider).clone()).collect())
    };
    body.dyn_children(quotes, rows);
    details.child(frame)
}

#[expect(clippy::ptr_arg, reason = "as dyn_children passes it")]
fn rows(quotes: &Vec<Quote>) -> Vec<El> {
    if quotes.is_empty() {
        return Vec::new();
    }
    let usd = |kind: ItemKind| quotes.iter().map(move |quote| quote.usd_of(kind));
    let mut rows: Vec<El> = ItemKind::ALL
        .iter()
        .filter(|kind| usd(**kind).any(|usd| usd != 0.0))
        .map(|kind| amounts(kind.label(), &mut usd(*kind).map(Some)))
        .collect();
    let totals = || quotes.iter().map(Quote::monthly_usd);
    let least = totals().flatten().fold(f64::INFINITY, f64::min);
    rows.push(amounts("Total", &mut totals()));
    rows.push(amounts("More than the cheapest", &mut totals().map(|total| Some(total? - least))));
    rows
}

/// A row of amounts in USD.
fn amounts(title: &str, cells: &mut dyn Iterator<Item = Option<f64>>) -> El {
    let cell =
        |usd: Option<f64>| el("td").text(&usd.map_or_else(|| NOT_COMPUTABLE.to_owned(), money));
    row(el("th").text(title), cells.map(cell).collect())
}

//! What it costs: the providers side by side, each bill open to its lines.

mod card;
mod cheapest_places;
mod line_by_line;
mod own_prices;

use super::Section;
use super::quick_reference::estimates;
use crate::dom::{El, el};
use crate::format::{dollars, local, money};
use crate::inputs::field::field;
use crate::state::{App, Outcome};
use crate::text::cost;
use card::card;
use cheapest_places::cheapest_places;
use line_by_line::line_by_line;
use model::advice::checks;
use model::chart::append;
use model::guide::coefficients::GUIDE_DATE;
use model::guide::{QUICK_TABLE, Tier, instances};
use model::inputs::{Key, Provider};
use model::number::short;
use model::pricing::catalogue;
use own_prices::own_prices;

/// The inputs that change nothing but the cost. The regions are in the form.
const CHOICES: [Key; 10] = [
    Key::Provider,
    Key::Term,
    Key::Pick,
    Key::Arm,
    Key::LoadBalancer,
    Key::Average,
    Key::Egress,
    Key::CrossZone,
    Key::Addresses,
    Key::Budget,
];

/// The section.
pub fn make(section: &Section, app: App) -> El {
    let choices = CHOICES.into_iter().map(|key| field(app, key)).collect();
    let cards = Provider::ALL.iter().map(|provider| card(app, *provider)).collect();
    section
        .with_title()
        .child(dates(app))
        .child(el("div.choices").children(choices))
        .child(el("div.cards.providers").children(cards))
        .child(el("p.guide-estimate").dyn_text(app.batch().show(guide_estimate)))
        .child(el("p").dyn_text(app.batch().show(leaves_out)))
        .child(cheapest_places(app))
        .child(line_by_line(app))
        .child(own_prices(app))
        .child(el("p.calm").text("List prices of the region of each provider, Linux, in US dollars without tax or support. What you pay varies by contract."))
}

/// When the prices were read, and a mild warning where the oldest in the bill in focus was read long ago.
fn dates(app: App) -> El {
    let dates = catalogue::dates();
    let (oldest, newest) = dates.compute;
    let read = format!(
        "Instance prices read {oldest} to {newest}. Prices of disks, traffic and discounts were read from {} on, some second-hand; every line of a bill says which.",
        dates.all.0
    );
    el("div.dates")
        .child(el("p").text(&read))
        .child(el("p.old").dyn_text(app.batch().show(old_prices)))
}

/// What has to be said about the age of the prices in the bill in focus; empty if nothing.
fn old_prices(o: &Outcome) -> String {
    checks::old_prices(o).map_or_else(String::new, |check| local(&(check.says + " " + &check.next)))
}

/// What the bill in focus leaves out, with what it may come to.
fn leaves_out(o: &Outcome) -> String {
    let mut out = ["The bill of ", o.s.p.label(), " leaves out"].concat();
    let mut separator = ": ";
    for left in o.focus().left_out() {
        append(&mut out, &[separator, left.what]);
        if let Some(usd) = left.estimate_usd {
            append(&mut out, &[" (about ", &money(usd), " a month)"]);
        }
        separator = "; ";
    }
    out + ". The report says how they are estimated."
}

/// The guide's own estimate for the tier, beside ours.
fn guide_estimate(o: &Outcome) -> String {
    let row = o.asked.tier.nearest_row();
    let estimates = estimates(row, |usd, nodes| match nodes {
        1 => format!("~{usd} on one node"),
        nodes => format!("~{usd} on {nodes} nodes"),
    });
    let which = match QUICK_TABLE.last() {
        Some(last) if o.asked.tier == Tier::Beyond => {
            format!("its last tier, <{},", short(last.assertions_below))
        }
        _ => "this tier".to_owned(),
    };
    let instance = &instances(o.s.p)[row.tier as usize];
    format!(
        "The guide ({GUIDE_DATE}) estimates {estimates} a month for {which} on AWS and does not say what is in it; the bill above comes to {} and has the lines that it shows. For one {} alone the guide says {}.",
        cost(o.quote(Provider::Aws).monthly_cents()),
        instance.instance,
        dollars(instance.monthly_usd),
    )
}

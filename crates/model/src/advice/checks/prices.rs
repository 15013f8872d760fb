//! What a month costs, and how old its prices are.

use super::{Check, note, warning};
use crate::forecast::date::Date;
use crate::inputs::Key;
use crate::outcome::Outcome;
use crate::pricing::line_item::{cents, text};
use crate::pricing::quote::Age;

/// Prices that were read so many days ago are old.
const OLD_AFTER_DAYS: i32 = 180;

/// The oldest price in the bill in focus was read long ago, or nobody knows when.
#[must_use]
pub fn old_prices(outcome: &Outcome) -> Option<Check> {
    let Age { oldest, undated } = outcome.focus().age();
    let provider = outcome.s.p.label();
    let age = |date| Some(outcome.today?.days() - Date::first_of(date)?.days());
    let mut says = Vec::new();
    if let Some(read) = oldest
        && age(read.date).is_some_and(|days| days > OLD_AFTER_DAYS)
    {
        says.push(format!(
            "The oldest price in the bill of {provider} is of {}, more than {OLD_AFTER_DAYS} days ago.",
            read.date
        ));
    }
    if undated.is_some() {
        says.push(format!("A price in the bill of {provider} has no known date."));
    }
    (!says.is_empty()).then(|| {
        note(
            "old-prices",
            says.join(" "),
            "Compare it with the provider's price list before you decide.",
        )
    })
}

/// A month costs more than it may. What is cheaper is among the verdict's offers.
pub(super) fn above_budget(outcome: &Outcome) -> Option<Check> {
    let budget = cents(outcome.s.budget?);
    let above = outcome.focus().monthly_cents()? - budget;
    (above > 0).then(|| {
        let says =
            ["A month costs ", &text(above), " more than the budget of ", &text(budget), "."];
        let next = "Look at the cheapest places, commit for longer, or ask for less.";
        warning("above-budget", says.concat(), next).about(Key::Budget)
    })
}

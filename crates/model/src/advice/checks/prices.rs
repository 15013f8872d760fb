//! How old the prices of the bill are.

use super::{Check, note};
use crate::forecast::date::Date;
use crate::outcome::Outcome;
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

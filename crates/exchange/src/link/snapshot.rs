//! What a link remembers of the day it was made: the prices, the model and the total.
//!
//! In a link it is `pin=2026-07-20_1_125.47`: the date of the newest price, the model's version, and a
//! month's total of the provider in focus in USD, left out where there is none. It changes no result.

use model::guide::coefficients::MODEL_VERSION;
use model::number;
use model::pricing::catalogue;
use model::pricing::quote::Quote;

/// Largest total that is believed, in cents; far above any that can be computed.
const MAX_CENTS: f64 = 1e15;

/// What the results of a link were computed from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pin {
    /// Date of the newest price, `2026-07-20`.
    pub prices: String,
    /// Version of the model.
    pub model: u32,
    /// A month of the provider in focus in cents, if that could be computed.
    pub cents: Option<i64>,
}

impl Pin {
    /// The pin of this program, with the quote that the page shows as the total.
    #[must_use]
    pub fn now(quote: &Quote) -> Self {
        Self {
            prices: catalogue::dates().all.1.to_owned(),
            model: MODEL_VERSION,
            cents: quote.monthly_cents(),
        }
    }

    /// As links have it.
    #[must_use]
    pub fn write(&self) -> String {
        let total = self.cents.map_or_else(String::new, |cents| ["_", &usd(cents)].concat());
        [&*self.prices, "_", &self.model.to_string(), &total].concat()
    }

    /// Reads what [`Pin::write`] wrote; `None` for anything else.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let mut parts = text.split('_');
        let prices = parts.next().filter(|date| is_date(date))?.to_owned();
        let model = parts.next()?.parse().ok()?;
        let cents = match parts.next() {
            Some(total) => {
                // Two decimals, always: with fewer of them the link was cut.
                let (_, decimals) = total.split_once('.')?;
                let cents =
                    (number::parse(total).ok().filter(|_| decimals.len() == 2)? * 100.0).round();
                #[expect(clippy::cast_possible_truncation, reason = "checked to fit")]
                Some((0.0..=MAX_CENTS).contains(&cents).then_some(cents as i64)?)
            }
            None => None,
        };
        parts.next().is_none().then_some(Self { prices, model, cents })
    }

    /// What has changed since a link with this pin was made, in sentences; `None` if nothing has.
    #[must_use]
    pub fn since(&self, now: &Self) -> Option<String> {
        let prices = self.prices != now.prices;
        let model = self.model != now.model;
        let total = self.cents != now.cents;
        if !(prices || model || total) {
            return None;
        }
        let mut said = [
            "This link was made with prices of ",
            &*self.prices,
            " and version ",
            &self.model.to_string(),
            " of the model; here they are of ",
            &now.prices,
            " and version ",
            &now.model.to_string(),
            ".",
        ]
        .concat();
        let (Some(then), Some(cents)) = (self.cents, now.cents) else {
            if total {
                said += " One of the totals could not be computed, so they cannot be compared.";
            }
            return Some(said);
        };
        let change = cents - then;
        if change == 0 {
            said += " A month's total is the same.";
            return Some(said);
        }
        let sign = if change > 0 { "+$" } else { "−$" };
        let why = match (prices, model) {
            (true, false) => "all of it from prices.",
            (false, true) => "all of it from the model.",
            (true, true) => {
                "from prices and model together; what each adds cannot be told, because the older ones are not kept here."
            }
            (false, false) => "which neither explains: the link may have been edited.",
        };
        for part in [
            " A month's total was $",
            &usd(then),
            " and is $",
            &usd(cents),
            ": ",
            sign,
            &usd(change.abs()),
            ", ",
            why,
        ] {
            said += part;
        }
        Some(said)
    }
}

/// Dollars and cents: `125.47`.
fn usd(cents: i64) -> String {
    let rest = cents % 100;
    let zero = if rest < 10 { "0" } else { "" };
    [&*(cents / 100).to_string(), ".", zero, &rest.to_string()].concat()
}

/// Whether this is written as a day or a month is: `2026-07-20`, `2026-07`.
fn is_date(text: &str) -> bool {
    let like = |shape: &str| {
        text.len() == shape.len()
            && text.bytes().zip(shape.bytes()).all(|(c, shape)| match shape {
                b'-' => c == b'-',
                _ => c.is_ascii_digit(),
            })
    };
    like("0000-00-00") || like("0000-00")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pin(text: &str) -> Pin {
        Pin::read(text).unwrap_or_else(|| panic!("{text} is a pin"))
    }

    #[test]
    fn is_read_as_it_was_written() {
        for text in ["2026-07-20_1_125.47", "2024-07_12", "2026-07-20_1_0.05", "2026-07-20_1_7.00"]
        {
            assert_eq!(pin(text).write(), text);
        }
        for text in [
            "",
            "_",
            "2026-07-20",
            "2026-07-20_",
            "2026-07-20_x",
            "2026-07-20_1_",
            "2026-07-20_1_-5",
            "2026-07-20_1_NaN",
            "2026-07-20_1_1e99",
            "2026-07-20_1_1_1",
            "yesterday_1",
            "2026-7-20_1",
            "<b>-07-20_1",
            "2026-07-20_99999999999",
        ] {
            assert_eq!(Pin::read(text), None, "{text}");
        }
    }

    #[test]
    fn says_what_changed_and_from_what() {
        let now = pin("2026-07-20_1_125.47");
        assert_eq!(now.since(&now), None);
        for (then, said) in [
            (
                "2025-01-05_1_111.40",
                "This link was made with prices of 2025-01-05 and version 1 of the model; here they are of 2026-07-20 and version 1. \
                 A month's total was $111.40 and is $125.47: +$14.07, all of it from prices.",
            ),
            (
                "2026-07-20_2_130.00",
                "This link was made with prices of 2026-07-20 and version 2 of the model; here they are of 2026-07-20 and version 1. \
                 A month's total was $130.00 and is $125.47: −$4.53, all of it from the model.",
            ),
            (
                "2024-07_0_125.47",
                "This link was made with prices of 2024-07 and version 0 of the model; here they are of 2026-07-20 and version 1. \
                 A month's total is the same.",
            ),
            (
                "2024-07_0_100.00",
                "This link was made with prices of 2024-07 and version 0 of the model; here they are of 2026-07-20 and version 1. \
                 A month's total was $100.00 and is $125.47: +$25.47, from prices and model together; \
                 what each adds cannot be told, because the older ones are not kept here.",
            ),
            (
                "2026-07-20_1_1.00",
                "This link was made with prices of 2026-07-20 and version 1 of the model; here they are of 2026-07-20 and version 1. \
                 A month's total was $1.00 and is $125.47: +$124.47, which neither explains: the link may have been edited.",
            ),
            (
                "2026-07-20_2",
                "This link was made with prices of 2026-07-20 and version 2 of the model; here they are of 2026-07-20 and version 1. \
                 One of the totals could not be computed, so they cannot be compared.",
            ),
        ] {
            assert_eq!(pin(then).since(&now).as_deref(), Some(said), "{then}");
        }
    }
}

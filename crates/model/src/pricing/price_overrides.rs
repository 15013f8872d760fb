//! What a customer pays instead of the list price: a negotiated discount, and unit prices of their own.
//!
//! In links, `discount.aws=12.5` is per cent off everything of a provider, and `price.aws.m5.large=0.08`
//! replaces one unit price, in USD. The codes of unit prices are those of [`crate::pricing::catalogue`].
//! Commitment, sustained-use and negotiated discounts apply to an own price as to the list price.

use crate::inputs::Provider;
use crate::number::tidy;
use crate::pricing::catalogue::PriceId;

/// Largest unit price that can be entered, in USD.
pub const MAX_PRICE: f64 = 1e6;

const DISCOUNT: &str = "discount.";
const PRICE: &str = "price.";

/// A customer's own discounts and prices. Always within range: [`OwnPrices::set`] lets nothing else in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OwnPrices {
    /// Per cent off by provider; 0 is none.
    discounts: [f64; Provider::ALL.len()],
    /// Sorted by id, each at most once.
    prices: Vec<(PriceId, f64)>,
}

/// Why an own price was not taken as it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum OwnPriceError {
    /// Nothing has this code; nothing was changed.
    Unknown,
    /// It was out of range; the nearest bound was taken.
    Clamped(f64),
    /// It was not finite; nothing was changed.
    Refused,
}

enum Code {
    Discount(Provider),
    Price(PriceId),
}

impl OwnPrices {
    /// Whether a key of a link is one of this kind, known or not.
    #[must_use]
    pub fn is_code(code: &str) -> bool {
        code.starts_with(DISCOUNT) || code.starts_with(PRICE)
    }

    /// Whether everything is at list price.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.prices.is_empty() && self.discounts.iter().all(|d| *d == 0.0)
    }

    /// Sets a discount (0 .. 100 %) or a unit price (0 .. [`MAX_PRICE`] USD). A discount of 0 is the
    /// same as none; a price of 0 is the customer's word that it is free.
    ///
    /// # Errors
    /// [`OwnPriceError`] says why the value was not taken, or how it was changed.
    pub fn set(&mut self, code: &str, value: f64) -> Result<(), OwnPriceError> {
        let target = find(code).ok_or(OwnPriceError::Unknown)?;
        if !value.is_finite() {
            return Err(OwnPriceError::Refused);
        }
        let max = if matches!(target, Code::Discount(_)) { 100.0 } else { MAX_PRICE };
        // Twelve digits are what a link carries; adding zero turns -0 into 0.
        let taken = tidy(value.clamp(0.0, max)) + 0.0;
        match target {
            Code::Discount(provider) => self.discounts[provider as usize] = taken,
            Code::Price(id) => match self.place(id) {
                Ok(i) => self.prices[i].1 = taken,
                Err(i) => self.prices.insert(i, (id, taken)),
            },
        }
        if (0.0..=max).contains(&value) { Ok(()) } else { Err(OwnPriceError::Clamped(taken)) }
    }

    /// Goes back to the list price; does nothing if that is what is paid, or the code is unknown.
    pub fn remove(&mut self, code: &str) {
        match find(code) {
            Some(Code::Discount(provider)) => self.discounts[provider as usize] = 0.0,
            Some(Code::Price(id)) => self.prices.retain(|(other, _)| *other != id),
            None => {}
        }
    }

    /// The customer's own value, `None` at list price.
    #[must_use]
    pub fn get(&self, code: &str) -> Option<f64> {
        match find(code)? {
            Code::Discount(provider) => Some(self.discount(provider)).filter(|d| *d > 0.0),
            Code::Price(id) => self.price(id),
        }
    }

    /// Everything that differs from the list, in an order that does not depend on how it was set.
    pub fn iter(&self) -> impl Iterator<Item = (String, f64)> {
        let discounts = Provider::ALL
            .iter()
            .map(|p| ([DISCOUNT, p.code()].concat(), self.discount(*p)))
            .filter(|(_, percent)| *percent > 0.0);
        discounts.chain(self.prices.iter().map(|(id, usd)| ([PRICE, &id.code()].concat(), *usd)))
    }

    /// The negotiated discount in per cent, 0 if there is none.
    #[must_use]
    pub const fn discount(&self, provider: Provider) -> f64 {
        self.discounts[provider as usize]
    }

    /// The customer's own unit price in USD.
    #[must_use]
    pub fn price(&self, id: PriceId) -> Option<f64> {
        self.place(id).ok().map(|i| self.prices[i].1)
    }

    fn place(&self, id: PriceId) -> Result<usize, usize> {
        self.prices.binary_search_by_key(&id, |(id, _)| *id)
    }
}

fn find(code: &str) -> Option<Code> {
    if let Some(provider) = code.strip_prefix(DISCOUNT) {
        Provider::ALL.iter().find(|p| p.code() == provider).map(|p| Code::Discount(*p))
    } else {
        PriceId::from_code(code.strip_prefix(PRICE)?).map(Code::Price)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_price_of_the_catalogue_can_be_set_and_is_listed_under_its_code() {
        let mut own = OwnPrices::default();
        assert!(own.is_empty());
        let mut codes = Vec::new();
        for provider in Provider::ALL {
            for price in crate::pricing::catalogue::default_offer(*provider).prices() {
                let code = [PRICE, &price.id.code()].concat();
                assert!(OwnPrices::is_code(&code));
                assert_eq!(own.set(&code, 0.5), Ok(()), "{code}");
                assert_eq!(own.get(&code), Some(0.5), "{code}");
                codes.push(code);
            }
        }
        let listed: Vec<_> = own.iter().map(|(code, _)| code).collect();
        codes.sort();
        let mut sorted = listed.clone();
        sorted.sort();
        assert_eq!(sorted, codes);
        for code in &listed {
            own.remove(code);
        }
        assert!(own.is_empty());
    }

    #[test]
    fn order_does_not_depend_on_how_it_was_set() {
        let entries = [
            ("price.gcp.pd-ssd-gb", 0.1),
            ("discount.azure", 5.0),
            ("price.aws.m5.large", 0.08),
            ("discount.aws", 12.5),
        ];
        let (mut one, mut other) = (OwnPrices::default(), OwnPrices::default());
        for (code, value) in entries {
            assert_eq!(one.set(code, value), Ok(()));
        }
        for (code, value) in entries.into_iter().rev() {
            assert_eq!(other.set(code, value), Ok(()));
        }
        assert_eq!(one, other);
        let codes: Vec<_> = one.iter().map(|(code, _)| code).collect();
        assert_eq!(
            codes,
            ["discount.aws", "discount.azure", "price.aws.m5.large", "price.gcp.pd-ssd-gb"]
        );
    }

    #[test]
    fn takes_nothing_impossible() {
        let mut own = OwnPrices::default();
        for code in [
            "price.aws.m5.huge",
            "price.m5.large",
            "discount.oracle",
            "discount.",
            "a",
            "price.aws",
        ] {
            assert_eq!(own.set(code, 1.0), Err(OwnPriceError::Unknown), "{code}");
            assert_eq!(own.get(code), None);
        }
        for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert_eq!(own.set("discount.aws", value), Err(OwnPriceError::Refused));
        }
        assert!(own.is_empty());
        assert_eq!(own.set("discount.aws", 101.0), Err(OwnPriceError::Clamped(100.0)));
        assert_eq!(own.set("price.aws.gp3-gb", -1.0), Err(OwnPriceError::Clamped(0.0)));
        assert_eq!(own.set("price.aws.gp3-iops", 1e9), Err(OwnPriceError::Clamped(MAX_PRICE)));
        assert_eq!(own.get("price.aws.gp3-gb"), Some(0.0), "free, in the customer's own words");
        assert_eq!(own.set("discount.aws", 0.0), Ok(()));
        assert_eq!(own.get("discount.aws"), None);
    }
}

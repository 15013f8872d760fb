//! The catalogue: what providers sell, what it costs in their regions and what it can do, each with its
//! source and date.
//!
//! The facts are in `data/`; the build checks them and turns them into the tables used here. An
//! [`Offer`] is what a provider sells in one region, with the prices of that region.
//!
//! Every unit price has a code that stays the same when prices change, and is the same in every region,
//! `provider.what`: an instance by its name (`aws.m5.large`), a disk by its kind (`aws.gp3-gb`,
//! `aws.gp3-iops`, `aws.gp3-mbps`), a family's CPU above the baseline (`aws.t3-credits`), then
//! `object-gb`, `lb-hour`, `lb-data`, `zones-gb`, `ip-hour`, and traffic to the internet by where its tier ends in
//! GB (`aws.egress-to-10000`, `aws.egress-beyond`).

mod columns;
mod disk;
mod left_out;
mod machine;
mod offer;
mod region;
mod regional;

pub use disk::DiskKind;
pub use left_out::{LeftOutRow, Per, left_out};
pub use machine::{DiskLimit, Family, Instance};
pub use offer::{EgressTier, Offer, default_offer, offer};
pub use region::{Continent, Country, Region, RegionId};
pub use regional::Discount;

use crate::inputs::Provider;

mod tables {
    use super::Dates;
    use super::Read;
    use super::disk::Disk;
    use super::left_out::{LeftOutRow, Per};
    use super::machine::Family;
    use super::region::{Continent, Country, ProviderTable, RegionId};
    use super::regional::{Amount, Commitments, PriceName, Regional, UnitPrice};
    include!(concat!(env!("OUT_DIR"), "/catalogue.rs"));
}

/// Where and when a figure was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Read {
    /// The source, in words.
    pub source: &'static str,
    /// Day, month or year: `2026-07-20`, `2024-07`, `2026`; `unknown` for a second-hand source without
    /// a date.
    pub date: &'static str,
    /// Whether the source only repeats what the provider is said to charge or to offer.
    pub second_hand: bool,
}

/// Names a unit price among all of them, in the order of the catalogue. It is the same in every region.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PriceId(u16);

impl PriceId {
    /// The price with this code, `aws.m5.large`, if there is one.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let (provider, what) = code.split_once('.')?;
        let provider = *Provider::ALL.iter().find(|p| p.code() == provider)?;
        default_offer(provider).prices().find(|p| p.code == what).map(|p| p.id)
    }

    /// The price itself, in its provider's default region.
    #[must_use]
    pub fn price(self) -> Price {
        let price = Provider::ALL.iter().find_map(|provider| default_offer(*provider).price(self));
        // There is no id without a price: ids are made from the tables alone.
        price.unwrap_or_else(|| *default_offer(Provider::ALL[0]).object())
    }

    /// The price's code: `aws.m5.large`.
    #[must_use]
    pub fn code(self) -> String {
        let price = self.price();
        [price.provider.code(), ".", price.code].concat()
    }
}

/// A unit price.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Price {
    /// Whose price.
    pub provider: Provider,
    /// The region that it is known for: another one than the offer's where it is not known for that.
    pub region: RegionId,
    /// Which price.
    pub id: PriceId,
    /// Its code without the provider.
    pub code: &'static str,
    /// What it is for, in words.
    pub label: &'static str,
    /// What it is per.
    pub unit: &'static str,
    /// USD, 0 only for what is free, `None` where it is not known.
    pub usd: Option<f64>,
    /// Why it is free, or not known; empty otherwise.
    pub note: &'static str,
    read: u16,
}

impl Price {
    /// Where and when it was read.
    #[must_use]
    pub fn read(&self) -> &'static Read {
        read(self.read)
    }
}

/// When prices were read: the oldest and the newest date, as printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dates {
    /// Of the instances.
    pub compute: (&'static str, &'static str),
    /// Of every price and discount.
    pub all: (&'static str, &'static str),
}

/// When the prices of the default regions were read.
#[must_use]
pub const fn dates() -> Dates {
    tables::DATES
}

fn read(index: u16) -> &'static Read {
    &tables::READS[usize::from(index)]
}

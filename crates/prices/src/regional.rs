//! What prices and discounts are in other regions than the default one: `machine_prices.toml`,
//! `regional_prices.toml` and `commitments.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use crate::files::Sources;

/// `machine_prices.toml`
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MachinePrices {
    /// Where prices were read.
    #[serde(default)]
    pub sources: Sources,
    /// One table per region; a region without one sells no machine whose price is known.
    #[serde(default)]
    pub region: Vec<RegionMachines>,
}

/// What an hour of the machines costs in a region.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegionMachines {
    /// Code of the region.
    pub code: Spanned<String>,
    /// Name of the source.
    pub source: Spanned<String>,
    /// When it was read.
    pub read: Spanned<String>,
    /// By family, USD for a unit and the decimals that the list rounds prices to.
    pub families: BTreeMap<Spanned<String>, (f64, u8)>,
    /// Machines whose price is not the unit's times their units, rounded.
    #[serde(default)]
    pub instances: BTreeMap<Spanned<String>, f64>,
    /// Machines of these families that are not sold.
    #[serde(default)]
    pub not_sold: Vec<Spanned<String>>,
}

/// A machine's price from its family's: rounded to the decimals of the list, half up.
#[must_use]
pub fn price_of_units(usd: f64, units: u16, decimals: u8) -> f64 {
    let scale = 10f64.powi(decimals.into());
    (usd * f64::from(units) * scale).round() / scale
}

/// `regional_prices.toml`
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegionalPrices {
    /// Where prices were read.
    #[serde(default)]
    pub sources: Sources,
    /// One table per price.
    #[serde(default)]
    pub price: Vec<RegionalPrice>,
}

/// What a unit price is in other regions.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegionalPrice {
    /// Code of the price, without the provider.
    pub code: Spanned<String>,
    /// Name of the source.
    pub source: Spanned<String>,
    /// When it was read.
    pub read: Spanned<String>,
    /// USD by region; a region that is absent is not known.
    pub usd: BTreeMap<Spanned<String>, f64>,
}

/// `commitments.toml`
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Commitments {
    /// Where discounts were read.
    #[serde(default)]
    pub sources: Sources,
    /// One table for families with the same discounts. A family without one cannot be committed, or
    /// what that saves is not known.
    #[serde(default)]
    pub commitment: Vec<CommitmentTable>,
}

/// What committing takes off some families, in per cent by region, nothing paid upfront.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CommitmentTable {
    /// The families.
    pub families: Vec<Spanned<String>>,
    /// Whether they can be committed only in the regions that are listed; elsewhere the discount of
    /// another region is taken.
    #[serde(default)]
    pub only_listed: bool,
    /// Name of the source.
    pub source: Spanned<String>,
    /// When they were read.
    pub read: Spanned<String>,
    /// For one year.
    pub one_year: BTreeMap<Spanned<String>, f64>,
    /// For three years.
    pub three_years: BTreeMap<Spanned<String>, f64>,
}

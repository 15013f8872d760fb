//! What a price or a discount is in a region.

use crate::pricing::catalogue::region::{RegionId, table};
use crate::pricing::catalogue::{Price, PriceId, Read, read, tables};

/// A discount on compute.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Discount {
    /// Per cent off, 0 .. 100.
    pub percent: f64,
    /// The region that it is known for: another one than the offer's where it is not known for that.
    pub region: RegionId,
    pub(super) read: u16,
}

impl Discount {
    /// Where and when it was read.
    #[must_use]
    pub fn read(&self) -> &'static Read {
        read(self.read)
    }
}

/// What a unit price is of.
pub(super) struct PriceName {
    pub(super) code: &'static str,
    pub(super) label: &'static str,
    pub(super) unit: &'static str,
}

/// What a unit price is in the default region; one for each of `PRICES`, in the same order.
pub(super) struct Amount {
    pub(super) usd: Option<f64>,
    pub(super) note: &'static str,
    pub(super) read: u16,
    /// Whether it holds in every region.
    pub(super) everywhere: bool,
}

/// What a unit price is in the other regions.
pub(super) struct Regional {
    /// Place in `PRICES`.
    pub(super) price: u16,
    pub(super) read: u16,
    /// By the provider's regions, in hundred-millionths of a USD; 0 where it is not known.
    pub(super) usd: &'static [u32],
}

/// What a unit of a family's machines costs in a region; no digits where it is not sold.
pub(super) struct UnitPrice {
    pub(super) digits: u32,
    /// How many of the digits are behind the point.
    pub(super) scale: u8,
    /// Decimals that the list rounds a machine's price to.
    pub(super) decimals: u8,
}

/// What committing takes off some families.
pub(super) struct Commitments {
    /// Whether it is possible only where it is listed.
    pub(super) only_listed: bool,
    pub(super) read: u16,
    /// For one year and for three, by the provider's regions, in hundredths of a per cent; 0 where it is
    /// not known.
    pub(super) percents: [&'static [u16]; 2],
}

/// The place of a region among its provider's.
fn place(region: RegionId) -> usize {
    let (first, _) = table(region.region().provider).regions;
    usize::from(region.0 - first)
}

/// A unit price in a region: the one known for it, else the one of the provider's default region.
pub(super) fn unit_price(index: u16, region: RegionId) -> Price {
    let provider = region.region().provider;
    let default = table(provider).default;
    let PriceName { code, label, unit } = tables::PRICES[usize::from(index)];
    let Amount { usd, note, read, everywhere } = tables::AMOUNTS[usize::from(index)];
    #[expect(clippy::cast_possible_truncation, reason = "a few hundred machines")]
    let id = PriceId(tables::MACHINE_VCPU.len() as u16 + index);
    let known_for = if everywhere { region } else { default };
    let price = Price { provider, region: known_for, id, code, label, unit, usd, note, read };
    if region == default {
        return price;
    }
    let own = tables::REGIONAL.iter().find(|row| row.price == index);
    match own.map(|row| (row.usd[place(region)], row.read)) {
        None | Some((0, _)) => price,
        Some((usd, read)) => {
            Price { region, usd: Some(f64::from(usd) / 1e8), note: "", read, ..price }
        }
    }
}

/// What an hour of a machine costs in a region, and where that was read; `None` if it is not sold there.
pub(super) fn hourly(id: u16, region: RegionId) -> Option<(f64, u16)> {
    let machine = usize::from(id);
    let r = region.region();
    let (first, read) = r.machines?;
    let table = table(r.provider);
    let of_machine = || tables::MACHINE_READ[machine].into();
    let read = if table.default == region { of_machine() } else { read };
    let mut odd = tables::ODD_REGIONS.iter().zip(&tables::ODD_MACHINES);
    let odd = odd.position(|(place, other)| *place == region.0 && u16::from(*other) == id);
    if let Some(odd) = odd {
        let usd = tables::ODD_USD[odd];
        return (usd > 0).then(|| (f64::from(usd) / 1e6, read));
    }
    let family = u16::from(tables::MACHINE_FAMILY[machine] - table.families.0);
    let UnitPrice { digits, scale, decimals } = tables::UNIT_PRICES[usize::from(first + family)];
    let unit = f64::from(digits) / 10f64.powi(scale.into());
    let rounding = 10f64.powi(decimals.into());
    let usd = (unit * f64::from(tables::MACHINE_UNITS[machine]) * rounding).round() / rounding;
    (digits > 0).then_some((usd, read))
}

/// What committing takes off: what is known for the region, else for the default region, else for the
/// first region that it is known for.
pub(super) fn commitment(index: u8, term: usize, region: RegionId) -> Option<Discount> {
    let Commitments { only_listed, read, percents } = &tables::COMMITMENTS[usize::from(index)];
    let provider = region.region().provider;
    let percent = |region: &RegionId| percents[term][place(*region)];
    let mut known = [region, table(provider).default]
        .into_iter()
        .chain(RegionId::all(provider))
        .filter(|other| percent(other) > 0);
    let found = known.next().filter(|other| !only_listed || *other == region)?;
    Some(Discount { percent: f64::from(percent(&found)) / 100.0, region: found, read: *read })
}

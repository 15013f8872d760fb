//! Regions, and what prices and discounts are in them.

use crate::inputs::Provider;
use crate::pricing::catalogue::{Read, read, tables};

/// A region of a provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    /// Whose region.
    pub provider: Provider,
    /// The provider's code of it, which links carry: `us-east-1`.
    pub code: &'static str,
    /// The provider's name of it.
    pub name: &'static str,
    /// ISO code of its country, where that is known: `DE`.
    pub country: Option<&'static str>,
    /// City or state, where that is known.
    pub city: Option<&'static str>,
    /// How many zones it has: 0 if it is not divided into zones, `None` if that is not known.
    pub zones: Option<u8>,
    /// What has to be said of the number of zones.
    pub zones_note: Option<&'static str>,
    /// Why not everybody may use it; `None` where everybody may.
    pub restricted: Option<&'static str>,
    /// Where the unit prices of its machines begin in `UNIT_PRICES`, and where they were read; `None` in
    /// the default region, whose machines have their prices themselves.
    pub(super) machines: Option<(u16, u16)>,
    pub(super) read: u16,
}

impl Region {
    /// Where and when name and zones were read.
    #[must_use]
    pub fn read(&self) -> &'static Read {
        read(self.read)
    }
}

/// Names a region of any provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RegionId(pub(super) u8);

impl RegionId {
    /// The region that is taken where none is chosen.
    #[must_use]
    pub fn default_of(provider: Provider) -> Self {
        table(provider).default
    }

    /// The region with this code, if the provider has one.
    #[must_use]
    pub fn from_code(provider: Provider, code: &str) -> Option<Self> {
        Self::all(provider).find(|id| id.region().code == code)
    }

    /// Every region of a provider.
    pub fn all(provider: Provider) -> impl Iterator<Item = Self> {
        let (first, last) = table(provider).regions;
        (first..last).map(Self)
    }

    /// The region itself.
    #[must_use]
    pub fn region(self) -> &'static Region {
        &tables::REGIONS[usize::from(self.0)]
    }
}

/// A provider's row in the tables. Prices are places in `PRICES`, ranges end before their second number.
pub(super) struct ProviderTable {
    pub(super) default: RegionId,
    pub(super) regions: (u8, u8),
    pub(super) machines: (u16, u16),
    /// Place in `FAMILIES` of the first family.
    pub(super) families: u8,
    pub(super) prices: (u16, u16),
    pub(super) disks: (u8, u8),
    pub(super) object: u16,
    pub(super) balancer_hour: u16,
    pub(super) balancer_data: u16,
    pub(super) zones: u16,
    pub(super) zone_directions: f64,
    pub(super) egress: &'static [(f64, u16)],
    pub(super) sustained_use: u16,
}

/// A provider's row.
pub(super) fn table(provider: Provider) -> &'static ProviderTable {
    &tables::PROVIDERS[provider as usize]
}

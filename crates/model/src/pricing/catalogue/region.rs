//! Regions, and what prices and discounts are in them.

use std::sync::OnceLock;

use crate::inputs::{Provider, REGIONS};
use crate::pricing::catalogue::columns::one_up;
use crate::pricing::catalogue::{LeftOutRow, Read, read, tables};

/// A region of a provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    /// Whose region.
    pub provider: Provider,
    /// The provider's code of it, which links carry: `us-east-1`.
    pub code: &'static str,
    /// Place in `COUNTRIES`.
    pub(super) country: u8,
    /// Its short place name, as in "in Frankfurt": the city, or the state where the provider says no more.
    pub city: &'static str,
    /// Where it is from the centre of the Earth, in units of 25 km: towards 0° N 0° E, 0° N 90° E and the
    /// north pole.
    pub(crate) position: [i16; 3],
    /// How many zones it has: 0 if it is not divided into zones, `None` if that is not known.
    pub zones: Option<u8>,
    /// What has to be said of the number of zones.
    pub zones_note: Option<&'static str>,
    /// Why not everybody may use it; `None` where everybody may.
    pub restricted: Option<&'static str>,
    /// Where the unit prices of its machines begin in `UNIT_PRICES`, and where they were read, which in the
    /// default region the machines say themselves; `None` where no machine is known to be sold.
    pub(super) machines: Option<(u16, u16)>,
    pub(super) read: u16,
}

/// A country in which there are regions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Country {
    /// Its ISO code: `DE`.
    pub code: &'static str,
    /// Its name in English: `Germany`.
    pub name: &'static str,
    /// Where it is.
    pub continent: Continent,
}

/// A continent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "their names say it")]
pub enum Continent {
    Africa,
    Asia,
    Europe,
    NorthAmerica,
    SouthAmerica,
    Oceania,
}

impl Continent {
    /// All of them, by name.
    pub const ALL: [Self; 6] = [
        Self::Africa,
        Self::Asia,
        Self::Europe,
        Self::NorthAmerica,
        Self::Oceania,
        Self::SouthAmerica,
    ];

    /// Its name.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Africa => "Africa",
            Self::Asia => "Asia",
            Self::Europe => "Europe",
            Self::NorthAmerica => "North America",
            Self::SouthAmerica => "South America",
            Self::Oceania => "Oceania",
        }
    }
}

/// Most zones that a deployment is spread over: enough to survive the loss of one.
const ZONES: u32 = 3;

impl Region {
    /// What people call it: `Frankfurt (eu-central-1)`. Several regions may be in one city.
    #[must_use]
    pub fn name(&self) -> String {
        [self.city, " (", self.code, ")"].concat()
    }

    /// The country that it is in.
    #[must_use]
    pub fn country(&self) -> &'static Country {
        &tables::COUNTRIES[usize::from(self.country)]
    }

    /// Zones that so many nodes are spread over: at least 1, at most three. Where it is not known how many the
    /// region has, it is taken to have three.
    #[must_use]
    pub fn zones_of(&self, nodes: u32) -> u32 {
        self.zones.map_or(ZONES, u32::from).min(ZONES).min(nodes).max(1)
    }

    /// Whether there is traffic between zones in it; where the number of zones is not known, there is.
    #[must_use]
    pub fn is_divided(&self) -> bool {
        self.zones.is_none_or(|zones| zones > 1)
    }

    /// Public addresses of a load balancer before so many nodes.
    #[must_use]
    pub fn balancer_addresses(&self, nodes: u32) -> u32 {
        if table(self.provider).address_per_zone { self.zones_of(nodes) } else { 1 }
    }

    /// Where and when its zones were read.
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

    /// Every region of every provider.
    pub fn every() -> impl Iterator<Item = Self> {
        #[expect(clippy::cast_possible_truncation, reason = "places are counted in 8 bits")]
        (0..tables::REGION_ZONES.len() as u8).map(Self)
    }

    /// Its place among the regions of its provider.
    #[must_use]
    pub fn position(self) -> usize {
        let (first, _) = table(self.region().provider).regions;
        usize::from(self.0 - first)
    }

    /// The region itself.
    #[must_use]
    pub fn region(self) -> &'static Region {
        static REGIONS: OnceLock<Vec<Region>> = OnceLock::new();
        &REGIONS.get_or_init(regions)[usize::from(self.0)]
    }
}

/// Every region, from the columns of the tables.
fn regions() -> Vec<Region> {
    let count = tables::REGION_ZONES.len();
    let mut regions = Vec::with_capacity(count);
    // Texts stand column after column.
    let texts: Vec<&str> = tables::REGION_TEXTS.split('\n').collect();
    let mut unit_price = 0;
    for provider in Provider::ALL.iter().copied() {
        let families = table(provider).families;
        let families = u16::from(families.1 - families.0);
        for (code, city) in REGIONS[provider as usize] {
            let place = regions.len();
            let text =
                |column: usize| Some(texts[column * count + place]).filter(|t| !t.is_empty());
            let machines = one_up(tables::REGION_MACHINES[place]).map(|read| (unit_price, read));
            unit_price += machines.map_or(0, |_| families);
            regions.push(Region {
                provider,
                code,
                city,
                country: tables::REGION_COUNTRY[place],
                position: tables::REGION_POSITION[place],
                zones: tables::REGION_ZONES[place].checked_sub(1),
                zones_note: text(0),
                restricted: text(1),
                machines,
                read: tables::REGION_READ[place].into(),
            });
        }
    }
    regions
}

/// A provider's row in the tables. Prices are places in `PRICES`, ranges end before their second number.
pub(super) struct ProviderTable {
    pub(super) default: RegionId,
    pub(super) regions: (u8, u8),
    pub(super) machines: (u16, u16),
    pub(super) families: (u8, u8),
    pub(super) prices: (u16, u16),
    pub(super) disks: (u8, u8),
    pub(super) object: u16,
    pub(super) balancer_hour: u16,
    pub(super) balancer_data: u16,
    pub(super) zones: u16,
    pub(super) zone_directions: f64,
    pub(super) address: u16,
    pub(super) address_per_zone: bool,
    pub(super) egress: &'static [(f64, u16)],
    pub(super) left_out: &'static [LeftOutRow],
    pub(super) sustained_use: u16,
}

/// A provider's row.
pub(super) fn table(provider: Provider) -> &'static ProviderTable {
    &tables::PROVIDERS[provider as usize]
}

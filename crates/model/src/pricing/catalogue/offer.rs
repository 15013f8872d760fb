//! Offers: what a provider sells in a region, and at which prices.

use std::sync::OnceLock;

use crate::inputs::{Provider, Term};
use crate::pricing::catalogue::region::{ProviderTable, table};
use crate::pricing::catalogue::regional::{commitment, unit_price};
use crate::pricing::catalogue::{
    Discount, DiskKind, Family, Instance, Price, PriceId, Region, RegionId, tables,
};

/// A tier of traffic to the internet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EgressTier {
    /// Where it ends, in GB a month from the first; infinite in the last.
    pub up_to_gb: f64,
    /// A GB.
    pub gb: &'static Price,
}

/// The prices of a region, made from the tables when they are first asked for.
#[derive(Debug, PartialEq)]
pub(super) struct Sheet {
    region: RegionId,
    /// Place in `PRICES` of the first price.
    first: u16,
    prices: &'static [Price],
    instances: &'static [Instance],
    disks: &'static [DiskKind],
    egress: &'static [EgressTier],
}

/// The prices of a region.
pub(super) fn sheet(region: RegionId) -> &'static Sheet {
    static SHEETS: [OnceLock<Sheet>; tables::REGION_ZONES.len()] =
        [const { OnceLock::new() }; tables::REGION_ZONES.len()];
    SHEETS[usize::from(region.0)].get_or_init(|| Sheet::new(region))
}

impl Sheet {
    fn new(region: RegionId) -> Self {
        let (first, last) = table(region.region().provider).prices;
        Self::with_prices(region, (first..last).map(|place| unit_price(place, region)).collect())
    }

    fn with_prices(region: RegionId, prices: Vec<Price>) -> Self {
        let table = table(region.region().provider);
        let (first, _) = table.prices;
        let (from, to) = table.machines;
        let instances: Vec<Instance> =
            (from..to).filter_map(|id| Instance::new(id, region)).collect();
        let mut sheet = Self {
            region,
            first,
            prices: prices.leak(),
            instances: instances.leak(),
            disks: &[],
            egress: &[],
        };
        let (from, to) = table.disks;
        let disks: Vec<DiskKind> = (from..to).map(|place| DiskKind::new(place, &sheet)).collect();
        let tiers = table.egress.iter();
        let egress: Vec<EgressTier> = tiers
            .map(|(up_to_gb, gb)| EgressTier { up_to_gb: *up_to_gb, gb: sheet.unit_price(*gb) })
            .collect();
        sheet.disks = disks.leak();
        sheet.egress = egress.leak();
        sheet
    }

    /// The price with this place in `PRICES`.
    pub(super) fn unit_price(&self, place: u16) -> &'static Price {
        &self.prices[usize::from(place - self.first)]
    }
}

/// What a provider sells in a region.
#[derive(Clone, Copy, Debug)]
pub struct Offer {
    /// Who.
    pub provider: Provider,
    sheet: &'static Sheet,
}

impl Offer {
    /// Where.
    #[must_use]
    pub fn region(&self) -> &'static Region {
        self.sheet.region.region()
    }

    /// Where, as a name for it.
    #[must_use]
    pub const fn region_id(&self) -> RegionId {
        self.sheet.region
    }

    /// Every machine that is sold here, by family.
    #[must_use]
    pub const fn instances(&self) -> &'static [Instance] {
        self.sheet.instances
    }

    /// The machine of this name, if it is sold here.
    #[must_use]
    pub fn instance(&self, name: &str) -> Option<&'static Instance> {
        self.instances().iter().find(|i| i.name == name)
    }

    /// Kinds of disk.
    #[must_use]
    pub const fn disks(&self) -> &'static [DiskKind] {
        self.sheet.disks
    }

    /// Object storage, a GB for a month.
    #[must_use]
    pub fn object(&self) -> &'static Price {
        self.sheet.unit_price(self.table().object)
    }

    /// Load balancer, an hour.
    #[must_use]
    pub fn balancer_hour(&self) -> &'static Price {
        self.sheet.unit_price(self.table().balancer_hour)
    }

    /// Load balancer, a GB of traffic.
    #[must_use]
    pub fn balancer_data(&self) -> &'static Price {
        self.sheet.unit_price(self.table().balancer_data)
    }

    /// Traffic between zones, a GB.
    #[must_use]
    pub fn zones(&self) -> &'static Price {
        self.sheet.unit_price(self.table().zones)
    }

    /// How often such a GB is charged: 2 where both ends pay.
    #[must_use]
    pub fn zone_directions(&self) -> f64 {
        self.table().zone_directions
    }

    /// A public IPv4 address, an hour.
    #[must_use]
    pub fn address(&self) -> &'static Price {
        self.sheet.unit_price(self.table().address)
    }

    /// Traffic to the internet, by tiers that ascend.
    #[must_use]
    pub const fn egress(&self) -> &'static [EgressTier] {
        self.sheet.egress
    }

    /// What a commitment takes off a family. `None` on demand, and where the family cannot be committed
    /// or nobody knows what that saves. The discount says for which region it is known.
    #[must_use]
    pub fn commitment(&self, term: Term, family: &Family) -> Option<Discount> {
        let place = match term {
            Term::OnDemand => return None,
            Term::OneYear => 0,
            Term::ThreeYears => 1,
        };
        commitment(family.commitments?, place, self.sheet.region)
    }

    /// What a full month takes off a family on demand, nothing being committed.
    #[must_use]
    pub fn sustained_use(&self, family: &Family) -> Option<Discount> {
        let percent = family.sustained_use_percent;
        let (region, read) = (self.sheet.region, self.table().sustained_use);
        (percent > 0.0).then_some(Discount { percent, region, read })
    }

    /// Every unit price: instances, then the rest.
    pub fn prices(&self) -> impl Iterator<Item = Price> {
        self.instances().iter().map(Instance::price).chain(self.sheet.prices.iter().copied())
    }

    /// The unit price of this name, if it is one of the provider's and sold in the region.
    #[must_use]
    pub fn price(&self, id: PriceId) -> Option<Price> {
        let machine = self.instances().iter().find(|i| i.price_id() == id).map(Instance::price);
        machine.or_else(|| self.sheet.prices.iter().find(|price| price.id == id).copied())
    }

    /// The same, except that nobody knows the price of this code.
    #[cfg(test)]
    pub(crate) fn without_price(self, code: &str) -> Self {
        let forget = |price: &Price| match price.code == code {
            true => Price { usd: None, note: "forgotten for a test", ..*price },
            false => *price,
        };
        let prices = self.sheet.prices.iter().map(forget).collect();
        let sheet = Box::leak(Box::new(Sheet::with_prices(self.sheet.region, prices)));
        Self { sheet, ..self }
    }

    fn table(&self) -> &'static ProviderTable {
        table(self.provider)
    }
}

/// What a provider sells in a region; in its default region if that is one of another provider.
#[must_use]
pub fn offer(provider: Provider, region: RegionId) -> Offer {
    let known = region.region().provider == provider;
    let region = if known { region } else { RegionId::default_of(provider) };
    Offer { provider, sheet: sheet(region) }
}

/// What a provider sells in its default region.
#[must_use]
pub fn default_offer(provider: Provider) -> Offer {
    offer(provider, RegionId::default_of(provider))
}

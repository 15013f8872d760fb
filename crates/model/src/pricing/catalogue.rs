//! The catalogue: instances and unit prices of three providers, each with its source and date.
//!
//! The facts are in `data/*.toml`; the build checks them and turns them into the tables used here.
//! Every unit price has a code that stays the same when prices change, `provider.what`:
//! an instance by its name (`aws.m5.large`), a disk by its kind (`aws.gp3-gb`, `aws.gp3-iops`,
//! `aws.gp3-mbps`), then `object-gb`, `lb-hour`, `lb-data`, `zones-gb`, and traffic to the internet by
//! where its tier ends in GB (`aws.egress-to-10000`, `aws.egress-beyond`).

use crate::inputs::{Provider, Term};

mod tables {
    use super::{
        Block, Dates, Discount, EgressTier, Family, Instance, Price, PriceId, Provider,
        ProviderCatalogue, Read,
    };
    include!(concat!(env!("OUT_DIR"), "/catalogue.rs"));
}

/// Where and when a figure was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Read {
    /// The source, in words.
    pub source: &'static str,
    /// Day or month, `2026-07-20` or `2024-07`.
    pub date: &'static str,
    /// Whether the source only repeats what the provider is said to charge.
    pub second_hand: bool,
}

/// Names a unit price among all of them, in the order of the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PriceId(u16);

impl PriceId {
    /// The price with this code, `aws.m5.large`, if there is one.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let (provider, what) = code.split_once('.')?;
        let provider = *Provider::ALL.iter().find(|p| p.code() == provider)?;
        self::provider(provider).prices().find(|p| p.code == what).map(|p| p.id)
    }

    /// The price itself.
    #[must_use]
    pub fn price(self) -> Price {
        let i = usize::from(self.0);
        tables::INSTANCES.get(i).map_or_else(
            || tables::PRICES[(i - tables::INSTANCES.len()).min(tables::PRICES.len() - 1)],
            Instance::price,
        )
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
    read: u8,
}

impl Price {
    /// Where and when it was read.
    #[must_use]
    pub fn read(&self) -> &'static Read {
        read(self.read)
    }
}

/// Machines of one make, in several sizes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Family {
    /// Its name.
    pub name: &'static str,
    /// Whether it is Arm, rather than x86-64.
    pub arm: bool,
    /// Whether its CPU is shared, or throttled after bursts.
    pub burstable: bool,
    /// Per cent off for a full month on demand; 0 where there is none.
    pub sustained_use_percent: f64,
}

/// A machine that can be rented.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Instance {
    /// The provider's name of it.
    pub name: &'static str,
    /// USD an hour, on demand, Linux.
    pub usd_per_hour: f64,
    memory_gib: f32,
    vcpu: u16,
    id: u16,
    family: u8,
    read: u8,
}

impl Instance {
    /// vCPU.
    #[must_use]
    pub fn vcpu(&self) -> f64 {
        f64::from(self.vcpu)
    }

    /// Memory in GiB as published; compared with the sizing's GB number by number.
    #[must_use]
    pub fn memory_gb(&self) -> f64 {
        f64::from(self.memory_gib)
    }

    /// The family that it belongs to.
    #[must_use]
    pub fn family(&self) -> &'static Family {
        &tables::FAMILIES[usize::from(self.family)]
    }

    /// Network as published; `None` where it was not recorded.
    #[must_use]
    pub fn network(&self) -> Option<&'static str> {
        tables::NETWORKS.iter().find(|(id, _)| *id == self.id).map(|(_, network)| *network)
    }

    /// `arm64` or `x86_64`.
    #[must_use]
    pub fn arch(&self) -> &'static str {
        if self.family().arm { "arm64" } else { "x86_64" }
    }

    /// Names its hourly price.
    #[must_use]
    pub const fn price_id(&self) -> PriceId {
        PriceId(self.id)
    }

    /// Its hourly price on demand.
    #[must_use]
    pub fn price(&self) -> Price {
        let provider = tables::PROVIDERS.iter().find(|p| self.id < p.last);
        Price {
            provider: provider.map_or(Provider::Aws, |p| p.provider),
            id: PriceId(self.id),
            code: self.name,
            label: self.name,
            unit: "instance-hour",
            usd: Some(self.usd_per_hour),
            note: "",
            read: self.read,
        }
    }

    /// Where and when its price was read.
    #[must_use]
    pub fn read(&self) -> &'static Read {
        read(self.read)
    }
}

/// A kind of disk.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Block {
    /// Its name.
    pub name: &'static str,
    /// IOPS that every disk has.
    pub iops: f64,
    /// IOPS that every GB adds.
    pub iops_per_gb: f64,
    /// MB/s that every disk has; infinite where throughput is included.
    pub mbps: f64,
    /// A GB for a month.
    pub gb_month: &'static Price,
    /// One more IOPS for a month; `None` where they come with a larger disk.
    pub iops_month: Option<&'static Price>,
    /// One more MB/s for a month; `None` where throughput is included.
    pub mbps_month: Option<&'static Price>,
}

/// A tier of traffic to the internet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EgressTier {
    /// Where it ends, in GB a month from the first; infinite in the last.
    pub up_to_gb: f64,
    /// A GB.
    pub gb: &'static Price,
}

/// A discount on compute.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Discount {
    /// Per cent off, 0 .. 100.
    pub percent: f64,
    read: u8,
}

impl Discount {
    /// Where and when it was read.
    #[must_use]
    pub fn read(&self) -> &'static Read {
        read(self.read)
    }
}

/// What a provider offers, in one region.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ProviderCatalogue {
    /// Who.
    pub provider: Provider,
    /// Where every price holds.
    pub region: &'static str,
    first: u16,
    last: u16,
    /// Kinds of disk.
    pub blocks: &'static [Block],
    /// Object storage, a GB for a month.
    pub object: &'static Price,
    /// Load balancer, an hour.
    pub balancer_hour: &'static Price,
    /// Load balancer, a GB of traffic.
    pub balancer_data: &'static Price,
    /// Traffic between zones, a GB.
    pub zones: &'static Price,
    /// How often such a GB is charged: 2 where both ends pay.
    pub zone_directions: f64,
    /// Traffic to the internet.
    pub egress: &'static [EgressTier],
    commitment: [Discount; 2],
    sustained_use: u8,
}

impl ProviderCatalogue {
    /// Every machine, by family.
    #[must_use]
    pub fn instances(&self) -> &'static [Instance] {
        &tables::INSTANCES[usize::from(self.first)..usize::from(self.last)]
    }

    /// The machine of this name, if there is one.
    #[must_use]
    pub fn instance(&self, name: &str) -> Option<&'static Instance> {
        self.instances().iter().find(|i| i.name == name)
    }

    /// What a commitment takes off compute; `None` on demand.
    #[must_use]
    pub const fn commitment(&self, term: Term) -> Option<&Discount> {
        match term {
            Term::OnDemand => None,
            Term::OneYear => Some(&self.commitment[0]),
            Term::ThreeYears => Some(&self.commitment[1]),
        }
    }

    /// What a full month takes off a family on demand, nothing being committed.
    #[must_use]
    pub fn sustained_use(&self, family: &Family) -> Option<Discount> {
        let percent = family.sustained_use_percent;
        (percent > 0.0).then_some(Discount { percent, read: self.sustained_use })
    }

    /// Every unit price: instances, then the rest.
    pub fn prices(&self) -> impl Iterator<Item = Price> {
        let own = |p: &&Price| p.provider == self.provider;
        let rest = tables::PRICES.iter().filter(own).copied();
        self.instances().iter().map(Instance::price).chain(rest)
    }
}

/// What a provider offers.
#[must_use]
pub fn provider(provider: Provider) -> &'static ProviderCatalogue {
    &tables::PROVIDERS[provider as usize]
}

/// When prices were read: the oldest and the newest date, as printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dates {
    /// Of the instances.
    pub compute: (&'static str, &'static str),
    /// Of every price and discount.
    pub all: (&'static str, &'static str),
}

/// When the prices of the catalogue were read.
#[must_use]
pub const fn dates() -> Dates {
    tables::DATES
}

fn read(index: u8) -> &'static Read {
    &tables::READS[usize::from(index)]
}

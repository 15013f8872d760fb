//! A line of a bill: quantity x unit price = amount, with where the price is from.

use crate::inputs::Term;
use crate::number::{exact, round_significant, tidy};
use crate::pricing::catalogue::{PriceId, Read, Region};

/// Hours that a month is billed for: 365 days of 24 hours, a twelfth of them.
pub const HOURS: f64 = 730.0;

/// What costs something, but less than half a cent.
const LESS_THAN_A_CENT: &str = "<$0.01";

/// Largest amount of a line, in cents: whole cents are exact up to here.
const MAX_CENTS: f64 = 9e15;

/// What a line is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ItemKind {
    /// Machines.
    Compute,
    /// CPU above the baseline of burstable machines.
    CpuCredits,
    /// What a commitment takes off compute.
    Commitment,
    /// What running all month on demand takes off compute.
    SustainedUse,
    /// Disks.
    BlockStorage,
    /// IOPS beyond what the disks include.
    ExtraIops,
    /// Throughput beyond what the disks include.
    ExtraThroughput,
    /// Object storage for backups.
    ObjectStorage,
    /// Load balancer.
    LoadBalancer,
    /// Traffic through the load balancer.
    LoadBalancerData,
    /// Replication between zones.
    BetweenZones,
    /// Requests and answers of clients between zones.
    ClientBetweenZones,
    /// Public IPv4 addresses.
    PublicAddresses,
    /// Traffic to the internet.
    Egress,
    /// The customer's own discount.
    Negotiated,
}

impl ItemKind {
    /// Every kind, in the order of a bill.
    pub const ALL: [Self; 15] = [
        Self::Compute,
        Self::CpuCredits,
        Self::Commitment,
        Self::SustainedUse,
        Self::BlockStorage,
        Self::ExtraIops,
        Self::ExtraThroughput,
        Self::ObjectStorage,
        Self::LoadBalancer,
        Self::LoadBalancerData,
        Self::BetweenZones,
        Self::ClientBetweenZones,
        Self::PublicAddresses,
        Self::Egress,
        Self::Negotiated,
    ];

    /// The kind's name in results and files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Compute => "compute",
            Self::CpuCredits => "cpu_credits",
            Self::Commitment => "commitment",
            Self::SustainedUse => "sustained_use",
            Self::BlockStorage => "block_storage",
            Self::ExtraIops => "extra_iops",
            Self::ExtraThroughput => "extra_throughput",
            Self::ObjectStorage => "object_storage",
            Self::LoadBalancer => "load_balancer",
            Self::LoadBalancerData => "load_balancer_data",
            Self::BetweenZones => "between_zones",
            Self::ClientBetweenZones => "client_between_zones",
            Self::PublicAddresses => "public_addresses",
            Self::Egress => "egress",
            Self::Negotiated => "negotiated_discount",
        }
    }

    /// The kind's name for people.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Compute => "Instances",
            Self::CpuCredits => "CPU credits",
            Self::Commitment => "Commitment discount",
            Self::SustainedUse => "Sustained-use discount",
            Self::BlockStorage => "Disks",
            Self::ExtraIops => "Extra IOPS",
            Self::ExtraThroughput => "Extra disk throughput",
            Self::ObjectStorage => "Backups in object storage",
            Self::LoadBalancer => "Load balancer",
            Self::LoadBalancerData => "Load balancer traffic",
            Self::BetweenZones => "Replication between zones",
            Self::ClientBetweenZones => "Client traffic between zones",
            Self::PublicAddresses => "Public addresses",
            Self::Egress => "Traffic to the internet",
            Self::Negotiated => "Negotiated discount",
        }
    }
}

/// A number that a quantity is made of, and what it counts. No unit means that there is none.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Factor {
    /// The number.
    pub value: f64,
    /// What it counts; empty where the factor is not there.
    pub unit: &'static str,
}

impl Factor {
    /// The factor that changes nothing.
    pub const NONE: Self = Self { value: 1.0, unit: "" };

    /// A number of something.
    #[must_use]
    pub const fn new(value: f64, unit: &'static str) -> Self {
        Self { value, unit }
    }
}

/// Why a disk is larger than the sizing asks for, and what that asks for in GB.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Enlarged {
    /// IOPS or throughput come with the size.
    ForSpeed(f64),
    /// It still has to hold when there is more data.
    ForGrowth(f64),
}

/// A line of a bill. What is taken off is negative.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Item {
    /// What it is for.
    pub kind: ItemKind,
    /// What exactly, in words.
    pub label: &'static str,
    /// Their product is the quantity. For a discount, the first is what it is taken off, in USD.
    pub factors: [Factor; 2],
    /// What the unit price is per.
    pub unit: &'static str,
    /// USD per unit; for a discount the negative share, -0.37 for 37 % off.
    pub unit_price_usd: f64,
    /// Which unit price; `None` for discounts.
    pub price: Option<PriceId>,
    /// Where and when the price or discount was read; `None` for what the customer entered.
    pub read: Option<&'static Read>,
    /// Why it is free; empty otherwise.
    pub note: &'static str,
    /// Why a larger disk is bought than the sizing asks for today; `None` where none is.
    pub enlarged: Option<Enlarged>,
    /// The list price that a price of the customer's own replaces, and where that was read.
    pub replaces: Option<(f64, &'static Read)>,
    /// The region that price or discount is known for, where it is not known for the bill's.
    pub known_for: Option<&'static Region>,
    /// The commitment that was asked for, where the machines cannot be committed for it or nobody knows what that
    /// saves.
    pub not_committed: Option<Term>,
    /// The amount in cents.
    pub cents: i64,
}

impl Item {
    /// How much of the unit.
    #[must_use]
    pub fn quantity(&self) -> f64 {
        tidy(self.factors[0].value * self.factors[1].value)
    }

    /// The amount as text. What costs something is never shown as nothing.
    #[must_use]
    pub fn amount(&self) -> String {
        if self.below_a_cent() { LESS_THAN_A_CENT.to_owned() } else { text(self.cents) }
    }

    /// Whether it costs something, but less than half a cent.
    #[must_use]
    pub fn below_a_cent(&self) -> bool {
        self.cents == 0 && !self.is_discount() && self.quantity() * self.unit_price_usd > 0.0
    }

    /// The amount in USD to the cent; what is below a cent as it is.
    #[must_use]
    pub fn shown_usd(&self) -> f64 {
        if self.below_a_cent() { self.quantity() * self.unit_price_usd } else { usd(self.cents) }
    }

    /// The amount in USD, to the cent.
    #[must_use]
    pub fn monthly_usd(&self) -> f64 {
        usd(self.cents)
    }

    /// Whether the customer entered the price or the discount.
    #[must_use]
    pub const fn own(&self) -> bool {
        self.read.is_none()
    }

    /// Whether it is taken off.
    #[must_use]
    pub const fn is_discount(&self) -> bool {
        matches!(self.kind, ItemKind::Commitment | ItemKind::SustainedUse | ItemKind::Negotiated)
    }

    /// How the amount comes about: `3 nodes x 730 h x $0.192 = $420.48`.
    #[must_use]
    pub fn formula(&self) -> String {
        let amount = self.amount();
        if self.is_discount() {
            let percent = exact(tidy(self.unit_price_usd * 100.0));
            return [&text(cents(self.factors[0].value)), " x ", &percent, "% = ", &amount]
                .concat();
        }
        let mut formula = String::new();
        for factor in self.factors.iter().filter(|f| !f.unit.is_empty()) {
            // "1 nodes" would be the only plural of one.
            let unit = match factor.unit {
                "nodes" if factor.value == 1.0 => "node",
                "directions" if factor.value == 1.0 => "direction",
                "addresses" if factor.value == 1.0 => "address",
                unit => unit,
            };
            formula += &[&exact(round_significant(factor.value, 9)), " ", unit, " x "].concat();
        }
        formula + &["$", &exact(tidy(self.unit_price_usd)), " = ", &amount].concat()
    }

    /// What has to be known about the line, as a sentence; empty if nothing.
    #[must_use]
    pub fn remark(&self) -> String {
        let enlarged = |from: f64, why: &str| {
            let size = exact(self.factors[1].value);
            format!("{size} GB per node instead of {} GB, {why}.", exact(from))
        };
        let mut sentences = Vec::new();
        match self.enlarged {
            Some(Enlarged::ForSpeed(from)) => {
                sentences.push(enlarged(from, "because its speed comes with the size of the disk"));
            }
            Some(Enlarged::ForGrowth(from)) => {
                sentences.push(enlarged(from, "so that it lasts while data grows"));
            }
            None => {}
        }
        if !self.note.is_empty() {
            sentences.push(format!("Free: {}.", self.note));
        }
        if let Some((list, read)) = self.replaces {
            sentences.push(format!(
                "It replaces the list price of ${}, read {}.",
                exact(list),
                read.date
            ));
        }
        if let Some(region) = self.known_for {
            sentences.push(format!("Known for {} only.", region.code));
        }
        if let Some(term) = self.not_committed {
            sentences.push(format!(
                "Not discounted: no commitment for {} of this family is known.",
                term.label()
            ));
        }
        sentences.join(" ")
    }
}

/// A non-negative amount of USD in whole cents, halves rounded up.
#[expect(clippy::cast_possible_truncation, reason = "clamped")]
pub(crate) fn cents(usd: f64) -> i64 {
    // What is a half in decimal is often a hair less in binary; the factor, far below any price's
    // precision, lifts it back.
    (usd * 100.0 * (1.0 + 1e-12) + 0.5).clamp(0.0, MAX_CENTS) as i64
}

/// Cents that `percent` takes off an amount in cents; negative or zero.
pub(super) fn off(amount: i64, percent: f64) -> i64 {
    -cents(usd(amount) * percent / 100.0)
}

/// Cents as USD.
#[must_use]
pub(super) fn usd(cents: i64) -> f64 {
    cents as f64 / 100.0
}

/// Cents as text: `$420.48`, `-$155.58`.
#[must_use]
pub fn text(cents: i64) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    format!("{sign}${}.{:02}", cents.unsigned_abs() / 100, cents.unsigned_abs() % 100)
}

/// USD as text, to the cent; what costs something is never shown as nothing.
#[must_use]
pub fn usd_text(usd: f64) -> String {
    let cents = cents(usd);
    if usd > 0.0 && cents == 0 { LESS_THAN_A_CENT.to_owned() } else { text(cents) }
}

/// Parts of a total in cents as whole dollars that add up to the total in whole dollars: each is rounded down,
/// and what is then missing goes to those that lost most. Each is less than a dollar away from what it is.
#[must_use]
pub fn shown_dollars(parts: &[i64]) -> Vec<i64> {
    let total: i64 = parts.iter().sum();
    let shown_total = (total + 50).div_euclid(100);
    let mut shown: Vec<i64> = parts.iter().map(|cents| cents.div_euclid(100)).collect();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    // A stable sort: among equals the first ones are rounded up.
    order.sort_by_key(|i| -parts[*i].rem_euclid(100));
    let missing = shown_total - shown.iter().sum::<i64>();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "fewer than parts")]
    for place in order.into_iter().take(missing as usize) {
        shown[place] += 1;
    }
    shown
}

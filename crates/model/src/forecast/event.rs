//! What happens to an order that stays as it is: the months in which a resource is outgrown, or a tier of
//! the guide is entered.

use crate::forecast::growth::GrowthCase;
use crate::forecast::needs::Needs;
use crate::guide::{QUICK_TABLE, Tier};
use crate::pricing::order::Order;
use crate::pricing::rules::{Resource, fails_on};

/// What an event is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventKind {
    /// A rule about this resource fails.
    Outgrown(Resource),
    /// The deployment enters this tier of the guide, or a later one.
    Tier(Tier),
}

impl EventKind {
    /// Its name in results.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Outgrown(resource) => resource.code(),
            Self::Tier(_) => "tier",
        }
    }

    /// Its name for people: `CPU`, `<100K`.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Outgrown(resource) => resource.label(),
            Self::Tier(Tier::Beyond) => ">1M",
            Self::Tier(tier) => tier.name(),
        }
    }

    /// The event as a sentence without its end: `CPU is no longer enough`, `Tier <100K is entered`.
    #[must_use]
    pub fn sentence(self) -> String {
        match self {
            Self::Outgrown(resource) => [resource.label(), " is no longer enough"].concat(),
            Self::Tier(_) => ["Tier ", self.label(), " is entered"].concat(),
        }
    }
}

/// When something first happens, in whole months from today; `None` is not within the horizon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// What.
    pub kind: EventKind,
    /// By the expected growth.
    pub month: Option<u32>,
    /// The early end, by the fast growth. One case in ten is earlier.
    pub early: Option<u32>,
    /// The late end, by the slow growth. One case in ten is later.
    pub late: Option<u32>,
}

/// Every event of an order that stays as it is: its resources, then the tiers that are still ahead of
/// `tier`. `needs` are those of the order's nodes.
pub(super) fn events(needs: &mut Needs, order: Option<&Order>, tier: Tier) -> Vec<Event> {
    let resources = order.map_or(&[][..], |_| &Resource::THAT_GROW[..]);
    let resources = resources.iter().map(|resource| EventKind::Outgrown(*resource));
    let ahead = QUICK_TABLE.iter().map(|row| row.tier).chain([Tier::Beyond]);
    let tiers = ahead.filter(|next| *next > tier).map(EventKind::Tier);
    let mut events = Vec::new();
    for kind in resources.chain(tiers) {
        let mut first = |case| {
            let months = needs.months();
            let middle = months.end / 2;
            needs.first(case, months, middle, &|load| match (kind, order) {
                (EventKind::Outgrown(resource), Some(order)) => fails_on(resource, order, load),
                (EventKind::Outgrown(_), None) => false,
                (EventKind::Tier(tier), _) => load.tier >= tier,
            })
        };
        events.push(Event {
            kind,
            month: first(GrowthCase::Expected),
            early: first(GrowthCase::Fast),
            late: first(GrowthCase::Slow),
        });
    }
    events
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::Outcome;

    fn kinds(text: &str) -> Vec<&'static str> {
        let outcome = Outcome::of(&text.parse().unwrap_or_else(|e| panic!("{e}")));
        outcome.plan().events.iter().map(|event| event.kind.label()).collect()
    }

    #[test]
    fn resources_come_before_the_tiers_that_are_ahead() {
        let resources = ["CPU", "RAM", "Disk", "Disk speed", "Network"];
        let tiers = ["<50K", "<100K", "<500K", "<1M", ">1M"];
        assert_eq!(kinds(""), [&resources[..], &tiers].concat());
        assert_eq!(kinds("a=100000"), [&resources[..], &tiers[3..]].concat());
        assert_eq!(kinds("a=1e6"), resources);
        // Without an order there is nothing to outgrow.
        assert_eq!(kinds("a=1e6&cache=1024"), [""; 0]);
        assert_eq!(kinds("a=100000&cache=1024"), tiers[3..]);
    }

    #[test]
    fn events_are_sentences() {
        let kinds = Resource::THAT_GROW.map(EventKind::Outgrown).into_iter();
        let tiers = [Tier::Under100K, Tier::Beyond].map(EventKind::Tier);
        let said: Vec<String> = kinds.chain(tiers).map(EventKind::sentence).collect();
        assert_eq!(said[0], "CPU is no longer enough");
        assert_eq!(said[3], "Disk speed is no longer enough");
        assert_eq!(said[5], "Tier <100K is entered");
        assert_eq!(said[6], "Tier >1M is entered");
    }
}

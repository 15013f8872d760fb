//! Why there is no total.

use crate::number::readable;
use crate::pricing::catalogue::{PriceId, Region};
use crate::pricing::load::NodeLoad;
use crate::pricing::order::Order;
use crate::pricing::rules::RULES;

/// Why there is no total.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum QuoteError {
    /// A price that is needed is not known.
    UnknownPrice(PriceId),
    /// The guide names an instance that is not sold in the region, or whose price there is not known.
    UnknownInstance(&'static str, &'static Region),
    /// Nothing that is sold holds. With it the order that comes nearest, if there is any, and the load that
    /// it does not hold for.
    NothingHolds(Option<(Order, NodeLoad)>),
}

impl QuoteError {
    /// One sentence for the person who reads the quote.
    #[must_use]
    pub fn sentence(self) -> String {
        match self {
            Self::UnknownPrice(id) => {
                let price = id.price();
                format!(
                    "Not computable: the price of {} ({}, per {}) is not known.",
                    price.label,
                    price.provider.label(),
                    price.unit
                )
            }
            Self::UnknownInstance(name, region) => format!(
                "Not computable: {name}, which the guide names, is not sold in {}, or its price there is not known.",
                region.code
            ),
            Self::NothingHolds(None) => {
                "Nothing sold here holds this: no machine may be chosen.".to_owned()
            }
            Self::NothingHolds(Some((order, load))) => {
                let reasons: Vec<String> =
                    RULES.iter().filter_map(|rule| rule.failure(&order, &load)).collect();
                if reasons.is_empty() {
                    // The rules hold, but the machine is smaller than what the guide asks for.
                    return format!(
                        "Nothing sold here holds this: the largest machine, {}, has {} vCPU and {} GB, less than the guide asks for.",
                        order.instance.name,
                        readable(order.instance.vcpu()),
                        readable(order.instance.memory_gb())
                    );
                }
                ["Nothing sold here holds this. ", &reasons.join(" ")].concat()
            }
        }
    }
}

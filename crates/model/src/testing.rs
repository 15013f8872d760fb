//! Scenarios for property tests, here and in other crates. Only with the feature `testing`, so that
//! what is built for use has nothing of it.

use proptest::prelude::*;

use crate::inputs::{INPUTS, Kind};
use crate::pricing::price_overrides::OwnPrices;
use crate::scenario::Scenario;

/// Any scenario at list prices: anything from none to all of the inputs set, each to anything that
/// it may be, bounds and *auto* included.
pub fn any_scenario() -> impl Strategy<Value = Scenario> {
    // How many of the inputs are set, then for each whether it is, and where in its range.
    let places = prop::collection::vec((0.0..1.0f64, 0.0..=1.0f64, any::<bool>()), INPUTS.len());
    (prop::sample::select(&[0.1, 0.5, 0.9, 1.0]), places).prop_map(|(share, places)| {
        let mut scenario = Scenario::default();
        for (input, (chance, place, log)) in INPUTS.iter().zip(places) {
            if chance >= share {
                continue;
            }
            let (min, max) = scenario.bounds(input.key);
            let value = match input.kind {
                // Small values are as likely as large ones.
                Kind::Number { .. } if log => min + (max - min + 1.0).powf(place) - 1.0,
                _ => min + (max - min) * place,
            };
            // What has to be whole is rounded.
            let _ = scenario.set(input.key, Some(value));
        }
        // Nodes can have changed after the copies that they bound.
        scenario.settle();
        scenario
    })
}

/// A few prices and discounts of one's own, or none.
pub fn any_own_prices() -> impl Strategy<Value = OwnPrices> {
    const PRICES: &[&str] = &[
        "price.aws.t3.xlarge",
        "price.aws.r6i.24xlarge",
        "price.aws.m5.large",
        "price.aws.gp3-gb",
        "price.aws.egress-to-10000",
        "price.aws.lb-data",
        "price.gcp.pd-ssd-gb",
        "price.gcp.n2-highmem-96",
        "price.gcp.e2-highcpu-4",
        "price.azure.zones-gb",
        "price.azure.object-gb",
    ];
    const DISCOUNTS: [&str; 3] = ["discount.aws", "discount.gcp", "discount.azure"];
    let prices = prop::collection::vec((prop::sample::select(PRICES), 0.0f64..2.0), 0..4);
    // A discount in half of the cases.
    let percents = prop::collection::vec(-50.0f64..=50.0, DISCOUNTS.len());
    (prices, percents).prop_map(move |(prices, percents)| {
        let mut own = OwnPrices::default();
        let given = DISCOUNTS.into_iter().zip(percents).filter(|(_, percent)| *percent > 0.0);
        for (code, value) in prices.into_iter().chain(given) {
            own.set(code, value).unwrap_or_else(|error| panic!("{code}: {error:?}"));
        }
        own
    })
}

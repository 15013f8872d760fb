//! The sizing model: pure arithmetic, with no browser, no framework and no clock.
//!
//! Data flows one way: [`scenario::Scenario`] -> [`sizing::Sizing`] -> what is said about it.

pub mod catalogue;
pub mod chart;
pub mod checks;
pub mod coefficients;
pub mod drill;
pub mod explain;
pub mod growth;
pub mod guide;
pub mod inputs;
pub mod number;
pub mod own_prices;
pub mod plan;
pub mod quote;
pub mod readings;
pub mod scale;
pub mod scenario;
pub mod sizing;
pub mod thresholds;

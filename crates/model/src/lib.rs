//! The sizing model of StemeDB: pure arithmetic, with no browser, no framework and no clock.
//!
//! Data flows one way: a [`scenario::Scenario`] is resolved, [`sizing::size`] says what it needs,
//! [`pricing`] what to buy for it and what that costs, [`forecast`] how both develop, and [`advice`]
//! what is worth knowing about all of it.

pub mod advice;
pub mod chart;
pub mod forecast;
pub mod guide;
pub mod inputs;
pub mod number;
pub mod outcome;
pub mod places;
pub mod pricing;
pub mod scale;
pub mod scenario;
pub mod sizing;
#[cfg(feature = "testing")]
pub mod testing;

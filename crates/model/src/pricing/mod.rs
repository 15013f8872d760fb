//! What can be bought, what is chosen, and what a month of it costs, line by line.
//!
//! A [`selection::Demand`] goes in; [`quote::quote`] chooses an [`order::Order`] that the [`rules`] hold
//! for its [`load::NodeLoad`], and itemises the bill.

mod bill;
pub mod catalogue;
pub mod context;
pub mod disk;
pub mod error;
pub mod left_out;
pub mod line_item;
pub mod load;
pub mod order;
pub mod price_overrides;
pub mod quote;
pub mod rules;
pub mod selection;

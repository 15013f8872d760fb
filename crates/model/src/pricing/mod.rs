//! What can be bought, what is chosen, and what a month of it costs, line by line.

mod bill;
pub mod catalogue;
mod line_item;
pub mod price_overrides;
pub mod quote;
mod rates;
mod selection;

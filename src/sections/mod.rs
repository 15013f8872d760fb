//! The page's sections, one module per heading.

pub mod contents;
pub mod how_it_grows;
pub mod monitoring;
pub mod quick_reference;
pub mod report;
pub mod what_it_costs;
pub mod what_it_needs;
pub mod worth_knowing;

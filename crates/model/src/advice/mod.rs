//! What is worth knowing about a sizing: its formulas, its limits, and what a failure would do.

pub mod checks;
pub mod explain;
pub mod failover;
pub mod region;
pub mod thresholds;
pub mod verdict;

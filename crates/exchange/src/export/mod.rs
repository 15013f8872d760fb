//! What is taken away from the page: the report, monitoring, the lines of an embed.

pub mod embed;
pub mod monitoring;
pub mod report;

//! What leaves the page as a file or as text: the report, monitoring, the code of an embed.

pub mod embed;
pub mod monitoring;
pub mod report;

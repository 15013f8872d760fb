//! What leaves the model for people and machines: links, files, the comparison, the lines of an embed, the
//! machine-readable result, the report, monitoring.

pub mod compare;
pub mod embed;
pub mod evaluate;
pub mod file;
pub mod json;
pub mod link;
pub mod pin;
pub mod report;
pub mod watch;

//! What leaves the model for people and machines: share links, and the machine-readable result.

pub mod compare;
pub mod embed;
pub mod evaluate;
pub mod file;
pub mod json;
pub mod link;
pub mod pin;
pub mod report;
pub mod watch;

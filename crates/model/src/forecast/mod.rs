//! How the deployment grows, and which order follows which.

pub mod date;
pub mod event;
pub mod growth;
mod needs;
pub mod plan;

//! What leaves the model for people and machines, and what comes back from them: links, files, the
//! machine-readable result, the report, monitoring.
//!
//! Everything that is read here is untrusted: it gives a usable scenario and says what was not taken.

pub mod export;
pub mod file;
pub mod json;
pub mod library;
pub mod link;
pub mod numerals;
pub mod opened_from;
pub mod result;
pub mod typed;
pub mod undo;

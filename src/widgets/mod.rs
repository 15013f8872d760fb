//! Pieces of interface that several sections use.

pub mod copy;
pub mod share;

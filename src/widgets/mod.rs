//! Pieces of interface that several sections use.

pub mod copy;
pub mod disclosure;
pub mod download;
pub mod share;
pub mod table;

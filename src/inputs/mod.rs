//! The inputs: the form, its fields, the questions of a first visit, undo.

pub mod field;
pub mod first_visit;
pub mod form;
pub mod undo;

//! The inputs: the form and its fields, the place, the questions of a first visit, undo, and the draft for the next visit.

pub mod draft;
pub mod field;
pub mod first_visit;
pub mod form;
mod number;
pub mod place;
pub mod undo;

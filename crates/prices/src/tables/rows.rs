//! A table in the making.

/// The rows of a table.
#[derive(Default)]
pub(super) struct Rows(pub(super) Vec<String>);

impl Rows {
    /// Adds a row; returns its place.
    pub(super) fn push(&mut self, row: String) -> usize {
        self.0.push(row);
        self.0.len() - 1
    }

    /// The place of a row, which is added if it is not there yet.
    pub(super) fn place(&mut self, row: String) -> usize {
        match self.0.iter().position(|other| *other == row) {
            Some(place) => place,
            None => self.push(row),
        }
    }
}

//! Reads columns of the tables, as `prices::tables::columns` writes them.

use std::sync::OnceLock;

/// A column of texts, which is one text of lines, taken apart when it is first asked for.
pub(super) fn lines(
    made: &'static OnceLock<Vec<&'static str>>,
    text: &'static str,
) -> &'static [&'static str] {
    made.get_or_init(|| text.split('\n').collect())
}

/// A place that the tables count from 1; 0 where there is none.
pub(super) fn one_up(place: u8) -> Option<u16> {
    (place > 0).then(|| u16::from(place) - 1)
}

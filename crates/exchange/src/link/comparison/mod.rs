//! Scenarios side by side: which ones, as the end of a link, and in which figures they differ.
//!
//! The inputs of the link itself are the first column. Each other one is `vs=NAME;v:1;a:100000`: its name,
//! percent-encoded, and its link with `;` for `&` and `:` for `=`. `base=1` counts columns from 0.

mod rows;

pub use rows::{Cell, Measure, Part, Row, compare};

use crate::link;

/// The largest number of scenarios in a comparison, the inputs on the page included.
pub const MOST: usize = 4;

/// Longest name, in characters; a longer one is cut.
const MAX_NAME: usize = 200;

/// A scenario of a comparison, besides the inputs on the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    /// What it is called; untrusted.
    pub name: String,
    /// The scenario, as a link's fragment; untrusted.
    pub link: String,
}

/// What is compared with the inputs on the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// The other scenarios, at most [`MOST`] − 1.
    pub others: Vec<Column>,
    /// The column that the others are measured by; 0 is the inputs on the page.
    pub base: usize,
}

impl Comparison {
    /// As the end of a link, beginning with `&`; empty if nothing is compared.
    #[must_use]
    pub fn write(&self) -> String {
        let mut end = String::new();
        for column in &self.others {
            let link = link::format(&link::parse(&column.link).scenario);
            let link = link.replace('&', ";").replace('=', ":");
            end += &["&vs=", &encode(&clean(&column.name)), ";", &link].concat();
        }
        if self.base > 0 && !end.is_empty() {
            end += &["&base=", &self.base.to_string()].concat();
        }
        end
    }

    /// Reads the end of a link, or a whole one, of which it takes nothing else. Never fails; what there
    /// is too much of is left out.
    #[must_use]
    pub fn read(end: &str) -> Self {
        let mut comparison = Self::default();
        for pair in end.split('&') {
            match pair.split_once('=') {
                Some(("vs", value)) if comparison.others.len() + 1 < MOST => {
                    // Some programs encode the separators too.
                    let value = value.replace("%3B", ";").replace("%3b", ";");
                    let (name, link) = value.split_once(';').unwrap_or((&value, ""));
                    comparison.others.push(Column {
                        name: clean(&link::decode(name)),
                        link: link::decode(link).replace(';', "&").replace(':', "="),
                    });
                }
                Some(("base", value)) => comparison.base = value.parse().unwrap_or_default(),
                _ => {}
            }
        }
        if comparison.base > comparison.others.len() {
            comparison.base = 0;
        }
        comparison
    }
}

/// A name as a link can carry it: one short line without `;`, which is the separator.
fn clean(name: &str) -> String {
    let line = name.chars().map(|c| if c.is_control() { ' ' } else { c });
    line.map(|c| if c == ';' { ',' } else { c }).take(MAX_NAME).collect()
}

/// Percent-encodes all that could end a name, a link or an address in running text.
pub(crate) fn encode(text: &str) -> String {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._".contains(&byte) {
            out.push(byte as char);
        } else {
            out.push('%');
            out.push(HEX[usize::from(byte >> 4)] as char);
            out.push(HEX[usize::from(byte & 15)] as char);
        }
    }
    out
}

#[cfg(test)]
mod tests;

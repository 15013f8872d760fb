//! What is wrong with a file, with the line it stands in.

use std::fmt;
use std::ops::Range;

use toml::Spanned;

use crate::files::{Price, Sources};
use crate::folder::TextFile;

/// Dearer than anything in a price list; a slipped decimal point is likelier.
const MAX_USD: f64 = 1000.0;

/// Something wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong, in one sentence.
    pub reason: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.reason)
    }
}

/// Whether a text is a day `2026-07-20`, a month `2024-07` or a year `2026`.
#[must_use]
pub fn is_date(text: &str) -> bool {
    let mut parts = text.split('-');
    let mut part = |length: usize, max: u16| {
        parts.next().is_some_and(|p| {
            p.len() == length
                && p.bytes().all(|b| b.is_ascii_digit())
                && p.parse().is_ok_and(|n: u16| (1..=max).contains(&n))
        })
    };
    match text.len() {
        4 => part(4, 9999),
        7 => part(4, 9999) && part(2, 12),
        10 => part(4, 9999) && part(2, 12) && part(2, 31),
        _ => false,
    }
}

/// The date of a source that has none; only a second-hand one may.
pub const UNDATED: &str = "unknown";

/// Collects the problems of one file.
pub(crate) struct Checker<'a> {
    file: &'a TextFile,
    sources: &'a Sources,
    found: &'a mut Vec<Problem>,
}

impl<'a> Checker<'a> {
    /// Checks the sources of a file at once, as everything in it names them.
    pub(crate) fn new(
        file: &'a TextFile,
        sources: &'a Sources,
        found: &'a mut Vec<Problem>,
    ) -> Self {
        let mut checker = Self { file, sources, found };
        for source in sources.values() {
            if source.title.get_ref().trim().is_empty() {
                checker.add(source.title.span(), "a source needs a title".to_owned());
            }
        }
        checker
    }

    pub(crate) fn add(&mut self, span: Range<usize>, reason: String) {
        self.found.push(Problem {
            file: self.file.name.clone(),
            line: self.file.line(span.start),
            reason,
        });
    }

    /// A source and date have to be there.
    pub(crate) fn read(&mut self, source: &Spanned<String>, read: &Spanned<String>) {
        let Some(found) = self.sources.get(source.get_ref()) else {
            self.add(source.span(), format!("there is no source \"{}\"", source.get_ref()));
            return;
        };
        if read.get_ref() == UNDATED && found.second_hand {
            return;
        }
        self.date(read);
    }

    pub(crate) fn date(&mut self, read: &Spanned<String>) {
        if !is_date(read.get_ref()) {
            let reason = format!(
                "\"{}\" is no date; write a day or a month, such as 2026-07-20 or 2026-07",
                read.get_ref()
            );
            self.add(read.span(), reason);
        }
    }

    pub(crate) fn usd(&mut self, span: Range<usize>, what: &str, usd: f64) {
        let hint = if usd == 0.0 {
            "; if it is free, say why: free = \"...\""
        } else if !usd.is_finite() || usd < 0.0 {
            ", which is no amount of money"
        } else if usd > MAX_USD {
            "; is the decimal point in its place?"
        } else {
            return;
        };
        self.add(span, format!("{what} has the price {usd}{hint}"));
    }

    pub(crate) fn price(&mut self, what: &str, price: &Spanned<Price>) {
        let p = price.get_ref();
        self.read(&p.source, &p.read);
        match (p.usd, &p.free, &p.unknown) {
            (Some(usd), None, None) => self.usd(price.span(), what, usd),
            (None, Some(why), None) | (None, None, Some(why)) => {
                if why.trim().is_empty() {
                    self.add(price.span(), format!("{what} needs a reason for having no price"));
                }
            }
            _ => {
                self.add(
                    price.span(),
                    format!("{what} needs exactly one of usd, free and unknown"),
                );
            }
        }
    }

    pub(crate) fn percent(&mut self, percent: &Spanned<f64>) {
        let value = *percent.get_ref();
        if !(value > 0.0 && value < 100.0) {
            self.add(
                percent.span(),
                format!("{value}% is no discount; it is above 0 and below 100"),
            );
        }
    }
}

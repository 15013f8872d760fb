//! How numbers are written for a visitor: with the separators of their locale, in figures, sentences, fields
//! and formulas alike.
//!
//! The page's words are English in every locale, so digits are always 0 to 9, months have English names, `$`
//! stands before an amount and `%` right after a share. What differs between locales is what differs in what
//! people type: the decimal sign, the sign between groups, and where groups end. The model writes all its texts
//! in English; [`Numerals::localize`] is what the page puts them through.

use model::number::grouped;

/// The separators of a locale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numerals {
    /// Before decimals: `.` or `,`.
    pub decimal: char,
    /// Between groups of digits: `,`, `.`, `’`, a narrow space or the like.
    pub group: char,
    /// Whether groups have two digits above the thousands: 12,34,567.
    pub pairs: bool,
}

impl Numerals {
    /// As English has it, and all texts of the model.
    pub const ENGLISH: Self = Self { decimal: '.', group: ',', pairs: false };

    /// The number that [`Numerals::of`] wants to see as a locale writes it.
    pub const SAMPLE: f64 = 12_345_678.5;

    /// The separators of a locale, from how it writes [`Numerals::SAMPLE`]; English ones if the text is not
    /// that number in digits from 0 to 9.
    #[must_use]
    pub fn of(sample: &str) -> Self {
        let mut signs = sample.chars().filter(|c| !c.is_ascii_digit());
        match (signs.next(), signs.next_back()) {
            (Some(group), Some(decimal @ ('.' | ','))) if group != decimal => {
                Self { decimal, group, pairs: !sample.as_bytes()[1].is_ascii_digit() }
            }
            _ => Self::ENGLISH,
        }
    }

    /// A number with all its digits.
    #[must_use]
    pub fn exact(self, x: f64) -> String {
        self.localize(&grouped(x))
    }

    /// An English text with its numbers as this locale writes them. What only looks like a number stays as it
    /// is: `m5.2xlarge`, `1.2.3`.
    #[must_use]
    pub fn localize(self, text: &str) -> String {
        if self == Self::ENGLISH {
            return text.to_owned();
        }
        let bytes = text.as_bytes();
        let mut out = String::new();
        let (mut at, mut written) = (0, 0);
        while at < bytes.len() {
            let (start, mut end) = (at, at);
            // A word: letters, digits, and signs that stand in numbers.
            while let Some(byte) = bytes.get(at)
                && (byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b',' | b'_'))
            {
                at += 1;
            }
            // The number at its beginning.
            for (i, byte) in bytes[start..at].iter().enumerate() {
                match byte {
                    b'0'..=b'9' => end = start + i + 1,
                    b'.' | b',' if i > 0 => {}
                    _ => break,
                }
            }
            if end > start {
                out += &text[written..start];
                written = end;
                self.push(&mut out, &text[start..end]);
            }
            at = at.max(start + 1);
        }
        out += &text[written..];
        out
    }

    /// Adds what may be a number.
    fn push(self, out: &mut String, number: &str) {
        let (whole, decimals) = number.split_once('.').unwrap_or((number, ""));
        if !are_groups(whole.as_bytes()) || decimals.bytes().any(|byte| !byte.is_ascii_digit()) {
            *out += number;
            return;
        }
        let mut left = whole.bytes().filter(u8::is_ascii_digit).count();
        let (grouped, size) = (left < whole.len(), if self.pairs { 2 } else { 3 });
        for byte in whole.bytes().filter(u8::is_ascii_digit) {
            out.push(char::from(byte));
            left -= 1;
            if grouped && left >= 3 && (left - 3).is_multiple_of(size) {
                out.push(self.group);
            }
        }
        if !decimals.is_empty() {
            out.push(self.decimal);
            *out += decimals;
        }
    }
}

/// Whether the signs between these digits are between groups: of three digits at the end, and of three or, as in
/// India, of two above; with the same sign between all of them. Digits without a sign are one group.
pub(crate) fn are_groups(text: &[u8]) -> bool {
    let (mut sign, mut digits, mut fine) = (0, 0, true);
    for byte in text {
        if byte.is_ascii_digit() {
            digits += 1;
            continue;
        }
        let is_first = sign == 0;
        fine &= matches!(digits, 2..=3) || is_first && digits == 1;
        fine &= is_first || sign == *byte;
        (sign, digits) = (*byte, 0);
    }
    sign == 0 || fine && digits == 3 && text[0] != b'0'
}

#[cfg(test)]
mod tests {
    use super::*;

    const GERMAN: Numerals = Numerals { decimal: ',', group: '.', pairs: false };
    const INDIAN: Numerals = Numerals { decimal: '.', group: ',', pairs: true };

    #[test]
    fn a_sample_tells_the_separators() {
        for (sample, numerals) in [
            ("12,345,678.5", Numerals::ENGLISH),
            ("12.345.678,5", GERMAN),
            ("1,23,45,678.5", INDIAN),
            (
                "12\u{202f}345\u{202f}678,5",
                Numerals { decimal: ',', group: '\u{202f}', pairs: false },
            ),
            ("12’345’678.5", Numerals { decimal: '.', group: '’', pairs: false }),
            ("١٢٬٣٤٥٬٦٧٨٫٥", Numerals::ENGLISH),
            ("12345678.5", Numerals::ENGLISH),
            ("", Numerals::ENGLISH),
        ] {
            assert_eq!(Numerals::of(sample), numerals, "{sample}");
        }
    }

    #[test]
    fn numbers_are_written_with_them() {
        for (numerals, x, text) in [
            (Numerals::ENGLISH, 1_234_567.5, "1,234,567.5"),
            (GERMAN, 1_234_567.5, "1.234.567,5"),
            (GERMAN, 0.0055, "0,0055"),
            (GERMAN, -1000.0, "-1.000"),
            (INDIAN, 1_234_567.5, "12,34,567.5"),
            (INDIAN, 123_456.0, "1,23,456"),
            (INDIAN, 12_345_678.0, "1,23,45,678"),
            (INDIAN, 999.0, "999"),
        ] {
            assert_eq!(numerals.exact(x), text);
        }
    }

    #[test]
    fn numbers_inside_sentences_are_written_so_too_and_nothing_else_is() {
        for (english, german) in [
            (
                "5 nodes hold 1,500,000 assertions at 0.5 a second.",
                "5 nodes hold 1.500.000 assertions at 0,5 a second.",
            ),
            ("$1,392.50, of which 12.5% is disk", "$1.392,50, of which 12,5% is disk"),
            ("3 × m5.2xlarge or Standard_D2.5s_v5", "3 × m5.2xlarge or Standard_D2.5s_v5"),
            ("The guide of 2026-02-11, in 1, 2 and 3.", "The guide of 2026-02-11, in 1, 2 and 3."),
            ("1.5M, 2.5K", "1,5M, 2,5K"),
            ("(1,000 x 0.005) + 2 = 7 vCPU", "(1.000 x 0,005) + 2 = 7 vCPU"),
            ("1,2,3 and 1,000.", "1,2,3 and 1.000."),
            ("version 1.2.3 and 10.0.0.1", "version 1.2.3 and 10.0.0.1"),
            ("“1.5”–2.5 … .5", "“1,5”–2,5 … .5"),
        ] {
            assert_eq!(GERMAN.localize(english), german);
            assert_eq!(Numerals::ENGLISH.localize(english), english);
        }
        assert_eq!(INDIAN.localize("from 1,000,000"), "from 10,00,000");
    }
}

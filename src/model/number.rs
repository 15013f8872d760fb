//! Arithmetic that every formula shares: cleaning of rounding noise, ladders, plain number text.

/// Significant digits kept by [`tidy`]; far below what the guide's coefficients carry, far above
/// what binary rounding disturbs.
const TIDY_DIGITS: i32 = 12;

/// Removes binary rounding noise by keeping 12 significant digits.
///
/// Without it `8.000000000000002` vCPU would be provisioned as 16. Monotonic, so "more load never
/// needs less" survives it. Zero and non-finite values pass through unchanged.
#[must_use]
pub fn tidy(x: f64) -> f64 {
    round_significant(x, TIDY_DIGITS)
}

/// `x` rounded to `digits` significant digits.
#[must_use]
pub fn round_significant(x: f64, digits: i32) -> f64 {
    if x == 0.0 || !x.is_finite() {
        return x;
    }
    #[expect(clippy::cast_possible_truncation)]
    let exponent = digits - 1 - x.abs().log10().floor() as i32;
    // Two branches, because only the non-negative powers of ten are exact.
    if exponent >= 0 {
        let scale = 10f64.powi(exponent);
        if scale.is_finite() {
            (x * scale).round() / scale
        } else {
            x
        }
    } else {
        let scale = 10f64.powi(-exponent);
        (x / scale).round() * scale
    }
}

/// The smallest step of `ladder` that is at least `x`; past its last step, the next multiple of
/// that step. `ladder` is ascending and not empty.
#[must_use]
pub fn ceil_to(x: f64, ladder: &[f64]) -> f64 {
    let last = ladder[ladder.len() - 1];
    ladder
        .iter()
        .copied()
        .find(|step| x <= *step)
        .unwrap_or_else(|| (x / last).ceil() * last)
}

/// The smallest power of two, from 1, of which `x` is at most the share `full` (0 .. 1].
#[must_use]
pub fn power_of_two_for(x: f64, full: f64) -> f64 {
    let mut size = 1.0;
    while x > full * size && size < f64::MAX / 4.0 {
        size *= 2.0;
    }
    size
}

/// A number as plain text: at most six significant digits, no grouping, no exponent.
///
/// Used where text must not depend on a locale: formulas, notices, files. `1000`, `0.0055`, `2.27`.
#[must_use]
pub fn plain(x: f64) -> String {
    exact(round_significant(x, 6))
}

/// A number as the shortest plain text that reads back as the same number.
#[must_use]
pub fn exact(x: f64) -> String {
    // Adding zero turns -0 into 0.
    (x + 0.0).to_string()
}

/// [`plain`] with `k`, `M` or `B` for round thousands, as the guide writes limits: `10K`, `1M`.
#[must_use]
pub fn short(x: f64) -> String {
    let (scale, suffix) = match x.abs() {
        v if v >= 1e9 => (1e9, "B"),
        v if v >= 1e6 => (1e6, "M"),
        v if v >= 1e3 => (1e3, "K"),
        _ => (1.0, ""),
    };
    exact(round_significant(x / scale, 4)) + suffix
}

/// Why a text is not a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParseNumberError {
    /// Nothing was written.
    Empty,
    /// A comma that does not group thousands: `1,5`.
    Comma,
    /// Anything else.
    NotANumber,
}

impl ParseNumberError {
    /// One plain sentence for the person who wrote the text.
    #[must_use]
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Empty => "Enter a number.",
            Self::Comma => {
                "Write decimals with a point (1.5) and thousands as 1,000 or without commas."
            }
            Self::NotANumber => "That is not a number. Try 250k, 1.5M or 1,000,000.",
        }
    }
}

/// Reads a number as people write it: `1000`, `1,000,000`, `1 000 000`, `250k`, `1.5M`, `2B`, `1e6`.
///
/// # Errors
/// [`ParseNumberError`] for anything else, infinities and NaN included.
pub fn parse(text: &str) -> Result<f64, ParseNumberError> {
    let mut digits: String = text
        .trim()
        .chars()
        .filter(|c| !matches!(c, '_' | ' ' | '\u{a0}' | '\u{202f}'))
        .collect();
    if digits.is_empty() {
        return Err(ParseNumberError::Empty);
    }
    let scale = match digits.chars().last() {
        Some('k' | 'K') => 1e3,
        Some('m' | 'M') => 1e6,
        Some('b' | 'B' | 'g' | 'G') => 1e9,
        _ => 1.0,
    };
    if scale > 1.0 {
        digits.pop();
    }
    if digits.contains(',') {
        if !groups_thousands(&digits) {
            return Err(ParseNumberError::Comma);
        }
        digits.retain(|c| c != ',');
    }
    // Rust also reads "inf", "nan" and "infinity"; people who write those mean nothing we can size.
    if !digits
        .bytes()
        .all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+' | b'e' | b'E'))
    {
        return Err(ParseNumberError::NotANumber);
    }
    let value = digits.parse::<f64>().map_err(|_| ParseNumberError::NotANumber)? * scale;
    if !value.is_finite() {
        return Err(ParseNumberError::NotANumber);
    }
    // 1.1 x 1e6 is 1100000.0000000002 in binary; the person wrote 1100000.
    Ok(if scale > 1.0 { tidy(value) } else { value } + 0.0)
}

/// Whether every comma in `digits` sets off a group of three digits before the decimal point.
fn groups_thousands(digits: &str) -> bool {
    let whole = digits.split('.').next().unwrap_or_default();
    let mut groups = whole.trim_start_matches(['-', '+']).split(',');
    let digits_only = |g: &str| g.bytes().all(|b| b.is_ascii_digit());
    let first = groups.next().unwrap_or_default();
    digits.matches(',').count() == whole.matches(',').count()
        && (1..=3).contains(&first.len())
        && digits_only(first)
        && groups.all(|g| g.len() == 3 && digits_only(g))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_numbers_as_people_write_them() {
        for (text, value) in [
            ("1000", 1e3),
            (" 1,000,000 ", 1e6),
            ("250k", 250e3),
            ("250 K", 250e3),
            ("1.5M", 1.5e6),
            ("2B", 2e9),
            ("1e6", 1e6),
            ("1_000", 1e3),
            ("1\u{202f}000", 1e3),
            ("12,345.5", 12_345.5),
            ("-3", -3.0),
            ("0", 0.0),
            (".5", 0.5),
        ] {
            assert_eq!(parse(text), Ok(value), "{text:?}");
        }
    }

    #[test]
    fn refuses_what_is_not_a_number() {
        use ParseNumberError::{Comma, Empty, NotANumber};
        for (text, error) in [
            ("", Empty),
            ("  ", Empty),
            ("1,5", Comma),
            ("1,0000", Comma),
            (",5", Comma),
            ("1.5,000", Comma),
            ("inf", NotANumber),
            ("NaN", NotANumber),
            ("1e999", NotANumber),
            ("1e308k", NotANumber),
            ("0x10", NotANumber),
            ("k", NotANumber),
            ("twelve", NotANumber),
            ("1-2", NotANumber),
        ] {
            assert_eq!(parse(text), Err(error), "{text:?}");
        }
    }

    #[test]
    fn tidy_removes_only_noise() {
        assert_eq!(tidy(8.000_000_000_000_002), 8.0);
        assert_eq!(tidy(0.1 + 0.2), 0.3);
        assert_eq!(tidy(123_456_789.123), 123_456_789.123);
        assert_eq!(tidy(0.0), 0.0);
        assert_eq!(tidy(5e-324), 5e-324);
    }

    #[test]
    fn ladders_end_in_multiples_of_their_last_step() {
        let ladder = [1.0, 2.0, 4.0];
        for (x, step) in [(0.0, 1.0), (1.0, 1.0), (1.1, 2.0), (4.0, 4.0), (4.1, 8.0), (9.0, 12.0)] {
            assert_eq!(ceil_to(x, &ladder), step, "{x}");
        }
    }

    #[test]
    fn plain_text_has_no_noise_and_no_exponent() {
        for (x, text) in [
            (1000.0, "1000"),
            (2.27, "2.27"),
            (0.0055, "0.0055"),
            (1e9, "1000000000"),
            (1.0 / 3.0, "0.333333"),
            (-0.0, "0"),
        ] {
            assert_eq!(plain(x), text);
        }
        assert_eq!(short(50_000.0), "50K");
        assert_eq!(short(1.5e6), "1.5M");
    }
}

//! Arithmetic that every formula shares: cleaning of rounding noise, ladders, plain number text.

/// Significant digits kept by [`tidy`]; far below what the guide's coefficients carry, far above
/// what binary rounding disturbs.
const TIDY_DIGITS: i32 = 12;

/// The smallest whole number with more digits than that.
const MORE_THAN_TIDY: f64 = 1e12;

/// Removes binary rounding noise by keeping 12 significant digits.
///
/// Without it `8.000000000000002` vCPU would be provisioned as 16. Monotonic, so "more load never
/// needs less" survives it. Zero and non-finite values pass through unchanged.
#[must_use]
pub fn tidy(x: f64) -> f64 {
    let size = x.abs();
    if !(1e-10..1e11).contains(&size) {
        return round_significant(x, TIDY_DIGITS);
    }
    if nearest_even(size) == size {
        return x;
    }
    // What a sizing and a plan spend most of their time on, so the usual numbers take a shorter way to the
    // same result: no search for their power of ten, and no branch that depends on it.
    let most = (TIDY_DIGITS - 1 - at_most_magnitude(size)).unsigned_abs() as usize;
    let has_more_digits = size * POWERS_OF_TEN[most] >= MORE_THAN_TIDY;
    let power = POWERS_OF_TEN[most - usize::from(has_more_digits)];
    (half_up(size * power) / power).copysign(x)
}

/// `x` rounded to `digits` significant digits.
#[must_use]
pub fn round_significant(x: f64, digits: i32) -> f64 {
    if x == 0.0 || !x.is_finite() {
        return x;
    }
    let exponent = digits - 1 - magnitude(x.abs());
    let shifted = shift_decimal(x, exponent);
    if shifted.is_finite() { shift_decimal(round(shifted), -exponent) } else { x }
}

/// `x` as a value is shown that nobody typed, because it follows from others: two decimals are enough of it.
#[must_use]
pub fn two_decimals(x: f64) -> f64 {
    tidy((x * 100.0).round() / 100.0)
}

/// The smallest step of `ladder` that is at least `x`; past its last step, the next multiple of
/// that step. `ladder` is ascending and not empty.
#[must_use]
pub fn ceil_to(x: f64, ladder: &[f64]) -> f64 {
    let last = ladder[ladder.len() - 1];
    ladder.iter().copied().find(|step| x <= *step).unwrap_or_else(|| (x / last).ceil() * last)
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

/// A number as plain text that [`parse`] reads back as the same number, as long as the number has no
/// more than the 12 significant digits that [`tidy`] leaves. Infinities and NaN, which no formula
/// gives, are written `0`.
///
/// Written here rather than taken from the standard library, whose conversions in both directions
/// handle every last bit and are a tenth of the page's bytes.
#[must_use]
pub fn exact(x: f64) -> String {
    let size = x.abs();
    if size == 0.0 || !size.is_finite() {
        return "0".to_owned();
    }
    let mut shift = TIDY_DIGITS - 1 - magnitude(size);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "13 digits")]
    let mut digits = shift_decimal(size, shift).round() as u64;
    while digits.is_multiple_of(10) {
        digits /= 10;
        shift -= 1;
    }
    let mut text = digits.to_string();
    if shift <= 0 {
        text.extend(std::iter::repeat_n('0', shift.unsigned_abs() as usize));
    } else {
        let after_point = shift.unsigned_abs() as usize;
        while text.len() <= after_point {
            text.insert(0, '0');
        }
        text.insert(text.len() - after_point, '.');
    }
    if x < 0.0 {
        text.insert(0, '-');
    }
    text
}

/// The power of ten that `x`, positive and finite, begins with: 2 for 100 to 999.9.
///
/// Worked out from the binary exponent, because a logarithm takes longer than all the rest of [`tidy`],
/// and [`tidy`] is most of what a sizing does.
fn magnitude(x: f64) -> i32 {
    if !(1e-22..1e22).contains(&x) {
        #[expect(clippy::cast_possible_truncation, reason = "-324 .. 308")]
        return x.log10().floor() as i32;
    }
    let low = at_most_magnitude(x);
    let next = (low + 1).unsigned_abs() as usize;
    let border = if low >= -1 { POWERS_OF_TEN[next] } else { PARTS_OF_TEN[next] };
    low + i32::from(x >= border)
}

/// [`magnitude`], or one less, for a positive number from 1e-22 to 1e22.
fn at_most_magnitude(x: f64) -> i32 {
    // x is at least two to the power of `binary` and less than twice that.
    let binary = (x.to_bits() >> 52) as i32 - 1023;
    // 1233 / 4096 is the logarithm of two, near enough for so few bits.
    (binary * 1233) >> 12
}

/// The powers of ten that a binary number holds exactly.
const POWERS_OF_TEN: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
];

/// One by those, as near as binary numbers come: the quotient is the same.
const PARTS_OF_TEN: [f64; 23] = [
    1e-0, 1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-11, 1e-12, 1e-13, 1e-14,
    1e-15, 1e-16, 1e-17, 1e-18, 1e-19, 1e-20, 1e-21, 1e-22,
];

/// `x` times ten to the power of `places`. The result is the correctly rounded one for up to 22
/// places, because those powers of ten are exact.
fn shift_decimal(x: f64, places: i32) -> f64 {
    const EXACT: usize = POWERS_OF_TEN.len() - 1;
    let size = places.unsigned_abs() as usize;
    let power = POWERS_OF_TEN[size.min(EXACT)];
    let shifted = if places >= 0 { x * power } else { x / power };
    if size <= EXACT {
        return shifted;
    }
    let rest = places - places.signum() * EXACT as i32;
    shift_decimal(shifted, rest)
}

/// The nearest whole number, halves away from zero, as the standard library has it; but without a call of the
/// mathematical library, which takes longer than all the rest.
fn round(x: f64) -> f64 {
    let size = x.abs();
    if size >= WHOLE {
        return x;
    }
    half_up(size).copysign(x)
}

/// The nearest whole number of a number from 0 to [`WHOLE`], halves to the larger one.
#[inline]
fn half_up(x: f64) -> f64 {
    let even = nearest_even(x);
    if x - even == 0.5 { even + 1.0 } else { even }
}

/// Numbers from here on are whole: 2^52.
const WHOLE: f64 = 4_503_599_627_370_496.0;

/// The nearest whole number of a number from 0 to [`WHOLE`], halves to the even one: a sum with [`WHOLE`] has no
/// bits for a fraction.
#[inline]
fn nearest_even(x: f64) -> f64 {
    (x + WHOLE) - WHOLE
}

/// A number and its unit as text: `400 GB`, `70%`, and `5` where there is no unit.
#[must_use]
pub fn with_unit(number: &str, unit: &str) -> String {
    let space = if unit.is_empty() || unit.starts_with('%') { "" } else { " " };
    [number, space, unit].concat()
}

/// A number with all its digits and thousands set off by commas, as [`parse`] reads it back:
/// `1,234,567.5`. For text that must read the same in every locale: fields, sentences.
#[must_use]
pub fn grouped(x: f64) -> String {
    let digits = exact(x);
    let whole = digits.find('.').unwrap_or(digits.len());
    let first = usize::from(digits.starts_with('-'));
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, c) in digits.char_indices() {
        if i > first && i < whole && (whole - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

/// [`plain`] with thousands set off by commas, for sentences: `1,000`, `0.0055`, `99,999,800`.
#[must_use]
pub fn readable(x: f64) -> String {
    grouped(round_significant(x, 6))
}

/// A number of things: `1 node`, `3 nodes`, `1,200 nodes`.
#[must_use]
pub fn count(number: u32, thing: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    [&readable(number.into()), " ", thing, plural].concat()
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

/// Reads a number as links and files have it: `1000`, `1,000,000`, `1 000 000`, `250k`, `1.5M`, `2B`, `1e6`. Correctly
/// rounded for up to 15 digits and 22 places.
///
/// # Errors
/// [`ParseNumberError`] for anything else, infinities and NaN included.
pub fn parse(text: &str) -> Result<f64, ParseNumberError> {
    use ParseNumberError::{Comma, Empty, NotANumber};
    /// More digits than these change nothing, and would overflow.
    const MOST: u64 = 1_000_000_000_000_000_000;
    let text = text.trim();
    let (mut digits, mut places, mut scale) = (0u64, 0, 1.0);
    let (mut is_first, mut negative, mut any, mut after_point) = (true, false, false, false);
    // Digits since the last comma, and whether there is a comma, and one that does not group thousands.
    let (mut group, mut grouped, mut misplaced) = (0, false, false);
    for (at, c) in text.char_indices() {
        match c {
            '_' | ' ' | '\u{a0}' | '\u{202f}' => continue,
            // Nothing follows the letter for thousands or millions.
            _ if scale > 1.0 => return Err(NotANumber),
            '0'..='9' => {
                any = true;
                group += i32::from(!after_point);
                if digits < MOST {
                    digits = digits * 10 + (u64::from(c) - u64::from('0'));
                    places -= i32::from(after_point);
                } else {
                    places += i32::from(!after_point);
                }
            }
            '-' | '+' if is_first => negative = c == '-',
            '.' if !after_point => after_point = true,
            ',' => {
                misplaced |= after_point || !(group == 3 || !grouped && matches!(group, 1..=2));
                (group, grouped) = (0, true);
            }
            'k' | 'K' if any => scale = 1e3,
            'm' | 'M' if any => scale = 1e6,
            'b' | 'B' | 'g' | 'G' if any => scale = 1e9,
            'e' | 'E' if any => {
                let exponent = text[at + 1..].parse().ok().filter(|e| matches!(e, -999..=999));
                places += exponent.ok_or(NotANumber)?;
                break;
            }
            _ => return Err(NotANumber),
        }
        is_first = false;
    }
    if misplaced || grouped && group != 3 {
        return Err(Comma);
    }
    if !any {
        return Err(if is_first { Empty } else { NotANumber });
    }
    let value = shift_decimal(digits as f64, places) * scale;
    if !value.is_finite() {
        return Err(NotANumber);
    }
    // 1.1 x 1e6 is 1100000.0000000002 in binary; the person wrote 1100000.
    let value = if scale > 1.0 { tidy(value) } else { value };
    Ok(if negative { 0.0 - value } else { value })
}

#[cfg(test)]
mod tests;

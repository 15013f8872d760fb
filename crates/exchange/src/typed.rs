//! What somebody typed or pasted into a field, read as they meant it: in the numerals of their locale, with the
//! units and words that people write, converted to the unit of the field.
//!
//! A text is a number and what follows it. The digits may be two numbers: `2.000` is 2,000 in Berlin and 2 in
//! London. So may what follows: the `k` of `5k` among kilobytes is a kilobyte, or a thousand. [`read`] takes what
//! is possible in the field, the visitor's own way of writing first, and says what was in doubt.
//!
//! Everything that the page prints is understood: `$1,392`, `1,500 assertions`, `about 3.2 GB`, `−5`.

use crate::numerals::{Numerals, are_groups};
use model::number::{grouped, tidy, with_unit};

/// What a field takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Field<'a> {
    /// How its visitor writes numbers.
    pub numerals: Numerals,
    /// Its unit and per what, as the table of inputs has it: `assertions/s in all`, `GB per node`, `$ per month`.
    pub unit: &'a str,
    /// Its smallest and its largest value.
    pub bounds: (f64, f64),
    /// Whether only whole numbers make sense.
    pub whole: bool,
}

/// What a text says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Read {
    /// The value; `None` if the text is none, or could be either of two.
    pub value: Option<f64>,
    /// What else the text can mean.
    pub others: [Option<f64>; 2],
    /// Why it is no value, or how it was read where that is in doubt; a sentence, or empty.
    pub says: String,
}

/// A value with the unit alone, without per what, in English numerals: `2,000 GB`.
#[must_use]
pub fn write(value: f64, unit: &str) -> String {
    let end = unit.bytes().position(|byte| matches!(byte, b' ' | b'/')).unwrap_or(unit.len());
    with_unit(&grouped(value), &unit[..end])
}

/// Reads a text as a value of a field.
#[must_use]
pub fn read(text: &str, field: &Field<'_>) -> Read {
    let mut read = Read::default();
    let says = understand(text, field, &mut read);
    read.says = field.numerals.localize(&says);
    read
}

/// Finds out what a text means, and returns what is to be said about it.
fn understand(text: &str, field: &Field<'_>, read: &mut Read) -> String {
    let typed = plain(text);
    if typed.iter().all(|byte| *byte == b' ') {
        return "Enter a number.".to_owned();
    }
    let Some(Number { own, others, rest, dollar }) = split(&typed, field.numerals.decimal) else {
        return "That is not a number. Try 250k, 1.5M or 1,000,000.".to_owned();
    };
    let Some(Unit { factor, other, converted }) = unit(rest, dollar, field.unit) else {
        return ["That unit does not fit: this is in ", field.unit, "."].concat();
    };
    let (min, max) = field.bounds;
    let (mut value, mut also) = (None, [None; 2]);
    for number in [own, others] {
        for factor in [factor, other] {
            // 1.1 x 1e6 is 1100000.0000000002 in binary; the person wrote 1100000. NaN is in no range.
            let x = tidy(number * factor) + 0.0;
            if !(min..=max).contains(&x) || field.whole && x.fract() != 0.0 || value == Some(x) {
            } else if value.is_none() {
                value = Some(x);
            } else if also[0].is_none() {
                also[0] = Some(x);
            } else if also[0] != Some(x) {
                also[1] = Some(x);
            }
        }
    }
    let first = tidy(if own.is_nan() { others } else { own } * factor);
    let Some(x) = value else {
        return if first < min || first > max {
            ["Enter ", &grouped(min), " to ", &grouped(max), "."].concat()
        } else {
            ["Enter a whole number; ", &grouped(first), " is not one."].concat()
        };
    };
    if also[0].is_some() && !other.is_nan() {
        read.others = [value, also[0]];
        return "Which of these do you mean?".to_owned();
    }
    (read.value, read.others) = (value, also);
    if also[0].is_none() && !converted && !own.is_nan() && x == first {
        return String::new();
    }
    ["Read as ", &write(x, field.unit), "."].concat()
}

/// The text in plain characters and small letters: full-width ones, spaces and dashes become those of ASCII. What
/// cannot be seen, which comes along with copied text, is a space, too.
fn plain(text: &str) -> Vec<u8> {
    let mut out = String::new();
    for c in text.chars() {
        out.push(match c {
            // Full-width forms are in the order of ASCII.
            '\u{ff01}'..='\u{ff5e}' => char::from((c as u32 - 0xfee0) as u8),
            '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
            '\u{2018}' | '\u{2019}' => '\'',
            '≈' => '~',
            '_' | '\t'..='\r' | '\u{a0}' | '\u{2000}'..='\u{206f}' | '\u{3000}' | '\u{feff}' => ' ',
            c => c,
        });
    }
    out.make_ascii_lowercase();
    out.into_bytes()
}

/// A number at the beginning of a text.
struct Number<'a> {
    /// What it is as the visitor writes numbers; NaN if it is none so.
    own: f64,
    /// What it is as others do.
    others: f64,
    /// What follows it.
    rest: &'a [u8],
    /// Whether a dollar sign stands before it.
    dollar: bool,
}

/// Splits a plain text into its number and what follows. `None` if it does not begin with a number.
fn split(text: &[u8], decimal: char) -> Option<Number<'_>> {
    let mut start = text.iter().position(u8::is_ascii_digit)?;
    if start > 0 && matches!(text[start - 1], b'.' | b',') {
        start -= 1;
    }
    let before = &text[..start];
    let (mut scale, mut dollar) = (1.0, false);
    for byte in before.strip_prefix(b"about").unwrap_or(before) {
        match byte {
            b'-' if scale > 0.0 => scale = -1.0,
            b'$' => dollar = true,
            b' ' | b'+' | b'~' | b'<' => {}
            _ => return None,
        }
    }
    let (mut end, mut at) = (start, start);
    while let Some(byte) = text.get(at) {
        at += 1;
        match byte {
            b'0'..=b'9' => end = at,
            b'.' | b',' | b'\'' | b' ' => {}
            _ => break,
        }
    }
    let digits = &text[start..end];
    let mut rest = &text[end..];
    // The exponent of 1e6.
    if let [b'e', b'0'..=b'9', ..] = rest {
        let mut exponent = 0;
        while let [_, digit @ b'0'..=b'9', ..] = rest {
            exponent = 400.min(exponent * 10 + i32::from(digit - b'0'));
            rest = &rest[1..];
        }
        rest = &rest[1..];
        for _ in 0..exponent {
            scale *= 10.0;
        }
    }
    let (point, comma) = (scale * number(digits, b'.'), scale * number(digits, b','));
    let (own, others) = if decimal == '.' { (point, comma) } else { (comma, point) };
    let is_number = !own.is_nan() || !others.is_nan();
    is_number.then_some(Number { own, others, rest, dollar })
}

/// The number of these digits with this decimal sign; NaN where the signs between them make none. Correctly rounded
/// for up to 15 digits.
fn number(digits: &[u8], decimal: u8) -> f64 {
    let point = digits.iter().position(|byte| *byte == decimal).unwrap_or(digits.len());
    let (mut number, mut scale) = (0.0, 1.0);
    for (i, byte) in digits.iter().enumerate() {
        if byte.is_ascii_digit() {
            number = number * 10.0 + f64::from(byte - b'0');
            scale *= if i > point { 10.0 } else { 1.0 };
        } else if i > point {
            return f64::NAN;
        }
    }
    if are_groups(&digits[..point]) { number / scale } else { f64::NAN }
}

/// What a text after a number makes of it.
struct Unit {
    /// What the number is multiplied by.
    factor: f64,
    /// What else it could be multiplied by; NaN if nothing.
    other: f64,
    /// Whether the number is in another unit than the field.
    converted: bool,
}

/// Names, and what each of them stands for. Names are in small letters, and without the `s` of the plural where
/// they are longer than three letters.
type Names = &'static [(&'static str, f64)];

/// Large numbers.
const LARGE: Names = &[
    ("k thousand tsd tausend 千", 1e3),
    ("万 萬", 1e4),
    ("lakh lac", 1e5),
    ("m mio mn million millionen 百万", 1e6),
    ("crore cr 千万", 1e7),
    ("億 亿", 1e8),
    ("b bn g billion mrd milliard milliarde milliarden", 1e9),
];

/// Sizes, in bytes.
const SIZES: Names = &[
    ("b byte", 1.0),
    ("k kb", 1e3),
    ("m mb", 1e6),
    ("g gb", 1e9),
    ("t tb", 1e12),
    ("kib", 1024.0),
    ("mib", 1_048_576.0),
    ("gib", 1_073_741_824.0),
    ("tib", 1_099_511_627_776.0),
];

/// Times, in seconds. A year has 365 days, and a month is a twelfth of it.
const TIMES: Names = &[
    ("s sec second", 1.0),
    ("min minute", 60.0),
    ("h hr hour", 3600.0),
    ("d day", 86_400.0),
    ("w week", 604_800.0),
    ("m mo month", 2_628_000.0),
    ("y yr year", 31_536_000.0),
];

/// Words that mean the same as one in the unit of a field.
const SAME: [&str; 6] = [
    "querie query q req request qps rps",
    "vcpu cpu core",
    "machine node server",
    "% percent pct cent",
    "x × time",
    "$ usd dollar",
];

/// Words between a number of things and the time in which there are so many.
const PER: &str = "/ per a an";

/// Reads what follows a number, in a field of this unit. `None` if that is no unit of the field.
fn unit(mut text: &[u8], dollar: bool, unit: &str) -> Option<Unit> {
    let of_field = plain(unit);
    let (mut words, mut first, mut rate, mut per) = (&*of_field, &b""[..], f64::NAN, false);
    while let Some(word) = next_word(&mut words) {
        if first.is_empty() {
            first = word;
        }
        if per {
            rate = find(TIMES, word);
        }
        per = has(PER, word);
    }
    let bytes = find(SIZES, first);
    let is_size = !bytes.is_nan();
    let (names, base) = if is_size { (SIZES, bytes) } else { (TIMES, find(TIMES, first)) };

    let (mut magnitude, mut convert, mut other) = (1.0, 1.0, f64::NAN);
    per = false;
    while let Some(word) = next_word(&mut text) {
        // What the page writes in brackets is no unit: "500 (auto)".
        if word == b"(" {
            break;
        }
        let (time, size, large) = (find(TIMES, word), find(names, word) / base, find(LARGE, word));
        if per && !time.is_nan() {
            // NaN where the field is no rate.
            convert *= rate / time;
        } else if !size.is_nan() {
            if !other.is_nan() {
                // The letter before was no size: "5 k GB".
                (magnitude, convert) = (other, 1.0);
            }
            convert *= size;
            // A letter alone could be a large number among sizes. Nobody has a million months.
            other = if is_size { magnitude * large } else { f64::NAN };
        } else if !large.is_nan() {
            magnitude *= large;
        } else if !has(PER, word) && !is_of(word, &of_field) {
            return None;
        }
        per = has(PER, word);
    }
    let converted = convert != 1.0;
    // A share of a year is no twelfth of it in a month.
    let fits = !convert.is_nan() && !(converted && first == b"%") && (!dollar || first == b"$");
    fits.then_some(Unit { factor: magnitude * convert, other, converted })
}

/// Whether a word is in the unit of a field, or means the same as one that is.
fn is_of(word: &[u8], mut unit: &[u8]) -> bool {
    while let Some(known) = next_word(&mut unit) {
        if known == word || SAME.iter().any(|words| has(words, word) && has(words, known)) {
            return true;
        }
    }
    false
}

/// What a character is to words: nothing, a letter, a sign that is a word of its own, or none of ASCII.
fn kind(byte: u8) -> u8 {
    match byte {
        b' ' | b'.' | b',' | b';' | b':' | b'!' | b'?' => 0,
        b'a'..=b'z' => 1,
        128.. => 2,
        _ => 3,
    }
}

/// Takes the next word from a text, without the `s` of a plural where it is longer than three letters: `5 queries/s`
/// has `5`, `querie`, `/` and `s`.
fn next_word<'a>(text: &mut &'a [u8]) -> Option<&'a [u8]> {
    let start = text.iter().position(|byte| kind(*byte) > 0)?;
    let of = kind(text[start]);
    let mut end = start + 1;
    while of < 3 && text.get(end).is_some_and(|byte| kind(*byte) == of) {
        end += 1;
    }
    let mut word = &text[start..end];
    *text = &text[end..];
    if word.len() > 3 {
        word = word.strip_suffix(b"s").unwrap_or(word);
    }
    Some(word)
}

/// What a name stands for; NaN if it is not among them.
fn find(names: Names, word: &[u8]) -> f64 {
    names.iter().find(|(names, _)| has(names, word)).map_or(f64::NAN, |(_, value)| *value)
}

/// Whether a word is one of several.
fn has(words: &str, word: &[u8]) -> bool {
    words.as_bytes().split(|byte| *byte == b' ').any(|known| known == word)
}

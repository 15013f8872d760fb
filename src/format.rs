//! Numbers and dates for people: numbers in the numerals of the visitor's locale, or of the one that a page
//! around a frame asks for; words and the names of months in English, as everything on the page.
//!
//! What the model writes has English numerals. Whoever shows it puts it through [`local`], once.

use std::cell::Cell;

use exchange::numerals::Numerals;
use model::advice::verdict::{PlainWords, Words};
use model::forecast::date::Date;
use model::number::{grouped, round_significant, tidy};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;

use crate::dom::document;

thread_local! {
    static NUMERALS: Cell<Numerals> = const { Cell::new(Numerals::ENGLISH) };
}

#[wasm_bindgen]
extern "C" {
    /// A number, as JavaScript has it.
    type Sample;
    #[wasm_bindgen(method, js_name = toLocaleString)]
    fn written(this: &Sample, locale: Option<String>) -> String;
}

/// Finds out how the visitor writes numbers. The page asks once, before it shows any.
pub fn ask_for_numerals() {
    // The loader has checked that the browser knows it.
    let root = document().document_element();
    let locale = root.and_then(|root| root.get_attribute("data-locale"));
    let sample = JsValue::from(Numerals::SAMPLE).unchecked_into::<Sample>().written(locale);
    NUMERALS.set(Numerals::of(&sample));
}

/// How the visitor writes numbers.
pub fn numerals() -> Numerals {
    NUMERALS.get()
}

/// A text of the model, which has English numerals, in those of the visitor.
pub fn local(text: &str) -> String {
    numerals().localize(text)
}

/// A month: `January 2027`.
pub fn month_year(date: Date) -> String {
    PlainWords { today: date }.month(0)
}

/// A month where there is little room: `Jan 2027`.
pub fn short_month(date: Date) -> String {
    let month = month_year(date);
    [&month[..3], &month[month.len() - 5..]].concat()
}

/// A month so many months from today, where there is little room.
pub fn short_month_in(months: u32) -> String {
    short_month(today().add_months(months))
}

/// For the model's sentences: amounts and months as the page's figures have them, in English numerals, as all that
/// [`local`] takes.
pub struct Plain;

impl Words for Plain {
    fn dollars(&self, cents: i64) -> String {
        dollars_of(cents as f64 / 100.0)
    }

    fn month(&self, months: u32) -> String {
        month_year(today().add_months(months))
    }

    fn percent(&self, share: f64) -> String {
        percent_of(share)
    }
}

/// A time in milliseconds since 1970, in the visitor's time zone: `Jan 20 2027 14:05`.
pub fn moment(time: u64) -> String {
    // JavaScript's own format is English everywhere: "Wed Jan 20 2027 14:05:00 GMT".
    let text = String::from(js_sys::Date::new(&(time as f64).into()).to_string());
    text.get(4..21).unwrap_or_default().to_owned()
}

/// Today, by the visitor's clock and in their time zone.
pub fn today() -> Date {
    let now = js_sys::Date::new_0();
    Date {
        year: now.get_full_year().cast_signed(),
        month: now.get_month() + 1,
        day: now.get_date(),
    }
}

/// A figure with sensible rounding: three digits, or all of a whole number.
pub fn figure(x: f64) -> String {
    exact(if x >= 100.0 { x.round() } else { round_significant(x, 3) })
}

/// A number with every digit that it was given.
pub fn exact(x: f64) -> String {
    local(&grouped(x))
}

/// A share of one, as per cent.
pub fn percent(x: f64) -> String {
    local(&percent_of(x))
}

fn percent_of(x: f64) -> String {
    grouped(tidy(x * 100.0).round()) + "%"
}

/// A number to be spoken: `100 thousand`.
pub fn spoken(x: f64) -> String {
    local(&large(x, &["", " thousand", " million", " billion", " trillion"]))
}

/// A number with four digits and a word of its size.
fn large(x: f64, words: &[&str]) -> String {
    let (x, word) = scaled(round_significant(x, 4), words);
    grouped(x) + word
}

/// A number in the largest of some units that it has one of, each a thousand of the one before; and that unit.
fn scaled<'a>(mut x: f64, units: &[&'a str]) -> (f64, &'a str) {
    let mut unit = 0;
    while x >= 1e3 && unit + 1 < units.len() {
        x /= 1e3;
        unit += 1;
    }
    (tidy(x), units[unit])
}

/// A size in GB, in the unit that reads best.
pub fn gigabytes(x: f64) -> String {
    let (x, unit) =
        if x > 0.0 { scaled(x * 1e3, &[" MB", " GB", " TB", " PB"]) } else { (x, " GB") };
    figure(x) + unit
}

/// A speed in Mbps, in the unit that reads best.
pub fn megabits(x: f64) -> String {
    let (x, unit) = scaled(x, &[" Mbps", " Gbps", " Tbps"]);
    figure(x) + unit
}

/// US dollars and cents. What costs something is never shown as nothing: `<$0.01`.
pub fn money(x: f64) -> String {
    if x > 0.0 && x < 0.005 {
        return ["<", &money(0.01)].concat();
    }
    let text = grouped((x.abs() * 100.0).round() / 100.0);
    let zeros = match text.split_once('.') {
        None => ".00",
        Some((_, decimals)) if decimals.len() == 1 => "0",
        Some(_) => "",
    };
    local(&[sign(x), "$", &text, zeros].concat())
}

/// US dollars without cents; from ten million on four digits, because no estimate knows more.
pub fn dollars(x: f64) -> String {
    local(&dollars_of(x))
}

fn dollars_of(x: f64) -> String {
    let size = x.abs();
    let text =
        if size < 1e7 { grouped(size.round()) } else { large(size, &["", "K", "M", "B", "T"]) };
    [sign(x), "$", &text].concat()
}

fn sign(x: f64) -> &'static str {
    if x < 0.0 { "-" } else { "" }
}

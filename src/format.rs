//! Numbers and dates for people, in the visitor's locale, or in the one that a page around a frame asks for.

use std::cell::RefCell;

use js_sys::{Array, Function, Intl, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::dom::document;
use model::advice::verdict::Words;
use model::forecast::date::Date;

/// How a number or a date is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    /// At most this many significant digits.
    Significant(u8),
    /// Whole, with all digits.
    Whole,
    /// A share of one, as whole per cent.
    Percent,
    /// US dollars with this many decimal places.
    Money(u8),
    /// Many US dollars: `$2.674T`.
    ManyDollars,
    /// `100 thousand`, to be spoken.
    Spoken,
    /// `January 2027`, of a date.
    Month,
    /// `Jan 2027`, of a date.
    ShortMonth,
    /// `20 January 2027`, of a date.
    Day,
    /// `20 Jan 2027, 14:05`, in the visitor's time zone.
    Moment,
}

/// How many texts are remembered at most.
const REMEMBERED: usize = 128;

thread_local! {
    /// Creating a formatter costs far more than using it.
    static FORMATTERS: RefCell<Vec<(Style, Function)>> = const { RefCell::new(Vec::new()) };
    /// The last texts, each at an index that follows from its number: while a slider moves, most figures stay what they
    /// were, and to ask the browser for a text costs far more than to look it up.
    static TEXTS: RefCell<Vec<(Style, u64, String)>> = const { RefCell::new(Vec::new()) };
}

fn formatter(style: Style) -> Function {
    FORMATTERS.with_borrow_mut(|known| {
        if let Some((_, format)) = known.iter().find(|(s, _)| *s == style) {
            return format.clone();
        }
        let options = Object::new();
        let set = |name: &str, value: JsValue| {
            // Setting a property of a new plain object cannot fail.
            let _ = Reflect::set(&options, &name.into(), &value);
        };
        match style {
            Style::Significant(digits) => set("maximumSignificantDigits", digits.into()),
            Style::Whole => set("maximumFractionDigits", 0.into()),
            Style::Money(_) | Style::ManyDollars => {
                set("style", "currency".into());
                set("currency", "USD".into());
                set("currencyDisplay", "narrowSymbol".into());
                if let Style::Money(places) = style {
                    set("minimumFractionDigits", places.into());
                    set("maximumFractionDigits", places.into());
                } else {
                    set("notation", "compact".into());
                    set("maximumSignificantDigits", 4.into());
                }
            }
            Style::Percent => {
                set("style", "percent".into());
                set("maximumFractionDigits", 0.into());
            }
            Style::Spoken => {
                set("notation", "compact".into());
                set("compactDisplay", "long".into());
                set("maximumSignificantDigits", 4.into());
            }
            Style::Moment => {
                set("dateStyle", "medium".into());
                set("timeStyle", "short".into());
            }
            Style::Month | Style::ShortMonth | Style::Day => {
                // Days are days of the calendar, in no time zone.
                set("timeZone", "UTC".into());
                let short = style == Style::ShortMonth;
                // The whole year: some people read "Jan 27" as a day.
                set("year", "numeric".into());
                set("month", if short { "short" } else { "long" }.into());
                if style == Style::Day {
                    set("day", "numeric".into());
                }
            }
        }
        let locales = Array::new();
        // The loader has checked that the browser knows it.
        let root = document().document_element();
        if let Some(locale) = root.and_then(|root| root.get_attribute("data-locale")) {
            locales.push(&locale.into());
        }
        let format = match style {
            Style::Month | Style::ShortMonth | Style::Day | Style::Moment => {
                Intl::DateTimeFormat::new(&locales, &options).format()
            }
            _ => Intl::NumberFormat::new(&locales, &options).format().unchecked_into::<Function>(),
        };
        known.push((style, format.clone()));
        format
    })
}

fn format_date(style: Style, date: Date) -> String {
    format(style, f64::from(date.days()) * 86_400_000.0)
}

/// A month: `January 2027`.
pub fn month_year(date: Date) -> String {
    format_date(Style::Month, date)
}

/// A month where there is little room: `Jan 2027`.
pub fn short_month(date: Date) -> String {
    format_date(Style::ShortMonth, date)
}

/// A month so many months from today, where there is little room.
pub fn short_month_in(months: u32) -> String {
    short_month(today().add_months(months))
}

/// The visitor's locale, for the model's sentences.
pub struct Local;

impl Words for Local {
    fn dollars(&self, cents: i64) -> String {
        dollars(cents as f64 / 100.0)
    }

    fn month(&self, months: u32) -> String {
        month_year(today().add_months(months))
    }

    fn percent(&self, share: f64) -> String {
        percent(share)
    }
}

/// A time in milliseconds since 1970, in the visitor's time zone.
pub fn moment(time: u64) -> String {
    format(Style::Moment, time as f64)
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

fn format(style: Style, x: f64) -> String {
    let bits = x.to_bits();
    // Round numbers differ in their upper bits only.
    let index = (bits.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize % REMEMBERED;
    TEXTS.with_borrow_mut(|texts| {
        if texts.is_empty() {
            texts.resize(REMEMBERED, (style, f64::NAN.to_bits(), String::new()));
        }
        let text = &mut texts[index];
        if (text.0, text.1) != (style, bits) {
            *text = (style, bits, written(style, x));
        }
        text.2.clone()
    })
}

fn written(style: Style, x: f64) -> String {
    formatter(style)
        .call1(&JsValue::UNDEFINED, &x.into())
        .ok()
        .and_then(|s| s.as_string())
        .unwrap_or_default()
}

/// A figure with sensible rounding: three digits, or all of a whole number.
pub fn figure(x: f64) -> String {
    if x >= 100.0 { format(Style::Whole, x) } else { format(Style::Significant(3), x) }
}

/// A number with every digit that it was given.
pub fn exact(x: f64) -> String {
    format(Style::Significant(15), x)
}

/// A share of one, as per cent.
pub fn percent(x: f64) -> String {
    format(Style::Percent, x)
}

/// A number to be spoken: `100 thousand`.
pub fn spoken(x: f64) -> String {
    format(Style::Spoken, x)
}

/// A size in GB, in the unit that reads best.
pub fn gigabytes(x: f64) -> String {
    if x == 0.0 {
        "0 GB".to_owned()
    } else if x < 1.0 {
        format!("{} MB", figure(x * 1e3))
    } else if x >= 1e6 {
        format!("{} PB", figure(x / 1e6))
    } else if x >= 1e3 {
        format!("{} TB", figure(x / 1e3))
    } else {
        format!("{} GB", figure(x))
    }
}

/// A speed in Mbps, in the unit that reads best.
pub fn megabits(x: f64) -> String {
    if x >= 1e6 {
        format!("{} Tbps", figure(x / 1e6))
    } else if x >= 1e3 {
        format!("{} Gbps", figure(x / 1e3))
    } else {
        format!("{} Mbps", figure(x))
    }
}

/// US dollars and cents. What costs something is never shown as nothing: `<$0.01`.
pub fn money(x: f64) -> String {
    if x > 0.0 && x < 0.005 {
        return ["<", &money(0.01)].concat();
    }
    format(Style::Money(2), x)
}

/// US dollars without cents; from ten million on four digits, because no estimate knows more.
pub fn dollars(x: f64) -> String {
    format(if x.abs() < 1e7 { Style::Money(0) } else { Style::ManyDollars }, x)
}

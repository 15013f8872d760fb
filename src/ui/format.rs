//! Numbers for people, in the visitor's locale.

use std::cell::RefCell;

use js_sys::{Array, Function, Intl, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// How a number is to look.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    /// At most this many significant digits.
    Significant(u8),
    /// Whole, with all digits.
    Whole,
    /// A share of one, as whole per cent.
    Percent,
    /// `100 thousand`, to be spoken.
    Spoken,
}

thread_local! {
    /// Building a formatter costs far more than using it.
    static FORMATTERS: RefCell<Vec<(Style, Function)>> = const { RefCell::new(Vec::new()) };
}

fn formatter(style: Style) -> Function {
    FORMATTERS.with_borrow_mut(|known| {
        if let Some((_, format)) = known.iter().find(|(s, _)| *s == style) {
            return format.clone();
        }
        let options = Object::new();
        let set = |name: &str, value: JsValue| {
            // Setting a property of a fresh plain object cannot fail.
            let _ = Reflect::set(&options, &name.into(), &value);
        };
        match style {
            Style::Significant(digits) => set("maximumSignificantDigits", digits.into()),
            Style::Whole => set("maximumFractionDigits", 0.into()),
            Style::Percent => {
                set("style", "percent".into());
                set("maximumFractionDigits", 0.into());
            }
            Style::Spoken => {
                set("notation", "compact".into());
                set("compactDisplay", "long".into());
                set("maximumSignificantDigits", 4.into());
            }
        }
        let format =
            Intl::NumberFormat::new(&Array::new(), &options).format().unchecked_into::<Function>();
        known.push((style, format.clone()));
        format
    })
}

fn format(style: Style, x: f64) -> String {
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

/// Whole US dollars.
pub fn dollars(x: f64) -> String {
    format!("${}", format(Style::Whole, x))
}

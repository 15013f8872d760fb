//! The browser's clock, set to something else while a test needs it.

use js_sys::Function;
use wasm_bindgen::JsValue;

/// Puts the clock back when it is dropped.
pub struct Clock;

impl Clock {
    /// `new Date()` is noon of this day. `Date.now()` goes on as usual, so that timers work. Months count from 1.
    pub fn on_day(year: i32, month: i32, day: i32) -> Self {
        set(&format!(
            "class extends Real {{ constructor(...given) {{ super(...(given.length ? given : [{year}, {month} - 1, {day}, 12])) }} }}"
        ));
        Self
    }

    /// `Date.now()` stands still: whatever waits for things to come to rest waits until the clock goes on.
    pub fn stopped() -> Self {
        set("class extends Real { static now() { return 1e12 } }");
        Self
    }

    /// `Date.now()` is so many milliseconds after the real time; negative is before.
    pub fn moved(milliseconds: f64) -> Self {
        set(&format!(
            "class extends Real {{ static now() {{ return Real.now() + {milliseconds} }} }}"
        ));
        Self
    }
}

fn set(class: &str) {
    run(&format!("const Real = window.RealDate ??= Date; window.Date = {class}"));
}

impl Drop for Clock {
    fn drop(&mut self) {
        run("if (window.RealDate) window.Date = window.RealDate");
    }
}

fn run(script: &str) {
    Function::new_no_args(script).call0(&JsValue::UNDEFINED).expect("a script that runs");
}

/// A month as the browser writes it: `January 2027`.
pub fn month(year: i32, month: i32) -> String {
    written(year, month, 1, "year: 'numeric', month: 'long'")
}

fn written(year: i32, month: i32, day: i32, parts: &str) -> String {
    let script = format!(
        "const Real = window.RealDate ?? Date;
        return new Real({year}, {month} - 1, {day}).toLocaleDateString(undefined, {{ {parts} }})"
    );
    let text = Function::new_no_args(&script).call0(&JsValue::UNDEFINED).expect("a date");
    text.as_string().expect("a text")
}

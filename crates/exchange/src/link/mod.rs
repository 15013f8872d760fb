//! Share links: the fragment `v=1&a=100000&q=1000` that carries a scenario exactly.
//!
//! A link is untrusted. Whatever it holds, [`parse`] gives a usable scenario and a notice for
//! everything that it did not take as written.

pub mod comparison;
pub mod mend;
pub mod snapshot;

use serde::Serialize;

use crate::export::monitoring::Settings;
use crate::link::snapshot::Pin;
use model::inputs::{INPUTS, Input, Key};
use model::number::{self, exact};
use model::pricing::price_overrides::{OwnPriceError, OwnPrices};
use model::scenario::{Adjusted, DEPENDENT, Scenario};

/// Version of the link format that this program writes, and the newest that it knows.
pub const VERSION: u32 = 1;

/// Notices given for one link at most; a damaged link would otherwise bury the page.
const MAX_NOTICES: usize = 20;

/// Characters of foreign text that a notice quotes at most.
const MAX_QUOTE: usize = 40;

/// Bytes of one scenario to compare with, at most.
const MAX_COMPARED: usize = 4_000;

/// Something in a link that was not taken as written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Notice {
    /// The key that it is about, as written (shortened).
    pub key: String,
    /// One plain sentence.
    pub message: String,
}

/// What a link was understood to say.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parsed {
    /// The scenario; the default where nothing was said.
    pub scenario: Scenario,
    /// What was not taken as written.
    pub notices: Vec<Notice>,
    /// What the link's maker saw, if it says so.
    pub pin: Option<Pin>,
    /// What it is to be compared with, as written, beginning with `&`: see [`crate::link::comparison`].
    pub end: String,
    /// How the deployment is monitored, as written, beginning with `&`: see
    /// [`crate::export::monitoring::Settings`].
    pub watch: String,
}

/// Writes a scenario as a link fragment, without `#`: the version, then what differs from the
/// defaults, in the order of the table of inputs.
#[must_use]
pub fn format(scenario: &Scenario) -> String {
    let mut link = format!("v={VERSION}");
    for input in &INPUTS {
        if let Some(value) = scenario.get(input.key)
            && !scenario.is_default(input.key)
        {
            link.push('&');
            link.push_str(input.code);
            link.push('=');
            link.push_str(&input.write(value));
        }
    }
    for (code, value) in scenario.own_prices.iter() {
        link += &["&", &code, "=", &exact(value)].concat();
    }
    link
}

/// [`format()`], what it is compared with, and at its end what the results were computed from: a link to be
/// passed on. `end` is what [`comparison::Comparison::write`] gives. The pin comes last, so that a link whose
/// end got lost has none: see [`mend::is_cut`].
#[must_use]
pub fn pinned(scenario: &Scenario, end: &str, pin: &Pin) -> String {
    [&*format(scenario), end, "&pin=", &pin.write()].concat()
}

/// Reads a link fragment, with or without its `#`, as mail and messengers leave it: see [`mend`]. Never fails:
/// see [`Parsed::notices`].
#[must_use]
pub fn parse(fragment: &str) -> Parsed {
    let mut reader = Reader::default();
    let mut pending = Vec::new();
    for pair in mend::parts(&mend::mend(fragment)) {
        let (code, value) = pair.split_once('=').unwrap_or((pair, ""));
        if matches!(code, "vs" | "base") {
            reader.compared(pair);
            continue;
        }
        if code == "watch" {
            reader.parsed.watch = Settings::read(value).write();
            continue;
        }
        let value = decode(value);
        if code == "v" {
            reader.version(&value);
        } else if code == "pin" {
            reader.parsed.pin = Pin::read(&value);
            if reader.parsed.pin.is_none() {
                reader.notice(code, "cannot be read: the link may have been cut, and what has changed since is not known.");
            }
        } else if let Some(key) = Key::from_code(code) {
            reader.seen(key);
            // The ranges of these depend on other inputs, which may come later in the link.
            if DEPENDENT.contains(&key) {
                pending.push((key, value));
            } else {
                reader.take(key, &value);
            }
        } else if OwnPrices::is_code(code) {
            reader.take_own(code, &value);
        } else {
            reader.notice(code, "is not known to this version of the calculator and was ignored.");
        }
    }
    for (key, value) in pending {
        reader.take(key, &value);
    }
    reader.finish()
}

#[derive(Default)]
struct Reader {
    parsed: Parsed,
    seen: Vec<Key>,
    dropped: usize,
}

impl Reader {
    /// Records that something at `code` was not taken; `what` continues the sentence after the key.
    fn notice(&mut self, code: &str, what: &str) {
        if self.parsed.notices.len() == MAX_NOTICES {
            self.dropped += 1;
            return;
        }
        let key = quote(code);
        let message = format!("“{key}” {what}");
        self.parsed.notices.push(Notice { key, message });
    }

    fn version(&mut self, value: &str) {
        if value.parse() == Ok(VERSION) {
            return;
        }
        let what = if value.parse::<u32>().is_ok_and(|v| v > VERSION) {
            format!(
                "is {}: a newer version of the calculator made this link, and parts of it may be missing here.",
                quote(value)
            )
        } else {
            format!(
                "“{}” is no version of this link format; it was read as {VERSION}.",
                quote(value)
            )
        };
        self.notice("v", &what);
    }

    fn compared(&mut self, pair: &str) {
        let end = &mut self.parsed.end;
        if pair.len() > MAX_COMPARED || end.matches('&').count() == crate::link::comparison::MOST {
            self.notice("vs", "is too long, or one too many to compare, and was ignored.");
        } else {
            end.push('&');
            end.push_str(pair);
        }
    }

    fn seen(&mut self, key: Key) {
        if self.seen.contains(&key) {
            self.notice(key.input().code, "is given more than once; the last one was taken.");
        } else {
            self.seen.push(key);
        }
    }

    fn take(&mut self, key: Key, text: &str) {
        let input = key.input();
        // Whatever an earlier duplicate said is gone: the last one wins, even when it is bad.
        self.parsed.scenario.reset(key);
        if text == "auto" && input.default.is_none() {
            return;
        }
        let Some(value) = input.read(text) else {
            let default = default_text(input);
            self.notice(
                input.code,
                &format!("cannot be “{}”; its default, {default}, was taken.", quote(text)),
            );
            return;
        };
        let (min, max) = self.parsed.scenario.bounds(key);
        match self.parsed.scenario.set(key, Some(value)) {
            Ok(()) => {}
            Err(Adjusted::Clamped(to)) => self.notice(
                input.code,
                &format!(
                    "is {}, outside {} to {}; {} was taken.",
                    quote(text),
                    exact(min),
                    exact(max),
                    exact(to)
                ),
            ),
            Err(Adjusted::Rounded(to)) => self.notice(
                input.code,
                &format!(
                    "is {}, but only whole numbers fit; {} was taken.",
                    quote(text),
                    exact(to)
                ),
            ),
            Err(Adjusted::Refused) => {
                self.notice(input.code, "is not a finite number; its default was taken.");
            }
        }
    }

    fn take_own(&mut self, code: &str, text: &str) {
        let own = &mut self.parsed.scenario.own_prices;
        if own.get(code).is_some() {
            own.remove(code);
            self.notice(code, "is given more than once; the last one was taken.");
        }
        let Ok(value) = number::parse(text) else {
            self.notice(code, &format!("cannot be “{}”; the list price was taken.", quote(text)));
            return;
        };
        match self.parsed.scenario.own_prices.set(code, value) {
            Ok(()) => {}
            Err(OwnPriceError::Clamped(to)) => self.notice(
                code,
                &format!("is {}, which is out of range; {} was taken.", quote(text), exact(to)),
            ),
            Err(OwnPriceError::Unknown | OwnPriceError::Refused) => {
                self.notice(code, "names no price of this catalogue and was ignored.");
            }
        }
    }

    fn finish(mut self) -> Parsed {
        if self.dropped > 0 {
            self.parsed.notices.push(Notice {
                key: String::new(),
                message: format!("{} more parts of the link were not taken.", self.dropped),
            });
        }
        self.parsed
    }
}

/// An input's default, for a sentence.
fn default_text(input: &Input) -> String {
    input.default.map_or_else(|| "auto".to_owned(), |value| input.write(value))
}

/// Foreign text, made safe to show: one line, no control characters, not long.
fn quote(text: &str) -> String {
    let clean = |c: char| if c.is_control() { '\u{fffd}' } else { c };
    let mut shown: String = text.chars().take(MAX_QUOTE).map(clean).collect();
    if text.chars().nth(MAX_QUOTE).is_some() {
        shown.push('…');
    }
    shown
}

/// Undoes percent-encoding, which messengers and mail programs add to links. What is no valid
/// encoding stays as it is.
pub(crate) fn decode(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut i = 0;
    while i < bytes.len() {
        let hex = |at: usize| bytes.get(at).and_then(|b| (*b as char).to_digit(16));
        #[expect(clippy::cast_possible_truncation, reason = "two hexadecimal digits are a byte")]
        if bytes[i] == b'%'
            && let (Some(high), Some(low)) = (hex(i + 1), hex(i + 2))
        {
            out.push((high * 16 + low) as u8);
            i += 3;
        } else {
            out.push(bytes[i]);
            i += 1;
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests;

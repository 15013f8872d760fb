//! Share links: the fragment `v=1&a=100000&q=1000` that carries a scenario exactly.
//!
//! A link is untrusted. Whatever it holds, [`parse`] gives a usable scenario and a notice for
//! everything that it did not take as written.

pub mod comparison;
pub mod snapshot;

use serde::Serialize;

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

/// [`format()`], and at its end what the results were computed from: a link to be passed on.
#[must_use]
pub fn pinned(scenario: &Scenario, pin: &Pin) -> String {
    [&*format(scenario), "&pin=", &pin.write()].concat()
}

/// Reads a link fragment, with or without its `#`. Never fails: see [`Parsed::notices`].
#[must_use]
pub fn parse(fragment: &str) -> Parsed {
    let mut reader = Reader::default();
    let mut pending = Vec::new();
    for pair in fragment.trim_start_matches(['#', '?']).split('&') {
        if pair.is_empty() {
            continue;
        }
        let (code, value) = pair.split_once('=').unwrap_or((pair, ""));
        if matches!(code, "vs" | "base") {
            reader.compared(pair);
            continue;
        }
        let value = decode(value);
        if code == "v" {
            reader.version(&value);
        } else if code == "pin" {
            reader.parsed.pin = Pin::read(&value);
            if reader.parsed.pin.is_none() {
                reader.notice(code, "cannot be read: what has changed since is not known.");
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
    seen: [bool; INPUTS.len()],
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
        if std::mem::replace(&mut self.seen[key as usize], true) {
            self.notice(key.input().code, "is given more than once; the last one was taken.");
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
mod tests {
    use super::*;

    fn notices(fragment: &str) -> Vec<String> {
        parse(fragment).notices.into_iter().map(|n| n.message).collect()
    }

    #[test]
    fn a_link_holds_only_what_differs_from_the_defaults() {
        assert_eq!(format(&Scenario::default()), "v=1");
        for (given, canonical) in [
            ("", "v=1"),
            ("#v=1&a=5000", "v=1"),
            ("q=1000&a=100000", "v=1&a=100000&q=1000"),
            ("a=100k&bt=object&n=auto", "v=1&a=100000&bt=object"),
            ("n=3&rf=3&ha=1", "v=1&n=3&ha=1&rf=3"),
            ("lens=50%2E5", "v=1&lens=50.5"),
            ("gr=7&g=compound", "v=1&g=compound&gr=7"),
            ("d=500", "v=1&d=500"),
            ("v=1&d=500&pin=2024-07_1_99.00", "v=1&d=500"),
            (
                "price.aws.m5.large=0.08&discount.gcp=12.5",
                "v=1&discount.gcp=12.5&price.aws.m5.large=0.08",
            ),
        ] {
            let parsed = parse(given);
            assert_eq!(format(&parsed.scenario), canonical, "{given}");
            assert_eq!(parsed.notices, [], "{given}");
        }
    }

    #[test]
    fn bad_parts_are_named_and_cost_nothing_else() {
        for (given, canonical, said) in [
            ("a=lots&q=7", "v=1&q=7", "“a” cannot be “lots”; its default, 5000, was taken."),
            ("cache=big", "v=1", "“cache” cannot be “big”; its default, auto, was taken."),
            ("q=-1", "v=1&q=0", "“q” is -1, outside 0 to 1000000; 0 was taken."),
            (
                "a=1e12",
                "v=1&a=1000000000",
                "“a” is 1e12, outside 1 to 1000000000; 1000000000 was taken.",
            ),
            ("n=3&rf=5", "v=1&n=3&rf=3", "“rf” is 5, outside 1 to 3; 3 was taken."),
            ("n=2.4", "v=1&n=2", "“n” is 2.4, but only whole numbers fit; 2 was taken."),
            ("zz=1", "v=1", "“zz” is not known to this version of the calculator and was ignored."),
            ("q=1&q=2", "v=1&q=2", "“q” is given more than once; the last one was taken."),
            ("rd=wrong", "v=1", "“rd” cannot be “wrong”; its default, consistent, was taken."),
            ("ha=2", "v=1", "“ha” cannot be “2”; its default, 0, was taken."),
            (
                "price.aws.m5.huge=1",
                "v=1",
                "“price.aws.m5.huge” names no price of this catalogue and was ignored.",
            ),
            (
                "discount.aws=120",
                "v=1&discount.aws=100",
                "“discount.aws” is 120, which is out of range; 100 was taken.",
            ),
            (
                "price.aws.m5.large=cheap",
                "v=1",
                "“price.aws.m5.large” cannot be “cheap”; the list price was taken.",
            ),
            (
                "pin=soon&a=10",
                "v=1&a=10",
                "“pin” cannot be read: what has changed since is not known.",
            ),
            ("a", "v=1", "“a” cannot be “”; its default, 5000, was taken."),
            (
                "v=2&q=9",
                "v=1&q=9",
                "“v” is 2: a newer version of the calculator made this link, and parts of it may be missing here.",
            ),
        ] {
            assert_eq!(format(&parse(given).scenario), canonical, "{given}");
            assert_eq!(notices(given), [said], "{given}");
        }
    }

    #[test]
    fn a_bad_duplicate_does_not_bring_an_earlier_value_back() {
        assert_eq!(format(&parse("q=7&q=x").scenario), "v=1");
        assert_eq!(notices("q=7&q=x").len(), 2);
    }

    #[test]
    fn compound_growth_is_bounded_in_per_cent_wherever_it_stands() {
        assert_eq!(format(&parse("gr=5000&g=compound").scenario), "v=1&g=compound&gr=1000");
        assert_eq!(format(&parse("gr=5000&g=linear").scenario), "v=1&g=linear&gr=5000");
    }

    #[test]
    fn a_flood_of_notices_is_counted_instead() {
        let flood: String = (0..100).map(|i| format!("&x{i}=1")).collect();
        let notices = notices(&flood);
        assert_eq!(notices.len(), MAX_NOTICES + 1);
        assert_eq!(notices[MAX_NOTICES], "80 more parts of the link were not taken.");
    }

    #[test]
    fn quoted_text_is_short_and_has_no_control_characters() {
        let long = "x".repeat(500);
        assert!(notices(&format!("{long}=1"))[0].chars().count() < 150);
        assert!(!notices("q=a%00%0Ab")[0].contains(['\0', '\n']));
    }
}

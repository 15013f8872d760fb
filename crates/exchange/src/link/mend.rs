//! What mail, messengers and trackers do to a link on its way, and how that is undone.

use super::decode;

/// Keys that others add to addresses to follow their readers, besides `utm_…`.
const TRACKING: &str = " fbclid gclid dclid gbraid wbraid msclkid yclid twclid ttclid igshid mc_cid mc_eid _ga _gl _hsenc _hsmi ";

/// A link without what text around it leaves at its ends, and decoded where it was encoded as a whole, perhaps
/// more than once: `v%3D1%26a%3D7`. The links that are made here begin and end in letters or digits.
#[must_use]
pub fn mend(fragment: &str) -> String {
    let mut text = fragment.to_owned();
    for _ in 0..3 {
        if text.contains('&') || !text.contains('%') {
            break;
        }
        text = decode(&text);
    }
    let around = |c: char| match c {
        '\u{a0}'..='\u{bf}' | '\u{2000}'..='\u{206f}' => true,
        c => c.is_ascii() && !c.is_ascii_alphanumeric(),
    };
    text.trim_matches(around).to_owned()
}

/// The parts of a mended link, each `key=value`, without what others have added.
#[must_use]
pub fn parts(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    for mut part in text.split('&') {
        // "&amp;" or "&#38;" for "&", perhaps more than once.
        while let Some(after) = part.strip_prefix("amp;").or_else(|| part.strip_prefix("#38;")) {
            part = after;
        }
        // A query that was added: "a=7?utm_source=x".
        part = &part[..part.find('?').unwrap_or(part.len())];
        let key = &part[..part.find('=').unwrap_or(part.len())];
        let is_tracking = key.starts_with("utm_") || TRACKING.contains(&[" ", key, " "].concat());
        if !part.is_empty() && !is_tracking {
            parts.push(part);
        }
    }
    parts
}

/// Whether a link may have lost its end. The links that are made here end in a pin; one that begins like them and
/// has none was cut, or was written by hand.
#[must_use]
pub fn is_cut(fragment: &str) -> bool {
    let text = mend(fragment);
    text.starts_with("v=") && !text.contains("pin=")
}

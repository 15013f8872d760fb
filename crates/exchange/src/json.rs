//! JSON: reading as far as files need it, which is text, whole numbers, lists and objects; and [writing](write()).
//!
//! Reading into this rather than into structs lets one bad entry of a file be named and left out,
//! instead of costing the whole file. It is read here rather than by a library for the same reason as
//! numbers are (see [`model::number`]): that would be a twentieth of the page's bytes.

mod write;

pub use write::write;

/// A JSON value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Json {
    /// A text.
    Text(String),
    /// A whole number from 0.
    Whole(u64),
    /// A list.
    List(Vec<Json>),
    /// An object, its entries as they stand.
    Object(Vec<(String, Json)>),
    /// Any other number, `true`, `false` or `null`; nothing here uses them.
    Other,
}

/// The deepest nesting of lists and objects that is read. Our own files have three levels.
const MAX_DEPTH: usize = 64;

impl Json {
    /// Reads a text that is one JSON value.
    ///
    /// # Errors
    /// The number of the line where it is none.
    pub fn read(text: &str) -> Result<Self, usize> {
        let mut reader = Reader { text, at: 0 };
        let value = reader.value(0).filter(|_| {
            reader.blank();
            reader.at == text.len()
        });
        value.ok_or_else(|| text.bytes().take(reader.at).filter(|byte| *byte == b'\n').count() + 1)
    }

    /// The entry of an object; of several, the last. `None` for anything but an object.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Self> {
        let Self::Object(entries) = self else { return None };
        entries.iter().rev().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// The entry of an object if it is a text.
    #[must_use]
    pub fn text(&self, key: &str) -> Option<&str> {
        if let Some(Self::Text(text)) = self.get(key) { Some(text) } else { None }
    }

    /// The entry of an object if it is a whole number.
    #[must_use]
    pub fn whole(&self, key: &str) -> Option<u64> {
        if let Some(Self::Whole(number)) = self.get(key) { Some(*number) } else { None }
    }
}

struct Reader<'a> {
    text: &'a str,
    /// Always at the start of a character.
    at: usize,
}

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Goes past a character of ASCII, if it is the next.
    fn take(&mut self, byte: u8) -> bool {
        let next = self.peek() == Some(byte);
        self.at += usize::from(next);
        next
    }

    fn blank(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.at += 1;
        }
    }

    /// Goes past all characters that are wanted and returns them.
    fn run(&mut self, wanted: fn(u8) -> bool) -> &'a str {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let length = rest.bytes().position(|byte| !wanted(byte)).unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    fn value(&mut self, depth: usize) -> Option<Json> {
        self.blank();
        match self.peek()? {
            b'"' => self.string().map(Json::Text),
            b'[' | b'{' if depth == MAX_DEPTH => None,
            b'[' => {
                let mut list = Vec::new();
                self.items(b']', |reader| {
                    list.push(reader.value(depth + 1)?);
                    Some(())
                })?;
                Some(Json::List(list))
            }
            b'{' => {
                let mut entries = Vec::new();
                self.items(b'}', |reader| {
                    reader.blank();
                    let name = reader.string()?;
                    reader.blank();
                    let value = reader.take(b':').then(|| reader.value(depth + 1))??;
                    entries.push((name, value));
                    Some(())
                })?;
                Some(Json::Object(entries))
            }
            _ => {
                let word =
                    self.run(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'+' | b'.'));
                match word {
                    "true" | "false" | "null" => Some(Json::Other),
                    _ => word.parse().map(Json::Whole).ok().or_else(|| is_number(word)),
                }
            }
        }
    }

    /// Reads what stands between commas until `end`, from the bracket on.
    fn items(&mut self, end: u8, mut item: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.at += 1;
        self.blank();
        if self.take(end) {
            return Some(());
        }
        loop {
            item(self)?;
            self.blank();
            if self.take(end) {
                return Some(());
            }
            self.take(b',').then_some(())?;
        }
    }

    fn string(&mut self) -> Option<String> {
        self.take(b'"').then_some(())?;
        let mut text = String::new();
        loop {
            text += self.run(|byte| byte != b'"' && byte != b'\\' && byte >= b' ');
            if self.take(b'"') {
                return Some(text);
            }
            self.take(b'\\').then_some(())?;
            let escape = self.peek()?;
            self.at += 1;
            text.push(match escape {
                b'"' | b'\\' | b'/' => escape as char,
                b'b' => '\u{8}',
                b'f' => '\u{c}',
                b'n' => '\n',
                b'r' => '\r',
                b't' => '\t',
                b'u' => self.escaped()?,
                _ => return None,
            });
        }
    }

    /// What follows `\u`. An unpaired surrogate becomes the replacement character.
    fn escaped(&mut self) -> Option<char> {
        let unit = self.unit()?;
        if !(0xd800..0xdc00).contains(&unit) {
            return Some(char::from_u32(unit).unwrap_or('\u{fffd}'));
        }
        let from = self.at;
        if self.take(b'\\') && self.take(b'u') {
            let second = self.unit()?;
            if (0xdc00..0xe000).contains(&second) {
                return char::from_u32(0x10000 + ((unit - 0xd800) << 10) + (second - 0xdc00));
            }
        }
        self.at = from;
        Some('\u{fffd}')
    }

    /// Four hexadecimal digits.
    fn unit(&mut self) -> Option<u32> {
        let digits = self.text.get(self.at..self.at + 4)?;
        self.at += 4;
        digits.bytes().try_fold(0, |unit, byte| Some(unit * 16 + (byte as char).to_digit(16)?))
    }
}

/// Nothing here uses such a number, so it is not parsed further.
fn is_number(word: &str) -> Option<Json> {
    let digits = word.strip_prefix('-').unwrap_or(word);
    digits.starts_with(|c: char| c.is_ascii_digit()).then_some(Json::Other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    #[test]
    fn reads_what_there_is() {
        let json = Json::read(r#" {"a":[1, "x", null, -2, 1.5e3, {} , []], "b":true,"b":7} "#);
        let list = vec![
            Json::Whole(1),
            Json::Text("x".into()),
            Json::Other,
            Json::Other,
            Json::Other,
            Json::Object(Vec::new()),
            Json::List(Vec::new()),
        ];
        let json = json.expect("JSON");
        assert_eq!(json.get("a"), Some(&Json::List(list)));
        assert_eq!(json.whole("b"), Some(7));
        assert_eq!(json.text("b"), None);
        assert_eq!(Json::Other.get("a"), None);
    }

    #[test]
    fn reads_every_text_that_the_writer_can_write() {
        for text in ["", "a\"b\\c/d", "\0\u{1}\u{8}\u{c}\n\r\t\u{1f}\u{7f}", "ünï 本 🚀 \u{2028}"]
        {
            let written = serde_json::to_string(text).expect("JSON");
            assert_eq!(Json::read(&written), Ok(Json::Text(text.into())), "{written}");
        }
        for (written, text) in [
            (r#""\u0041\u00e9""#, "Aé"),
            (r#""\ud83d\ude80\/""#, "🚀/"),
            (r#""\ud83dx""#, "\u{fffd}x"),
            (r#""\ud83d\u0041""#, "\u{fffd}A"),
            (r#""\ude80""#, "\u{fffd}"),
        ] {
            assert_eq!(Json::read(written), Ok(Json::Text(text.into())), "{written}");
        }
    }

    #[test]
    fn refuses_what_is_none_and_says_where() {
        for (text, line) in [
            ("", 1),
            ("\n\nx", 3),
            ("[1,]", 1),
            ("[1\n 2]", 2),
            ("{\"a\"\n\n1}", 3),
            ("{a:1}", 1),
            ("\"\n\"", 1),
            ("\"\\x\"", 1),
            ("\"\\u12\"", 1),
            ("\"\\u12é\"", 1),
            ("\"\\u+123\"", 1),
            ("\"abc", 1),
            ("1 2", 1),
            ("[", 1),
            ("nul", 1),
            ("-", 1),
            ("]", 1),
        ] {
            assert_eq!(Json::read(text), Err(line), "{text:?}");
            assert!(serde_json::from_str::<Value>(text).is_err(), "{text:?}");
        }
        assert!(Json::read(&("[".repeat(65) + &"]".repeat(65))).is_err());
        assert!(Json::read(&("[".repeat(64) + &"]".repeat(64))).is_ok());
    }
}

//! Templates, and quoting that all readers of the files agree on.

use model::number::{round_significant, short};

/// Replaces every `@token@` of a template, in one pass: what a token stands for is not looked at again.
pub(super) fn fill(template: &str, value: &dyn Fn(&str) -> String) -> String {
    let mut out = String::new();
    for (i, part) in template.split('@').enumerate() {
        if i % 2 == 0 {
            out.push_str(part);
        } else {
            out.push_str(&value(part));
        }
    }
    out
}

/// Text in double quotes, with the escapes that JSON, YAML and PromQL have in common.
///
/// Escaped is also what JSON would take raw: what YAML forbids or takes for a line break, and what is
/// invisible or turns the direction of text, so that a file reads as what it is.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\0'..='\u{1f}'
            | '\u{7f}'..='\u{9f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff0}'..='\u{ffff}' => {
                out.push_str("\\u");
                for place in [12, 8, 4, 0] {
                    out.extend(char::from_digit(c as u32 >> place & 15, 16));
                }
            }
            _ => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Text for an annotation that Prometheus leaves as it is. Annotations are templates of Go, in which
/// `{{` begins an action; with every brace written as one, none of the text's own can.
pub(super) fn literal(text: &str) -> String {
    text.replace('{', r#"{{"{"}}"#)
}

/// What a value is, and so how it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// It is not told.
    None,
    /// A share, told in per cent.
    Percent,
    /// Seconds.
    Seconds,
    /// A number of things, or of things in a second.
    Count,
    /// A number of nodes, whole, of which there are too few.
    Nodes,
}

impl Unit {
    /// The value in a template of Prometheus.
    pub(super) const fn template(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Percent => "{{ $value | humanizePercentage }}",
            Self::Seconds => "{{ $value | humanizeDuration }}",
            Self::Count => "{{ $value | humanize }}",
            Self::Nodes => "{{ $value }}",
        }
    }

    /// A value just past a limit, as an example.
    pub(super) fn example(self, limit: f64) -> String {
        let (number, unit) = match self {
            Self::None => return String::new(),
            Self::Percent => (limit * 100.0, "%"),
            Self::Seconds if limit < 1.0 => (limit * 1e3, "ms"),
            Self::Seconds if limit < 3600.0 => (limit, "s"),
            Self::Seconds => (limit / 3600.0, "h"),
            Self::Count => (limit, ""),
            Self::Nodes => (limit - 1.0, ""),
        };
        rounded(number) + unit
    }
}

/// A number as people say it: three digits, and K, M or B for thousands.
pub(super) fn rounded(x: f64) -> String {
    short(round_significant(x, 3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_is_filled_once() {
        assert_eq!(fill("a @b@ c @d@", &|token| format!("<@{token}@>")), "a <@b@> c <@d@>");
    }

    #[test]
    fn text_is_quoted() {
        for (text, in_quotes) in [
            ("", r#""""#),
            ("a \"b\" \\", r#""a \"b\" \\""#),
            ("a\nb\r\t\0", r#""a\nb\u000d\u0009\u0000""#),
            ("\u{7f}\u{85}\u{2028}\u{feff}\u{202e}", r#""\u007f\u0085\u2028\ufeff\u202e""#),
            ("Größe 大 😀 #: - {}", r#""Größe 大 😀 #: - {}""#),
        ] {
            assert_eq!(quoted(text), in_quotes);
        }
    }

    #[test]
    fn values_are_written_as_people_say_them() {
        for (unit, limit, text) in [
            (Unit::Percent, 0.7, "70%"),
            (Unit::Seconds, 0.5, "500ms"),
            (Unit::Seconds, 5.0, "5s"),
            (Unit::Seconds, 108_000.0, "30h"),
            (Unit::Count, 1234.5, "1.23K"),
            (Unit::Nodes, 5.0, "4"),
            (Unit::None, 5.0, ""),
        ] {
            assert_eq!(unit.example(limit), text);
        }
    }

    #[test]
    fn braces_are_literal() {
        assert_eq!(literal("{{ $x }}"), r#"{{"{"}}{{"{"}} $x }}"#);
    }
}

//! Quoting that all readers of the files agree on, and values as people say them.

use model::number::{round_significant, short};

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

/// A value in a template of Prometheus, by its unit: `%` a share, told in per cent; `s` seconds; `n` a number of things, or
/// of things in a second; `nodes`, whole; anything else is not told.
pub(super) fn template(unit: &str) -> &'static str {
    match unit {
        "%" => "{{ $value | humanizePercentage }}",
        "s" => "{{ $value | humanizeDuration }}",
        "n" => "{{ $value | humanize }}",
        _ => "{{ $value }}",
    }
}

/// A value just past a limit, as an example. Of nodes there are too few.
pub(super) fn example(unit: &str, limit: f64) -> String {
    let (number, unit) = match unit {
        "%" => (limit * 100.0, "%"),
        "s" if limit < 1.0 => (limit * 1e3, "ms"),
        "s" if limit < 3600.0 => (limit, "s"),
        "s" => (limit / 3600.0, "h"),
        "nodes" => (limit - 1.0, ""),
        _ => (limit, ""),
    };
    rounded(number) + unit
}

/// A number as people say it: three digits, and K, M or B for thousands.
pub(super) fn rounded(x: f64) -> String {
    short(round_significant(x, 3))
}

#[cfg(test)]
mod tests {
    use super::*;

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
            ("%", 0.7, "70%"),
            ("s", 0.5, "500ms"),
            ("s", 5.0, "5s"),
            ("s", 108_000.0, "30h"),
            ("n", 1234.5, "1.23K"),
            ("nodes", 5.0, "4"),
        ] {
            assert_eq!(example(unit, limit), text);
        }
        assert_eq!(template("%"), "{{ $value | humanizePercentage }}");
        assert_eq!(template("nodes"), "{{ $value }}");
    }

    #[test]
    fn braces_are_literal() {
        assert_eq!(literal("{{ $x }}"), r#"{{"{"}}{{"{"}} $x }}"#);
    }
}

//! Text in text: templates, and quoting that every reader of the files takes the same way.

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
    fn braces_are_literal() {
        assert_eq!(literal("{{ $x }}"), r#"{{"{"}}{{"{"}} $x }}"#);
    }
}

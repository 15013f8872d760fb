//! A report as text: Markdown and CSV.

use crate::export::report::Report;

impl Report {
    /// As Markdown, with tables.
    #[must_use]
    pub fn markdown(&self) -> String {
        let mut out = format!("# {}\n\n", markdown_text(&self.title));
        out += &[&markdown_text(&self.cover.verdict), "\n\n"].concat();
        for (name, line) in self.cover.lines() {
            out += &["- ", name, ": ", &markdown_text(line), "\n"].concat();
        }
        for line in &self.about {
            out += &["- ", &markdown_text(line), "\n"].concat();
        }
        for table in &self.tables {
            out += &["\n## ", &markdown_text(&table.title), "\n\n"].concat();
            let head: Vec<String> = table.head.iter().map(|h| (*h).to_owned()).collect();
            out += &markdown_row(&head);
            out += &["|", &"---|".repeat(head.len()), "\n"].concat();
            for row in &table.rows {
                out += &markdown_row(row);
            }
        }
        out
    }

    /// As CSV after RFC 4180, of one shape: a line for each cell, with its table, its row and its column. Begins
    /// with a byte order mark. A spreadsheet opens it in the country whose numbers have this `decimal` sign: where
    /// that is a comma, semicolons separate.
    #[must_use]
    pub fn csv(&self, decimal: char) -> String {
        let mut csv = Csv { out: String::from("\u{feff}"), decimal };
        csv.row(["Section", "Row", "Column", "Value"]);
        csv.row(["Report", "Title", "", &self.title]);
        csv.row(["Report", "Verdict", "", &self.cover.verdict]);
        for (name, line) in self.cover.lines() {
            csv.row(["Report", name, "", line]);
        }
        for line in &self.about {
            csv.row(["Report", "About", "", line]);
        }
        for table in &self.tables {
            for row in &table.rows {
                let Some((first, cells)) = row.split_first() else { continue };
                for (cell, column) in cells.iter().zip(&table.head[1..]) {
                    csv.row([&table.title, first, column, cell]);
                }
            }
        }
        csv.out
    }
}

/// A CSV file in the making.
struct Csv {
    out: String,
    decimal: char,
}

impl Csv {
    /// Appends a row. A cell that a spreadsheet would run as a formula is made text.
    fn row(&mut self, cells: [&str; 4]) {
        for (i, cell) in cells.iter().enumerate() {
            if i > 0 {
                self.out.push(if self.decimal == ',' { ';' } else { ',' });
            }
            // Dollars are numbers too: the column says what they are.
            let number = cell.strip_prefix('$').unwrap_or(cell);
            let plain = |b: u8| b.is_ascii_digit() || b == b'.';
            if number.bytes().all(plain) && model::number::parse(number).is_ok() {
                let decimal = self.decimal;
                self.out.extend(number.chars().map(|c| if c == '.' { decimal } else { c }));
                continue;
            }
            let risky = cell.starts_with(['=', '+', '@', '\t', '\r', '-']);
            self.out.push_str(if risky { "\"'" } else { "\"" });
            self.out += &cell.replace('"', "\"\"");
            self.out.push('"');
        }
        self.out.push_str("\r\n");
    }
}

fn markdown_row(cells: &[String]) -> String {
    let mut out = String::from("|");
    for cell in cells {
        out += &[" ", &markdown_text(cell), " |"].concat();
    }
    out + "\n"
}

/// Text with everything escaped that Markdown would treat as markup.
fn markdown_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

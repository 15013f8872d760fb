//! A report as text: Markdown and CSV.

use crate::export::report::Report;

impl Report {
    /// As Markdown, with tables.
    #[must_use]
    pub fn markdown(&self) -> String {
        let mut out = format!("# {}\n\n", markdown_text(&self.title));
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

    /// As CSV after RFC 4180. Every row begins with its table's title; a row `Section` names the columns.
    #[must_use]
    pub fn csv(&self) -> String {
        let mut out = String::new();
        let title = [self.title.clone()];
        csv_row(&mut out, &["Report"], &title);
        for line in &self.about {
            csv_row(&mut out, &["About"], std::slice::from_ref(line));
        }
        for table in &self.tables {
            let head: Vec<String> = table.head.iter().map(|h| (*h).to_owned()).collect();
            csv_row(&mut out, &["Section"], &head);
            for row in &table.rows {
                csv_row(&mut out, &[&table.title], row);
            }
        }
        out
    }
}

fn markdown_row(cells: &[String]) -> String {
    let mut out = String::from("|");
    for cell in cells {
        out += &[" ", &markdown_text(cell), " |"].concat();
    }
    out + "\n"
}

/// Text that means nothing to Markdown: no table, link, markup or line of its own.
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

/// Appends a row. A cell that a spreadsheet would run as a formula is made text.
fn csv_row(out: &mut String, first: &[&str], cells: &[String]) {
    let mut separator = "";
    for cell in first.iter().copied().chain(cells.iter().map(String::as_str)) {
        let risky = cell.starts_with(['=', '+', '@', '\t', '\r'])
            || (cell.starts_with('-')
                && model::number::parse(cell).is_err()
                && !cell.starts_with("-$"));
        out.push_str(separator);
        out.push('"');
        if risky {
            out.push('\'');
        }
        for c in cell.chars() {
            if c == '"' {
                out.push('"');
            }
            out.push(c);
        }
        out.push('"');
        separator = ",";
    }
    out.push_str("\r\n");
}

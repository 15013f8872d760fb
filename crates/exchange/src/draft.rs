//! The inputs together with the saved scenario that they were opened from, kept so that a later visit can save over it.

/// A saved scenario that the inputs were opened from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Open {
    /// Its id.
    pub id: String,
    /// When it had been changed last at the time.
    pub seen: u64,
}

/// The inputs, and where they came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The scenario, as a share link's fragment.
    pub link: String,
    /// The saved scenario that it was opened from.
    pub open: Option<Open>,
}

impl Draft {
    /// As it is stored: the link, and on two more lines the saved scenario's id and time.
    #[must_use]
    pub fn write(&self) -> String {
        self.open.as_ref().map_or_else(
            || self.link.clone(),
            |open| [&self.link, "\n", &open.id, "\n", &open.seen.to_string()].concat(),
        )
    }

    /// Reads what [`Draft::write`] wrote. Never fails: any text is a link, if a damaged one.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let mut lines = text.split('\n');
        let link = lines.next().unwrap_or_default().to_owned();
        let open = lines
            .next()
            .zip(lines.next())
            .and_then(|(id, seen)| Some(Open { id: id.to_owned(), seen: seen.parse().ok()? }));
        Self { link, open }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_read_as_it_was_written() {
        for open in [None, Some(Open { id: "k3-1x".into(), seen: 1_763_800_000_000 })] {
            let draft = Draft { link: "v=1&a=10".into(), open };
            assert_eq!(Draft::read(&draft.write()), draft);
        }
    }

    #[test]
    fn any_text_is_a_draft() {
        for text in ["", "\n", "v=1\nid", "v=1\nid\nsoon", "v=1\n\n\n\n"] {
            assert_eq!(Draft::read(text).open, None, "{text:?}");
        }
    }
}

//! The saved scenario that the inputs were opened from, stored so that a later visit can save over it.

/// Which saved scenario the inputs were opened from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenedFrom {
    /// Its id.
    pub id: String,
    /// When it had been changed last at the time, in milliseconds since 1970.
    pub seen: u64,
}

impl OpenedFrom {
    /// As it is stored: the inputs as a share link's fragment, and on two more lines the id and the time.
    #[must_use]
    pub fn write(&self, link: &str) -> String {
        [link, "\n", &self.id, "\n", &self.seen.to_string()].concat()
    }

    /// Reads what [`OpenedFrom::write`] wrote. `None` if it is damaged, or was written for other inputs
    /// than these.
    #[must_use]
    pub fn read(text: &str, link: &str) -> Option<Self> {
        let mut lines = text.split('\n');
        if lines.next() != Some(link) {
            return None;
        }
        Some(Self { id: lines.next()?.to_owned(), seen: lines.next()?.parse().ok()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_read_as_it_was_written_for_the_same_inputs() {
        let from = OpenedFrom { id: "k3-1x".into(), seen: 1_763_800_000_000 };
        let text = "v=1&a=10\nk3-1x\n1763800000000";
        assert_eq!(from.write("v=1&a=10"), text);
        assert_eq!(OpenedFrom::read(text, "v=1&a=10"), Some(from));
        for other in ["v=1&a=1", "v=1&a=100", ""] {
            assert_eq!(OpenedFrom::read(text, other), None, "{other:?}");
        }
    }

    #[test]
    fn damaged_text_is_none() {
        for text in ["", "\n", "v=1", "v=1\nid", "v=1\nid\nsoon", "v=1\n\n\n\n", "v=1\nid\n-1"] {
            assert_eq!(OpenedFrom::read(text, "v=1"), None, "{text:?}");
        }
    }
}

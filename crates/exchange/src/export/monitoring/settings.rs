//! What only the operator of a deployment knows: how it is scraped, and what the files should name.
//!
//! At the end of a link it is `&watch=job:NAME;mount:PATH`, percent-encoded: only what differs from the
//! defaults. A link is untrusted, so what is read is checked like what is typed.

use crate::link::{comparison, decode};

/// Bytes of a value at most; the page lets so many characters be typed.
pub const MOST: usize = 200;

/// A row of [`SETTINGS`].
#[derive(Debug)]
pub struct Setting {
    /// Its name in links.
    pub code: &'static str,
    /// Its label on the page.
    pub label: &'static str,
    /// What it is when nothing is set.
    pub default: &'static str,
    /// What an empty field shows, where there is no default.
    hint: &'static str,
    kind: Kind,
}

/// The places of the settings in [`SETTINGS`].
pub mod place {
    /// The job.
    pub const JOB: usize = 0;
    /// The mount point.
    pub const MOUNT: usize = 1;
    /// The label that tells machines apart.
    pub const INSTANCE: usize = 2;
    /// The label of an alert's severity.
    pub const SEVERITY: usize = 3;
    /// What addresses of runbooks begin with.
    pub const RUNBOOKS: usize = 4;
    /// The metric of assertions.
    pub const ASSERTIONS: usize = 5;
    /// The metric of the last backup.
    pub const BACKUP: usize = 6;
    /// Hours between backups.
    pub const BACKUP_HOURS: usize = 7;
}

/// What a setting is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Text,
    Path,
    Label,
    Address,
    Metric,
    Hours,
}

/// All settings, in the order in which the page asks for them.
pub static SETTINGS: [Setting; 8] = [
    Setting {
        code: "job",
        label: "Prometheus job of StemeDB",
        default: "stemedb",
        kind: Kind::Text,
        hint: "",
    },
    Setting {
        code: "mount",
        label: "Mount point of the data disk",
        default: "/var/lib/stemedb",
        kind: Kind::Path,
        hint: "",
    },
    Setting {
        code: "label",
        label: "Label of a machine",
        default: "instance",
        kind: Kind::Label,
        hint: "",
    },
    Setting {
        code: "severity",
        label: "Label of the severity",
        default: "severity",
        kind: Kind::Label,
        hint: "",
    },
    Setting {
        code: "runbooks",
        label: "Address of your runbooks",
        default: "",
        kind: Kind::Address,
        hint: "none",
    },
    Setting {
        code: "assertions",
        label: "Metric of the assertions on a node",
        default: "stemedb_assertions",
        kind: Kind::Metric,
        hint: "",
    },
    Setting {
        code: "backup",
        label: "Metric of the last backup’s time",
        default: "",
        kind: Kind::Metric,
        hint: "none: not watched",
    },
    Setting {
        code: "hours",
        label: "Hours between backups",
        default: "24",
        kind: Kind::Hours,
        hint: "",
    },
];

impl Kind {
    /// Whether a text, which is not empty, is of this kind.
    fn accepts(self, text: &str) -> bool {
        match self {
            Self::Text => true,
            Self::Path => text.starts_with('/'),
            // The others that every alert has are taken.
            Self::Label => {
                is_label(text)
                    && !["alertname", "component", "deployment", "metric"].contains(&text)
            }
            Self::Address => {
                (text.starts_with("https://") || text.starts_with("http://")) && !text.contains(' ')
            }
            Self::Metric => is_metric(text),
            Self::Hours => {
                !text.starts_with(['+', '0'])
                    && text.parse().is_ok_and(|hours| (1..=8760u32).contains(&hours))
            }
        }
    }
}

/// Whether Prometheus takes it as the name of a label. Two underscores at the beginning are its own.
fn is_label(text: &str) -> bool {
    is_metric(text) && !text.contains(':') && !text.starts_with("__")
}

fn is_metric(text: &str) -> bool {
    !text.starts_with(|c: char| c.is_ascii_digit())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b':')
}

impl Setting {
    /// What an empty field shows.
    #[must_use]
    pub const fn placeholder(&self) -> &'static str {
        if self.default.is_empty() { self.hint } else { self.default }
    }

    /// What a value must look like, as a sentence.
    #[must_use]
    pub const fn wanted(&self) -> &'static str {
        match self.kind {
            Kind::Text => "At most 200 bytes.",
            Kind::Path => "A mount point begins with a slash.",
            Kind::Label => {
                "Letters, digits and underscores, no digit first, and no other label of the alerts."
            }
            Kind::Address => "An address begins with https:// or http:// and has no spaces.",
            Kind::Metric => "Letters, digits, underscores and colons, no digit first.",
            Kind::Hours => "A whole number of hours, from 1 to 8760.",
        }
    }

    /// A text without what is around it, if it is a value of this setting and not the default.
    fn read<'a>(&self, text: &'a str) -> Option<&'a str> {
        let text = text.trim();
        (!text.is_empty() && text != self.default && self.is_fine(text)).then_some(text)
    }

    /// Whether a text is a value of this setting. Nothing is always one: the default.
    #[must_use]
    pub fn is_fine(&self, text: &str) -> bool {
        let text = text.trim();
        text.is_empty()
            || text.len() <= MOST && !text.contains(char::is_control) && self.kind.accepts(text)
    }
}

/// A value for each of [`SETTINGS`]; empty where it is the default.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Settings([String; SETTINGS.len()]);

impl Settings {
    /// The value at a place of [`place`].
    #[must_use]
    pub fn get(&self, at: usize) -> &str {
        let text = &self.0[at];
        if text.is_empty() { SETTINGS[at].default } else { text }
    }

    /// What is set at a place; empty where it is the default.
    #[must_use]
    pub fn own(&self, at: usize) -> &str {
        &self.0[at]
    }

    /// Takes a text as the value at a place; what is no value of it gives the default.
    pub fn set(&mut self, at: usize, text: &str) {
        self.0[at] = SETTINGS[at].read(text).unwrap_or_default().to_owned();
    }

    /// As the end of a link, beginning with `&`; empty if nothing is set.
    #[must_use]
    pub fn write(&self) -> String {
        let mut end = String::new();
        for (setting, text) in SETTINGS.iter().zip(&self.0) {
            if !text.is_empty() {
                let before = if end.is_empty() { "&watch=" } else { ";" };
                end += &[before, setting.code, ":", &comparison::encode(text)].concat();
            }
        }
        end
    }

    /// Reads what [`Settings::write`] wrote, or anything else: what is not known or does not fit is left out.
    #[must_use]
    pub fn read(end: &str) -> Self {
        let mut settings = Self::default();
        for pair in end.strip_prefix("&watch=").unwrap_or(end).split(';') {
            let (code, text) = pair.split_once(':').unwrap_or_default();
            if let Some(at) = SETTINGS.iter().position(|setting| setting.code == code) {
                settings.set(at, &decode(text));
            }
        }
        settings
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(at: usize, text: &str) -> Settings {
        let mut settings = Settings::default();
        settings.set(at, text);
        settings
    }

    #[test]
    fn what_is_set_stands_at_the_end_of_a_link() {
        assert_eq!(Settings::default().write(), "");
        let mut settings = one(place::MOUNT, "/data disk;1");
        settings.set(place::JOB, " db: eu ");
        let end = settings.write();
        assert_eq!(end, "&watch=job:db%3A%20eu;mount:%2Fdata%20disk%3B1");
        assert_eq!(Settings::read(&end), settings);
        assert_eq!(
            (settings.get(place::JOB), settings.get(place::MOUNT)),
            ("db: eu", "/data disk;1")
        );
        assert_eq!(settings.get(place::INSTANCE), "instance");
    }

    #[test]
    fn defaults_are_not_written() {
        for (at, setting) in SETTINGS.iter().enumerate() {
            assert_eq!(one(at, setting.default).write(), "", "{}", setting.code);
            assert_eq!(one(at, "  ").get(at), setting.default);
        }
    }

    #[test]
    fn what_does_not_fit_is_left_out() {
        let long = "a".repeat(MOST + 1);
        for (at, bad) in [
            (place::JOB, long.as_str()),
            (place::JOB, "a\nb"),
            (place::MOUNT, "data"),
            (place::INSTANCE, "1st"),
            (place::INSTANCE, "a-b"),
            (place::INSTANCE, "__name__"),
            (place::INSTANCE, "a:b"),
            (place::INSTANCE, "größe"),
            (place::SEVERITY, "alertname"),
            (place::SEVERITY, "{{x}}"),
            (place::RUNBOOKS, "javascript:alert(1)"),
            (place::RUNBOOKS, "https://a b"),
            (place::ASSERTIONS, "a} or vector(1)"),
            (place::BACKUP, "9a"),
            (place::BACKUP_HOURS, "0"),
            (place::BACKUP_HOURS, "-1"),
            (place::BACKUP_HOURS, "+1"),
            (place::BACKUP_HOURS, "8761"),
            (place::BACKUP_HOURS, "1.5"),
        ] {
            assert!(!SETTINGS[at].is_fine(bad), "{bad}");
            assert_eq!(one(at, bad), Settings::default(), "{bad}");
            let end = ["&watch=", SETTINGS[at].code, ":", &comparison::encode(bad)].concat();
            assert_eq!(Settings::read(&end), Settings::default(), "{bad}");
        }
    }

    #[test]
    fn what_fits_is_taken() {
        for (at, good) in [
            (place::JOB, "{{ $x }} \"' 大"),
            (place::MOUNT, "/"),
            (place::INSTANCE, "pod"),
            (place::SEVERITY, "priority"),
            (place::RUNBOOKS, "https://example.org/runbooks#"),
            (place::ASSERTIONS, "app:facts_1"),
            (place::BACKUP_HOURS, "8760"),
        ] {
            assert!(SETTINGS[at].is_fine(good), "{good}");
            assert_eq!(one(at, good).get(at), good);
            assert_eq!(Settings::read(&one(at, good).write()), one(at, good));
        }
    }

    #[test]
    fn foreign_ends_are_harmless() {
        for end in ["", "&watch=", "watch", ";;::", "&watch=job", "&watch=jobs:a;:b", "%"] {
            assert_eq!(Settings::read(end), Settings::default(), "{end}");
        }
    }
}

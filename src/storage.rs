//! The browser's storage. It may be full, denied or absent (a private window, a sandboxed frame);
//! nothing here stops the page then.

use gloo_storage::{LocalStorage, Storage};

/// What is stored, each under a name of its own.
#[derive(Clone, Copy)]
pub enum Key {
    /// The saved scenarios, as a file of scenarios.
    Library,
    /// The inputs as they were left, as a link's fragment.
    Draft,
    /// The saved scenario that the inputs were opened from: see [`exchange::draft`].
    Open,
    /// The start of the names of what could not be read; the time follows.
    Damaged,
}

impl Key {
    /// The name in the storage.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Library => "stemedb-sizing.library",
            Self::Draft => "stemedb-sizing.draft",
            Self::Open => "stemedb-sizing.open",
            Self::Damaged => "stemedb-sizing.damaged.",
        }
    }
}

/// Why something cannot be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The browser gives this page no storage.
    Denied,
    /// The storage took no more.
    Full,
    /// What is stored is a newer program's, and must not be written over.
    Newer,
}

impl Trouble {
    /// What to say about it, and what can be done.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Denied => {
                "This browser keeps nothing for this page: what you save is gone once the page is closed. Export it to a file instead."
            }
            Self::Full => {
                "This browser's storage is full: your last changes are not kept. Export them to a file, or delete scenarios."
            }
            Self::Newer => {
                "A newer version of the calculator saved scenarios here. This one leaves them alone and keeps nothing itself. Reload the page, or export to a file."
            }
        }
    }
}

/// The storage, if there is one; merely asking for it throws in some frames.
fn storage() -> Result<web_sys::Storage, Trouble> {
    match leptos::prelude::window().local_storage() {
        Ok(Some(_)) => Ok(LocalStorage::raw()),
        _ => Err(Trouble::Denied),
    }
}

/// The text under a name, `None` if there is none.
///
/// # Errors
/// [`Trouble::Denied`].
pub fn read(name: &str) -> Result<Option<String>, Trouble> {
    storage()?.get_item(name).map_err(|_| Trouble::Denied)
}

/// Stores a text under a name.
///
/// # Errors
/// Why it could not be; what was there before is still there then.
pub fn write(name: &str, text: &str) -> Result<(), Trouble> {
    storage()?.set_item(name, text).map_err(|_| Trouble::Full)
}

/// Removes what is under a name.
pub fn remove(name: &str) {
    if let Ok(storage) = storage() {
        // It was there to be shown; if it no longer is, all is well.
        let _ = storage.remove_item(name);
    }
}

/// Keeps a text that cannot be read, under a name of its own.
///
/// # Errors
/// Why it could not be.
pub fn set_aside(text: &str, now: u64) -> Result<(), Trouble> {
    write(&[Key::Damaged.name(), &now.to_string()].concat(), text)
}

/// The names of what was set aside.
pub fn aside() -> Vec<String> {
    let mut names = Vec::new();
    if let Ok(storage) = storage() {
        for i in 0..storage.length().unwrap_or_default() {
            if let Ok(Some(name)) = storage.key(i)
                && name.starts_with(Key::Damaged.name())
            {
                names.push(name);
            }
        }
    }
    names
}

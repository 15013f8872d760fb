//! The browser's storage. It may be full, denied or absent (a private window, a sandboxed frame);
//! nothing here stops the page then.
//!
//! Each [`Key`] has a text of its own format, which says what is stored under it. `gloo-storage` would
//! write texts as JSON, in quotes, so what is used of it is its storage as such.

use gloo_storage::{LocalStorage, Storage};

use crate::dom::window;

/// What is stored, each under a name of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// The saved scenarios, as a file of scenarios.
    Library,
    /// The inputs as they were left, as a link's fragment.
    Draft,
    /// The saved scenario that the inputs were opened from: see [`exchange::opened_from`].
    OpenedFrom,
    /// How the deployment is monitored, as the end of a link: see
    /// [`exchange::export::monitoring::Settings`].
    Monitoring,
    /// A library that could not be read, as it was found. The number is when that was, in milliseconds
    /// since 1970.
    Damaged(u64),
}

/// What the names of damaged libraries begin with.
const DAMAGED: &str = "stemedb-sizing.damaged.";

impl Key {
    /// The name in the storage.
    fn name(self) -> String {
        let name = match self {
            Self::Library => "stemedb-sizing.library",
            Self::Draft => "stemedb-sizing.draft",
            Self::OpenedFrom => "stemedb-sizing.open",
            Self::Monitoring => "stemedb-sizing.monitoring",
            Self::Damaged(time) => return [DAMAGED, &time.to_string()].concat(),
        };
        name.to_owned()
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

thread_local! {
    /// The storage, looked up once. `gloo-storage` takes for granted that there is one and throws
    /// otherwise, so the window is asked first.
    static STORAGE: Option<web_sys::Storage> = {
        let there = window().local_storage().is_ok_and(|found| found.is_some());
        there.then(LocalStorage::raw)
    };
}

fn storage() -> Result<web_sys::Storage, Trouble> {
    STORAGE.with(Clone::clone).ok_or(Trouble::Denied)
}

/// The text under a key, `None` if there is none.
///
/// # Errors
/// [`Trouble::Denied`].
pub fn read(key: Key) -> Result<Option<String>, Trouble> {
    storage()?.get_item(&key.name()).map_err(|_| Trouble::Denied)
}

/// Stores a text under a key.
///
/// # Errors
/// Why it could not be; what was there before is still there then.
pub fn write(key: Key, text: &str) -> Result<(), Trouble> {
    storage()?.set_item(&key.name(), text).map_err(|_| Trouble::Full)
}

/// Removes what is under a key.
pub fn remove(key: Key) {
    if let Ok(storage) = storage() {
        // Removing something that is already gone is fine.
        let _ = storage.remove_item(&key.name());
    }
}

/// When damaged libraries were found: each is under [`Key::Damaged`].
pub fn damaged() -> Vec<u64> {
    let Ok(storage) = storage() else { return Vec::new() };
    let names = (0..storage.length().unwrap_or_default()).filter_map(|i| storage.key(i).ok()?);
    names.filter_map(|name| name.strip_prefix(DAMAGED)?.parse().ok()).collect()
}

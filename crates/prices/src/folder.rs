//! The texts of a provider's folder, as they are on the disk.

use std::path::Path;
use std::{fs, io};

/// The files of a folder. The last [`OPTIONAL`] are of other regions, and empty if they are not there.
pub const FILES: [&str; 9] = [
    "provider.toml",
    "regions.toml",
    "machines.toml",
    "limits.toml",
    "disks.toml",
    "traffic.toml",
    "machine_prices.toml",
    "regional_prices.toml",
    "commitments.toml",
];

/// How many of [`FILES`] need not be there.
pub const OPTIONAL: usize = 3;

/// A file and its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextFile {
    /// Its name, for messages: `data/aws/machines.toml`.
    pub name: String,
    /// What is written in it.
    pub text: String,
}

impl TextFile {
    /// The line of a place in the text, from 1.
    pub(crate) fn line(&self, at: usize) -> usize {
        self.text.get(..at).unwrap_or(&self.text).matches('\n').count() + 1
    }
}

/// A provider's folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folder {
    /// Its name, which is the provider's code.
    pub code: String,
    /// Its files, in the order of [`FILES`].
    pub files: [TextFile; FILES.len()],
}

impl Folder {
    /// Reads a folder.
    ///
    /// # Errors
    /// If a file that has to be there is missing, or one cannot be read; the message names it.
    pub fn read(path: &Path) -> io::Result<Self> {
        let code = path.file_name().map(|name| name.to_string_lossy().into_owned());
        let code = code.unwrap_or_default();
        let mut files = Vec::new();
        for (i, file) in FILES.into_iter().enumerate() {
            let text = match fs::read_to_string(path.join(file)) {
                Ok(text) => text,
                Err(e) if e.kind() == io::ErrorKind::NotFound && i + OPTIONAL >= FILES.len() => {
                    String::new()
                }
                Err(e) => {
                    return Err(io::Error::other(format!("{}: {e}", path.join(file).display())));
                }
            };
            files.push(TextFile { name: format!("data/{code}/{file}"), text });
        }
        let files = files.try_into().map_err(|_| io::Error::other("a file is missing"))?;
        Ok(Self { code, files })
    }

    /// One of its files, by its name in [`FILES`]; the first one for a name that is not there.
    #[must_use]
    pub fn file(&self, name: &str) -> &TextFile {
        &self.files[position(name)]
    }

    /// As [`Folder::file`], to be changed.
    pub fn file_mut(&mut self, name: &str) -> &mut TextFile {
        &mut self.files[position(name)]
    }
}

fn position(name: &str) -> usize {
    FILES.iter().position(|file| *file == name).unwrap_or(0)
}

/// Every provider's folder in `data`, by name.
///
/// # Errors
/// If a folder or one of its files cannot be read.
pub fn read_all(data: &Path) -> io::Result<Vec<Folder>> {
    let mut paths = Vec::new();
    let entries =
        fs::read_dir(data).map_err(|e| io::Error::other(format!("{}: {e}", data.display())))?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            paths.push(path);
        }
    }
    paths.sort();
    paths.iter().map(|path| Folder::read(path)).collect()
}

//! The site as a folder of files, and copies of it with something changed.

use std::{
    collections::BTreeMap,
    env, fs,
    path::{Path, PathBuf},
    process::Command,
    sync::atomic::{AtomicU32, Ordering},
};

use serde_json::Value;
use sha2::{Digest, Sha256};

use harness::dist;

/// What `make dist` has made.
pub fn site() -> PathBuf {
    let site = root().join("site");
    assert!(site.join("index.html").is_file(), "there is no site in site/: run make dist first");
    site
}

/// The project's folder.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All files of a folder by their path in it.
pub fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_str().expect("a name").to_owned();
        if path.is_dir() {
            found.extend(
                files(&path).into_iter().map(|(below, bytes)| (format!("{name}/{below}"), bytes)),
            );
        } else {
            found.insert(name, fs::read(&path).expect("a file"));
        }
    }
    found
}

/// A text file of a site.
pub fn text(site: &Path, name: &str) -> String {
    fs::read_to_string(site.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// `version.json` of a site.
pub fn version(site: &Path) -> Value {
    serde_json::from_str(&text(site, "version.json")).expect("version.json")
}

/// Whether a name carries a fingerprint of the content.
pub fn has_fingerprint(name: &str) -> bool {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    stem.rsplit_once('-')
        .is_some_and(|(_, end)| end.len() == 16 && end.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// Types and schemas: not what visitors need, so no browser keeps them.
pub fn for_programmers(name: &str) -> bool {
    name.ends_with(".d.ts") || name.ends_with(".schema.json")
}

/// SHA-256 in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The texts between `start` and `end`, in their order.
pub fn between<'a>(text: &'a str, start: &'a str, end: &'a str) -> impl Iterator<Item = &'a str> {
    text.split(start).skip(1).filter_map(move |rest| Some(rest.split_once(end)?.0))
}

/// A folder that goes with the test.
pub struct Temporary(PathBuf);

impl Temporary {
    /// An empty one.
    pub fn new() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = env::temp_dir().join(format!("site-{}-{number}", std::process::id()));
        fs::create_dir_all(&path).expect("a folder");
        Self(path)
    }

    /// One with a copy of `folder` at `place` in it.
    pub fn with(place: &str, folder: &Path) -> Self {
        let temporary = Self::new();
        temporary.copy(place, folder);
        temporary
    }

    /// Copies all files of `folder` to `place`.
    pub fn copy(&self, place: &str, folder: &Path) {
        for (name, bytes) in files(folder) {
            self.write(&format!("{place}{name}"), bytes);
        }
    }

    /// Writes a file.
    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        // What is left is in the folder for temporary files.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The site of a release build that differs from the one in dist/ by what `change` does to a copy of it.
pub fn changed_site(change: impl FnOnce(&Temporary)) -> Temporary {
    let build = Temporary::with("", &dist());
    change(&build);
    let made = Temporary::new();
    let output = Command::new("node")
        .arg(root().join("scripts/site/make.mjs"))
        .args([build.path(), made.path()])
        .current_dir(root())
        .output()
        .expect("node, which makes the site");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    made
}

/// A site whose page has another heading.
pub fn newer_site() -> Temporary {
    changed_site(|build| {
        let page = text(build.path(), "index.html");
        let newer = page
            .replace("<h1>StemeDB sizing calculator</h1>", "<h1>StemeDB sizing calculator 2</h1>");
        assert_ne!(page, newer);
        build.write("index.html", newer);
    })
}

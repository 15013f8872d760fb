//! Files of scenarios: what export writes and import reads, and what the browser's storage holds.
//!
//! A file is JSON, in version 1:
//!
//! ```json
//! {"format": "stemedb-sizing", "version": 1, "scenarios": [
//!   {"id": "k3v9x1", "name": "Production", "notes": "", "link": "v=1&a=100000", "changed": 1763800000000}
//! ]}
//! ```
//!
//! - `id`: what tells this scenario from all others; an import replaces the one with the same id.
//! - `name`, `notes`: text of any script; `name` is one line.
//! - `link`: the scenario itself, as the fragment of a share link (see [`crate::link`]).
//! - `changed`: when it was changed last, in milliseconds since 1970, UTC.
//!
//! Scenarios stand in their owner's order. `id` and `link` are necessary; entries that are not listed
//! here are ignored.

use crate::json::{self, Json};
use crate::library::{Library, Saved};
use crate::link;

/// Version of the format that this program writes, and the newest that it knows.
pub const VERSION: u64 = 1;

/// Longest file that is read, in bytes. Browsers store less than this for a page.
pub const MAX_BYTES: usize = 5_000_000;

/// Longest link of a scenario, in bytes; one that sets every price is half as long.
const MAX_LINK: usize = 20_000;

/// Longest id, in bytes.
const MAX_ID: usize = 200;

/// Names or reasons that a preview lists at most before it only counts.
const MAX_LISTED: usize = 8;

const FORMAT: &str = "stemedb-sizing";

/// What a file was found to hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contents {
    /// The scenarios that can be read.
    pub scenarios: Vec<Saved>,
    /// A sentence for each that cannot.
    pub lost: Vec<String>,
}

/// Why nothing of a file can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is longer than [`MAX_BYTES`].
    TooLarge,
    /// It is not JSON; the line is where the first error is.
    NotJson(usize),
    /// It is JSON of something else.
    NotScenarios,
    /// A newer version of the calculator wrote it.
    Newer(u64),
}

impl Refusal {
    /// One plain sentence, to be read after the file's name.
    #[must_use]
    pub fn sentence(self) -> String {
        match self {
            Self::TooLarge => {
                "is larger than 5 MB, and no file of scenarios is that large.".to_owned()
            }
            Self::NotJson(line) => format!("is no readable JSON (line {line})."),
            Self::NotScenarios => {
                "is JSON, but no file of scenarios from this calculator.".to_owned()
            }
            Self::Newer(version) => format!(
                "has version {version} of the format, and this calculator knows {VERSION}. Reload the page for a newer calculator."
            ),
        }
    }
}

/// Writes scenarios as a file: one line each.
#[must_use]
pub fn write(scenarios: &[Saved]) -> String {
    let version = VERSION.to_string();
    let mut text =
        [r#"{"format":""#, FORMAT, r#"","version":"#, &version, r#","scenarios":["#].concat();
    for (i, saved) in scenarios.iter().enumerate() {
        text += if i == 0 { "\n" } else { ",\n" };
        text += &json::write(saved);
    }
    text + "\n]}\n"
}

/// Reads what [`write()`] wrote, in this or an earlier version.
///
/// # Errors
/// [`Refusal`] if nothing of it can be read.
pub fn read(text: &str) -> Result<Contents, Refusal> {
    if text.len() > MAX_BYTES {
        return Err(Refusal::TooLarge);
    }
    let text = text.trim_start_matches('\u{feff}');
    let file: Json = Json::read(text).map_err(Refusal::NotJson)?;
    if file.text("format") != Some(FORMAT) {
        return Err(Refusal::NotScenarios);
    }
    let version = file.whole("version").ok_or(Refusal::NotScenarios)?;
    let file = migrate(file, version)?;
    let Some(Json::List(entries)) = file.get("scenarios") else {
        return Err(Refusal::NotScenarios);
    };
    let mut contents = Contents::default();
    for (i, entry) in entries.iter().enumerate() {
        let known = |id: &str| contents.scenarios.iter().any(|saved| saved.id == id);
        match scenario(entry, known) {
            Ok(saved) => contents.scenarios.push(saved),
            Err(reason) => contents.lost.push(format!("Scenario {}{reason}.", i + 1)),
        }
    }
    Ok(contents)
}

/// Brings a file of an earlier version into the form of this one. A new version adds a step here and
/// a frozen file to the tests.
fn migrate(file: Json, version: u64) -> Result<Json, Refusal> {
    match version {
        1 => Ok(file),
        0 => Err(Refusal::NotScenarios),
        newer => Err(Refusal::Newer(newer)),
    }
}

/// Reads one scenario, or says why not, to follow on "Scenario 3".
fn scenario(entry: &Json, known: impl Fn(&str) -> bool) -> Result<Saved, &'static str> {
    let id = entry.text("id").ok_or(" has no id")?;
    if id.is_empty() || id.len() > MAX_ID {
        return Err(" has no usable id");
    }
    if known(id) {
        return Err(" has the id of one before it");
    }
    let link = entry.text("link").ok_or(" has no link")?;
    if link.len() > MAX_LINK {
        return Err("'s link is too long");
    }
    let text = |key| entry.text(key).unwrap_or_default();
    let changed = entry.whole("changed").unwrap_or_default();
    Ok(Saved::new(id.to_owned(), text("name"), text("notes"), link.to_owned(), changed))
}

/// What an import would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    /// What it would put into the library: see [`Library::import`].
    pub scenarios: Vec<Saved>,
    /// What that comes to, in sentences.
    pub sentences: Vec<String>,
}

/// Describes what importing a file would do to a library.
#[must_use]
pub fn preview(library: &Library, contents: Contents) -> Preview {
    let Contents { scenarios, lost } = contents;
    let (mut adds, mut replaces, mut remarks) = (Vec::new(), Vec::new(), Vec::new());
    let mut put = Vec::new();
    let mut same = 0;
    for saved in scenarios {
        let name = ["“", &saved.name, "”"].concat();
        match library.get(&saved.id) {
            Some(known) if *known == saved => {
                same += 1;
                continue;
            }
            Some(known) => {
                if known.changed > saved.changed {
                    remarks.push(format!(
                        "{name} was changed here later than in the file; importing goes back to the file's."
                    ));
                }
                replaces.push(name.clone());
            }
            None => adds.push(name.clone()),
        }
        let untaken = link::parse(&saved.link).notices.len();
        if untaken > 0 {
            remarks.push(format!("{name}: {} will not be taken as written.", parts(untaken)));
        }
        put.push(saved);
    }
    let mut sentences = Vec::new();
    for (what, names) in [("Adds", adds), ("Replaces", replaces)] {
        if !names.is_empty() {
            sentences.push(format!("{what} {}: {}.", names.len(), list(&names)));
        }
    }
    if same > 0 {
        sentences.push(format!("Already here, just the same: {same}."));
    }
    let left_out = lost.into_iter().map(|reason| ["Left out: ", &reason].concat());
    remarks.extend(left_out);
    let more = remarks.len().saturating_sub(MAX_LISTED);
    remarks.truncate(MAX_LISTED);
    sentences.extend(remarks);
    if more > 0 {
        sentences.push(format!("{more} more remarks like these."));
    }
    if sentences.is_empty() {
        sentences.push("The file holds no scenarios.".to_owned());
    }
    Preview { scenarios: put, sentences }
}

fn parts(count: usize) -> String {
    if count == 1 { "1 part of its link".to_owned() } else { format!("{count} parts of its link") }
}

fn list(names: &[String]) -> String {
    let mut text = names[..names.len().min(MAX_LISTED)].join(", ");
    if names.len() > MAX_LISTED {
        text += &format!(" and {} more", names.len() - MAX_LISTED);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(scenarios: &str) -> String {
        format!(r#"{{"format":"stemedb-sizing","version":1,"scenarios":[{scenarios}]}}"#)
    }

    #[test]
    fn a_file_is_one_line_per_scenario() {
        let saved = Saved::new("k3".into(), "A \"b\" 🚀", "x\ny", "v=1&a=10".into(), 7);
        let text = write(&[saved.clone(), Saved { id: "k4".into(), ..saved.clone() }]);
        assert_eq!(
            text,
            concat!(
                r#"{"format":"stemedb-sizing","version":1,"scenarios":["#,
                "\n",
                r#"{"id":"k3","name":"A \"b\" 🚀","notes":"x\ny","link":"v=1&a=10","changed":7},"#,
                "\n",
                r#"{"id":"k4","name":"A \"b\" 🚀","notes":"x\ny","link":"v=1&a=10","changed":7}"#,
                "\n]}\n"
            )
        );
        assert_eq!(read(&text).map(|c| c.scenarios[0].clone()), Ok(saved));
        assert_eq!(read(&write(&[])), Ok(Contents::default()));
    }

    #[test]
    fn what_is_no_file_of_scenarios_is_refused_in_a_sentence() {
        for (text, refusal) in [
            ("", Refusal::NotJson(1)),
            ("hello", Refusal::NotJson(1)),
            ("{\n\n", Refusal::NotJson(3)),
            (&"[".repeat(100_000), Refusal::NotJson(1)),
            (&" ".repeat(MAX_BYTES + 1), Refusal::TooLarge),
            ("null", Refusal::NotScenarios),
            ("[1.5, -1, true]", Refusal::NotScenarios),
            ("{}", Refusal::NotScenarios),
            (r#"{"format":"other","version":1,"scenarios":[]}"#, Refusal::NotScenarios),
            (r#"{"format":"stemedb-sizing","scenarios":[]}"#, Refusal::NotScenarios),
            (r#"{"format":"stemedb-sizing","version":0,"scenarios":[]}"#, Refusal::NotScenarios),
            (r#"{"format":"stemedb-sizing","version":1}"#, Refusal::NotScenarios),
            (r#"{"format":"stemedb-sizing","version":1,"scenarios":{}}"#, Refusal::NotScenarios),
            (r#"{"format":"stemedb-sizing","version":9}"#, Refusal::Newer(9)),
        ] {
            assert_eq!(read(text), Err(refusal), "{}", &text[..text.len().min(60)]);
            assert!(refusal.sentence().ends_with('.'));
        }
    }

    #[test]
    fn a_bad_scenario_is_named_and_costs_nothing_else() {
        let long = format!(r#"{{"id":"l","link":"{}"}}"#, "x".repeat(MAX_LINK + 1));
        let text = file(
            &[
                r#"{"id":"a","link":"v=1"}"#,
                r#"{"link":"v=1"}"#,
                r#"{"id":"","link":"v=1"}"#,
                r#"{"id":"a","link":"v=1"}"#,
                r#"{"id":"b","link":5}"#,
                &long,
                "null",
                r#"{"id":"c","link":"v=1","name":"\u0000","notes":7,"changed":1.5,"later":[]}"#,
            ]
            .join(","),
        );
        let contents = read(&text).expect("a file");
        assert_eq!(
            contents.lost,
            [
                "Scenario 2 has no id.",
                "Scenario 3 has no usable id.",
                "Scenario 4 has the id of one before it.",
                "Scenario 5 has no link.",
                "Scenario 6's link is too long.",
                "Scenario 7 has no id."
            ]
        );
        let [a, c] = contents.scenarios.as_slice() else { panic!("two scenarios") };
        assert_eq!((a.name.as_str(), a.changed), ("Untitled", 0));
        assert_eq!((c.name.as_str(), c.notes.as_str(), c.changed), ("Untitled", "", 0));
    }

    #[test]
    fn a_preview_says_what_an_import_adds_replaces_and_leaves_out() {
        let saved =
            |id: &str, link: &str, changed| Saved::new(id.into(), id, "", link.to_owned(), changed);
        let mut library = Library::of(vec![
            saved("same", "v=1", 1),
            saved("old", "v=1", 1),
            saved("new", "v=1", 9),
        ]);
        let contents = Contents {
            scenarios: vec![
                saved("same", "v=1", 1),
                saved("old", "v=1&q=5", 5),
                saved("new", "v=1&q=5", 5),
                saved("fresh", "v=9&zz=1", 5),
            ],
            lost: vec!["Scenario 5 has no link.".into()],
        };
        let preview = preview(&library, contents);
        assert_eq!(
            preview.sentences,
            [
                "Adds 1: “fresh”.",
                "Replaces 2: “old”, “new”.",
                "Already here, just the same: 1.",
                "“new” was changed here later than in the file; importing goes back to the file's.",
                "“fresh”: 2 parts of its link will not be taken as written.",
                "Left out: Scenario 5 has no link."
            ]
        );
        library.import(preview.scenarios);
        let now: Vec<_> =
            library.scenarios().iter().map(|s| (s.id.as_str(), s.link.as_str())).collect();
        assert_eq!(
            now,
            [("same", "v=1"), ("old", "v=1&q=5"), ("new", "v=1&q=5"), ("fresh", "v=9&zz=1")]
        );
    }

    #[test]
    fn a_preview_of_many_counts_them() {
        let scenarios = (0..20)
            .map(|i| Saved::new(format!("{i}"), &format!("S{i}"), "", "v=1&zz=1".into(), 1))
            .collect();
        let preview = preview(&Library::default(), Contents { scenarios, lost: Vec::new() });
        assert_eq!(preview.sentences.len(), 1 + MAX_LISTED + 1);
        assert!(preview.sentences[0].ends_with("“S7” and 12 more."), "{}", preview.sentences[0]);
        assert_eq!(
            preview.sentences.last().map(String::as_str),
            Some("12 more remarks like these.")
        );
        let nothing = super::preview(&Library::default(), Contents::default());
        assert_eq!(nothing.sentences, ["The file holds no scenarios."]);
    }
}

//! A file of scenarios, whatever it holds, opens or is refused in a sentence; what was read survives
//! being written and being imported.
#![no_main]

use exchange::draft::Draft;
use exchange::file::{self, Contents};
use exchange::library::Library;
use exchange::link;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let draft = Draft::read(text);
    let _ = link::parse(&draft.link);
    let contents = match file::read(text) {
        Ok(contents) => contents,
        Err(refusal) => return assert!(refusal.sentence().ends_with('.')),
    };
    let mut library = Library::default();
    let preview = file::preview(&library, contents.clone());
    assert!(!preview.sentences.is_empty());
    library.import(preview.scenarios);
    assert_eq!(library.scenarios(), contents.scenarios);
    let again = file::read(&file::write(&contents.scenarios));
    assert_eq!(again, Ok(Contents { lost: Vec::new(), ..contents }));
});

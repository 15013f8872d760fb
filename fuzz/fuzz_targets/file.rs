//! A file of scenarios, whatever it holds, opens or is refused in a sentence; what was read survives
//! being written and being imported.
#![no_main]

use exchange::file::{self, Contents};
use exchange::library::Library;
use exchange::link;
use exchange::opened_from::OpenedFrom;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let here = text.split('\n').next().unwrap_or_default();
    let _ = OpenedFrom::read(text, here);
    let _ = link::parse(here);
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

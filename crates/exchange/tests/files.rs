//! Files of scenarios as untrusted input: whatever they hold, they open or are refused in a sentence.
#![cfg(not(target_arch = "wasm32"))]

mod common;

use common::mutate;
use exchange::file::{self, Contents};
use exchange::library::{Library, Saved};
use exchange::link;
use model::testing::any_scenario;
use proptest::prelude::*;

/// The frozen file of version 1. It never changes: people have such files.
const V1: &str = include_str!("fixtures/library-v1.json");

fn v1() -> Vec<Saved> {
    file::read(V1).expect("a file").scenarios
}

#[test]
fn the_frozen_file_of_version_1_opens_in_full() {
    let contents = file::read(V1).expect("a file");
    assert_eq!(contents.lost, [""; 0]);
    let [europe, quoted, growth] = contents.scenarios.as_slice() else { panic!("three scenarios") };
    assert_eq!(europe.id, "k3v9x1ab");
    assert_eq!(europe.notes, "Agreed on 3 March.\nAsk again in summer.");
    assert_eq!(quoted.name, "本番環境 🚀 \"quoted\" \\ ünïcödé");
    assert_eq!((growth.notes.as_str(), growth.changed), ("עברית", 1_763_790_000_000));
    for saved in &contents.scenarios {
        let parsed = link::parse(&saved.link);
        assert_eq!(parsed.notices, [], "{}", saved.name);
        assert_eq!(link::format(&parsed.scenario), saved.link);
    }
    assert_eq!(file::write(&contents.scenarios), V1, "and is written as it was");
}

#[test]
fn a_byte_order_mark_does_no_harm() {
    assert_eq!(file::read(&format!("\u{feff}{V1}")), file::read(V1));
}

#[test]
fn every_prefix_opens_or_is_refused() {
    let whole = V1.trim_end();
    for (end, _) in whole.char_indices() {
        let refusal = file::read(&whole[..end]).expect_err("a file without its end");
        assert!(refusal.sentence().ends_with('.'));
    }
}

fn any_saved() -> impl Strategy<Value = Saved> {
    ("[a-z0-9]{1,12}", any::<String>(), any::<String>(), any_scenario(), any::<u64>()).prop_map(
        |(id, name, notes, scenario, changed)| {
            Saved::new(id, &name, &notes, link::format(&scenario), changed)
        },
    )
}

fn any_changes() -> impl Strategy<Value = Vec<(usize, u8, char)>> {
    let telling = prop::sample::select("{}[]\",:\\ue0159.-&=\n".chars().collect::<Vec<_>>());
    prop::collection::vec((any::<usize>(), any::<u8>(), prop_oneof![telling, any::<char>()]), 1..6)
}

proptest! {
    #[test]
    fn what_is_written_is_read_back_the_same(scenarios in prop::collection::vec(any_saved(), 0..6)) {
        let library = Library::of(scenarios);
        let text = file::write(library.scenarios());
        let contents = file::read(&text).expect("a file");
        prop_assert_eq!(&contents.lost, &Vec::<String>::new());
        let mut imported = Library::default();
        imported.import(file::preview(&imported, contents).scenarios);
        prop_assert_eq!(imported, library);
    }

    #[test]
    fn any_text_opens_or_is_refused(text in any::<String>()) {
        prop_assert!(file::read(&text).is_err());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20_000))]

    #[test]
    fn a_damaged_file_opens_or_is_refused(changes in any_changes()) {
        let Ok(contents) = file::read(&mutate(V1, &changes)) else { return Ok(()) };
        let library = Library::of(v1());
        let preview = file::preview(&library, contents.clone());
        prop_assert!(!preview.sentences.is_empty());
        // What was read is as good as what was saved here: it survives being written.
        let again = file::read(&file::write(&contents.scenarios));
        prop_assert_eq!(again, Ok(Contents { lost: Vec::new(), ..contents }));
    }
}

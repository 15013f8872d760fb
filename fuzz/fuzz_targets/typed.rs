//! A typed number, whatever it is, is a value that its input takes, or is answered with a sentence.
#![no_main]

use exchange::numerals::Numerals;
use exchange::typed::{Field, read};
use libfuzzer_sys::fuzz_target;
use model::inputs::{INPUTS, Kind};
use model::scenario::{Scenario, unit};

fuzz_target!(|text: &str| {
    let german = Numerals { decimal: ',', group: '.', pairs: false };
    let scenario = Scenario::default();
    for (i, input) in INPUTS.iter().enumerate() {
        let Kind::Number { whole, .. } = input.kind else { continue };
        let numerals = if i % 2 == 0 { Numerals::ENGLISH } else { german };
        let (unit, bounds) = (unit(input, &scenario), scenario.bounds(input.key));
        let read = read(text, &Field { numerals, unit, bounds, whole });
        for value in read.value.iter().chain(read.others.iter().flatten()) {
            let taken = Scenario::default().set(input.key, Some(*value));
            assert_eq!(taken, Ok(()), "{}", input.code);
        }
        assert!(read.value.is_some() || !read.says.is_empty(), "{}", input.code);
    }
    assert_eq!(Numerals::ENGLISH.localize(text), text);
    let _ = german.localize(text);
});

//! The page as a whole: whatever the link holds, every control by name, and an end without remains.

use model::inputs::{INPUTS, Kind};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Element;

use crate::page::{Page, all_in, name_of, text};

#[wasm_bindgen_test]
fn every_control_has_a_name_and_no_two_have_the_same() {
    let page = Page::open("a=NaN&bk=0");
    let controls = page.all("input, select, textarea, button, summary, a");
    assert!(controls.len() > 100, "only {} controls", controls.len());
    let mut names = Vec::new();
    for control in &controls {
        if control.closest("[hidden]").is_ok_and(|hidden| hidden.is_some()) {
            continue;
        }
        let name = name_of(control);
        assert!(!name.is_empty(), "no name: {}", control.outer_html());
        // Options are told apart by their choice, and what is on a card or in a group by its title.
        let group = control.closest("[role=radiogroup], .card, fieldset").ok().flatten();
        let title = |group: &Element| match name_of(group) {
            name if name.is_empty() => {
                all_in(group, "h3, legend").first().map(text).unwrap_or_default()
            }
            name => name,
        };
        names.push((group.as_ref().map(title), name));
    }
    names.sort();
    let twice: Vec<_> = names.windows(2).filter(|pair| pair[0] == pair[1]).collect();
    assert!(twice.is_empty(), "{twice:?}");
}

#[wasm_bindgen_test]
fn ids_are_given_once_and_whatever_is_referred_to_is_there() {
    let page = Page::open("a=NaN");
    let mut ids: Vec<_> = page.all("[id]").iter().map(Element::id).collect();
    ids.sort();
    assert!(ids.windows(2).all(|pair| pair[0] != pair[1]), "{ids:?}");
    for attribute in ["for", "aria-labelledby", "aria-describedby", "aria-controls"] {
        for element in page.all(&format!("[{attribute}]")) {
            let wanted = element.get_attribute(attribute).unwrap_or_default();
            for id in wanted.split_whitespace() {
                assert!(ids.binary_search(&id.to_owned()).is_ok(), "{attribute} names #{id}");
            }
        }
    }
}

#[wasm_bindgen_test]
fn noise_mounts_and_is_named() {
    // A generator of one line, so that the noise is the same every time.
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut byte = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()[3]
    };
    for round in 0..4 {
        let bytes: Vec<u8> = (0..65_536).map(|_| byte()).collect();
        let noise = match round {
            0 => String::from_utf8_lossy(&bytes).into_owned(),
            1 => bytes.iter().map(|b| *b as char).collect(),
            // Known keys, with noise for values.
            2 => bytes
                .chunks(40)
                .zip(INPUTS.iter().cycle())
                .map(|(b, input)| format!("&{}={}", input.code, String::from_utf8_lossy(b)))
                .collect(),
            // Known keys, with numbers of all sizes.
            _ => bytes
                .as_chunks::<2>()
                .0
                .iter()
                .zip(INPUTS.iter().cycle())
                .map(|(b, input)| format!("&{}={}e{}", input.code, b[0], b[1].cast_signed()))
                .collect(),
        };
        let page = Page::open(&noise);
        assert!(page.all("li").iter().any(|li| text(li).contains("more parts of the link")));
        assert_sound(&page);
    }
}

#[wasm_bindgen_test]
fn the_ends_of_all_ranges_mount_with_finite_figures() {
    for choice in 0..3 {
        for least in [true, false] {
            let mut fragment = String::new();
            for input in &INPUTS {
                let value = match input.kind {
                    Kind::Number { min, max, .. } => (if least { min } else { max }).to_string(),
                    kind => kind.options()[choice % kind.options().len()].0.to_owned(),
                };
                fragment += &format!("&{}={value}", input.code);
            }
            assert_sound(&Page::open(&fragment));
        }
    }
}

/// No number on the page is none.
fn assert_sound(page: &Page) {
    for part in page.all("section:not(.notices), form") {
        let written = text(&part);
        for bad in ["NaN", "∞", "Infinity", "inf ", "undefined"] {
            assert!(!written.contains(bad), "{bad} in: {written}");
        }
    }
}

#[wasm_bindgen_test]
async fn a_page_that_has_ended_no_longer_follows_the_address() {
    let window = web_sys::window().expect("a window");
    let address = window.location();
    let mut page = Page::open("a=7");
    address.set_hash("a=8").expect("an address");
    page.reads("8", || page.field("Total assertions").value()).await;

    page.end();
    let next = Page::open("a=10");
    address.set_hash("a=9").expect("an address");
    next.reads("9", || next.spoken("Total assertions")).await;
    assert_eq!(page.spoken("Total assertions"), "8");
}

#[wasm_bindgen_test]
async fn pages_can_come_and_go() {
    for assertions in 1..20 {
        let page = Page::open(&format!("a={assertions}"));
        page.type_into("Total assertions", "77");
        page.reads("77", || page.spoken("Total assertions")).await;
    }
}

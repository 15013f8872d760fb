//! The library under two tabs: whatever both do, and in whichever order it is merged, nothing is lost.
#![cfg(not(target_arch = "wasm32"))]

use exchange::library::{Library, Saved};
use proptest::prelude::*;

/// Something that a tab does: which scenario it is about, what, and when.
type Change = (usize, u8, u64);

fn do_all(library: &Library, tab: &str, changes: &[Change]) -> Library {
    let mut library = library.clone();
    for (i, (which, what, now)) in changes.iter().enumerate() {
        let ids: Vec<String> = library.scenarios().iter().map(|s| s.id.clone()).collect();
        let fresh = format!("{tab}{i}");
        let Some(id) = ids.get(which % ids.len().max(1)) else {
            library.save(fresh.clone(), &fresh, "v=1".into(), *now);
            continue;
        };
        match what % 8 {
            0 => drop(library.save(fresh.clone(), &fresh, "v=1".into(), *now)),
            1 => library.rename(id, &fresh, *now),
            2 => library.annotate(id, &fresh, *now),
            3 => drop(library.duplicate(id, fresh, *now)),
            4 => library.delete(id),
            5 => library.shift(id, true),
            6 => library.shift(id, false),
            _ => {
                let seen = library.get(id).map_or(0, |saved| saved.changed);
                library.save_over(id, seen, format!("v=1&q={i}"), *now);
            }
        }
    }
    library
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    prop::collection::vec((0..8_usize, any::<u8>(), 0..50_u64), 0..8)
}

fn base() -> Library {
    let saved = |i: u64| Saved::new(format!("s{i}"), &format!("S{i}"), "", format!("v=1&a={i}"), i);
    Library::of((1..6).map(saved).collect())
}

/// What a saved scenario says, whatever its name and id have become.
fn says(saved: &Saved) -> (String, String) {
    (saved.notes.clone(), saved.link.clone())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn merging_does_not_depend_on_which_tab_does_it(one in changes(), other in changes()) {
        let base = base();
        let (a, b) = (do_all(&base, "a", &one), do_all(&base, "b", &other));
        prop_assert_eq!(Library::merge(&base, &a, &b), Library::merge(&base, &b, &a));
    }

    #[test]
    fn merging_with_nothing_new_changes_nothing(one in changes()) {
        let base = base();
        let a = do_all(&base, "a", &one);
        prop_assert_eq!(&Library::merge(&base, &a, &base), &a);
        prop_assert_eq!(&Library::merge(&base, &a, &a), &a);
    }

    #[test]
    fn merging_twice_is_merging_once(one in changes(), other in changes()) {
        let base = base();
        let (a, b) = (do_all(&base, "a", &one), do_all(&base, "b", &other));
        let merged = Library::merge(&base, &a, &b);
        prop_assert_eq!(&Library::merge(&b, &b, &merged), &merged);
        prop_assert_eq!(&Library::merge(&a, &merged, &a), &merged);
    }

    #[test]
    fn what_either_tab_has_made_or_changed_is_still_there(one in changes(), other in changes()) {
        let base = base();
        let (a, b) = (do_all(&base, "a", &one), do_all(&base, "b", &other));
        let merged = Library::merge(&base, &a, &b);
        for saved in a.scenarios().iter().chain(b.scenarios()) {
            if base.get(&saved.id) != Some(saved) {
                prop_assert!(
                    merged.scenarios().iter().any(|m| says(m) == says(saved)),
                    "{:?} is lost in {:?}", saved, merged
                );
            }
        }
        // And what nobody touched is untouched.
        for saved in base.scenarios() {
            if a.get(&saved.id) == Some(saved) && b.get(&saved.id) == Some(saved) {
                prop_assert_eq!(merged.get(&saved.id), Some(saved));
            }
        }
        let mut ids: Vec<&str> = merged.scenarios().iter().map(|s| s.id.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        prop_assert_eq!(ids.len(), merged.scenarios().len(), "an id twice");
    }

    #[test]
    fn undoing_at_once_is_as_if_it_had_not_been(one in changes(), other in changes()) {
        let base = base();
        let before = do_all(&base, "a", &one);
        let after = do_all(&before, "b", &other);
        let undone = Library::merge(&after, &before, &after);
        prop_assert_eq!(undone, before);
    }
}

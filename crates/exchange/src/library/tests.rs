use super::*;

fn library(text: &str) -> Library {
    let mut library = Library::default();
    for (i, id) in text.split_whitespace().enumerate() {
        let link = format!("v=1&a={}", i + 1);
        library.scenarios.push(Saved::new(id.into(), id, "", link, 10));
    }
    library
}

fn names(library: &Library) -> Vec<&str> {
    library.scenarios.iter().map(|s| s.name.as_str()).collect()
}

#[test]
fn names_fit_on_a_line() {
    for (given, name) in [
        ("  a \n b\t", "a   b"),
        ("", "Untitled"),
        ("\0", "Untitled"),
        ("本番 🚀", "本番 🚀"),
        ("e\u{301}", "e\u{301}"),
    ] {
        assert_eq!(clean_name(given), name);
        assert_eq!(clean_name(name), name, "cleaning twice changes nothing");
    }
    assert_eq!(clean_name(&"ä".repeat(500)).chars().count(), MAX_NAME);
}

#[test]
fn saves_at_the_top_under_an_id_of_its_own() {
    let mut l = library("one");
    assert_eq!(l.save("two".into(), "Two", "v=1".into(), 20), "two");
    assert_eq!(l.save("one".into(), "Three", "v=1".into(), 30), "onex");
    assert_eq!(names(&l), ["Three", "Two", "one"]);
}

#[test]
fn saving_over_what_another_tab_changed_keeps_that_as_a_copy() {
    let mut l = library("one two");
    assert!(l.save_over("one", 10, "v=1&q=1".into(), 20));
    assert_eq!(names(&l), ["one", "two"]);
    assert!(l.save_over("one", 10, "v=1&q=2".into(), 30));
    assert_eq!(names(&l), ["one", "one (other version)", "two"]);
    assert_eq!(l.scenarios[0].link, "v=1&q=2");
    assert_eq!((l.scenarios[1].link.as_str(), l.scenarios[1].changed), ("v=1&q=1", 20));
    assert!(!l.save_over("gone", 10, "v=1".into(), 40));
    assert_eq!(names(&l).len(), 3);
}

#[test]
fn every_change_is_later_than_the_one_before_whatever_the_clock_says() {
    let mut l = library("one");
    l.rename("one", "new", 5);
    assert_eq!(l.scenarios[0].changed, 11);
    l.rename("one", "new", 50);
    assert_eq!(l.scenarios[0].changed, 11, "nothing was changed");
    l.annotate("one", "notes", 50);
    assert_eq!(l.scenarios[0].changed, 50);
    let far = Saved::new("far".into(), "far", "", String::new(), u64::MAX);
    l.import(vec![far]);
    l.annotate("far", "notes", u64::MAX);
    assert_eq!(l.get("far").map(|s| s.changed), Some(LATEST));
}

#[test]
fn duplicates_stand_below_and_moves_stop_at_the_ends() {
    let mut l = library("one two");
    assert_eq!(l.duplicate("one", "c".into(), 20).as_deref(), Some("c"));
    assert_eq!(l.duplicate("gone", "d".into(), 20), None);
    assert_eq!(names(&l), ["one", "one (copy)", "two"]);
    l.shift("two", true);
    assert_eq!(names(&l), ["one", "two", "one (copy)"]);
    for _ in 0..5 {
        l.shift("one", false);
    }
    assert_eq!(names(&l), ["two", "one (copy)", "one"]);
    l.shift("two", true);
    l.delete("c");
    assert_eq!(names(&l), ["two", "one"]);
    let long = "x".repeat(MAX_NAME);
    l.rename("one", &long, 20);
    l.duplicate("one", "e".into(), 20);
    assert_eq!(l.get("e").map(|s| s.name.chars().count()), Some(MAX_NAME));
}

#[test]
fn search_finds_all_words_in_names_and_notes() {
    let mut l = library("Alpha Beta");
    l.annotate("Beta", "Prod in Zürich", 20);
    let found = |query: &str| -> Vec<String> {
        l.search(query, str::to_lowercase).iter().map(|s| s.name.clone()).collect()
    };
    assert_eq!(found(""), ["Alpha", "Beta"]);
    assert_eq!(found("ZÜRICH  beta"), ["Beta"]);
    assert_eq!(found("zürich alpha"), [""; 0]);
}

#[test]
fn merging_takes_in_what_either_side_did() {
    let base = library("one two three");
    let (mut a, mut b) = (base.clone(), base.clone());
    a.rename("one", "ONE", 20);
    a.save("new-a".into(), "from a", "v=1".into(), 20);
    b.delete("two");
    b.shift("three", true);
    b.save("new-b".into(), "from b", "v=1".into(), 20);
    let merged = Library::merge(&base, &a, &b);
    assert_eq!(names(&merged), ["from a", "from b", "three", "ONE"]);
    assert_eq!(merged, Library::merge(&base, &b, &a));
}

#[test]
fn of_two_changes_the_later_wins_and_the_other_is_a_copy() {
    let base = library("one two");
    let (mut a, mut b) = (base.clone(), base.clone());
    a.rename("one", "early", 20);
    b.rename("one", "late", 30);
    let merged = Library::merge(&base, &a, &b);
    assert_eq!(names(&merged), ["late", "early (other version)", "two"]);
    assert_eq!(Library::merge(&base, &merged, &b), merged, "merging again adds nothing");
    assert_eq!(Library::merge(&base, &merged, &a), merged);
}

#[test]
fn a_change_beats_a_deletion() {
    let base = library("one");
    let (mut a, mut b) = (base.clone(), base.clone());
    a.delete("one");
    b.rename("one", "kept", 20);
    assert_eq!(names(&Library::merge(&base, &a, &b)), ["kept"]);
    assert_eq!(names(&Library::merge(&base, &a, &base)), [""; 0]);
}

#[test]
fn the_same_done_in_both_tabs_is_done_once() {
    let base = library("one");
    let (mut a, mut b) = (base.clone(), base.clone());
    a.rename("one", "same", 20);
    b.rename("one", "same", 30);
    let merged = Library::merge(&base, &a, &b);
    assert_eq!(names(&merged), ["same"]);
    assert_eq!(merged.scenarios[0].changed, 30);
}

#[test]
fn undoing_leaves_alone_what_came_after() {
    let before = library("one two three");
    let mut after = before.clone();
    after.delete("two");
    let mut now = after.clone();
    now.rename("three", "3", 20);
    now.save("new".into(), "new", "v=1".into(), 30);
    let undone = Library::merge(&after, &before, &now);
    assert_eq!(names(&undone), ["new", "one", "two", "3"]);
}

use super::*;

fn notices(fragment: &str) -> Vec<String> {
    parse(fragment).notices.into_iter().map(|n| n.message).collect()
}

#[test]
fn a_link_holds_only_what_differs_from_the_defaults() {
    assert_eq!(format(&Scenario::default()), "v=1");
    for (given, canonical) in [
        ("", "v=1"),
        ("#v=1&a=5000", "v=1"),
        ("q=1000&a=100000", "v=1&a=100000&q=1000"),
        ("a=100k&bt=object&n=auto", "v=1&a=100000&bt=object"),
        ("n=3&rf=3&ha=1", "v=1&n=3&ha=1&rf=3"),
        ("lens=50%2E5", "v=1&lens=50.5"),
        ("gr=7&g=compound", "v=1&g=compound&gr=7"),
        ("d=500", "v=1&d=500"),
        ("v=1&d=500&pin=2024-07_1_99.00", "v=1&d=500"),
        (
            "price.aws.m5.large=0.08&discount.gcp=12.5",
            "v=1&discount.gcp=12.5&price.aws.m5.large=0.08",
        ),
    ] {
        let parsed = parse(given);
        assert_eq!(format(&parsed.scenario), canonical, "{given}");
        assert_eq!(parsed.notices, [], "{given}");
    }
}

#[test]
fn bad_parts_are_named_and_cost_nothing_else() {
    for (given, canonical, said) in [
        ("a=lots&q=7", "v=1&q=7", "“a” cannot be “lots”; its default, 5000, was taken."),
        ("cache=big", "v=1", "“cache” cannot be “big”; its default, auto, was taken."),
        ("q=-1", "v=1&q=0", "“q” is -1, outside 0 to 1000000; 0 was taken."),
        (
            "a=1e12",
            "v=1&a=1000000000",
            "“a” is 1e12, outside 1 to 1000000000; 1000000000 was taken.",
        ),
        ("n=3&rf=5", "v=1&n=3&rf=3", "“rf” is 5, outside 1 to 3; 3 was taken."),
        ("n=2.4", "v=1&n=2", "“n” is 2.4, but only whole numbers fit; 2 was taken."),
        ("zz=1", "v=1", "“zz” is not known to this version of the calculator and was ignored."),
        ("q=1&q=2", "v=1&q=2", "“q” is given more than once; the last one was taken."),
        ("rd=wrong", "v=1", "“rd” cannot be “wrong”; its default, consistent, was taken."),
        ("ha=2", "v=1", "“ha” cannot be “2”; its default, 0, was taken."),
        (
            "price.aws.m5.huge=1",
            "v=1",
            "“price.aws.m5.huge” names no price of this catalogue and was ignored.",
        ),
        (
            "discount.aws=120",
            "v=1&discount.aws=100",
            "“discount.aws” is 120, which is out of range; 100 was taken.",
        ),
        (
            "price.aws.m5.large=cheap",
            "v=1",
            "“price.aws.m5.large” cannot be “cheap”; the list price was taken.",
        ),
        (
            "pin=soon&a=10",
            "v=1&a=10",
            "“pin” cannot be read: the link may have been cut, and what has changed since is not known.",
        ),
        ("a", "v=1", "“a” cannot be “”; its default, 5000, was taken."),
        (
            "v=2&q=9",
            "v=1&q=9",
            "“v” is 2: a newer version of the calculator made this link, and parts of it may be missing here.",
        ),
    ] {
        assert_eq!(format(&parse(given).scenario), canonical, "{given}");
        assert_eq!(notices(given), [said], "{given}");
    }
}

#[test]
fn a_bad_duplicate_does_not_bring_an_earlier_value_back() {
    assert_eq!(format(&parse("q=7&q=x").scenario), "v=1");
    assert_eq!(notices("q=7&q=x").len(), 2);
}

#[test]
fn compound_growth_is_bounded_in_per_cent_wherever_it_stands() {
    assert_eq!(format(&parse("gr=5000&g=compound").scenario), "v=1&g=compound&gr=1000");
    assert_eq!(format(&parse("gr=5000&g=linear").scenario), "v=1&g=linear&gr=5000");
}

#[test]
fn a_flood_of_notices_is_counted_instead() {
    let flood: String = (0..100).map(|i| format!("&x{i}=1")).collect();
    let notices = notices(&flood);
    assert_eq!(notices.len(), MAX_NOTICES + 1);
    assert_eq!(notices[MAX_NOTICES], "80 more parts of the link were not taken.");
}

#[test]
fn quoted_text_is_short_and_has_no_control_characters() {
    let long = "x".repeat(500);
    assert!(notices(&format!("{long}=1"))[0].chars().count() < 150);
    assert!(!notices("q=a%00%0Ab")[0].contains(['\0', '\n']));
}

use super::*;
use crate::forecast::event::EventKind;
use crate::guide::Tier;
use crate::outcome::Outcome;
use crate::pricing::rules::Resource;

const MANY: [&str; 9] = [
    "",
    "h=1",
    "h=120",
    "a=8000&h=60",
    "a=100000&q=1000&h=120",
    "a=900000&g=compound&gr=12&h=36",
    "a=1&q=0&i=0&g=linear&gr=0",
    "a=1e9&q=1e6&i=1e6&g=compound&gr=1000&gq=1000&gu=10&h=120",
    "cache=1024&h=120",
];

const SUBJECTS: [Subject; 4] = [
    Subject::Assertions { log: false },
    Subject::Assertions { log: true },
    Subject::Fill,
    Subject::Cost,
];

/// An element of a chart, read back from its SVG.
#[derive(Debug)]
struct Shape {
    tag: String,
    class: String,
    at: Vec<(String, String)>,
    text: String,
}

fn planned(text: &str) -> Plan {
    Outcome::of(&text.parse().unwrap_or_else(|e| panic!("{e}"))).plan()
}

const WIDTHS: [f64; 3] = [280.0, WIDTH, 1000.0];

fn shapes(fragment: &str, subject: Subject, width: f64) -> Vec<Shape> {
    let plan = planned(fragment);
    let chart = Chart::of(&plan, subject, width);
    let svg = chart.frame(&|_| "Jan 27".to_owned()) + &chart.data();
    svg.split('<')
        .filter(|part| !part.is_empty() && !part.starts_with('/'))
        .map(|part| {
            let (head, text) = part.split_once('>').expect("a tag that ends");
            let (tag, rest) = head.split_once(' ').expect("attributes");
            let mut parts = rest.split('"');
            let mut at = Vec::new();
            while let (Some(name), Some(value)) = (parts.next(), parts.next()) {
                at.push((name.trim().trim_end_matches('=').to_owned(), value.to_owned()));
            }
            let text = text.replace("&lt;", "<").replace("&gt;", ">");
            let (_, class) = at.remove(0);
            Shape { tag: tag.to_owned(), class, at, text }
        })
        .collect()
}

fn value(shape: &Shape, name: &str) -> f64 {
    let text = shape.at.iter().find(|(n, _)| n == name).map(|(_, value)| value);
    text.and_then(|text| text.parse().ok()).unwrap_or(f64::NAN)
}

#[test]
fn everything_is_on_the_chart() {
    for (fragment, width) in MANY.iter().flat_map(|one| WIDTHS.map(|width| (*one, width))) {
        for subject in SUBJECTS {
            for shape in shapes(fragment, subject, width) {
                assert!(!shape.at.is_empty(), "{shape:?}");
                for (name, text) in &shape.at {
                    let most = if name.contains('y') { HEIGHT } else { width };
                    for number in text.split(|c: char| c.is_alphabetic() || c == ' ') {
                        let number: f64 =
                            if number.is_empty() { 0.0 } else { number.parse().expect(text) };
                        assert!((0.0..=most).contains(&number), "{fragment} {subject:?} {shape:?}");
                    }
                }
            }
        }
    }
}

#[test]
fn text_cannot_become_markup() {
    let mut markup = String::new();
    escape(&mut markup, "<50K & >1M");
    assert_eq!(markup, "&lt;50K &amp; &gt;1M");
}

#[test]
fn no_two_texts_overlap() {
    // Left, right, upper and lower edge, as wide as a generous font.
    let frame = |shape: &Shape| {
        let (x, y) = (value(shape, "x"), value(shape, "y"));
        let width = shape.text.chars().count() as f64 * 6.0;
        let left = if shape.class.contains("middle") {
            x - width / 2.0
        } else if shape.class.contains("end") {
            x - width
        } else {
            x
        };
        (left, left + width, y - 9.0, y + 2.0)
    };
    for (fragment, width) in MANY.iter().flat_map(|one| WIDTHS.map(|width| (*one, width))) {
        for subject in SUBJECTS {
            let all = shapes(fragment, subject, width);
            let texts: Vec<&Shape> = all.iter().filter(|shape| shape.tag == "text").collect();
            for (i, one) in texts.iter().enumerate() {
                for other in &texts[i + 1..] {
                    let (a, b) = (frame(one), frame(other));
                    let apart = a.1 <= b.0 || b.1 <= a.0 || a.3 <= b.2 || b.3 <= a.2;
                    assert!(apart, "{fragment} {subject:?}\n{one:?}\n{other:?}");
                }
            }
        }
    }
}

#[test]
fn every_event_within_the_horizon_is_marked() {
    for fragment in MANY {
        let plan = planned(fragment);
        let marks = shapes(fragment, Subject::Assertions { log: true }, WIDTH);
        assert_eq!(
            marks.iter().filter(|shape| shape.tag == "circle").count(),
            plan.events.iter().filter(|event| event.month.is_some()).count(),
            "{fragment}"
        );
    }
}

#[test]
fn months_are_found_where_they_are_drawn() {
    for horizon in [1, 36, 120] {
        for month in 0..=horizon {
            for width in WIDTHS {
                assert_eq!(month_at(x(month, horizon, width), horizon, width), month);
            }
        }
        let at = |across: f64| month_at(across, horizon, WIDTH);
        assert_eq!((at(-1.0), at(2.0 * WIDTH)), (0, horizon));
        assert!(horizon / month_step(horizon, WIDTH) <= 5);
    }
}

#[test]
fn all_names_of_events_fit_above_the_chart() {
    // Every resource and every tier, all of them in the last month.
    let kinds = Resource::THAT_GROW.map(EventKind::Outgrown);
    let tiers = [Tier::Under50K, Tier::Under100K, Tier::Under500K, Tier::Under1M, Tier::Beyond];
    let kinds = kinds.into_iter().chain(tiers.map(EventKind::Tier));
    let names: Vec<Named> =
        kinds.map(|kind| (WIDTH - BESIDE, TOP, kind.label().to_owned())).collect();
    let places = crate::chart::spread(&names, side_by_side, LEFT, WIDTH - BESIDE);
    let half = |i: usize| names[i].2.len() as f64 * CHARACTER / 2.0;
    assert!(places[0] - half(0) >= 0.0 && places[9] + half(9) <= WIDTH, "{places:?}");
    for i in 1..names.len() {
        assert!(places[i - 1] + half(i - 1) < places[i] - half(i), "{places:?}");
    }
}

#[test]
fn spreading_moves_no_more_than_needed() {
    let spread = |places: &[f64]| {
        let names: Vec<Named> = places.iter().map(|place| (*place, 0.0, String::new())).collect();
        crate::chart::spread(&names, |_, _| 10.0, 0.0, 50.0)
    };
    assert_eq!(spread(&[5.0, 30.0]), [5.0, 30.0]);
    assert_eq!(spread(&[20.0, 20.0, 25.0]), [20.0, 30.0, 40.0]);
    assert_eq!(spread(&[48.0, 49.0, 50.0]), [30.0, 40.0, 50.0]);
    assert_eq!(spread(&[-3.0]), [0.0]);
    assert_eq!(spread(&[]), [0.0; 0]);
}

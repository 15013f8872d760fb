//! The first visit: a few questions that set the inputs that matter most. An answer may be one of those offered, or
//! numbers of one's own.

use super::draft;
use super::place::place;
use crate::dom::signals::*;
use crate::dom::{El, button, el, rescue_focus};
use crate::format::{exact, figure, local, numerals, percent};
use crate::state::{App, Outcome};
use exchange::typed::{self, Field};
use model::advice::checks::ROOMY_HEAD;
use model::inputs::{Key, Kind};
use model::number;
use web_sys::HtmlInputElement;

/// An answer: what it is called, and what it sets.
type Answer = (&'static str, &'static [(Key, f64)]);

/// In place of a number: the input is left to *auto*.
const AUTO: f64 = f64::NAN;

/// The questions. The first answer to each is what the inputs are at first.
const QUESTIONS: [(&str, &[Answer]); 6] = [
    (
        "How much does it hold?",
        &[
            ("A pilot: 5,000 assertions", &[(Key::Assertions, 5e3), (Key::Ingest, 10.0)]),
            ("A team: 50,000", &[(Key::Assertions, 5e4), (Key::Ingest, 50.0)]),
            ("A company: 400,000", &[(Key::Assertions, 4e5), (Key::Ingest, 200.0)]),
            ("Many companies: 5 million", &[(Key::Assertions, 5e6), (Key::Ingest, 1e3)]),
        ],
    ),
    (
        "How many queries at the busiest time?",
        &[
            ("50 a second", &[(Key::Queries, 50.0)]),
            ("400 a second", &[(Key::Queries, 400.0)]),
            ("2,000 a second", &[(Key::Queries, 2e3)]),
            ("10,000 a second", &[(Key::Queries, 1e4)]),
        ],
    ),
    (
        "What happens when a machine fails?",
        &[
            (
                "The service may be down for a while",
                &[(Key::HighAvailability, 0.0), (Key::Drill, 0.0), (Key::PeakCpu, 100.0)],
            ),
            // The machines that are left carry the peak: to survive in the quiet hours alone is not to stay up.
            (
                "The service stays up",
                &[(Key::HighAvailability, 1.0), (Key::Drill, 1.0), (Key::PeakCpu, 100.0)],
            ),
            (
                "The service stays up and as fast as before",
                &[(Key::HighAvailability, 1.0), (Key::Drill, 1.0), (Key::PeakCpu, ROOMY_HEAD)],
            ),
        ],
    ),
    (
        "Who asks?",
        &[
            ("Services in the same cloud", &[(Key::Egress, 0.0)]),
            ("People on the internet", &[(Key::Egress, 100.0)]),
        ],
    ),
    (
        "How long must it last?",
        &[
            ("For today's load", &[(Key::HoldsFor, 0.0)]),
            ("12 months of growth", &[(Key::HoldsFor, 12.0)]),
            ("36 months of growth", &[(Key::HoldsFor, 36.0)]),
        ],
    ),
    (
        "What may a month cost?",
        &[
            ("No limit", &[(Key::Budget, AUTO)]),
            ("$200", &[(Key::Budget, 200.0)]),
            ("$1,000", &[(Key::Budget, 1e3)]),
            ("$5,000", &[(Key::Budget, 5e3)]),
        ],
    ),
];

/// Numbers of one's own: what they are called, which are multiplied; what the second usually is; the input that follows, and
/// how much of it one of the product is.
type Own = (&'static [&'static str], f64, Key, f64);

const OWN: [Own; 3] = [
    (&["Documents", "Facts in each"], 12.0, Key::Assertions, 1.0),
    (&["People at once", "Queries a minute by each"], 2.0, Key::Queries, 1.0 / 60.0),
    (&["USD a month"], 1.0, Key::Budget, 1.0),
];

/// The questions, for visitors who have neither a link nor inputs of an earlier visit.
pub fn start(app: App, first_visit: bool) -> El {
    let shown = RwSignal::new(first_visit);
    let done = move || {
        // The next visit is then not a first one.
        draft::keep(app);
        shown.set(false);
        rescue_focus("#inputs-title");
    };
    // The questions follow every change of the inputs, so they are there only while they are shown.
    let questions = el("div").dyn_children(
        move || shown.get(),
        move |shown| if *shown { content(app, done) } else { Vec::new() },
    );
    el("section.start")
        .attr("aria-labelledby", "start-title")
        .dyn_flag("hidden", move || !shown.get())
        .child(el("h2").id("start-title").text("A few answers for a first sizing"))
        .child(questions)
}

fn content(app: App, done: impl Fn() + 'static) -> Vec<El> {
    let questions = QUESTIONS.iter().enumerate().map(|(i, question)| {
        let asked = ask(app, i, question);
        // A question's first answer sets what it is about.
        let about = |own: &&Own| question.1[0].1[0].0 == own.2;
        match OWN.iter().find(about) {
            Some(own) => asked.child(own_numbers(app, own)),
            None => asked,
        }
    });
    let hide = button("link", "Hide the questions", done);
    let questions = el("div.questions").children(questions.collect()).child(place(
        app,
        "start-place",
        "Where does it run?",
    ));
    vec![questions, el("p").dyn_text(move || app.with(assumed)).child(hide)]
}

/// What the answer takes for granted.
fn assumed(o: &Outcome) -> String {
    let s = &o.s;
    let parts = [
        "An assertion is one signed fact. Assumed: ",
        &exact(s.a),
        " of them, ",
        &exact(s.kb),
        " KB each, ",
        &figure(s.i),
        " written a second at peak and ",
        &figure(s.d),
        " a day; answers of ",
        &exact(s.resp),
        " KB; on average ",
        &percent(s.avg / 100.0),
        " of the peak. Every input can be set exactly. ",
    ];
    parts.concat()
}

/// Numbers whose product an input follows while they are typed.
fn own_numbers(app: App, own: &'static Own) -> El {
    let (labels, usual, key, of_one) = own;
    let input = |_| {
        el("input").attr("type", "text").attr("inputmode", "decimal").attr("autocomplete", "off")
    };
    let inputs: Vec<El> = labels.iter().map(input).collect();
    if let Some(second) = inputs.get(1) {
        second.input().set_value(&exact(*usual));
    }
    let fields: Vec<HtmlInputElement> = inputs.iter().map(El::input).collect();
    let wrong = RwSignal::new(String::new());
    let typed = move |_| match product(&fields, *of_one, *key) {
        Ok(value) => {
            app.set_all(&[(*key, value)]);
            wrong.set(String::new());
        }
        Err(sentence) => wrong.set(sentence),
    };
    let typed = std::rc::Rc::new(typed);
    let labelled = labels.iter().zip(inputs).map(|(label, input)| {
        let typed = typed.clone();
        el("label").text(label).child(input.on_input(move |text| typed(text)))
    });
    el("div.own-numbers")
        .children(labelled.collect())
        .child(el("p.error").attr("role", "status").dyn_text(move || wrong.get()))
}

/// The value of an input that typed numbers come to; `None` is *auto*, where nothing is typed and there is such a thing.
///
/// # Errors
/// Why it is no value of the input, as a sentence.
fn product(fields: &[HtmlInputElement], of_one: f64, key: Key) -> Result<Option<f64>, String> {
    let has_auto = key.input().default.is_none();
    if has_auto && fields.iter().all(|input| input.value().trim().is_empty()) {
        return Ok(None);
    }
    let field = Field { numerals: numerals(), unit: "", bounds: (0.0, 1e12), whole: false };
    let mut value = of_one;
    for input in fields {
        let read = typed::read(&input.value(), &field);
        value *= read.value.ok_or(read.says)?;
    }
    let value = number::tidy(value);
    match key.input().kind {
        Kind::Number { min, max, whole, .. } => {
            let value = if whole { value.round() } else { value };
            if (min..=max).contains(&value) {
                return Ok(Some(value));
            }
            let parts = ["Together that is ", &exact(value), "; from ", &exact(min), " to "];
            Err([&parts.concat(), &*exact(max), " can be sized."].concat())
        }
        Kind::Choice(_) | Kind::Switch => Ok(Some(value)),
    }
}

/// The number that an answer sets; `None` is *auto*.
fn number_of(value: f64) -> Option<f64> {
    value.is_finite().then_some(value)
}

fn ask(app: App, number: usize, (question, answers): &'static (&str, &[Answer])) -> El {
    let title = ["start-", &number.to_string()].concat();
    let choices = answers.iter().map(|(text, sets)| {
        let chosen = move || {
            app.with(|o| {
                let value = |key: Key| o.scenario.get(key).or(key.input().default);
                sets.iter().all(|(key, wanted)| value(*key) == number_of(*wanted))
            })
        };
        let radio = el("input").attr("type", "radio").attr("name", &title).dyn_checked(chosen).on(
            "change",
            move |_| {
                let changes: Vec<_> =
                    sets.iter().map(|(key, value)| (*key, number_of(*value))).collect();
                app.set_all(&changes);
            },
        );
        el("label.segment").child(radio).child(el("span").text(&local(text)))
    });
    el("div").child(el("span.label").id(&title).text(question)).child(
        el("div.segments")
            .attr("role", "radiogroup")
            .attr("aria-labelledby", &title)
            .children(choices.collect()),
    )
}

//! The first visit: three questions that set the inputs that matter most.

use super::draft;
use crate::dom::signals::*;
use crate::dom::{El, button, el, rescue_focus};
use crate::state::App;
use model::inputs::Key;

/// An answer: what it is called, and what it sets.
type Answer = (&'static str, &'static [(Key, f64)]);

/// The questions. The first answer to each is what the inputs are at first.
const QUESTIONS: [(&str, &[Answer]); 3] = [
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
                &[(Key::HighAvailability, 0.0), (Key::Drill, 0.0)],
            ),
            ("The service stays up", &[(Key::HighAvailability, 1.0), (Key::Drill, 0.0)]),
            (
                "The service stays up and as fast as before",
                &[(Key::HighAvailability, 1.0), (Key::Drill, 1.0)],
            ),
        ],
    ),
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
    let questions = QUESTIONS.iter().enumerate().map(|(i, question)| ask(app, i, question));
    el("section.start")
        .attr("aria-labelledby", "start-title")
        .dyn_flag("hidden", move || !shown.get())
        .child(el("h2").id("start-title").text("Three answers for a first sizing"))
        .child(el("div.questions").children(questions.collect()))
        .child(
            el("p")
                .text("An assertion is one signed fact: multiply the number of your documents by the facts in each. The answer above changes at once. Each size also sets a usual rate of writes. Every input can be set exactly below. ")
                .child(button("link", "Hide the questions", done)),
        )
}

fn ask(app: App, number: usize, (question, answers): &'static (&str, &[Answer])) -> El {
    let title = ["start-", &number.to_string()].concat();
    let choices = answers.iter().map(|(text, sets)| {
        let chosen = move || {
            app.with(|o| {
                let value = |key: Key| o.scenario.get(key).or(key.input().default);
                sets.iter().all(|(key, wanted)| value(*key) == Some(*wanted))
            })
        };
        let radio = el("input").attr("type", "radio").attr("name", &title).dyn_checked(chosen).on(
            "change",
            move |_| {
                for (key, value) in *sets {
                    app.set(*key, Some(*value));
                }
                app.drop_drafts();
            },
        );
        el("label.segment").child(radio).child(el("span").text(text))
    });
    el("div").child(el("span.label").id(&title).text(question)).child(
        el("div.segments")
            .attr("role", "radiogroup")
            .attr("aria-labelledby", &title)
            .children(choices.collect()),
    )
}

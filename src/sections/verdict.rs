//! The verdict: what to buy, in a sentence; its figures; what else could be bought. The bar has it in small.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use super::contents;
use crate::debounce::Debounce;
use crate::dom::signals::*;
use crate::dom::{Batch, El, button, document, effect, el};
use crate::format::{self, Plain, local};
use crate::state::{App, embedded};
use crate::text;
use crate::widgets::share::share;
use model::advice::verdict::{MOST, Offer, State, Verdict};
use model::chart::{append, coordinate};

/// A text of the verdict.
type Text = fn(&Verdict) -> String;

/// How long the inputs must rest before the window's title follows them: to set it takes a browser long.
const TITLE_AFTER: Duration = Duration::from_millis(250);

/// What stands in the place of a figure that does not exist.
const NONE: &str = "–";

/// The class of the figure that has the lifeline.
const LASTS: &str = "big lasts";

/// A figure: its class, its name, its value, and what stands below.
const FIGURES: [(&str, Text, Text, Text); 6] = [
    ("big", |_| "Cost a month".to_owned(), |v| text::cost(v.cents), year),
    (LASTS, lasts_label, lasts, decide),
    ("nodes", |_| "Deployment".to_owned(), nodes, copies),
    ("", |_| "Each node".to_owned(), machine, disk),
    ("", |_| "CPU at peak".to_owned(), cpu, sustained),
    ("", |_| "One node lost".to_owned(), |v| local(&v.node_lost(&Plain)), rest),
];

/// The verdict of the page, kept up to date.
pub fn verdict_of(app: App) -> Batch<Verdict> {
    let kept = Rc::new(RefCell::new(untrack(|| app.with(Verdict::of))));
    let lent = kept.clone();
    let mut opened = false;
    Batch::over(
        Box::new(move || {
            app.track();
            // It is there when the page opens.
            if std::mem::replace(&mut opened, true) {
                kept.replace(untrack(|| app.with(Verdict::of)));
            }
        }),
        Rc::new(move |look| look(&lent.borrow())),
    )
}

/// The section.
pub fn section(app: App, batch: &Batch<Verdict>) -> El {
    if !embedded() {
        let (shown, rest) = (batch.clone(), Debounce::new(TITLE_AFTER));
        let mut opened = false;
        effect(Box::new(move || {
            app.track();
            let shown = shown.clone();
            let show = move || document().set_title(&shown.get(title));
            if std::mem::replace(&mut opened, true) { rest.call(Box::new(show)) } else { show() }
        }));
    }
    let figures = (0..FIGURES.len()).map(|i| figure(batch, i));
    el("section.verdict.panel")
        .id("verdict")
        .attr("aria-labelledby", "verdict-title")
        .class_when("warn", batch.show(|v| !v.holds()))
        .children(vec![
            el("h2.visually-hidden").id("verdict-title").text("The verdict"),
            says(batch),
            el("dl.figures").children(figures.collect()),
            mend(app, batch),
            el("ul.offers").children((0..MOST).map(|i| offer(app, batch, i)).collect()),
            actions(app),
        ])
}

/// One of the figures, by its position.
fn figure(batch: &Batch<Verdict>, i: usize) -> El {
    let class = FIGURES[i].0;
    let parts = [el("dt"), el("b"), el("small")];
    let texts = batch.show_for(i, |v, i| {
        let (_, label, value, note) = FIGURES[*i];
        [label(v), value(v), note(v)]
    });
    El::dyn_texts(parts.clone(), texts);
    let [label, value, note] = parts;
    let mut figure = el("dd").child(value);
    if class == LASTS {
        figure = figure.child(el("span").dyn_markup(batch.show(lifeline)));
    }
    el("div").attr("class", class).child(label).child(figure.child(note))
}

/// What can be done with it as it is.
fn actions(app: App) -> El {
    let share = share(app);
    // A frame has no saved scenarios.
    let share = if embedded() {
        share
    } else {
        share.child(button("", "Save and compare…", || contents::go("library")))
    };
    el("div.actions").child(share)
}

/// The verdict as the bar has it, in small. Whoever cannot see it has the large one.
pub fn small(batch: &Batch<Verdict>) -> El {
    let parts = [el("b"), el("span"), el("span"), el("span.dim")];
    El::dyn_texts(parts.clone(), batch.show(in_small));
    let [cost, a_month, lasts, machines] = parts;
    el("p.mini")
        .attr("aria-hidden", "true")
        .class_when("warn", batch.show(|v| !v.holds()))
        .children(vec![el("span").child(cost).child(a_month), lasts, machines])
}

/// The verdict in a sentence, to be read aloud.
pub fn sentence(o: &crate::state::Outcome) -> String {
    local(&model::advice::verdict::plain(&Verdict::of(o).sentence(&Plain)))
}

fn title(v: &Verdict) -> String {
    let order = v.order.map_or_else(|| "no order".to_owned(), |order| order.machines());
    local(&[&order, ", ", &v.cost(&Plain), " – StemeDB sizing"].concat())
}

/// Runs of text of the sentence at most; every other one stands out, beginning with the second.
const RUNS: usize = 8;

/// The sentence. Its texts change where they are: to set it as markup takes a browser longer than all the rest.
fn says(batch: &Batch<Verdict>) -> El {
    let runs: [El; RUNS] = std::array::from_fn(|i| el(if i % 2 == 0 { "span" } else { "b" }));
    El::dyn_texts(runs.clone(), batch.show(runs_of));
    el("p.says").children(runs.into())
}

fn runs_of(v: &Verdict) -> [String; RUNS] {
    let mut runs = [const { String::new() }; RUNS];
    let mut i = 0;
    for (text, strong) in v.sentence(&Plain) {
        i += usize::from((i % 2 == 1) != strong);
        if let Some(run) = runs.get_mut(i) {
            *run += &local(&text);
        }
    }
    runs
}

fn in_small(v: &Verdict) -> [String; 4] {
    let [cost, none] = [text::cost(v.cents), String::new()];
    let Some(order) = &v.order else {
        return ["▲ Nothing to buy".to_owned(), none.clone(), none.clone(), none];
    };
    if v.holds() {
        let lasts = v.lasts(&format::short_month_in);
        [cost, " a month".to_owned(), lasts, order.machines()]
    } else {
        [["▲ ", &cost].concat(), none.clone(), "does not hold".to_owned(), none]
    }
}

fn year(v: &Verdict) -> String {
    v.cents.map_or_else(String::new, |cents| [&text::whole_dollars(cents * 12), " a year"].concat())
}

fn lasts_label(v: &Verdict) -> String {
    if v.outgrown_in().is_some() || v.order.is_none() { "Lasts to" } else { "Lasts beyond" }
        .to_owned()
}

fn lasts(v: &Verdict) -> String {
    match (v.order, &v.state) {
        (None, _) => NONE.to_owned(),
        (Some(_), State::Fails(..)) if !v.stands => "full now".to_owned(),
        _ => format::short_month_in(v.outgrown_in().unwrap_or(v.horizon)),
    }
}

/// The early case, and by when to decide.
fn decide(v: &Verdict) -> String {
    let Some(step) = &v.step else { return String::new() };
    let decide = match v.decide_by {
        0 => "Decide now.".to_owned(),
        month => ["Decide by ", &format::short_month_in(month), "."].concat(),
    };
    match step.early.filter(|early| *early < step.month) {
        Some(early) => {
            ["One case in ten: ", &format::short_month_in(early), ". ", &decide].concat()
        }
        None => decide,
    }
}

/// From now to the horizon: the band from the early to the late case, the expected month, and when to decide.
fn lifeline(v: &Verdict) -> String {
    let mut out = String::new();
    let Some(step) = &v.step else { return out };
    let at = |month: u32| coordinate(f64::from(month) * 100.0 / f64::from(v.horizon.max(1))) + "%";
    let early = step.early.unwrap_or(step.month);
    let width = at(step.late.unwrap_or(v.horizon).saturating_sub(early));
    let (early, month, decide) = (at(early), at(step.month), at(v.decide_by));
    append(
        &mut out,
        &[
            "<svg class=\"lifeline\" aria-hidden=\"true\"><path d=\"M0 8H2000\"/><rect x=\"",
            &early,
            "\" width=\"",
            &width,
            "\" y=\"5\" height=\"6\" rx=\"3\"/><circle cx=\"",
            &month,
            "\" cy=\"8\" r=\"5\"/><line x1=\"",
            &decide,
            "\" x2=\"",
            &decide,
            "\" y1=\"1\" y2=\"15\"/></svg>",
        ],
    );
    out
}

fn nodes(v: &Verdict) -> String {
    v.order.map_or_else(|| NONE.to_owned(), |order| text::nodes(order.nodes))
}

fn copies(v: &Verdict) -> String {
    let copies = format::exact(v.copies);
    [&*copies, if v.copies == 1.0 { " copy" } else { " copies" }, " of the data"].concat()
}

fn machine(v: &Verdict) -> String {
    v.order.map_or_else(
        || NONE.to_owned(),
        |order| {
            let (vcpu, gb) = (order.instance.vcpu(), order.instance.memory_gb());
            [&format::exact(vcpu), " vCPU, ", &format::gigabytes(gb)].concat()
        },
    )
}

fn disk(v: &Verdict) -> String {
    let disk = |disk: &model::pricing::disk::Disk| {
        [&format::gigabytes(disk.gb), " ", disk.kind.name].concat()
    };
    v.order.as_ref().map_or_else(String::new, |order| disk(&order.disk))
}

fn cpu(v: &Verdict) -> String {
    v.fullness.map_or_else(|| NONE.to_owned(), |full| text::fullness(full.cpu_peak))
}

fn sustained(v: &Verdict) -> String {
    v.fullness.map_or_else(String::new, |full| {
        [&text::fullness(full.cpu_sustained), " sustained"].concat()
    })
}

/// What the figure of a lost node is about.
fn rest(v: &Verdict) -> String {
    match v.failure.as_ref().map(|failure| failure.left) {
        None => String::new(),
        Some(0) => "there is no other".to_owned(),
        Some(1) => "CPU of the other one".to_owned(),
        Some(left) => ["CPU of the other ", &left.to_string()].concat(),
    }
}

/// The order that does what is asked, where the one in focus does not.
fn mend(app: App, batch: &Batch<Verdict>) -> El {
    fn offer(v: &Verdict) -> Option<&Offer> {
        match &v.state {
            State::Fails(_, offer) => offer.as_ref(),
            _ => None,
        }
    }
    let text = |v: &Verdict| {
        offer(v).map_or_else(String::new, |offer| {
            let machines = offer.order.map_or_else(String::new, |order| order.machines());
            local(&["Buy ", &machines, ", ", &offer.difference_words(&Plain)].concat())
        })
    };
    let now = batch.clone();
    let buy = button("primary", "", move || {
        app.set_all(&now.get(|v| offer(v).map(|o| o.changes.clone()).unwrap_or_default()));
    });
    el("p.mend")
        .dyn_flag("hidden", batch.show(|v| offer(v).is_none()))
        .child(buy.dyn_text(batch.show(text)))
}

/// One of the offers, by its position.
fn offer(app: App, batch: &Batch<Verdict>, i: usize) -> El {
    let text = |text: fn(&Offer) -> String| {
        batch.show_for((i, text), |v, (i, text)| {
            local(&v.offers.get(*i).map(text).unwrap_or_default())
        })
    };
    let name = |o: &Offer| ["Take it, ", &o.difference_words(&Plain)].concat();
    let now = batch.clone();
    let button = button("link", "", move || {
        app.set_all(&now.get(|v| v.offers.get(i).map(|o| o.changes.clone()).unwrap_or_default()));
    });
    el("li")
        .dyn_flag("hidden", batch.show_for(i, |v, i| *i >= v.offers.len()))
        .child(
            el("span")
                .dyn_text(text(|o| o.label.clone()))
                .text(": ")
                .child(el("b").dyn_text(text(|o| o.order_words(&Plain))))
                .text(" ")
                .child(el("small").dyn_text(text(|o| o.but.clone()))),
        )
        .child(button.dyn_text(text(name)).dyn_attr(
            "aria-label",
            batch.show_for(i, |v, i| {
                let offer = v.offers.get(*i)?;
                let text = ["Take it, ", &offer.difference_words(&Plain), ": ", &offer.label];
                Some(local(&text.concat()))
            }),
        ))
}

//! The three charts of growth, the month that they are read at, and their values as a table.

use std::rc::Rc;

use js_sys::Reflect;

use super::View;
use crate::dom::signals::*;
use crate::dom::{El, button, el, in_sight, on_window, svg};
use crate::format::{figure, short_month};
use crate::text::{cost, fullness};
use crate::widgets::disclosure::{disclosure, title};
use crate::widgets::table::table;
use model::chart::{
    BOTTOM, Chart, HEIGHT, Subject, TOP, WIDTH, append, coordinate, escape, month_at, x,
};
use model::forecast::plan::{Month, Plan};
use model::pricing::order::Fullness;

/// The month that is read at first.
const FIRST_READ: u32 = 12;

/// What the charts show, shared by all of them.
#[derive(Clone)]
struct Look {
    view: Rc<View>,
    /// The month that is read; beyond the horizon it is the last.
    month: RwSignal<u32>,
    /// Whether assertions are on a logarithmic scale.
    log: RwSignal<bool>,
    /// How wide a chart is, in pixels.
    width: RwSignal<f64>,
}

impl Look {
    fn month(&self) -> u32 {
        self.month.get().min(self.view.plan().horizon())
    }

    /// Everything about the month that is read.
    fn text(&self) -> String {
        let month = self.month();
        let mut out = self.view.month(month) + ": ";
        for (i, value) in values(&self.view.plan().months[month as usize]).iter().enumerate() {
            append(&mut out, &[if i > 0 { ", " } else { "" }, value, NAMES[i]]);
        }
        out
    }
}

/// What stands after each of [`values`] in a sentence.
const NAMES: [&str; 8] = [
    " assertions",
    " in the slow case",
    " in the fast case",
    " of CPU (sustained)",
    " of RAM",
    " of disk",
    " a month",
    " paid by then",
];

/// A month's values as texts, in the order of the table.
fn values(m: &Month) -> [String; 8] {
    [
        count(m.assertions),
        count(m.slow),
        count(m.fast),
        full(m, |full| full.cpu_sustained),
        full(m, |full| full.ram),
        full(m, |full| full.disk),
        cost(m.cents),
        cost(m.spent_cents),
    ]
}

/// How full the plan's order is.
fn full(m: &Month, of: fn(&Fullness) -> f64) -> String {
    m.planned.as_ref().map_or_else(|| "–".to_owned(), |full| fullness(of(full)))
}

/// A number of assertions. Beyond a trillion, the exact number says nothing.
fn count(x: f64) -> String {
    if x > 1e12 { "over a trillion".to_owned() } else { figure(x.round()) }
}

/// The charts, the slider that reads them, and the table of their values.
pub fn charts(view: &Rc<View>) -> El {
    let log = RwSignal::new(false);
    let look = Look {
        view: view.clone(),
        month: RwSignal::new(FIRST_READ),
        log,
        width: RwSignal::new(WIDTH),
    };
    let scale = button("quiet", "Logarithmic", move || log.update(|log| *log = !*log))
        .dyn_attr("aria-pressed", move || Some(log.get().to_string()));
    let figures = vec![
        chart(&look, "Assertions", |log| Subject::Assertions { log }, [0, 3]).child(scale),
        chart(&look, "How full the plan's orders get", |_| Subject::Fill, [3, 6]),
        chart(&look, "Cost a month", |_| Subject::Cost, [6, 8]),
    ];
    let read = look.clone();
    let figures = el("div.charts").children(figures);
    measure(&figures, look.width);
    el("div").children(vec![
        figures,
        slider(&look),
        el("p.readout").dyn_text(move || read.text()),
        el("p.calm").text("Band: from the slow to the fast case. Dashed: the guide's borders and thresholds. Pale: the order of today, if it stays. Rings: what happens to it."),
        table_of(view.clone()),
    ])
}

/// Keeps up with how wide the charts are: all of them are as wide as the first.
fn measure(figures: &El, width: RwSignal<f64>) {
    let figures = figures.clone();
    let this = figures.clone();
    let look = Rc::new(move || {
        let surface = this.0.query_selector(".chart").ok().flatten();
        let now = surface.map_or(0, |surface| surface.client_width());
        // What is hidden has no width.
        if now > 0 && width.get_untracked() != f64::from(now) {
            width.set(f64::from(now));
        }
    });
    let again = look.clone();
    on_window("resize", Box::new(move |_| again()));
    in_sight(&[figures], "200px", move |_, _| look());
}

/// The slider for the month.
fn slider(look: &Look) -> El {
    let (most, spoken, read, month) = (look.clone(), look.clone(), look.clone(), look.month);
    let input = el("input")
        .id("growth-month")
        .attr("type", "range")
        .attr("min", "0")
        .dyn_attr("max", move || Some(most.view.plan().horizon().to_string()))
        .dyn_attr("aria-valuetext", move || Some(spoken.text()))
        .dyn_value(move || read.month().to_string())
        .on_input(move |text| {
            if let Ok(chosen) = text.parse() {
                month.set(chosen);
            }
        });
    el("div.month").child(el("label").attr("for", "growth-month").text("Month")).child(input)
}

/// One chart. `shown` is which of [`values`] it shows, from and to.
fn chart(look: &Look, title: &str, subject: fn(bool) -> Subject, shown: [usize; 2]) -> El {
    let (frame, data, reading, pointed) = (look.clone(), look.clone(), look.clone(), look.clone());
    let across =
        move || coordinate(x(reading.month(), reading.view.plan().horizon(), reading.width.get()));
    let (said, wide) = (look.view.clone(), look.width);
    let picture = svg("svg")
        .dyn_attr("viewBox", move || Some([0.0, 0.0, wide.get(), HEIGHT].map(coordinate).join(" ")))
        .attr("role", "img")
        .dyn_attr("aria-label", move || Some(sentence(&said, &said.plan(), shown)))
        // Two groups, because the frame mostly stays while the lines move.
        .child(svg("g").dyn_markup(move || {
            let date = |month| short_month(frame.view.date(month));
            Chart::of(&frame.view.plan(), subject(frame.log.get()), frame.width.get()).frame(&date)
        }))
        .child(svg("g").dyn_markup(move || {
            Chart::of(&data.view.plan(), subject(data.log.get()), data.width.get()).data()
        }))
        .child(svg("path").attr("class", "reading").dyn_attr("d", move || {
            Some(["M", &across(), " ", &coordinate(TOP), "V", &coordinate(BOTTOM)].concat())
        }));
    // The picture takes no pointer events, so positions are relative to this element.
    let surface = el("div.chart").child(picture);
    let read = Rc::new(move |event: web_sys::Event| {
        let across = Reflect::get(&event, &"offsetX".into()).ok().and_then(|x| x.as_f64());
        if let Some(across) = across {
            let width = pointed.width.get_untracked();
            pointed.month.set(month_at(across, pointed.view.plan().horizon(), width));
        }
    });
    let again = read.clone();
    let surface =
        surface.on("pointermove", move |event| read(event)).on("pointerdown", move |e| again(e));
    el("figure").child(el("h3").text(title)).child(surface)
}

/// How some of the values change from today to the horizon.
fn sentence(view: &View, plan: &Plan, shown: [usize; 2]) -> String {
    let (first, last) = (values(&plan.months[0]), values(&plan.months[plan.months.len() - 1]));
    let mut out = ["From today to ", &view.end(plan)].concat();
    for i in shown[0]..shown[1] {
        append(&mut out, &[", ", &first[i], " to ", &last[i], NAMES[i]]);
    }
    out
}

/// The values of every month, made only while they are open.
fn table_of(view: Rc<View>) -> El {
    let (details, open) = disclosure("details.explain", title("Show the values month by month"));
    let head = [
        "Month",
        "Assertions",
        "Slow case",
        "Fast case",
        "CPU",
        "RAM",
        "Disk",
        "A month",
        "Paid by then",
    ];
    let (frame, body) = table("growth-title", "values", &head);
    body.dyn_markup(move || {
        let mut out = String::new();
        if !open.get() {
            return out;
        }
        for (i, month) in view.plan().months.iter().enumerate() {
            out += "<tr><th scope=\"row\">";
            escape(&mut out, &short_month(view.date(i as u32)));
            for value in values(month) {
                out += "<td>";
                escape(&mut out, &value);
            }
        }
        out
    });
    details.child(frame)
}

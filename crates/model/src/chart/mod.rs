//! The three charts of a plan, as SVG for a surface as wide as there is room and [`HEIGHT`] high. It is written as text,
//! because a browser parses text far faster than it creates elements one by one.

mod path;
mod scale;

pub use path::{Place, area, coordinate, line, steps};
pub use scale::{Scale, linear_ticks, log_ticks, round_around};

use crate::forecast::plan::{Month, Plan, Step};
use crate::guide::QUICK_TABLE;
use crate::guide::coefficients as c;
use crate::number::{short, tidy};
use crate::pricing::order::Fullness;

/// Width of a chart where it is not known yet how much room there is.
pub const WIDTH: f64 = 400.0;
/// Height of a chart.
pub const HEIGHT: f64 = 240.0;
/// Left end of the months.
pub const LEFT: f64 = 46.0;
/// Room to the right of the months, for the names of lines.
pub const BESIDE: f64 = 36.0;
/// Upper end of the values; labels go above it.
pub const TOP: f64 = 28.0;
/// Lower end of the values; dates go below it.
pub const BOTTOM: f64 = 214.0;

/// Numbers of assertions above this are drawn alike.
const MOST_ASSERTIONS: f64 = 1e10;
/// How full a resource is at the upper end.
const FULLEST: f64 = 1.2;
/// Width that a date on the axis needs.
const DATE: f64 = 64.0;
/// Width that a character of a name needs, the space between two names, and the height of a line of text.
const CHARACTER: f64 = 6.0;
const SPACE: f64 = 4.0;
const TEXT: f64 = 14.0;

/// A resource in the chart of fills: how its line looks, its name, its value.
type Fill = (&'static str, &'static str, fn(&Fullness) -> f64);

const FILLS: [Fill; 3] = [
    ("series", "CPU", |full| full.cpu_sustained),
    ("series dashed", "RAM", |full| full.ram),
    ("series dotted", "disk", |full| full.disk),
];

/// The thresholds of the chart of fill: each with how far below its line its name is, and what it is about.
/// Resources of the same threshold share a line.
fn fill_thresholds() -> Vec<(f64, f64, &'static str)> {
    let (ram, disk) = (c::RAM_FULL.value, c::DISK_FULL.value);
    let mut thresholds = vec![(c::CPU_FULL.value, 12.0, "CPU")];
    if ram == disk {
        thresholds.push((ram, -3.0, "RAM, disk"));
    } else {
        thresholds.extend([(ram, -3.0, "RAM"), (disk, -3.0, "disk")]);
    }
    thresholds
}

/// A label beside something: its position along an edge, its other coordinate, its text.
type Named = (f64, f64, String);

/// Inserts a label among others, in their order along the edge.
fn insert(names: &mut Vec<Named>, name: Named) {
    let place = names.iter().position(|other| other.0 > name.0).unwrap_or(names.len());
    names.insert(place, name);
}

/// SVG in the making. How an element looks follows from its class.
#[derive(Default)]
struct Drawing(String);

impl Drawing {
    fn open(&mut self, tag: &str, class: &str) {
        append(&mut self.0, &["<", tag, " class=\"", class]);
    }

    fn number(&mut self, name: &str, value: f64) {
        append(&mut self.0, &["\" ", name, "=\""]);
        path::push(&mut self.0, value);
    }

    fn path(&mut self, class: &str, data: &str) {
        self.open("path", class);
        append(&mut self.0, &["\" d=\"", data, "\"/>"]);
    }

    fn rule(&mut self, class: &str, from: Place, to: Place) {
        self.path(class, &line(&[from, to]));
    }

    fn ring(&mut self, (x, y): Place) {
        self.open("circle", "mark");
        self.number("cx", x);
        self.number("cy", y);
        self.number("r", 4.0);
        self.0 += "\"/>";
    }

    fn text(&mut self, class: &str, (x, y): Place, text: &str) {
        self.open("text", class);
        self.number("x", x);
        self.number("y", y);
        self.0 += "\">";
        escape(&mut self.0, text);
        self.0 += "</text>";
    }
}

/// Joins several texts.
pub fn append(text: &mut String, parts: &[&str]) {
    for part in parts {
        *text += part;
    }
}

/// Adds text to markup.
pub fn escape(markup: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => *markup += "&amp;",
            '<' => *markup += "&lt;",
            '>' => *markup += "&gt;",
            _ => markup.push(c),
        }
    }
}

/// What a chart shows over the months.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Assertions at the expected pace, the band between slow and fast, tier borders and events.
    Assertions {
        /// Whether the scale is logarithmic.
        log: bool,
    },
    /// How full CPU under sustained load, RAM and disk of the plan's orders get, against their thresholds; and
    /// paler, those of today's order if it stays.
    Fill,
    /// What a month costs.
    Cost,
}

/// A chart of a plan.
pub struct Chart<'a> {
    plan: &'a Plan,
    width: f64,
    subject: Subject,
    y: Scale,
    ticks: Vec<f64>,
}

/// Where a month is across a chart so wide.
#[must_use]
pub fn x(month: u32, horizon: u32, width: f64) -> f64 {
    LEFT + (width - BESIDE - LEFT) * f64::from(month) / f64::from(horizon.max(1))
}

/// The month nearest to a place across.
#[must_use]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
pub fn month_at(across: f64, horizon: u32, width: f64) -> u32 {
    let along = (across - LEFT) / (width - BESIDE - LEFT);
    (along.clamp(0.0, 1.0) * f64::from(horizon)).round() as u32
}

/// Months between two dates on the axis, so that the dates have room.
#[must_use]
pub fn month_step(horizon: u32, width: f64) -> u32 {
    let fits = |step: &u32| f64::from(horizon / step) * DATE <= width - BESIDE - LEFT;
    [1, 2, 3, 6, 12].into_iter().find(fits).unwrap_or(24)
}

impl<'a> Chart<'a> {
    /// The chart of a subject, so wide.
    #[must_use]
    pub fn of(plan: &'a Plan, subject: Subject, width: f64) -> Self {
        let (first, last) = (plan.months[0], plan.months[plan.months.len() - 1]);
        let (log, ticks) = match subject {
            Subject::Assertions { log } => {
                // A linear scale up to a far fast case would flatten the expected one.
                let most = if log { last.fast } else { last.fast.min(3.0 * last.assertions) };
                let most = most.min(MOST_ASSERTIONS);
                (log, if log { log_ticks(first.slow, most) } else { linear_ticks(most, 5) })
            }
            Subject::Fill => (false, vec![0.0, 0.2, 0.4, 0.6, 0.8, 1.0]),
            Subject::Cost => {
                let most = plan.months.iter().filter_map(|m| m.cents).max().unwrap_or(0);
                (false, linear_ticks(most as f64 / 100.0, 5))
            }
        };
        let high = if subject == Subject::Fill { FULLEST } else { ticks[ticks.len() - 1] };
        let y = Scale { low: ticks[0], high, from: BOTTOM, to: TOP, log };
        Self { plan, width, subject, y, ticks }
    }

    fn x(&self, month: usize) -> f64 {
        x(month as u32, self.plan.horizon(), self.width)
    }

    /// The right end of the months.
    const fn right(&self) -> f64 {
        self.width - BESIDE
    }

    /// Axes, grid and borders, as SVG. `date` writes a month on the axis.
    #[must_use]
    pub fn frame(&self, date: &dyn Fn(u32) -> String) -> String {
        let mut drawing = Drawing::default();
        for tick in &self.ticks {
            let y = self.y.at(*tick);
            drawing.rule("grid", (LEFT, y), (self.right(), y));
            let name = match self.subject {
                Subject::Assertions { .. } => short(*tick),
                Subject::Fill => short(tick * 100.0) + "%",
                Subject::Cost => "$".to_owned() + &short(*tick),
            };
            drawing.text("tick end", (LEFT - 6.0, y + 4.0), &name);
        }
        let (horizon, mut month) = (self.plan.horizon(), 0);
        while month <= horizon {
            let x = self.x(month as usize);
            drawing.rule("axis", (x, BOTTOM), (x, BOTTOM + 4.0));
            drawing.text("tick middle", (x, BOTTOM + 18.0), &date(month));
            month += month_step(horizon, self.width);
        }
        match self.subject {
            Subject::Assertions { .. } => self.borders(&mut drawing),
            Subject::Fill => {
                for (threshold, below, name) in fill_thresholds() {
                    let y = self.y.at(threshold);
                    drawing.rule("border", (LEFT, y), (self.right(), y));
                    let name = "limit ".to_owned() + &short(tidy(threshold * 100.0)) + "%: " + name;
                    drawing.text("name", (LEFT + 6.0, y + below), &name);
                }
            }
            Subject::Cost => {}
        }
        drawing.0
    }

    /// Borders of the tiers ahead; the name of a tier is below its border, where there is room.
    fn borders(&self, drawing: &mut Drawing) {
        let mut floor = self.y.at(self.plan.months[0].assertions);
        for row in &QUICK_TABLE {
            let y = self.y.at(row.assertions_below);
            if row.assertions_below > self.y.high || y >= floor {
                continue;
            }
            drawing.rule("border", (LEFT, y), (self.right(), y));
            if floor - y > TEXT + 4.0 {
                // Where no line is: at the right end if the tier is left by then.
                let end = self.plan.months[self.plan.months.len() - 1].assertions;
                let (class, x) = if row.assertions_below < end {
                    ("name end", self.right() - 6.0)
                } else {
                    ("name", LEFT + 6.0)
                };
                drawing.text(class, (x, y + 12.0), row.tier.name());
                floor = y;
            }
        }
    }

    /// What is shown in the frame, as SVG.
    #[must_use]
    pub fn data(&self) -> String {
        let mut drawing = Drawing::default();
        match self.subject {
            Subject::Assertions { .. } => self.assertions(&mut drawing),
            Subject::Fill => self.fill(&mut drawing),
            Subject::Cost => {
                let mut places = Vec::new();
                for (i, month) in self.plan.months.iter().enumerate() {
                    let y = month.cents.map(|cents| self.y.at(cents as f64 / 100.0));
                    places.push((self.x(i), y));
                }
                drawing.path("series", &steps(&places));
                self.steps(&mut drawing, |step| {
                    step.after.as_ref().map_or_else(String::new, |after| after.order.machines())
                });
            }
        }
        drawing.0
    }

    /// The months in which something else is bought, each with a name above the chart while there is room.
    fn steps(&self, drawing: &mut Drawing, name: fn(&Step) -> String) {
        let (mut names, mut room) = (Vec::new(), self.right() - LEFT);
        for step in &self.plan.steps {
            let x = self.x(step.month as usize);
            drawing.rule("axis", (x, TOP - 6.0), (x, BOTTOM));
            let name = name(step);
            room -= name.len() as f64 * CHARACTER + SPACE;
            if room > 0.0 {
                insert(&mut names, (x, TOP, name));
            }
        }
        let places = spread(&names, side_by_side, LEFT, self.right());
        for ((.., name), x) in names.iter().zip(places) {
            drawing.text("tick middle", (x, TOP - 14.0), name);
        }
    }

    fn series(&self, value: fn(&Month) -> f64) -> Vec<Place> {
        let mut places = Vec::new();
        for (i, month) in self.plan.months.iter().enumerate() {
            places.push((self.x(i), self.y.at(value(month))));
        }
        places
    }

    fn assertions(&self, drawing: &mut Drawing) {
        drawing.path("band", &area(&self.series(|m| m.fast), &self.series(|m| m.slow)));
        drawing.path("series", &line(&self.series(|m| m.assertions)));
        let mut marks = Vec::new();
        for event in &self.plan.events {
            let Some(month) = event.month else { continue };
            let name = event.kind.label().to_owned();
            let at = month as usize;
            insert(&mut marks, (self.x(at), self.y.at(self.plan.months[at].assertions), name));
        }
        for ((x, y, name), name_x) in
            marks.iter().zip(spread(&marks, side_by_side, LEFT, self.right()))
        {
            drawing.rule("leader", (name_x, TOP - 10.0), (*x, *y));
            drawing.ring((*x, *y));
            drawing.text("name middle", (name_x, TOP - 14.0), name);
        }
    }

    fn fill(&self, drawing: &mut Drawing) {
        // Names of lines that end at the right edge, by height.
        let mut right = Vec::new();
        let outgrown = self.plan.outgrown_in();
        for (class, name, value) in FILLS {
            if let Some(month) = outgrown {
                let stays = self.plan.months.iter().map(|m| value(&m.unchanged));
                let line = self.up_to_the_edge(month as usize, stays);
                drawing.path(&[class, " pale"].concat(), &path::line(&line));
            }
            let mut places = Vec::new();
            for (i, month) in self.plan.months.iter().enumerate() {
                places.push((self.x(i), month.planned.as_ref().map(|full| self.y.at(value(full)))));
            }
            drawing.path(class, &steps(&places));
            if let Some((x, Some(y))) = places.last() {
                insert(&mut right, (*y, *x, name.to_owned()));
            }
        }
        for ((.., name), y) in right.iter().zip(spread(&right, |_, _| TEXT, TOP, BOTTOM)) {
            drawing.text("name", (self.right() + 5.0, y + 4.0), name);
        }
        self.steps(drawing, |step| {
            step.causes.first().map_or_else(String::new, |cause| cause.words())
        });
    }

    /// A line from a month on, up to where it leaves the chart.
    fn up_to_the_edge(&self, from: usize, values: impl Iterator<Item = f64>) -> Vec<Place> {
        let mut places: Vec<Place> = Vec::new();
        let mut last = 0.0;
        for (i, value) in values.enumerate().skip(from) {
            if value > FULLEST {
                if let Some((x, _)) = places.last().copied() {
                    // It leaves between two months.
                    let share = (FULLEST - last) / (value - last);
                    places.push((x + (self.x(i) - x) * share, self.y.at(FULLEST)));
                }
                break;
            }
            places.push((self.x(i), self.y.at(value)));
            last = value;
        }
        places
    }
}

/// How far apart the middles of two names have to be in one line.
fn side_by_side(one: &Named, other: &Named) -> f64 {
    (one.2.len() + other.2.len()) as f64 * CHARACTER / 2.0 + SPACE
}

/// Where names go along an edge: each where it should be, but as far from its neighbours as `gap` says, and
/// within `low ..= high` as far as there is room.
fn spread(names: &[Named], gap: fn(&Named, &Named) -> f64, low: f64, high: f64) -> Vec<f64> {
    let mut places: Vec<f64> = Vec::new();
    for (i, name) in names.iter().enumerate() {
        let least = places.last().map_or(low, |place| place + gap(&names[i - 1], name));
        places.push(name.0.max(least));
    }
    let mut most = high;
    for i in (0..places.len()).rev() {
        places[i] = places[i].min(most);
        if i > 0 {
            most = places[i] - gap(&names[i - 1], &names[i]);
        }
    }
    places
}

#[cfg(test)]
mod tests;

//! How it grows: what happens first, the calendar of decisions, the charts.

mod calendar;
mod charts;

use std::cell::{Ref, RefCell};
use std::rc::Rc;

use super::Section;
use crate::dom::signals::*;
use crate::dom::{El, effect, el};
use crate::format;
use crate::state::App;
use calendar::{calendar, headline, never, paid, rule};
use charts::charts;
use model::forecast::date::Date;
use model::forecast::plan::{Plan, Step};

/// The section.
pub fn make(section: &Section, app: App) -> El {
    let view = View::of(app);
    section.with_title().children(vec![
        el("p.first").dyn_text(view.text(headline)),
        el("ol.steps").dyn_markup(view.text(calendar)),
        el("p").dyn_text(view.text(paid)),
        el("p.calm").dyn_text(view.text(rule)),
        el("p.calm").dyn_text(view.text(never)),
        charts(&view),
    ])
}

/// The plan of the scenario, kept up to date.
struct View {
    plan: RefCell<Plan>,
    /// Goes up with every plan. A counter takes a tenth of the code that a memo of plans takes.
    version: RwSignal<u32>,
    today: Date,
}

impl View {
    fn of(app: App) -> Rc<Self> {
        let make = move || app.with(|o| o.plan());
        let view = Rc::new(Self {
            plan: RefCell::new(untrack(make)),
            version: RwSignal::new(0),
            today: format::today(),
        });
        let kept = view.clone();
        let mut opened = false;
        effect(Box::new(move || {
            let plan = make();
            if std::mem::replace(&mut opened, true) {
                kept.plan.replace(plan);
                kept.version.update(|version| *version += 1);
            }
        }));
        view
    }

    /// The plan as it is now. Followed where that is done.
    fn plan(&self) -> Ref<'_, Plan> {
        self.version.track();
        self.plan.borrow()
    }

    /// A text that follows from the plan.
    fn text(self: &Rc<Self>, text: fn(&Self, &Plan) -> String) -> impl Fn() -> String + 'static {
        let view = self.clone();
        move || text(&view, &view.plan())
    }

    /// The date that is so many months from today.
    fn date(&self, month: u32) -> Date {
        self.today.add_months(month)
    }

    /// A month in words.
    fn month(&self, month: u32) -> String {
        format::month_year(self.date(month))
    }

    /// The last month in words.
    fn end(&self, plan: &Plan) -> String {
        self.month(plan.horizon())
    }

    /// The early and the late case of a step: `January to August 2027`; empty if they are the same.
    fn range(&self, plan: &Plan, step: &Step) -> String {
        let early = step.early.unwrap_or(step.month);
        let late = match step.late {
            Some(late) if late == early => return String::new(),
            Some(late) => self.month(late),
            None => ["after ", &self.end(plan)].concat(),
        };
        [&self.month(early), " to ", &late].concat()
    }
}

//! The control of a number: a field that is typed into, a slider, and what the field says about the text in it.
//! How a text is read is in [`exchange::typed`].

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement, KeyboardEvent};

use super::field::{Control, Shown};
use crate::dom::signals::*;
use crate::dom::{El, button, effect, el, rescue_focus};
use crate::format::{self, local};
use crate::state::App;
use exchange::typed::{self, Field, Read};
use model::inputs::{Input, Key, Kind};
use model::number::with_unit;
use model::scale;
use model::scenario::{Scenario, unit};

/// What is being typed into a field.
#[derive(Clone, Default)]
pub(super) struct Typed {
    /// The text; `None` while the field shows the scenario's value.
    pub text: Option<String>,
    /// What it was read as.
    read: Read,
}

impl PartialEq for Typed {
    fn eq(&self, other: &Self) -> bool {
        // The same text was read as the same, and what is said has the value.
        self.text == other.text && self.read.says == other.read.says
    }
}

impl Typed {
    /// Whether the text is no value.
    pub fn is_wrong(&self) -> bool {
        self.read.value.is_none() && !self.read.says.is_empty()
    }
}

impl Shown {
    /// What a screen reader says for the slider's position.
    fn spoken(&self) -> String {
        if self.value().is_nan() {
            // The growth of queries, or a budget.
            let in_step = self.unit.starts_with('%');
            return if in_step { "in step with assertions" } else { "none" }.to_owned();
        }
        let auto = if self.is_auto() { ", automatic" } else { "" };
        with_unit(&format::spoken(self.value()), self.unit) + auto
    }

    /// The slider's last position, and the one that it is at.
    fn slider(&self, stops: &Stops) -> (usize, usize) {
        let (value, stops) = (self.value(), stops(self.bounds));
        let position = if value.is_nan() { 0 } else { scale::place(&stops, value) };
        (stops.len() - 1, position)
    }

    /// What is said about the number, or about the text in its place.
    fn says(&self) -> String {
        if self.idle {
            return "Counts where growth is the same number or percentage every month.".to_owned();
        }
        self.typed.read.says.clone()
    }

    /// Says that what is typed is not what the results are computed from.
    fn still(&self) -> String {
        if !self.typed.is_wrong() || self.value().is_nan() {
            return String::new();
        }
        ["The results still use ", &format::exact(self.value()), ". Esc brings it back."].concat()
    }
}

/// The values that a slider stops at, by the bounds of its number.
type Stops = Rc<dyn Fn((f64, f64)) -> Rc<Vec<f64>>>;

fn stops(input: &'static Input) -> Stops {
    // Bounds rarely change.
    let known = RefCell::new(((f64::NAN, f64::NAN), Rc::default()));
    Rc::new(move |bounds| {
        let mut known = known.borrow_mut();
        if known.0 != bounds {
            *known = (bounds, Rc::new(scale::stops(input.kind, bounds)));
        }
        known.1.clone()
    })
}

/// The edit of a field by typing. Copies are the same edit.
#[derive(Clone, Copy)]
struct Edit {
    app: App,
    key: Key,
    typed: RwSignal<Typed>,
    /// The scenario as it was when the edit began. Each further key starts from there, so that what a half-typed
    /// number would do to other inputs does not stay.
    before: RwSignal<Option<Scenario>>,
}

impl Edit {
    /// Takes over a text as far as it has been typed. One that is no value leaves the inputs as they were before.
    fn enter(self, text: String) {
        let (app, input) = (self.app, self.key.input());
        if self.typed.with_untracked(|typed| typed.text.is_none()) {
            self.before.set(None);
        }
        let before = self.before.get_untracked().unwrap_or_else(|| app.source.get_untracked());
        self.before.set(Some(before.clone()));
        let mut read = Read::default();
        // An empty text is automatic, where there is such a thing.
        if input.default.is_some() || !text.trim().is_empty() {
            read = typed::read(&text, &field(input, &before));
        }
        let typed = Typed { text: Some(text), read };
        if typed.is_wrong() {
            app.put(before);
        } else {
            app.put_with(before, self.key, typed.read.value);
        }
        self.typed.set(typed);
    }

    /// Ends with the edit. A text that was taken gives way to the value as the page writes it; any other stays.
    fn leave(self) {
        self.before.set(None);
        if self.typed.with_untracked(|typed| typed.text.is_some() && !typed.is_wrong()) {
            self.typed.update(|typed| typed.text = None);
        }
    }

    /// Brings back what was there before.
    fn cancel(self) {
        if let Some(before) = self.before.update(Option::take) {
            self.app.put(before);
        }
        self.drop();
    }

    /// Shows the scenario's value again.
    fn drop(self) {
        if self.typed.with_untracked(|typed| *typed != Typed::default()) {
            self.typed.set(Typed::default());
        }
    }
}

/// What the field of an input takes in a scenario.
fn field(input: &'static Input, scenario: &Scenario) -> Field<'static> {
    Field {
        numerals: format::numerals(),
        unit: unit(input, scenario),
        bounds: scenario.bounds(input.key),
        whole: matches!(input.kind, Kind::Number { whole: true, .. }),
    }
}

impl Control {
    /// The control of a number.
    pub fn number(self) -> El {
        let (app, input, batch) = (self.app, self.input, &self.batch);
        let id = format!("in-{}", input.code);
        let before = RwSignal::new(None);
        let edit = Edit { app, key: input.key, typed: self.typed, before };
        let slider = self.unless_idle(self.slider(edit, stops(input)));
        let text = self.unless_idle(self.text_field(&id, edit, slider.input()));
        let mut number = el("div.number").child(text);
        if input.default.is_none() {
            number = number.child(self.unless_idle(self.auto_button()));
        }
        let [head, help] = self.head(el("label").attr("for", &id).text(input.label));
        let says = el("p.reading").id(&self.says_id()).attr("role", "status");
        el("div.field").class_when("auto", batch.show(Shown::is_auto)).children(vec![
            head,
            el("span.unit").dyn_text(batch.show(|s| s.unit.to_owned())),
            number,
            slider,
            says.class_when("error", batch.show(|s| s.typed.is_wrong()))
                .dyn_text(batch.show(Shown::says)),
            el("p.still").dyn_text(batch.show(Shown::still)),
            el("p.meant")
                .dyn_flag("hidden", batch.show(|s| s.typed.read.others[0].is_none()))
                .child(self.other(edit, 0))
                .child(self.other(edit, 1)),
            help,
        ])
    }

    /// Makes a control one that is disabled while nothing follows from it.
    fn unless_idle(&self, control: El) -> El {
        // No other input is ever without effect by what another one says.
        if self.input.key != Key::GrowthRate {
            return control;
        }
        control.dyn_flag("disabled", self.batch.show(|s| s.idle))
    }

    /// The id of what is said about the text.
    fn says_id(&self) -> String {
        [self.input.code, "-error"].concat()
    }

    /// The slider. The Tab key passes it by: the arrow keys move the number in its field.
    fn slider(&self, edit: Edit, stops: Stops) -> El {
        let (app, input, batch) = (self.app, self.input, &self.batch);
        let (values, shown) = (stops.clone(), batch.clone());
        let slid = move |position: String| {
            let position = position.parse::<u32>().unwrap_or(u32::MAX) as usize;
            let stop = values(shown.get(|s| s.bounds)).get(position).copied();
            if stop.is_some() {
                edit.drop();
                app.set(input.key, stop);
            }
        };
        el("input")
            .attr("type", "range")
            .attr("min", "0")
            .attr("step", "1")
            .attr("tabindex", "-1")
            .attr("aria-label", &format!("{} slider", input.label))
            .dyn_attr("aria-valuetext", batch.show(|s| Some(s.spoken())))
            .dyn_slider(batch.show_for(stops, |s, stops| s.slider(stops)))
            .on_input(slid)
            .on("change", move |_| edit.leave())
            .on("pointerdown", move |_| edit.before.set(Some(app.source.get_untracked())))
            // A swipe that scrolls the page began on a slider by accident.
            .on("pointercancel", move |_| edit.cancel())
    }

    /// The field that is typed into.
    fn text_field(&self, id: &str, edit: Edit, slider: HtmlInputElement) -> El {
        let (app, input, batch) = (self.app, self.input, &self.batch);
        let pressed = move |event: Event| {
            let by = match &*event.unchecked_ref::<KeyboardEvent>().key() {
                "ArrowUp" => 1.0,
                "ArrowDown" => -1.0,
                "Escape" => return edit.cancel(),
                _ => return,
            };
            event.prevent_default();
            slider.set_value_as_number(slider.value_as_number() + by);
            // As the browser moves a slider, so that the moves of a key that is held down are undone as one.
            for name in ["input", "change"] {
                dispatch(&slider, name);
            }
        };
        effect(Box::new(move || {
            app.generation.track();
            edit.before.set(None);
            edit.drop();
        }));
        let invalid = |s: &Shown| s.typed.is_wrong().then(|| "true".to_owned());
        el("input")
            .attr("type", "text")
            .attr("inputmode", "decimal")
            .attr("autocomplete", "off")
            .attr("spellcheck", "false")
            .attr("placeholder", if input.default.is_none() { "auto" } else { "" })
            .attr("aria-describedby", &self.says_id())
            .id(id)
            .dyn_attr("aria-invalid", batch.show(invalid))
            .dyn_value(batch.show(Shown::text))
            .on_input(move |text| edit.enter(text))
            .on("change", move |_| edit.leave())
            .on("blur", move |_| edit.leave())
            .on("keydown", pressed)
    }

    /// Takes another value that a text can mean.
    fn other(&self, edit: Edit, i: usize) -> El {
        let (input, batch) = (self.input, &self.batch);
        let take = move || {
            let other = edit.typed.with_untracked(|typed| typed.read.others[i]);
            edit.drop();
            edit.app.set(input.key, other);
            rescue_focus(&["#in-", input.code].concat());
        };
        button("link", "", take).dyn_text(batch.show_for(i, |s, i| {
            let other = s.typed.read.others[*i];
            other.map_or_else(String::new, |other| {
                local(&["I meant ", &typed::write(other, s.unit)].concat())
            })
        }))
    }

    /// Switches between *auto* and the value that it comes to. The Tab key passes it by: an empty field is *auto*.
    fn auto_button(&self) -> El {
        let (app, key, batch) = (self.app, self.input.key, self.batch.clone());
        let toggle = move || {
            let (is_auto, value) = batch.get(|s| (s.is_auto(), s.value()));
            let value = if value.is_nan() { 0.0 } else { value };
            app.set(key, is_auto.then_some(value));
            app.drop_drafts();
        };
        button("auto-toggle", "auto", toggle)
            .attr("tabindex", "-1")
            .attr("aria-label", &format!("{}: auto", self.input.label))
            .dyn_attr("aria-pressed", self.batch.show(|s| Some(s.is_auto().to_string())))
    }
}

/// Sends an event, such as a browser sends for what somebody does.
fn dispatch(slider: &HtmlInputElement, name: &str) {
    // An event of a known type can always be made and sent.
    let _ = Event::new(name).and_then(|event| slider.dispatch_event(&event));
}

//! One control per input, made from its row in the table of inputs.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;

use crate::dom::signals::*;
use crate::dom::{Batch, El, button, effect, el, rescue_focus};
use crate::format;
use crate::state::{App, Outcome};
use model::inputs::{Input, Key, Kind};
use model::number::{self, grouped, with_unit};
use model::scale;
use model::scenario::{Value, unit};

/// The control of an input: its label, help, value, and a button that resets it.
pub fn field(app: App, key: Key) -> El {
    let input = key.input();
    let (typed, help) = (RwSignal::new(Typed::default()), RwSignal::new(false));
    let state = move || {
        app.with(|o| Shown {
            value: resolved(o, key).to_bits(),
            set: o.scenario.get(key).map(f64::to_bits),
            has_auto: input.default.is_none(),
            is_default: o.scenario.is_default(key),
            bounds: o.scenario.bounds(key),
            unit: unit(input, &o.scenario),
            typed: typed.get(),
            help: help.get(),
        })
    };
    let control = Control { app, input, typed, help, batch: Batch::new(state) };
    match input.kind {
        Kind::Number { .. } => control.number(),
        kind if kind.is_long() => control.selection(kind.options()),
        kind => control.choice(kind.options()),
    }
}

/// All that a control shows. A slider changes one field; the others then have nothing to do.
#[derive(PartialEq)]
struct Shown {
    /// The bits of the value with *auto* resolved. Bits, because NaN is not equal to itself.
    value: u64,
    /// The bits of the value that is set; `None` is *auto*.
    set: Option<u64>,
    /// Whether it can be *auto*.
    has_auto: bool,
    is_default: bool,
    bounds: (f64, f64),
    unit: &'static str,
    typed: Typed,
    /// Whether the help is open.
    help: bool,
}

impl Shown {
    /// The value with *auto* resolved; NaN where it is no number.
    const fn value(&self) -> f64 {
        f64::from_bits(self.value)
    }

    const fn is_auto(&self) -> bool {
        self.has_auto && self.set.is_none()
    }

    /// What stands in the text field.
    fn text(&self) -> String {
        self.typed.text.clone().unwrap_or_else(|| {
            let value = self.value();
            let shown = if self.is_auto() { number::two_decimals(value) } else { value };
            if value.is_nan() { String::new() } else { grouped(shown) }
        })
    }

    /// What a screen reader says for the slider's position.
    fn spoken(&self) -> String {
        if self.value().is_nan() {
            return "in step with assertions".to_owned();
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

    /// Says that what is typed is not what the results are computed from.
    fn still(&self) -> String {
        if self.typed.error.is_empty() || self.value().is_nan() {
            return String::new();
        }
        ["The results still use ", &grouped(self.value()), ". Esc brings it back."].concat()
    }
}

/// What is being typed into a field.
#[derive(Clone, Default, PartialEq)]
struct Typed {
    /// The text; `None` while the field shows the scenario's value.
    text: Option<String>,
    /// Why the text is no value of the input; empty if it is one.
    error: String,
}

/// The value of an input with *auto* resolved; NaN where it is no number.
fn resolved(o: &Outcome, key: Key) -> f64 {
    match o.s.value(key) {
        Value::Number(value) => value,
        Value::Code(_) => f64::NAN,
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

/// The control under construction.
struct Control {
    app: App,
    input: &'static Input,
    typed: RwSignal<Typed>,
    help: RwSignal<bool>,
    batch: Batch<Shown>,
}

impl Control {
    /// Label, help and reset, and the help's text.
    fn head(&self, label: El) -> [El; 2] {
        let (app, input, open, batch) = (self.app, self.input, self.help, &self.batch);
        let name = input.name();
        let reset_name = format!("Reset {name}");
        let help_id = format!("{}-help", input.code);
        let help = button("icon", "?", move || open.update(|o| *o = !*o))
            .attr("aria-label", &format!("About {name}"))
            .attr("aria-controls", &help_id)
            .dyn_attr("aria-expanded", batch.show(|s| Some(s.help.to_string())));
        let beside = ["[aria-controls=", &help_id, "]"].concat();
        let reset = move || {
            app.reset(input.key);
            rescue_focus(&beside);
        };
        let reset = button("icon reset", "↺", reset)
            .attr("title", &reset_name)
            .attr("aria-label", &reset_name)
            .class_when("off", batch.show(|s| s.is_default))
            .dyn_flag("disabled", batch.show(|s| s.is_default));
        [
            el("div.field-head").child(label).child(help).child(reset),
            el("div.help")
                .id(&help_id)
                .child(el("p").text(input.help))
                .child(with_code(el("p.yours").child(el("b").text("Yours: ")), input.yours))
                .dyn_flag("hidden", batch.show(|s| !s.help)),
        ]
    }

    fn number(self) -> El {
        let (app, input, batch) = (self.app, self.input, &self.batch);
        let id = format!("in-{}", input.code);
        let [text, error] = self.text_field(&id);
        let mut number = el("div.number").child(text);
        if input.default.is_none() {
            number = number.child(self.auto_button());
        }
        let (typed, stops) = (self.typed, stops(input));
        let (values, shown) = (stops.clone(), self.batch.clone());
        let slid = move |position: String| {
            let position = position.parse::<usize>().unwrap_or(usize::MAX);
            let stop = values(shown.get(|s| s.bounds)).get(position).copied();
            if stop.is_some() {
                drop_typed(typed);
                app.set(input.key, stop);
            }
        };
        let slider = el("input")
            .attr("type", "range")
            .attr("min", "0")
            .attr("step", "1")
            .attr("aria-label", &format!("{} slider", input.label))
            .dyn_attr("aria-valuetext", batch.show(|s| Some(s.spoken())))
            .dyn_slider(batch.show_for(stops, |s, stops| s.slider(stops)))
            .on_input(slid);
        let [head, help] = self.head(el("label").attr("for", &id).text(input.label));
        el("div.field").class_when("auto", batch.show(Shown::is_auto)).children(vec![
            head,
            el("span.unit").dyn_text(batch.show(|s| s.unit.to_owned())),
            number,
            slider,
            error,
            el("p.still").dyn_text(batch.show(Shown::still)),
            help,
        ])
    }

    /// The text field of a number, and the element that says what is wrong.
    fn text_field(&self, id: &str) -> [El; 2] {
        let (app, input, typed, batch) = (self.app, self.input, self.typed, &self.batch);
        let error_id = format!("{}-error", input.code);
        let has_auto = input.default.is_none();
        effect(Box::new(move || {
            app.generation.track();
            drop_typed(typed);
        }));
        let entered = move |text: String| {
            let mut error = String::new();
            if text.trim().is_empty() && has_auto {
                app.set(input.key, None);
            } else {
                match read(app, input.key, &text) {
                    Ok(value) => app.set(input.key, Some(value)),
                    Err(sentence) => error = sentence,
                }
            }
            typed.set(Typed { text: Some(text), error });
        };
        // A text that was taken gives way to the value as the page writes it; any other stays.
        let left = move |_| {
            if typed.with_untracked(|typed| typed.error.is_empty()) {
                drop_typed(typed);
            }
        };
        let text = el("input")
            .attr("type", "text")
            .attr("inputmode", "decimal")
            .attr("autocomplete", "off")
            .attr("spellcheck", "false")
            .attr("placeholder", if has_auto { "auto" } else { "" })
            .attr("aria-describedby", &error_id)
            .id(id)
            .dyn_attr(
                "aria-invalid",
                batch.show(|s| (!s.typed.error.is_empty()).then(|| "true".to_owned())),
            )
            .dyn_value(batch.show(Shown::text))
            .on_input(entered)
            .on("change", left)
            .on("blur", left)
            .on("keydown", move |event| {
                if event.unchecked_ref::<KeyboardEvent>().key() == "Escape" {
                    drop_typed(typed);
                }
            });
        let error = el("p.error")
            .id(&error_id)
            .attr("role", "status")
            .dyn_text(batch.show(|s| s.typed.error.clone()));
        [text, error]
    }

    /// Switches between *auto* and the value that it comes to.
    fn auto_button(&self) -> El {
        let (app, key, batch) = (self.app, self.input.key, self.batch.clone());
        let toggle = move || {
            let (is_auto, value) = batch.get(|s| (s.is_auto(), s.value()));
            let value = if value.is_nan() { 0.0 } else { value };
            app.set(key, is_auto.then_some(value));
            app.drop_drafts();
        };
        button("auto-toggle", "auto", toggle)
            .attr("aria-label", &format!("{}: auto", self.input.label))
            .dyn_attr("aria-pressed", self.batch.show(|s| Some(s.is_auto().to_string())))
    }

    fn choice(self, options: &'static [(&str, &str)]) -> El {
        let input = self.input;
        let label_id = format!("{}-label", input.code);
        let mut segments = Vec::new();
        if input.default.is_none() {
            let comes_to =
                |s: &Shown| format!("Auto ({})", if s.value() > 0.5 { "yes" } else { "no" });
            segments.push(self.option(None, el("span").dyn_text(self.batch.show(comes_to))));
        }
        for (i, (_, label)) in options.iter().enumerate() {
            segments.push(self.option(Some(i as f64), el("span").text(label)));
        }
        let label = el("span.label").id(&label_id).text(input.label);
        // Long options get a line of their own.
        let wide = options.iter().map(|(_, label)| label.len()).sum::<usize>() > 10;
        let class = if wide { "div.field.choice.wide" } else { "div.field.choice" };
        let [head, help] = self.head(label);
        let group =
            el("div.segments").attr("role", "radiogroup").attr("aria-labelledby", &label_id);
        el(class).children(vec![head, group.children(segments), help])
    }

    /// A choice with too many options to show them all.
    fn selection(self, options: &'static [(&str, &str)]) -> El {
        let (app, input) = (self.app, self.input);
        let id = format!("in-{}", input.code);
        let option = |(code, label): &(&str, &str)| {
            el("option").attr("value", code).text(&format!("{label} ({code})"))
        };
        // The options come first: a browser chooses only what is there.
        let select =
            el("select")
                .id(&id)
                .children(options.iter().map(option).collect())
                .dyn_value(self.batch.show_for(input, |s, input| {
                    input.write(f64::from_bits(s.set.unwrap_or_default()))
                }))
                .on_input(move |code| app.set(input.key, input.read(&code)));
        let [head, help] = self.head(el("label").attr("for", &id).text(input.label));
        el("div.field.choice.wide").children(vec![head, select, help])
    }

    fn option(&self, value: Option<f64>, label: El) -> El {
        let (app, input) = (self.app, self.input);
        let checked = self.batch.show_for(value.map(f64::to_bits), |s, value| s.set == *value);
        let radio = el("input")
            .attr("type", "radio")
            .attr("name", &format!("in-{}", input.code))
            .dyn_checked(checked)
            .on("change", move |_| app.set(input.key, value));
        el("label.segment").child(radio).child(label)
    }
}

/// Shows the scenario's value again.
fn drop_typed(typed: RwSignal<Typed>) {
    if typed.with_untracked(|typed| *typed != Typed::default()) {
        typed.set(Typed::default());
    }
}

/// Text with code in backticks.
fn with_code(parent: El, text: &str) -> El {
    text.split('`').enumerate().fold(parent, |parent, (i, part)| {
        if i % 2 == 1 { parent.child(el("code").text(part)) } else { parent.text(part) }
    })
}

/// Reads what was typed.
///
/// # Errors
/// Why it is no value of this input, as a sentence.
fn read(app: App, key: Key, text: &str) -> Result<f64, String> {
    let value = number::parse(text).map_err(|e| e.sentence().to_owned())?;
    let (min, max) = app.source.with_untracked(|s| s.bounds(key));
    if value < min || value > max {
        return Err(format!("Enter {} to {}.", grouped(min), grouped(max)));
    }
    if matches!(key.input().kind, Kind::Number { whole: true, .. }) && value.fract() != 0.0 {
        return Err(format!("Enter a whole number; {} is not one.", grouped(value)));
    }
    Ok(value)
}

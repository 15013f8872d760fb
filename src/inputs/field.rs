//! One control per input, made from its row in the table of inputs.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;

use crate::dom::{El, batch_on, button, effect, el, rescue_focus};
use crate::format;
use crate::state::App;
use model::inputs::{Input, Key, Kind};
use model::number::{self, grouped};
use model::scale;
use model::scenario::{Scenario, Value, unit};

/// The control of an input: label, what it is, its value, and a way back to its default.
pub fn field(app: App, key: Key) -> El {
    let input = key.input();
    let (draft, help) = (RwSignal::new(Draft::default()), RwSignal::new(false));
    let state = move || {
        let value = resolved(app, key).to_bits();
        app.scenario.with(|s| Shown {
            value,
            set: s.get(key).map(f64::to_bits),
            default: s.is_default(key),
            bounds: s.bounds(key),
            unit: unit(input, s),
            draft: draft.get(),
            help: help.get(),
        })
    };
    batch_on(state, || match input.kind {
        Kind::Number { .. } => number_field(app, input, draft, help),
        kind => choice_field(app, input, kind.options(), help),
    })
}

/// All that a field shows. A slider changes one field; the others have no work with it.
#[derive(PartialEq)]
struct Shown {
    /// The bits of the value with *auto* resolved: as a number, one that is none is never the same.
    value: u64,
    /// The bits of the value that is set.
    set: Option<u64>,
    default: bool,
    bounds: (f64, f64),
    unit: &'static str,
    draft: Draft,
    /// Whether the help is open.
    help: bool,
}

/// The value of an input as a number, *auto* resolved; NaN where it is none.
fn resolved(app: App, key: Key) -> f64 {
    // Not from the outcome, for which a part with nothing but fields would have to be sized and priced.
    match app.scenario.with(Scenario::resolve).value(key) {
        Value::Number(value) => value,
        Value::Code(_) => f64::NAN,
    }
}

/// Label, help and reset of an input, and the help's text.
fn head(app: App, input: &'static Input, label: El, open: RwSignal<bool>) -> [El; 2] {
    let key = input.key;
    let name = input.name();
    let reset_name = format!("Reset {name}");
    let help_id = format!("{}-help", input.code);
    let is_default = move || app.scenario.with(|s| s.is_default(key));
    let help = button("icon", "?", move || open.update(|o| *o = !*o))
        .attr("aria-label", &format!("About {name}"))
        .attr("aria-controls", &help_id)
        .dyn_attr("aria-expanded", move || Some(open.get().to_string()));
    let beside = ["[aria-controls=", &help_id, "]"].concat();
    let put_back = move || {
        app.reset(key);
        rescue_focus(&beside);
    };
    let reset = button("icon reset", "↺", put_back)
        .attr("title", &reset_name)
        .attr("aria-label", &reset_name)
        .class_when("off", is_default)
        .dyn_flag("disabled", is_default);
    [
        el("div.field-head").child(label).child(help).child(reset),
        el("div.help")
            .id(&help_id)
            .child(el("p").text(input.help))
            .child(with_code(el("p.yours").child(el("b").text("Yours: ")), input.yours))
            .dyn_flag("hidden", move || !open.get()),
    ]
}

/// Text with code in backticks.
fn with_code(place: El, text: &str) -> El {
    text.split('`').enumerate().fold(place, |place, (i, part)| {
        if i % 2 == 1 { place.child(el("code").text(part)) } else { place.text(part) }
    })
}

/// What is being typed into a field.
#[derive(Clone, Default, PartialEq)]
struct Draft {
    /// The text; `None` shows the scenario's value.
    text: Option<String>,
    /// Why it is no value; empty when it is one.
    error: String,
}

fn number_field(
    app: App,
    input: &'static Input,
    draft: RwSignal<Draft>,
    help: RwSignal<bool>,
) -> El {
    let key = input.key;
    let (id, error_id) = (format!("in-{}", input.code), format!("{}-error", input.code));
    let clear = move || {
        if draft.with_untracked(|draft| *draft != Draft::default()) {
            draft.set(Draft::default());
        }
    };
    effect(Box::new(move || {
        app.generation.track();
        clear();
    }));

    let has_auto = input.default.is_none();
    let auto = move || has_auto && app.scenario.with(|s| s.get(key).is_none());
    let stops = stops(app, input);
    let shown = move || {
        draft.with(|draft| draft.text.clone()).unwrap_or_else(|| {
            let value = resolved(app, key);
            if value.is_nan() { String::new() } else { grouped(value) }
        })
    };
    let typed = move |text: String| {
        let mut error = String::new();
        if text.trim().is_empty() && has_auto {
            app.set(key, None);
        } else {
            match read(app, key, &text) {
                Ok(value) => app.set(key, Some(value)),
                Err(sentence) => error = sentence,
            }
        }
        draft.set(Draft { text: Some(text), error });
    };
    // A text that was taken gives way to the value as the page writes it; a bad one stays.
    let left = move |_| {
        if draft.with_untracked(|draft| draft.error.is_empty()) {
            clear();
        }
    };
    let slid = {
        let stops = stops.clone();
        move |place: String| {
            let stops = untrack(|| stops());
            let stop = place.parse().ok().and_then(|i: usize| stops.get(i).copied());
            if stop.is_some() {
                clear();
                app.set(key, stop);
            }
        }
    };
    // What is typed is not what the results stand on.
    let still = move || match resolved(app, key) {
        value if draft.with(|draft| draft.error.is_empty()) || value.is_nan() => String::new(),
        value => ["The results still use ", &grouped(value), ". Esc brings it back."].concat(),
    };
    let unit_text = move || app.scenario.with(|s| unit(input, s)).to_owned();
    let spoken = move || {
        let value = resolved(app, key);
        if value.is_nan() {
            return Some("in step with assertions".to_owned());
        }
        let auto = if auto() { ", automatic" } else { "" };
        Some(format!("{} {}{auto}", format::spoken(value), unit_text()))
    };
    let state = move || {
        let (value, stops) = (resolved(app, key), stops());
        (stops.len() - 1, if value.is_nan() { 0 } else { scale::place(&stops, value) })
    };

    let text = el("input")
        .attr("type", "text")
        .attr("inputmode", "decimal")
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .attr("placeholder", if has_auto { "auto" } else { "" })
        .attr("aria-describedby", &error_id)
        .id(&id)
        .dyn_attr("aria-invalid", move || {
            draft.with(|draft| (!draft.error.is_empty()).then(|| "true".to_owned()))
        })
        .dyn_value(shown)
        .on_input(typed)
        .on("change", left)
        .on("blur", left)
        .on("keydown", move |event| {
            if event.unchecked_ref::<KeyboardEvent>().key() == "Escape" {
                clear();
            }
        });
    let mut number = el("div.number").child(text);
    if has_auto {
        number = number.child(auto_button(app, input));
    }
    let slider = el("input")
        .attr("type", "range")
        .attr("min", "0")
        .attr("step", "1")
        .attr("aria-label", &format!("{} slider", input.label))
        .dyn_attr("aria-valuetext", spoken)
        .dyn_slider(state)
        .on_input(slid);
    let label = el("label").attr("for", &id).text(input.label);
    let [head, help] = head(app, input, label, help);
    el("div.field").class_when("auto", auto).children(vec![
        head,
        el("span.unit").dyn_text(unit_text),
        number,
        slider,
        el("p.error")
            .id(&error_id)
            .attr("role", "status")
            .dyn_text(move || draft.with(|draft| draft.error.clone())),
        el("p.still").dyn_text(still),
        help,
    ])
}

/// Where the slider of a number stops, which changes with the number's bounds only.
fn stops(app: App, input: &'static Input) -> Rc<dyn Fn() -> Rc<Vec<f64>>> {
    let known = RefCell::new(((f64::NAN, f64::NAN), Rc::default()));
    Rc::new(move || {
        let bounds = app.scenario.with(|s| s.bounds(input.key));
        let mut known = known.borrow_mut();
        if known.0 != bounds {
            *known = (bounds, Rc::new(scale::stops(input.kind, bounds)));
        }
        known.1.clone()
    })
}

/// Switches between *auto* and the value that it has just now.
fn auto_button(app: App, input: &'static Input) -> El {
    let key = input.key;
    let is_auto = move || app.scenario.with(|s| s.get(key).is_none());
    let toggle = move || {
        let value = untrack(|| resolved(app, key));
        let pinned = if value.is_nan() { 0.0 } else { value };
        app.set(key, untrack(is_auto).then_some(pinned));
        app.drop_drafts();
    };
    button("auto-toggle", "auto", toggle)
        .attr("aria-label", &format!("{}: auto", input.label))
        .dyn_attr("aria-pressed", move || Some(is_auto().to_string()))
}

/// Reads what was typed, or says in a sentence why it is no value of this input.
fn read(app: App, key: Key, text: &str) -> Result<f64, String> {
    let value = number::parse(text).map_err(|e| e.sentence().to_owned())?;
    let (min, max) = app.scenario.with_untracked(|s| s.bounds(key));
    if value < min || value > max {
        return Err(format!("Enter {} to {}.", grouped(min), grouped(max)));
    }
    if matches!(key.input().kind, Kind::Number { whole: true, .. }) && value.fract() != 0.0 {
        return Err(format!("Enter a whole number; {} is not one.", grouped(value)));
    }
    Ok(value)
}

fn choice_field(
    app: App,
    input: &'static Input,
    options: &'static [(&str, &str)],
    help: RwSignal<bool>,
) -> El {
    let key = input.key;
    let label_id = format!("{}-label", input.code);
    let mut segments = Vec::new();
    if input.default.is_none() {
        let resolves_to = move || {
            let on = resolved(app, key) > 0.5;
            format!("Auto ({})", if on { "yes" } else { "no" })
        };
        segments.push(option(app, input, None, el("span").dyn_text(resolves_to)));
    }
    for (i, (_, label)) in options.iter().enumerate() {
        segments.push(option(app, input, Some(i as f64), el("span").text(label)));
    }
    let label = el("span.label").id(&label_id).text(input.label);
    // Long options get a line of their own.
    let wide = options.iter().map(|(_, label)| label.len()).sum::<usize>() > 10;
    let class = if wide { "div.field.choice.wide" } else { "div.field.choice" };
    let [head, help] = head(app, input, label, help);
    let group = el("div.segments").attr("role", "radiogroup").attr("aria-labelledby", &label_id);
    el(class).children(vec![head, group.children(segments), help])
}

fn option(app: App, input: &'static Input, value: Option<f64>, label: El) -> El {
    let key = input.key;
    let radio = el("input")
        .attr("type", "radio")
        .attr("name", &format!("in-{}", input.code))
        .dyn_checked(move || app.scenario.with(|s| s.get(key)) == value)
        .on("change", move |_| app.set(key, value));
    el("label.segment").child(radio).child(label)
}

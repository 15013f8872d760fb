//! One control per input, made from its row in the table of inputs. What is particular to numbers is in
//! [`super::number`].

use super::number::Typed;
use crate::dom::signals::*;
use crate::dom::{Batch, El, button, el, rescue_focus};
use crate::format::{self, local};
use crate::state::{App, Outcome};
use model::inputs::{GrowthModel, Input, Key, Kind};
use model::number;
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
            idle: key == Key::GrowthRate
                && matches!(o.s.g, GrowthModel::Staged | GrowthModel::Ingest),
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
pub(super) struct Shown {
    /// The bits of the value with *auto* resolved. Bits, because NaN is not equal to itself.
    value: u64,
    /// The bits of the value that is set; `None` is *auto*.
    set: Option<u64>,
    /// Whether it can be *auto*.
    has_auto: bool,
    is_default: bool,
    pub bounds: (f64, f64),
    pub unit: &'static str,
    /// Whether nothing follows from the value: from a rate where growth has its own.
    pub idle: bool,
    pub typed: Typed,
    /// Whether the help is open.
    help: bool,
}

impl Shown {
    /// The value with *auto* resolved; NaN where it is no number.
    pub const fn value(&self) -> f64 {
        f64::from_bits(self.value)
    }

    pub const fn is_auto(&self) -> bool {
        self.has_auto && self.set.is_none()
    }

    /// Whether there is nothing to reset, not even a text that is no value.
    fn is_reset(&self) -> bool {
        self.is_default && !self.typed.is_wrong()
    }

    /// What stands in the text field.
    pub fn text(&self) -> String {
        self.typed.text.clone().unwrap_or_else(|| {
            let value = self.value();
            let shown = if self.is_auto() { number::two_decimals(value) } else { value };
            if value.is_nan() { String::new() } else { format::exact(shown) }
        })
    }
}

/// The value of an input with *auto* resolved; NaN where it is no number.
fn resolved(o: &Outcome, key: Key) -> f64 {
    match o.s.value(key) {
        Value::Number(value) => value,
        Value::Code(_) => f64::NAN,
    }
}

/// The control under construction.
pub(super) struct Control {
    pub app: App,
    pub input: &'static Input,
    pub typed: RwSignal<Typed>,
    help: RwSignal<bool>,
    pub batch: Batch<Shown>,
}

impl Control {
    /// Label, help and reset, and the help's text.
    pub fn head(&self, label: El) -> [El; 2] {
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
            .class_when("off", batch.show(Shown::is_reset))
            .dyn_flag("disabled", batch.show(Shown::is_reset));
        [
            el("div.field-head").child(label).child(help).child(reset),
            el("div.help")
                .id(&help_id)
                .child(el("p").text(&local(input.help)))
                .child(with_code(el("p.yours").child(el("b").text("Yours: ")), input.yours))
                .dyn_flag("hidden", batch.show(|s| !s.help)),
        ]
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

/// Text with code in backticks.
fn with_code(parent: El, text: &str) -> El {
    text.split('`').enumerate().fold(parent, |parent, (i, part)| {
        if i % 2 == 1 { parent.child(el("code").text(part)) } else { parent.text(&local(part)) }
    })
}

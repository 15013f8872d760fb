//! The inputs. `inputs/table.rs` has one row for each, and everything about an input follows from its row: its
//! [`Key`], its [`Input`] in [`INPUTS`], its field in [`Resolved`], how a scenario resolves to that
//! field, and the field's value as links and results write it. Form, validation, links, files and
//! documentation loop over [`INPUTS`]; nothing else lists inputs.
//!
//! An input that changes a result is added in four files:
//!
//! 1. `inputs/table.rs`: its row;
//! 2. the formula that reads its field, such as [`crate::sizing`], and an example of it among the tests
//!    beside it;
//! 3. `advice/explain.rs`: its code in the template of the figure, and in a scenario of the tests there,
//!    which hold every template to its figure;
//! 4. `docs/formats.md`: its line in the table, which a test compares with this one.

pub(crate) mod auto;
mod choices;
mod declare;
mod table;

pub(crate) use choices::REGIONS;
use choices::{
    AWS_DEFAULT_REGION, AWS_REGIONS, AZURE_DEFAULT_REGION, AZURE_REGIONS, GCP_DEFAULT_REGION,
    GCP_REGIONS,
};
pub use choices::{BackupTarget, GrowthModel, Pick, Provider, Reading, RegionOf, Term};
pub use table::{INPUTS, Key, Resolved};

use crate::number::{self, exact};

/// The default of a switch that is off.
const NO: f64 = 0.0;

const SWITCH: &[(&str, &str)] = &[("0", "No"), ("1", "Yes")];

/// Most options that a form shows beside one another.
const MOST_BESIDE: usize = 6;

/// What an input is made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// A number from `min` to `max`.
    Number {
        /// Smallest value.
        min: f64,
        /// Largest value. [`Key::ReplicationFactor`] and [`Key::GrowthRate`] have a smaller one
        /// that depends on the scenario: see [`crate::scenario::Scenario::bounds`].
        max: f64,
        /// Whether only whole numbers make sense.
        whole: bool,
        /// How a slider moves over the range.
        scale: Scale,
    },
    /// One of a list, each with its code in links and its label.
    Choice(&'static [(&'static str, &'static str)]),
    /// Yes or no, written 1 and 0.
    Switch,
}

impl Kind {
    /// The options of a choice or a switch; none for a number.
    #[must_use]
    pub const fn options(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Choice(options) => options,
            Self::Switch => SWITCH,
            Self::Number { .. } => &[],
        }
    }

    /// Whether there are too many options to show all of them beside one another.
    #[must_use]
    pub const fn is_long(self) -> bool {
        self.options().len() > MOST_BESIDE
    }
}

/// How a slider moves over a number's range.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Scale {
    /// Round stops, ten to a decade; a range that starts at zero has zero as its first stop and 1 as
    /// its second.
    Log,
    /// The same for small numbers: the second stop of a range that starts at zero.
    LogFrom(f64),
    /// Equal steps.
    Linear(f64),
}

/// Where a form shows an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// What the deployment has to carry.
    Load,
    /// Nodes, copies and what they must survive.
    Topology,
    /// WAL, backups, cache.
    Storage,
    /// What the guide leaves to be set: its reading, sizes of things, and what can be measured.
    Advanced,
    /// How instances are chosen and paid.
    Cost,
    /// How the deployment grows.
    Growth,
}

/// A row of the table of inputs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Input {
    /// Which input.
    pub key: Key,
    /// Its name in links and files.
    pub code: &'static str,
    /// Its name for people.
    pub label: &'static str,
    /// Unit and per what; empty for choices.
    pub unit: &'static str,
    /// What it is made of.
    pub kind: Kind,
    /// Its value when nothing is said; `None` is *auto*, which follows from the other inputs.
    pub default: Option<f64>,
    /// Where a form shows it.
    pub group: Group,
    /// One sentence on what it is.
    pub help: &'static str,
    /// How to find one's own value, and a usual one; PromQL stands in backticks.
    pub yours: &'static str,
}

impl Input {
    /// Reads a value as links and files write it: a number, or the code of an option, which is its index.
    /// The value may still be out of range.
    #[must_use]
    pub fn read(&self, text: &str) -> Option<f64> {
        match self.kind {
            Kind::Number { .. } => number::parse(text).ok(),
            kind => kind.options().iter().position(|option| option.0 == text).map(|i| i as f64),
        }
    }

    /// A value as links and files write it.
    #[must_use]
    pub fn write(&self, value: f64) -> String {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a small index"
        )]
        self.kind.options().get(value as usize).map_or_else(|| exact(value), |o| o.0.to_owned())
    }

    /// An option for people, by its code. Where there are many, the code stands beside it: two regions may be in one city.
    #[must_use]
    pub fn option(&self, code: &str) -> String {
        let options = self.kind.options();
        let label = options.iter().find(|option| option.0 == code).map_or(code, |option| option.1);
        if self.kind.is_long() { [label, " (", code, ")"].concat() } else { label.to_owned() }
    }

    /// Its name inside a sentence: `total assertions`, but `WAL retention`.
    #[must_use]
    pub fn name(&self) -> String {
        let mut name = self.label.to_owned();
        if name.as_bytes().get(1).is_some_and(u8::is_ascii_lowercase)
            && let Some(first) = name.get_mut(..1)
        {
            first.make_ascii_lowercase();
        }
        name
    }
}

/// A resolved value: a number, or the code of an option.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value {
    /// A number, in the input's unit.
    Number(f64),
    /// The code of an option.
    Code(&'static str),
}

/// What a field of [`Resolved`] can be.
trait Field: Copy {
    /// From the number that a scenario keeps: of a choice its place, of a switch 0 or 1.
    fn from_number(number: f64) -> Self;

    /// As links and results write it.
    fn value(self) -> Value;
}

impl Field for f64 {
    fn from_number(number: f64) -> Self {
        number
    }

    fn value(self) -> Value {
        Value::Number(self)
    }
}

impl Field for u32 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small count")]
    fn from_number(number: f64) -> Self {
        number as Self
    }

    fn value(self) -> Value {
        Value::Number(f64::from(self))
    }
}

impl Field for bool {
    fn from_number(number: f64) -> Self {
        number > 0.5
    }

    fn value(self) -> Value {
        Value::Number(f64::from(u8::from(self)))
    }
}

/// A number whose *auto* is none.
impl Field for Option<f64> {
    fn from_number(number: f64) -> Self {
        Some(number)
    }

    fn value(self) -> Value {
        self.map_or(Value::Code("auto"), Value::Number)
    }
}

/// A set of inputs, those on *auto*.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Autos(u64);

const _: () = assert!(INPUTS.len() <= u64::BITS as usize, "Autos has a bit for every input");

impl Autos {
    /// The inputs that have no value.
    fn of(values: &[Option<f64>]) -> Self {
        let bits = values.iter().enumerate().filter(|(_, value)| value.is_none());
        Self(bits.fold(0, |set, (i, _)| set | 1 << i))
    }

    /// Whether an input is one of them.
    pub(crate) const fn has(self, key: Key) -> bool {
        self.0 >> key as u64 & 1 == 1
    }
}

impl Key {
    /// The input's row in the table.
    #[must_use]
    pub const fn input(self) -> &'static Input {
        &INPUTS[self as usize]
    }

    /// The input that says in which region a provider is used; `None` for a provider without a choice of it.
    #[must_use]
    pub fn region_of(provider: Provider) -> Option<Self> {
        Self::from_code(provider.code())
    }

    /// The input with this name in links, if there is one.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        INPUTS.iter().find(|input| input.code == code).map(|input| input.key)
    }
}

const fn number(min: f64, max: f64, scale: Scale) -> Kind {
    Kind::Number { min, max, whole: false, scale }
}

const fn count(min: f64, max: f64, scale: Scale) -> Kind {
    Kind::Number { min, max, whole: true, scale }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::guide::coefficients as c;
    use crate::number::{grouped, short};

    #[test]
    fn the_table_is_in_the_order_of_its_keys() {
        for (i, input) in INPUTS.iter().enumerate() {
            assert_eq!(input.key as usize, i, "{}", input.code);
            assert_eq!(Key::from_code(input.code), Some(input.key));
            assert_eq!(input.key.input(), input);
        }
    }

    #[test]
    fn defaults_are_in_range() {
        for input in &INPUTS {
            let Some(default) = input.default else { continue };
            match input.kind {
                Kind::Number { min, max, whole, .. } => {
                    assert!((min..=max).contains(&default), "{}", input.code);
                    assert!(!whole || default.fract() == 0.0, "{}", input.code);
                    assert!(!input.unit.is_empty(), "{} needs a unit", input.code);
                }
                kind => assert!((default as usize) < kind.options().len(), "{}", input.code),
            }
        }
    }

    /// Help texts are fixed and numbers are not: whoever changes a number learns which text repeats it.
    #[test]
    fn texts_say_the_numbers_that_are_used() {
        let default = |key: Key| short(key.input().default.expect("a default"));
        let (small, medium, large) =
            (c::CACHE_SMALL.value, c::CACHE_MEDIUM.value, c::CACHE_LARGE.value);
        let (from, to) = (short(c::CACHE_FROM.0), short(c::CACHE_FROM.1));
        assert_eq!(c::DAILY_SHARE.value, 0.1, "the daily ingest says a tenth");
        for (key, says) in [
            (
                Key::Assertions,
                format!(
                    "holds about {}.",
                    grouped(Key::Assertions.input().default.expect("a default"))
                ),
            ),
            (Key::Queries, format!("sees about {}.", default(Key::Queries))),
            (Key::Ingest, format!("writes about {}.", default(Key::Ingest))),
            (Key::DailyIngest, "a tenth of all assertions".to_owned()),
            (Key::WalRetention, format!("keeps {} days.", default(Key::WalRetention))),
            (Key::Backups, format!("keeps {}.", default(Key::Backups))),
            (
                Key::Cache,
                format!(
                    "Auto is {small} GB below {from} assertions, {medium} GB from there, {large} GB from {to}."
                ),
            ),
            (Key::Cache, format!("{small} to {large} GB are usual.")),
            (Key::AssertionKb, format!("counts {} KB.", default(Key::AssertionKb))),
            (Key::WalRecordKb, format!("counts {} KB.", default(Key::WalRecordKb))),
            (Key::ResponseKb, format!("The guide counts {} KB.", default(Key::ResponseKb))),
            (
                Key::Iops,
                format!(
                    "{} is the guide's minimum, {} its recommendation.",
                    grouped(Key::Iops.input().default.expect("a default")),
                    grouped(c::IOPS_RECOMMENDED.value)
                ),
            ),
            (Key::PeakCpu, format!("{}% is usual.", c::CPU_FULL.value * 100.0)),
            (Key::Average, format!("{}% if", default(Key::Average))),
            (Key::Uncertainty, format!("{} with some history", default(Key::Uncertainty))),
            (Key::Horizon, format!("{} months are usual.", default(Key::Horizon))),
        ] {
            let Input { help, yours, .. } = key.input();
            assert!(help.contains(&says) || yours.contains(&says), "{key:?} does not say {says:?}");
        }
    }

    #[test]
    fn every_input_is_labelled_and_explained() {
        for input in &INPUTS {
            assert!(!input.label.is_empty() && input.help.len() > 10, "{}", input.code);
            for text in [input.help, input.yours] {
                assert!(text.ends_with('.'), "{} ends in no sentence", input.code);
            }
            assert!(input.yours.matches('`').count() % 2 == 0, "{}", input.code);
        }
    }
}

//! A scenario: one value, or *auto*, for every input; and what it resolves to.

use std::str::FromStr;

use crate::guide::Tier;
use crate::guide::coefficients as c;
use crate::inputs::{
    BackupTarget, GrowthModel, INPUTS, Input, Key, Kind, Pick, Provider, Reading, Term,
};
use crate::number::tidy;
use crate::pricing::price_overrides::OwnPrices;

/// Default growth in assertions a month, and in per cent a month.
const DEFAULT_GROWTH: (f64, f64) = (1000.0, 5.0);

/// Largest compound growth, in per cent a month.
const MAX_COMPOUND: f64 = 1000.0;

/// The inputs whose range depends on others: see [`Scenario::bounds`].
pub const DEPENDENT: [Key; 2] = [Key::ReplicationFactor, Key::GrowthRate];

/// A value for every input. Always within the ranges of the table: [`Scenario::set`] lets nothing
/// else in, so everything computed from a scenario is finite.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    values: [Option<f64>; INPUTS.len()],
    /// What the customer pays instead of list prices.
    pub own_prices: OwnPrices,
}

impl Default for Scenario {
    fn default() -> Self {
        Self {
            values: std::array::from_fn(|i| INPUTS[i].default),
            own_prices: OwnPrices::default(),
        }
    }
}

/// Why a value was not taken as it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Adjusted {
    /// It was out of range; the nearest bound was taken.
    Clamped(f64),
    /// It had a fraction where only whole numbers make sense; it was rounded.
    Rounded(f64),
    /// It was not finite; nothing was changed.
    Refused,
}

/// Reads `a=100000&q=1000`, the inputs that differ from the defaults by their codes. Strict, for examples
/// and tests; what strangers write is read by the link codec, which mends and reports instead.
impl FromStr for Scenario {
    type Err = String;

    /// # Errors
    /// Names the first part that is no input, no value of it, or out of its range.
    fn from_str(text: &str) -> Result<Self, String> {
        let mut scenario = Self::default();
        let mut last = Vec::new();
        for pair in text.split('&').filter(|pair| !pair.is_empty()) {
            let bad = || format!("“{pair}” is no input with its value");
            let (code, value) = pair.split_once('=').ok_or_else(bad)?;
            let key = Key::from_code(code).ok_or_else(bad)?;
            let value = key.input().read(value).ok_or_else(bad)?;
            // The ranges of these depend on other inputs, which may come later.
            if DEPENDENT.contains(&key) {
                last.push((key, value, bad()));
            } else {
                scenario.set(key, Some(value)).map_err(|_| bad())?;
            }
        }
        for (key, value, bad) in last {
            scenario.set(key, Some(value)).map_err(|_| bad)?;
        }
        Ok(scenario)
    }
}

impl Scenario {
    /// The value of an input, `None` for *auto*. Choices and switches are places in their options.
    #[must_use]
    pub const fn get(&self, key: Key) -> Option<f64> {
        self.values[key as usize]
    }

    /// Whether an input has its default value.
    #[must_use]
    pub fn is_default(&self, key: Key) -> bool {
        self.get(key) == key.input().default
    }

    /// Smallest and largest value that an input may have in this scenario. Two depend on others:
    /// copies cannot outnumber nodes, and compound growth is in per cent.
    #[must_use]
    pub fn bounds(&self, key: Key) -> (f64, f64) {
        match key.input().kind {
            Kind::Number { min, max, .. } => match key {
                Key::ReplicationFactor => (min, f64::from(self.nodes())),
                Key::GrowthRate if self.growth_model() == GrowthModel::Compound => {
                    (min, MAX_COMPOUND)
                }
                _ => (min, max),
            },
            kind => (0.0, kind.options().len().saturating_sub(1) as f64),
        }
    }

    /// Sets an input to a value, or to *auto* (its default, where it has no *auto*).
    ///
    /// # Errors
    /// [`Adjusted`] says how the value was changed to be a possible one.
    pub fn set(&mut self, key: Key, value: Option<f64>) -> Result<(), Adjusted> {
        let Some(wanted) = value else {
            self.reset(key);
            return Ok(());
        };
        if !wanted.is_finite() {
            return Err(Adjusted::Refused);
        }
        let (min, max) = self.bounds(key);
        let whole = !matches!(key.input().kind, Kind::Number { whole: false, .. });
        let clamped = wanted.clamp(min, max);
        let taken = if whole { clamped.round() } else { clamped };
        // Twelve digits are what a link carries; adding zero turns -0 into 0.
        self.values[key as usize] = Some(tidy(taken) + 0.0);
        if clamped != wanted {
            Err(Adjusted::Clamped(taken))
        } else if taken != clamped {
            Err(Adjusted::Rounded(taken))
        } else {
            Ok(())
        }
    }

    /// Puts an input back to its default.
    pub fn reset(&mut self, key: Key) {
        self.values[key as usize] = key.input().default;
    }

    /// Brings the inputs whose range depends on others back into it, after those changed. Returns
    /// what was changed, and to what.
    pub fn settle(&mut self) -> Vec<(Key, f64)> {
        let mut changed = Vec::new();
        for key in DEPENDENT {
            if let Some(Err(Adjusted::Clamped(to))) =
                self.get(key).map(|value| self.set(key, Some(value)))
            {
                changed.push((key, to));
            }
        }
        changed
    }

    /// Value of an input that is never *auto*.
    fn value(&self, key: Key) -> f64 {
        self.get(key).or(key.input().default).unwrap_or_default()
    }

    fn on(&self, key: Key) -> bool {
        self.value(key) > 0.5
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small index")]
    fn index(&self, key: Key) -> usize {
        self.value(key) as usize
    }

    /// How assertions grow.
    #[must_use]
    pub fn growth_model(&self) -> GrowthModel {
        GrowthModel::at(self.index(Key::GrowthModel))
    }

    /// The provider in focus.
    #[must_use]
    pub fn provider(&self) -> Provider {
        Provider::at(self.index(Key::Provider))
    }

    /// The guide's tier for this scenario.
    #[must_use]
    pub fn tier(&self) -> Tier {
        Tier::of(self.value(Key::Assertions), self.value(Key::Queries))
    }

    /// Nodes, resolved.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "1 .. 99")]
    pub fn nodes(&self) -> u32 {
        self.get(Key::Nodes).map_or_else(
            || {
                let nodes = self.tier().nodes();
                if self.on(Key::HighAvailability) { nodes.max(3) } else { nodes }
            },
            |n| n as u32,
        )
    }

    /// Everything resolved to plain numbers.
    #[must_use]
    pub fn resolve(&self) -> Resolved {
        let a = self.value(Key::Assertions);
        let n = self.nodes();
        let growth_model = self.growth_model();
        let default_growth = match growth_model {
            GrowthModel::Compound => DEFAULT_GROWTH.1,
            GrowthModel::Linear | GrowthModel::Staged => DEFAULT_GROWTH.0,
        };
        Resolved {
            a,
            q: self.value(Key::Queries),
            i: self.value(Key::Ingest),
            d: self.get(Key::DailyIngest).unwrap_or_else(|| auto_daily(a)),
            d_is_auto: self.get(Key::DailyIngest).is_none(),
            wr: self.value(Key::WalRetention),
            bk: self.value(Key::Backups),
            bt: BackupTarget::at(self.index(Key::BackupTarget)),
            cache: self.get(Key::Cache).unwrap_or_else(|| auto_cache(a)),
            cache_is_auto: self.get(Key::Cache).is_none(),
            lens: self.value(Key::Lens),
            n,
            n_is_auto: self.get(Key::Nodes).is_none(),
            ha: self.on(Key::HighAvailability),
            rf: self
                .get(Key::ReplicationFactor)
                .unwrap_or_else(|| auto_copies(n))
                .min(f64::from(n)),
            rf_is_auto: self.get(Key::ReplicationFactor).is_none(),
            drill: self.on(Key::Drill),
            kb: self.value(Key::AssertionKb),
            walkb: self.value(Key::WalRecordKb),
            resp: self.value(Key::ResponseKb),
            rd: Reading::at(self.index(Key::Reading)),
            iops: self.value(Key::Iops),
            pick: Pick::at(self.index(Key::Pick)),
            term: Term::at(self.index(Key::Term)),
            arm: self.on(Key::Arm),
            lb: self.get(Key::LoadBalancer).map_or(n > 1, |lb| lb > 0.5),
            lb_is_auto: self.get(Key::LoadBalancer).is_none(),
            avg: self.value(Key::Average),
            egress: self.value(Key::Egress),
            g: growth_model,
            gr: self.get(Key::GrowthRate).unwrap_or(default_growth),
            gq: self.get(Key::QueryGrowth),
            gu: self.value(Key::Uncertainty),
            h: self.value(Key::Horizon),
            lead: self.value(Key::LeadTime),
            p: self.provider(),
        }
    }
}

/// Daily ingest when it is not given, in assertions a day.
#[must_use]
pub fn auto_daily(assertions: f64) -> f64 {
    tidy(assertions * c::DAILY_SHARE.value)
}

/// Recommended cache per node, in GB.
#[must_use]
pub fn auto_cache(assertions: f64) -> f64 {
    if assertions < c::CACHE_FROM.0 {
        c::CACHE_SMALL.value
    } else if assertions < c::CACHE_FROM.1 {
        c::CACHE_MEDIUM.value
    } else {
        c::CACHE_LARGE.value
    }
}

/// Replication factor when it is not given.
#[must_use]
pub fn auto_copies(nodes: u32) -> f64 {
    if nodes > 1 { 2.0 } else { 1.0 }
}

/// A scenario in which nothing is *auto* any more. Fields bear the names of the formulas; units and
/// ranges are those of [`INPUTS`].
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "each field is the input of that code")]
#[expect(clippy::struct_excessive_bools, reason = "they are switches of the form")]
pub struct Resolved {
    pub a: f64,
    pub q: f64,
    pub i: f64,
    pub d: f64,
    pub d_is_auto: bool,
    pub wr: f64,
    pub bk: f64,
    pub bt: BackupTarget,
    pub cache: f64,
    pub cache_is_auto: bool,
    pub lens: f64,
    pub n: u32,
    pub n_is_auto: bool,
    pub ha: bool,
    pub rf: f64,
    pub rf_is_auto: bool,
    pub drill: bool,
    pub kb: f64,
    pub walkb: f64,
    pub resp: f64,
    pub rd: Reading,
    pub iops: f64,
    pub pick: Pick,
    pub term: Term,
    pub arm: bool,
    pub lb: bool,
    pub lb_is_auto: bool,
    pub avg: f64,
    pub egress: f64,
    pub g: GrowthModel,
    pub gr: f64,
    /// `None` is in step with assertions.
    pub gq: Option<f64>,
    pub gu: f64,
    pub h: f64,
    pub lead: f64,
    pub p: Provider,
}

impl Resolved {
    /// The resolved value of an input as links write it; `auto` only for query growth in step with
    /// assertions, which is no number.
    #[must_use]
    pub fn value(&self, key: Key) -> Value {
        let yes = |on: bool| Value::Number(f64::from(u8::from(on)));
        match key {
            Key::Assertions => Value::Number(self.a),
            Key::Queries => Value::Number(self.q),
            Key::Ingest => Value::Number(self.i),
            Key::DailyIngest => Value::Number(self.d),
            Key::WalRetention => Value::Number(self.wr),
            Key::Backups => Value::Number(self.bk),
            Key::BackupTarget => Value::Code(self.bt.code()),
            Key::Cache => Value::Number(self.cache),
            Key::Lens => Value::Number(self.lens),
            Key::Nodes => Value::Number(f64::from(self.n)),
            Key::HighAvailability => yes(self.ha),
            Key::ReplicationFactor => Value::Number(self.rf),
            Key::Drill => yes(self.drill),
            Key::AssertionKb => Value::Number(self.kb),
            Key::WalRecordKb => Value::Number(self.walkb),
            Key::ResponseKb => Value::Number(self.resp),
            Key::Reading => Value::Code(self.rd.code()),
            Key::Iops => Value::Number(self.iops),
            Key::Pick => Value::Code(self.pick.code()),
            Key::Term => Value::Code(self.term.code()),
            Key::Arm => yes(self.arm),
            Key::LoadBalancer => yes(self.lb),
            Key::Average => Value::Number(self.avg),
            Key::Egress => Value::Number(self.egress),
            Key::GrowthModel => Value::Code(self.g.code()),
            Key::GrowthRate => Value::Number(self.gr),
            Key::QueryGrowth => self.gq.map_or(Value::Code("auto"), Value::Number),
            Key::Uncertainty => Value::Number(self.gu),
            Key::Horizon => Value::Number(self.h),
            Key::LeadTime => Value::Number(self.lead),
            Key::Provider => Value::Code(self.p.code()),
        }
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

/// The unit of an input in this scenario; it differs from the table's only for the growth rate.
#[must_use]
pub fn unit(input: &Input, scenario: &Scenario) -> &'static str {
    match (input.key, scenario.growth_model()) {
        (Key::GrowthRate, GrowthModel::Compound) => "% per month",
        (Key::GrowthRate, _) => "assertions per month",
        _ => input.unit,
    }
}

/// The scenario of a text, resolved, for the tests of the crate.
#[cfg(test)]
pub(crate) fn resolved(text: &str) -> Resolved {
    text.parse::<Scenario>().unwrap_or_else(|e| panic!("{e}")).resolve()
}

//! A scenario: one value, or *auto*, for every input; and what it resolves to.

use std::str::FromStr;

use crate::inputs::{GrowthModel, INPUTS, Input, Key, Kind, Provider, auto};
pub use crate::inputs::{Resolved, Value};
use crate::number::tidy;
use crate::pricing::catalogue::RegionId;
use crate::pricing::price_overrides::OwnPrices;

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
                Key::ReplicationFactor => (min, f64::from(self.resolve().n)),
                Key::GrowthRate if self.resolve().g == GrowthModel::Compound => (min, MAX_COMPOUND),
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

    /// The same scenario with other values of some inputs, each as [`Scenario::set`] takes it: a value out of
    /// its range becomes the nearest one in it.
    #[must_use]
    pub fn with(&self, changes: &[(Key, Option<f64>)]) -> Self {
        let mut scenario = self.clone();
        for (key, value) in changes {
            let _ = scenario.set(*key, *value);
        }
        scenario.settle();
        scenario
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

    /// Everything resolved to what it is, *auto* included.
    #[must_use]
    pub fn resolve(&self) -> Resolved {
        Resolved::take(&self.values).following(None)
    }
}

impl Resolved {
    /// Whether nobody set an input: it then follows from the others.
    #[must_use]
    pub const fn is_auto(&self, key: Key) -> bool {
        self.autos.has(key)
    }

    /// The region in which a provider is used.
    #[must_use]
    pub const fn region(&self, provider: Provider) -> RegionId {
        match provider {
            Provider::Aws => self.aws.id(),
            Provider::Gcp => self.gcp.id(),
            Provider::Azure => self.azure.id(),
        }
    }

    /// Client traffic that crosses zones in a provider's region, in per cent: none where there are no zones to
    /// cross.
    #[must_use]
    pub fn cross_zone(&self, provider: Provider) -> f64 {
        let region = self.region(provider);
        if !region.region().is_divided() {
            0.0
        } else if self.is_auto(Key::CrossZone) {
            auto::crossing_in(self, region)
        } else {
            self.xz
        }
    }

    /// Public addresses that are paid for in a provider's region.
    #[must_use]
    pub fn addresses(&self, provider: Provider) -> f64 {
        if self.is_auto(Key::Addresses) {
            auto::addresses_in(self, self.region(provider))
        } else {
            self.ip
        }
    }

    /// The same on another number of nodes, with all that follows from their number: what is *auto*,
    /// and copies, which cannot outnumber the nodes.
    #[must_use]
    pub fn on_nodes(&self, n: u32) -> Self {
        Self { n, ..self.clone() }.following(Some(Key::Nodes))
    }

    /// The same with another load and amount of data on the same nodes, and what follows from them.
    #[must_use]
    pub fn with_load(&self, load: Load) -> Self {
        let Load { a, q, i, d } = load;
        Self { a, q, i, d, ..self.clone() }.following(Some(Key::Nodes))
    }

    /// Brings what follows from other inputs up to date, all but one.
    fn following(mut self, but: Option<Key>) -> Self {
        self.follow(but);
        self.rf = self.rf.min(f64::from(self.n));
        self
    }
}

/// What grows of a scenario, each as the input of that code.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Load {
    /// Assertions.
    pub a: f64,
    /// Queries per second at peak.
    pub q: f64,
    /// Assertions written per second at peak.
    pub i: f64,
    /// Assertions written a day; where it is *auto* it follows the assertions instead.
    pub d: f64,
}

/// The unit of an input in this scenario; it differs from the table's only for the growth rate.
#[must_use]
pub fn unit(input: &Input, scenario: &Scenario) -> &'static str {
    match (input.key, scenario.resolve().g) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_follows_from_the_nodes_follows_them() {
        // Everything on auto: two copies and a balancer on a cluster, neither on one node.
        let one = resolved("");
        assert_eq!((one.n, one.rf, one.lb), (1, 1.0, false));
        let five = one.on_nodes(5);
        assert_eq!((five.n, five.rf, five.lb), (5, 2.0, true));
        assert!(five.is_auto(Key::Nodes), "it is not a number that somebody set");
        assert_eq!(five.on_nodes(1), one);
        // What was set stays, as far as the nodes allow.
        let set = resolved("n=5&rf=4&lb=0&d=77&cache=3");
        let three = set.on_nodes(3);
        assert_eq!((three.rf, three.lb, three.d, three.cache), (3.0, false, 77.0, 3.0));
        assert_eq!(set.on_nodes(9).rf, 4.0);
    }

    #[test]
    fn what_follows_from_the_load_follows_it_and_the_nodes_stay() {
        let load = Load { a: 2e6, q: 9.0, i: 8.0, d: 7.0 };
        let s = resolved("").with_load(load);
        assert_eq!((s.n, s.a, s.q, s.i), (1, 2e6, 9.0, 8.0));
        assert_eq!((s.d, s.cache), (200_000.0, 4.0), "a tenth of the data; the largest cache");
        assert_eq!(resolved("d=5").with_load(load).d, 7.0);
    }

    #[test]
    fn choices_and_switches_are_what_they_are() {
        let s = resolved("bt=object&rd=printed&term=3y&p=azure&g=compound&ha=1&gq=4");
        assert_eq!((s.bt.code(), s.rd.code(), s.term.code()), ("object", "printed", "3y"));
        assert_eq!((s.p.code(), s.ha, s.drill, s.gq), ("azure", true, false, Some(4.0)));
        assert_eq!((s.gr, s.n), (5.0, 3), "per cent, and nodes that survive a failure");
        assert_eq!(resolved("").gq, None);
        assert_eq!(resolved("").gr, 1000.0);
    }

    #[test]
    fn every_value_that_is_set_is_the_resolved_one() {
        for input in &INPUTS {
            let mut scenario = Scenario::default();
            // Copies need nodes to be on.
            if input.key == Key::ReplicationFactor {
                scenario.set(Key::Nodes, Some(9.0)).expect("nodes");
            }
            let (_, max) = scenario.bounds(input.key);
            scenario.set(input.key, Some(max)).expect("a bound");
            let resolved = scenario.resolve();
            assert!(!resolved.is_auto(input.key), "{}", input.code);
            let text = match resolved.value(input.key) {
                Value::Number(number) => crate::number::exact(number),
                Value::Code(code) => code.to_owned(),
            };
            assert_eq!(text, input.write(max), "{}", input.code);
        }
    }
}

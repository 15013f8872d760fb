//! From values to positions on a chart, and the round values to label on its axis.

/// Round steps within a decade.
const ROUND: [f64; 3] = [1.0, 2.0, 5.0];

/// Maps values from `low ..= high` to positions from `from` to `to`, linearly or logarithmically.
/// Values beyond an end are clamped to it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    /// Value at `from`. Above 0 on a logarithmic scale.
    pub low: f64,
    /// Value at `to`, above `low`.
    pub high: f64,
    /// Position of `low`.
    pub from: f64,
    /// Position of `high`.
    pub to: f64,
    /// Whether the scale is logarithmic.
    pub log: bool,
}

impl Scale {
    /// The position of a value.
    #[must_use]
    pub fn at(&self, value: f64) -> f64 {
        let value = value.clamp(self.low, self.high);
        let share = if self.log {
            (value / self.low).log10() / (self.high / self.low).log10()
        } else {
            (value - self.low) / (self.high - self.low)
        };
        self.from + (self.to - self.from) * share
    }
}

/// The largest 1, 2 or 5 times a power of ten that is at most `x`, and the smallest that is at
/// least `x`. `x` is positive.
#[must_use]
pub fn round_around(x: f64) -> (f64, f64) {
    let mut decade = 1.0;
    while decade > x {
        decade /= 10.0;
    }
    while decade * 10.0 <= x {
        decade *= 10.0;
    }
    let mut below = decade;
    for step in ROUND {
        let round = step * decade;
        if round == x {
            return (x, x);
        }
        if round > x {
            return (below, round);
        }
        below = round;
    }
    (below, 10.0 * decade)
}

/// Evenly spaced round values from 0 to the first that is at least `high`, at most `most` steps.
#[must_use]
pub fn linear_ticks(high: f64, most: u32) -> Vec<f64> {
    let step = round_around(high.max(f64::MIN_POSITIVE * 1e9) / f64::from(most)).1;
    let mut ticks = vec![0.0];
    while ticks.len() < 2 || ticks[ticks.len() - 1] < high * (1.0 - 1e-9) {
        ticks.push(ticks.len() as f64 * step);
    }
    ticks
}

/// Round values that `low ..= high` lies within, each a like factor above the one before: 1-2-5 steps
/// over few decades, powers of ten over many. At most about eight. `low` is positive.
#[must_use]
pub fn log_ticks(low: f64, high: f64) -> Vec<f64> {
    let first = round_around(low).0;
    let end = round_around(high).1.max(2.0 * first);
    let mut ticks = Vec::new();
    if end / first <= 200.0 {
        let mut tick = first;
        loop {
            ticks.push(tick);
            if tick >= end * (1.0 - 1e-9) {
                return ticks;
            }
            tick = round_around(tick * 1.9).1;
        }
    }
    let mut decade = 1.0;
    while decade * 10.0 <= first {
        decade *= 10.0;
    }
    while decade > first {
        decade /= 10.0;
    }
    let mut factor = 10.0;
    while decade * f64::powi(factor, 7) < end {
        factor *= 10.0;
    }
    let mut tick = decade;
    loop {
        ticks.push(tick);
        if tick >= end * (1.0 - 1e-9) {
            return ticks;
        }
        tick *= factor;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_hit_their_ends_and_stay_within() {
        for log in [false, true] {
            let scale = Scale { low: 10.0, high: 1000.0, from: 200.0, to: 0.0, log };
            assert_eq!([scale.at(10.0), scale.at(1000.0)], [200.0, 0.0]);
            assert_eq!([scale.at(1.0), scale.at(1e9)], [200.0, 0.0]);
            assert_eq!(scale.at(100.0) == 100.0, log);
        }
    }

    #[test]
    fn round_values() {
        for (x, around) in [
            (1.0, (1.0, 1.0)),
            (3.0, (2.0, 5.0)),
            (5000.0, (5000.0, 5000.0)),
            (59_000.0, (50_000.0, 100_000.0)),
            (7e8, (5e8, 1e9)),
        ] {
            assert_eq!(round_around(x), around, "{x}");
        }
        let (low, high) = round_around(0.03);
        assert!((low - 0.02).abs() < 1e-9 && (high - 0.05).abs() < 1e-9);
    }

    #[test]
    fn linear_ticks_are_few_round_and_cover() {
        assert_eq!(linear_ticks(41_000.0, 5), [0.0, 1e4, 2e4, 3e4, 4e4, 5e4]);
        assert_eq!(linear_ticks(0.0, 5).len(), 2);
        for high in [0.004, 1.0, 3.0, 99.0, 101.0, 12_345.0, 1e10] {
            let ticks = linear_ticks(high, 5);
            assert!((2..=6).contains(&ticks.len()), "{high} {ticks:?}");
            assert!(ticks[ticks.len() - 1] >= high * (1.0 - 1e-9), "{high} {ticks:?}");
        }
    }

    #[test]
    fn log_ticks_are_few_round_and_cover() {
        assert_eq!(log_ticks(5000.0, 59_000.0), [5e3, 1e4, 2e4, 5e4, 1e5]);
        assert_eq!(log_ticks(1.0, 1e10), [1.0, 1e2, 1e4, 1e6, 1e8, 1e10]);
        assert_eq!(log_ticks(7.0, 7.0), [5.0, 10.0]);
        for low in [1.0, 5.0, 900.0, 1e9] {
            for factor in [1.0, 1.5, 30.0, 199.0, 1e3, 1e5, 1e9] {
                let (high, ticks) = (low * factor, log_ticks(low, low * factor));
                assert!((2..=9).contains(&ticks.len()), "{low} {high} {ticks:?}");
                let last = ticks[ticks.len() - 1];
                assert!(ticks[0] <= low && last >= high * (1.0 - 1e-9), "{low} {high} {ticks:?}");
            }
        }
    }
}

//! Growth: how large the deployment gets, and in which month something must change.
//!
//! Months are whole and counted from today, which is month 0. There is no calendar here: dates are
//! put on months by whoever has a clock.

use crate::guide::coefficients as c;
use crate::guide::{DAYS_PER_MONTH, PHASES, QUICK_TABLE};
use crate::inputs::{GrowthModel, Key};
use crate::number::tidy;
use crate::scenario::{Load, Resolved};

/// A growth case: how fast growth is assumed to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GrowthCase {
    /// Tenth percentile of the growth rate: the rate divided by the uncertainty.
    Slow,
    /// The rate as given.
    Expected,
    /// Ninetieth percentile of the growth rate: the rate times the uncertainty.
    Fast,
}

impl GrowthCase {
    fn factor(self, s: &Resolved) -> f64 {
        match self {
            Self::Slow => 1.0 / s.gu,
            Self::Expected => 1.0,
            Self::Fast => s.gu,
        }
    }
}

/// Assertions after `month` months, unrounded, not limited to what the inputs allow.
#[must_use]
pub fn assertions_at(s: &Resolved, case: GrowthCase, month: u32) -> f64 {
    let factor = case.factor(s);
    match s.g {
        GrowthModel::Staged => staged(s.a, factor, month),
        GrowthModel::Linear => tidy(s.a + s.gr * factor * f64::from(month)),
        GrowthModel::Compound => tidy(s.a * compound(s.gr * factor, month)),
        // A tenth of the data a day grows with the data.
        GrowthModel::Ingest if s.is_auto(Key::DailyIngest) => {
            let per_cent = c::DAILY_SHARE.value * DAYS_PER_MONTH * 100.0;
            tidy(s.a * compound(per_cent * factor, month))
        }
        GrowthModel::Ingest => tidy(s.a + s.d * DAYS_PER_MONTH * factor * f64::from(month)),
    }
}

/// A month's rate is that of the phase in which the month begins, so whole months are spent in
/// every phase and the sum has a closed form.
fn staged(start: f64, factor: f64, month: u32) -> f64 {
    let mut value = start;
    let mut left = f64::from(month);
    for phase in PHASES {
        if value >= phase.below {
            continue;
        }
        let rate = phase.per_month * factor;
        let months = tidy((phase.below - value) / rate).ceil().min(left);
        value = tidy(value + rate * months);
        left -= months;
    }
    value
}

fn compound(per_cent: f64, month: u32) -> f64 {
    #[expect(clippy::cast_possible_wrap, reason = "at most 120")]
    (1.0 + per_cent / 100.0).powi(month as i32)
}

/// What load is multiplied by when the assertions become more. Below the guide's smallest tier load
/// does not follow data: a start with a single assertion must not multiply it.
fn in_step(from: f64, to: f64) -> f64 {
    let least = QUICK_TABLE[0].assertions_below;
    to.max(least) / from.max(least)
}

/// The scenario as it is after `month` months, on the deployment bought today: load and data have
/// grown; nodes and copies have not. What is *auto* and no part of the deployment (daily ingest, the
/// recommended cache) follows the data.
#[must_use]
pub fn grown(s: &Resolved, case: GrowthCase, month: u32) -> Resolved {
    let a = assertions_at(s, case, month);
    let scale = match s.gq {
        Some(per_cent) => compound(per_cent * case.factor(s), month),
        None => in_step(s.a, a),
    };
    let by = |today: f64| tidy(today * scale);
    // Where the data grows as ingested, what is set as a day's ingest is what it grows by, month after month.
    let d = if s.g == GrowthModel::Ingest { s.d } else { by(s.d) };
    s.with_load(Load { a, q: by(s.q), i: by(s.i), d })
}

/// The horizon in months.
#[must_use]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "1 .. 120")]
pub fn horizon(s: &Resolved) -> u32 {
    s.h as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::resolved;
    use crate::sizing::size;

    #[test]
    fn the_guides_three_timelines() {
        for (from, to, months) in [(10e3, 50e3, 40), (50e3, 100e3, 10), (100e3, 500e3, 40)] {
            let s = Resolved { a: from, ..resolved("h=120") };
            assert_eq!(assertions_at(&s, GrowthCase::Expected, months), to);
            assert!(assertions_at(&s, GrowthCase::Expected, months - 1) < to);
        }
        let all = Resolved { a: 10e3, ..resolved("") };
        assert_eq!(assertions_at(&all, GrowthCase::Expected, 90), 500e3);
    }

    /// The definition, taken step by step.
    fn month_by_month(s: &Resolved, case: GrowthCase, month: u32) -> f64 {
        (0..month).fold(s.a, |value, _| {
            let phase = PHASES.iter().find(|phase| value < phase.below).unwrap_or(&PHASES[2]);
            match s.g {
                GrowthModel::Staged => value + phase.per_month * case.factor(s),
                GrowthModel::Linear => value + s.gr * case.factor(s),
                GrowthModel::Compound => value * (1.0 + s.gr * case.factor(s) / 100.0),
                // A tenth of the data a day, or what is set, over 365.25 / 12 days.
                GrowthModel::Ingest if s.is_auto(Key::DailyIngest) => {
                    value + 0.1 * value * 30.4375 * case.factor(s)
                }
                GrowthModel::Ingest => value + s.d * 30.4375 * case.factor(s),
            }
        })
    }

    #[test]
    fn closed_forms_agree_with_steps() {
        for fragment in [
            "",
            "a=49500",
            "a=1&gu=3",
            "g=linear&gr=333",
            "g=compound&gr=7.5",
            "g=ingest&d=200",
            "g=ingest",
        ] {
            let s = resolved(fragment);
            for case in [GrowthCase::Slow, GrowthCase::Expected, GrowthCase::Fast] {
                for month in 0..=120 {
                    let (fast, slow) =
                        (assertions_at(&s, case, month), month_by_month(&s, case, month));
                    assert!(
                        (fast - slow).abs() <= 1e-6 * slow,
                        "{fragment} {month}: {fast} {slow}"
                    );
                }
            }
        }
    }

    #[test]
    fn load_in_step_follows_data_from_the_smallest_tier_on() {
        let after = |fragment: &str, month| {
            let s = grown(&resolved(fragment), GrowthCase::Expected, month);
            (s.a, s.q, s.i)
        };
        // 1 000 a month: until 10 000 assertions the load is what it was.
        assert_eq!(after("a=1&q=50&i=10", 9), (9_001.0, 50.0, 10.0));
        assert_eq!(after("a=1&q=50&i=10", 19), (19_001.0, 95.005, 19.001));
        // From 5 000 to 20 000 it doubles; from 20 000 to 30 000 it is half as much again.
        assert_eq!(after("a=5000&q=50&i=10", 15), (20_000.0, 100.0, 20.0));
        assert_eq!(after("a=20000&q=50&i=10", 10), (30_000.0, 75.0, 15.0));
        // A rate that is set has no floor: 10 % for two months.
        assert_eq!(after("a=1&q=50&i=10&gq=10", 2), (2_001.0, 60.5, 12.1));
    }

    #[test]
    fn growth_as_ingested_is_a_month_of_the_daily_ingest() {
        let s = resolved("a=1000&d=100&g=ingest");
        assert_eq!(assertions_at(&s, GrowthCase::Expected, 12), 1000.0 + 36_525.0);
        // A tenth of the data a day is 304.375 % a month.
        assert_eq!(assertions_at(&resolved("a=1000&g=ingest"), GrowthCase::Expected, 1), 4043.75);
    }

    #[test]
    fn the_fastest_growth_stays_finite() {
        for growth in ["g=compound&gr=1000", "g=ingest", "g=ingest&d=1e9"] {
            let s = resolved(&format!("a=1e9&q=1e6&i=1e6&{growth}&gq=1000&gu=10&h=120"));
            let end = grown(&s, GrowthCase::Fast, 120);
            assert!(size(&end).disk.provision_gb.is_finite() && end.q.is_finite(), "{growth}");
        }
    }
}

//! Growth: how large the deployment gets, and in which month something must change.
//!
//! Months are whole and counted from today, which is month 0. There is no calendar here: dates are
//! put on months by whoever has a clock.

use crate::guide::{PHASES, Tier};
use crate::inputs::GrowthModel;
use crate::number::tidy;
use crate::scenario::{Load, Resolved};
use crate::sizing::{Sizing, size};

/// How fast the growth is taken to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// Tenth percentile of the growth rate: the rate divided by the uncertainty.
    Slow,
    /// The rate as given.
    Expected,
    /// Ninetieth percentile of the growth rate: the rate times the uncertainty.
    Fast,
}

impl Pace {
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
pub fn assertions_at(s: &Resolved, pace: Pace, month: u32) -> f64 {
    let factor = pace.factor(s);
    match s.g {
        GrowthModel::Staged => staged(s.a, factor, month),
        GrowthModel::Linear => tidy(s.a + s.gr * factor * f64::from(month)),
        GrowthModel::Compound => tidy(s.a * compound(s.gr * factor, month)),
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

/// The scenario as it is after `month` months, on the deployment bought today: load and data have
/// grown; nodes and copies have not. What is *auto* and no part of the deployment (daily ingest, the
/// recommended cache) follows the data.
#[must_use]
pub fn grown(s: &Resolved, pace: Pace, month: u32) -> Resolved {
    let a = assertions_at(s, pace, month);
    let scale = match s.gq {
        Some(per_cent) => compound(per_cent * pace.factor(s), month),
        None => a / s.a,
    };
    let by = |today: f64| tidy(today * scale);
    s.with_load(Load { a, q: by(s.q), i: by(s.i), d: by(s.d) })
}

/// What an event is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventKind {
    /// CPU passes its threshold.
    Cpu,
    /// RAM passes its threshold.
    Ram,
    /// Disk passes its threshold.
    Disk,
    /// The deployment enters this tier of the guide, or a later one.
    Tier(Tier),
}

impl EventKind {
    /// Its name in results.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Cpu => "cpu",
            Self::Ram => "ram",
            Self::Disk => "disk",
            Self::Tier(_) => "tier",
        }
    }

    /// Whether it holds for a grown scenario on the deployment that `bought` provisioned.
    #[must_use]
    pub fn holds(self, bought: &Sizing, grown: &Resolved) -> bool {
        let now = size(grown);
        match self {
            Self::Cpu => {
                over(now.cpu.per_node_vcpu, bought.cpu.provision_vcpu, bought.cpu_fill().threshold)
            }
            Self::Ram => {
                over(now.ram.need_gb, bought.ram.provision_gb, bought.ram_fill().threshold)
            }
            Self::Disk => {
                over(now.disk.need_gb, bought.disk.provision_gb, bought.disk_fill().threshold)
            }
            Self::Tier(tier) => now.tier >= tier,
        }
    }
}

/// Whether `need` passes the share `threshold` of `provision`.
#[must_use]
pub fn over(need: f64, provision: f64, threshold: f64) -> bool {
    need > tidy(provision * threshold)
}

/// When something first holds, in whole months from today; `None` is not within the horizon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// What.
    pub kind: EventKind,
    /// At the expected rate.
    pub month: Option<u32>,
    /// The early end: at the fast rate. One case in ten is earlier.
    pub early: Option<u32>,
    /// The late end: at the slow rate. One case in ten is later.
    pub late: Option<u32>,
}

/// The horizon in months.
#[must_use]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "1 .. 120")]
pub fn horizon(s: &Resolved) -> u32 {
    s.h as u32
}

/// The first month within the horizon at which an event holds. Everything only grows, so it is
/// found by halving. [`crate::forecast::plan::events`] finds the same for all events at once.
#[must_use]
pub fn first_month(s: &Resolved, bought: &Sizing, kind: EventKind, pace: Pace) -> Option<u32> {
    let holds = |month| kind.holds(bought, &grown(s, pace, month));
    let (mut low, mut high) = (0, horizon(s));
    if !holds(high) {
        return None;
    }
    while low < high {
        let middle = u32::midpoint(low, high);
        if holds(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    Some(high)
}

/// How large the deployment is in one month.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Month {
    /// Months from today.
    pub month: u32,
    /// Assertions at the expected rate.
    pub assertions: f64,
    /// Assertions at the slow rate.
    pub slow: f64,
    /// Assertions at the fast rate.
    pub fast: f64,
}

/// Every month from today to the horizon.
#[must_use]
pub fn months(s: &Resolved) -> Vec<Month> {
    (0..=horizon(s))
        .map(|month| Month {
            month,
            assertions: assertions_at(s, Pace::Expected, month),
            slow: assertions_at(s, Pace::Slow, month),
            fast: assertions_at(s, Pace::Fast, month),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forecast::plan::events;
    use crate::scenario::resolved;

    #[test]
    fn the_guides_three_timelines() {
        for (from, to, months) in [(10e3, 50e3, 40), (50e3, 100e3, 10), (100e3, 500e3, 40)] {
            let s = Resolved { a: from, ..resolved("h=120") };
            assert_eq!(assertions_at(&s, Pace::Expected, months), to);
            assert!(assertions_at(&s, Pace::Expected, months - 1) < to);
        }
        let all = Resolved { a: 10e3, ..resolved("") };
        assert_eq!(assertions_at(&all, Pace::Expected, 90), 500e3);
    }

    /// The definition, taken step by step.
    fn month_by_month(s: &Resolved, pace: Pace, month: u32) -> f64 {
        (0..month).fold(s.a, |value, _| {
            let phase = PHASES.iter().find(|phase| value < phase.below).unwrap_or(&PHASES[2]);
            match s.g {
                GrowthModel::Staged => value + phase.per_month * pace.factor(s),
                GrowthModel::Linear => value + s.gr * pace.factor(s),
                GrowthModel::Compound => value * (1.0 + s.gr * pace.factor(s) / 100.0),
            }
        })
    }

    #[test]
    fn closed_forms_agree_with_steps() {
        for fragment in ["", "a=49500", "a=1&gu=3", "g=linear&gr=333", "g=compound&gr=7.5"] {
            let s = resolved(fragment);
            for pace in [Pace::Slow, Pace::Expected, Pace::Fast] {
                for month in 0..=120 {
                    let (fast, slow) =
                        (assertions_at(&s, pace, month), month_by_month(&s, pace, month));
                    assert!(
                        (fast - slow).abs() <= 1e-6 * slow,
                        "{fragment} {month}: {fast} {slow}"
                    );
                }
            }
        }
    }

    #[test]
    fn events_are_those_that_a_walk_over_the_months_finds() {
        for fragment in [
            "h=120",
            "a=90000&q=900&i=400&h=120",
            "a=10000&g=compound&gr=12&gq=3&h=60",
            "q=1000&i=500&n=1",
            "a=450000&g=linear&gr=20000&cache=6",
        ] {
            let s = resolved(fragment);
            let bought = size(&s);
            for event in events(&s, &bought) {
                for (pace, found) in [
                    (Pace::Expected, event.month),
                    (Pace::Fast, event.early),
                    (Pace::Slow, event.late),
                ] {
                    let walked = (0..=horizon(&s))
                        .find(|month| event.kind.holds(&bought, &grown(&s, pace, *month)));
                    assert_eq!(found, walked, "{fragment} {event:?}");
                }
            }
        }
    }

    #[test]
    fn a_provision_can_start_above_its_cpu_threshold() {
        let s = resolved("q=1000&i=500&n=1");
        assert_eq!(first_month(&s, &size(&s), EventKind::Cpu, Pace::Expected), Some(0));
    }

    #[test]
    fn the_fastest_growth_stays_finite() {
        let s = resolved("a=1e9&q=1e6&i=1e6&g=compound&gr=1000&gq=1000&gu=10&h=120");
        let end = grown(&s, Pace::Fast, 120);
        assert!(size(&end).disk.provision_gb.is_finite() && end.q.is_finite());
    }
}

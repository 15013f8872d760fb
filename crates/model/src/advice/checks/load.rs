//! Peak ingest, daily ingest and growth are inputs of their own; they can contradict one another.

use super::{Check, note, warning};
use crate::forecast::growth::{GrowthCase, assertions_at};
use crate::inputs::{GrowthModel, Key};
use crate::number::{readable, tidy};
use crate::outcome::Outcome;

const SECONDS_PER_DAY: f64 = 86_400.0;
const DAYS_PER_MONTH: f64 = 365.25 / 12.0;
const LONGEST_MONTH: f64 = 31.0;
/// How many times the growth may be ingested before it is remarked on.
const INGEST_TO_GROWTH: f64 = 2.0;

pub(super) fn daily_above_peak(outcome: &Outcome) -> Option<Check> {
    let s = &outcome.s;
    let most = tidy(s.i * SECONDS_PER_DAY);
    let auto = s.is_auto(Key::DailyIngest);
    (s.d > most).then(|| {
        let (who, next) = if auto {
            (
                "On auto, a tenth of all assertions is ingested a day",
                "Set the daily ingest, or raise the peak ingest rate.",
            )
        } else {
            (
                "The daily ingest cannot be reached",
                "Raise the peak ingest rate, or lower the daily ingest.",
            )
        };
        let says = format!(
            "{who}: that is {} assertions, and {} a second make at most {} a day.",
            readable(s.d),
            readable(s.i),
            readable(most)
        );
        let label = format!("Set the daily ingest to {}", readable(most));
        warning("daily-above-peak", says, next)
            .note_if(auto)
            .about(if auto { Key::Ingest } else { Key::DailyIngest })
            .mended(outcome, &label, &[(Key::DailyIngest, Some(most))])
    })
}

/// What the first month adds by the growth model.
fn growth(outcome: &Outcome) -> f64 {
    tidy(assertions_at(&outcome.s, GrowthCase::Expected, 1) - outcome.s.a)
}

pub(super) fn growth_above_ingest(outcome: &Outcome) -> Option<Check> {
    let s = &outcome.s;
    let (growth, ingested) = (growth(outcome), s.d * LONGEST_MONTH);
    let needed = (growth / DAYS_PER_MONTH).ceil();
    (growth > ingested).then(|| {
        let says = format!(
            "The next month adds {} assertions, but {} a day bring at most {}. StemeDB only appends, so it cannot grow faster than it ingests.",
            readable(growth),
            readable(s.d),
            readable(ingested)
        );
        let label = format!("Set the daily ingest to {}", readable(needed));
        warning("growth-above-ingest", says, "Raise the daily ingest, or choose a slower growth.")
            .note_if(s.is_auto(Key::DailyIngest))
            .about(Key::DailyIngest)
            .mended(outcome, &label, &[(Key::DailyIngest, Some(needed))])
    })
}

pub(super) fn ingest_above_growth(outcome: &Outcome) -> Option<Check> {
    let s = &outcome.s;
    let (growth, ingested) = (growth(outcome), tidy(s.d * DAYS_PER_MONTH));
    (ingested > INGEST_TO_GROWTH * growth).then(|| {
        let says = format!(
            "{} assertions a day are {} a month, but the growth model adds {}. StemeDB only appends, so what is ingested stays.",
            readable(s.d),
            readable(ingested.round()),
            readable(growth)
        );
        let next = "Let it grow as it ingests, or lower the daily ingest.";
        let grow = [(Key::GrowthModel, Some(GrowthModel::Ingest.number()))];
        warning("ingest-above-growth", says, next)
            .note_if(s.is_auto(Key::DailyIngest))
            .about(Key::GrowthModel)
            .mended(outcome, "Grow as ingested", &grow)
    })
}

pub(super) fn no_load(outcome: &Outcome) -> Option<Check> {
    let s = &outcome.s;
    (s.q == 0.0 && s.i == 0.0).then(|| {
        let says = "No queries and no ingest: CPU is what the background work takes.".to_owned();
        note("no-load", says, "Enter the load of the busiest minutes.").about(Key::Queries)
    })
}

pub(super) fn log_record_below_assertion(outcome: &Outcome) -> Option<Check> {
    let s = &outcome.s;
    (s.walkb < s.kb).then(|| {
        let says = format!(
            "A record of the write-ahead log, {} KB, is smaller than the assertion in it, {} KB.",
            readable(s.walkb),
            readable(s.kb)
        );
        let label = format!("Set the record to {} KB", readable(s.kb));
        warning("log-record-below-assertion", says, "Set the size of a WAL record to more.")
            .about(Key::WalRecordKb)
            .mended(outcome, &label, &[(Key::WalRecordKb, Some(s.kb))])
    })
}

//! What is bought, against what is asked of it.

use super::{Check, note, warning};
use crate::guide::Tier;
use crate::guide::coefficients as c;
use crate::inputs::{Key, Pick};
use crate::number::{readable, short};
use crate::outcome::Outcome;
use crate::pricing::error::QuoteError;

/// CPU at peak above which room at the peak is offered, as a share of the machine.
const TIGHT_PEAK: f64 = 0.9;
/// CPU at peak that leaves room, in per cent of the machine.
pub const ROOMY_HEAD: f64 = 70.0;

pub(super) fn nothing_holds(outcome: &Outcome) -> Option<Check> {
    let error = outcome.focus().error.filter(|e| matches!(e, QuoteError::NothingHolds(_)))?;
    let check =
        warning("no-machine", error.sentence(), "Lower what is asked, or allow more nodes.")
            .about(Key::Nodes);
    let auto = [(Key::Nodes, None)];
    let helps = !outcome.s.is_auto(Key::Nodes) && outcome.changed(&auto).order.is_some();
    Some(if helps { check.mended(outcome, "Set nodes to auto", &auto) } else { check })
}

pub(super) fn order_fails(outcome: &Outcome) -> Option<Check> {
    let failures = outcome.focus().failures();
    if failures.is_empty() {
        return None;
    }
    let reasons: Vec<String> = failures.into_iter().map(|(_, sentence)| sentence).collect();
    let fit = [(Key::Pick, Some(Pick::Fit.number()))];
    Some(
        warning(
            "order-fails",
            ["The guide's instance does not hold this. ", &reasons.join(" ")].concat(),
            "Take the cheapest order that holds.",
        )
        .about(Key::Pick)
        .mended(outcome, "Take the cheapest that holds", &fit),
    )
}

pub(super) fn beyond_guide(outcome: &Outcome) -> Option<Check> {
    (outcome.asked.tier == Tier::Beyond).then(|| {
        let says = "This is larger than anything in the guide, whose table ends at 1M assertions and 10K queries/s. Every figure here is extrapolated.";
        let key = if outcome.s.a >= 1e6 { Key::Assertions } else { Key::Queries };
        warning("beyond-guide", says.to_owned(), "Test with your own data before you buy.")
            .about(key)
    })
}

pub(super) fn disk_throughput(outcome: &Outcome) -> Option<Check> {
    let mbps = outcome.focus().load.write_mbps;
    (mbps > c::DISK_MBPS.value).then(|| {
        let says = format!(
            "At peak each node writes {} MB/s to its log; the guide's smallest disk throughput is {} MB/s.",
            readable(mbps),
            readable(c::DISK_MBPS.value)
        );
        let next = "The bill has the throughput; spreading the ingest over more nodes needs less of it.";
        note("disk-throughput", says, next).about(Key::Ingest)
    })
}

pub(super) fn iops_below_recommended(outcome: &Outcome) -> Option<Check> {
    let (s, recommended) = (&outcome.s, c::IOPS_RECOMMENDED.value);
    (s.iops < recommended && outcome.asked.tier >= Tier::Under100K).then(|| {
        let minimum = Key::Iops.input().default;
        let says = format!(
            "{} IOPS is {} minimum; it recommends {}.",
            short(s.iops),
            if minimum < Some(s.iops) { "above the guide's" } else { "the guide's" },
            short(recommended)
        );
        let label = format!("Set {} IOPS", readable(recommended));
        note("iops-below-recommended", says, "Provision more IOPS for production.")
            .about(Key::Iops)
            .mended(outcome, &label, &[(Key::Iops, Some(recommended))])
    })
}

pub(super) fn cache_above_data(outcome: &Outcome) -> Option<Check> {
    let (s, ram) = (&outcome.s, &outcome.asked.ram);
    let data = ram.data_gb + ram.index_gb;
    let larger = s.cache > data.max(c::CACHE_LARGE.value);
    (!s.is_auto(Key::Cache) && larger).then(|| {
        let says = format!(
            "A cache of {} GB is larger than data and index together ({} GB).",
            readable(s.cache),
            readable(data)
        );
        note("cache-above-data", says, "A smaller cache gives the same hit rate.")
            .about(Key::Cache)
            .mended(outcome, "Set the cache to auto", &[(Key::Cache, None)])
    })
}

pub(super) fn room_at_peak(outcome: &Outcome) -> Option<Check> {
    let fullness = outcome.focus().fullness()?;
    let tight = fullness.cpu_peak > TIGHT_PEAK && outcome.focus().holds();
    (tight && outcome.s.head > ROOMY_HEAD).then(|| {
        let says = format!(
            "At peak CPU is {}% full: it holds, with little room for a peak that is higher than expected.",
            readable((fullness.cpu_peak * 100.0).round())
        );
        let head = [(Key::PeakCpu, Some(ROOMY_HEAD))];
        note("room-at-peak", says, "Keep CPU at peak lower, if the peak is not well known.")
            .about(Key::PeakCpu)
            .mended(outcome, "Keep CPU at peak below 70%", &head)
    })
}

pub(super) fn not_checked(outcome: &Outcome) -> Option<Check> {
    let rules = outcome.focus().not_checked();
    let name = outcome.focus().instance()?.name;
    (!rules.is_empty()).then(|| {
        let labels: Vec<&str> = rules.iter().map(|rule| rule.label).collect();
        let says =
            format!("Not checked for {name}, because no limit is known: {}.", labels.join(", "));
        note("not-checked", says, "Look these limits up before you buy.")
    })
}

//! What a careful engineer would say about a scenario: contradictions, limits, and what to do next.

use crate::forecast::growth::{Pace, assertions_at};
use crate::guide::Tier;
use crate::guide::coefficients as c;
use crate::inputs::{BackupTarget, Key};
use crate::number::{readable, short};
use crate::scenario::Resolved;
use crate::sizing::Sizing;

/// How much a check matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// The inputs contradict one another, or the deployment will not do what is asked of it.
    Warning,
    /// Good to know.
    Note,
}

impl Level {
    /// Its name in results.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// One thing to say about a scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// Stable name.
    pub id: &'static str,
    /// How much it matters.
    pub level: Level,
    /// What is so, in one or two plain sentences.
    pub says: String,
    /// What to do about it.
    pub next: String,
    /// The input to look at, if there is one.
    pub key: Option<Key>,
}

/// Everything to say about a sized scenario, warnings first.
#[must_use]
pub fn checks(s: &Resolved, z: &Sizing) -> Vec<Check> {
    let mut found = Vec::new();
    ingest(s, &mut found);
    topology(s, z, &mut found);
    limits(s, z, &mut found);
    thresholds(z, &mut found);
    let (mut warnings, notes): (Vec<_>, Vec<_>) =
        found.into_iter().partition(|check| check.level == Level::Warning);
    warnings.extend(notes);
    warnings
}

fn add(
    found: &mut Vec<Check>,
    id: &'static str,
    level: Level,
    key: Option<Key>,
    says: String,
    next: &str,
) {
    found.push(Check { id, level, says, next: next.to_owned(), key });
}

/// Peak ingest, daily ingest and growth are three inputs; they can contradict one another.
fn ingest(s: &Resolved, found: &mut Vec<Check>) {
    const SECONDS_PER_DAY: f64 = 86_400.0;
    const LONGEST_MONTH: f64 = 31.0;
    let most = s.i * SECONDS_PER_DAY;
    if s.d > most {
        add(
            found,
            "daily-above-peak",
            Level::Warning,
            Some(if s.is_auto(Key::DailyIngest) { Key::Ingest } else { Key::DailyIngest }),
            format!(
                "{} assertions a day cannot be ingested: {} a second make at most {} a day.",
                readable(s.d),
                readable(s.i),
                readable(most)
            ),
            "Raise the peak ingest rate, or lower the daily ingest.",
        );
    }
    let growth = assertions_at(s, Pace::Expected, 1) - s.a;
    let ingested = s.d * LONGEST_MONTH;
    if growth > ingested {
        add(
            found,
            "growth-above-ingest",
            Level::Warning,
            Some(Key::GrowthRate),
            format!(
                "The next month adds {} assertions, but {} a day bring at most {}. StemeDB only appends, so it cannot grow faster than it ingests.",
                readable(growth),
                readable(s.d),
                readable(ingested)
            ),
            "Raise the daily ingest, or choose a slower growth.",
        );
    }
    if s.q == 0.0 && s.i == 0.0 {
        add(
            found,
            "no-load",
            Level::Note,
            Some(Key::Queries),
            "No queries and no ingest: CPU is what the background work takes.".to_owned(),
            "Enter the load of the busiest minutes.",
        );
    }
}

fn topology(s: &Resolved, z: &Sizing, found: &mut Vec<Check>) {
    if s.ha && s.n < 3 {
        add(
            found,
            "ha-needs-three",
            Level::Warning,
            Some(Key::Nodes),
            format!(
                "{} cannot be counted on to survive a node failure; the guide goes from one node to three for that.",
                if s.n == 1 { "One node" } else { "Two nodes" }
            ),
            "Set nodes to 3 or more, or leave them on auto.",
        );
    }
    if s.drill && s.n == 1 {
        add(
            found,
            "drill-on-one-node",
            Level::Warning,
            Some(Key::Drill),
            "With one node there is nothing left to carry the peak when it is down.".to_owned(),
            "Use at least three nodes, or turn this off.",
        );
    }
    if s.n > 1 && s.rf < 2.0 {
        add(
            found,
            "single-copy",
            Level::Warning,
            Some(Key::ReplicationFactor),
            "Every assertion exists once: a lost node takes its part of the data with it."
                .to_owned(),
            "Set the replication factor to 2 or more.",
        );
    }
    let guide = z.tier.nodes();
    if s.n < guide && z.tier != Tier::Beyond {
        add(
            found,
            "fewer-nodes-than-guide",
            Level::Note,
            Some(Key::Nodes),
            format!(
                "The guide runs the {} tier on {guide} nodes; this has {}.",
                z.tier.name(),
                s.n
            ),
            "Leave nodes on auto to follow the guide.",
        );
    }
    if s.bk == 0.0 {
        add(
            found,
            "no-backups",
            Level::Warning,
            Some(Key::Backups),
            "No backups are kept.".to_owned(),
            "Keep at least one; the guide's examples keep 7.",
        );
    } else if s.bt == BackupTarget::Disk && s.n == 1 {
        add(
            found,
            "backups-on-node",
            Level::Note,
            Some(Key::BackupTarget),
            "The backups are on the disk that they protect, which is how the guide sizes it; losing that disk loses both.".to_owned(),
            "Choose object storage for backups.",
        );
    }
}

fn limits(s: &Resolved, z: &Sizing, found: &mut Vec<Check>) {
    if z.tier == Tier::Beyond {
        add(
            found,
            "beyond-guide",
            Level::Warning,
            Some(if s.a >= 1e6 { Key::Assertions } else { Key::Queries }),
            "This is larger than anything in the guide, whose table ends at 1M assertions and 10K queries/s. Every figure here is extrapolated.".to_owned(),
            "Test with your own data before you buy.",
        );
    }
    if z.disk.wal_mbps > c::DISK_MBPS.value {
        add(
            found,
            "disk-throughput",
            Level::Warning,
            Some(Key::Ingest),
            format!(
                "At peak the write-ahead log writes {} MB/s; the guide's smallest disk throughput is {} MB/s.",
                readable(z.disk.wal_mbps),
                readable(c::DISK_MBPS.value)
            ),
            "Provision disks with more throughput, or spread the ingest over more nodes.",
        );
    }
    if s.iops < c::IOPS_RECOMMENDED.value && z.tier >= Tier::Under100K {
        add(
            found,
            "iops-below-recommended",
            Level::Note,
            Some(Key::Iops),
            format!(
                "{} IOPS is {} minimum; it recommends {}.",
                short(s.iops),
                if Key::Iops.input().default < Some(s.iops) {
                    "above the guide's"
                } else {
                    "the guide's"
                },
                short(c::IOPS_RECOMMENDED.value)
            ),
            "Set disk IOPS to 10,000 for production.",
        );
    }
    if !s.is_auto(Key::Cache)
        && s.cache > (z.ram.data_gb + z.ram.index_gb).max(c::CACHE_LARGE.value)
    {
        add(
            found,
            "cache-above-data",
            Level::Note,
            Some(Key::Cache),
            format!(
                "A cache of {} GB is larger than data and index together ({} GB).",
                readable(s.cache),
                readable(z.ram.data_gb + z.ram.index_gb)
            ),
            "A smaller cache gives the same hit rate; auto follows the guide.",
        );
    }
}

/// Thresholds that a fresh deployment already passes. Only CPU can: RAM and disk are provisioned
/// below theirs.
fn thresholds(z: &Sizing, found: &mut Vec<Check>) {
    let fill = z.cpu_fill();
    if fill.full > fill.threshold {
        add(
            found,
            "cpu-above-threshold",
            Level::Warning,
            Some(Key::Nodes),
            format!(
                "The provisioned {} vCPU per node run {} % full at peak, above the guide's {} % from the first day. The guide's own 8 vCPU example does too.",
                readable(z.cpu.provision_vcpu),
                readable((fill.full * 100.0).round()),
                readable(fill.threshold * 100.0)
            ),
            "Take the next larger size, or add nodes.",
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::resolved;
    use crate::sizing::size;

    fn ids(fragment: &str) -> Vec<&'static str> {
        let s = resolved(fragment);
        checks(&s, &size(&s)).into_iter().map(|check| check.id).collect()
    }

    #[test]
    fn each_check_speaks_when_it_should_and_only_then() {
        let calm = "a=50000&q=400&i=100&n=3&bt=object&iops=10000";
        for (id, speaks, silent) in [
            ("daily-above-peak", "i=0.001", calm),
            ("growth-above-ingest", "g=linear&gr=1e6", calm),
            ("no-load", "q=0&i=0", calm),
            ("ha-needs-three", "ha=1&n=2", "ha=1"),
            ("drill-on-one-node", "drill=1", "drill=1&n=3"),
            ("single-copy", "n=3&rf=1", "n=1&rf=1"),
            ("fewer-nodes-than-guide", "a=60000&n=1", calm),
            ("no-backups", "bk=0", calm),
            ("backups-on-node", "", calm),
            ("beyond-guide", "a=1e6", "a=999999"),
            ("beyond-guide", "q=10000", "q=9999"),
            ("disk-throughput", "i=10001", "i=10000"),
            ("iops-below-recommended", "a=60000", "a=60000&iops=10000"),
            ("cache-above-data", "cache=64", "cache=4"),
            ("cpu-above-threshold", "q=1000&i=500&n=1", calm),
        ] {
            assert!(ids(speaks).contains(&id), "{id} is silent on {speaks}");
            assert!(!ids(silent).contains(&id), "{id} speaks on {silent}");
        }
        assert_eq!(ids(calm), [] as [&str; 0]);
    }

    #[test]
    fn warnings_come_first_and_everything_has_a_next_step() {
        let s = resolved("a=2e6&q=0&i=0&n=1&bk=0&cache=64&ha=1&drill=1");
        let found = checks(&s, &size(&s));
        assert!(found.len() > 5);
        assert!(found.windows(2).all(|w| w[0].level <= w[1].level));
        assert!(found.iter().all(|check| check.says.ends_with('.') && check.next.ends_with('.')));
    }
}

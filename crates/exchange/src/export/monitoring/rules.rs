//! The rules, as a table: what is recorded, and what is alerted on. Texts with `@tokens@` are templates, which
//! [`Kit`] fills.
//! A file of more than 400 lines, because it is one table.

use crate::export::monitoring::{Kit, text::Unit};
use model::guide::Tier;

/// A series that is used more than once. Rules read what is recorded; the dashboard asks for it anew, so that
/// it shows the time before the rules were loaded.
pub(super) struct Recorded {
    /// The token that stands for it.
    pub token: &'static str,
    /// Its name.
    pub name: &'static str,
    /// What it is.
    pub expr: &'static str,
}

pub(super) static RECORDED: [Recorded; 5] = [
    Recorded {
        token: "cpu",
        name: "instance:stemedb_cpu_use:rate5m",
        expr: "rate(process_cpu_seconds_total{job=@job@}[5m]) / @vcpu@",
    },
    Recorded {
        token: "disk",
        name: "instance:stemedb_disk_use:ratio",
        expr: "1 - node_filesystem_avail_bytes{mountpoint=@mount@} / node_filesystem_size_bytes{mountpoint=@mount@}",
    },
    Recorded {
        token: "queries",
        name: "job:stemedb_queries:rate5m",
        // Every histogram of Prometheus counts what it has measured.
        expr: "sum by (job) (rate(stemedb_query_latency_seconds_count{job=@job@}[5m]))",
    },
    Recorded {
        token: "ingest",
        name: "job:stemedb_ingest:deriv5m",
        expr: "sum by (job) (deriv(@metric@{job=@job@}[5m])) / @copies@",
    },
    Recorded {
        token: "assertions",
        name: "job:stemedb_assertions:sum",
        expr: "sum by (job) (@metric@{job=@job@}) / @copies@",
    },
];

/// RAM in use of StemeDB's machines, as a share. The mount is on the same exporter, so that this picks the
/// machines without matching labels of two.
pub(super) const RAM: &str = "(1 - node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes and on (job, @label@) node_filesystem_size_bytes{mountpoint=@mount@})";

/// The slowest query of a hundred, in seconds.
pub(super) const P99: &str = "histogram_quantile(0.99, sum by (le) (rate(stemedb_query_latency_seconds_bucket{job=@job@}[5m])))";

/// Nodes that are up; also where none is known.
pub(super) const UP: &str = "(sum(up{job=@job@}) or vector(0))";

/// What the rules lean on: the metric, and how StemeDB's is told from others.
pub(super) static SERIES: [[&str; 2]; 11] = [
    ["up", OWN],
    ["process_cpu_seconds_total", OWN],
    ["stemedb_query_latency_seconds_count", OWN],
    ["stemedb_query_latency_seconds_bucket", OWN],
    ["@metric@", OWN],
    ["replication_lag_seconds", OWN],
    ["node_filesystem_avail_bytes", "{mountpoint=@mount@}"],
    ["node_filesystem_size_bytes", "{mountpoint=@mount@}"],
    ["node_memory_MemAvailable_bytes", MACHINE],
    ["node_memory_MemTotal_bytes", MACHINE],
    ["@backup@", ""],
];

const OWN: &str = "{job=@job@}";
const MACHINE: &str = " and on (job, @label@) node_filesystem_size_bytes{mountpoint=@mount@}";

/// An alert: when it fires, what it says, and how it differs from the guide's.
#[derive(Debug)]
pub struct Rule {
    /// The alert's name.
    pub alert: &'static str,
    /// What it is about, the label `component`.
    pub part: &'static str,
    /// How long it must hold before it fires.
    pub hold: &'static str,
    /// `critical` wakes somebody, `warning` waits for the morning, `info` is for planning.
    pub severity: &'static str,
    pub(super) expr: &'static str,
    /// The token of what its value is compared with, where the value is told; `series` for an alert on each of
    /// [`SERIES`].
    pub(super) limit: &'static str,
    /// What the value is.
    pub(super) unit: Unit,
    pub(super) title: &'static str,
    pub(super) says: &'static str,
    /// What differs from the guide's, and why.
    pub differs: &'static str,
    /// The query as the guide prints it; empty if it has none.
    pub printed: &'static str,
    pub(super) applies: fn(&Kit) -> bool,
}

const ALWAYS: fn(&Kit) -> bool = |_| true;
const CLUSTER: fn(&Kit) -> bool = |kit| kit.get("nodes") > 1.0;
const NOT_IN_GUIDE: &str = "The guide has none. ";
const CPU: &str = "rate(process_cpu_seconds_total[5m]) * 100";
const DISK: &str =
    "(node_filesystem_size_bytes - node_filesystem_avail_bytes) / node_filesystem_size_bytes * 100";

/// All alerts: the guide's first, in its order.
pub static RULES: [Rule; 20] = [
    Rule {
        alert: "StemeDBCpuHigh",
        part: "cpu",
        hold: "15m",
        severity: "warning",
        expr: "avg_over_time(@cpu@[30m]) > @cpu_full@",
        limit: "cpu_full",
        unit: Unit::Percent,
        title: "CPU above @cpu_%@% for half an hour",
        says: "StemeDB takes @value@ of the @vcpu@ vCPU of @where@, half-hour mean. The order is sized for @~sustained_%@% under sustained load, and may take all of it for a short peak. Take a larger machine, or add nodes.",
        differs: "The guide’s is per cent of one core: a machine of 8 vCPU passes it when 9% busy. This is of the machine ordered, and over half an hour, so that a peak is no alarm.",
        printed: CPU,
        applies: ALWAYS,
    },
    Rule {
        alert: "StemeDBCreditsRunOut",
        part: "cpu",
        hold: "1h",
        severity: "warning",
        expr: "avg_over_time(@cpu@[1d]) > @baseline@",
        limit: "baseline",
        unit: Unit::Percent,
        title: "CPU above the machine’s baseline for a day",
        says: "Over a day StemeDB takes @value@ of the CPU of @where@. The machine’s baseline is @~baseline_%@%: above it, credits run out, or surplus is billed. The order is sized for @~average_%@% on average. Take a machine that is not burstable.",
        differs: "The guide has none, but its pilots run on burstable machines.",
        printed: "",
        applies: |kit| kit.get("baseline") > 0.0,
    },
    Rule {
        alert: "StemeDBRamHigh",
        part: "ram",
        hold: "15m",
        severity: "warning",
        expr: "@ram@ > @ram_full@",
        limit: "ram_full",
        unit: Unit::Percent,
        title: "RAM above @ram_%@%",
        says: "@value@ of the RAM of @where@ is in use. Of the @ram_gb@ GB ordered per node the scenario needs @~ram_need@ GB. Take a larger machine, or a smaller cache.",
        differs: "The guide divides metrics of two exporters, whose labels differ: no result, never an alert. Both are now node_exporter’s, for the whole machine, and only for machines with the data disk.",
        printed: "process_resident_memory_bytes / node_memory_MemTotal_bytes * 100",
        applies: ALWAYS,
    },
    Rule {
        alert: "StemeDBDiskHigh",
        part: "disk",
        hold: "15m",
        severity: "warning",
        expr: "@disk@ > @disk_full@",
        limit: "disk_full",
        unit: Unit::Percent,
        title: "Disk above @disk_%@%",
        says: "The data disk of @where@ is @value@ full. Of the @disk_gb@ GB ordered per node the scenario needs @~disk_need@ GB. Enlarge the disk, or keep fewer backups.",
        differs: "Only the data disk; the guide’s is on every file system of every machine. 80% can wait for the morning.",
        printed: DISK,
        applies: ALWAYS,
    },
    Rule {
        alert: "StemeDBDiskAlmostFull",
        part: "disk",
        hold: "5m",
        severity: "critical",
        expr: "@disk@ > @disk_critical@",
        limit: "disk_critical",
        unit: Unit::Percent,
        title: "Disk above 90%",
        says: "The data disk of @where@ is @value@ full; StemeDB stops writing when nothing is left. Delete old backups or enlarge the disk now.",
        differs: "The guide has one limit for both. This one wakes somebody.",
        printed: DISK,
        applies: ALWAYS,
    },
    Rule {
        alert: "StemeDBQueriesSlow",
        part: "queries",
        hold: "10m",
        severity: "critical",
        expr: "@p99@ > @p99_s@ and on () @queries@ * 300 > 100",
        limit: "p99_s",
        unit: Unit::Seconds,
        title: "Query p99 above @p99_ms@ ms",
        says: "One query in a hundred takes @value@ or longer, all nodes. The order, @nodes@ node@s@ with @vcpu@ vCPU, is sized for @~q@ queries/s at peak. Look at the rate of queries first; then take larger machines, or add nodes.",
        differs: "Without rate() it covers all queries since the start and hardly moves. Without sum by (le) it is a p99 per series. Below 100 queries in five minutes one slow query would be the p99, so then it is silent.",
        printed: "histogram_quantile(0.99, stemedb_query_latency_seconds_bucket)",
        applies: ALWAYS,
    },
    Rule {
        alert: "StemeDBReplicationLag",
        part: "replication",
        hold: "5m",
        severity: "warning",
        expr: "replication_lag_seconds{job=@job@} > @lag_s@",
        limit: "lag_s",
        unit: Unit::Seconds,
        title: "Replication lag above @lag_s@ s",
        says: "Replication to @where@ is @value@ behind. Each assertion has @copies@ copies on @nodes@ nodes. Look at the network between the nodes, and at the disks.",
        differs: "The job and five minutes are added.",
        printed: "replication_lag_seconds",
        applies: CLUSTER,
    },
    Rule {
        alert: "StemeDBDiskFullSoon",
        part: "disk",
        hold: "6h",
        severity: "warning",
        expr: "predict_linear(node_filesystem_avail_bytes{mountpoint=@mount@}[7d], @seconds@) < @disk_free@ * node_filesystem_size_bytes{mountpoint=@mount@} and on (job, @label@) @disk@ > @disk_planned@",
        limit: "",
        unit: Unit::None,
        title: "Disk @disk_%@% full within @days@ days",
        says: "At the pace of 7 days the data disk of @where@ is @disk_%@% full within @days@ days, the time that a change takes, and it already holds more than the @~disk_need@ GB that the scenario needs. Decide now.",
        differs: "The guide’s dashboard shows the days, without a query. Silent while the disk fills to the level that the log and the backups keep.",
        printed: "",
        applies: ALWAYS,
    },
    Rule {
        alert: "StemeDBAheadOfPlan",
        part: "growth",
        hold: "6h",
        severity: "info",
        expr: "@disk@ - 0.05 > @plan@",
        limit: "",
        unit: Unit::None,
        title: "More data on disk than fast growth gives",
        says: "The data disk of @where@ holds more than the plan’s 90th percentile for today. The next order comes earlier than planned: put today’s figures into the scenario, and make these files again.",
        differs: "The guide has none. The plan is the scenario’s, from the day on which the file was made; 5% of the disk are left to the file system.",
        printed: "",
        applies: ALWAYS,
    },
    Rule {
        alert: "StemeDBQueriesAbovePeak",
        part: "queries",
        hold: "10m",
        severity: "warning",
        expr: "@queries@ > @q@",
        limit: "q",
        unit: Unit::Count,
        title: "More queries than sized for",
        says: "@value@ queries/s, all nodes, five-minute mean. The order is sized for @~q@ at peak. Put the new peak into the scenario and see what it asks for.",
        differs: NOT_IN_GUIDE,
        printed: "",
        applies: ALWAYS,
    },
    Rule {
        alert: "StemeDBIngestAbovePeak",
        part: "ingest",
        hold: "10m",
        severity: "warning",
        expr: "@ingest@ > @i@",
        limit: "i",
        unit: Unit::Count,
        title: "More assertions written than sized for",
        says: "@value@ assertions/s are written, the whole deployment, five-minute mean. The order is sized for @~i@ at peak. Put the new peak into the scenario and see what it asks for.",
        differs: NOT_IN_GUIDE,
        printed: "",
        applies: ALWAYS,
    },
    Rule {
        alert: "StemeDBAddNodesForQueries",
        part: "queries",
        hold: "15m",
        severity: "info",
        expr: "avg_over_time(@queries@[15m]) > @guide_q@",
        limit: "guide_q",
        unit: Unit::Count,
        title: "More than @~guide_q@ queries/s sustained",
        says: "@value@ queries/s, all nodes, for a quarter of an hour. Above @~guide_q@ the guide adds nodes; the scenario has @~sustained_q@ sustained on @nodes@ node@s@.",
        differs: "The guide’s threshold for more nodes, which it gives no query for. Left out where the scenario is above it already.",
        printed: "",
        applies: |kit| kit.get("sustained_q") <= kit.get("guide_q"),
    },
    Rule {
        alert: "StemeDBAddNodesForWrites",
        part: "ingest",
        hold: "15m",
        severity: "info",
        expr: "avg_over_time(@ingest@[15m]) > @guide_i@",
        limit: "guide_i",
        unit: Unit::Count,
        title: "More than @~guide_i@ assertions/s written",
        says: "@value@ assertions/s, the whole deployment, for a quarter of an hour. Above @~guide_i@ the guide adds nodes; the scenario has @~i@ at peak on @nodes@ node@s@.",
        differs: "As for queries.",
        printed: "",
        applies: |kit| kit.get("i") <= kit.get("guide_i"),
    },
    Rule {
        alert: "StemeDBNextTierByData",
        part: "growth",
        hold: "1h",
        severity: "info",
        expr: "@assertions@ > @near_a@",
        limit: "near_a",
        unit: Unit::Count,
        title: "Near the guide’s next tier, by assertions",
        says: "@value@ assertions are stored, of which the scenario has @~a@. From @~tier_a@ the guide’s next tier begins. Plan for it.",
        differs: "The guide has tiers and no alert on them. From 90% of the border.",
        printed: "",
        applies: IN_TABLE,
    },
    Rule {
        alert: "StemeDBNextTierByQueries",
        part: "growth",
        hold: "1h",
        severity: "info",
        expr: "max_over_time(@queries@[1d]) > @near_q@",
        limit: "near_q",
        unit: Unit::Count,
        title: "Near the guide’s next tier, by queries",
        says: "@value@ queries/s, all nodes, in the busiest five minutes of a day; the scenario has @~q@. From @~tier_q@ the guide’s next tier begins. Plan for it.",
        differs: "As for assertions.",
        printed: "",
        applies: IN_TABLE,
    },
    Rule {
        alert: "StemeDBNodeDown",
        part: "nodes",
        hold: "5m",
        severity: "warning",
        expr: "up{job=@job@} == 0",
        limit: "",
        unit: Unit::None,
        title: "A node does not answer",
        says: "Prometheus cannot scrape @where@. The order has @nodes@ node@s@; @least@ must be up to carry the peak with all data.",
        differs: "The guide has none, and every other alert is silent about a node that is down.",
        printed: "",
        applies: ALWAYS,
    },
    Rule {
        alert: "StemeDBNodesMissing",
        part: "nodes",
        hold: "15m",
        severity: "warning",
        expr: "@up@ < @nodes@",
        limit: "nodes",
        unit: Unit::Nodes,
        title: "Fewer nodes than ordered",
        says: "@value@ of @nodes@ node@s@ are up. One that is not scraped at all is not down, so only the count tells.",
        differs: NOT_IN_GUIDE,
        printed: "",
        applies: ALWAYS,
    },
    Rule {
        alert: "StemeDBTooFewNodes",
        part: "nodes",
        hold: "5m",
        severity: "critical",
        expr: "@up@ < @least@",
        limit: "least",
        unit: Unit::Nodes,
        title: "Too few nodes for the peak",
        says: "@value@ of @nodes@ node@s@ are up, and @least@ must be to carry the peak with all data: see the failure drill.",
        differs: "The guide has none. Where the rest carries the peak, one node less wakes nobody.",
        printed: "",
        applies: ALWAYS,
    },
    Rule {
        alert: "StemeDBBackupOld",
        part: "backup",
        hold: "15m",
        severity: "warning",
        expr: "time() - max(@backup@) > @backup_s@",
        limit: "backup_s",
        unit: Unit::Seconds,
        title: "No backup in time",
        says: "The last backup is @value@ old; one is due every @hours@ h. The scenario keeps @backups@.",
        differs: "The guide keeps backups and watches none. Only where their metric is named above: a time in seconds since 1970. A quarter of the time is added.",
        printed: "",
        applies: |kit| !kit.backup().is_empty(),
    },
    // One for each of the series.
    Rule {
        alert: "StemeDBMetricMissing",
        part: "monitoring",
        hold: "30m",
        severity: "warning",
        expr: "absent(@series@)",
        limit: "series",
        unit: Unit::None,
        title: "@name@ is missing",
        says: "Nobody exports @name@ for this deployment, so the alerts that need it cannot fire. Compare job, mount point and label with your Prometheus.",
        differs: "The guide has none: with a job or mount point mistyped its alerts would be silent for ever.",
        printed: "",
        applies: ALWAYS,
    },
];

const IN_TABLE: fn(&Kit) -> bool = |kit| kit.quote.sizing.tier != Tier::Beyond;

/// What Alertmanager can be told, so that one cause gives one message.
pub(super) const INHIBIT: &str = "\
# For Alertmanager, so that one cause gives one message:
# inhibit_rules:
#   - source_matchers: [alertname=\"StemeDBDiskAlmostFull\"]
#     target_matchers: [alertname=~\"StemeDBDiskHigh|StemeDBDiskFullSoon\"]
#     equal: [deployment, @label@]
#   - source_matchers: [alertname=\"StemeDBNodeDown\"]
#     target_matchers: [alertname=~\"StemeDBNodesMissing|StemeDBReplicationLag\"]
#     equal: [deployment]
#   - source_matchers: [alertname=\"StemeDBTooFewNodes\"]
#     target_matchers: [alertname=~\"StemeDBNodeDown|StemeDBNodesMissing|StemeDBMetricMissing|StemeDBQueriesSlow\"]
#     equal: [deployment]
";

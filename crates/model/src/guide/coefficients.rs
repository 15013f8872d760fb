//! Every number that the formulas use besides the inputs, each with its unit and where it is from.
//!
//! To change a coefficient, change it here: formulas, explanations and the page follow. Values are
//! the guide's unless `source` says otherwise; none has been measured by this project. Those that can
//! be measured on a running deployment are the defaults of inputs, which is all they are used for.

/// Date of the guide that the coefficients were taken from.
pub const GUIDE_DATE: &str = "2026-02-11";

/// Version of the model: goes up whenever a coefficient or a formula changes a result.
pub const MODEL_VERSION: u32 = 2;

/// A number of the model, with what is needed to judge it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Coefficient {
    /// Name used in formulas.
    pub name: &'static str,
    /// The number.
    pub value: f64,
    /// Its unit.
    pub unit: &'static str,
    /// Where it comes from: a section of the guide, or why it was settled so.
    pub source: &'static str,
}

macro_rules! coefficients {
    ($($(#[$doc:meta])* $id:ident = $value:expr, $unit:literal, $name:literal, $source:literal;)*) => {
        $($(#[$doc])* pub const $id: Coefficient = Coefficient {
            name: $name, value: $value, unit: $unit, source: $source,
        };)*

        /// All coefficients, in the order of the guide.
        pub const ALL: &[Coefficient] = &[$($id),*];
    };
}

coefficients! {
    /// CPU that one query per second takes.
    CPU_PER_QUERY = 0.005, "vCPU per query/s", "CPU per query/s", "Guide, CPU Calculation";
    /// CPU that one ingested assertion per second takes.
    CPU_PER_INGEST = 0.002, "vCPU per assertion/s", "CPU per assertion/s", "Guide, CPU Calculation";
    /// CPU for background work: compaction, replication.
    CPU_BASE = 2.0, "vCPU", "background CPU", "Guide, CPU Calculation";
    /// What cluster coordination adds, as a share of the base.
    CPU_CLUSTER = 0.5, "x base", "cluster overhead", "Guide, CPU Calculation, overhead factors";
    /// What complex lenses add when every query goes through them, as a share of the base.
    CPU_LENS = 1.0, "x base", "complex-lens overhead", "Guide, CPU Calculation, overhead factors";
    /// Index size as a share of the data, in RAM and on disk.
    INDEX_SHARE = 10.0, "% of data", "index share", "Guide, RAM and Disk Calculation";
    /// What the RAM formula as printed multiplies the index share by once more.
    INDEX_PRINTED = 0.1, "x index share", "printed index factor", "Guide, RAM Calculation, as printed";
    /// RAM per assertion in the guide's formula as printed, per KB of assertion.
    RAM_PRINTED = 0.0001, "GB per assertion", "printed RAM per assertion", "Guide, RAM Calculation, as printed";
    /// RAM of the operating system and the StemeDB process.
    RAM_BASE = 2.0, "GB", "OS and runtime", "Guide, RAM Calculation";
    /// Recommended cache below 100 000 assertions.
    CACHE_SMALL = 1.0, "GB", "cache below 100K assertions", "Guide, RAM Calculation, 10K example";
    /// Recommended cache from 100 000 assertions.
    CACHE_MEDIUM = 2.0, "GB", "cache from 100K assertions", "Guide, RAM Calculation, 100K example";
    /// Recommended cache from 1 000 000 assertions.
    CACHE_LARGE = 4.0, "GB", "cache from 1M assertions", "Guide, RAM Calculation, 1M example";
    /// Daily ingest as a share of all assertions when it is not given.
    DAILY_SHARE = 0.1, "of all assertions per day", "daily share", "Guide, Disk Calculation: every example ingests a tenth a day";
    /// Sustained load as a share of the peak when it is not given.
    SUSTAINED_SHARE = 60.0, "% of peak", "sustained load", "Settled: the share at which the guide's production example meets its own CPU threshold";
    /// How full CPU may run before the guide says to scale.
    CPU_FULL = 0.7, "of vCPU", "CPU threshold", "Guide, Capacity Thresholds";
    /// How full RAM may get before the guide says to scale.
    RAM_FULL = 0.8, "of RAM", "RAM threshold", "Guide, Capacity Thresholds";
    /// How full the disk may get before the guide says to scale.
    DISK_FULL = 0.8, "of disk", "disk threshold", "Guide, Capacity Thresholds";
    /// Query p99 above which the guide says to scale.
    P99_LIMIT = 0.5, "s", "p99 threshold", "Guide, Capacity Thresholds";
    /// Replication lag above which the guide says to alert.
    LAG_LIMIT = 5.0, "s", "replication lag threshold", "Guide, Metrics to Track";
    /// Sustained queries per second above which the guide adds nodes.
    HORIZONTAL_QUERIES = 1000.0, "queries/s", "query rate for more nodes", "Guide, Capacity Thresholds";
    /// Sustained assertions per second above which the guide adds nodes.
    HORIZONTAL_WRITES = 1000.0, "assertions/s", "write rate for more nodes", "Guide, Capacity Thresholds";
    /// Disk throughput that the guide asks for at least.
    DISK_MBPS = 100.0, "MB/s", "disk throughput", "Guide, Disk type";
    /// IOPS that the guide recommends.
    IOPS_RECOMMENDED = 10_000.0, "IOPS", "recommended IOPS", "Guide, Disk type";
    /// Network provision as a multiple of the computed traffic.
    NETWORK_HEADROOM = 10.0, "x traffic", "network headroom", "Settled: the guide's two examples leave 15 to 20 times, rounded up to a common link speed";
}

/// Sizes that a machine's CPU comes in.
pub const CPU_LADDER: &[f64] = &[1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 48.0, 64.0, 96.0, 128.0];
/// Sizes that a disk is bought in, in GB.
pub const DISK_LADDER: &[f64] =
    &[50.0, 100.0, 200.0, 500.0, 1000.0, 2000.0, 4000.0, 8000.0, 16000.0];
/// Speeds that a network link comes in, in Mbps.
pub const NETWORK_LADDER: &[f64] = &[100.0, 1000.0, 10_000.0, 25_000.0, 50_000.0, 100_000.0];

/// The smallest disk that the guide buys, up to and including a number of assertions.
pub const DISK_FLOORS: &[(f64, f64)] =
    &[(10_000.0, 50.0), (100_000.0, 100.0), (1_000_000.0, 200.0), (f64::INFINITY, 500.0)];

/// Assertions from which the medium and the large cache are recommended.
pub const CACHE_FROM: (f64, f64) = (100_000.0, 1_000_000.0);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_coefficient_is_finite_positive_and_sourced() {
        for c in ALL {
            assert!(c.value.is_finite() && c.value > 0.0, "{c:?}");
            assert!(!c.unit.is_empty() && !c.name.is_empty() && c.source.len() > 10, "{c:?}");
        }
    }

    #[test]
    fn names_are_unique() {
        let mut names: Vec<_> = ALL.iter().map(|c| c.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), ALL.len());
    }

    #[test]
    fn ladders_ascend() {
        for ladder in [CPU_LADDER, DISK_LADDER, NETWORK_LADDER] {
            assert!(ladder.windows(2).all(|w| w[0] < w[1]));
        }
    }
}

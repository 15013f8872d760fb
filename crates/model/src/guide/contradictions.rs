//! Where the guide contradicts itself: both numbers, for this scenario, and which one is used.

use crate::guide::coefficients as c;
use crate::guide::{self, Pilot, Tier};
use crate::inputs::{Key, Provider, Reading};
use crate::number::{plain, readable, round_significant};
use crate::scenario::Resolved;
use crate::sizing::{Sizing, ram_coefficients, size, wal_gb};

/// One contradiction of the guide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// What it is about.
    pub title: &'static str,
    /// One side: where the guide says it, and its number.
    pub one: (&'static str, String),
    /// The other side.
    pub other: (&'static str, String),
    /// How the calculator reads it, and why.
    pub used: &'static str,
}

/// Every contradiction that the calculator knows of, with numbers for this scenario.
#[must_use]
pub fn contradictions(s: &Resolved, z: &Sizing) -> Vec<Contradiction> {
    let gb = |x: f64| format!("{} GB", plain(round_significant(x, 4)));
    let data = |reading| s.a * ram_coefficients(s, reading).0;
    let ram = |reading| size(&Resolved { rd: reading, ..s.clone() }).ram;
    let index = |reading| data(Reading::Consistent) * ram_coefficients(s, reading).1;
    let of_cpu = |vcpu: f64, when: &str| {
        format!(
            "{} of {} vCPU per node {when}, {}%",
            plain(round_significant(vcpu, 4)),
            plain(z.cpu.provision_vcpu),
            plain((100.0 * vcpu / z.cpu.provision_vcpu).round())
        )
    };
    let a_month = |assertions: f64| format!("{} assertions a month", readable(assertions.round()));
    let row = z.tier.nearest_row();
    let instance = &guide::instances(Provider::Aws)[row.tier as usize];
    let pilot: &Pilot = &guide::PILOTS[0];
    let vcpu = |row: &guide::QuickRow| {
        if row.vcpu.0 < row.vcpu.1 {
            format!("{} to {} vCPU", plain(row.vcpu.0), plain(row.vcpu.1))
        } else {
            format!("{} vCPU", plain(row.vcpu.1))
        }
    };
    vec![
        Contradiction {
            title: "Size of an assertion in RAM",
            one: (
                "The printed constant, 0.0001 GB (100 KB) an assertion",
                format!(
                    "{} of data, {} to provision per node",
                    gb(data(Reading::Printed)),
                    gb(ram(Reading::Printed).provision_gb)
                ),
            ),
            other: (
                "Every worked example, 1 KB an assertion",
                format!(
                    "{} of data, {} to provision per node",
                    gb(data(Reading::Consistent)),
                    gb(ram(Reading::Consistent).provision_gb)
                ),
            ),
            used: "The examples, because their results need it. The reading “As printed” takes the constant.",
        },
        Contradiction {
            title: "Index in RAM",
            one: ("The formula multiplies the index share by 0.1", gb(index(Reading::Printed))),
            other: (
                "Every worked example takes the index share as it is",
                gb(index(Reading::Consistent)),
            ),
            used: "The index share as it is, as in the examples. The reading “As printed” takes a tenth of it.",
        },
        Contradiction {
            title: "Size of the write-ahead log",
            one: (
                "The formula: days x assertions x KB / 1000 is MB",
                gb(wal_gb(s, Reading::Consistent)),
            ),
            other: (
                "The examples call the same number KB, a thousand times less",
                gb(wal_gb(s, Reading::Examples)),
            ),
            used: "MB, which is what the arithmetic gives. The reading “As in the examples” keeps their figures.",
        },
        Contradiction {
            title: "CPU of this tier",
            one: ("The quick-reference table", vcpu(row)),
            other: (
                "The AWS instance table, per node",
                format!("{} vCPU ({})", plain(instance.vcpu), instance.instance),
            ),
            used: "Neither: the CPU formula decides, shared out over the nodes.",
        },
        Contradiction {
            title: "The pilot's machine",
            one: ("The pilot's CPU example", format!("{} vCPU and 4 GB", plain(pilot_vcpu()))),
            other: (
                "The instances named for it",
                format!("{} has 2 vCPU; n1-standard-1 has 1 vCPU and 3.75 GB", pilot.instance),
            ),
            used: "The formula. “The guide's instance” is shown beside it with what it lacks.",
        },
        Contradiction {
            title: "Peak against sustained",
            one: ("The CPU formula sizes for the peak", of_cpu(z.cpu.per_node_vcpu, "at peak")),
            other: (
                "The threshold for more CPU is one of sustained load",
                format!(
                    "{}; the threshold is {}%",
                    of_cpu(z.cpu.sustained_vcpu, "sustained"),
                    plain(c::CPU_FULL.value * 100.0)
                ),
            ),
            used: "Both: the peak says how much CPU to provide, and the sustained load is held to the threshold. The guide's production example meets its own threshold at the share that “Sustained load” starts with.",
        },
        Contradiction {
            title: "Ingest against growth",
            one: (
                if s.is_auto(Key::DailyIngest) {
                    "The disk examples ingest a tenth of all assertions a day"
                } else {
                    "The daily ingest that you set"
                },
                a_month(s.d * guide::DAYS_PER_MONTH),
            ),
            other: ("The growth table, at this size", a_month(guide::phase(s.a).per_month)),
            used: "StemeDB only appends, so both cannot hold. The log is sized by the ingest and growth follows the growth table, unless growth is set to “As much as is ingested”.",
        },
        Contradiction {
            title: "Monthly cost",
            one: (
                "The quick-reference table for five nodes",
                format!("~${}", plain(Tier::Under500K.nearest_row().aws_monthly_usd[0].0)),
            ),
            other: (
                "Five times its own m5.2xlarge, before disks",
                format!("${}", plain(5.0 * guide::instances(Provider::Aws)[3].monthly_usd)),
            ),
            used: "Neither: the bill is added up line by line from dated list prices.",
        },
        Contradiction {
            title: "PromQL for p99 and CPU",
            one: (
                "As printed",
                "a quantile over raw buckets; CPU in per cent of one core".to_owned(),
            ),
            other: (
                "As it has to be",
                "rate() and sum by (le) inside the quantile; CPU divided by the number of cores"
                    .to_owned(),
            ),
            used: "The corrected queries.",
        },
    ]
}

/// What the guide's CPU formula gives for its own pilot example: 100 queries/s and 50 assertions/s.
fn pilot_vcpu() -> f64 {
    let need = 100.0 * c::CPU_PER_QUERY.value + 50.0 * c::CPU_PER_INGEST.value + c::CPU_BASE.value;
    crate::number::ceil_to(need, c::CPU_LADDER)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::resolved;

    #[test]
    fn numbers_are_those_of_the_scenario() {
        let s = resolved("a=100000&d=10000&n=1");
        let all = contradictions(&s, &size(&s));
        assert_eq!(all[0].one.1, "10 GB of data, 32 GB to provision per node");
        assert_eq!(all[0].other.1, "0.1 GB of data, 8 GB to provision per node");
        assert_eq!((all[1].one.1.as_str(), all[1].other.1.as_str()), ("0.001 GB", "0.01 GB"));
        assert_eq!((all[2].one.1.as_str(), all[2].other.1.as_str()), ("0.7 GB", "0.001 GB"));
        assert_eq!(all[3].one.1, "16 vCPU");
        assert_eq!(all[4].one.1, "4 vCPU and 4 GB");
        let said = |title: &str| {
            let found = all.iter().find(|one| one.title == title).expect("a contradiction");
            (found.one.1.as_str(), found.other.1.as_str())
        };
        // 10 000 a day are 10 000 x 365.25 / 12 a month.
        assert_eq!(
            said("Ingest against growth"),
            ("304,375 assertions a month", "10,000 assertions a month")
        );
        assert_eq!(said("Monthly cost"), ("~$1200", "$1385"));
    }

    #[test]
    fn the_production_example_meets_its_own_threshold() {
        let s = resolved("q=1000&i=500&n=1");
        let all = contradictions(&s, &size(&s));
        let cpu = all.iter().find(|one| one.title == "Peak against sustained").expect("one");
        assert_eq!(cpu.one.1, "8 of 8 vCPU per node at peak, 100%");
        assert_eq!(cpu.other.1, "5.6 of 8 vCPU per node sustained, 70%; the threshold is 70%");
    }
}

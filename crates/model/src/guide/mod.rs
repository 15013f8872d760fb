//! The tables of the StemeDB Resource Sizing Guide (2026-02-11), as it prints them.
//!
//! These are the guide's figures, its cost estimates included; nothing here is computed.

pub mod coefficients;
pub mod contradictions;

use crate::inputs::Provider;

/// A row of the guide's quick-reference table: how large a deployment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tier {
    /// Below 10 000 assertions and 100 queries/s.
    Under10K,
    /// Below 50 000 assertions and 500 queries/s.
    Under50K,
    /// Below 100 000 assertions and 1 000 queries/s.
    Under100K,
    /// Below 500 000 assertions and 5 000 queries/s.
    Under500K,
    /// Below 1 000 000 assertions and 10 000 queries/s.
    Under1M,
    /// Larger than the guide's table; everything computed for it is extrapolated.
    Beyond,
}

impl Tier {
    /// Every tier that the guide has a row for, smallest first.
    pub const ROWS: [Self; 5] =
        [Self::Under10K, Self::Under50K, Self::Under100K, Self::Under500K, Self::Under1M];

    /// The smallest tier whose two limits both hold, strictly, as printed.
    #[must_use]
    pub fn of(assertions: f64, queries_per_s: f64) -> Self {
        QUICK_TABLE
            .iter()
            .find(|row| assertions < row.assertions_below && queries_per_s < row.queries_below)
            .map_or(Self::Beyond, |row| row.tier)
    }

    /// The tier's name in results and files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Under10K => "<10K",
            Self::Under50K => "<50K",
            Self::Under100K => "<100K",
            Self::Under500K => "<500K",
            Self::Under1M => "<1M",
            Self::Beyond => "beyond",
        }
    }

    /// The guide's row for this tier; its last row when the tier is beyond the table.
    #[must_use]
    pub fn nearest_row(self) -> &'static QuickRow {
        &QUICK_TABLE[(self as usize).min(QUICK_TABLE.len() - 1)]
    }

    /// Nodes that the guide deploys at this tier. It names no count for its Enterprise row; five
    /// nodes at $554 and extras are what make that row's ~$3,000.
    #[must_use]
    pub const fn nodes(self) -> u32 {
        match self {
            Self::Under10K | Self::Under50K => 1,
            Self::Under100K => 3,
            Self::Under500K | Self::Under1M | Self::Beyond => 5,
        }
    }

    /// What the guide says to do on reaching this tier.
    #[must_use]
    pub const fn action(self) -> &'static str {
        match self {
            Self::Under10K | Self::Under50K => "Keep monitoring; one node is enough.",
            Self::Under100K => "Plan the move to a three-node cluster.",
            Self::Under500K => "Scale to a five-node cluster (needs P6).",
            Self::Under1M => "Plan an enterprise deployment (needs P6).",
            Self::Beyond => "Beyond the guide: measure before you buy.",
        }
    }
}

/// A row of the quick-reference table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct QuickRow {
    /// Which row.
    pub tier: Tier,
    /// The row holds below this many assertions.
    pub assertions_below: f64,
    /// The row holds below this many queries per second.
    pub queries_below: f64,
    /// Deployment, in the guide's words.
    pub deployment: &'static str,
    /// vCPU, as printed: the fewest and the most.
    pub vcpu: (f64, f64),
    /// RAM in GB, as printed: the least and the most.
    pub ram_gb: (f64, f64),
    /// Disk for WAL and database, in GB.
    pub disk_gb: f64,
    /// Estimated monthly cost on AWS in USD, each with the node count it is for where one is named.
    pub aws_monthly_usd: &'static [(f64, Option<u32>)],
}

/// The guide's quick-reference table.
pub const QUICK_TABLE: [QuickRow; 5] = [
    QuickRow {
        tier: Tier::Under10K,
        assertions_below: 10e3,
        queries_below: 100.0,
        deployment: "Single node",
        vcpu: (2.0, 4.0),
        ram_gb: (4.0, 8.0),
        disk_gb: 50.0,
        aws_monthly_usd: &[(87.0, None)],
    },
    QuickRow {
        tier: Tier::Under50K,
        assertions_below: 50e3,
        queries_below: 500.0,
        deployment: "Single node or three nodes",
        vcpu: (4.0, 8.0),
        ram_gb: (8.0, 16.0),
        disk_gb: 100.0,
        aws_monthly_usd: &[(180.0, Some(1)), (425.0, Some(3))],
    },
    QuickRow {
        tier: Tier::Under100K,
        assertions_below: 100e3,
        queries_below: 1e3,
        deployment: "Three nodes",
        vcpu: (8.0, 8.0),
        ram_gb: (16.0, 16.0),
        disk_gb: 200.0,
        aws_monthly_usd: &[(425.0, None)],
    },
    QuickRow {
        tier: Tier::Under500K,
        assertions_below: 500e3,
        queries_below: 5e3,
        deployment: "Five nodes (P6)",
        vcpu: (16.0, 16.0),
        ram_gb: (32.0, 32.0),
        disk_gb: 500.0,
        aws_monthly_usd: &[(1200.0, None)],
    },
    QuickRow {
        tier: Tier::Under1M,
        assertions_below: 1e6,
        queries_below: 10e3,
        deployment: "Enterprise (P6)",
        vcpu: (32.0, 32.0),
        ram_gb: (64.0, 64.0),
        disk_gb: 1000.0,
        aws_monthly_usd: &[(3000.0, None)],
    },
];

/// A row of one of the guide's instance tables.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct InstanceRow {
    /// Which tier it is for.
    pub tier: Tier,
    /// The provider's name of the instance type.
    pub instance: &'static str,
    /// vCPU of one instance.
    pub vcpu: f64,
    /// Memory of one instance, in GB.
    pub ram_gb: f64,
    /// Network, as the guide prints it.
    pub network: &'static str,
    /// The guide's estimate for one instance, in USD a month.
    pub monthly_usd: f64,
}

const fn row(
    tier: Tier,
    instance: &'static str,
    vcpu: f64,
    ram_gb: f64,
    network: &'static str,
    monthly_usd: f64,
) -> InstanceRow {
    InstanceRow { tier, instance, vcpu, ram_gb, network, monthly_usd }
}

/// The guide's instance table of a provider, one row a tier.
#[must_use]
pub const fn instances(provider: Provider) -> &'static [InstanceRow; 5] {
    use Tier::{Under1M, Under10K, Under50K, Under100K, Under500K};
    match provider {
        Provider::Aws => {
            const {
                &[
                    row(Under10K, "t3.medium", 2.0, 4.0, "5 Gbps", 30.0),
                    row(Under50K, "t3.large", 2.0, 8.0, "5 Gbps", 60.0),
                    row(Under100K, "t3.xlarge", 4.0, 16.0, "5 Gbps", 122.0),
                    row(Under500K, "m5.2xlarge", 8.0, 32.0, "10 Gbps", 277.0),
                    row(Under1M, "m5.4xlarge", 16.0, 64.0, "10 Gbps", 554.0),
                ]
            }
        }
        Provider::Gcp => {
            const {
                &[
                    row(Under10K, "n1-standard-1", 1.0, 3.75, "2 Gbps", 25.0),
                    row(Under50K, "n2-standard-2", 2.0, 8.0, "10 Gbps", 65.0),
                    row(Under100K, "n2-standard-4", 4.0, 16.0, "10 Gbps", 130.0),
                    row(Under500K, "n2-standard-8", 8.0, 32.0, "16 Gbps", 260.0),
                    row(Under1M, "n2-standard-16", 16.0, 64.0, "32 Gbps", 520.0),
                ]
            }
        }
        Provider::Azure => {
            const {
                &[
                    row(Under10K, "Standard_B2s", 2.0, 4.0, "Moderate", 30.0),
                    row(Under50K, "Standard_D2s_v3", 2.0, 8.0, "Moderate", 70.0),
                    row(Under100K, "Standard_D4s_v3", 4.0, 16.0, "High", 140.0),
                    row(Under500K, "Standard_D8s_v3", 8.0, 32.0, "High", 280.0),
                    row(Under1M, "Standard_D16s_v3", 16.0, 64.0, "Very High", 560.0),
                ]
            }
        }
    }
}

/// One of the guide's two pilot recommendations.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pilot {
    /// Name of the recommendation.
    pub name: &'static str,
    /// Which tier it is for.
    pub tier: Tier,
    /// Deployment, in plain words.
    pub deployment: &'static str,
    /// The AWS instance that it names, or its equal elsewhere.
    pub instance: &'static str,
    /// Disk per node, in GB.
    pub disk_gb: f64,
    /// Network per node.
    pub network: &'static str,
    /// The guide's estimate, in USD a month.
    pub monthly_usd: f64,
    /// Users at once that the guide says it is enough for.
    pub users: u32,
    /// Why the guide recommends it.
    pub reasons: &'static [&'static str],
    /// A scenario that it fits, as a link fragment.
    pub fragment: &'static str,
}

/// The guide's pilot recommendations.
pub const PILOTS: [Pilot; 2] = [
    Pilot {
        name: "Friendly pilot",
        tier: Tier::Under10K,
        deployment: "Single node",
        instance: "t3.medium",
        disk_gb: 50.0,
        network: "100 Mbps",
        monthly_usd: 87.0,
        users: 50,
        reasons: &[
            "The least money for a first validation",
            "One machine to set up and look after",
            "Enough for 50 people at once",
            "Moves to something larger once it has proved itself",
        ],
        fragment: "v=1&a=9000&q=90&i=45",
    },
    Pilot {
        name: "Production pilot",
        tier: Tier::Under100K,
        deployment: "Three-node cluster",
        instance: "t3.xlarge",
        disk_gb: 200.0,
        network: "1 Gbps per node",
        monthly_usd: 425.0,
        users: 500,
        reasons: &[
            "Survives the loss of one node",
            "Room to grow to 100K assertions",
            "Enough for 500 people at once",
            "The architecture that production runs on",
        ],
        fragment: "v=1&a=90000&q=900&i=450&n=3&ha=1",
    },
];

/// A scenario that stands for a row of the quick table: nine tenths of both its limits, and half as
/// many writes as queries, as in the guide's CPU examples.
#[must_use]
pub fn row_fragment(row: &QuickRow) -> String {
    use crate::number::exact;
    let (a, q) = (row.assertions_below * 0.9, row.queries_below * 0.9);
    format!("v=1&a={}&q={}&i={}", exact(a), exact(q), exact(q / 2.0))
}

/// Days in a month, on average.
pub const DAYS_PER_MONTH: f64 = 365.25 / 12.0;

/// A growth phase of the guide's scaling timeline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Phase {
    /// The phase lasts below this many assertions.
    pub below: f64,
    /// Typical growth in it, in assertions a month.
    pub per_month: f64,
}

/// The guide's typical growth rates, as its scaling timeline gives them. It gives none beyond
/// 500 000 assertions; the last phase goes on.
pub const PHASES: [Phase; 3] = [
    Phase { below: 50e3, per_month: 1e3 },
    Phase { below: 100e3, per_month: 5e3 },
    Phase { below: f64::INFINITY, per_month: 10e3 },
];

/// The phase that a number of assertions is in.
#[must_use]
pub fn phase(assertions: f64) -> Phase {
    PHASES.into_iter().find(|phase| assertions < phase.below).unwrap_or(PHASES[2])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tier_borders_are_strict_on_both_quantities() {
        for row in &QUICK_TABLE {
            let (a, q) = (row.assertions_below, row.queries_below);
            let next = Tier::of(a, 0.0);
            assert_eq!(Tier::of(a - 1.0, q - 1.0), row.tier);
            assert_eq!(Tier::of(a - 1.0, q - 0.001), row.tier);
            assert!(next > row.tier, "{a} assertions leave {}", row.tier.name());
            assert!(Tier::of(1.0, q) > row.tier, "{q} queries/s leave {}", row.tier.name());
            assert_eq!(Tier::of(a, 0.0), Tier::of(1.0, q), "both borders lead to the same row");
        }
        assert_eq!(Tier::of(1e6, 0.0), Tier::Beyond);
        assert_eq!(Tier::of(1e9, 1e6), Tier::Beyond);
    }

    #[test]
    fn tables_have_a_row_for_every_tier_in_order() {
        for (i, tier) in Tier::ROWS.into_iter().enumerate() {
            assert_eq!(QUICK_TABLE[i].tier, tier);
            for provider in Provider::ALL {
                assert_eq!(instances(*provider)[i].tier, tier);
            }
        }
    }
}

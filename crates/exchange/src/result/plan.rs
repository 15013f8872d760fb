//! The plan and failures as JSON.

use model::advice::failover::{self, Data, Failure};
use model::forecast::plan::{Plan, Step};
use model::pricing::quote::Quote;
use serde::Serialize;

use super::each::Each;
use super::quote::{OrderJson, usd};

/// `lasts_month` is the month from which on the order of today is no longer enough; `null` is beyond the
/// horizon. `paid_usd` is what is paid over the horizon.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(super) struct PlanJson<'a> {
    /// Changes of the order, in the order of time.
    steps: Each<'a, StepJson>,
    /// The month from which on the order of today is no longer enough; null is beyond the horizon.
    lasts_month: Option<u32>,
    /// What is paid over the horizon, in USD, in all, by how it is paid.
    paid_usd: PaidJson,
    /// Months from which on a commitment has cost less than paying on demand.
    commitment_pays_from_months: PaysJson,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct PaidJson {
    /// On demand.
    on_demand: Option<f64>,
    /// With commitments of a year.
    one_year: Option<f64>,
    /// With commitments of three years.
    three_years: Option<f64>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct PaysJson {
    /// A commitment of a year; null is never.
    one_year: Option<u32>,
    /// A commitment of three years; null is never.
    three_years: Option<u32>,
}

/// `order` and `monthly_usd` are those from the month on; `null` where nothing that is sold holds.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct StepJson {
    /// Months from today.
    month: u32,
    /// One case in ten is earlier.
    p10: Option<u32>,
    /// One case in ten is later.
    p90: Option<u32>,
    /// What is no longer enough.
    causes: Vec<&'static str>,
    /// The order from the month on; null where nothing that is sold holds.
    order: Option<OrderJson>,
    /// What a month costs from then on, in USD, in all; null is not computable.
    monthly_usd: Option<f64>,
    /// Months from today by which it has to be decided.
    decide_by_month: u32,
}

impl<'a> PlanJson<'a> {
    pub(super) fn of(plan: &'a Plan) -> Self {
        let [on_demand, one_year, three_years] = plan.paid_cents.map(|cents| cents.map(usd));
        let step = |step: &Step| StepJson {
            month: step.month,
            p10: step.early,
            p90: step.late,
            causes: step.causes.iter().map(|cause| cause.name()).collect(),
            order: step.after.map(|after| OrderJson::from(&after.order)),
            monthly_usd: step.after.and_then(|after| after.cents).map(usd),
            decide_by_month: step.decide_by(plan.lead_months),
        };
        Self {
            steps: Each::new(move |put| plan.steps.iter().for_each(|one| put(step(one)))),
            lasts_month: plan.outgrown_in(),
            paid_usd: PaidJson { on_demand, one_year, three_years },
            commitment_pays_from_months: PaysJson {
                one_year: plan.commitment_pays_from[0],
                three_years: plan.commitment_pays_from[1],
            },
        }
    }
}

/// What is left when nodes are lost, each share of what the order has per node.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(super) struct FailureJson {
    /// Whether the service goes on, at peak and with all its data.
    holds: bool,
    /// Nodes that are lost.
    lost: u32,
    /// Nodes that are left.
    left: u32,
    /// CPU of each node at peak, as a share of what it has; above 1 it cannot.
    cpu_peak: f64,
    /// RAM of each node, as a share of what it has.
    ram: f64,
    /// Disk of each node, as a share of what it has.
    disk: f64,
    /// What becomes of the data: `complete`, `if-spread` (complete if copies are in different zones) or `incomplete`.
    data: &'static str,
}

impl From<Failure> for FailureJson {
    fn from(failure: Failure) -> Self {
        Self {
            holds: failure.holds(),
            lost: failure.lost,
            left: failure.left,
            cpu_peak: failure.cpu_peak,
            ram: failure.ram,
            disk: failure.disk,
            data: match failure.data {
                Data::Complete => "complete",
                Data::IfSpread => "if-spread",
                Data::Incomplete => "incomplete",
            },
        }
    }
}

pub(super) fn node_lost(quote: &Quote) -> Option<FailureJson> {
    failover::node_lost(quote).map(FailureJson::from)
}

pub(super) fn zone_lost(quote: &Quote) -> Option<FailureJson> {
    failover::zone_lost(quote).map(FailureJson::from)
}

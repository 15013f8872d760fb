//! The plan and failures as JSON.

use model::advice::failover::{self, Data, Failure};
use model::forecast::plan::{Plan, Step};
use model::pricing::quote::Quote;
use serde::Serialize;

use super::quote::{OrderJson, usd};

/// `lasts_month` is the month from which on the order of today is no longer enough; `null` is beyond the
/// horizon. `paid_usd` is what is paid over the horizon.
#[derive(Serialize)]
pub(super) struct PlanJson {
    steps: Vec<StepJson>,
    lasts_month: Option<u32>,
    paid_usd: PaidJson,
    commitment_pays_from_months: PaysJson,
}

#[derive(Serialize)]
struct PaidJson {
    on_demand: Option<f64>,
    one_year: Option<f64>,
    three_years: Option<f64>,
}

#[derive(Serialize)]
struct PaysJson {
    one_year: Option<u32>,
    three_years: Option<u32>,
}

/// `order` and `monthly_usd` are those from the month on; `null` where nothing that is sold holds.
#[derive(Serialize)]
struct StepJson {
    month: u32,
    p10: Option<u32>,
    p90: Option<u32>,
    causes: Vec<&'static str>,
    order: Option<OrderJson>,
    monthly_usd: Option<f64>,
    decide_by_month: u32,
}

impl PlanJson {
    pub(super) fn of(plan: &Plan) -> Self {
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
            steps: plan.steps.iter().map(step).collect(),
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
pub(super) struct FailureJson {
    holds: bool,
    lost: u32,
    left: u32,
    cpu_peak: f64,
    ram: f64,
    disk: f64,
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

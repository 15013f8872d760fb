//! A deployment as Prometheus sees it: its series, minute by minute.

use exchange::export::monitoring::{Kit, place};
use serde_json::{Value as Json, json};

use crate::Scenario;
use crate::promtool::promql;

/// Minutes that a deployment is watched for.
const MINUTES: u32 = 150;

/// A value that stays.
pub fn flat(value: f64) -> String {
    format!("{value}x{MINUTES}")
}

/// A counter or a gauge that rises by so much a minute.
pub fn rising(from: f64, by: f64) -> String {
    format!("{from}+{by}x{MINUTES}")
}

/// A series: its metric, its node, its labels and its values.
struct Series {
    metric: String,
    node: u32,
    labels: String,
    values: String,
}

/// All series of a deployment.
pub struct Deployment {
    nodes: u32,
    job: String,
    mount: String,
    label: String,
    series: Vec<Series>,
    metric: String,
    backup: String,
    numbers: [f64; 2],
}

impl Deployment {
    /// A deployment with the nodes that are ordered and everything at four fifths or less of what is allowed.
    pub fn healthy(scenario: &Scenario, kit: &Kit) -> Self {
        let text = |at| scenario.settings.get(at).to_owned();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "1 .. 99")]
        let mut deployment = Self {
            nodes: kit.get("nodes") as u32,
            job: text(place::JOB),
            mount: text(place::MOUNT),
            label: text(place::INSTANCE),
            series: Vec::new(),
            metric: text(place::ASSERTIONS),
            backup: text(place::BACKUP),
            numbers: [kit.get("vcpu"), kit.get("copies") / kit.get("nodes")],
        };
        let share = if kit.get("baseline") > 0.0 { 0.8 * kit.get("baseline") } else { 0.5 };
        for node in 1..=deployment.nodes {
            deployment.cpu(node, share);
            deployment.ram(node, 0.5);
            deployment.disk(node, 0.8 * kit.get("disk_planned"));
            deployment.own("up", node, "", flat(1.0));
            if deployment.nodes > 1 {
                deployment.own("replication_lag_seconds", node, "", flat(1.0));
            }
        }
        deployment.queries(0.8 * kit.get("q"), 0.005);
        deployment.assertions(kit.get("a"), 0.01 * kit.get("i"));
        if !deployment.backup.is_empty() {
            // As of now, all the time.
            deployment.set(&deployment.backup.clone(), 0, "job=\"cron\"", rising(0.0, 60.0));
        }
        deployment
    }

    /// Sets the values of a series, which is told from others by metric, node and labels.
    fn set(&mut self, metric: &str, node: u32, labels: &str, values: String) {
        self.series.retain(|s| s.metric != metric || s.node != node || s.labels != labels);
        let (metric, labels) = (metric.to_owned(), labels.to_owned());
        self.series.push(Series { metric, node, labels, values });
    }

    /// Sets a series of StemeDB itself.
    pub fn own(&mut self, metric: &str, node: u32, more: &str, values: String) {
        let labels = format!("job={}, {}=\"db{node}:9100\"{more}", promql(&self.job), self.label);
        self.set(metric, node, &labels, values);
    }

    /// Sets a series of the machine.
    pub fn machine(&mut self, metric: &str, node: u32, more: &str, values: String) {
        let labels = format!("job=\"node\", {}=\"db{node}:9101\"{more}", self.label);
        self.set(metric, node, &labels, values);
    }

    /// Sets a series of the machine's data disk.
    pub fn data(&mut self, metric: &str, node: u32, values: String) {
        let more = format!(", device=\"/dev/sdb\", mountpoint={}", promql(&self.mount));
        self.machine(metric, node, &more, values);
    }

    /// A node that takes a share of its CPU.
    pub fn cpu(&mut self, node: u32, share: f64) {
        let [vcpu, _] = self.numbers;
        self.own("process_cpu_seconds_total", node, "", rising(0.0, share * vcpu * 60.0));
    }

    /// A machine with a share of its RAM in use.
    pub fn ram(&mut self, node: u32, share: f64) {
        self.machine("node_memory_MemTotal_bytes", node, "", flat(1e10));
        self.machine("node_memory_MemAvailable_bytes", node, "", flat(1e10 * (1.0 - share)));
    }

    /// A data disk with a share in use.
    pub fn disk(&mut self, node: u32, share: f64) {
        self.data("node_filesystem_size_bytes", node, flat(1e11));
        self.data("node_filesystem_avail_bytes", node, flat(1e11 * (1.0 - share)));
    }

    /// So many queries a second in all, of which a share takes between half a second and a second.
    pub fn queries(&mut self, per_second: f64, slow: f64) {
        for node in 1..=self.nodes {
            let a_minute = per_second * 60.0 / f64::from(self.nodes);
            // A flood of slow ones is long over.
            let mut bucket = |le: &str, from: f64, by: f64| {
                let more = format!(", le=\"{le}\"");
                self.own("stemedb_query_latency_seconds_bucket", node, &more, rising(from, by));
            };
            bucket("0.5", 0.0, a_minute * (1.0 - slow));
            bucket("1", 1e6, a_minute);
            bucket("+Inf", 1e6, a_minute);
            self.own("stemedb_query_latency_seconds_count", node, "", rising(1e6, a_minute));
        }
    }

    /// So many assertions in all, and so many more a second.
    pub fn assertions(&mut self, stored: f64, per_second: f64) {
        let ([_, share], metric) = (self.numbers, self.metric.clone());
        for node in 1..=self.nodes {
            self.own(&metric, node, "", rising(stored * share, per_second * 60.0 * share));
        }
    }

    /// The last backup, at this time.
    pub fn backup(&mut self, at: f64) {
        self.set(&self.backup.clone(), 0, "job=\"cron\"", flat(at));
    }

    /// Leaves out a metric of all nodes.
    pub fn without(&mut self, metric: &str) {
        self.series.retain(|series| series.metric != metric);
    }

    /// Leaves out all that StemeDB itself says on a node.
    pub fn silent(&mut self, node: u32) {
        self.series.retain(|s| s.node != node || s.labels.starts_with("job=\"node\""));
    }

    /// The metrics that StemeDB's rules lean on.
    pub fn metrics(&self) -> Vec<String> {
        let mut metrics: Vec<_> = self.series.iter().map(|series| series.metric.clone()).collect();
        metrics.sort();
        metrics.dedup();
        metrics
    }

    /// As promtool has it, among machines and databases of somebody else, in great trouble.
    pub fn series(&self) -> Vec<Json> {
        let series = |name: String, values: &str| json!({ "series": name, "values": values });
        let mut all = Vec::new();
        for s in &self.series {
            all.push(series(format!("{}{{{}}}", s.metric, s.labels), &s.values));
        }
        let zero = flat(0.0);
        for (name, values) in [
            ("node_memory_MemAvailable_bytes{job=\"node\", instance=\"web1\"}", &zero),
            ("node_memory_MemTotal_bytes{job=\"node\", instance=\"web1\"}", &flat(1e10)),
            (
                "node_filesystem_size_bytes{job=\"node\", instance=\"db1:9101\", mountpoint=\"/boot\"}",
                &flat(1e9),
            ),
            (
                "node_filesystem_avail_bytes{job=\"node\", instance=\"db1:9101\", mountpoint=\"/boot\"}",
                &zero,
            ),
            ("replication_lag_seconds{job=\"postgres\", instance=\"pg1\"}", &flat(99.0)),
            ("up{job=\"postgres\", instance=\"pg1\"}", &zero),
            ("process_cpu_seconds_total{job=\"postgres\", instance=\"pg1\"}", &rising(0.0, 6e5)),
        ] {
            all.push(series(name.to_owned(), values));
        }
        all
    }

    /// A test of promtool's.
    pub fn test(&self, expected: Vec<Json>) -> Json {
        json!({ "interval": "1m", "input_series": self.series(), "promql_expr_test": expected })
    }
}

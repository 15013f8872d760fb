//! Monitoring for a scenario: Prometheus alerting rules and a Grafana dashboard, made from the guide's
//! metrics. The guide's queries do not all work as printed; [`WATCHED`] says what was corrected.

mod dashboard;
mod rules;
mod text;

pub use dashboard::grafana_dashboard;
pub use rules::prometheus_rules;

use model::guide::coefficients as c;
use model::number::{plain, short, tidy};
use model::pricing::quote::Quote;
use model::scenario::Resolved;
use model::sizing::Sizing;
use text::{fill, quoted};

/// The job that StemeDB is expected to be scraped as.
pub const JOB: &str = "stemedb";
/// Where the data disk is expected to be mounted.
pub const MOUNTPOINT: &str = "/var/lib/stemedb";
/// The metric expected to hold how many assertions a node stores. The guide's dashboard shows their
/// growth, but the guide names no metric for it.
pub const ASSERTIONS_METRIC: &str = "stemedb_assertions";

/// Days of notice that the disk alert gives at least, whatever the lead time: a long weekend.
const LEAST_NOTICE_DAYS: f64 = 4.0;

/// What the files are made from. Texts in it are untrusted: they come out as they are, whatever they hold.
#[derive(Clone, Debug)]
pub struct Kit<'a> {
    /// The scenario, on the nodes that are bought.
    pub s: &'a Resolved,
    /// Its sizing.
    pub z: &'a Sizing,
    /// vCPU of each machine that is bought, or that the guide asks for where nothing is.
    pub vcpu: f64,
    /// RAM of each machine in GB, likewise.
    pub ram_gb: f64,
    /// Disk of each machine in GB, likewise.
    pub disk_gb: f64,
    /// What the scenario is called; when empty, its size.
    pub name: &'a str,
    /// Where the scenario can be opened.
    pub link: &'a str,
    /// The job that StemeDB is scraped as.
    pub job: &'a str,
    /// Where the data disk is mounted on every node.
    pub mountpoint: &'a str,
}

impl<'a> Kit<'a> {
    /// The kit of a quote's order, with nothing renamed.
    #[must_use]
    pub fn new(quote: &'a Quote, link: &'a str) -> Self {
        let (s, z) = (&quote.s, &quote.sizing);
        let asked = (z.cpu.provision_vcpu, z.ram.provision_gb, z.disk.provision_gb);
        let (vcpu, ram_gb, disk_gb) = quote.order.map_or(asked, |order| {
            (order.instance.vcpu(), order.instance.memory_gb(), order.disk.gb)
        });
        Self { s, z, vcpu, ram_gb, disk_gb, name: "", link, job: JOB, mountpoint: MOUNTPOINT }
    }

    /// The scenario's name, or what it is the size of.
    #[must_use]
    pub fn title(&self) -> String {
        if self.name.trim().is_empty() {
            self.fill("StemeDB, @~assertions@ assertions, @~queries@ queries/s")
        } else {
            self.name.to_owned()
        }
    }

    /// Days ahead that the disk alert looks: the lead time.
    #[must_use]
    pub fn notice_days(&self) -> f64 {
        tidy(self.s.lead * 7.0).max(LEAST_NOTICE_DAYS)
    }

    /// A template with its tokens replaced.
    fn fill(&self, template: &str) -> String {
        fill(template, &|token| self.value(token))
    }

    /// What a token of a template stands for. Untrusted text comes quoted, as PromQL and JSON have it;
    /// of a number `~token` is the short form.
    fn value(&self, token: &str) -> String {
        match token {
            "job" => quoted(self.job),
            "mount" => quoted(self.mountpoint),
            "title" => quoted(&self.title()),
            "link" => quoted(self.link),
            "uid" => self.uid(),
            "metric" => ASSERTIONS_METRIC.to_owned(),
            "s" => (if self.z.nodes == 1 { "" } else { "s" }).to_owned(),
            _ => {
                let rounded = token.strip_prefix('~');
                if let Some(number) = self.number(rounded.unwrap_or(token)) {
                    return if rounded.is_some() { short(number) } else { plain(number) };
                }
                // What is left are queries, for JSON.
                let known = WATCHED.iter().find(|w| w.id == token);
                quoted(&known.map_or_else(String::new, |w| w.query(self)))
            }
        }
    }

    fn number(&self, token: &str) -> Option<f64> {
        let (s, z, days) = (self.s, self.z, self.notice_days());
        let numbers = [
            ("nodes", f64::from(z.nodes)),
            ("copies", z.replication_factor),
            ("assertions", s.a),
            ("queries", s.q),
            ("ingest", s.i),
            ("tier", z.tier.nearest_row().assertions_below),
            ("vcpu", self.vcpu),
            ("cpu_need", z.cpu.per_node_vcpu),
            ("ram_gb", self.ram_gb),
            ("ram_need", z.ram.need_gb),
            ("disk_gb", self.disk_gb),
            ("disk_need", z.disk.need_gb),
            ("cpu_full", c::CPU_FULL.value),
            ("ram_full", c::RAM_FULL.value),
            ("disk_full", c::DISK_FULL.value),
            ("disk_free", 1.0 - c::DISK_FULL.value),
            ("cpu_%", c::CPU_FULL.value * 100.0),
            ("ram_%", c::RAM_FULL.value * 100.0),
            ("disk_%", c::DISK_FULL.value * 100.0),
            ("p99_s", c::P99_LIMIT.value),
            ("p99_ms", c::P99_LIMIT.value * 1e3),
            ("lag_s", c::LAG_LIMIT.value),
            ("days", days),
            ("twice_days", days * 2.0),
            ("seconds", days * 86_400.0),
        ];
        numbers.iter().find(|number| number.0 == token).map(|number| number.1)
    }

    /// A name for the dashboard that differs between scenarios and stays the same for one.
    fn uid(&self) -> String {
        let mut hash: u64 = 0xcbf2_9ce4_8422_2325; // FNV-1a
        for byte in [self.title().as_str(), self.link, self.job].join("\0").bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        // Decimal, which is linked anyway.
        quoted(&format!("stemedb-{hash}"))
    }
}

/// Something to watch: a metric of the guide, the alert on it, and what was corrected. Texts with
/// `@tokens@` are templates.
#[derive(Debug)]
pub struct Watched {
    /// Stable name, and the label `component` of the alert.
    pub id: &'static str,
    /// What it is.
    pub title: &'static str,
    /// The query as the guide prints it; empty if it has none.
    pub printed: &'static str,
    /// What is different here, and why.
    pub corrected: &'static str,
    /// The alert's name.
    pub alert: &'static str,
    /// How long it must hold before it alerts.
    pub hold: &'static str,
    /// The label `severity`.
    pub severity: &'static str,
    /// Whether one node alone has nothing of the kind.
    cluster_only: bool,
    limit_words: &'static str,
    query: &'static str,
    limit: &'static str,
    description: &'static str,
}

/// The guide's metrics in its order, and the time until the disk is full.
pub static WATCHED: [Watched; 6] = [
    Watched {
        id: "cpu",
        title: "CPU",
        limit_words: "above @cpu_%@ %",
        printed: "rate(process_cpu_seconds_total[5m]) * 100",
        query: "rate(process_cpu_seconds_total{job=@job@}[5m]) / @vcpu@",
        limit: " > @cpu_full@",
        corrected: "The guide's is per cent of one core: a machine of 8 passes it when it is 9 % busy. Divided by the machine's vCPU.",
        alert: "StemeDBCpuHigh",
        hold: "15m",
        severity: "warning",
        cluster_only: false,
        description: "StemeDB uses {{ $value | humanizePercentage }} of the @vcpu@ vCPU of {{ $labels.instance }}. The scenario has @nodes@ node@s@ and needs @cpu_need@ vCPU on each, at a peak of @~queries@ queries/s and @~ingest@ assertions/s. Take a larger machine, or add nodes.",
    },
    Watched {
        id: "ram",
        title: "RAM",
        limit_words: "above @ram_%@ %",
        printed: "process_resident_memory_bytes / node_memory_MemTotal_bytes * 100",
        // The mount is on the same exporter, so that this picks StemeDB's machines without matching labels of two.
        query: "(1 - node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes and on (job, instance) node_filesystem_size_bytes{mountpoint=@mount@})",
        limit: " > @ram_full@",
        corrected: "The guide divides metrics of two exporters. Their labels differ, so that there is no result and never an alert. Both are now node_exporter's, for the whole machine, as the sizing counts; machines without the data disk are left out.",
        alert: "StemeDBRamHigh",
        hold: "15m",
        severity: "warning",
        cluster_only: false,
        description: "{{ $value | humanizePercentage }} of the RAM of {{ $labels.instance }} is in use. The scenario has @nodes@ node@s@ with @ram_gb@ GB and needs @ram_need@ GB on each. Take a larger machine, or a smaller cache.",
    },
    Watched {
        id: "disk",
        title: "Disk",
        limit_words: "above @disk_%@ %",
        printed: "(node_filesystem_size_bytes - node_filesystem_avail_bytes) / node_filesystem_size_bytes * 100",
        query: "1 - node_filesystem_avail_bytes{mountpoint=@mount@} / node_filesystem_size_bytes{mountpoint=@mount@}",
        limit: " > @disk_full@",
        corrected: "Only the data disk. The guide's alerts on every file system of every machine.",
        alert: "StemeDBDiskHigh",
        hold: "15m",
        severity: "critical",
        cluster_only: false,
        description: "The data disk of {{ $labels.instance }} is {{ $value | humanizePercentage }} full. The scenario has @nodes@ node@s@ with @disk_gb@ GB and needs @disk_need@ GB on each. Enlarge the disk, or keep fewer backups.",
    },
    Watched {
        id: "p99",
        title: "Query p99",
        limit_words: "above @p99_ms@ ms",
        printed: "histogram_quantile(0.99, stemedb_query_latency_seconds_bucket)",
        query: "histogram_quantile(0.99, sum by (le) (rate(stemedb_query_latency_seconds_bucket{job=@job@}[5m])))",
        limit: " > @p99_s@",
        corrected: "Without rate() it covers all queries since the start and hardly moves any more. Without sum by (le) it is a p99 for each series, not for all queries.",
        alert: "StemeDBQueriesSlow",
        hold: "10m",
        severity: "critical",
        cluster_only: false,
        description: "One query in a hundred takes {{ $value | humanizeDuration }} or longer. The scenario has @nodes@ node@s@ with @vcpu@ vCPU, at a peak of @~queries@ queries/s. Take larger machines, or add nodes.",
    },
    Watched {
        id: "lag",
        title: "Replication lag",
        limit_words: "above @lag_s@ s",
        printed: "replication_lag_seconds",
        query: "replication_lag_seconds{job=@job@}",
        limit: " > @lag_s@",
        corrected: "Only the job is added.",
        alert: "StemeDBReplicationLag",
        hold: "5m",
        severity: "critical",
        cluster_only: true,
        description: "{{ $labels.instance }} is {{ $value | humanizeDuration }} behind. The scenario has @nodes@ node@s@ with @copies@ copies of each assertion, at a peak of @~ingest@ assertions/s. Look at the network between the nodes, and at the disks.",
    },
    Watched {
        id: "disk-soon",
        title: "Disk @disk_%@ % full",
        limit_words: "within @days@ days",
        printed: "",
        query: "predict_linear(node_filesystem_avail_bytes{mountpoint=@mount@}[7d], @seconds@)",
        limit: " < @disk_free@ * node_filesystem_size_bytes{mountpoint=@mount@}",
        corrected: "The guide gives no query for it. This is the line through the last 7 days, drawn on for the lead time.",
        alert: "StemeDBDiskFullSoon",
        hold: "6h",
        severity: "warning",
        cluster_only: false,
        description: "At the pace of the last 7 days the data disk of {{ $labels.instance }} is @disk_%@ % full within @days@ days, the time that a change takes. The scenario has @nodes@ node@s@ with @disk_gb@ GB and needs @disk_need@ GB on each. Decide now.",
    },
];

impl Watched {
    /// Whether a deployment has anything of the kind.
    #[must_use]
    pub const fn applies(&self, z: &Sizing) -> bool {
        z.nodes > 1 || !self.cluster_only
    }

    /// What is watched of a scenario.
    pub fn of<'k>(kit: &'k Kit<'_>) -> impl Iterator<Item = &'static Self> + use<'k> {
        WATCHED.iter().filter(|w| w.applies(kit.z))
    }

    /// What it is, and from where on it alerts.
    #[must_use]
    pub fn words(&self, kit: &Kit) -> String {
        kit.fill(&[self.title, " ", self.limit_words].concat())
    }

    /// The query, without its limit.
    #[must_use]
    pub fn query(&self, kit: &Kit) -> String {
        kit.fill(self.query)
    }

    /// The alert's expression: the query with its limit.
    #[must_use]
    pub fn expression(&self, kit: &Kit) -> String {
        self.query(kit) + &kit.fill(self.limit)
    }
}

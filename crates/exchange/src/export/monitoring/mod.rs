//! Monitoring for a scenario: Prometheus rules, for its own files and for its operator, and a Grafana dashboard.
//! They lean on the guide's metrics; [`RULES`] says what differs from the guide's queries, and why.

mod dashboard;
mod files;
mod plan;
mod rules;
mod settings;
mod text;

pub use dashboard::grafana_dashboard;
pub use files::{prometheus_rule, prometheus_rules};
pub use rules::{RULES, Rule};
pub use settings::{JOB, MOST, MOUNTPOINT, SETTINGS, Setting, Settings, place};

use model::advice::failover::node_lost;
use model::forecast::growth::GrowthCase;
use model::guide::coefficients as c;
use model::number::{plain, tidy};
use model::pricing::order::Fullness;
use model::pricing::quote::Quote;
use model::scenario::Resolved;
use model::sizing::size;
use rules::RECORDED;
use text::{fill, quoted, rounded};

/// Days of notice that the disk alert gives at least, whatever the lead time: a long weekend.
const LEAST_NOTICE_DAYS: f64 = 4.0;
/// The share of a disk from which on somebody is woken.
const DISK_CRITICAL: f64 = 0.9;
/// The share of a tier's border from which on the next one is near.
const NEAR: f64 = 0.9;

/// What the files are made from. Texts in it are untrusted: they come out as they are, whatever they hold.
#[derive(Clone, Debug)]
pub struct Kit<'a> {
    quote: &'a Quote,
    settings: &'a Settings,
    name: &'a str,
    link: &'a str,
    made: f64,
    numbers: Vec<(&'static str, f64)>,
}

impl<'a> Kit<'a> {
    /// The kit of a quote's order, or of what the guide asks for where nothing is ordered. `name` is what the scenario
    /// is called; when empty, its size. `link` is where the scenario can be opened. `made` is today, in seconds since
    /// 1970, from which on the plan counts.
    #[must_use]
    pub fn new(
        quote: &'a Quote,
        settings: &'a Settings,
        name: &'a str,
        link: &'a str,
        made: f64,
    ) -> Self {
        let (s, z) = (&quote.s, &quote.sizing);
        let asked = (z.cpu.provision_vcpu, z.ram.provision_gb, z.disk.provision_gb);
        let (vcpu, ram_gb, disk_gb) = quote.order.map_or(asked, |order| {
            (order.instance.vcpu(), order.instance.memory_gb(), order.disk.gb)
        });
        let full = quote.fullness().unwrap_or_else(|| Fullness {
            cpu_sustained: tidy(z.cpu.sustained_vcpu / vcpu),
            cpu_average: tidy(z.cpu.average_vcpu / vcpu),
            disk: tidy(z.disk.need_gb / disk_gb),
            ..Fullness::default()
        });
        let baseline = quote.instance().and_then(|instance| instance.baseline_vcpu());
        let baseline = baseline.map_or(0.0, |baseline| tidy(baseline / vcpu));
        let nodes = f64::from(z.nodes);
        let spare = node_lost(quote).is_some_and(|failure| failure.holds());
        let row = z.tier.nearest_row();
        let days = tidy(s.lead * 7.0).max(LEAST_NOTICE_DAYS);
        let hours = f64::from(settings.get(place::BACKUP_HOURS).parse::<u32>().unwrap_or_default());
        let numbers = vec![
            ("nodes", nodes),
            ("least", if spare { nodes - 1.0 } else { nodes }),
            ("copies", z.replication_factor),
            ("a", s.a),
            ("q", s.q),
            ("i", s.i),
            ("sustained_q", quote.load.sustained_queries),
            ("guide_q", c::HORIZONTAL_QUERIES.value),
            ("guide_i", c::HORIZONTAL_WRITES.value),
            ("tier_a", row.assertions_below),
            ("tier_q", row.queries_below),
            ("near_a", tidy(row.assertions_below * NEAR)),
            ("near_q", tidy(row.queries_below * NEAR)),
            ("vcpu", vcpu),
            ("ram_gb", ram_gb),
            ("ram_need", z.ram.need_gb),
            ("disk_gb", disk_gb),
            ("disk_need", z.disk.need_gb),
            ("disk_planned", full.disk),
            ("sustained_%", full.cpu_sustained * 100.0),
            ("average_%", full.cpu_average * 100.0),
            ("baseline", baseline),
            ("baseline_%", baseline * 100.0),
            ("cpu_full", c::CPU_FULL.value),
            ("ram_full", c::RAM_FULL.value),
            ("disk_full", c::DISK_FULL.value),
            ("disk_critical", DISK_CRITICAL),
            ("disk_free", tidy(1.0 - c::DISK_FULL.value)),
            ("cpu_%", c::CPU_FULL.value * 100.0),
            ("ram_%", c::RAM_FULL.value * 100.0),
            ("disk_%", c::DISK_FULL.value * 100.0),
            ("p99_s", c::P99_LIMIT.value),
            ("p99_ms", c::P99_LIMIT.value * 1e3),
            ("lag_s", c::LAG_LIMIT.value),
            ("days", days),
            ("twice_days", days * 2.0),
            ("seconds", days * 86_400.0),
            ("hours", hours),
            ("backup_s", hours * 4500.0),
            ("backups", s.bk),
        ];
        Self { quote, settings, name, link, made, numbers }
    }

    /// The scenario's name, or what it is the size of.
    #[must_use]
    pub fn title(&self) -> String {
        if self.name.trim().is_empty() {
            self.fill("StemeDB, @~a@ assertions, @~q@ queries/s")
        } else {
            self.name.to_owned()
        }
    }

    /// A number of the kit by its token; NaN where there is none.
    #[must_use]
    pub fn get(&self, token: &str) -> f64 {
        let known = self.numbers.iter().find(|number| number.0 == token);
        known.map_or(f64::NAN, |number| number.1)
    }

    /// The alerts that the deployment has.
    pub fn rules(&self) -> impl Iterator<Item = &'static Rule> {
        RULES.iter().filter(|rule| (rule.applies)(self))
    }

    /// What is recorded for the rules: a name and its query each.
    #[must_use]
    pub fn recorded(&self) -> Vec<(&'static str, String)> {
        RECORDED.iter().map(|recorded| (recorded.name, self.fill(recorded.expr))).collect()
    }

    fn backup(&self) -> &str {
        self.settings.get(place::BACKUP)
    }

    fn applies_to(&self, series: &str) -> bool {
        match series {
            "replication_lag_seconds" => self.get("nodes") > 1.0,
            "@backup@" => !self.backup().is_empty(),
            _ => true,
        }
    }

    /// A template with its tokens replaced.
    fn fill(&self, template: &str) -> String {
        fill(template, &|token| self.value(token))
    }

    /// What a token of a template stands for. Untrusted text comes quoted, as PromQL and JSON have it;
    /// `~token` is a number as people say it, `=token` what is recorded as the query that it is.
    fn value(&self, token: &str) -> String {
        let text = |at| self.settings.get(at).to_owned();
        if let Some(recorded) = RECORDED.iter().find(|recorded| token.ends_with(recorded.token)) {
            if token == recorded.token {
                return self.fill(&[recorded.name, "{deployment=@job@}"].concat());
            }
            if token.strip_prefix('=') == Some(recorded.token) {
                return ["(", &self.fill(recorded.expr), ")"].concat();
            }
        }
        match token {
            "job" => quoted(self.settings.get(place::JOB)),
            "mount" => quoted(self.settings.get(place::MOUNT)),
            "label" => text(place::INSTANCE),
            "severity_label" => text(place::SEVERITY),
            "metric" => text(place::ASSERTIONS),
            "backup" => self.backup().to_owned(),
            "ram" => self.fill(rules::RAM),
            "p99" => self.fill(rules::P99),
            "up" => self.fill(rules::UP),
            "plan" => {
                let disk_gb = self.get("disk_gb");
                let full = |s: &Resolved| size(s).disk.need_gb / disk_gb;
                ["scalar(", &self.curve(GrowthCase::Fast, &full), ")"].concat()
            }
            "s" => (if self.quote.sizing.nodes == 1 { "" } else { "s" }).to_owned(),
            _ => match token.strip_prefix('~') {
                Some(token) => rounded(self.get(token)),
                None => plain(self.get(token)),
            },
        }
    }

    /// A figure of the plan as a query.
    fn curve(&self, case: GrowthCase, figure: &dyn Fn(&Resolved) -> f64) -> String {
        plan::curve(&self.quote.s, self.made, case, figure)
    }

    /// A name for the dashboard and the rules that differs between scenarios and stays the same for one.
    fn uid(&self) -> String {
        let mut hash: u64 = 0xcbf2_9ce4_8422_2325; // FNV-1a
        let job = self.settings.get(place::JOB);
        for byte in [&self.title(), self.link, job].join("\0").bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        // Decimal, because hexadecimal would link more formatting into the page.
        ["stemedb-", &hash.to_string()].concat()
    }
}

impl Rule {
    /// The alert's expression.
    #[must_use]
    pub fn expression(&self, kit: &Kit) -> String {
        self.expression_of(kit, "METRIC")
    }

    fn expression_of(&self, kit: &Kit, series: &str) -> String {
        fill(self.expr, &|token| match token {
            "series" => kit.fill(series),
            token => kit.value(token),
        })
    }

    /// What the alert says in one line.
    #[must_use]
    pub fn summary(&self, kit: &Kit) -> String {
        self.words(kit, self.title)
    }

    /// What it says in full, with a value just past its limit.
    #[must_use]
    pub fn message(&self, kit: &Kit) -> String {
        self.words(kit, self.says)
    }

    fn words(&self, kit: &Kit, template: &str) -> String {
        fill(template, &|token| match token {
            "where" => "a node".to_owned(),
            "value" => self.unit.example(kit.get(self.limit)),
            "name" => "a metric".to_owned(),
            token => kit.value(token),
        })
    }

    /// Templates of Prometheus instead of examples: the text in a file.
    fn template(&self, kit: &Kit, template: &str, series: &str) -> String {
        fill(template, &|token| match token {
            "where" => kit.fill("{{ $labels.@label@ }}"),
            "value" => self.unit.template().to_owned(),
            "name" => kit.fill(series),
            token => kit.value(token),
        })
    }
}

//! Monitoring for a scenario: Prometheus rules, for its own files and for its operator, and a Grafana dashboard.
//! They lean on the guide's metrics; [`rules()`] says what differs from the guide's queries, and why.

mod dashboard;
mod files;
mod plan;
mod rules;
mod settings;
mod text;

pub use dashboard::grafana_dashboard;
pub use files::{prometheus_rule, prometheus_rules};
pub use rules::{Row, rules};
pub use settings::{MOST, SETTINGS, Setting, Settings, place};

use model::advice::failover::node_lost;
use model::chart::{append, escape};
use model::forecast::growth::GrowthCase;
use model::guide::Tier;
use model::guide::coefficients as c;
use model::number::{exact, plain, tidy};
use model::pricing::order::Fullness;
use model::pricing::quote::Quote;
use model::scenario::Resolved;
use model::sizing::size;
use rules::place_of;
use text::{example, literal, quoted, rounded};

/// Days of notice that the disk alert gives at least, whatever the lead time: a long weekend.
const LEAST_NOTICE_DAYS: f64 = 4.0;
/// The share of a disk from which on somebody is woken.
const DISK_CRITICAL: f64 = 0.9;
/// The share of a tier's border from which on the next one is near.
const NEAR: f64 = 0.9;

/// The tokens of a kit's numbers, in the order in which [`Kit::new`] has them. The last five are above 0 where the
/// deployment has something: other nodes, loads below the guide's for more nodes, a next tier, a metric of backups.
const NUMBERS: &str = "nodes least copies a q i sustained_q guide_q guide_i tier_a tier_q near_a near_q vcpu ram_gb ram_need disk_gb \
    disk_need disk_planned sustained average baseline cpu_full ram_full disk_full disk_critical disk_free p99_s p99_ms lag_s days \
    twice_days seconds backup_s others within_q within_i in_table named";

/// What the files are made from. Texts in it are untrusted: they come out as they are, whatever they hold.
#[derive(Clone, Debug)]
pub struct Kit<'a> {
    quote: &'a Quote,
    settings: &'a Settings,
    title: String,
    link: &'a str,
    made: f64,
    numbers: [f64; 39],
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
        let within = |load: f64, limit: f64| f64::from(load <= limit);
        let (guide_q, guide_i) = (c::HORIZONTAL_QUERIES.value, c::HORIZONTAL_WRITES.value);
        let (tier_a, tier_q) = (row.assertions_below, row.queries_below);
        let numbers = [
            nodes,
            if spare { nodes - 1.0 } else { nodes },
            z.replication_factor,
            s.a,
            s.q,
            s.i,
            quote.load.sustained_queries,
            guide_q,
            guide_i,
            tier_a,
            tier_q,
            tier_a * NEAR,
            tier_q * NEAR,
            vcpu,
            ram_gb,
            z.ram.need_gb,
            disk_gb,
            z.disk.need_gb,
            full.disk,
            full.cpu_sustained,
            full.cpu_average,
            baseline,
            c::CPU_FULL.value,
            c::RAM_FULL.value,
            c::DISK_FULL.value,
            DISK_CRITICAL,
            1.0 - c::DISK_FULL.value,
            c::P99_LIMIT.value,
            c::P99_LIMIT.value * 1e3,
            c::LAG_LIMIT.value,
            days,
            days * 2.0,
            days * 86_400.0,
            hours * 4500.0,
            nodes - 1.0,
            within(quote.load.sustained_queries, guide_q),
            within(s.i, guide_i),
            f64::from(z.tier != Tier::Beyond),
            f64::from(!settings.get(place::BACKUP).is_empty()),
        ];
        let mut kit = Self { quote, settings, title: name.to_owned(), link, made, numbers };
        if name.trim().is_empty() {
            let mut title = String::new();
            kit.fill(&mut title, "StemeDB, @~a@ assertions, @~q@ queries/s", &Row::default());
            kit.title = title;
        }
        kit
    }

    /// The scenario's name, or what it is the size of.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// A number of the kit by its token; NaN where there is none.
    #[must_use]
    pub fn get(&self, token: &str) -> f64 {
        place_of(NUMBERS, token).map_or(f64::NAN, |at| self.numbers[at])
    }

    /// Whether the deployment has what needs this number to be above 0. All have what needs none.
    fn has(&self, when: &str) -> bool {
        when.is_empty() || self.get(when) > 0.0
    }

    /// The alerts that the deployment has.
    #[must_use]
    pub fn rules(&self) -> Vec<Row> {
        rules::alerts(Some(self))
    }

    /// What is recorded for the rules, each with `name` and `query`.
    #[must_use]
    pub fn recorded(&self) -> Vec<Row> {
        rules::recorded()
    }

    /// Adds a template filled for the page with the texts of an alert, with examples of what they are about; or with those of
    /// what is recorded. `@title@` is a text of the row, `@&title@` the same for markup.
    pub fn page(&self, out: &mut String, template: &str, row: &Row) {
        self.about(out, template, row, &["METRIC", "", "", "a node"]);
    }

    /// Adds a template filled with more texts in a row.
    fn about(&self, out: &mut String, template: &str, row: &Row, texts: &[&'static str]) {
        let mut row = row.clone();
        row.texts.extend_from_slice(texts);
        self.fill(out, template, &row);
    }

    /// Adds a template with its tokens replaced.
    fn fill(&self, out: &mut String, template: &str, row: &Row) {
        for (i, part) in template.split('@').enumerate() {
            if i % 2 == 0 {
                out.push_str(part);
            } else {
                self.value(out, part, row);
            }
        }
    }

    /// A text of the visitor's own as it is.
    fn own(&self, token: &str) -> Option<&str> {
        match token {
            "scenario" => Some(&self.title),
            "link" => Some(self.link),
            code => {
                let at = SETTINGS.iter().position(|setting| setting.code == code)?;
                Some(self.settings.get(at))
            }
        }
    }

    /// Adds what a token of a template stands for: a text of the row, filled, a setting, a query, or a number.
    ///
    /// A mark before it says how it is written: `"` in quotes, `'` a text of the visitor's own that Prometheus
    /// leaves as it is, `*` one as it is, `&` for markup, `~` a number as people say it, `%` one in per cent, `=` what
    /// is recorded as the query that it is. Untrusted text comes quoted without a mark, too, as PromQL has it.
    fn value(&self, out: &mut String, token: &str, row: &Row) {
        let rest = token.get(1..).unwrap_or_default();
        let own = self.own(rest).unwrap_or_default();
        let text = match token.bytes().next() {
            Some(mark @ (b'"' | b'&')) => {
                let mut text = String::new();
                self.value(&mut text, rest, row);
                if mark == b'&' {
                    return escape(out, &text);
                }
                quoted(&text)
            }
            Some(b'\'') => literal(own),
            Some(b'*') => return out.push_str(own),
            Some(b'~') => rounded(self.number(rest)),
            _ => {
                if let Some(text) = row.find(token).or_else(|| rules::queries().find(token)) {
                    return self.fill(out, text, row);
                }
                match self.own(token) {
                    // Names of labels and metrics need no quotes.
                    Some(text) if token == "job" || token == "mount" => quoted(text),
                    Some(text) => return out.push_str(text),
                    None => return self.special(out, token, row),
                }
            }
        };
        out.push_str(&text);
    }

    /// Adds what a token stands for that is neither a text nor a setting.
    fn special(&self, out: &mut String, token: &str, row: &Row) {
        let text = match token {
            "value" => example(row.get("unit"), self.get(row.get("limit"))),
            "runbook" => {
                let base = self.settings.get(place::RUNBOOKS);
                if base.is_empty() {
                    return;
                }
                let ends = matches!(base.bytes().last(), Some(b'/' | b'#' | b'='));
                let slash = if ends { "" } else { "/" };
                let url = quoted(&[&*literal(base), slash, row.get("alert")].concat());
                return append(out, &["          runbook_url: ", &*url, "\n"]);
            }
            "uid" => self.uid(),
            "s" => return out.push_str(if self.get("others") > 0.0 { "s" } else { "" }),
            "plan" => {
                let disk_gb = self.get("disk_gb");
                return self.curve(out, GrowthCase::Fast, &|s| size(s).disk.need_gb / disk_gb);
            }
            "slow" => return self.curve(out, GrowthCase::Slow, &|s| s.a),
            "expected" => return self.curve(out, GrowthCase::Expected, &|s| s.a),
            "fast" => return self.curve(out, GrowthCase::Fast, &|s| s.a),
            "made" => exact(self.made),
            token => plain(self.number(token)),
        };
        out.push_str(&text);
    }

    /// A number by its token, in per cent after `%`.
    fn number(&self, token: &str) -> f64 {
        match token.strip_prefix('%') {
            Some(token) => self.get(token) * 100.0,
            None => self.get(token),
        }
    }

    /// Adds a figure of the plan as a query.
    fn curve(&self, out: &mut String, case: GrowthCase, figure: &dyn Fn(&Resolved) -> f64) {
        plan::curve(out, &self.quote.s, self.made, case, figure);
    }

    /// A name for the dashboard and the rules that differs between scenarios and stays the same for one.
    fn uid(&self) -> String {
        let mut hash: u64 = 0xcbf2_9ce4_8422_2325; // FNV-1a
        let mut text = String::new();
        self.fill(&mut text, "@*scenario@\0@*job@\0", &Row::default());
        // Newer prices change the link's end, and make no other dashboard.
        text += self.link.split("&pin=").next().unwrap_or_default();
        for byte in text.bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        // Decimal, because hexadecimal would link more formatting into the page.
        ["stemedb-", &hash.to_string()].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::outcome::Outcome;
    use model::scenario::Scenario;

    fn filled(kit: &Kit, template: &str) -> String {
        let mut out = String::new();
        kit.fill(&mut out, template, &Row::default());
        out
    }

    #[test]
    fn every_number_has_its_token() {
        let outcome = Outcome::of(&Scenario::default());
        let settings = Settings::default();
        let kit = Kit::new(outcome.focus(), &settings, "", "", 0.0);
        assert_eq!(NUMBERS.split(' ').count(), kit.numbers.len());
        assert!(NUMBERS.split(' ').all(|token| !token.is_empty()));
        // The default scenario has 5 000 assertions, 50 queries/s and 10 assertions/s, on one node.
        for (token, number) in [
            ("nodes", 1.0),
            ("a", 5000.0),
            ("q", 50.0),
            ("i", 10.0),
            ("guide_i", 1000.0),
            ("near_q", 90.0),
            ("disk_free", 0.2),
            ("p99_ms", 500.0),
            ("twice_days", 84.0),
            ("backup_s", 108_000.0),
            ("others", 0.0),
            ("within_i", 1.0),
            ("in_table", 1.0),
            ("named", 0.0),
        ] {
            assert!((kit.get(token) - number).abs() < 1e-9, "{token}: {}", kit.get(token));
        }
        assert!(kit.get("none").is_nan());
    }

    #[test]
    fn a_token_is_written_as_its_marks_say() {
        let outcome = Outcome::of(&Scenario::default());
        let settings = Settings::read("&watch=job:a%22;label:pod");
        let kit = Kit::new(outcome.focus(), &settings, "", "", 0.0);
        for (template, text) in [
            ("@a@ @~a@", "5000 5K"),
            ("@cpu_full@ @%cpu_full@ @~%cpu_full@", "0.7 70 70"),
            ("node@s@ by @label@ of @job@", "node by pod of \"a\\\"\""),
            ("@ingest@", "job:stemedb_ingest:deriv5m{deployment=\"a\\\"\"}"),
            ("@=stored@", "sum by (job) (stemedb_assertions{job=\"a\\\"\"}) / 1"),
            ("@*job@ @\"*job@ @'job@ @&job@", "a\" \"a\\\"\" a\" \"a\\\"\""),
            ("@up@", "(sum(up{job=\"a\\\"\"}) or vector(0))"),
        ] {
            assert_eq!(filled(&kit, template), text);
        }
    }

    #[test]
    fn another_pin_makes_no_other_dashboard() {
        let outcome = Outcome::of(&Scenario::default());
        let settings = Settings::default();
        let uid = |link| Kit::new(outcome.focus(), &settings, "", link, 0.0).uid();
        assert_eq!(uid("https://x/#v=1&a=7&pin=1;2"), uid("https://x/#v=1&a=7&pin=1;3"));
        assert_ne!(uid("https://x/#v=1&a=7&pin=1;2"), uid("https://x/#v=1&a=8&pin=1;2"));
    }

    #[test]
    fn what_a_token_stands_for_is_not_looked_at_again() {
        let outcome = Outcome::of(&Scenario::default());
        let settings = Settings::read("&watch=job:%40link%40");
        let kit = Kit::new(outcome.focus(), &settings, "@nodes@", "@a@", 0.0);
        assert_eq!(filled(&kit, "@*scenario@ @*link@ @job@"), "@nodes@ @a@ \"@link@\"");
    }

    #[test]
    fn an_alert_has_examples_on_the_page_and_templates_in_a_file() {
        let outcome = Outcome::of(&Scenario::default());
        let settings = Settings::read("&watch=label:pod");
        let kit = Kit::new(outcome.focus(), &settings, "", "", 0.0);
        let (template, mut out) = ("@where@ @value@ @name@@selector@, ", String::new());
        let rule = &rules()[0];
        kit.page(&mut out, template, rule);
        let texts = ["up", "{job=@job@}", "", "{{ $labels.@label@ }}", "", "{{ $value }}"];
        kit.about(&mut out, template, rule, &texts);
        assert_eq!(out, "a node 70% METRIC, {{ $labels.pod }} {{ $value }} up{job=\"stemedb\"}, ");
    }
}

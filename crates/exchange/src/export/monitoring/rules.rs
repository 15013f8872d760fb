//! Prometheus alerting rules.

use crate::export::monitoring::text::{fill, literal, quoted};
use crate::export::monitoring::{Kit, Watched};

/// What stands above the rules. Quoted text has no line break, so that it cannot leave its comment.
const HEAD: &str = "\
# Prometheus alerting rules for a StemeDB deployment, by the StemeDB sizing calculator.
# Load with rule_files in prometheus.yml; check with: promtool check rules FILE
# They expect StemeDB to be scraped as the job @job@, and node_exporter on every
# machine of it, with the data disk mounted at @mount@.
groups:
  - name: stemedb-capacity
    rules:
";

/// One rule below them.
const RULE: &str = "      - alert: @alert@
        expr: @expr@
        for: @for@
        labels:
          severity: @severity@
          component: @component@
        annotations:
          summary: @summary@
          description: @description@
          scenario: @scenario@
          scenario_url: @scenario_url@
";

/// The alerting rules of a scenario, as YAML. Every text is in double quotes.
#[must_use]
pub fn prometheus_rules(kit: &Kit) -> String {
    let mut yaml = kit.fill(HEAD);
    for w in Watched::of(kit) {
        yaml.push_str(&fill(RULE, &|token| {
            let text = match token {
                "alert" => return w.alert.to_owned(),
                "for" => return w.hold.to_owned(),
                "severity" => return w.severity.to_owned(),
                "component" => return w.id.to_owned(),
                "expr" => w.expression(kit),
                "summary" => "StemeDB: ".to_owned() + &w.words(kit),
                "description" => kit.fill(w.description),
                "scenario" => literal(&kit.title()),
                _ => literal(kit.link),
            };
            quoted(&text)
        }));
    }
    yaml
}

//! The rules as files: for Prometheus itself, and for its operator.

use crate::export::monitoring::rules::{INHIBIT, series};
use crate::export::monitoring::text::template;
use crate::export::monitoring::{Kit, Row};

/// What stands above the rules. Quoted text has no line break, so that it cannot leave its comment.
const HEAD: &str = "\
# Rules for a StemeDB deployment of @nodes@ node@s@, by the StemeDB sizing calculator.
# StemeDB is scraped as the job @job@, and node_exporter on every machine of it,
# with the data disk mounted at @mount@.
";

/// What stands above them in a file of the Prometheus operator.
const RESOURCE: &str = "\
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: @uid@
spec:
  ";

const GROUP: &str = "groups:
  - name: stemedb-capacity
    rules:
";

const RECORD: &str = "      - record: @name@
        expr: @\"query@
        labels:
          deployment: @job@
";

const ALERT: &str = "      - alert: @alert@
        expr: @\"expr@
        for: @hold@
        labels:
          @*severity@: @severity@
          component: @part@
          deployment: @\"'job@
@metric@        annotations:
          summary: @\"summary@
          description: @\"says@
          scenario: @\"'scenario@
          scenario_url: @\"'link@
@runbook@";

/// The rules of a scenario, as YAML for `rule_files`. Every text is in double quotes.
#[must_use]
pub fn prometheus_rules(kit: &Kit) -> String {
    file(kit, "", &groups(kit))
}

/// The rules of a scenario as a `PrometheusRule` of the Prometheus operator.
#[must_use]
pub fn prometheus_rule(kit: &Kit) -> String {
    // No text has a line break.
    let mut groups = groups(kit).replace('\n', "\n  ");
    groups.truncate(groups.len() - 2);
    file(kit, RESOURCE, &groups)
}

fn file(kit: &Kit, resource: &str, groups: &str) -> String {
    let (mut yaml, none) = (String::new(), Row::default());
    kit.fill(&mut yaml, HEAD, &none);
    kit.fill(&mut yaml, resource, &none);
    yaml.push_str(groups);
    kit.fill(&mut yaml, INHIBIT, &none);
    yaml
}

fn groups(kit: &Kit) -> String {
    let mut yaml = GROUP.to_owned();
    for query in &kit.recorded() {
        kit.fill(&mut yaml, RECORD, query);
    }
    for rule in &kit.rules() {
        let mut alert = |name, selector, metric| {
            let machine = "{{ $labels.@label@ }}";
            let value = template(rule.get("unit"));
            let texts = [name, selector, metric, machine, "StemeDB: @title@", value];
            kit.about(&mut yaml, ALERT, rule, &texts);
        };
        if rule.get("limit") == "series" {
            // A metric that the visitor names twice is missed once.
            let mut names: Vec<String> = Vec::new();
            for row in &series(kit) {
                let mut name = String::new();
                kit.fill(&mut name, row.get("name"), row);
                if !names.contains(&name) {
                    alert(row.get("name"), row.get("selector"), "          metric: @\"name@\n");
                }
                names.push(name);
            }
        } else {
            alert("", "", "");
        }
    }
    yaml
}

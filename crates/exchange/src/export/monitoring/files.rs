//! The rules as files: for Prometheus itself, and for its operator.

use crate::export::monitoring::rules::{INHIBIT, SERIES};
use crate::export::monitoring::text::{fill, literal, quoted};
use crate::export::monitoring::{Kit, Rule, place};

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
  name: ";

const GROUP: &str = "groups:
  - name: stemedb-capacity
    rules:
";

const RECORD: &str = "      - record: @name@
        expr: @expr@
        labels:
          deployment: @job@
";

const ALERT: &str = "      - alert: @alert@
        expr: @expr@
        for: @hold@
        labels:
          @severity_label@: @severity@
          component: @part@
          deployment: @deployment@
@metric@        annotations:
          summary: @summary@
          description: @description@
          scenario: @scenario@
          scenario_url: @scenario_url@
";

/// The rules of a scenario, as YAML for `rule_files`. Every text is in double quotes.
#[must_use]
pub fn prometheus_rules(kit: &Kit) -> String {
    [kit.fill(HEAD), groups(kit), kit.fill(INHIBIT)].concat()
}

/// The rules of a scenario as a `PrometheusRule` of the Prometheus operator.
#[must_use]
pub fn prometheus_rule(kit: &Kit) -> String {
    // No text has a line break.
    let groups = groups(kit).trim_end().replace('\n', "\n  ");
    [&kit.fill(HEAD), RESOURCE, &kit.uid(), "\nspec:\n  ", &groups, "\n", &kit.fill(INHIBIT)]
        .concat()
}

fn groups(kit: &Kit) -> String {
    let mut yaml = GROUP.to_owned();
    for (name, query) in kit.recorded() {
        yaml += &fill(RECORD, &|token| match token {
            "name" => name.to_owned(),
            "expr" => quoted(&query),
            token => kit.value(token),
        });
    }
    for rule in kit.rules() {
        if rule.limit == "series" {
            for [name, selector] in SERIES {
                if kit.applies_to(name) {
                    yaml += &alert(kit, rule, name, &[name, selector].concat());
                }
            }
        } else {
            yaml += &alert(kit, rule, "", "");
        }
    }
    yaml
}

/// An alert. `name` and `series` are of what it misses, for [`SERIES`].
fn alert(kit: &Kit, rule: &Rule, name: &str, series: &str) -> String {
    let mut yaml = fill(ALERT, &|token| {
        let text = match token {
            "alert" => return rule.alert.to_owned(),
            "hold" => return rule.hold.to_owned(),
            "severity" => return rule.severity.to_owned(),
            "part" => return rule.part.to_owned(),
            "severity_label" => return kit.value(token),
            "metric" if name.is_empty() => return String::new(),
            "metric" => return ["          metric: ", &kit.fill(name), "\n"].concat(),
            "expr" => rule.expression_of(kit, series),
            "deployment" => literal(kit.settings.get(place::JOB)),
            "summary" => "StemeDB: ".to_owned() + &rule.template(kit, rule.title, name),
            "description" => rule.template(kit, rule.says, name),
            "scenario" => literal(&kit.title()),
            _ => literal(kit.link),
        };
        quoted(&text)
    });
    let base = kit.settings.get(place::RUNBOOKS);
    if !base.is_empty() {
        let slash = if base.ends_with(['/', '#', '=']) { "" } else { "/" };
        let url = quoted(&[&literal(base), slash, rule.alert].concat());
        yaml += &["          runbook_url: ", &url, "\n"].concat();
    }
    yaml
}

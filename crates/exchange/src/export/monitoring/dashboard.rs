//! A Grafana dashboard, as a table of panels.

use crate::export::monitoring::Kit;
use crate::export::monitoring::text::{fill, quoted};
use model::forecast::growth::GrowthCase;
use model::number::exact;

/// The dashboard in Grafana's classic schema, whose last version is 42. What is left out has Grafana's
/// default.
const DASHBOARD: &str = r#"{
  "uid": @uid@,
  "title": @title@,
  "description": "Capacity of a StemeDB deployment of @nodes@ node@s@, sized for @~a@ assertions and a peak of @~q@ queries/s",
  "schemaVersion": 42,
  "tags": ["stemedb", "capacity"],
  "time": { "from": "now-7d", "to": "now" },
  "links": [
    { "title": "Scenario", "type": "link", "icon": "external link", "url": @link@, "tooltip": "Opens the sizing calculator", "targetBlank": true, "asDropdown": false, "includeVars": false, "keepTime": false, "tags": [] }
  ],
  "templating": {
    "list": [
      { "name": "datasource", "label": "Data source", "type": "datasource", "query": "prometheus", "refresh": 1 }
    ]
  },
  "panels": [@panels@
  ]
}
"#;

const PANEL: &str = r#"
    {
      "id": @id@,
      "type": "@type@",
      "title": @title@,
      "description": @about@,
      "datasource": { "type": "prometheus", "uid": "${datasource}" },
      "gridPos": { "x": @x@, "y": @y@, "w": 12, "h": 8 },
      @time@"fieldConfig": {
        "defaults": {
          "unit": "@unit@",
          @decimals@"color": { "mode": "@colour@" },
          "custom": { "thresholdsStyle": { "mode": "dashed" } },
          "thresholds": { "mode": "absolute", "steps": [{ "color": "@base@", "value": null }@steps@] }
        },
        "overrides": [@overrides@]
      },
      "options": @options@,
      "targets": [@targets@
      ]
    }"#;

const TARGET: &str = r#"
        { "refId": "@id@", "datasource": { "type": "prometheus", "uid": "${datasource}" }, "expr": @expr@, "legendFormat": @legend@@instant@ }"#;

const LINES: &str = r#"{ "legend": { "calcs": ["lastNotNull"], "displayMode": "list", "placement": "bottom", "showLegend": true }, "tooltip": { "mode": "multi", "sort": "desc" } }"#;
const FIGURES: &str = r#"{ "reduceOptions": { "calcs": ["lastNotNull"], "fields": "", "values": false }, "orientation": "auto", "colorMode": "value", "graphMode": "none", "justifyMode": "auto", "textMode": "auto", "wideLayout": true, "percentChangeColorMode": "standard", "showPercentChange": false }"#;
/// The band of the plan is filled from its 90th percentile down to its tenth.
const BAND: &str = r#"{ "matcher": { "id": "byName", "options": "plan, 90th percentile" }, "properties": [{ "id": "custom.fillBelowTo", "value": "plan, 10th percentile" }] }"#;

/// A panel. Texts with `@tokens@` are templates.
struct Panel {
    title: &'static str,
    about: &'static str,
    /// Figures as they are now, instead of lines over time.
    figures: bool,
    /// Hours of a point, and 30 days in all; 0 follows the dashboard's time.
    step: &'static str,
    unit: &'static str,
    /// Empty is Grafana's own choice.
    decimals: &'static str,
    /// The colour below the first step, and the steps: a colour and the token of its value.
    base: &'static str,
    steps: &'static [[&'static str; 2]],
    /// A query and its name each.
    targets: &'static [[&'static str; 2]],
}

const NONE: &str = "transparent";

static PANELS: [Panel; 11] = [
    Panel {
        title: "Plan against reality: assertions, 30 days",
        about: "What is measured, in the band of the scenario's growth since the day on which this was made. The line is where the guide's next tier begins. Each node counts what it holds, so the sum is divided by the replication factor.",
        figures: false,
        step: "1h",
        unit: "short",
        decimals: "",
        base: NONE,
        steps: &[["orange", "tier_a"]],
        targets: &[
            ["@=assertions@", "measured"],
            ["@slow@", "plan, 10th percentile"],
            ["@expected@", "plan"],
            ["@fast@", "plan, 90th percentile"],
        ],
    },
    Panel {
        title: "Headroom against the order, busiest of 7 days",
        about: "What is left up to each limit: CPU to @cpu_%@% of @vcpu@ vCPU in half an hour, RAM and disk to @ram_%@% on the fullest node, queries and ingest to the peak that the order is sized for. Below zero it is passed.",
        figures: true,
        step: "",
        unit: "percentunit",
        decimals: "0",
        base: "red",
        steps: &[["orange", "zero"], ["green", "tenth"]],
        targets: &[
            [
                "1 - max(max_over_time((rate(process_cpu_seconds_total{job=@job@}[30m]) / @vcpu@)[7d:30m])) / @cpu_full@",
                "CPU",
            ],
            ["1 - max(max_over_time(@ram@[7d:30m])) / @ram_full@", "RAM"],
            ["1 - max(@=disk@) / @disk_full@", "disk"],
            ["1 - max_over_time(@=queries@[7d:5m]) / @q@", "queries"],
            ["1 - max_over_time(@=ingest@[7d:5m]) / @i@", "ingest"],
        ],
    },
    Panel {
        title: "Queries, 30 days",
        about: "All nodes: the busiest five minutes of each hour. The line is the five-minute peak that the order is sized for.",
        figures: false,
        step: "1h",
        unit: "reqps",
        decimals: "",
        base: NONE,
        steps: &[["red", "q"]],
        targets: &[["max_over_time(@=queries@[1h:5m])", "queries"]],
    },
    Panel {
        title: "Ingest, 30 days",
        about: "Assertions written a second, the whole deployment: the busiest five minutes of each hour. The line is the five-minute peak that the order is sized for.",
        figures: false,
        step: "1h",
        unit: "wps",
        decimals: "",
        base: NONE,
        steps: &[["red", "i"]],
        targets: &[["max_over_time(@=ingest@[1h:5m])", "ingest"]],
    },
    Panel {
        title: "Query p99",
        about: "One query in a hundred takes longer, all nodes. The line is the guide's threshold.",
        figures: false,
        step: "",
        unit: "s",
        decimals: "",
        base: NONE,
        steps: &[["red", "p99_s"]],
        targets: &[["@p99@", "p99"]],
    },
    Panel {
        title: "Replication lag",
        about: "How far each node is behind. The line is the guide's threshold.",
        figures: false,
        step: "",
        unit: "s",
        decimals: "",
        base: NONE,
        steps: &[["red", "lag_s"]],
        targets: &[["replication_lag_seconds{job=@job@}", "{{@label@}}"]],
    },
    Panel {
        title: "CPU",
        about: "Of the @vcpu@ vCPU per node. The line is the guide's threshold for sustained load.",
        figures: false,
        step: "",
        unit: "percentunit",
        decimals: "0",
        base: NONE,
        steps: &[["orange", "cpu_full"]],
        targets: &[["@=cpu@", "{{@label@}}"]],
    },
    Panel {
        title: "RAM",
        about: "In use, of the whole machine. The line is the guide's threshold.",
        figures: false,
        step: "",
        unit: "percentunit",
        decimals: "0",
        base: NONE,
        steps: &[["orange", "ram_full"]],
        targets: &[["@ram@", "{{@label@}}"]],
    },
    Panel {
        title: "Disk",
        about: "In use on the data disk. The lines are the guide's threshold and the alert that wakes somebody.",
        figures: false,
        step: "",
        unit: "percentunit",
        decimals: "0",
        base: NONE,
        steps: &[["orange", "disk_full"], ["red", "disk_critical"]],
        targets: &[["@=disk@", "{{@label@}}"]],
    },
    Panel {
        title: "Days until the disk is @disk_%@% full",
        about: "At the pace of 7 days. Red: less than @days@ days, the time that a change takes. A disk that fills to its planned level shows days, too, until it stands still.",
        figures: true,
        step: "",
        unit: "suffix: days",
        decimals: "0",
        base: "red",
        steps: &[["orange", "days"], ["green", "twice_days"]],
        // What may still be written, by how much is written in a day. A disk that is not filling has no answer.
        targets: &[[
            "clamp_min((node_filesystem_avail_bytes{mountpoint=@mount@} - @disk_free@ * node_filesystem_size_bytes{mountpoint=@mount@}) / (-deriv(node_filesystem_avail_bytes{mountpoint=@mount@}[7d]) > 0) / 86400, 0)",
            "{{@label@}}",
        ]],
    },
    Panel {
        title: "Nodes up",
        about: "Of @nodes@ ordered. Red: fewer than carry the peak with all data.",
        figures: true,
        step: "",
        unit: "none",
        decimals: "0",
        base: "red",
        steps: &[["orange", "least"], ["green", "nodes"]],
        targets: &[["@up@", "up"]],
    },
];

/// The dashboard of a scenario, as JSON to import into Grafana.
#[must_use]
pub fn grafana_dashboard(kit: &Kit) -> String {
    let (mut panels, mut place) = (String::new(), 0);
    for panel in &PANELS {
        if kit.applies_to(panel.needs()) {
            if place > 0 {
                panels.push(',');
            }
            panels += &panel.json(kit, place);
            place += 1;
        }
    }
    fill(DASHBOARD, &|token| match token {
        "panels" => panels.clone(),
        "title" => quoted(&kit.title()),
        "uid" => quoted(&kit.uid()),
        "link" => quoted(kit.link),
        token => kit.value(token),
    })
}

impl Panel {
    /// The metric of its first query, where it is not a query by a token.
    fn needs(&self) -> &'static str {
        self.targets[0][0].split('{').next().unwrap_or_default()
    }

    /// The panel at a place, counted from 0.
    fn json(&self, kit: &Kit, place: u32) -> String {
        let (mut targets, mut id) = (String::new(), b'A');
        for [query, legend] in self.targets {
            // Nothing is left of a peak of nothing.
            let peak = if query.ends_with("/ @q@") { "q" } else { "i" };
            if query.ends_with(&["/ @", peak, "@"].concat()) && kit.get(peak) == 0.0 {
                continue;
            }
            if !targets.is_empty() {
                targets.push(',');
            }
            targets += &fill(TARGET, &|token| match token {
                "id" => char::from(id).into(),
                "expr" => quoted(&fill(query, &|token| expression(kit, token))),
                "legend" => quoted(&kit.fill(legend)),
                _ => (if self.figures { ", \"instant\": true" } else { "" }).to_owned(),
            });
            id += 1;
        }
        fill(PANEL, &|token| {
            let text = match token {
                "id" => return (place + 1).to_string(),
                "x" => return (place % 2 * 12).to_string(),
                "y" => return (place / 2 * 8).to_string(),
                "title" => return quoted(&kit.fill(self.title)),
                "about" => return quoted(&kit.fill(self.about)),
                "targets" => return targets.clone(),
                "steps" => {
                    let mut text = String::new();
                    for [colour, value] in self.steps {
                        let value = match *value {
                            "zero" => "0".to_owned(),
                            "tenth" => "0.1".to_owned(),
                            token => kit.value(token),
                        };
                        text += &[r#", { "color": ""#, *colour, r#"", "value": "#, &value, " }"]
                            .concat();
                    }
                    return text;
                }
                "time" if !self.step.is_empty() => {
                    return [r#""timeFrom": "30d", "interval": ""#, self.step, "\",\n      "]
                        .concat();
                }
                "decimals" if !self.decimals.is_empty() => {
                    return [r#""decimals": "#, self.decimals, ",\n          "].concat();
                }
                "type" if self.figures => "stat",
                "type" => "timeseries",
                "unit" => self.unit,
                "base" => self.base,
                "colour" if self.figures => "thresholds",
                "colour" => "palette-classic",
                "options" if self.figures => FIGURES,
                "options" => LINES,
                "overrides" if self.targets.len() == 4 => BAND,
                _ => "",
            };
            text.to_owned()
        })
    }
}

/// A token of a panel's query.
fn expression(kit: &Kit, token: &str) -> String {
    let case = match token {
        "slow" => GrowthCase::Slow,
        "expected" => GrowthCase::Expected,
        "fast" => GrowthCase::Fast,
        token => return kit.value(token),
    };
    // There was no plan before.
    [&kit.curve(case, &|s| s.a), " and on () vector(time()) >= ", &exact(kit.made)].concat()
}

//! A Grafana dashboard.

use crate::export::monitoring::Kit;
use crate::export::monitoring::text::{fill, quoted};

const ASSERTIONS_QUERY: &str = "sum(@metric@{job=@job@}) / @copies@";

/// Every histogram of Prometheus counts what it has measured.
const QUERIES_QUERY: &str = "sum(rate(stemedb_query_latency_seconds_count{job=@job@}[1h]))";

/// What may still be written, by how much is written in a day. A disk that is not filling has no answer.
const DAYS_QUERY: &str = "clamp_min((node_filesystem_avail_bytes{mountpoint=@mount@} - @disk_free@ * node_filesystem_size_bytes{mountpoint=@mount@}) / (-deriv(node_filesystem_avail_bytes{mountpoint=@mount@}[7d]) > 0) / 86400, 0)";

/// The dashboard in Grafana's classic schema, whose last version is 42. What is left out has Grafana's
/// default. Panels span the guide's 30 days, whatever the time range.
const TEMPLATE: &str = r##"{
  "uid": @uid@,
  "title": @title@,
  "description": "Capacity of a StemeDB deployment of @nodes@ node@s@, sized for @~assertions@ assertions and a peak of @~queries@ queries/s",
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
  "panels": [
    {
      "id": 1,
      "type": "timeseries",
      "title": "Assertions, 30 days",
      "description": "The line is where the guide's next tier begins. The guide names no metric for assertions: put yours into the query. Each node is taken to count what it holds, so the sum is divided by the replication factor.",
      "datasource": { "type": "prometheus", "uid": "${datasource}" },
      "gridPos": { "x": 0, "y": 0, "w": 12, "h": 8 },
      "timeFrom": "30d",
      "fieldConfig": {
        "defaults": {
          "unit": "short",
          "color": { "mode": "palette-classic" },
          "custom": { "thresholdsStyle": { "mode": "dashed" } },
          "thresholds": { "mode": "absolute", "steps": [{ "color": "transparent", "value": null }, { "color": "orange", "value": @tier@ }] }
        },
        "overrides": []
      },
      "options": { "legend": { "calcs": [], "displayMode": "list", "placement": "bottom", "showLegend": true }, "tooltip": { "mode": "multi", "sort": "desc" } },
      "targets": [
        { "refId": "A", "datasource": { "type": "prometheus", "uid": "${datasource}" }, "expr": @assertions_query@, "legendFormat": "assertions" }
      ]
    },
    {
      "id": 2,
      "type": "timeseries",
      "title": "CPU, RAM and disk in use",
      "description": "The lines are the guide's thresholds: @cpu_%@ % for CPU, @ram_%@ % for RAM and disk.",
      "datasource": { "type": "prometheus", "uid": "${datasource}" },
      "gridPos": { "x": 12, "y": 0, "w": 12, "h": 8 },
      "fieldConfig": {
        "defaults": {
          "unit": "percentunit",
          "min": 0,
          "max": 1,
          "color": { "mode": "palette-classic" },
          "custom": { "thresholdsStyle": { "mode": "dashed" } },
          "thresholds": { "mode": "absolute", "steps": [{ "color": "transparent", "value": null }, { "color": "orange", "value": @cpu_full@ }, { "color": "red", "value": @ram_full@ }] }
        },
        "overrides": []
      },
      "options": { "legend": { "calcs": ["lastNotNull"], "displayMode": "list", "placement": "bottom", "showLegend": true }, "tooltip": { "mode": "multi", "sort": "desc" } },
      "targets": [
        { "refId": "A", "datasource": { "type": "prometheus", "uid": "${datasource}" }, "expr": @cpu@, "legendFormat": "CPU {{instance}}" },
        { "refId": "B", "datasource": { "type": "prometheus", "uid": "${datasource}" }, "expr": @ram@, "legendFormat": "RAM {{instance}}" },
        { "refId": "C", "datasource": { "type": "prometheus", "uid": "${datasource}" }, "expr": @disk@, "legendFormat": "disk {{instance}}" }
      ]
    },
    {
      "id": 3,
      "type": "timeseries",
      "title": "Queries, 30 days",
      "description": "All nodes, the mean of each hour. The line is the scenario's peak.",
      "datasource": { "type": "prometheus", "uid": "${datasource}" },
      "gridPos": { "x": 0, "y": 8, "w": 12, "h": 8 },
      "timeFrom": "30d",
      "fieldConfig": {
        "defaults": {
          "unit": "reqps",
          "min": 0,
          "color": { "mode": "palette-classic" },
          "custom": { "thresholdsStyle": { "mode": "dashed" } },
          "thresholds": { "mode": "absolute", "steps": [{ "color": "transparent", "value": null }, { "color": "red", "value": @queries@ }] }
        },
        "overrides": []
      },
      "options": { "legend": { "calcs": [], "displayMode": "list", "placement": "bottom", "showLegend": true }, "tooltip": { "mode": "multi", "sort": "desc" } },
      "targets": [
        { "refId": "A", "datasource": { "type": "prometheus", "uid": "${datasource}" }, "expr": @queries_query@, "legendFormat": "queries" }
      ]
    },
    {
      "id": 4,
      "type": "stat",
      "title": "Days until the disk is @disk_%@ % full",
      "description": "At the pace of the last 7 days. Red: less than @days@ days, the time that a change takes.",
      "datasource": { "type": "prometheus", "uid": "${datasource}" },
      "gridPos": { "x": 12, "y": 8, "w": 12, "h": 8 },
      "fieldConfig": {
        "defaults": {
          "unit": "suffix: days",
          "decimals": 0,
          "noValue": "not filling",
          "color": { "mode": "thresholds" },
          "thresholds": { "mode": "absolute", "steps": [{ "color": "red", "value": null }, { "color": "orange", "value": @days@ }, { "color": "green", "value": @twice_days@ }] }
        },
        "overrides": []
      },
      "options": { "reduceOptions": { "calcs": ["lastNotNull"], "fields": "", "values": false }, "orientation": "auto", "colorMode": "value", "graphMode": "none", "justifyMode": "auto", "textMode": "auto", "wideLayout": true, "percentChangeColorMode": "standard", "showPercentChange": false },
      "targets": [
        { "refId": "A", "datasource": { "type": "prometheus", "uid": "${datasource}" }, "expr": @days_query@, "legendFormat": "{{instance}}", "instant": true }
      ]
    }
  ]
}
"##;

/// The dashboard of a scenario, as JSON to import into Grafana.
#[must_use]
pub fn grafana_dashboard(kit: &Kit) -> String {
    fill(TEMPLATE, &|token| {
        let query = match token {
            "assertions_query" => ASSERTIONS_QUERY,
            "queries_query" => QUERIES_QUERY,
            "days_query" => DAYS_QUERY,
            _ => return kit.value(token),
        };
        quoted(&kit.fill(query))
    })
}

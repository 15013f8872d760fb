//! A Grafana dashboard, from a table of panels.

use crate::export::monitoring::rules::rows;
use crate::export::monitoring::{Kit, Row};

/// The panels, with an empty line between them: see [`PANEL_COLUMNS`]. What a deployment may not have is the last one, so that it
/// leaves no hole.
const PANELS: &str = include_str!("panels.txt");

/// The fields of a panel: its number, where it stands, its type, its own time instead of the dashboard's, its unit, the colour
/// below the first step, the steps, options, overrides, and the token of a number that must be above 0 for the
/// deployment to have it; each on a line of its own, its title and what it is about. Then come its queries, each with
/// [`TARGET_COLUMNS`].
const PANEL_COLUMNS: &str =
    "id x y type time unit base steps options overrides when title about lines figures band";

/// How many of these stand in the table.
const FIELDS: usize = 13;

/// The fields of a query: its letter, its legend, the query, the token of a number that must be above 0, and whether it is
/// asked for now only.
const TARGET_COLUMNS: &str = "id legend query when instant";

/// The dashboard in Grafana's classic schema, whose last version is 42. What is left out has Grafana's default.
const DASHBOARD: &str = r#"{
  "uid": "@uid@",
  "title": @"*scenario@,
  "description": "Capacity of a StemeDB deployment of @nodes@ node@s@, sized for @~a@ assertions and a peak of @~q@ queries/s",
  "schemaVersion": 42,
  "tags": ["stemedb", "capacity"],
  "time": { "from": "now-7d", "to": "now" },
  "links": [
    { "title": "Scenario", "type": "link", "icon": "external link", "url": @"*link@, "tooltip": "", "targetBlank": true, "asDropdown": false, "includeVars": false, "keepTime": false, "tags": [] }
  ],
  "templating": {
    "list": [
      { "name": "datasource", "label": "Data source", "type": "datasource", "query": "prometheus", "refresh": 1 }
    ]
  },
  "panels": ["#;

const PANEL: &str = r#"
    {
      "id": @id@,
      "type": "@type@",
      "title": @"title@,
      "description": @"about@,
      "datasource": { "type": "prometheus", "uid": "${datasource}" },
      "gridPos": { "x": @x@, "y": @y@, "w": 12, "h": 8 },
      @time@"fieldConfig": {
        "defaults": {
          "unit": @unit@,
          "custom": { "thresholdsStyle": { "mode": "dashed" } },
          "thresholds": { "mode": "absolute", "steps": [{ "color": "@base@", "value": null }, @steps@] }
        },
        "overrides": [@overrides@]
      },
      "options": @options@,
      "targets": ["#;

const TARGET: &str = r#"
        { "refId": "@id@", "expr": @"query@, "legendFormat": @"legend@, "instant": @instant@ }"#;

const LINES: &str = r#"{ "legend": { "calcs": ["lastNotNull"], "displayMode": "list", "placement": "bottom", "showLegend": true }, "tooltip": { "mode": "multi", "sort": "desc" } }"#;
const FIGURES: &str = r#"{ "reduceOptions": { "calcs": ["lastNotNull"] }, "orientation": "auto", "colorMode": "value", "graphMode": "none", "justifyMode": "auto", "textMode": "auto", "wideLayout": true, "percentChangeColorMode": "standard", "showPercentChange": false }"#;
/// The band of the plan is filled from its 90th percentile down to its tenth.
const BAND: &str = r#"{ "matcher": { "id": "byName", "options": "plan, 90th percentile" }, "properties": [{ "id": "custom.fillBelowTo", "value": "plan, 10th percentile" }] }"#;

/// The dashboard of a scenario, as JSON to import into Grafana.
#[must_use]
pub fn grafana_dashboard(kit: &Kit) -> String {
    let mut json = String::new();
    kit.fill(&mut json, DASHBOARD, &Row::default());
    let mut comma = "";
    for panel in &rows(PANEL_COLUMNS, PANELS, false, Some(kit)) {
        let (texts, targets) = panel.texts.split_at(FIELDS);
        let row = Row { names: PANEL_COLUMNS, texts: texts.to_vec() };
        json += comma;
        kit.about(&mut json, PANEL, &row, &[LINES, FIGURES, BAND]);
        comma = "";
        for texts in targets.chunks(5) {
            let target = Row { names: TARGET_COLUMNS, texts: texts.to_vec() };
            if kit.has(target.get("when")) {
                json += comma;
                kit.fill(&mut json, TARGET, &target);
                comma = ",";
            }
        }
        json += "\n      ]\n    }";
        comma = ",";
    }
    json + "\n  ]\n}\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_panel_has_all_its_fields() {
        let panels = rows(PANEL_COLUMNS, PANELS, false, None);
        assert_eq!(panels.len(), 11);
        for (i, panel) in panels.iter().enumerate() {
            assert!(
                panel.texts.len() > FIELDS && (panel.texts.len() - FIELDS).is_multiple_of(5),
                "{panel:?}"
            );
            assert_eq!(panel.get("id"), (i + 1).to_string());
            assert!(["timeseries", "stat"].contains(&panel.get("type")), "{panel:?}");
            for field in ["unit", "base", "steps", "options", "title", "about"] {
                assert!(!panel.get(field).is_empty(), "{panel:?}");
            }
        }
    }
}

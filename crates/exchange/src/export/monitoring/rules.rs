//! The tables of what is alerted on, as text: texts with `@tokens@` are templates, which [`Kit`] fills.
//!
//! They are text and not structures because that takes half of the bytes; tests read every row of them.

use crate::export::monitoring::Kit;

/// The alerts, the guide's first, in its order, with an empty line between them: see [`ALERT`].
const RULES: &str = include_str!("rules.txt");

/// The fields of an alert: its name, its component, how long it must hold, its severity (`critical` wakes somebody,
/// `warning` waits for the morning, `info` is for planning), the token of what its value is compared with, the unit
/// of its value, the token of a number that must be above 0 for the deployment to have it, and the guide's query;
/// each on a line of its own, the expression, what it says in one line and in full, and what differs from the guide's
/// and why. The limit `series` stands for an alert on each of [`SERIES`]. The others are for what only Prometheus
/// knows: a metric and its selector, a line of labels, the machine, the summary, and the value.
const ALERT: &str = "alert part hold severity limit unit when printed expr title says differs name selector metric where summary value";

/// Queries by their tokens, on a line each. What is recorded has a name, what rules ask for, and the query itself, with
/// which the dashboard also shows the time before the rules were loaded. The RAM is that of StemeDB's machines
/// because the data disk is on the same exporter; nodes up are also 0 where none is known.
const QUERIES: &str = include_str!("queries.txt");
const QUERY_TOKENS: &str =
    "- cpu =cpu - disk =disk - queries =queries - ingest =ingest - stored =stored ram p99 up";

/// How many of them are recorded.
const RECORDED: usize = 5;

/// The series that the rules lean on: the metric, how StemeDB's is told from others, and the token of a number that must
/// be above 0.
const SERIES: &str = include_str!("series.txt");

/// A row of a table: texts, most of them templates, by the names of their columns.
#[derive(Clone, Debug, Default)]
pub struct Row {
    pub(super) names: &'static str,
    pub(super) texts: Vec<&'static str>,
}

impl Row {
    /// The text of a column as it stands in the table; empty if there is none.
    #[must_use]
    pub fn get(&self, name: &str) -> &'static str {
        self.find(name).unwrap_or_default()
    }

    /// The text of a column, if there is a column of this name.
    pub(super) fn find(&self, name: &str) -> Option<&'static str> {
        place_of(self.names, name).and_then(|at| self.texts.get(at).copied())
    }
}

/// Where a name stands in a list of names with spaces between them.
pub(super) fn place_of(names: &str, name: &str) -> Option<usize> {
    names.split(' ').position(|other| other == name)
}

/// The rows of a table whose fields are between bars: one on each line, or several lines with an empty one after them. Of a
/// deployment only those that it has.
pub(super) fn rows(
    names: &'static str,
    table: &'static str,
    one_line: bool,
    kit: Option<&Kit>,
) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut row = Row { names, texts: Vec::new() };
    for line in table.split('\n') {
        if !line.is_empty() {
            row.texts.extend(line.split('|'));
        }
        if (one_line || line.is_empty()) && !row.texts.is_empty() {
            if kit.is_none_or(|kit| kit.has(row.get("when"))) {
                rows.push(row.clone());
            }
            row.texts.clear();
        }
    }
    rows
}

/// All alerts, the guide's first, in its order.
#[must_use]
pub fn rules() -> Vec<Row> {
    alerts(None)
}

pub(super) fn alerts(kit: Option<&Kit>) -> Vec<Row> {
    rows(ALERT, RULES, false, kit)
}

/// All queries.
pub(super) fn queries() -> Row {
    rows(QUERY_TOKENS, QUERIES, false, None).remove(0)
}

/// What is recorded, each with `name` and `query`.
pub(super) fn recorded() -> Vec<Row> {
    let texts = queries().texts;
    let mut rows = Vec::new();
    for texts in texts.chunks(3).take(RECORDED) {
        rows.push(Row { names: "name - query", texts: texts.to_vec() });
    }
    rows
}

/// The series that the rules of a deployment lean on.
pub(super) fn series(kit: &Kit) -> Vec<Row> {
    rows("name selector when", SERIES, true, Some(kit))
}

/// What Alertmanager can be told, so that one cause gives one message.
pub(super) const INHIBIT: &str = "\
# For Alertmanager, so that one cause gives one message:
# inhibit_rules:
#   - source_matchers: [alertname=\"StemeDBDiskAlmostFull\"]
#     target_matchers: [alertname=~\"StemeDBDiskHigh|StemeDBDiskFullSoon\"]
#     equal: [deployment, @label@]
#   - source_matchers: [alertname=\"StemeDBNodeDown\"]
#     target_matchers: [alertname=~\"StemeDBNodesMissing|StemeDBReplicationLag\"]
#     equal: [deployment]
#   - source_matchers: [alertname=\"StemeDBTooFewNodes\"]
#     target_matchers: [alertname=~\"StemeDBNodeDown|StemeDBNodesMissing|StemeDBMetricMissing|StemeDBQueriesSlow\"]
#     equal: [deployment]
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_alert_has_all_its_fields() {
        assert_eq!(rules().len(), 20);
        for rule in rules() {
            assert_eq!(rule.texts.len(), 12, "{rule:?}");
            for field in ["alert", "part", "expr", "title", "says", "differs"] {
                assert!(!rule.get(field).is_empty(), "{rule:?}");
            }
            assert!(["critical", "warning", "info"].contains(&rule.get("severity")), "{rule:?}");
            assert!(["%", "s", "n", "nodes", ""].contains(&rule.get("unit")), "{rule:?}");
            assert_eq!(rule.get("unit").is_empty(), !rule.get("says").contains("@value@"));
            assert!(rule.get("hold").ends_with(['m', 'h']), "{rule:?}");
        }
    }

    #[test]
    fn every_query_has_its_token() {
        let queries = queries();
        assert_eq!(queries.texts.len(), QUERY_TOKENS.split(' ').count());
        assert_eq!(queries.get("cpu"), "instance:stemedb_cpu_use:rate5m{deployment=@job@}");
        assert!(queries.get("=cpu").starts_with("rate(process_cpu"));
        assert_eq!(queries.get("up"), "(sum(up{job=@job@}) or vector(0))");
        let recorded = recorded();
        assert_eq!(recorded.len(), RECORDED);
        for row in recorded {
            assert!(
                row.get("name").contains(":stemedb_") && !row.get("name").contains('{'),
                "{row:?}"
            );
            assert_eq!(row.texts[1], [row.get("name"), "{deployment=@job@}"].concat());
            assert!(!row.get("query").contains("stemedb_cpu_use"), "{row:?}");
        }
    }

    #[test]
    fn rows_have_fields_on_lines_and_between_bars() {
        let table = "a||c\n\nd|e\nf\n";
        let found = rows("one two three", table, false, None);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].texts, ["a", "", "c"]);
        assert_eq!((found[0].find("two"), found[1].get("three")), (Some(""), "f"));
        assert_eq!(found[1].find("four"), None);
        let found = rows("one two", table, true, None);
        assert_eq!(found.len(), 3);
        assert_eq!((found[2].get("one"), found[2].find("two")), ("f", None));
    }
}

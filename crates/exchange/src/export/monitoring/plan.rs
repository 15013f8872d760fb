//! The scenario's growth as PromQL, so that what is measured can be compared with what was planned.

use model::chart::append;
use model::forecast::growth::{GrowthCase, grown};
use model::guide::DAYS_PER_MONTH;
use model::number::{exact, plain};
use model::scenario::Resolved;

/// The months up to which the plan is drawn as lines; the last line goes on for ever.
const MONTHS: [u32; 8] = [3, 6, 9, 12, 18, 24, 30, 36];

/// Adds a figure of the plan, at the time for which the query is asked: a vector without labels. `made` is when the plan
/// begins, in seconds since 1970; before that, it is the figure of that day.
pub(super) fn curve(
    out: &mut String,
    s: &Resolved,
    made: f64,
    case: GrowthCase,
    figure: &dyn Fn(&Resolved) -> f64,
) {
    let (made, month) = (exact(made), exact(DAYS_PER_MONTH * 86_400.0));
    let mut last = figure(&grown(s, case, 0));
    append(out, &["vector(", &plain(last), ")"]);
    let (mut slope, mut from) = (0.0, 0);
    for until in MONTHS {
        let figure = figure(&grown(s, case, until));
        // From each month on, the line is steeper by this much.
        let next = (figure - last) / f64::from(until - from);
        if plain(next) != plain(slope) {
            let steeper = plain(next - slope);
            append(
                out,
                &[" + ", &*steeper, " * clamp_min(vector((time() - ", &*made, ") / ", &*month],
            );
            if from > 0 {
                append(out, &[" - ", &*from.to_string()]);
            }
            out.push_str("), 0)");
        }
        (slope, last, from) = (next, figure, until);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::scenario::Scenario;

    fn text(fragment: &str) -> String {
        let scenario: Scenario = fragment.parse().unwrap_or_else(|e| panic!("{e}"));
        let mut out = String::new();
        curve(&mut out, &scenario.resolve(), 1e9, GrowthCase::Expected, &|s| s.a);
        out
    }

    #[test]
    fn a_straight_plan_is_one_line() {
        assert_eq!(
            text("a=5000&g=linear&gr=700"),
            "vector(5000) + 700 * clamp_min(vector((time() - 1000000000) / 2629800), 0)"
        );
        assert_eq!(text("a=5000&g=linear&gr=0"), "vector(5000)");
    }

    #[test]
    fn a_plan_in_stages_bends() {
        // 45 000 grows by 1 000 a month until 50 000 after 5 months, by 5 000 until 100 000 after 15, then by
        // 10 000. From month 3 to 6 that is 48 000 to 55 000, and from 12 to 18 it is 85 000 to 130 000.
        let since = "(time() - 1000000000) / 2629800";
        assert_eq!(
            text("a=45000"),
            format!(
                "vector(45000) + 1000 * clamp_min(vector({since}), 0) + 1333.33 * clamp_min(vector({since} - 3), 0) \
                 + 2666.67 * clamp_min(vector({since} - 6), 0) + 2500 * clamp_min(vector({since} - 12), 0) \
                 + 2500 * clamp_min(vector({since} - 18), 0)"
            )
        );
    }
}

//! The scenario's growth as PromQL, so that what is measured can be compared with what was planned.

use model::forecast::growth::{GrowthCase, grown};
use model::guide::DAYS_PER_MONTH;
use model::number::{exact, plain};
use model::scenario::Resolved;

/// The months between which the plan is drawn as lines; the last line goes on for ever.
const MONTHS: [u32; 9] = [0, 3, 6, 9, 12, 18, 24, 30, 36];

/// A figure of the plan, at the time for which the query is asked: a vector without labels. `made` is when the plan
/// begins, in seconds since 1970; before that, it is the figure of that day.
pub(super) fn curve(
    s: &Resolved,
    made: f64,
    case: GrowthCase,
    figure: &dyn Fn(&Resolved) -> f64,
) -> String {
    let at = MONTHS.map(|month| figure(&grown(s, case, month)));
    let since = ["(time() - ", &exact(made), ") / ", &exact(DAYS_PER_MONTH * 86_400.0)].concat();
    let mut text = ["vector(", &plain(at[0]), ")"].concat();
    let slope = |i: usize| plain((at[i] - at[i - 1]) / f64::from(MONTHS[i] - MONTHS[i - 1]));
    let mut i = 1;
    while i < MONTHS.len() {
        // Lines of one slope are one.
        let (from, rate) = (i - 1, slope(i));
        while i < MONTHS.len() && slope(i) == rate {
            i += 1;
        }
        if rate == "0" {
            continue;
        }
        let from = MONTHS[from];
        let after =
            if from == 0 { since.clone() } else { [&*since, " - ", &from.to_string()].concat() };
        let part = match MONTHS.get(i) {
            Some(_) => {
                let months = MONTHS[i - 1] - from;
                ["clamp(vector(", &*after, "), 0, ", &months.to_string(), ")"].concat()
            }
            None => ["clamp_min(vector(", &*after, "), 0)"].concat(),
        };
        text += &[" + ", &*rate, " * ", &part].concat();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::scenario::Scenario;

    fn text(fragment: &str) -> String {
        let scenario: Scenario = fragment.parse().unwrap_or_else(|e| panic!("{e}"));
        curve(&scenario.resolve(), 1e9, GrowthCase::Expected, &|s| s.a)
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
                "vector(45000) + 1000 * clamp(vector({since}), 0, 3) + 2333.33 * clamp(vector({since} - 3), 0, 3) \
                 + 5000 * clamp(vector({since} - 6), 0, 6) + 7500 * clamp(vector({since} - 12), 0, 6) \
                 + 10000 * clamp_min(vector({since} - 18), 0)"
            )
        );
    }
}

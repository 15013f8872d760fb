//! The cover of a report: what somebody who decides has to know, on one page.

use model::advice::checks::{Level, checks};
use model::advice::failover::{node_lost, zone_lost};
use model::advice::verdict::{PlainWords, Verdict, Words, plain};
use model::forecast::plan::Plan;
use model::guide::coefficients::GUIDE_DATE;
use model::inputs::{INPUTS, Provider};
use model::number::{grouped, with_unit};
use model::outcome::Outcome;
use model::pricing::left_out::LeftOut;
use model::pricing::line_item::usd_text;
use model::scenario::{Value, unit};

/// Assumptions on the cover at most; all of them are in the table of inputs.
const MOST_ASSUMPTIONS: usize = 8;

/// Lines under a heading.
pub type Lines = (&'static str, Vec<String>);

/// The cover of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cover {
    /// The verdict in a sentence or two.
    pub verdict: String,
    /// The figures that matter most, each with its name.
    pub figures: Vec<(&'static str, String)>,
    /// Risks, assumptions, what is left out, sources.
    pub lists: Vec<Lines>,
}

impl Cover {
    /// Figures and lists as lines, each with the name of what it is.
    pub fn lines(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let figures = self.figures.iter().map(|(name, value)| (*name, value.as_str()));
        let lists = self.lists.iter();
        let lines = lists.flat_map(|(name, lines)| lines.iter().map(|line| (*name, line.as_str())));
        figures.chain(lines)
    }
}

/// Writes the cover.
pub(super) fn cover(outcome: &Outcome, plan: &Plan, words: &PlainWords) -> Cover {
    let verdict = Verdict::of(outcome);
    let mut figures = vec![
        ("Cost a month", verdict.cents.map_or_else(not, |cents| words.dollars(cents))),
        ("Lasts", verdict.lasts(&|month| words.month(month))),
    ];
    if let Some(paid) = plan.paid_cents[0] {
        let months = plan.horizon();
        figures.push((
            "In all, with the plan",
            words.dollars(paid) + " in " + &months.to_string() + " months",
        ));
    }
    Cover {
        verdict: plain(&verdict.sentence(words)),
        figures,
        lists: vec![
            ("Risks", risks(outcome, &verdict, words)),
            ("Assumptions", assumptions(outcome)),
            ("Left out", left_out(outcome)),
            ("Sources", sources(outcome)),
        ],
    }
}

fn not() -> String {
    "not computable".to_owned()
}

fn risks(outcome: &Outcome, verdict: &Verdict, words: &PlainWords) -> Vec<String> {
    let mut risks = Vec::new();
    if let Some(step) = &verdict.step {
        let early = words.month(step.early.unwrap_or(step.month));
        let decide = match verdict.decide_by {
            0 => "Decide now.".to_owned(),
            month => ["Decide by ", &words.month(month), "."].concat(),
        };
        risks.push(["One case in ten: no longer enough in ", &early, ". ", &decide].concat());
    }
    for (what, failure) in
        [("node", node_lost(outcome.focus())), ("zone", zone_lost(outcome.focus()))]
    {
        if let Some(failure) = failure.filter(|failure| !failure.holds()) {
            let says = if failure.left == 0 {
                "the service stops".to_owned()
            } else {
                let cpu = words.percent(failure.cpu_peak);
                ["the rest does not hold at peak; CPU at ", &cpu].concat()
            };
            risks.push(["With a ", what, " lost ", &says, "."].concat());
        }
    }
    let warnings = checks(outcome).into_iter().filter(|check| check.level == Level::Warning);
    risks.extend(warnings.map(|check| check.says));
    if risks.is_empty() {
        risks.push("None that the guide's arithmetic shows.".to_owned());
    }
    risks
}

/// What was set by somebody.
fn assumptions(outcome: &Outcome) -> Vec<String> {
    let set = INPUTS.iter().filter(|input| !outcome.scenario.is_default(input.key));
    let line = |input: &model::inputs::Input| {
        let value = match outcome.s.value(input.key) {
            Value::Number(number) => {
                value_text(number, unit(input, &outcome.scenario), input.kind.options())
            }
            Value::Code(code) => input.option(code),
        };
        [input.label, ": ", &value].concat()
    };
    let mut lines: Vec<String> = set.take(MOST_ASSUMPTIONS).map(line).collect();
    lines.push("Everything else is as the guide has it; all inputs follow below.".to_owned());
    lines
}

/// A number with its unit; that of a switch as a word.
pub(super) fn value_text(number: f64, unit: &str, options: &[(&str, &str)]) -> String {
    if options.is_empty() {
        with_unit(&grouped(number), unit)
    } else {
        if number > 0.5 { "yes" } else { "no" }.to_owned()
    }
}

fn left_out(outcome: &Outcome) -> Vec<String> {
    let line = |l: LeftOut| {
        let estimate = l.estimate_usd.map_or_else(
            || "not estimated".to_owned(),
            |usd| ["about ", &usd_text(usd), " a month"].concat(),
        );
        [l.what, ": ", &estimate].concat()
    };
    outcome.focus().left_out().into_iter().map(line).collect()
}

fn sources(outcome: &Outcome) -> Vec<String> {
    let quote = outcome.focus();
    let provider: Provider = quote.provider;
    let mut lines = vec![["StemeDB Resource Sizing Guide, ", GUIDE_DATE].concat()];
    let dates = || quote.items.iter().filter_map(|item| Some(item.read?.date));
    if let (Some(first), Some(last)) = (dates().min(), dates().max()) {
        lines.push(
            [
                provider.label(),
                ", list prices read ",
                first,
                " to ",
                last,
                "; every line of the bill says its own",
            ]
            .concat(),
        );
    }
    lines
}

//! Times the model natively: `cargo bench`. What a change of an input takes: choosing and pricing for three
//! providers, at most 20 microseconds, and the plan over 120 months, at most 300.

use divan::{Bencher, black_box};
use exchange::result::evaluate;
use model::advice::checks::checks;
use model::advice::verdict::Verdict;
use model::forecast::plan::{self, events};
use model::inputs::Provider;
use model::outcome::Outcome;
use model::pricing::catalogue::default_offer;
use model::pricing::context::PricingContext;
use model::pricing::quote::{quote, quotes};
use model::pricing::selection::Demand;
use model::scenario::Scenario;
use model::sizing::size;

fn main() {
    divan::main();
}

const SCENARIO: &str = "a=100000&q=1000&i=500&h=120&g=compound";

/// One node and a cluster, few steps and many, nodes that have to be raised.
const SCENARIOS: [&str; 5] = [
    SCENARIO,
    "h=120",
    "a=40000&q=400&h=120",
    "a=1000&g=compound&gr=12&h=120",
    "q=200000&h=120&last=12",
];

fn scenario(text: &str) -> Scenario {
    text.parse().unwrap_or_else(|e| panic!("{e}"))
}

#[divan::bench]
fn sizing(bencher: Bencher) {
    let scenario = scenario(SCENARIO);
    bencher.bench_local(|| size(&black_box(&scenario).resolve()));
}

/// Choosing and pricing for three providers, by the pick that the totals follow.
#[divan::bench(args = SCENARIOS)]
fn choosing_and_pricing(bencher: Bencher, text: &str) {
    let scenario = scenario(text);
    bencher.bench_local(|| {
        let s = black_box(&scenario).resolve();
        let demand = Demand::today(&s);
        Provider::ALL
            .iter()
            .map(|provider| {
                let offer = default_offer(*provider);
                let context =
                    PricingContext { offer, overrides: &scenario.own_prices, term: s.term };
                quote(&context, &demand, s.pick)
            })
            .collect::<Vec<_>>()
    });
}

/// The same with the guide's machines beside it.
#[divan::bench(args = SCENARIOS)]
fn all_quotes(bencher: Bencher, text: &str) {
    let scenario = scenario(text);
    bencher.bench_local(|| {
        let s = black_box(&scenario).resolve();
        quotes(&Demand::today(&s), &scenario.own_prices, default_offer)
    });
}

#[divan::bench(args = SCENARIOS)]
fn plan_120_months(bencher: Bencher, text: &str) {
    let outcome = Outcome::of(&scenario(text));
    bencher.bench_local(|| black_box(&outcome).plan());
}

#[divan::bench(args = SCENARIOS)]
fn events_120_months(bencher: Bencher, text: &str) {
    let outcome = Outcome::of(&scenario(text));
    bencher.bench_local(|| events(&black_box(&outcome).s, outcome.focus()));
}

#[divan::bench(args = SCENARIOS)]
fn first_step(bencher: Bencher, text: &str) {
    let outcome = Outcome::of(&scenario(text));
    bencher.bench_local(|| black_box(&outcome).first_step());
}

#[divan::bench(args = SCENARIOS)]
fn how_long_it_lasts(bencher: Bencher, text: &str) {
    let outcome = Outcome::of(&scenario(text));
    bencher.bench_local(|| plan::outgrown_in(&black_box(&outcome).s, outcome.focus()));
}

#[divan::bench(args = SCENARIOS)]
fn verdict(bencher: Bencher, text: &str) {
    let outcome = Outcome::of(&scenario(text));
    bencher.bench_local(|| Verdict::of(black_box(&outcome)));
}

#[divan::bench(args = SCENARIOS)]
fn all_checks(bencher: Bencher, text: &str) {
    let outcome = Outcome::of(&scenario(text));
    bencher.bench_local(|| checks(black_box(&outcome)));
}

#[divan::bench]
fn fragment_to_json() -> String {
    evaluate(black_box(SCENARIO))
}

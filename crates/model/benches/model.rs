//! Times the model natively: `cargo bench`.

use divan::{Bencher, black_box};
use exchange::{link, result::evaluate};
use model::forecast::growth::months;
use model::forecast::plan::events;
use model::forecast::plan::plan;
use model::pricing::price_overrides::OwnPrices;
use model::pricing::quote::quotes;
use model::scenario::Resolved;
use model::sizing::size;

fn main() {
    divan::main();
}

const SCENARIO: &str = "a=100000&q=1000&i=500&h=120&g=compound";

fn resolved() -> Resolved {
    link::parse(SCENARIO).scenario.resolve()
}

#[divan::bench]
fn sizing(bencher: Bencher) {
    let scenario = link::parse(SCENARIO).scenario;
    bencher.bench_local(|| size(&black_box(&scenario).resolve()));
}

#[divan::bench]
fn growth_120_months(bencher: Bencher) {
    let s = resolved();
    let z = size(&s);
    bencher.bench_local(|| (events(black_box(&s), &z), months(&s)));
}

#[divan::bench]
fn fragment_to_json() -> String {
    evaluate(black_box(SCENARIO))
}

#[divan::bench(args = [SCENARIO, "h=120", "a=40000&q=400&h=120", "a=1000&g=compound&gr=12&h=120"])]
fn plan_120_months_with_quotes(bencher: Bencher, fragment: &str) {
    let s = link::parse(fragment).scenario.resolve();
    let (z, own) = (size(&s), OwnPrices::default());
    bencher.bench_local(|| plan(black_box(&s), &z, &own));
}

#[divan::bench]
fn sizing_and_all_quotes(bencher: Bencher) {
    let scenario = link::parse(SCENARIO).scenario;
    bencher.bench_local(|| {
        let s = black_box(&scenario).resolve();
        quotes(&s, &size(&s), &scenario.own_prices)
    });
}

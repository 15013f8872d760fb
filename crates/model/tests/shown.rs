//! What a bill prints: its parts add up to its total, and nothing that costs something is nothing.

use model::inputs::Provider;
use model::outcome::Outcome;
use model::pricing::catalogue::RegionId;
use model::pricing::line_item::{ItemKind, shown_dollars};
use model::scenario::Scenario;

fn outcome(link: &str) -> Outcome {
    with_own(link, &[])
}

/// With prices and discounts of the customer's own.
fn with_own(link: &str, own: &[(&str, f64)]) -> Outcome {
    let mut scenario: Scenario = link.parse().expect("a scenario");
    for (code, value) in own {
        assert_eq!(scenario.own_prices.set(code, *value), Ok(()), "{code}");
    }
    Outcome::of(&scenario)
}

/// Cents of a printed amount; what is below a cent counts as nothing.
fn printed(amount: &str) -> i64 {
    if amount == "<$0.01" {
        return 0;
    }
    amount.replace(['$', '.'], "").parse().unwrap_or_else(|e| panic!("{amount}: {e}"))
}

#[test]
fn printed_parts_add_up_to_the_printed_total_in_every_region() {
    let scenarios = [
        "",
        "a=60000&q=150&ha=1",
        "a=900000&q=2000&i=500&egress=40&bt=object&term=1y",
        "a=200000&q=900&lb=1&arm=1&term=3y",
    ];
    let discounts = [("discount.aws", 7.3), ("discount.gcp", 3.1), ("discount.azure", 11.0)];
    let mut bills = 0;
    for link in scenarios {
        for id in RegionId::every() {
            let (provider, code) = (id.region().provider, id.region().code);
            let own = if link.contains("3y") { &discounts[..] } else { &[] };
            let outcome = with_own(&format!("{link}&{}={code}", provider.code()), own);
            let quote = outcome.quote(provider);
            let Some(total) = quote.monthly_cents() else { continue };
            bills += 1;
            let lines = quote.items.iter().map(|item| printed(&item.amount())).sum::<i64>();
            assert_eq!(lines, total, "{link} in {code}");
            let kinds = ItemKind::ALL.map(|kind| quote.cents_of(kind));
            assert_eq!(kinds.iter().sum::<i64>(), total, "{link} in {code}");
            // Whole dollars: halves are rounded up, as the total is.
            let dollars: i64 = shown_dollars(&kinds).iter().sum();
            assert_eq!(dollars, (total + 50) / 100, "{link} in {code}");
            for item in quote.items.iter().filter(|item| item.amount() == "$0.00") {
                let nothing = item.quantity() * item.unit_price_usd == 0.0;
                assert!(nothing || item.is_discount(), "{} in {code}", item.label);
            }
        }
    }
    assert!(bills > 450, "only {bills} bills");
}

#[test]
fn what_costs_less_than_a_cent_says_so() {
    // 0.0001 queries/s x 5 KB x 30 % of the time is 0.4 MB a month; at 0.8 cents a GB that is no cent.
    let outcome = outcome("q=0.0001&i=0&lb=1");
    let quote = outcome.quote(Provider::Aws);
    let data = quote.items.iter().find(|item| item.kind == ItemKind::LoadBalancerData);
    let data = data.expect("a line for what goes through the balancer");
    assert_eq!((data.cents, &*data.amount()), (0, "<$0.01"));
    assert!(data.formula().ends_with(" = <$0.01"), "{}", data.formula());
    let shown = quote.usd_of(ItemKind::LoadBalancerData);
    assert!(shown > 0.0 && shown < 0.005, "{shown}");
    // It counts as nothing, so that the total is that of the lines.
    assert_eq!(data.monthly_usd(), 0.0);
    assert_eq!(quote.usd_of(ItemKind::Egress), 0.0);
}

#[test]
fn a_price_of_ones_own_says_which_list_price_it_replaces() {
    let link = "a=5000&pick=guide&p=aws&aws=eu-central-1";
    let list = outcome(link);
    let compute = |outcome: &Outcome| *outcome.focus().items.first().expect("machines");
    let (machine, price) = (list.focus().instance().expect("a machine"), compute(&list));
    assert_eq!((price.replaces, price.own()), (None, false));
    let code = format!("price.aws.{}", machine.name);
    let own = compute(&with_own(link, &[(&*code, 0.001)]));
    let read = price.read.expect("a date");
    let sentence =
        format!("It replaces the list price of ${}, read {}.", price.unit_price_usd, read.date);
    assert!(own.own() && own.remark().contains(&sentence), "{}", own.remark());
}

use super::*;
use crate::pricing::catalogue::default_offer;
use crate::pricing::selection::cheapest;
use crate::scenario::resolved;

/// The cheapest order on AWS, where nobody knows the price of this code.
fn lacking(code: &str, text: &str, overrides: &OwnPrices) -> Quote {
    let s = resolved(text);
    let offer = default_offer(Provider::Aws).without_price(code);
    quote(&PricingContext { offer, overrides, term: s.term }, &Demand::today(&s), Pick::Fit)
}

#[test]
fn a_price_that_is_not_known_is_named_and_never_zero() {
    let quote = lacking("object-gb", "bt=object", &OwnPrices::default());
    assert_eq!((quote.monthly_cents(), quote.yearly_usd()), (None, None));
    assert_eq!(
        quote.error.map(QuoteError::sentence).as_deref(),
        Some("Not computable: the price of S3 Standard (AWS, per GB-month) is not known.")
    );
    // What is bought is known all the same.
    assert!(quote.holds());
}

#[test]
fn a_price_that_is_not_known_matters_only_where_it_is_needed() {
    let list = OwnPrices::default();
    assert!(lacking("object-gb", "", &list).monthly_cents().is_some());
    // And a customer may know it.
    let mut own = OwnPrices::default();
    assert_eq!(own.set("price.aws.object-gb", 0.02), Ok(()));
    assert!(lacking("object-gb", "bt=object", &own).monthly_cents().is_some());
    // What cannot be priced is not bought where something else holds: without IOPS of gp3, io2 has them.
    let fast = lacking("gp3-iops", "iops=10000", &list);
    assert_eq!(fast.order.map(|order| order.disk.kind.name), Some("io2"));
}

#[test]
fn no_fewer_nodes_would_do() {
    let mut raised = 0;
    for text in ["q=1e6", "q=60e3", "i=1e6&walkb=1", "a=1e9&kb=100", "a=9e8&cache=500&wr=1"] {
        for p in ["aws", "gcp", "azure"] {
            let s = resolved(&format!("{text}&p={p}"));
            let own = OwnPrices::default();
            let context =
                PricingContext { offer: default_offer(s.p), overrides: &own, term: s.term };
            let demand = Demand::today(&s);
            let quote = quote(&context, &demand, Pick::Fit);
            let Some(from) = quote.nodes_raised_from else { continue };
            raised += 1;
            assert!(
                quote.holds() && from == s.n && (quote.nodes() - s.n).is_multiple_of(2),
                "{text}"
            );
            let sized_for = quote.order.map(|order| order.nodes);
            assert_eq!(sized_for, Some(quote.sizing.nodes), "figures are those of the order");
            for fewer in (from..quote.nodes()).step_by(2) {
                let found = cheapest(&context, &demand.on_nodes(fewer));
                assert_eq!(found, None, "{text} {p}: {fewer} would do");
            }
        }
    }
    assert!(raised > 6, "only {raised}");
}

#[test]
fn a_number_of_nodes_that_was_set_stays() {
    let s = resolved("q=60e3&n=3");
    let own = OwnPrices::default();
    let context = PricingContext { offer: default_offer(s.p), overrides: &own, term: s.term };
    let quote = quote(&context, &Demand::today(&s), Pick::Fit);
    assert_eq!((quote.order, quote.nodes()), (None, 3));
    let sentence = quote.error.map(QuoteError::sentence).unwrap_or_default();
    // (300 + 0.02 + 2) x 1.5 / 3.
    assert!(sentence.contains("each node needs 151.01 vCPU; of r6i.24xlarge"), "{sentence}");
}

#[test]
fn what_is_bought_for_longer_holds_longer_and_is_billed_for_today() {
    let own = OwnPrices::default();
    // 5,000 x 3.3 KB x 1.1 are 0.018 GB and grow to 0.218, which with 3 is above the 3.2 GB that e2-highcpu-4
    // may use. Next is n1-standard-4 with 30 % off for sustained use: 97.09 against 97.84 for e2-standard-4.
    let s = resolved("p=gcp&kb=3.3&g=linear&gr=5000&gq=0&n=1");
    let context = PricingContext { offer: default_offer(s.p), overrides: &own, term: s.term };
    let mut later = s.clone();
    later.a = 60_000.0;
    let today = quote(&context, &Demand::today(&s), Pick::Fit);
    let demand = Demand { now: s.clone(), until: Some(later) };
    let longer = quote(&context, &demand, Pick::Fit);
    let name = |quote: &Quote| quote.instance().map(|instance| instance.name);
    assert_eq!((name(&today), name(&longer)), (Some("e2-highcpu-4"), Some("n1-standard-4")));
    assert_eq!(longer.load.assertions, 5000.0);
    assert!(longer.monthly_cents() > today.monthly_cents());
}

#[test]
fn totals_of_all_commitments_are_those_of_their_bills() {
    let mut own = OwnPrices::default();
    assert_eq!(own.set("discount.aws", 7.5), Ok(()));
    assert_eq!(own.set("discount.gcp", 12.5), Ok(()));
    for text in ["", "a=60000&egress=20&bt=object", "q=866&i=0&n=1", "iops=30000", "term=3y"] {
        let s = resolved(text);
        for (provider, own) in [
            (Provider::Aws, &own),
            (Provider::Aws, &OwnPrices::default()),
            (Provider::Gcp, &own),
            (Provider::Azure, &own),
        ] {
            let offer = default_offer(provider);
            let context = PricingContext { offer, overrides: own, term: s.term };
            let quote = quote(&context, &Demand::today(&s), Pick::Fit);
            let order = quote.order.expect("an order");
            let totals = month_totals(&context, &quote.s, &quote.sizing, &quote.load, &order);
            for (total, term) in totals.into_iter().zip(Term::ALL) {
                let own = quote_order(&PricingContext { term: *term, ..context }, &s, order);
                assert_eq!(total, own.monthly_cents(), "{text} {provider:?} {term:?}");
            }
        }
    }
    let s = resolved("bt=object");
    let offer = default_offer(Provider::Aws).without_price("object-gb");
    let context = PricingContext { offer, overrides: &own, term: s.term };
    let quote = quote(&context, &Demand::today(&s), Pick::Fit);
    let order = quote.order.expect("an order");
    let totals = month_totals(&context, &quote.s, &quote.sizing, &quote.load, &order);
    assert_eq!(totals, [None; 3]);
}

#[test]
fn quotes_are_where_their_index_says() {
    let s = resolved("");
    let quotes = quotes(&Demand::today(&s), &OwnPrices::default(), default_offer);
    for provider in Provider::ALL {
        for pick in Pick::ALL {
            let quote = &quotes[index(*provider, *pick)];
            assert_eq!((quote.provider, quote.pick), (*provider, *pick));
        }
    }
}

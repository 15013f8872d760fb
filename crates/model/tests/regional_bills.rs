//! Bills of other regions than the default ones, worked out by hand from the price lists; and what holds of the
//! bills of every region. This file may be longer than others: most of it is bills.

use model::advice::checks::checks;
use model::inputs::{INPUTS, Key, Pick, Provider, Term};
use model::outcome::Outcome;
use model::pricing::catalogue::{self, PriceId, RegionId};
use model::pricing::line_item::{ItemKind, shown_dollars, text as usd, usd_text};
use model::pricing::quote::{self, Quote};

fn outcome(text: &str) -> Outcome {
    Outcome::of(&text.parse().unwrap_or_else(|e| panic!("{e}")))
}

fn fit(text: &str, provider: Provider) -> Quote {
    outcome(text).quotes[quote::index(provider, Pick::Fit)].clone()
}

fn assert_bill(quote: &Quote, order: &str, expected: &[&str], total: &str) {
    assert_eq!(quote.order.map(|order| order.words()).as_deref(), Some(order));
    let lines: Vec<_> =
        quote.items.iter().map(|item| [item.kind.code(), ": ", &item.formula()].concat()).collect();
    assert_eq!(lines, expected, "{order}");
    assert_eq!(quote.monthly_cents().map(usd).as_deref(), Some(total), "{order}");
}

/// 90 000 assertions on 3 nodes of 4 vCPU and 4 GB with 100 GB each, as the guide has it. On average 30 % of
/// 3.6 + 36 Mbps: 39.6 x 0.3 x 730 x 3 600 / 8 / 1 000 = 3 902.58 GB through the balancer. Two of three of its
/// nodes are in another zone: 2 601.72 GB. 9 000 a day x 1 KB x 2 copies x 730 / 24 = 0.5475 GB are copied.
/// A fifth of the answers leaves the cloud: 36 x 0.3 x 0.2 x 328.5 = 709.56 GB.
const CLUSTER: &str = "a=90000&q=900&i=450&egress=20";

#[test]
fn frankfurt() {
    let text = format!("{CLUSTER}&aws=eu-central-1&gcp=europe-west3&azure=germanywestcentral");
    // 2 190 x 0.194 = 424.86; 300 x 0.0952 = 28.56; 730 x 0.0225 = 16.425; 3 902.58 x 0.006 = 23.41548;
    // 1.095 x 0.01; 5 203.44 x 0.01 = 52.0344; an address in each of three zones: 2 190 x 0.005 = 10.95;
    // 609.56 x 0.09 = 54.8604.
    let aws = fit(&text, Provider::Aws);
    assert_bill(
        &aws,
        "3 × c6i.xlarge, 100 GB gp3 each",
        &[
            "compute: 3 nodes x 730 h x $0.194 = $424.86",
            "block_storage: 3 nodes x 100 GB x $0.0952 = $28.56",
            "load_balancer: 730 h x $0.0225 = $16.43",
            "load_balancer_data: 3902.58 GB x $0.006 = $23.42",
            "between_zones: 0.5475 GB x 2 directions x $0.01 = $0.01",
            "client_between_zones: 2601.72 GB x 2 directions x $0.01 = $52.03",
            "public_addresses: 3 addresses x 730 h x $0.005 = $10.95",
            "egress: 100 GB x $0 = $0.00",
            "egress: 609.56 GB x $0.09 = $54.86",
        ],
        "$611.12",
    );
    assert_eq!(aws.region.code, "eu-central-1");
    // 2 190 x 0.127479 = 279.179; 300 x 0.12 = 36; 730 x 0.025 = 18.25; 3 902.58 x 0.008 = 31.22064;
    // 0.005475; 26.0172; one address: 3.65; 708.56 x 0.12 = 85.0272.
    assert_bill(
        &fit(&text, Provider::Gcp),
        "3 × e2-highcpu-4, 100 GB pd-balanced each",
        &[
            "compute: 3 nodes x 730 h x $0.127479 = $279.18",
            "block_storage: 3 nodes x 100 GB x $0.12 = $36.00",
            "load_balancer: 730 h x $0.025 = $18.25",
            "load_balancer_data: 3902.58 GB x $0.008 = $31.22",
            "between_zones: 0.5475 GB x $0.01 = $0.01",
            "client_between_zones: 2601.72 GB x $0.01 = $26.02",
            "public_addresses: 1 address x 730 h x $0.005 = $3.65",
            "egress: 1 GB x $0 = $0.00",
            "egress: 708.56 GB x $0.12 = $85.03",
        ],
        "$479.36",
    );
    // 2 190 x 0.23 = 503.70; 300 x 0.081 = 24.30; 18.25; 3 902.58 x 0.005 = 19.5129; 3.65;
    // 609.56 x 0.087 = 53.03172.
    assert_bill(
        &fit(&text, Provider::Azure),
        "3 × Standard_D4s_v3, 100 GB Premium SSD v2 each",
        &[
            "compute: 3 nodes x 730 h x $0.23 = $503.70",
            "block_storage: 3 nodes x 100 GB x $0.081 = $24.30",
            "load_balancer: 730 h x $0.025 = $18.25",
            "load_balancer_data: 3902.58 GB x $0.005 = $19.51",
            "between_zones: 0.5475 GB x $0 = $0.00",
            "client_between_zones: 2601.72 GB x $0 = $0.00",
            "public_addresses: 1 address x 730 h x $0.005 = $3.65",
            "egress: 100 GB x $0 = $0.00",
            "egress: 609.56 GB x $0.087 = $53.03",
        ],
        "$622.44",
    );
}

#[test]
fn a_price_of_another_region_says_so() {
    let quote = fit(&format!("{CLUSTER}&aws=eu-central-1"), Provider::Aws);
    let known_for = |kind: ItemKind| {
        let item = quote.items.iter().find(|item| item.kind == kind).expect("a line");
        (item.known_for.map(|region| region.code), item.remark())
    };
    assert_eq!(known_for(ItemKind::Compute), (None, String::new()));
    assert_eq!(known_for(ItemKind::BlockStorage).0, None);
    let (region, remark) = known_for(ItemKind::LoadBalancer);
    assert_eq!(region, Some("us-east-1"));
    assert!(remark.contains("us-east-1"), "{remark}");
}

#[test]
fn govcloud() {
    // 2 190 x 0.204 = 446.76; 300 x 0.096 = 28.80; the rest is known for other regions.
    let outcome = outcome(&format!("{CLUSTER}&aws=us-gov-west-1"));
    let quote = &outcome.quotes[quote::index(Provider::Aws, Pick::Fit)];
    let formula = |kind| quote.items.iter().find(|i| i.kind == kind).map(|i| i.formula());
    assert_eq!(formula(ItemKind::Compute).as_deref(), Some("3 nodes x 730 h x $0.204 = $446.76"));
    assert_eq!(
        formula(ItemKind::BlockStorage).as_deref(),
        Some("3 nodes x 100 GB x $0.096 = $28.80")
    );
    let ids: Vec<_> = checks(&outcome).iter().map(|check| check.id).collect();
    assert!(ids.contains(&"restricted-region"), "{ids:?}");
    assert!(quote.holds(), "who may use it can order there");
}

#[test]
fn a_region_without_zones_has_no_traffic_between_them() {
    // Not divided: the cheapest is Standard_D4s_v5 for 0.224, D4s_v3 being 0.234.
    // 2 190 x 0.224 = 490.56; 24.30; 18.25; 19.51; 3.65; 53.03.
    let text = format!("{CLUSTER}&p=azure&azure=westus");
    assert_bill(
        &fit(&text, Provider::Azure),
        "3 × Standard_D4s_v5, 100 GB Premium SSD v2 each",
        &[
            "compute: 3 nodes x 730 h x $0.224 = $490.56",
            "block_storage: 3 nodes x 100 GB x $0.081 = $24.30",
            "load_balancer: 730 h x $0.025 = $18.25",
            "load_balancer_data: 3902.58 GB x $0.005 = $19.51",
            "public_addresses: 1 address x 730 h x $0.005 = $3.65",
            "egress: 100 GB x $0 = $0.00",
            "egress: 609.56 GB x $0.087 = $53.03",
        ],
        "$609.30",
    );
    let found = checks(&outcome(&text));
    let check = found.iter().find(|check| check.id == "zones-missing").expect("a check");
    assert_eq!(check.key, Some(Key::AzureRegion));
    // Even where it was said that all traffic crosses.
    let kinds: Vec<_> = fit(&format!("{text}&xz=100"), Provider::Azure).items;
    assert!(kinds.iter().all(|item| item.kind != ItemKind::ClientBetweenZones));
    // Two zones: half of the traffic crosses, 1 951.29 GB.
    let quote = fit(&format!("{CLUSTER}&azure=japanwest"), Provider::Azure);
    let item = quote.items.iter().find(|i| i.kind == ItemKind::ClientBetweenZones);
    assert_eq!(item.map(|item| item.quantity()), Some(1951.29));
}

#[test]
fn each_family_is_discounted_by_its_own_commitment() {
    let commitment = |text: &str, pick: Pick| {
        let outcome = outcome(text);
        let quote = &outcome.quotes[quote::index(Provider::Aws, pick)];
        let item = quote.items.iter().find(|item| item.kind == ItemKind::Commitment);
        (quote.instance().map(|i| i.name), item.map(|item| item.formula()))
    };
    let text = format!("{CLUSTER}&aws=eu-central-1");
    for (term, discount) in [
        // 424.86 x 34.08 % = 144.792; x 54.64 % = 232.1435
        ("1y", "$424.86 x -34.08% = -$144.79"),
        ("3y", "$424.86 x -54.64% = -$232.14"),
    ] {
        let found = commitment(&format!("{text}&term={term}"), Pick::Fit);
        assert_eq!(found, (Some("c6i.xlarge"), Some(discount.to_owned())));
    }
    for (term, discount) in [
        // 5 x 730 x 0.46 = 1 679; x 37.03 % = 621.7337; x 56.78 % = 953.3362
        ("1y", "$1679.00 x -37.03% = -$621.73"),
        ("3y", "$1679.00 x -56.78% = -$953.34"),
    ] {
        let text = format!("a=200000&aws=eu-central-1&term={term}");
        let found = commitment(&text, Pick::Guide);
        assert_eq!(found, (Some("m5.2xlarge"), Some(discount.to_owned())));
    }
}

#[test]
fn what_cannot_be_committed_is_not_discounted_and_says_so() {
    // The guide's machine of the smallest tier on Azure is a B2s, which is retired.
    let outcome = outcome("term=1y&p=azure&pick=guide");
    let quote = outcome.focus();
    assert!(quote.items.iter().all(|item| !item.is_discount()));
    let compute = &quote.items[0];
    assert_eq!(compute.not_committed, Some(Term::OneYear));
    assert!(compute.remark().starts_with("Not discounted"), "{}", compute.remark());
}

#[test]
fn credits_are_not_discounted_by_a_commitment() {
    // The guide's t3.medium: 730 x 0.0416 = 30.368; 37.29 % of 30.37 = 11.325; 61.36 of credits stay, and 4.00.
    let outcome = outcome("term=1y&pick=guide");
    assert_bill(
        outcome.focus(),
        "1 × t3.medium, 50 GB gp3",
        &[
            "compute: 1 node x 730 h x $0.0416 = $30.37",
            "commitment: $30.37 x -37.29% = -$11.32",
            "cpu_credits: 1 node x 1227.13 vCPU-hours x $0.05 = $61.36",
            "block_storage: 1 node x 50 GB x $0.08 = $4.00",
        ],
        "$84.41",
    );
}

/// A scenario on one node from which so many GB a month leave the cloud: 100 KB x 8 x 730 x 3 600 / 8 / 1e6 =
/// 262.8 GB for each query a second.
fn leaving(gb: f64) -> String {
    format!("n=1&avg=100&egress=100&resp=100&q={}&ip=0", model::number::exact(gb / 262.8))
}

fn egress(gb: f64, more: &str, provider: Provider) -> Vec<i64> {
    let items = fit(&[&leaving(gb), more].concat(), provider).items;
    items.iter().filter(|item| item.kind == ItemKind::Egress).map(|item| item.cents).collect()
}

#[test]
fn traffic_to_the_internet_by_the_providers_own_borders() {
    let frankfurt = "&aws=eu-central-1&gcp=europe-west3&azure=germanywestcentral";
    for (gb, provider, cents) in [
        // 13 TB are 13 312 GB. 100 free; 10 140 x 0.09; 3 072 x 0.085.
        (13_312.0, Provider::Aws, vec![0, 91_260, 26_112]),
        // 1 free; 1 023 x 0.12; 9 216 x 0.11; 3 072 x 0.085.
        (13_312.0, Provider::Gcp, vec![0, 12_276, 101_376, 26_112]),
        // 100 free; 10 235 x 0.087 = 890.445; 2 977 x 0.083 = 247.091.
        (13_312.0, Provider::Azure, vec![0, 89_045, 24_709]),
        // 200 TB are 204 800 GB: 40 960 x 0.085; 102 400 x 0.07; 51 200 x 0.05.
        (204_800.0, Provider::Aws, vec![0, 91_260, 348_160, 716_800, 256_000]),
        // 194 560 x 0.085.
        (204_800.0, Provider::Gcp, vec![0, 12_276, 101_376, 1_653_760]),
        // 40 960 x 0.083; 102 400 x 0.07; 51 105 x 0.05.
        (204_800.0, Provider::Azure, vec![0, 89_045, 339_968, 716_800, 255_525]),
        // At a border the next tier is not begun.
        (10_240.0, Provider::Aws, vec![0, 91_260]),
        (1_024.0, Provider::Gcp, vec![0, 12_276]),
        (10_335.0, Provider::Azure, vec![0, 89_045]),
    ] {
        assert_eq!(egress(gb, frankfurt, provider), cents, "{gb} GB, {provider:?}");
    }
}

#[test]
fn totals_are_continuous_at_every_border() {
    for provider in Provider::ALL {
        for region in RegionId::all(*provider) {
            let offer = catalogue::offer(*provider, region);
            let more = format!("&{}={}", provider.code(), region.region().code);
            let ends =
                offer.egress().iter().map(|tier| tier.up_to_gb).filter(|end| end.is_finite());
            for end in ends {
                let total = |gb| egress(gb, &more, *provider).iter().sum::<i64>();
                // A hundredth of a GB is at most 0.19 cents; each line is rounded.
                let (below, above) = (total(end - 0.01), total(end + 0.01));
                assert!((0..=2).contains(&(above - below)), "{more} {end}: {below} {above}");
            }
        }
    }
}

#[test]
fn a_longer_commitment_never_saves_less_in_any_region() {
    for provider in Provider::ALL {
        for region in RegionId::all(*provider) {
            let offer = catalogue::offer(*provider, region);
            for instance in offer.instances() {
                let family = instance.family();
                let percent = |term| offer.commitment(term, family).map(|d| d.percent);
                let [one, three] = [Term::OneYear, Term::ThreeYears].map(percent);
                let without = offer.sustained_use(family).map_or(0.0, |d| d.percent);
                let at = format!("{} in {}: {one:?} {three:?}", family.name, region.region().code);
                assert_eq!(percent(Term::OnDemand), None);
                assert!(one.is_none_or(|one| one >= without), "{at}");
                assert!(three.is_none_or(|three| three >= one.unwrap_or(without)), "{at}");
            }
        }
    }
}

#[test]
fn every_region_has_a_total_or_a_reason() {
    for provider in Provider::ALL {
        for region in RegionId::all(*provider) {
            let key = provider.code();
            let text = format!("{CLUSTER}&{key}={}&p={key}", region.region().code);
            let mut before = i64::MAX;
            for term in ["od", "1y", "3y"] {
                let outcome = outcome(&format!("{text}&term={term}"));
                let quote = outcome.focus();
                assert_eq!(quote.region, region.region());
                match quote.monthly_cents() {
                    Some(cents) => {
                        assert!(cents > 0 && cents <= before, "{text} {term}: {cents} {before}");
                        before = cents;
                    }
                    None => {
                        assert!(quote.error.is_some_and(|e| !e.sentence().is_empty()), "{text}")
                    }
                }
            }
        }
    }
}

#[test]
fn own_prices_hold_in_every_region() {
    let mut scenario: model::scenario::Scenario =
        format!("{CLUSTER}&aws=eu-central-1").parse().unwrap_or_else(|e| panic!("{e}"));
    for (code, value) in
        [("price.aws.c6i.xlarge", 0.1), ("price.aws.ip-hour", 0.01), ("discount.aws", 10.0)]
    {
        assert_eq!(scenario.own_prices.set(code, value), Ok(()), "{code}");
    }
    let outcome = Outcome::of(&scenario);
    let formula = |kind| {
        let found = outcome.focus().items.iter().find(|item| item.kind == kind);
        let (item, list) = (found?, found?.replaces?.0);
        Some((item.formula(), item.own(), list))
    };
    let own = |formula: &str, list: f64| Some((formula.to_owned(), true, list));
    assert_eq!(formula(ItemKind::Compute), own("3 nodes x 730 h x $0.1 = $219.00", 0.194));
    let addresses = own("3 addresses x 730 h x $0.01 = $21.90", 0.005);
    assert_eq!(formula(ItemKind::PublicAddresses), addresses);
    // 219 + 28.56 + 16.43 + 23.42 + 0.01 + 52.03 + 21.90 + 54.86 = 416.21, a tenth off.
    assert_eq!(outcome.focus().monthly_cents().map(usd).as_deref(), Some("$374.59"));
    assert!(PriceId::from_code("aws.ip-hour").is_some());
}

#[test]
fn regions_are_inputs_with_the_providers_codes() {
    for provider in Provider::ALL {
        let key = Key::region_of(*provider).expect("an input");
        let options = key.input().kind.options();
        let codes: Vec<_> = RegionId::all(*provider).map(|id| id.region().code).collect();
        assert_eq!(options.iter().map(|option| option.0).collect::<Vec<_>>(), codes);
        for id in RegionId::all(*provider) {
            let text = format!("{}={}", provider.code(), id.region().code);
            assert_eq!(outcome(&text).s.region(*provider), id);
        }
        assert_eq!(outcome("").s.region(*provider), RegionId::default_of(*provider));
    }
    assert!(INPUTS.iter().filter(|input| input.kind.is_long()).count() == Provider::ALL.len());
}

#[test]
fn what_is_left_out_is_said_with_an_estimate_where_facts_allow() {
    let left_out = |text: &str| {
        let list = outcome(text).focus().left_out();
        move |what: &str| list.iter().find(|l| l.what == what).map(|l| l.estimate_usd)
    };
    let on_disk = left_out(CLUSTER);
    // Three nodes x 0.64; 730 h x 0.045.
    assert_eq!(on_disk("Boot disks"), Some(Some(1.92)));
    assert_eq!(on_disk("NAT gateway"), Some(Some(32.85)));
    assert_eq!(on_disk("Writes to object storage"), None, "no backups are there");
    for what in ["Monitoring and logs", "Support plan", "Tax", "Work"] {
        assert_eq!(on_disk(what), Some(None), "{what}");
    }
    // A backup is 9 000 x 7 x 10 KB of log and 90 000 x 1.1 KB: 0.63 + 0.099 GB, 92 parts of 8 MB (91.1).
    // 92 x 730 / 24 = 2 798.33 writes x 0.005 / 1 000; 92 reads x 0.0004 / 1 000.
    let stored = left_out(&format!("{CLUSTER}&bt=object"));
    let near = |found: Option<Option<f64>>, expected: f64| {
        let found = found.flatten().expect("an estimate");
        assert!((found - expected).abs() < 1e-6, "{found} {expected}");
    };
    near(stored("Writes to object storage"), 0.013_991_667);
    near(stored("Restores from object storage"), 0.000_036_8);
    // Thirty-three nodes pay for thirty-two: 32 x 730 x 0.0014.
    near(left_out("n=33&p=gcp")("Cloud NAT"), 32.704);
}

#[test]
fn the_oldest_price_of_the_bill_decides_its_age() {
    // The address of CLUSTER is of 2024-07-01, the balancer of 2024-07, which sorts before it.
    let aws = fit(&format!("{CLUSTER}&aws=eu-central-1"), Provider::Aws);
    assert_eq!(aws.oldest_read().map(|read| read.date), Some("2024-07"));
    // Machine of 2026-08-03 and disk of 2026-07-16.
    let gcp = fit("gcp=europe-west3", Provider::Gcp);
    assert_eq!(gcp.oldest_read().map(|read| read.date), Some("2026-07-16"));
    // The source of what credits of a t4g cost has no date, which is said and is not the oldest.
    let arm = fit("arm=1&q=866&i=0&n=1", Provider::Aws);
    assert_eq!(arm.instance().map(|i| i.family().name), Some("t4g"));
    assert_eq!(arm.age().undated.map(|read| read.date), Some("unknown"));
    assert_eq!(arm.oldest_read().map(|read| read.date), Some("2024-07"));
    assert_eq!(gcp.age().undated, None);
}

#[test]
fn shown_parts_add_up_to_the_shown_total() {
    // 0.50 + 0.50 + 0.50 = 1.50, shown as 2: the first two of equals are rounded up.
    assert_eq!(shown_dollars(&[50, 50, 50]), [1, 1, 0]);
    // 100.40 + 50.40 + 20.40 = 171.20: 171, and the first of equals gets what is missing.
    assert_eq!(shown_dollars(&[10_040, 5_040, 2_040]), [101, 50, 20]);
    // What is taken off is negative: 10.60 - 3.70 = 6.90, shown as 7: -3.70 is -4 and 0.30, 10 and 0.60.
    assert_eq!(shown_dollars(&[1_060, -370]), [11, -4]);
    assert_eq!(shown_dollars(&[]), [0; 0]);
    // Any parts: the sum is the rounded total, and no part is a dollar away.
    let mut state = 7_u64;
    for count in 1..40 {
        let parts: Vec<i64> = (0..count)
            .map(|_| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                i64::try_from(state >> 45).expect("19 bits") - 200_000
            })
            .collect();
        let shown = shown_dollars(&parts);
        let total: i64 = parts.iter().sum();
        let rounded = (total + 50).div_euclid(100);
        assert_eq!(shown.iter().sum::<i64>(), rounded, "{parts:?}");
        assert!(parts.iter().zip(&shown).all(|(cents, usd)| (cents - usd * 100).abs() < 100));
    }
}

#[test]
fn nothing_that_costs_is_shown_as_nothing() {
    // 1 a day x 1 KB x 2 copies: 0.00006 GB x 0.02.
    let quote = fit("n=3&a=10", Provider::Aws);
    let item = quote.items.iter().find(|item| item.kind == ItemKind::BetweenZones).expect("it");
    assert_eq!((item.cents, item.amount().as_str()), (0, "<$0.01"));
    assert!(item.formula().ends_with("= <$0.01"), "{}", item.formula());
    for (amount, text) in [(0.0, "$0.00"), (0.004, "<$0.01"), (0.005, "$0.01"), (12.3, "$12.30")] {
        assert_eq!(usd_text(amount), text);
    }
}

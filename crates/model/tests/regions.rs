//! Prices and discounts by region, held to copies of the lists that they were taken from.

use std::collections::HashSet;

use model::inputs::{Provider, Term};
use model::pricing::catalogue::{Offer, RegionId, default_offer, offer};

fn provider(code: &str) -> Provider {
    *Provider::ALL.iter().find(|p| p.code() == code).unwrap_or_else(|| panic!("{code}"))
}

fn at(provider: Provider, region: &str) -> Offer {
    offer(provider, RegionId::from_code(provider, region).unwrap_or_else(|| panic!("{region}")))
}

#[test]
fn every_machine_costs_in_every_region_what_the_list_says() {
    let list = include_str!("facts/machine_prices.txt");
    let (mut names, mut prices, mut regions) = (Vec::new(), 0, HashSet::new());
    for line in list.lines().filter(|line| !line.starts_with('#')) {
        let cells: Vec<&str> = line.split(' ').collect();
        let [code, region, date, row] = cells[..] else {
            names = cells[2].split(',').collect();
            continue;
        };
        let provider = provider(code);
        let offer = at(provider, region);
        regions.insert(offer.region_id());
        let row: Vec<&str> = row.split(',').collect();
        assert_eq!(row.len(), names.len());
        for (name, usd) in names.iter().zip(row) {
            let usd = (!usd.is_empty()).then(|| usd.parse::<f64>().expect("a price"));
            let instance = offer.instance(name);
            // To the last digit: both are the float that is nearest to the same decimals.
            assert_eq!(instance.map(|i| i.usd_per_hour), usd, "{name} in {region}");
            if let Some(instance) = instance {
                prices += 1;
                assert_eq!(instance.read().date, date, "{name} in {region}");
                assert_eq!(instance.price().region.region().code, region);
                assert_eq!(offer.price(instance.price_id()), Some(instance.price()));
            }
        }
        let sold = offer.instances().iter().filter(|i| names.contains(&i.name)).count();
        assert_eq!(sold, offer.instances().len(), "{region} sells what is in no list");
    }
    assert_eq!(prices, 7801);
    assert_eq!(regions.len(), 136);
    let counts = [Provider::Aws, Provider::Gcp, Provider::Azure].map(|p| RegionId::all(p).count());
    assert_eq!(counts, [36, 43, 57]);
}

#[test]
fn a_price_is_of_its_region_or_says_of_which() {
    // Code, USD, the region that it is known for; from the lists of disks, storage and traffic.
    type Known = (&'static str, f64, &'static str);
    let frankfurt: [(Provider, &str, &[Known]); 6] = [
        (
            Provider::Aws,
            "eu-central-1",
            &[
                ("gp3-gb", 0.0952, "eu-central-1"),
                ("gp3-iops", 0.006, "eu-central-1"),
                ("gp3-mbps", 0.0476, "eu-central-1"),
                ("object-gb", 0.0245, "eu-central-1"),
                ("zones-gb", 0.01, "eu-central-1"),
                ("egress-to-100", 0.0, "eu-central-1"),
                ("egress-to-10000", 0.09, "eu-central-1"),
                ("egress-beyond", 0.05, "eu-central-1"),
                // Not found for other regions.
                ("io2-gb", 0.125, "us-east-1"),
                ("lb-hour", 0.0225, "us-east-1"),
                ("t3-credits", 0.05, "us-east-1"),
            ],
        ),
        (
            Provider::Aws,
            "us-gov-west-1",
            &[("gp3-gb", 0.096, "us-gov-west-1"), ("gp3-iops", 0.006, "us-gov-west-1")],
        ),
        (
            Provider::Gcp,
            "europe-west3",
            &[
                ("pd-balanced-gb", 0.12, "europe-west3"),
                ("pd-ssd-gb", 0.204, "europe-west3"),
                ("hyperdisk-balanced-gb", 0.094, "europe-west3"),
                ("hyperdisk-balanced-mbps", 0.047, "europe-west3"),
                ("object-gb", 0.023, "europe-west3"),
                ("egress-to-1", 0.0, "europe-west3"),
                ("egress-beyond", 0.085, "europe-west3"),
                ("lb-hour", 0.025, "us-central1"),
            ],
        ),
        (
            Provider::Azure,
            "germanywestcentral",
            &[
                ("premium-ssd-v2-gb", 0.081, "eastus"),
                ("egress-to-10000", 0.087, "germanywestcentral"),
                ("object-gb", 0.0208, "eastus"),
            ],
        ),
        // 0.00011 and 0.000007 an hour, times 730.
        (
            Provider::Azure,
            "northeurope",
            &[
                ("premium-ssd-v2-gb", 0.0803, "northeurope"),
                ("premium-ssd-v2-iops", 0.00511, "northeurope"),
            ],
        ),
        // Another zone of Azure's traffic, whose price was not found.
        (Provider::Azure, "brazilsoutheast", &[("egress-to-10000", 0.087, "eastus")]),
    ];
    for (provider, region, prices) in frankfurt {
        let offer = at(provider, region);
        for (code, usd, known_for) in prices {
            let price =
                offer.prices().find(|p| p.code == *code).unwrap_or_else(|| panic!("{code}"));
            assert_eq!(price.usd, Some(*usd), "{code} in {region}");
            assert_eq!(price.region.region().code, *known_for, "{code} in {region}");
            assert_eq!(offer.price(price.id), Some(price));
        }
    }
    let disk = at(Provider::Aws, "eu-central-1").disks()[0];
    assert_eq!((disk.name, disk.gb_month.usd), ("gp3", Some(0.0952)));
}

#[test]
fn commitments_are_of_family_and_region() {
    use Term::{OneYear, ThreeYears};
    // Instance, region, per cent for one year and for three, the region that they are known for.
    let known = [
        (Provider::Aws, "eu-central-1", "t3.large", 37.01, 56.82, "eu-central-1"),
        (Provider::Aws, "eu-central-1", "m6i.large", 33.85, 54.64, "eu-central-1"),
        (Provider::Aws, "eu-central-1", "m8g.large", 33.85, 54.64, "eu-central-1"),
        (Provider::Gcp, "europe-west3", "n2-standard-4", 37.06, 55.05, "europe-west3"),
        (Provider::Gcp, "europe-west3", "c4a-standard-4", 34.05, 54.99, "europe-west3"),
        (Provider::Gcp, "us-east4", "n2-highmem-8", 40.15, 57.25, "us-east4"),
        (Provider::Gcp, "us-east4", "e2-medium", 37.0, 55.0, "us-east4"),
        (Provider::Azure, "eastus", "Standard_D8s_v5", 41.0, 63.0, "polandcentral"),
        (Provider::Azure, "polandcentral", "Standard_D8s_v6", 38.0, 61.0, "polandcentral"),
    ];
    for (provider, region, name, one, three, known_for) in known {
        let offer = at(provider, region);
        let family = offer.instance(name).unwrap_or_else(|| panic!("{name}")).family();
        for (term, percent) in [(OneYear, one), (ThreeYears, three)] {
            let discount = offer.commitment(term, family).expect(name);
            assert_eq!(discount.percent, percent, "{name} in {region}");
            assert_eq!(discount.region.region().code, known_for, "{name} in {region}");
        }
        assert!(offer.commitment(Term::OnDemand, family).is_none());
    }
    for name in ["Standard_B4ms", "Standard_F8s_v2", "Standard_D8ps_v5"] {
        let offer = default_offer(Provider::Azure);
        let family = offer.instance(name).expect(name).family();
        assert!(offer.commitment(OneYear, family).is_none(), "{name}");
    }
    // m8g is committed only where it is listed; a family without that mark has another region's discount.
    let me = at(Provider::Aws, "me-central-1");
    let family = |name| default_offer(Provider::Aws).instance(name).expect(name).family();
    assert!(me.commitment(OneYear, family("m8g.large")).is_none());
    let r7g = me.commitment(OneYear, family("r7g.large")).expect("a discount");
    assert_eq!(r7g.region.region().code, "us-east-1");
}

#[test]
fn a_longer_commitment_takes_off_more_in_every_region() {
    for provider in Provider::ALL {
        for region in RegionId::all(*provider) {
            let offer = offer(*provider, region);
            for family in offer.instances().iter().map(|i| i.family()) {
                let percent = |term| offer.commitment(term, family).map_or(0.0, |d| d.percent);
                let sustained = offer.sustained_use(family).map_or(0.0, |d| d.percent);
                let (one, three) = (percent(Term::OneYear), percent(Term::ThreeYears));
                assert!(one <= three, "{} in {}", family.name, offer.region().code);
                assert!(one == 0.0 || sustained <= one, "{}", family.name);
            }
        }
    }
}

#[test]
fn regions_say_how_they_are_divided_and_who_may_use_them() {
    let region = |provider, code| at(provider, code).region();
    let frankfurt = region(Provider::Aws, "eu-central-1");
    assert_eq!((frankfurt.country().code, frankfurt.city), ("DE", "Frankfurt"));
    assert_eq!((frankfurt.zones, frankfurt.restricted), (Some(3), None));
    assert_eq!(region(Provider::Aws, "us-east-1").zones, Some(6));
    assert!(region(Provider::Aws, "us-gov-west-1").restricted.is_some());
    assert!(region(Provider::Aws, "us-west-1").zones_note.is_some());
    assert_eq!(region(Provider::Azure, "westus").zones, Some(0));
    assert_eq!(region(Provider::Azure, "chilecentral").zones, None);
    assert!(region(Provider::Azure, "norwaywest").restricted.is_some());
    // Wrong in a list that is copied often: these are not in the USA and South Africa.
    assert_eq!(region(Provider::Azure, "brazilsoutheast").country().code, "BR");
    assert_eq!(region(Provider::Azure, "mexicocentral").country().code, "MX");
    // What is not sold somewhere is not in the offer.
    assert!(at(Provider::Gcp, "europe-west12").instance("c4a-standard-4").is_none());
}

//! The catalogue, and the checks that an edited price file has to pass.

use std::collections::HashSet;

use model::guide;
use model::inputs::{Provider, Term};
use model::pricing::catalogue::{self, PriceId, provider};

use prices::check;

const AWS: &str = include_str!("../../../data/aws.toml");
const GCP: &str = include_str!("../../../data/gcp.toml");
const AZURE: &str = include_str!("../../../data/azure.toml");

#[test]
fn tables_say_what_the_files_say() {
    for (p, region, text) in [
        (Provider::Aws, "us-east-1", AWS),
        (Provider::Gcp, "us-central1", GCP),
        (Provider::Azure, "eastus", AZURE),
    ] {
        let catalogue = provider(p);
        assert_eq!((catalogue.provider, catalogue.region), (p, region));
        let file = check::read("a file", text).unwrap_or_else(|e| panic!("{e:?}"));
        let families = file.family.iter().map(|f| f.get_ref());
        let written = families.flat_map(|f| f.instances.iter().map(move |i| (f, i.get_ref())));
        assert_eq!(written.clone().count(), catalogue.instances().len());
        for ((family, row), instance) in written.zip(catalogue.instances()) {
            assert_eq!(instance.name, row.name.get_ref());
            assert_eq!(instance.usd_per_hour, *row.usd_per_hour.get_ref());
            assert_eq!(
                (instance.vcpu(), instance.memory_gb()),
                (f64::from(row.vcpu), f64::from(row.memory_gib))
            );
            assert_eq!(instance.network(), row.network.as_deref());
            assert_eq!(
                (instance.family().name, instance.arch()),
                (family.name.as_str(), family.arch.as_str())
            );
            assert_eq!(instance.family().burstable, family.burstable);
            assert_eq!(instance.read().date, row.read.as_ref().unwrap_or(&family.read).get_ref());
            assert_eq!(instance.price().provider, p);
            assert_eq!(catalogue.instance(instance.name), Some(instance));
        }
    }
}

#[test]
fn every_price_is_dated_sourced_and_above_zero_unless_said_to_be_free() {
    let mut ids = HashSet::new();
    for p in Provider::ALL {
        for price in provider(*p).prices() {
            let code = price.id.code();
            assert!(ids.insert(price.id), "{code} is there twice");
            assert_eq!(PriceId::from_code(&code), Some(price.id), "{code}");
            assert_eq!(price.id.price(), price, "{code}");
            let usd = price.usd.unwrap_or_else(|| panic!("{code} is not known"));
            assert!(usd.is_finite() && (usd > 0.0) == price.note.is_empty(), "{code}: {usd}");
            let read = price.read();
            assert!(check::is_date(read.date) && read.source.len() > 10, "{code}: {read:?}");
            assert!(!price.label.is_empty() && !price.unit.is_empty(), "{code}");
        }
        for term in [Term::OneYear, Term::ThreeYears] {
            let discount = provider(*p).commitment(term).expect("a discount");
            assert!(check::is_date(discount.read().date));
        }
        assert!(provider(*p).commitment(Term::OnDemand).is_none());
    }
}

#[test]
fn the_guides_instances_are_there_as_the_guide_prints_them() {
    for p in Provider::ALL {
        for row in guide::instances(*p) {
            let instance = provider(*p).instance(row.instance).expect(row.instance);
            assert_eq!(
                (instance.vcpu(), instance.memory_gb(), instance.network()),
                (row.vcpu, row.ram_gb, Some(row.network)),
                "{}",
                row.instance
            );
        }
    }
    let m8g = provider(Provider::Aws).instance("m8g.large").expect("m8g.large");
    assert_eq!((m8g.network(), m8g.arch()), (None, "arm64"));
}

#[test]
fn dates_are_the_oldest_and_the_newest() {
    let instances = Provider::ALL.iter().flat_map(|p| provider(*p).instances());
    let mut compute: Vec<_> = instances.map(|i| i.read().date).collect();
    compute.sort_unstable();
    let dates = catalogue::dates();
    assert_eq!(dates.compute, (compute[0], compute[compute.len() - 1]));
    let prices = Provider::ALL.iter().flat_map(|p| provider(*p).prices());
    assert!(prices.map(|p| p.read().date).all(|d| dates.all.0 <= d && d <= dates.all.1));
    assert!(dates.all.0 <= dates.compute.0 && dates.compute.1 <= dates.all.1);
}

#[test]
fn second_hand_prices_say_so() {
    let second_hand =
        |code: &str| PriceId::from_code(code).expect("a price").price().read().second_hand;
    for code in [
        "azure.premium-ssd-v2-gb",
        "aws.egress-to-10000",
        "gcp.egress-beyond",
        "gcp.lb-hour",
        "azure.lb-data",
    ] {
        assert!(second_hand(code), "{code}");
    }
    for code in ["aws.gp3-gb", "aws.lb-hour", "aws.m5.large", "gcp.object-gb", "azure.object-gb"] {
        assert!(!second_hand(code), "{code}");
    }
    let azure = provider(Provider::Azure).commitment(Term::OneYear).expect("a discount");
    assert!(azure.read().second_hand);
}

#[test]
fn traffic_to_the_internet_gets_cheaper_by_tier() {
    for p in Provider::ALL {
        let tiers = provider(*p).egress;
        assert!(tiers.windows(2).all(|w| w[0].up_to_gb < w[1].up_to_gb));
        assert!(tiers[tiers.len() - 1].up_to_gb.is_infinite());
        let paid: Vec<_> = tiers.iter().filter_map(|t| t.gb.usd).filter(|usd| *usd > 0.0).collect();
        assert!(paid.windows(2).all(|w| w[0] > w[1]), "{paid:?}");
    }
}

/// What is wrong with a file, as the build says it.
fn problems(file: &str, text: &str) -> Vec<String> {
    check::read(file, text)
        .map_or_else(|problems| problems.iter().map(ToString::to_string).collect(), |_| Vec::new())
}

/// Breaks a file in one place, and expects a problem at the line that has `at`, with that reason.
#[track_caller]
fn assert_broken(text: &str, from: &str, to: &str, at: &str, reason: &str) {
    assert_eq!(text.matches(from).count(), 1, "{from:?} is not there once");
    let broken = text.replace(from, to);
    let before = broken.split(at).next().expect("a part");
    assert_ne!(before, broken, "{at:?} is not there");
    let line = before.matches('\n').count() + 1;
    let (found, expected) =
        (problems("data/x.toml", &broken), format!("data/x.toml:{line}: {reason}"));
    assert!(found.contains(&expected), "{expected}\nis not among {found:#?}");
}

#[test]
fn the_files_are_right() {
    for text in [AWS, GCP, AZURE] {
        assert_eq!(problems("x", text), [""; 0]);
    }
}

#[test]
fn names_tell_what_they_tell() {
    for (provider, name, vcpu, arm, stem) in [
        ("aws", "m5.large", Some(2), false, "m5"),
        ("aws", "m8g.24xlarge", Some(96), true, "m8g"),
        ("aws", "t3.medium", None, false, "t3"),
        ("aws", "g5.xlarge", Some(4), false, "g5"),
        ("gcp", "n2-highcpu-48", Some(48), false, "n2-highcpu"),
        ("gcp", "c4a-standard-1", Some(1), true, "c4a-standard"),
        ("gcp", "e2-medium", None, false, "e2"),
        ("azure", "Standard_D16s_v3", Some(16), false, "Standard_Ds_v3"),
        ("azure", "Standard_D2ps_v5", Some(2), true, "Standard_Dps_v5"),
        ("azure", "Standard_B2ms", Some(2), false, "Standard_Bms"),
    ] {
        assert_eq!(check::vcpu_of_name(provider, name), vcpu, "{name}");
        assert_eq!(check::name_is_arm(provider, name), arm, "{name}");
        assert_eq!(check::stem(provider, name), stem, "{name}");
    }
}

#[test]
fn a_slip_in_a_file_is_found_with_its_line_and_reason() {
    let m5 = r#"{ name = "m5.xlarge", vcpu = 4, memory_gib = 16, usd_per_hour = 0.192 }"#;
    let at = r#"name = "m5.xlarge""#;
    for (from, to, reason) in [
        ("0.192", "0.0192", "m5.xlarge costs 0.00480 USD per vCPU-hour, but the family m5 0.04800"),
        ("0.192", "0.182", "m5.xlarge costs 0.04550 USD per vCPU-hour, but the family m5 0.04800"),
        ("0.192", "0", "m5.xlarge has the price 0; no machine is free"),
        ("vcpu = 4", "vcpu = \"4\"", "invalid type: string \"4\", expected u16"),
        ("vcpu = 4", "vcpu = 2", "m5.xlarge has 2 vCPU, but its name says 4"),
        (
            "vcpu = 4",
            "vpcu = 4",
            "unknown field `vpcu`, expected one of `name`, `vcpu`, `memory_gib`, `usd_per_hour`, `read`, `network`",
        ),
        (", usd_per_hour = 0.192", "", "missing field `usd_per_hour`"),
        (
            "memory_gib = 16",
            "memory_gib = 15",
            "m5.xlarge has 3.75000 GiB per vCPU, but the family m5 4.00000",
        ),
    ] {
        assert_broken(AWS, m5, &m5.replace(from, to), at, reason);
    }
    let price = "gb_month = { usd = 0.08, source = \"list\", read = \"2024-07\" }";
    for (to, reason) in [
        (
            price.replace("0.08", "0"),
            "a GB of gp3 has the price 0; if it is free, say why: free = \"...\"",
        ),
        (
            price.replace("0.08", "-0.08"),
            "a GB of gp3 has the price -0.08, which is no amount of money",
        ),
        (
            price.replace("0.08", "nan"),
            "a GB of gp3 has the price NaN, which is no amount of money",
        ),
        (
            price.replace("0.08", "8000"),
            "a GB of gp3 has the price 8000; is the decimal point in its place?",
        ),
        (
            price.replace("usd = 0.08, ", ""),
            "a GB of gp3 needs exactly one of usd, free and unknown",
        ),
        (
            price.replace("usd = 0.08", "free = \" \""),
            "a GB of gp3 needs a reason for having no price",
        ),
        (price.replace("list", "lists"), "there is no source \"lists\""),
        (
            price.replace("2024-07", "July"),
            "\"July\" is no date; write a day or a month, such as 2026-07-20 or 2026-07",
        ),
        (
            price.replace("2024-07", "2024-13"),
            "\"2024-13\" is no date; write a day or a month, such as 2026-07-20 or 2026-07",
        ),
        (price.replace(", read = \"2024-07\"", ""), "missing field `read`"),
        (price.replace("usd = 0.08", "usd = 0,08"), "extra comma in inline table, expected `=`"),
    ] {
        let broken = format!("included_mbps = 125\n{to}");
        assert_broken(AWS, &format!("included_mbps = 125\n{price}"), &broken, &to, reason);
    }
    assert_broken(AWS, price, "", "[[block]]", "missing field `gb_month`");
}

#[test]
fn families_discounts_and_tiers_are_checked() {
    assert_broken(
        AWS,
        "{ name = \"m5.12xlarge\", vcpu = 48, memory_gib = 192, usd_per_hour = 2.304 },",
        "{ name = \"m5.8xlarge\", vcpu = 32, memory_gib = 128, usd_per_hour = 1.536 },\n",
        "\"m5.8xlarge\", vcpu = 32, memory_gib = 128, usd_per_hour = 1.536 },\n\n",
        "m5.8xlarge is there twice",
    );
    assert_broken(
        GCP,
        "c4a-standard-16\", vcpu = 16",
        "c4-standard-16\", vcpu = 16",
        "c4-standard-16",
        "c4-standard-16 is in a family of arch arm64, but its name says otherwise",
    );
    assert_broken(
        AWS,
        "exceptions = { \"t3.medium\" =",
        "exceptions = { \"t3.small\" =",
        "t3.small",
        "t3.small is no instance of this family",
    );
    assert_broken(
        AWS,
        "percent = 57",
        "percent = 27",
        "percent = 27",
        "three years save less than one year",
    );
    assert_broken(
        AWS,
        "percent = 57",
        "percent = 100",
        "percent = 100",
        "100 % is no discount; it is above 0 and below 100",
    );
    assert_broken(
        GCP,
        "sustained_use_percent = 30",
        "sustained_use_percent = 40",
        "sustained_use_percent = 40",
        "one year saves less than sustained use does without any commitment",
    );
    assert_broken(
        GCP,
        "name = \"c4a-standard\"\narch = \"arm64\"",
        "name = \"c4a-standard\"\narch = \"arm64\"\nsustained_use_percent = 20",
        "20\nsource = \"instances\"\nread = \"2026-08-03\"\ninstances = [\n  { name = \"c4a",
        "Arm and burstable machines get no sustained-use discount",
    );
    assert_broken(
        AWS,
        "up_to_gb = 50000",
        "up_to_gb = 5000",
        "[[egress]]\nup_to_gb = 5000\n",
        "the tiers do not ascend",
    );
    assert_broken(
        AWS,
        "directions = 2",
        "directions = 3",
        "directions = 3",
        "directions is 1 or 2",
    );
    assert_broken(
        AWS,
        "mbps_month = ",
        "#",
        "name = \"gp3\"",
        "gp3 needs both included_mbps and mbps_month, or neither of them",
    );
    assert_broken(
        AWS,
        "provider = \"aws\"",
        "provider = \"amazon\"",
        "provider = ",
        "the provider is none of aws, gcp, azure",
    );
}

#[test]
fn all_problems_are_said_at_once() {
    let broken = AWS.replace("0.0225", "0").replace("percent = 37", "percent = 0");
    assert_eq!(problems("data/aws.toml", &broken).len(), 2);
}

//! The catalogue: that it says what the files say, and that it is plausible.

use std::collections::HashSet;
use std::path::Path;

use model::guide;
use model::inputs::{Provider, Term};
use model::pricing::catalogue::{self, Offer, PriceId, RegionId, default_offer};

use prices::{check, folder, problem};

fn files() -> Vec<prices::Provider> {
    let folders = folder::read_all(Path::new("../../data")).expect("the folders");
    check::providers(&folders).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

fn offers() -> impl Iterator<Item = Offer> {
    Provider::ALL.iter().map(|provider| default_offer(*provider))
}

#[test]
fn providers_are_the_folders() {
    let files = files();
    let written: Vec<_> =
        files.iter().map(|p| (p.about.code.get_ref().as_str(), p.about.label.as_str())).collect();
    let known: Vec<_> = Provider::ALL.iter().map(|p| (p.code(), p.label())).collect();
    assert_eq!(written, known);
    assert_eq!(known, [("aws", "AWS"), ("gcp", "Google Cloud"), ("azure", "Azure")]);
}

#[test]
fn tables_say_what_the_files_say() {
    for ((offer, file), region) in
        offers().zip(&files()).zip(["us-east-1", "us-central1", "eastus"])
    {
        let p = offer.provider;
        assert_eq!((offer.region().provider, offer.region().code), (p, region));
        assert_eq!(file.about.default_region.get_ref(), region);
        let families = file.machines.family.iter().map(|f| f.get_ref());
        let written = families.flat_map(|f| f.instances.iter().map(move |i| (f, i.get_ref())));
        assert_eq!(written.clone().count(), offer.instances().len());
        for ((family, row), instance) in written.zip(offer.instances()) {
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
            assert_eq!(offer.instance(instance.name), Some(instance));
        }
    }
}

#[test]
fn tables_of_limits_say_what_the_files_say() {
    let mut rows = 0;
    for (offer, file) in offers().zip(&files()) {
        let families = file.machines.family.iter().map(|f| f.get_ref());
        let written = families.flat_map(|f| f.instances.iter().map(move |i| (f, i.get_ref())));
        for ((family, row), instance) in written.zip(offer.instances()) {
            let limit = file.limits.machine(family, row);
            let (table, limit) = limit.map_or((None, None), |(t, l)| (Some(t), Some(l)));
            assert_eq!(instance.network_gbps(), limit.and_then(|l| l.network_gbps));
            assert_eq!(instance.max_disks(), limit.and_then(|l| l.disks).map(u32::from));
            assert_eq!(instance.baseline_vcpu(), limit.and_then(|l| l.baseline_vcpu));
            let source = table.map_or(instance.read().source, |table| {
                file.limits.sources[table.source.get_ref()].title.get_ref()
            });
            assert_eq!(instance.limits_read().source, source, "{}", instance.name);
            for (kind, disk) in offer.disks().iter().zip(&file.disks.disk) {
                let name = disk.get_ref().name.get_ref();
                let attached = family.disks.kinds.iter().any(|kind| kind.get_ref() == name);
                assert_eq!(instance.attaches(kind), attached);
                let known = file.limits.disk(family, row, name).filter(|_| attached);
                let limit = instance.disk_limit(kind);
                assert_eq!(limit.iops, known.and_then(|(_, limit)| limit.iops));
                assert_eq!(limit.mbps, known.and_then(|(_, limit)| limit.mbps));
                let read = instance.disk_limit_read(kind).map(|read| read.date);
                assert_eq!(read, known.map(|(table, _)| table.read.get_ref().as_str()));
                rows += usize::from(known.is_some());
            }
        }
    }
    assert!(rows > 300, "only {rows} limits were compared");
}

#[test]
fn tables_of_regions_say_what_the_files_say() {
    for (provider, file) in Provider::ALL.iter().zip(&files()) {
        let ids: Vec<RegionId> = RegionId::all(*provider).collect();
        assert_eq!(ids.len(), file.regions.region.len());
        for (id, row) in ids.iter().zip(&file.regions.region) {
            let (region, row) = (id.region(), row.get_ref());
            assert_eq!((region.code, region.city), (row.code.get_ref().as_str(), &*row.city));
            assert_eq!(region.provider, *provider);
            let country = region.country();
            assert_eq!((country.code, country.name), (&*row.country, &*row.country_name));
            assert_eq!(region.zones, row.zones);
            assert_eq!(region.zones_note, row.zones_note.as_deref());
            assert_eq!(region.restricted, row.restricted.as_deref());
            let source = &file.regions.sources[row.source.get_ref()];
            assert_eq!(region.read().source, source.title.get_ref());
            assert_eq!(region.read().date, row.read.get_ref());
        }
    }
}

#[test]
fn a_region_is_found_by_its_code_and_belongs_to_its_provider() {
    for provider in Provider::ALL {
        for id in RegionId::all(*provider) {
            let region = id.region();
            assert_eq!(RegionId::from_code(*provider, region.code), Some(id));
            assert_eq!(region.provider, *provider);
            assert!(!region.city.is_empty() && problem::is_date(region.read().date));
            assert_eq!(catalogue::offer(*provider, id).region(), region);
        }
        assert_eq!(RegionId::from_code(*provider, "nowhere"), None);
    }
    // A region of somebody else is none of this provider's.
    let aws = RegionId::default_of(Provider::Aws);
    assert_eq!(catalogue::offer(Provider::Gcp, aws).region().code, "us-central1");
}

#[test]
fn every_price_is_dated_sourced_and_above_zero_unless_said_to_be_free() {
    let mut ids = HashSet::new();
    for offer in offers() {
        for price in offer.prices() {
            let code = price.id.code();
            assert!(ids.insert(price.id), "{code} is there twice");
            assert_eq!(PriceId::from_code(&code), Some(price.id), "{code}");
            assert_eq!(price.id.price(), price, "{code}");
            let usd = price.usd.unwrap_or_else(|| panic!("{code} is not known"));
            assert!(usd.is_finite() && (usd > 0.0) == price.note.is_empty(), "{code}: {usd}");
            let read = price.read();
            let undated = read.second_hand && read.date == problem::UNDATED;
            assert!(problem::is_date(read.date) || undated, "{code}: {read:?}");
            assert!(read.source.len() > 10, "{code}: {read:?}");
            assert_eq!(price.region, offer.region_id(), "{code}");
            assert!(!price.label.is_empty() && !price.unit.is_empty(), "{code}");
        }
        for family in offer.instances().iter().map(|i| i.family()) {
            for term in [Term::OneYear, Term::ThreeYears] {
                let discount = offer.commitment(term, family);
                assert!(discount.is_none_or(|d| problem::is_date(d.read().date)));
            }
            assert!(offer.commitment(Term::OnDemand, family).is_none());
        }
    }
}

#[test]
fn the_guides_instances_are_there_as_the_guide_prints_them() {
    for p in Provider::ALL {
        for row in guide::instances(*p) {
            let instance = default_offer(*p).instance(row.instance).expect(row.instance);
            assert_eq!(
                (instance.vcpu(), instance.memory_gb(), instance.network()),
                (row.vcpu, row.ram_gb, Some(row.network)),
                "{}",
                row.instance
            );
        }
    }
    let m8g = default_offer(Provider::Aws).instance("m8g.large").expect("m8g.large");
    assert_eq!((m8g.network(), m8g.arch()), (None, "arm64"));
}

#[test]
fn dates_are_the_oldest_and_the_newest() {
    let instances = offers().flat_map(|offer| offer.instances());
    let mut compute: Vec<_> = instances.map(|i| i.read().date).collect();
    compute.sort_unstable();
    let dates = catalogue::dates();
    assert_eq!(dates.compute, (compute[0], compute[compute.len() - 1]));
    let prices: Vec<_> = offers().flat_map(|offer| offer.prices().collect::<Vec<_>>()).collect();
    let dated = prices.iter().map(|p| p.read().date).filter(|date| *date != problem::UNDATED);
    assert!(dated.clone().count() > prices.len() - 5, "few prices are without a date");
    assert!(dated.into_iter().all(|d| dates.all.0 <= d && d <= dates.all.1));
    assert!(dates.all.0 <= dates.compute.0 && dates.compute.1 <= dates.all.1);
}

#[test]
fn second_hand_prices_say_so() {
    let second_hand =
        |code: &str| PriceId::from_code(code).expect("a price").price().read().second_hand;
    for code in [
        "azure.premium-ssd-v2-gb",
        "aws.egress-to-10000",
        "azure.egress-beyond",
        "gcp.lb-hour",
        "azure.lb-data",
    ] {
        assert!(second_hand(code), "{code}");
    }
    for code in ["aws.gp3-gb", "aws.lb-hour", "aws.m5.large", "gcp.object-gb", "azure.object-gb"] {
        assert!(!second_hand(code), "{code}");
    }
    let aws = default_offer(Provider::Aws);
    let credits = aws.instance("t4g.large").and_then(|i| i.surplus_credit()).expect("a price");
    assert!(credits.read().second_hand && credits.read().date == problem::UNDATED);
}

#[test]
fn traffic_to_the_internet_gets_cheaper_by_tier() {
    for offer in offers() {
        let tiers = offer.egress();
        assert!(tiers.windows(2).all(|w| w[0].up_to_gb < w[1].up_to_gb));
        assert!(tiers[tiers.len() - 1].up_to_gb.is_infinite());
        let paid: Vec<_> = tiers.iter().filter_map(|t| t.gb.usd).filter(|usd| *usd > 0.0).collect();
        assert!(paid.windows(2).all(|w| w[0] > w[1]), "{paid:?}");
    }
}

/// A fact that may be unknown, as a sheet of facts has it: blank.
fn fact(text: &str) -> Option<f64> {
    (text != "-").then(|| text.parse().expect("a number"))
}

/// Machines as the providers' own pages and tools print them, copied from there and not from `data/`:
/// name, vCPU, GiB, baseline vCPU, USD for a vCPU-hour above it, Gbps, disks, IOPS, MB/s.
const MACHINES: &str = "
    t3.medium        2  4   0.4  0.05 0.256 27 2000   43.375
    t3.large         2  8   0.6  0.05 0.512 27 4000   86.875
    t3.2xlarge       8  32  3.2  0.05 2.048 27 4000   86.875
    t4g.xlarge       4  16  1.6  0.04 1.024 27 4000   86.875
    m5.large         2  8   -    -    0.75  27 3600   81.25
    m5.24xlarge      96 384 -    -    25    27 80000  2375
    m6i.xlarge       4  16  -    -    1.562 27 6000   156.25
    m7i.16xlarge     64 256 -    -    25    48 80000  2500
    m7g.xlarge       4  16  -    -    1.876 27 6000   156.2504
    m8g.24xlarge     96 384 -    -    40    64 120000 3750
    r6i.12xlarge     48 384 -    -    18.75 27 60000  1875
    r7g.large        2  16  -    -    0.937 27 3600   78.75
    c6i.8xlarge      32 64  -    -    12.5  27 40000  1250
    c7g.16xlarge     64 128 -    -    30    27 80000  2500
    n1-standard-1    1  3.75 -   -    2     128 15000 204
    n1-standard-16   16 60  -    -    32    128 20000 1000
    n1-standard-96   96 360 -    -    32    128 80000 1000
    e2-standard-16   16 64  -    -    16    128 20000 1000
    e2-highcpu-2     2  2   -    -    4     128 15000 240
    e2-medium        2  4   1    -    2     16  10000 200
    n2-highmem-8     8  64  -    -    16    128 15000 800
    n2d-standard-96  96 384 -    -    32    128 80000 1200
    n4-standard-2    2  8   -    -    10    16  30000 240
    n4-standard-80   80 320 -    -    50    32  160000 2400
    c4a-standard-1   1  4   -    -    10    16  -     -
    c4a-standard-72  72 288 -    -    50    64  -     -
    Standard_B2s     2  4   0.4  -    -     4   1280  15
    Standard_B2ms    2  8   0.6  -    -     4   1920  22.5
    Standard_B8ms    8  32  1.35 -    -     16  4320  50
    Standard_D8s_v3  8  32  -    -    2     16  12800 192
    Standard_D96s_v5 96 384 -    -    35    32  80000 2600
    Standard_D64ps_v5 64 208 -   -    40    32  80000 1735
    Standard_D2s_v6  2  8   -    -    12.5  8   4167  124
    Standard_D96s_v6 96 384 -    -    41    64  200000 5953
    Standard_E20s_v5 20 160 -    -    12.5  32  32000 750
    Standard_E96s_v5 96 672 -    -    35    32  80000 2600
    Standard_F72s_v2 72 144 -    -    30    32  80000 1100
";

#[test]
fn machines_have_what_their_makers_print() {
    for line in MACHINES.lines().filter(|line| !line.trim().is_empty()) {
        let cells: Vec<&str> = line.split_whitespace().collect();
        let [name, vcpu, memory, baseline, surplus, network, disks, iops, mbps] = cells[..] else {
            panic!("{line}");
        };
        let (offer, instance) = offers()
            .find_map(|offer| Some((offer, offer.instance(name)?)))
            .unwrap_or_else(|| panic!("{name} is not there"));
        assert_eq!(Some(instance.vcpu()), fact(vcpu), "{name}");
        assert_eq!(Some(instance.memory_gb()), fact(memory), "{name}");
        assert_eq!(instance.baseline_vcpu(), fact(baseline), "{name}");
        assert_eq!(instance.surplus_credit().and_then(|p| p.usd), fact(surplus), "{name}");
        assert_eq!(instance.network_gbps(), fact(network), "{name}");
        assert_eq!(instance.max_disks().map(f64::from), fact(disks), "{name}");
        let kind = offer.disks().iter().find(|kind| instance.attaches(kind)).expect("a disk");
        let limit = instance.disk_limit(kind);
        assert_eq!((limit.iops, limit.mbps), (fact(iops), fact(mbps)), "{name}");
        assert_eq!(instance.disk_limit_read(kind).is_some(), limit.iops.is_some(), "{name}");
        assert!(problem::is_date(instance.limits_read().date), "{name}");
        assert!(problem::is_date(instance.attaches_read().date), "{name}");
    }
}

#[test]
fn what_a_machine_passes_on_depends_on_the_kind_of_disk() {
    let gcp = default_offer(Provider::Gcp);
    let [balanced, ssd, hyperdisk] = gcp.disks() else {
        panic!("three kinds of disk");
    };
    // IOPS, MB/s: gcpdiag's tables of 2024-08-09, the smaller of reading and writing.
    for (name, (iops, mbps)) in [
        ("n2-standard-2", (15e3, 240.0)),
        ("n2-standard-16", (25e3, 1200.0)),
        ("n2-highcpu-96", (100e3, 1200.0)),
        ("n1-standard-16", (20e3, 1200.0)),
        ("e2-standard-32", (60e3, 1000.0)),
        ("e2-medium", (10e3, 200.0)),
    ] {
        let instance = gcp.instance(name).expect(name);
        let limit = instance.disk_limit(ssd);
        assert_eq!((limit.iops, limit.mbps), (Some(iops), Some(mbps)), "{name}");
        assert!(!instance.attaches(hyperdisk), "{name}");
        assert_eq!(instance.disk_limit(hyperdisk).iops, None, "{name}");
    }
    // N4 and C4A take Hyperdisk and no persistent disk.
    for name in ["n4-standard-8", "c4a-standard-8"] {
        let instance = gcp.instance(name).expect(name);
        let attached = [balanced, ssd, hyperdisk].map(|kind| instance.attaches(kind));
        assert_eq!(attached, [false, false, true], "{name}");
    }
    let aws = default_offer(Provider::Aws);
    for instance in aws.instances() {
        let limits: Vec<_> = aws.disks().iter().map(|kind| instance.disk_limit(kind)).collect();
        assert!(limits[0].iops.is_some() && limits[0] == limits[1], "{}", instance.name);
        // Another provider's disk is attached to nothing here.
        assert!(!instance.attaches(balanced), "{}", instance.name);
    }
}

#[test]
fn kinds_of_disk_are_as_their_makers_print_them() {
    /// Smallest and largest GB; included IOPS and per GB; included MB/s and per GB; most IOPS, MB/s;
    /// IOPS per GB; MB/s per IOPS; USD for GB, IOPS, MB/s; IOPS with a known price.
    type Kind = (&'static str, [Option<f64>; 14]);
    const NONE: Option<f64> = None;
    let s = Some;
    let kinds: [Kind; 6] = [
        (
            "gp3",
            [
                s(1.0),
                s(65536.0),
                s(3000.0),
                s(0.0),
                s(125.0),
                s(0.0),
                s(80e3),
                s(2000.0),
                s(500.0),
                s(0.25),
                s(0.08),
                s(0.005),
                s(0.04),
                NONE,
            ],
        ),
        (
            "io2",
            [
                s(4.0),
                s(65536.0),
                s(0.0),
                s(0.0),
                s(0.0),
                s(0.0),
                s(256e3),
                s(4000.0),
                s(1000.0),
                s(0.256),
                s(0.125),
                s(0.065),
                NONE,
                s(32e3),
            ],
        ),
        (
            "pd-balanced",
            [
                s(10.0),
                s(65536.0),
                s(3000.0),
                s(6.0),
                s(140.0),
                s(0.28),
                s(80e3),
                s(1200.0),
                NONE,
                NONE,
                s(0.10),
                NONE,
                NONE,
                NONE,
            ],
        ),
        (
            "pd-ssd",
            [
                s(10.0),
                s(65536.0),
                s(6000.0),
                s(30.0),
                s(240.0),
                s(0.48),
                s(100e3),
                s(1200.0),
                NONE,
                NONE,
                s(0.17),
                NONE,
                NONE,
                NONE,
            ],
        ),
        (
            "hyperdisk-balanced",
            [
                s(4.0),
                s(65536.0),
                s(3000.0),
                s(0.0),
                s(140.0),
                s(0.0),
                s(160e3),
                s(2400.0),
                s(500.0),
                s(0.25),
                s(0.08),
                s(0.005),
                s(0.04),
                NONE,
            ],
        ),
        (
            "premium-ssd-v2",
            [
                s(1.0),
                s(65536.0),
                s(3000.0),
                s(0.0),
                s(125.0),
                s(0.0),
                s(80e3),
                s(2000.0),
                s(500.0),
                s(0.25),
                s(0.081),
                s(0.005),
                s(0.041),
                NONE,
            ],
        ),
    ];
    let found: Vec<_> = offers().flat_map(|offer| offer.disks()).collect();
    assert_eq!(found.len(), kinds.len());
    for (kind, (code, facts)) in found.into_iter().zip(kinds) {
        assert_eq!(kind.code, code);
        let usd = |price: Option<&catalogue::Price>| price.and_then(|price| price.usd);
        let has = [
            s(kind.min_gb),
            s(kind.max_gb),
            s(kind.included_iops),
            s(kind.included_iops_per_gb),
            s(kind.included_mbps),
            s(kind.included_mbps_per_gb),
            s(kind.max_iops),
            s(kind.max_mbps),
            kind.max_iops_per_gb,
            kind.max_mbps_per_iops,
            kind.gb_month.usd,
            usd(kind.iops_month),
            usd(kind.mbps_month),
            kind.iops_price_known_to,
        ];
        assert_eq!(has, facts, "{code}");
        assert!(problem::is_date(kind.read().date), "{code}");
        assert_eq!(kind.min_mbps_per_iops.is_some(), code == "hyperdisk-balanced", "{code}");
        assert_eq!(PriceId::from_code(&kind.gb_month.id.code()), Some(kind.gb_month.id));
    }
}

#[test]
fn what_a_new_customer_cannot_order_says_why() {
    for offer in offers() {
        for instance in offer.instances() {
            let retired = ["B", "Fs_v2"].contains(&instance.family().name);
            let why = instance.not_offered().unwrap_or_default();
            assert_eq!(why.contains("retired"), retired, "{}: {why}", instance.name);
        }
    }
}

#[test]
fn a_family_has_one_price_per_vcpu() {
    for offer in offers() {
        for instance in offer.instances() {
            let family = instance.family();
            if family.burstable {
                continue;
            }
            let first = offer.instances().iter().find(|i| i.family() == family).expect("itself");
            let ratio = |i: &catalogue::Instance| i.usd_per_hour / i.vcpu();
            let deviation = (ratio(instance) / ratio(first) - 1.0).abs();
            assert!(deviation < 0.012, "{}: {deviation}", instance.name);
        }
    }
}

#[test]
fn a_larger_machine_of_a_family_is_not_slower() {
    for offer in offers() {
        for pair in offer.instances().windows(2) {
            let [small, large] = pair else { continue };
            if small.family() != large.family() {
                continue;
            }
            assert!(small.network_gbps() <= large.network_gbps(), "{}", large.name);
            assert!(small.max_disks() <= large.max_disks(), "{}", large.name);
            for kind in offer.disks() {
                let (less, more) = (small.disk_limit(kind), large.disk_limit(kind));
                assert!(less.iops <= more.iops && less.mbps <= more.mbps, "{}", large.name);
            }
        }
    }
}

/// A region and its latitude and longitude.
type Located = (RegionId, (f64, f64));

/// The great circle between two places in km, by the haversine formula.
fn distance((latitude, longitude): (f64, f64), (north, east): (f64, f64)) -> f64 {
    let half = |degrees: f64| (degrees.to_radians() / 2.0).sin().powi(2);
    let across = latitude.to_radians().cos() * north.to_radians().cos() * half(east - longitude);
    2.0 * 6371.0 * (half(north - latitude) + across).sqrt().asin()
}

/// What is compiled in is rounded to 25 km; what the files say is not.
#[test]
fn the_nearest_region_is_that_of_the_files() {
    let regions: Vec<(Provider, Vec<Located>)> = files()
        .iter()
        .zip(Provider::ALL)
        .map(|(file, provider)| {
            let regions = file.regions.region.iter().map(|region| {
                let region = region.get_ref();
                let id = RegionId::from_code(*provider, region.code.get_ref()).expect("a region");
                (id, (*region.latitude.get_ref(), *region.longitude.get_ref()))
            });
            (*provider, regions.collect())
        })
        .collect();
    for (to, here) in regions.iter().flat_map(|(_, regions)| regions) {
        for (provider, regions) in &regions {
            let open = regions.iter().filter(|(id, _)| id.region().restricted.is_none());
            let nearest = open
                .min_by(|a, b| distance(a.1, *here).total_cmp(&distance(b.1, *here)))
                .expect("a region");
            let found = model::places::nearest(*provider, *to);
            let further = regions.iter().find(|(id, _)| *id == found).expect("a region");
            let far = distance(further.1, *here) - distance(nearest.1, *here);
            assert!(
                far < 1.0,
                "{}: {} instead of {}",
                to.region().code,
                found.region().code,
                nearest.0.region().code
            );
        }
    }
}

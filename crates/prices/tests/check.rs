//! What a person can get wrong in the files, and how it is said.

use std::path::Path;

use prices::check;
use prices::folder::{self, Folder};
use prices::names::Naming;

fn folders() -> Vec<Folder> {
    folder::read_all(Path::new("../../data")).expect("the folders")
}

fn folder(provider: &str) -> Folder {
    folders().into_iter().find(|folder| folder.code == provider).expect("a folder")
}

/// What is wrong with a provider, as the build says it.
fn problems(folder: &Folder) -> Vec<String> {
    check::provider(folder)
        .map_or_else(|problems| problems.iter().map(ToString::to_string).collect(), |_| Vec::new())
}

/// Breaks a file in one place, and expects a problem at the line that has `at`, with that reason.
#[track_caller]
fn assert_broken((provider, file): (&str, &str), from: &str, to: &str, at: &str, reason: &str) {
    let mut folder = folder(provider);
    let text = &mut folder.file_mut(file).text;
    assert_eq!(text.matches(from).count(), 1, "{from:?} is not there once");
    let broken = text.replace(from, to);
    assert!(broken.contains(at), "{at:?} is not there");
    let before = broken.split(at).next().expect("a part");
    let line = before.matches('\n').count() + 1;
    *text = broken.clone();
    let (found, expected) = (problems(&folder), format!("data/{provider}/{file}:{line}: {reason}"));
    assert!(found.contains(&expected), "{expected}\nis not among {found:#?}");
}

#[test]
fn the_files_are_right() {
    for folder in folders() {
        assert_eq!(problems(&folder), [""; 0]);
    }
    assert!(check::providers(&folders()).is_ok());
}

#[test]
fn names_tell_what_they_tell() {
    for (naming, name, vcpu, arm, stem) in [
        (Naming::FamilyDotSize, "m5.large", Some(2), false, "m5"),
        (Naming::FamilyDotSize, "m8g.24xlarge", Some(96), true, "m8g"),
        (Naming::FamilyDotSize, "t3.medium", None, false, "t3"),
        (Naming::FamilyDotSize, "g5.xlarge", Some(4), false, "g5"),
        (Naming::FamilyDashVcpu, "n2-highcpu-48", Some(48), false, "n2-highcpu"),
        (Naming::FamilyDashVcpu, "c4a-standard-1", Some(1), true, "c4a-standard"),
        (Naming::FamilyDashVcpu, "e2-medium", None, false, "e2"),
        (Naming::LetterVcpuFeatures, "Standard_D16s_v3", Some(16), false, "Standard_Ds_v3"),
        (Naming::LetterVcpuFeatures, "Standard_D2ps_v5", Some(2), true, "Standard_Dps_v5"),
        (Naming::LetterVcpuFeatures, "Standard_B2ms", Some(2), false, "Standard_Bms"),
    ] {
        assert_eq!(naming.vcpu(name), vcpu, "{name}");
        assert_eq!(naming.is_arm(name), Some(arm), "{name}");
        assert_eq!(naming.stem(name), stem, "{name}");
    }
    let untold = Naming::Untold;
    assert_eq!((untold.vcpu("m5.large"), untold.is_arm("m7g.large")), (None, None));
    assert_eq!(untold.stem("m5.large"), "m5.large");
}

#[test]
fn a_slip_in_a_file_is_found_with_its_line_and_reason() {
    const M: (&str, &str) = ("aws", "machines.toml");
    const D: (&str, &str) = ("aws", "disks.toml");
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
            "unknown field `vpcu`, expected one of `name`, `vcpu`, `price_units`, `memory_gib`, `usd_per_hour`, `read`, `network`",
        ),
        (", usd_per_hour = 0.192", "", "missing field `usd_per_hour`"),
        (
            "memory_gib = 16",
            "memory_gib = 15",
            "m5.xlarge has 3.75000 GiB per vCPU, but the family m5 4.00000",
        ),
    ] {
        assert_broken(M, m5, &m5.replace(from, to), at, reason);
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
        assert_broken(D, price, &to, &to, reason);
    }
    assert_broken(D, price, "", "[[disk]]", "missing field `gb_month`");
}

#[test]
fn families_discounts_and_tiers_are_checked() {
    assert_broken(
        ("aws", "machines.toml"),
        "{ name = \"m5.12xlarge\", vcpu = 48, memory_gib = 192, usd_per_hour = 2.304 },",
        "{ name = \"m5.8xlarge\", vcpu = 32, memory_gib = 128, usd_per_hour = 1.536 },\n",
        "\"m5.8xlarge\", vcpu = 32, memory_gib = 128, usd_per_hour = 1.536 },\n\n",
        "m5.8xlarge is there twice",
    );
    assert_broken(
        ("gcp", "machines.toml"),
        "c4a-standard-16\", vcpu = 16",
        "c4-standard-16\", vcpu = 16",
        "c4-standard-16",
        "c4-standard-16 is in a family of arch arm64, but its name says otherwise",
    );
    assert_broken(
        ("aws", "machines.toml"),
        "exceptions = { \"t3.medium\" =",
        "exceptions = { \"t3.small\" =",
        "t3.small",
        "t3.small is no instance of this family",
    );
    assert_broken(
        ("azure", "commitments.toml"),
        "polandcentral = 62.5",
        "polandcentral = 27",
        "polandcentral = 27",
        "three years save less than one year",
    );
    assert_broken(
        ("azure", "commitments.toml"),
        "polandcentral = 62.5",
        "polandcentral = 100",
        "polandcentral = 100",
        "100% is no discount; it is above 0 and below 100",
    );
    assert_broken(
        ("gcp", "commitments.toml"),
        "families = [\"n1-standard\"]\nsource = \"pricing\"\nread = \"2026-07-16\"\none_year = { asia-east1 = 37,",
        "families = [\"n1-standard\"]\nsource = \"pricing\"\nread = \"2026-07-16\"\none_year = { asia-east1 = 27,",
        "asia-east1 = 27",
        "a commitment saves less than sustained use does without any",
    );
    assert_broken(
        ("gcp", "machines.toml"),
        "name = \"c4a-standard\"\narch = \"arm64\"",
        "name = \"c4a-standard\"\narch = \"arm64\"\nsustained_use_percent = 20",
        "20\ndisks = { kinds = [\"Hyperdisk Balanced\"], source = \"memo\", read = \"2026-09-16\" }\nsource = \"instances\"\nread = \"2026-08-03\"\ninstances = [\n  { name = \"c4a",
        "Arm and burstable machines get no sustained-use discount",
    );
    assert_broken(
        ("aws", "traffic.toml"),
        "up_to_gb = 51200",
        "up_to_gb = 5000",
        "[[egress]]\ncode = \"egress-to-50000\"\nup_to_gb = 5000\n",
        "the tiers do not ascend",
    );
    assert_broken(
        ("aws", "traffic.toml"),
        "directions = 2",
        "directions = 3",
        "directions = 3",
        "directions is 1 or 2",
    );
    assert_broken(
        ("aws", "disks.toml"),
        "max_mbps_per_iops = 0.256\n",
        "",
        "name = \"io2\"",
        "io2 needs mbps_month, included_mbps_per_gb or max_mbps_per_iops",
    );
    assert_broken(
        ("aws", "provider.toml"),
        "code = \"aws\"",
        "code = \"amazon\"",
        "code = ",
        "the provider \"amazon\" is in the folder aws",
    );
}

#[test]
fn limits_are_checked() {
    const LIMITS: (&str, &str) = ("aws", "limits.toml");
    let row = "{ instance = \"t3.medium\", network_gbps = 0.256, disks = 27, baseline_vcpu = 0.4 }";
    let at = "{ instance = \"t3.";
    for (from, to, at, reason) in [
        ("t3.medium", "t3.small", at, "no machine of these families is of this size"),
        ("0.256", "0", at, "a limit is above 0; leave out what is not known"),
        (
            "instance = \"t3.medium\"",
            "instance = \"t3.medium\", vcpu = 2",
            at,
            "a row is for a vcpu or for an instance",
        ),
        (
            "t3.medium",
            "t3.large",
            "{ instance = \"t3.large\", network_gbps = 0.512",
            "t3.large is in two rows",
        ),
        (
            ", baseline_vcpu = 0.4",
            "",
            "\"describe\"\nread",
            "t3.medium is burstable and has no baseline_vcpu",
        ),
        ("0.4", "2", "\"describe\"\nread", "t3.medium keeps up 2 vCPU of 2, and needs no baseline"),
    ] {
        assert_broken(LIMITS, row, &row.replace(from, to), at, reason);
    }
    assert_broken(
        LIMITS,
        "families = [\"m5\"]\nsource = \"describe\"\nread = \"2026-08-02\"\nsizes = [\n  { vcpu = 2, network_gbps = 0.75, disks = 27 }",
        "families = [\"m55\"]\nsource = \"describe\"\nread = \"2026-08-02\"\nsizes = [\n  { vcpu = 2, network_gbps = 0.75, disks = 27 }",
        "\"m55\"",
        "machines.toml has no family \"m55\"",
    );
    assert_broken(
        ("gcp", "limits.toml"),
        "kinds = [\"Hyperdisk Balanced\"]",
        "kinds = [\"Hyperdisk\"]",
        "\"Hyperdisk\"",
        "disks.toml has no kind of disk \"Hyperdisk\"",
    );
}

#[test]
fn prices_of_other_regions_are_checked() {
    const MACHINES: (&str, &str) = ("azure", "machine_prices.toml");
    let poland = "code = \"polandcentral\"\nsource";
    for (code, reason) in [
        ("poland", "regions.toml has no region poland"),
        ("eastus", "the prices of eastus stand in the other files"),
    ] {
        let code = format!("code = \"{code}\"");
        assert_broken(MACHINES, poland, &format!("{code}\nsource"), &code, reason);
    }
    let twice = "code = \"polandcentral\"\nsource";
    let first = "code = \"northeurope\"\nsource";
    assert_broken(
        MACHINES,
        first,
        twice,
        "code = \"polandcentral\"\nsource = \"karpenter\"\nread = \"2026-06-18\"\nfamilies = { B = [0.048, 3], Ds_v3",
        "polandcentral is there twice",
    );
    // A family that is not there, a slipped decimal point, a machine that is not there.
    let france = "families = { B = [0.0676, 3], Ds_v3 = [0.0728,";
    for (to, reason) in [
        ("Bs = [0.0676, 3]", "machines.toml has no family \"Bs\""),
        ("B = [0.676, 3]", "B costs 0.676 a unit, far from what it costs in eastus"),
    ] {
        assert_broken(MACHINES, france, &france.replace("B = [0.0676, 3]", to), to, reason);
    }
    let odd = "\"Standard_D2s_v3\" = 0.1456";
    for (to, reason) in [
        ("\"Standard_D2s_v3\" = 1.456", "Standard_D2s_v3 costs 1.456, but its family 0.146"),
        ("\"Standard_D2s\" = 0.1456", "Standard_D2s is of no family here"),
    ] {
        assert_broken(MACHINES, odd, to, to, reason);
    }
    let prices = ("azure", "regional_prices.toml");
    assert_broken(
        prices,
        "northeurope = 0.0803,",
        "northeurope = 0.803,",
        "northeurope = 0.803,",
        "premium-ssd-v2-gb in northeurope costs 0.803, far from what it costs in eastus",
    );
    assert_broken(
        prices,
        "code = \"premium-ssd-v2-gb\"",
        "code = \"premium-ssd-gb\"",
        "\"premium-ssd-gb\"",
        "there is no price premium-ssd-gb in the default region",
    );
}

#[test]
fn a_fourth_provider_is_a_folder() {
    let mut all = folders();
    let mut fourth = folder("aws");
    fourth.code = "fourth".to_owned();
    let about = &mut fourth.file_mut("provider.toml").text;
    *about = about.replace("\"aws\"", "\"fourth\"").replace("position = 1", "position = 4");
    all.push(fourth.clone());
    let providers = check::providers(&all).unwrap_or_else(|problems| panic!("{problems:#?}"));
    let codes: Vec<_> = providers.iter().map(|p| p.about.code.get_ref().as_str()).collect();
    assert_eq!(codes, ["aws", "gcp", "azure", "fourth"]);
    let list = prices::tables::providers(&providers);
    assert!(list.contains("Fourth = \"fourth\", \"AWS\";"), "{list}");
    // Names of machines that no scheme is known for are an error, not those of somebody else.
    let about = &mut all[3].file_mut("provider.toml").text;
    *about = about.replace("family.size", "oracle");
    let found = check::providers(&all).err().expect("an error");
    assert!(found[0].reason.starts_with("unknown variant `oracle`"), "{found:?}");
    // Two providers at one position.
    let last = all.len() - 1;
    fourth.file_mut("provider.toml").text =
        fourth.file("provider.toml").text.replace("position = 4", "position = 3");
    all[last] = fourth;
    let found = check::providers(&all).err().expect("an error");
    assert_eq!(
        found[0].reason,
        "the positions of the providers are 1, 2, 3, ..., and 4 is missing"
    );
}

#[test]
fn all_problems_are_said_at_once() {
    let mut folder = folder("aws");
    for (file, from, to) in [
        ("machines.toml", "usd = 0.05,", "usd = 0,"),
        ("traffic.toml", "0.0225", "0"),
        ("disks.toml", "min_gb = 4", "min_gb = 0"),
    ] {
        let text = &mut folder.file_mut(file).text;
        assert!(text.contains(from));
        *text = text.replace(from, to);
    }
    let files: Vec<_> =
        problems(&folder).iter().map(|p| p.split(':').next().unwrap_or("").to_owned()).collect();
    assert_eq!(files, ["data/aws/machines.toml", "data/aws/disks.toml", "data/aws/traffic.toml"]);
}

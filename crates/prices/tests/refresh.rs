//! Taking newer prices from a CSV into copies of the price files.

use std::path::Path;

use prices::check;
use prices::folder::{self, Folder};
use prices::refresh::{MACHINE_PRICES, MACHINES, refresh};
use prices::regional::price_of_units;

const HEADER: &str = "provider,region,instance,vcpu,memory_gib,usd_per_hour,as_of,arch\n";

fn copies() -> Vec<Folder> {
    folder::read_all(Path::new("../../data")).expect("the folders")
}

/// The prices of a provider's machines, as they are written.
fn machines<'a>(folders: &'a [Folder], provider: &str) -> &'a str {
    let folder = folders.iter().find(|folder| folder.code == provider).expect("a folder");
    &folder.file(MACHINES).text
}

/// The lines that a CSV changes: those that were there, and those that are there now.
fn changes(csv: &str) -> (Vec<String>, Vec<String>) {
    let mut files = copies();
    refresh("new.csv", csv, &mut files).unwrap_or_else(|e| panic!("{e:#?}"));
    let (mut gone, mut new) = (Vec::new(), Vec::new());
    for (old, file) in copies().iter().zip(&files) {
        let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
        let (before, after) = (lines(&old.file(MACHINES).text), lines(&file.file(MACHINES).text));
        gone.extend(before.iter().filter(|line| !after.contains(line)).cloned());
        new.extend(after.iter().filter(|line| !before.contains(line)).cloned());
    }
    (gone, new)
}

#[track_caller]
fn assert_refused(rows: &str, reasons: &[&str]) {
    let mut files = copies();
    let refused = refresh("new.csv", &format!("{HEADER}{rows}"), &mut files);
    assert_eq!(refused.expect_err("nothing was refused"), reasons);
    assert_eq!(files, copies(), "nothing may be changed");
}

#[test]
fn one_newer_price_changes_one_line() {
    let csv = "price,date,instance,region,provider\n0.0959,2026-12-24,m5.large,us-east-1,aws\n";
    let (gone, new) = changes(csv);
    assert_eq!(
        gone,
        [r#"  { name = "m5.large", vcpu = 2, memory_gib = 8, usd_per_hour = 0.096 },"#]
    );
    assert_eq!(
        new,
        [
            r#"  { name = "m5.large", vcpu = 2, memory_gib = 8, usd_per_hour = 0.0959, read = "2026-12-24" },"#
        ]
    );
}

#[test]
fn a_whole_family_gets_one_date() {
    let mut csv = HEADER.to_owned();
    for (size, usd) in
        [("medium", 0.0418), ("large", 0.0836), ("xlarge", 0.1672), ("2xlarge", 0.3344)]
    {
        csv += &format!("aws,us-east-1,t3.{size},,,{usd},2026-12-24,x86_64\n");
    }
    let mut files = copies();
    let instances = machines(&files, "aws").matches("{ name = ").count();
    let taken = refresh("new.csv", &csv, &mut files).expect("taken");
    assert_eq!((taken.prices, taken.kept), (4, instances - 4));
    let text = machines(&files, "aws");
    let family =
        &text[text.find("name = \"t3\"").expect("t3")..text.find("name = \"t4g\"").expect("t4g")];
    assert!(family.contains("read = \"2026-12-24\"\nexceptions"), "{family}");
    assert_eq!(family.matches("2026-12-24").count(), 1, "{family}");
    assert!(family.contains(r#"usd_per_hour = 0.0418, network = "5 Gbps" }"#), "{family}");
    // And again, with what is there now: nothing is left to change.
    let before = text.to_owned();
    refresh("new.csv", &csv, &mut files).expect("taken");
    assert_eq!(machines(&files, "aws"), before);
}

#[test]
fn a_new_size_joins_its_family_in_its_place() {
    let csv = format!(
        "{HEADER}gcp,us-central1,n2-standard-128,128,512,6.215552,2026-12-24,x86_64\n\
         gcp,us-central1,n2d-standard-1,1,4,0.042246,2026-12-24,x86_64\n\
         azure,eastus,Standard_D96s_v3,96,384,4.608,2026-06-18,x86_64\n"
    );
    let mut files = copies();
    refresh("new.csv", &csv, &mut files).unwrap_or_else(|e| panic!("{e:#?}"));
    assert!(machines(&files, "gcp").contains("usd_per_hour = 4.661664 },\n  { name = \"n2-standard-128\", vcpu = 128, memory_gib = 512, usd_per_hour = 6.215552, read = \"2026-12-24\" },\n]"));
    assert!(machines(&files, "gcp").contains("instances = [\n  { name = \"n2d-standard-1\", vcpu = 1, memory_gib = 4, usd_per_hour = 0.042246, read = \"2026-12-24\" },\n  { name = \"n2d-standard-2\""));
    assert!(machines(&files, "azure").contains(
        "{ name = \"Standard_D96s_v3\", vcpu = 96, memory_gib = 384, usd_per_hour = 4.608 },\n]"
    ));
}

#[test]
fn rows_that_cannot_be_right_are_refused_and_change_nothing() {
    let good = "aws,us-east-1,m5.large,2,8,0.0959,2026-12-24,x86_64\n";
    for (row, reason) in [
        (
            "aws,us-east-1,m5.xlarge,4,16,1.92,2026-12-24,x86_64",
            "m5.xlarge costs 0.48000 USD per vCPU-hour, but the family m5 0.04800",
        ),
        (
            "aws,us-east-1,m5.xlarge,4,16,0,2026-12-24,x86_64",
            "m5.xlarge has the price \"0\", which is none",
        ),
        (
            "aws,us-east-1,m5.xlarge,4,16,,2026-12-24,x86_64",
            "m5.xlarge has the price \"\", which is none",
        ),
        (
            "aws,us-east-1,m5.xlarge,4,16,nan,2026-12-24,x86_64",
            "m5.xlarge has the price \"nan\", which is none",
        ),
        (
            "aws,us-east-1,m5.xlarge,4,16,0.192,Christmas,x86_64",
            "m5.xlarge has the date \"Christmas\", which is none",
        ),
        (
            "aws,us-east-1,m5.xlarge,8,16,0.192,2026-12-24,x86_64",
            "m5.xlarge is another machine in the catalogue: 4 vCPU, 16 GiB, x86_64",
        ),
        (
            "aws,us-east-1,m5.xlarge,4,16,0.192,2026-12-24,arm64",
            "m5.xlarge is another machine in the catalogue: 4 vCPU, 16 GiB, x86_64",
        ),
        ("aws,us-east-1,m5.large,2,8,0.096,2026-12-24,x86_64", "m5.large is there twice"),
        ("aws,atlantis,m5.xlarge,4,16,0.192,2026-12-24,x86_64", "aws has no region atlantis"),
        (
            "aws,eu-west-1,m5.metal,,,4.608,2026-12-24,x86_64",
            "m5.metal is not in the catalogue; add it for us-east-1 first",
        ),
        (
            "aws,eu-west-1,m5.xlarge,4,16,2.14,2026-12-24,x86_64",
            "m5.xlarge costs 2.14, but its family 0.214",
        ),
        (
            "aws,us-east-1,m5.metal,,,4.608,2026-12-24,x86_64",
            "m5.metal is not in the catalogue; to add it, give its vcpu and memory_gib",
        ),
        (
            "aws,us-east-1,x2.large,2,32,0.3,2026-12-24,x86_64",
            "x2.large belongs to no family of the catalogue; add the family by hand",
        ),
        (
            "aws,us-east-1,m5.32xlarge,64,256,3.072,2026-12-24,x86_64",
            "m5.32xlarge has 64 vCPU, but its name says 128",
        ),
        (
            "oracle,us-east-1,m5.large,2,8,0.096,2026-12-24,x86_64",
            "the provider \"oracle\" is none of aws, gcp, azure",
        ),
        ("aws,us-east-1,m5.xlarge", "3 columns where the first line has 8"),
    ] {
        assert_refused(&format!("{good}{row}\n"), &[&format!("new.csv:3: {reason}")]);
    }
    let mut files = copies();
    let refused =
        refresh("new.csv", "instance,price\nm5.large,1\n", &mut files).expect_err("refused");
    assert_eq!(
        refused,
        [
            "new.csv:1: the first line must name the columns provider, region, instance, usd_per_hour and as_of"
        ]
    );
}

const REGION: &str = "eu-central-1";

/// The machines of AWS that are sold in the region, with what they cost.
fn sold(folders: &[Folder]) -> Vec<(String, f64)> {
    let aws = check::provider(&folders[0]).expect("the folder of AWS");
    let prices = aws.machine_prices.region.iter().find(|prices| prices.code.get_ref() == REGION);
    let prices = prices.expect("prices of the region");
    let mut sold = Vec::new();
    for family in aws.families() {
        let unit = prices.families.iter().find(|(name, _)| *name.get_ref() == family.name);
        let Some((_, (usd, decimals))) = unit else { continue };
        for instance in &family.instances {
            let (name, units) = (instance.get_ref().name.get_ref(), instance.get_ref().units());
            let odd = prices.instances.iter().find(|(odd, _)| odd.get_ref() == name);
            if !prices.not_sold.iter().any(|none| none.get_ref() == name) {
                let price = price_of_units(*usd, units, *decimals);
                sold.push((name.clone(), odd.map_or(price, |(_, usd)| *usd)));
            }
        }
    }
    sold
}

fn prices_of_region(folders: &[Folder]) -> &str {
    let text = &folders[0].file(MACHINE_PRICES).text;
    let from = text.find("code = \"eu-central-1\"").expect("the region");
    text[from..].split("\n\n").next().expect("its lines")
}

#[test]
fn a_whole_region_gets_its_new_prices_and_their_date() {
    let mut files = copies();
    // 3 % more, to four decimals, and the third one to five: whatever the list has, it has to come out.
    let wanted: Vec<(String, f64)> = sold(&files)
        .into_iter()
        .enumerate()
        .map(|(i, (name, usd))| {
            let scale = if i == 2 { 1e5 } else { 1e4 };
            (name, (usd * 1.03 * scale).round() / scale)
        })
        .collect();
    assert!(wanted.len() > 50);
    let mut csv = "provider,region,instance,usd_per_hour,as_of\n".to_owned();
    for (i, (name, usd)) in wanted.iter().enumerate() {
        let date = if i == 7 { "2026-12-23" } else { "2026-12-24" };
        csv += &format!("aws,{REGION},{name},{usd},{date}\n");
    }
    let taken = refresh("new.csv", &csv, &mut files).unwrap_or_else(|e| panic!("{e:#?}"));
    assert_eq!((taken.prices, taken.kept, taken.dated.len()), (wanted.len(), 0, 0));
    assert_eq!(sold(&files), wanted);
    assert!(prices_of_region(&files).contains("read = \"2026-12-23\""));
    // Nothing else has changed.
    let elsewhere = |folders: &[Folder]| {
        let text = folders[0].file(MACHINE_PRICES).text.clone();
        text.replace(prices_of_region(folders), "")
    };
    assert_eq!(elsewhere(&files), elsewhere(&copies()));
    assert_eq!(machines(&files, "aws"), machines(&copies(), "aws"));
    assert_eq!(files[1..], copies()[1..], "other providers");
}

#[test]
fn one_price_of_a_region_leaves_its_date() {
    let mut files = copies();
    let before = sold(&files);
    let csv =
        "provider,region,instance,usd_per_hour,as_of\naws,eu-central-1,m5.large,0.117,2026-12-24\n";
    let taken = refresh("new.csv", csv, &mut files).unwrap_or_else(|e| panic!("{e:#?}"));
    let kept = before.len() - 1;
    assert_eq!((taken.prices, taken.kept), (1, kept));
    let said = format!(
        "eu-central-1 keeps its date, 2025-11-04, because {kept} of its machines are not in the list."
    );
    assert_eq!(taken.dated, [said]);
    assert!(prices_of_region(&files).contains("read = \"2025-11-04\""));
    assert!(prices_of_region(&files).contains("instances = { \"m5.large\" = 0.117 }"));
    for ((name, usd), (_, old)) in sold(&files).iter().zip(&before) {
        let wanted = if name == "m5.large" { 0.117 } else { *old };
        assert!((usd - wanted).abs() < 1e-12, "{name} costs {usd}");
    }
    // With its old price the file is as it was.
    let (_, old) = before.iter().find(|(name, _)| name == "m5.large").expect("m5.large");
    refresh("old.csv", &csv.replace("0.117", &old.to_string()), &mut files).expect("taken");
    assert_eq!(sold(&files), before);
    assert!(!prices_of_region(&files).contains("instances"));
}

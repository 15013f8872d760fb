//! Reads a provider's price file and checks it, for the build, the tests and `examples/prices.rs`.
//!
//! Everything that can be wrong with a file is said as file, line and one sentence, all at once.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;

/// How far a price per vCPU may be from its family's: lists round to as little as three digits.
const ROUNDING: f64 = 0.012;

/// Dearer than anything in a price list; a slipped decimal point is likelier.
const MAX_USD: f64 = 1000.0;

/// A provider's price file, as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    /// Code of the provider.
    pub provider: Spanned<String>,
    /// The region that every price is for.
    pub region: String,
    /// Where prices were read, by name.
    pub sources: BTreeMap<String, Source>,
    /// What committing saves.
    pub commitment: Commitment,
    /// Where the families' sustained-use discounts were read, if there are any.
    pub sustained_use: Option<Read>,
    /// Kinds of disk.
    pub block: Vec<Block>,
    /// Object storage.
    pub object_storage: ObjectStorage,
    /// Load balancer.
    pub load_balancer: LoadBalancer,
    /// Traffic between zones.
    pub between_zones: BetweenZones,
    /// Traffic to the internet, by how much of it there is in a month.
    pub egress: Vec<Spanned<EgressTier>>,
    /// Machines.
    pub family: Vec<Spanned<Family>>,
}

/// Where prices were read.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// What it is, in words.
    pub title: Spanned<String>,
    /// Whether it only repeats what the provider is said to charge.
    #[serde(default)]
    pub second_hand: bool,
}

/// Where and when something was read.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Read {
    /// Name of the source.
    pub source: Spanned<String>,
    /// Day or month, `2026-07-20` or `2024-07`.
    pub read: Spanned<String>,
}

/// A price: an amount, or the reason why there is none. Exactly one of the three is there.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Price {
    /// The amount in USD, above zero.
    pub usd: Option<f64>,
    /// Why it costs nothing.
    pub free: Option<String>,
    /// Why it is not known; whatever needs it cannot be computed.
    pub unknown: Option<String>,
    /// Name of the source.
    pub source: Spanned<String>,
    /// Day or month.
    pub read: Spanned<String>,
}

/// What committing saves on compute, nothing paid upfront.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Commitment {
    /// For one year.
    pub one_year: Discount,
    /// For three years.
    pub three_years: Discount,
}

/// A discount in per cent.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Discount {
    /// Per cent off, above 0 and below 100.
    pub percent: Spanned<f64>,
    /// Name of the source.
    pub source: Spanned<String>,
    /// Day or month.
    pub read: Spanned<String>,
}

/// A kind of disk.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Block {
    /// Its name.
    pub name: Spanned<String>,
    /// IOPS that every disk has.
    pub included_iops: Spanned<f64>,
    /// IOPS that every GB adds.
    #[serde(default)]
    pub included_iops_per_gb: f64,
    /// MB/s that every disk has; absent where throughput is included.
    pub included_mbps: Option<Spanned<f64>>,
    /// A GB for a month.
    pub gb_month: Spanned<Price>,
    /// One more IOPS for a month; absent where they come with a larger disk.
    pub iops_month: Option<Spanned<Price>>,
    /// One more MB/s for a month; absent where throughput is included.
    pub mbps_month: Option<Spanned<Price>>,
}

/// Object storage.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ObjectStorage {
    /// Its name.
    pub name: String,
    /// A GB for a month.
    pub gb_month: Spanned<Price>,
}

/// Load balancer.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LoadBalancer {
    /// Its name.
    pub name: String,
    /// What stands for a GB of traffic where it is charged by another unit.
    pub data_unit: Option<String>,
    /// For being there.
    pub hour: Spanned<Price>,
    /// For traffic through it.
    pub data: Spanned<Price>,
}

/// Traffic between zones.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BetweenZones {
    /// How often a GB is charged: 2 where both ends pay.
    pub directions: Option<Spanned<f64>>,
    /// A GB.
    pub gb: Spanned<Price>,
}

/// A tier of traffic to the internet.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EgressTier {
    /// Where it ends, in GB a month from the first; absent in the last.
    pub up_to_gb: Option<f64>,
    /// A GB.
    pub gb: Spanned<Price>,
}

/// Machines of one make, in several sizes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Family {
    /// Its name.
    pub name: String,
    /// `x86_64` or `arm64`.
    pub arch: String,
    /// Whether its CPU is shared or throttled after bursts.
    #[serde(default)]
    pub burstable: bool,
    /// Per cent off for a full month on demand.
    pub sustained_use_percent: Option<Spanned<f64>>,
    /// Name of the source.
    pub source: Spanned<String>,
    /// Day or month at which its prices were read.
    pub read: Spanned<String>,
    /// Machines whose price or memory per vCPU is not the family's, with the reason.
    #[serde(default)]
    pub exceptions: BTreeMap<Spanned<String>, String>,
    /// Its machines, smallest first.
    pub instances: Vec<Spanned<Instance>>,
}

/// A machine.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Instance {
    /// The provider's name of it.
    pub name: Spanned<String>,
    /// vCPU.
    pub vcpu: u16,
    /// Memory in GiB, as published.
    pub memory_gib: f32,
    /// USD an hour, on demand, Linux.
    pub usd_per_hour: Spanned<f64>,
    /// Day or month at which the price was read, where it is not the family's.
    pub read: Option<Spanned<String>>,
    /// Network as published; absent where it was not recorded.
    pub network: Option<String>,
}

/// Something wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong, in one sentence.
    pub reason: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.reason)
    }
}

/// Reads and checks a price file. `file` is its name in the messages.
///
/// # Errors
/// Every [`Problem`] of the file; only the first one if it is not TOML of the right form.
pub fn read(file: &str, text: &str) -> Result<File, Vec<Problem>> {
    let mut found = Problems { file, text, list: Vec::new() };
    match toml::from_str::<File>(text) {
        Ok(parsed) => {
            found.check(&parsed);
            found.list.sort_by_key(|problem| problem.line);
            if found.list.is_empty() { Ok(parsed) } else { Err(found.list) }
        }
        Err(error) => {
            // The parser explains over several lines; a compiler's message is one.
            let reason = error.message().lines().collect::<Vec<_>>().join(", ");
            found.add(error.span().unwrap_or_default(), reason);
            Err(found.list)
        }
    }
}

/// Whether a name says that the machine is an Arm one: a `g` after an AWS generation (`m7g`), the
/// Google Cloud families `c4a` and `t2a`, a `p` after an Azure size (`D2ps_v5`).
pub fn name_is_arm(provider: &str, name: &str) -> bool {
    match provider {
        "aws" => {
            let family = name.split('.').next().unwrap_or_default();
            family.trim_start_matches(|c: char| !c.is_ascii_digit()).contains('g')
        }
        "gcp" => name.starts_with("c4a-") || name.starts_with("t2a-"),
        _ => {
            let size = name.trim_start_matches("Standard_").split('_').next().unwrap_or_default();
            size.trim_start_matches(|c: char| !c.is_ascii_digit()).contains('p')
        }
    }
}

/// The vCPU that a name tells, if it tells any: `large` is 2, `4xlarge` 16; the last number of a
/// Google Cloud name; the first of an Azure one.
pub fn vcpu_of_name(provider: &str, name: &str) -> Option<u16> {
    match provider {
        "aws" => match name.split_once('.')?.1 {
            "large" => Some(2),
            "xlarge" => Some(4),
            size => size.strip_suffix("xlarge")?.parse().ok().map(|times: u16| 4 * times),
        },
        "gcp" => name.rsplit_once('-')?.1.parse().ok(),
        _ => {
            let from = name.find(|c: char| c.is_ascii_digit())?;
            let digits = name[from..].split(|c: char| !c.is_ascii_digit()).next()?;
            digits.parse().ok()
        }
    }
}

/// What the names of a family's machines have in common: the name without its size.
pub fn stem(provider: &str, name: &str) -> String {
    match provider {
        "aws" => name.split('.').next().unwrap_or_default().to_owned(),
        "gcp" => name.rsplit_once('-').map_or(name, |(stem, _)| stem).to_owned(),
        _ => {
            let from = name.find(|c: char| c.is_ascii_digit()).unwrap_or(name.len());
            let rest = name[from..].trim_start_matches(|c: char| c.is_ascii_digit());
            format!("{}{rest}", &name[..from])
        }
    }
}

/// Whether a text is a day `2026-07-20` or a month `2024-07`.
pub fn is_date(text: &str) -> bool {
    let mut parts = text.split('-');
    let mut part = |length: usize, max: u16| {
        parts.next().is_some_and(|p| {
            p.len() == length
                && p.bytes().all(|b| b.is_ascii_digit())
                && p.parse().is_ok_and(|n: u16| (1..=max).contains(&n))
        })
    };
    match text.len() {
        7 => part(4, 9999) && part(2, 12),
        10 => part(4, 9999) && part(2, 12) && part(2, 31),
        _ => false,
    }
}

struct Problems<'a> {
    file: &'a str,
    text: &'a str,
    list: Vec<Problem>,
}

impl Problems<'_> {
    fn add(&mut self, span: Range<usize>, reason: String) {
        let before = self.text.get(..span.start).unwrap_or(self.text);
        let line = before.matches('\n').count() + 1;
        self.list.push(Problem { file: self.file.to_owned(), line, reason });
    }

    fn check(&mut self, file: &File) {
        if !["aws", "gcp", "azure"].contains(&file.provider.get_ref().as_str()) {
            self.add(file.provider.span(), "the provider is none of aws, gcp, azure".to_owned());
        }
        for source in file.sources.values() {
            if source.title.get_ref().trim().is_empty() {
                self.add(source.title.span(), "a source needs a title".to_owned());
            }
        }
        self.check_discounts(file);
        self.check_services(file);
        self.check_egress(file);
        let mut names = BTreeSet::new();
        for family in &file.family {
            self.check_family(file, family.get_ref());
            for instance in &family.get_ref().instances {
                let name = &instance.get_ref().name;
                if !names.insert(name.get_ref()) {
                    self.add(name.span(), format!("{} is there twice", name.get_ref()));
                }
            }
        }
    }

    fn check_read(&mut self, file: &File, source: &Spanned<String>, read: &Spanned<String>) {
        if !file.sources.contains_key(source.get_ref()) {
            self.add(source.span(), format!("there is no source \"{}\"", source.get_ref()));
        }
        self.check_date(read);
    }

    fn check_date(&mut self, read: &Spanned<String>) {
        if !is_date(read.get_ref()) {
            let reason = format!(
                "\"{}\" is no date; write a day or a month, such as 2026-07-20 or 2026-07",
                read.get_ref()
            );
            self.add(read.span(), reason);
        }
    }

    fn check_usd(&mut self, span: Range<usize>, what: &str, usd: f64) {
        let hint = if usd == 0.0 {
            "; if it is free, say why: free = \"...\""
        } else if !usd.is_finite() || usd < 0.0 {
            ", which is no amount of money"
        } else if usd > MAX_USD {
            "; is the decimal point in its place?"
        } else {
            return;
        };
        self.add(span, format!("{what} has the price {usd}{hint}"));
    }

    fn check_price(&mut self, file: &File, what: &str, price: &Spanned<Price>) {
        let p = price.get_ref();
        self.check_read(file, &p.source, &p.read);
        match (p.usd, &p.free, &p.unknown) {
            (Some(usd), None, None) => self.check_usd(price.span(), what, usd),
            (None, Some(why), None) | (None, None, Some(why)) => {
                if why.trim().is_empty() {
                    self.add(price.span(), format!("{what} needs a reason for having no price"));
                }
            }
            _ => {
                self.add(price.span(), format!("{what} needs exactly one of usd, free and unknown"))
            }
        }
    }

    fn check_discounts(&mut self, file: &File) {
        let Commitment { one_year, three_years } = &file.commitment;
        for discount in [one_year, three_years] {
            self.check_percent(&discount.percent);
            self.check_read(file, &discount.source, &discount.read);
        }
        if let Some(Read { source, read }) = &file.sustained_use {
            self.check_read(file, source, read);
        }
        // "A longer commitment never costs more" is promised, and rests on this.
        let one = *one_year.percent.get_ref();
        if *three_years.percent.get_ref() < one {
            let reason = "three years save less than one year".to_owned();
            self.add(three_years.percent.span(), reason);
        }
        for family in &file.family {
            let family = family.get_ref();
            let Some(percent) = &family.sustained_use_percent else {
                continue;
            };
            self.check_percent(percent);
            let reason = if file.sustained_use.is_none() {
                "a sustained-use discount needs [sustained_use] with source and date"
            } else if family.burstable || family.arch == "arm64" {
                "Arm and burstable machines get no sustained-use discount"
            } else if *percent.get_ref() > one {
                "one year saves less than sustained use does without any commitment"
            } else {
                continue;
            };
            self.add(percent.span(), reason.to_owned());
        }
    }

    fn check_percent(&mut self, percent: &Spanned<f64>) {
        let value = *percent.get_ref();
        if !(value > 0.0 && value < 100.0) {
            self.add(
                percent.span(),
                format!("{value} % is no discount; it is above 0 and below 100"),
            );
        }
    }

    fn check_services(&mut self, file: &File) {
        let mut names = BTreeSet::new();
        for block in &file.block {
            let name = block.name.get_ref();
            if !names.insert(name) {
                self.add(block.name.span(), format!("{name} is there twice"));
            }
            self.check_price(file, &format!("a GB of {name}"), &block.gb_month);
            if let Some(price) = &block.iops_month {
                self.check_price(file, &format!("an IOPS of {name}"), price);
            }
            if let Some(price) = &block.mbps_month {
                self.check_price(file, &format!("a MB/s of {name}"), price);
            }
            if !(*block.included_iops.get_ref() >= 0.0 && block.included_iops_per_gb >= 0.0) {
                self.add(block.included_iops.span(), format!("{name} has no valid included IOPS"));
            }
            if block.iops_month.is_none() && block.included_iops_per_gb <= 0.0 {
                let reason = format!("{name} needs iops_month or included_iops_per_gb");
                self.add(block.name.span(), reason);
            }
            if block.included_mbps.is_some() != block.mbps_month.is_some() {
                let reason =
                    format!("{name} needs both included_mbps and mbps_month, or neither of them");
                self.add(block.name.span(), reason);
            }
        }
        if file.block.is_empty() {
            self.add(file.provider.span(), "there is no kind of disk".to_owned());
        }
        self.check_price(file, "a GB of object storage", &file.object_storage.gb_month);
        self.check_price(file, "an hour of the load balancer", &file.load_balancer.hour);
        self.check_price(file, "traffic through the load balancer", &file.load_balancer.data);
        self.check_price(file, "a GB between zones", &file.between_zones.gb);
        if let Some(directions) = &file.between_zones.directions
            && ![1.0, 2.0].contains(directions.get_ref())
        {
            self.add(directions.span(), "directions is 1 or 2".to_owned());
        }
    }

    fn check_egress(&mut self, file: &File) {
        let mut from = 0.0;
        for (i, tier) in file.egress.iter().enumerate() {
            self.check_price(file, "a GB to the internet", &tier.get_ref().gb);
            let is_last = i + 1 == file.egress.len();
            match tier.get_ref().up_to_gb {
                Some(_) if is_last => {
                    self.add(tier.span(), "the last tier must have no up_to_gb".to_owned());
                }
                None if !is_last => {
                    self.add(tier.span(), "only the last tier may have no up_to_gb".to_owned());
                }
                Some(end) if end.is_nan() || end <= from => {
                    self.add(tier.span(), "the tiers do not ascend".to_owned());
                }
                end => from = end.unwrap_or(from),
            }
        }
        if file.egress.is_empty() {
            self.add(
                file.provider.span(),
                "there is no price for traffic to the internet".to_owned(),
            );
        }
    }

    fn check_family(&mut self, file: &File, family: &Family) {
        self.check_read(file, &family.source, &family.read);
        let provider = file.provider.get_ref().as_str();
        if !["x86_64", "arm64"].contains(&family.arch.as_str()) {
            let reason = format!("arch of {} is x86_64 or arm64", family.name);
            self.add(family.source.span(), reason);
        }
        for name in family.exceptions.keys() {
            if !family.instances.iter().any(|i| i.get_ref().name.get_ref() == name.get_ref()) {
                let reason = format!("{} is no instance of this family", name.get_ref());
                self.add(name.span(), reason);
            }
        }
        for instance in &family.instances {
            let i = instance.get_ref();
            let name = i.name.get_ref();
            let usd = *i.usd_per_hour.get_ref();
            if usd == 0.0 {
                self.add(
                    i.usd_per_hour.span(),
                    format!("{name} has the price 0; no machine is free"),
                );
            } else {
                self.check_usd(i.usd_per_hour.span(), name, usd);
            }
            if let Some(read) = &i.read {
                self.check_date(read);
            }
            if i.vcpu == 0 || !(i.memory_gib > 0.0 && i.memory_gib.is_finite()) {
                self.add(instance.span(), format!("{name} has no valid vCPU and memory"));
            }
            if let Some(told) = vcpu_of_name(provider, name)
                && told != i.vcpu
            {
                let reason = format!("{name} has {} vCPU, but its name says {told}", i.vcpu);
                self.add(instance.span(), reason);
            }
            if name_is_arm(provider, name) != (family.arch == "arm64") {
                let reason = format!(
                    "{name} is in a family of arch {}, but its name says otherwise",
                    family.arch
                );
                self.add(instance.span(), reason);
            }
        }
        self.check_ratio(family, "costs", "USD per vCPU-hour", ROUNDING, |i| {
            *i.usd_per_hour.get_ref() / f64::from(i.vcpu)
        });
        self.check_ratio(family, "has", "GiB per vCPU", 1e-6, |i| {
            f64::from(i.memory_gib) / f64::from(i.vcpu)
        });
    }

    /// Holds a family to one ratio: its median, so that a wrong row is found whichever it is.
    fn check_ratio(
        &mut self,
        family: &Family,
        verb: &str,
        unit: &str,
        tolerance: f64,
        ratio: impl Fn(&Instance) -> f64,
    ) {
        let regular = || {
            let exempt = |i: &Instance| {
                family.exceptions.keys().any(|name| name.get_ref() == i.name.get_ref())
            };
            family.instances.iter().filter(move |i| !exempt(i.get_ref()))
        };
        let mut ratios: Vec<f64> = regular().map(|i| ratio(i.get_ref())).collect();
        ratios.sort_by(f64::total_cmp);
        let Some(&median) = ratios.get(ratios.len().saturating_sub(1) / 2) else {
            return;
        };
        for instance in regular() {
            let i = instance.get_ref();
            let own = ratio(i);
            let deviation = (own / median - 1.0).abs();
            if deviation.is_nan() || deviation > tolerance {
                let reason = format!(
                    "{} {verb} {own:.5} {unit}, but the family {} {median:.5}",
                    i.name.get_ref(),
                    family.name
                );
                self.add(instance.span(), reason);
            }
        }
    }
}

//! Takes newer instance prices from a CSV into the price files, all of them or none.

mod regional;

use std::collections::BTreeMap;
use std::ops::Range;

use crate::check;
use crate::files::{Family, Instance, Provider};
use crate::folder::Folder;
use crate::names::Naming;
use crate::problem::is_date;
pub use regional::MACHINE_PRICES;

/// What is refused, by line.
type Refused = Vec<(usize, String)>;

/// What was taken over.
#[derive(Debug, Default)]
pub struct Taken {
    /// Prices.
    pub prices: usize,
    /// Machines of the regions in the CSV that are not in it, and stay as they are.
    pub kept: usize,
    /// Sentences about regions whose date stays.
    pub dated: Vec<String>,
}

/// The file that has the prices of machines in the default region.
pub const MACHINES: &str = "machines.toml";

/// A row of the CSV.
struct Row {
    line: usize,
    provider: String,
    region: String,
    instance: String,
    usd: f64,
    date: String,
    vcpu: Option<u16>,
    memory_gib: Option<f32>,
    arch: Option<String>,
}

/// What an instance becomes.
struct New<'a> {
    name: &'a str,
    vcpu: u16,
    memory_gib: f32,
    usd: f64,
    date: &'a str,
    network: Option<&'a str>,
}

/// Applies a CSV to the `machines.toml` and the `machine_prices.toml` of the folders.
///
/// Columns, in any order, named in the first line: `provider`, `region`, `instance`, `usd_per_hour` (or
/// `price`), `as_of` (or `date`); and for instances that the catalogue does not have yet, `vcpu` and
/// `memory_gib`. Such an instance joins the family of its name. `arch` is checked where given. In other regions than
/// the default one the region's date becomes that of the oldest row, if all of its machines are in the CSV.
///
/// # Errors
/// One sentence for every row that is refused, with file and line. Then no file is changed.
pub fn refresh(csv_name: &str, csv: &str, folders: &mut [Folder]) -> Result<Taken, Vec<String>> {
    let (rows, mut refused) = read_rows(csv);
    let providers = check::providers(folders)
        .map_err(|problems| problems.iter().map(ToString::to_string).collect::<Vec<_>>())?;
    let mut newer = folders.to_vec();
    let mut taken = Taken::default();
    for provider in &providers {
        let code = provider.about.code.get_ref();
        let Some(folder) = newer.iter_mut().find(|folder| folder.code == *code) else {
            continue;
        };
        let rows = rows.iter().filter(|row| row.provider == *code);
        let (here, elsewhere): (Vec<&Row>, Vec<&Row>) =
            rows.partition(|row| row.region == provider.default_region());
        let machines = folder.file_mut(MACHINES);
        machines.text = rewrite(provider, &machines.text, &here, &mut refused);
        // Other regions may have machines that this one just got.
        let Some(provider) = checked(folder, &here, &mut refused) else { continue };
        let file = folder.file_mut(MACHINE_PRICES);
        file.text = regional::rewrite(&provider, &file.text, &elsewhere, &mut taken, &mut refused);
        checked(folder, &elsewhere, &mut refused);
        if !here.is_empty() {
            let named = |name: &str| here.iter().any(|row| row.instance == name);
            let instances = provider.families().flat_map(|family| &family.instances);
            taken.kept += instances.filter(|i| !named(i.get_ref().name.get_ref())).count();
        }
        taken.prices += here.len() + elsewhere.len();
    }
    let codes: Vec<&str> = providers.iter().map(|p| p.about.code.get_ref().as_str()).collect();
    let stray = |row: &&Row| !codes.contains(&row.provider.as_str());
    refused.extend(rows.iter().filter(stray).map(|row| {
        let known = codes.join(", ");
        (row.line, format!("the provider \"{}\" is none of {known}", row.provider))
    }));
    if !refused.is_empty() {
        refused.sort();
        return Err(refused
            .into_iter()
            .map(|(line, reason)| match line {
                0 => reason,
                line => format!("{csv_name}:{line}: {reason}"),
            })
            .collect());
    }
    folders.clone_from_slice(&newer);
    Ok(taken)
}

/// A folder after rows were taken over, if nothing is refused: only a file whose rows all had a place can be checked as
/// a whole. What the checks find is said of the row that it is about.
fn checked(folder: &Folder, rows: &[&Row], refused: &mut Refused) -> Option<Provider> {
    if rows.iter().any(|row| refused.iter().any(|(line, _)| *line == row.line)) {
        return None;
    }
    let problems = match check::provider(folder) {
        Ok(provider) => return Some(provider),
        Err(problems) => problems,
    };
    for problem in problems {
        let culprit = problem.reason.split(' ').next().unwrap_or_default();
        let family = [culprit, "."].concat();
        let is = |row: &&&Row| row.instance == culprit || row.instance.starts_with(&family);
        match rows.iter().find(is) {
            Some(row) => refused.push((row.line, problem.reason)),
            None => refused.push((0, problem.to_string())),
        }
    }
    None
}

/// The rows of a CSV, and what is wrong with the others, by line.
fn read_rows(csv: &str) -> (Vec<Row>, Refused) {
    let mut lines = csv.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty());
    let split = |line: &str| -> Vec<String> {
        line.split(',').map(|cell| cell.trim().trim_matches('"').to_owned()).collect()
    };
    let header = lines.next().map(|(line, _)| split(line)).unwrap_or_default();
    let column = |names: &[&str]| header.iter().position(|cell| names.contains(&cell.as_str()));
    let (provider, region, instance) =
        (column(&["provider"]), column(&["region"]), column(&["instance"]));
    let (usd, date) = (column(&["usd_per_hour", "price"]), column(&["as_of", "date"]));
    let (vcpu, memory, arch) = (column(&["vcpu"]), column(&["memory_gib"]), column(&["arch"]));
    let (Some(provider), Some(region), Some(instance), Some(usd), Some(date)) =
        (provider, region, instance, usd, date)
    else {
        let reason = "the first line must name the columns provider, region, instance, usd_per_hour and as_of";
        return (Vec::new(), vec![(1, reason.to_owned())]);
    };
    let (mut rows, mut refused) = (Vec::new(), Vec::new());
    for (text, line) in lines {
        let cells = split(text);
        if cells.len() != header.len() {
            let reason =
                format!("{} columns where the first line has {}", cells.len(), header.len());
            refused.push((line, reason));
            continue;
        }
        let row = Row {
            line,
            provider: cells[provider].clone(),
            region: cells[region].clone(),
            instance: cells[instance].clone(),
            usd: cells[usd].parse().unwrap_or(f64::NAN),
            date: cells[date].clone(),
            vcpu: vcpu.and_then(|i| cells[i].parse().ok()),
            memory_gib: memory.and_then(|i| cells[i].parse().ok()),
            arch: arch.map(|i| cells[i].clone()).filter(|arch| !arch.is_empty()),
        };
        let same = |other: &Row| {
            (&other.provider, &other.region, &other.instance)
                == (&row.provider, &row.region, &row.instance)
        };
        let reason = if row.usd.is_nan() || row.usd <= 0.0 || row.usd.is_infinite() {
            format!("{} has the price \"{}\", which is none", row.instance, cells[usd])
        } else if !is_date(&row.date) {
            format!("{} has the date \"{}\", which is none", row.instance, row.date)
        } else if rows.iter().any(same) {
            format!("{} is there twice", row.instance)
        } else {
            rows.push(row);
            continue;
        };
        refused.push((line, reason));
    }
    (rows, refused)
}

/// A file's text with the rows in it. Everything but the instances that change stays as it is.
fn rewrite(provider: &Provider, text: &str, rows: &[&Row], refused: &mut Refused) -> String {
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    let mut by_name: BTreeMap<&str, &Row> =
        rows.iter().map(|row| (row.instance.as_str(), *row)).collect();
    for family in &provider.machines.family {
        rewrite_family(provider.about.names, family.get_ref(), &mut by_name, &mut edits, refused);
    }
    for row in by_name.values() {
        let reason = if row.vcpu.is_some() && row.memory_gib.is_some() {
            format!(
                "{} belongs to no family of the catalogue; add the family by hand",
                row.instance
            )
        } else {
            format!(
                "{} is not in the catalogue; to add it, give its vcpu and memory_gib",
                row.instance
            )
        };
        refused.push((row.line, reason));
    }
    // From the end, so that the places of the others stay right.
    edits.sort_by_key(|(span, _)| std::cmp::Reverse((span.start, span.end)));
    let mut out = text.to_owned();
    for (span, new) in edits {
        out.replace_range(span, &new);
    }
    out
}

/// Takes the rows of one family out of `rows` and turns them into edits.
fn rewrite_family<'a>(
    names: Naming,
    family: &'a Family,
    rows: &mut BTreeMap<&str, &'a Row>,
    edits: &mut Vec<(Range<usize>, String)>,
    refused: &mut Refused,
) {
    let stem = |name: &str| names.stem(name);
    let stems: Vec<String> =
        family.instances.iter().map(|i| stem(i.get_ref().name.get_ref())).collect();

    let mut changed: Vec<(&'a toml::Spanned<Instance>, New<'a>)> = Vec::new();
    for instance in &family.instances {
        let i = instance.get_ref();
        let row = rows.remove(i.name.get_ref().as_str());
        if let Some(row) = row
            && (row.vcpu.is_some_and(|vcpu| vcpu != i.vcpu)
                || row.memory_gib.is_some_and(|memory| memory != i.memory_gib)
                || row.arch.as_ref().is_some_and(|arch| *arch != family.arch))
        {
            let reason = format!(
                "{} is another machine in the catalogue: {} vCPU, {} GiB, {}",
                row.instance, i.vcpu, i.memory_gib, family.arch
            );
            refused.push((row.line, reason));
        }
        changed.push((
            instance,
            New {
                name: i.name.get_ref(),
                vcpu: i.vcpu,
                memory_gib: i.memory_gib,
                usd: row.map_or(*i.usd_per_hour.get_ref(), |row| row.usd),
                date: row
                    .map_or(i.read.as_ref().unwrap_or(&family.read).get_ref(), |row| &row.date),
                network: i.network.as_deref(),
            },
        ));
    }

    let mut added: Vec<New<'a>> = Vec::new();
    rows.retain(|name, row| {
        let (Some(vcpu), Some(memory_gib)) = (row.vcpu, row.memory_gib) else {
            return true;
        };
        if !stems.contains(&stem(name))
            || row.arch.as_ref().is_some_and(|arch| *arch != family.arch)
        {
            return true;
        }
        let (name, date) = (row.instance.as_str(), row.date.as_str());
        added.push(New { name, vcpu, memory_gib, usd: row.usd, date, network: None });
        false
    });

    // The date is the family's where all of it has the same.
    let mut dates = changed.iter().map(|(_, new)| new.date).chain(added.iter().map(|new| new.date));
    let first = dates.next().unwrap_or(family.read.get_ref());
    let common = if dates.all(|date| date == first) { first } else { family.read.get_ref() };
    if common != family.read.get_ref() {
        edits.push((family.read.span(), format!("{common:?}")));
    }
    for (instance, new) in &changed {
        let i = instance.get_ref();
        let read = i.read.as_ref().map(|read| read.get_ref().as_str());
        let wanted = (new.date != common).then_some(new.date);
        if *i.usd_per_hour.get_ref() != new.usd || read != wanted {
            edits.push((instance.span(), render(new, wanted)));
        }
    }
    added.sort_by_key(|new| new.vcpu);
    for new in &added {
        let text = render(new, (new.date != common).then_some(new.date));
        // After the last one that is not larger; among those added at one place, the edits that come
        // last in the text are made first, so the order is kept by putting them together.
        let after = family.instances.iter().rev().find(|i| i.get_ref().vcpu <= new.vcpu);
        let (at, text) = match after {
            Some(i) => (i.span().end, format!(",\n  {text}")),
            None => (family.instances[0].span().start, format!("{text},\n  ")),
        };
        match edits.iter_mut().find(|(span, _)| *span == (at..at)) {
            Some((_, together)) => together.push_str(&text),
            None => edits.push((at..at, text)),
        }
    }
}

fn render(new: &New, read: Option<&str>) -> String {
    let New { name, vcpu, memory_gib, usd, network, .. } = new;
    let network = network.map_or(String::new(), |n| format!(", network = {n:?}"));
    let read = read.map_or(String::new(), |read| format!(", read = {read:?}"));
    format!(
        "{{ name = {name:?}, vcpu = {vcpu}, memory_gib = {memory_gib}, usd_per_hour = {usd}{network}{read} }}"
    )
}

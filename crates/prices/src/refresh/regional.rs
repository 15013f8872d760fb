//! Newer prices of machines in other regions than the default one.

use std::collections::BTreeMap;

use crate::files::{Family, Provider};
use crate::refresh::{Refused, Row, Taken};
use crate::regional::{RegionMachines, price_of_units};

/// The file that has the prices of machines in other regions.
pub const MACHINE_PRICES: &str = "machine_prices.toml";

/// Most decimals that a list rounds to.
const MOST_DECIMALS: u8 = 6;

/// The file's text with the rows in it. Regions that no row is about stay as they are.
pub(super) fn rewrite(
    provider: &Provider,
    text: &str,
    rows: &[&Row],
    taken: &mut Taken,
    refused: &mut Refused,
) -> String {
    let code = provider.about.code.get_ref();
    let mut by_region: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
    for row in rows {
        let reason = if !provider.has_region(&row.region) {
            format!("{code} has no region {}", row.region)
        } else if !instances(provider).any(|(_, name, _)| name == row.instance) {
            let default = provider.default_region();
            format!("{} is not in the catalogue; add it for {default} first", row.instance)
        } else {
            by_region.entry(&row.region).or_default().push(row);
            continue;
        };
        refused.push((row.line, reason));
    }
    let mut out = text.to_owned();
    for (region, rows) in by_region {
        let known = &provider.machine_prices.region;
        match known.iter().find(|prices| prices.code.get_ref() == region) {
            Some(prices) => {
                out = with_lines(&out, region, &lines(provider, prices, &rows, taken));
            }
            None => refused.push((
                rows[0].line,
                format!("{MACHINE_PRICES} has no prices for {region} yet; add it there with code, source, read and families = {{}}"),
            )),
        }
    }
    out
}

/// Every machine: its family, its name, its units.
fn instances(provider: &Provider) -> impl Iterator<Item = (&Family, &str, u16)> {
    provider.families().flat_map(|family| {
        family.instances.iter().map(move |instance| {
            let instance = instance.get_ref();
            (family, instance.name.get_ref().as_str(), instance.units())
        })
    })
}

/// What the machines of a region cost, by name; what is not sold is absent.
fn sold<'a>(provider: &'a Provider, prices: &RegionMachines) -> BTreeMap<&'a str, f64> {
    let mut sold = BTreeMap::new();
    for (family, name, units) in instances(provider) {
        let unit = prices.families.iter().find(|(known, _)| *known.get_ref() == family.name);
        let odd = prices.instances.iter().find(|(known, _)| known.get_ref() == name);
        if let Some((_, (usd, decimals))) = unit
            && !prices.not_sold.iter().any(|known| known.get_ref() == name)
        {
            let price = price_of_units(*usd, units, *decimals);
            sold.insert(name, odd.map_or(price, |(_, usd)| *usd));
        }
    }
    sold
}

/// The lines of a region that the rows change: what they begin with, and what they become.
fn lines(
    provider: &Provider,
    prices: &RegionMachines,
    rows: &[&Row],
    taken: &mut Taken,
) -> [(&'static str, String); 4] {
    let mut sold = sold(provider, prices);
    let given = |name: &str| rows.iter().find(|row| row.instance == name);
    let left = sold.keys().filter(|name| given(name).is_none()).count();
    for (_, name, _) in instances(provider) {
        if let Some(row) = given(name) {
            sold.insert(name, row.usd);
        }
    }
    taken.kept += left;
    // The date is that of the oldest price.
    let oldest = rows.iter().map(|row| row.date.as_str()).min().unwrap_or_default();
    let read = if left == 0 { oldest } else { prices.read.get_ref() };
    if left > 0 {
        taken.dated.push(format!(
            "{} keeps its date, {read}, because {left} of its machines are not in the list.",
            prices.code.get_ref()
        ));
    }
    let (mut families, mut odd, mut not_sold) = (Vec::new(), Vec::new(), Vec::new());
    for family in provider.families() {
        let of_family: Vec<(&str, u16, Option<f64>)> = instances(provider)
            .filter(|(other, _, _)| other.name == family.name)
            .map(|(_, name, units)| (name, units, sold.get(name).copied()))
            .collect();
        let costs: Vec<(u16, f64)> =
            of_family.iter().filter_map(|(_, units, usd)| Some((*units, (*usd)?))).collect();
        if costs.is_empty() {
            continue;
        }
        let before = prices.families.iter().find(|(name, _)| *name.get_ref() == family.name);
        let changed = of_family.iter().any(|(name, _, _)| given(name).is_some());
        let (usd, decimals) = match before {
            Some((_, unit)) if !changed => *unit,
            _ => unit_price(&costs),
        };
        families.push(format!("{} = [{usd}, {decimals}]", family.name));
        for (name, units, cost) in of_family {
            match cost {
                None => not_sold.push(format!("{name:?}")),
                Some(cost) if is(price_of_units(usd, units, decimals), cost) => {}
                Some(cost) => odd.push(format!("{name:?} = {cost}")),
            }
        }
    }
    let some = |texts: &[String], [open, close]: [&str; 2]| {
        if texts.is_empty() { String::new() } else { [open, &texts.join(", "), close].concat() }
    };
    [
        ("read", format!("{read:?}")),
        ("families", some(&families, ["{ ", " }"])),
        ("instances", some(&odd, ["{ ", " }"])),
        ("not_sold", some(&not_sold, ["[", "]"])),
    ]
}

fn is(price: f64, wanted: f64) -> bool {
    (price - wanted).abs() < 1e-9
}

/// A price for a unit and the decimals to round to that give most of the prices, each with its units; of equally good ones
/// the shortest.
fn unit_price(costs: &[(u16, f64)]) -> (f64, u8) {
    let mut best = (costs[0].1 / f64::from(costs[0].0), MOST_DECIMALS);
    let mut most = 0;
    for decimals in 0..=MOST_DECIMALS {
        let half = 0.5 / 10f64.powi(decimals.into());
        for first in costs {
            // What a unit may cost for the first price, then for each other one that leaves anything.
            let range = |(units, usd): (u16, f64)| {
                ((usd - half) / f64::from(units), (usd + half) / f64::from(units))
            };
            let (mut low, mut high) = range(*first);
            for cost in costs {
                let (from, to) = range(*cost);
                if from.max(low) < to.min(high) {
                    (low, high) = (from.max(low), to.min(high));
                }
            }
            let unit = shortest(low, high);
            let given =
                |(units, usd): &&(u16, f64)| is(price_of_units(unit, *units, decimals), *usd);
            let count = costs.iter().filter(given).count();
            if count > most {
                (best, most) = ((unit, decimals), count);
            }
        }
    }
    best
}

/// The number with the fewest decimals that is at least `low` and below `high`.
fn shortest(low: f64, high: f64) -> f64 {
    let numbers = (0..=12).map(|decimals| {
        let scale = 10f64.powi(decimals);
        (low * scale).ceil() / scale
    });
    numbers.clone().find(|number| *number < high).unwrap_or(low)
}

/// A text with lines of a region changed; an empty one is taken out.
fn with_lines(text: &str, region: &str, lines: &[(&str, String)]) -> String {
    let code = format!("code = {region:?}");
    let (mut inside, mut rest) = (false, lines.to_vec());
    let mut out: Vec<String> = Vec::new();
    let end = |out: &mut Vec<String>, rest: &mut Vec<(&str, String)>| {
        let new = rest.drain(..).filter(|(_, value)| !value.is_empty());
        out.extend(new.map(|(key, value)| format!("{key} = {value}")));
    };
    for line in text.lines() {
        if inside && line.trim().is_empty() {
            end(&mut out, &mut rest);
            inside = false;
        }
        inside |= line.trim() == code;
        let key = line.split(" = ").next().unwrap_or_default();
        match rest.iter().position(|(known, _)| inside && *known == key) {
            None => out.push(line.to_owned()),
            Some(at) => {
                let (key, value) = rest.remove(at);
                if !value.is_empty() {
                    out.push(format!("{key} = {value}"));
                }
            }
        }
    }
    if inside {
        end(&mut out, &mut rest);
    }
    out.join("\n") + "\n"
}

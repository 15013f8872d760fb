//! The tables of other regions than the default one.

use std::collections::BTreeMap;

use crate::files::Provider;
use crate::tables::Tables;

/// What a unit of a family costs in a region: its digits and where the point is, which takes less room
/// than a float.
pub(super) fn unit_price((usd, decimals): (f64, u8)) -> String {
    let text = format!("{usd}");
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    let digits = format!("{whole}{part}");
    let digits = digits.trim_start_matches('0');
    let digits = if digits.is_empty() { "0" } else { digits };
    format!("UnitPrice {{ digits: {digits}, scale: {}, decimals: {decimals} }}", part.len())
}

impl Tables {
    /// Machines whose price in a region does not follow from their family's, and those not sold.
    pub(super) fn odd_prices(&mut self, p: &Provider, regions: usize, machines: usize) {
        let names: Vec<&str> = p
            .families()
            .flat_map(|family| &family.instances)
            .map(|instance| instance.get_ref().name.get_ref().as_str())
            .collect();
        for (place, region) in p.regions.region.iter().enumerate() {
            let code = region.get_ref().code.get_ref();
            let sold =
                p.machine_prices.region.iter().filter(|prices| prices.code.get_ref() == code);
            for prices in sold {
                let odd = prices.instances.iter().map(|(name, usd)| (name, Some(*usd)));
                let none = prices.not_sold.iter().map(|name| (name, None));
                for (name, usd) in odd.chain(none) {
                    let machine = names.iter().position(|other| other == name.get_ref());
                    let machine = machines + machine.unwrap_or(0);
                    self.machine_prices.odd(regions + place, machine, usd);
                }
            }
        }
    }

    /// Prices of other regions than the default one, in hundred-millionths of a USD, 0 if not known.
    pub(super) fn regional(&mut self, p: &Provider, first_price: usize) {
        let codes = p.unit_prices();
        for price in &p.regional_prices.price {
            let place = codes.iter().position(|(code, _)| code == price.code.get_ref());
            let place = first_price + place.unwrap_or(0);
            let read =
                self.read(&p.regional_prices.sources, price.source.get_ref(), price.read.get_ref());
            let usd =
                by_region(p, &price.usd).map(|usd| usd.map_or(0.0, |usd| (usd * 1e8).round()));
            let usd: Vec<String> = usd.map(|usd| format!("{usd}")).collect();
            self.regional.push(format!(
                "Regional {{ price: {place}, read: {read}, usd: &[{}] }}",
                usd.join(", ")
            ));
        }
    }

    /// Adds what committing takes off, in hundredths of a per cent, 0 if not known; returns the place of
    /// the first table.
    pub(super) fn commitments(&mut self, p: &Provider) -> usize {
        let first = self.commitments.0.len();
        for table in &p.commitments.commitment {
            let (source, date) = (table.source.get_ref(), table.read.get_ref());
            let read = self.dated(&p.commitments.sources, source, date);
            let percents = |by: &BTreeMap<toml::Spanned<String>, f64>| {
                let of =
                    by_region(p, by).map(|p| p.map_or(0.0, |percent| (percent * 100.0).round()));
                of.map(|percent| percent.to_string()).collect::<Vec<_>>().join(", ")
            };
            self.commitments.push(format!(
                "Commitments {{ only_listed: {}, read: {read}, percents: [&[{}], &[{}]] }}",
                table.only_listed,
                percents(&table.one_year),
                percents(&table.three_years),
            ));
        }
        first
    }
}

/// Figures by region, in the order of the provider's regions.
fn by_region<'a>(
    p: &'a Provider,
    figures: &'a BTreeMap<toml::Spanned<String>, f64>,
) -> impl Iterator<Item = Option<f64>> + 'a {
    p.regions.region.iter().map(|region| {
        let code = region.get_ref().code.get_ref();
        figures.iter().find(|(other, _)| other.get_ref() == code).map(|(_, figure)| *figure)
    })
}

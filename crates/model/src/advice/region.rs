//! What the region of a quote lacks, in sentences: the checks say it of the provider in focus, cards of each one.

use crate::number::count;
use crate::pricing::quote::Quote;

/// Fewest zones that survive the loss of one with a majority left.
const ZONES_TO_SURVIVE: u8 = 3;

/// Why not everybody may use the region.
#[must_use]
pub fn restricted(quote: &Quote) -> Option<String> {
    let why = quote.region.restricted?;
    Some([&*quote.region.name(), " is not open to everybody: ", why, "."].concat())
}

/// Too few zones for what has to survive, or for what a cluster is usually spread over.
#[must_use]
pub fn zones_missing(quote: &Quote) -> Option<String> {
    let region = quote.region;
    let zones = region.zones.filter(|zones| *zones < ZONES_TO_SURVIVE)?;
    if !quote.s.ha && quote.nodes() < 2 {
        return None;
    }
    Some(match zones {
        0 | 1 => format!(
            "{} is not divided into zones: what takes the site takes every node, and no traffic between zones is billed.",
            region.name()
        ),
        zones => format!(
            "{} has only {}; three are needed to lose one and keep a majority of the nodes.",
            region.name(),
            count(zones.into(), "zone")
        ),
    })
}

/// Nobody says how many zones there are, and there is more than one node to spread over them.
#[must_use]
pub fn zones_unknown(quote: &Quote) -> Option<String> {
    let region = quote.region;
    (region.zones.is_none() && quote.nodes() > 1).then(|| {
        format!("How many zones {} has is not known; the bill takes three.", region.name())
    })
}

/// All of it; empty where the region lacks nothing.
#[must_use]
pub fn lacks(quote: &Quote) -> String {
    let all = [restricted(quote), zones_missing(quote), zones_unknown(quote)];
    all.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inputs::Provider;
    use crate::outcome::Outcome;

    #[test]
    fn a_region_out_of_focus_says_what_it_lacks() {
        // AWS in Northern Virginia is in focus. West US has no zones, Chicago's region of Azure three.
        for (link, wanted) in [
            ("n=3&azure=westus", "California (westus) is not divided into zones"),
            ("n=1&azure=westus", ""),
            ("n=1&ha=1&azure=westus", "California (westus) is not divided into zones"),
            ("n=3&azure=germanynorth", "is not open to everybody"),
            ("n=3&azure=jioindiawest", "(jioindiawest) has is not known"),
            ("n=3&azure=eastus", ""),
        ] {
            let outcome = Outcome::of(&link.parse().expect(link));
            let said = lacks(outcome.quote(Provider::Azure));
            assert!(
                said.contains(wanted) && said.is_empty() == wanted.is_empty(),
                "{link}: {said}"
            );
            assert_eq!(lacks(outcome.focus()), "", "{link}");
        }
    }
}

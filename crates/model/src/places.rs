//! Places: finding one by what people call it, and the region of each provider that is nearest to it.

use crate::inputs::{Key, Provider};
use crate::outcome::Outcome;
use crate::pricing::catalogue::{Continent, RegionId};
use crate::pricing::order::Order;
use crate::pricing::quote::Quote;

/// A place to deploy in: where a region is, and with it the nearest regions of the other providers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The region that gives the place its name.
    pub at: RegionId,
}

impl Place {
    /// `Frankfurt, Germany`; `Singapore` where both are the same.
    #[must_use]
    pub fn name(self) -> String {
        let (city, country) = (self.at.region().city, self.at.region().country().name);
        if city == country { city.to_owned() } else { [city, ", ", country].concat() }
    }

    /// The region of a provider there: its own, or the nearest.
    #[must_use]
    pub fn region(self, provider: Provider) -> RegionId {
        if self.at.region().provider == provider { self.at } else { nearest(provider, self.at) }
    }

    /// The changes of a scenario that move all providers there.
    #[must_use]
    pub fn changes(self) -> Vec<(Key, Option<f64>)> {
        let mut changes = Vec::new();
        for provider in Provider::ALL {
            changes.extend(change(self.region(*provider)));
        }
        changes
    }
}

/// The change that moves a region's provider into it.
#[must_use]
pub fn change(id: RegionId) -> Option<(Key, Option<f64>)> {
    Some((Key::region_of(id.region().provider)?, Some(id.position() as f64)))
}

/// The region of a provider that is nearest to another region; never one that not everybody may use.
#[must_use]
pub fn nearest(provider: Provider, to: RegionId) -> RegionId {
    let (mut nearest, mut least) = (RegionId::default_of(provider), i32::MAX);
    for id in RegionId::all(provider) {
        let distance = distance_squared(id, to);
        if id.region().restricted.is_none() && distance < least {
            (nearest, least) = (id, distance);
        }
    }
    nearest
}

/// The square of the straight line between two regions, in units of 25 km. It grows as the great circle does.
fn distance_squared(a: RegionId, b: RegionId) -> i32 {
    let (a, b) = (a.region().position, b.region().position);
    a.into_iter().zip(b).map(|(a, b)| (i32::from(a) - i32::from(b)).pow(2)).sum()
}

/// Places that somebody may mean by a city, a country, a continent or a region's code, best first. Nothing written
/// gives all of them. Regions that not everybody may use are found by their whole code alone.
#[must_use]
pub fn search(query: &str) -> Vec<Place> {
    let query = plain(query);
    let (mut by_city, mut others): (Vec<Place>, Vec<Place>) = (Vec::new(), Vec::new());
    for at in RegionId::every() {
        let (region, place) = (at.region(), Place { at });
        let (country, code) = (region.country(), plain(region.code));
        // A provider's name of a region has the words of its code: `germanywestcentral`, `Germany West Central`.
        if code.replace(' ', "") == query.replace(' ', "") {
            return vec![place];
        }
        let also = [&*place.name(), country.code, country.continent.label(), region.code];
        let text = plain(&also.join(" "));
        let known = |other: &Place| {
            let other = other.at.region();
            other.city == region.city && other.country() == country
        };
        if region.restricted.is_none()
            && query.split(' ').skip(1).all(|word| text.contains(&[" ", word].concat()))
            && !by_city.iter().chain(&others).any(known)
        {
            let found = if text.starts_with(&query) { &mut by_city } else { &mut others };
            found.push(place);
        }
    }
    by_city.append(&mut others);
    by_city
}

/// The place that a scenario is in: that which gives its three regions, or else the place of the provider in focus.
#[must_use]
pub fn current(outcome: &Outcome) -> Place {
    let s = &outcome.s;
    for at in [s.p, Provider::Aws, Provider::Gcp, Provider::Azure].map(|p| s.region(p)) {
        let place = Place { at };
        if Provider::ALL.iter().all(|p| place.region(*p) == s.region(*p)) {
            return place;
        }
    }
    Place { at: s.region(s.p) }
}

/// What the order and the bill of a region's provider would be in that region, everything else being equal.
#[must_use]
pub fn quote_in(outcome: &Outcome, id: RegionId) -> Quote {
    let mut changes = vec![(Key::Provider, Some(f64::from(id.region().provider as u8)))];
    changes.extend(change(id));
    outcome.changed(&changes)
}

/// Regions in a list of the cheapest.
const MOST_CHEAPEST: usize = 10;

/// A region in which the scenario could be.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The region.
    pub at: RegionId,
    /// What is bought there.
    pub order: Option<Order>,
    /// What a month costs there, in cents.
    pub cents: i64,
}

/// The regions in which the scenario costs least, the cheapest first; of one provider or of all, on one continent or
/// on all. Regions that not everybody may use are not among them.
#[must_use]
pub fn cheapest(
    outcome: &Outcome,
    provider: Option<Provider>,
    continent: Option<Continent>,
) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    for at in RegionId::every() {
        let region = at.region();
        if region.restricted.is_some()
            || provider.is_some_and(|wanted| wanted != region.provider)
            || continent.is_some_and(|wanted| wanted != region.country().continent)
        {
            continue;
        }
        let quote = quote_in(outcome, at);
        let Some(cents) = quote.monthly_cents() else { continue };
        let position = found.iter().take_while(|other| other.cents <= cents).count();
        if position < MOST_CHEAPEST {
            found.truncate(MOST_CHEAPEST - 1);
            found.insert(position, Found { at, order: quote.order, cents });
        }
    }
    found
}

/// The words of a text, each after a space, in lower case and without the marks above and below letters that people
/// leave out.
fn plain(text: &str) -> String {
    let mut words = String::new();
    let mut between = true;
    for letter in text.chars() {
        let letter = match letter.to_ascii_lowercase() {
            'á' | 'ã' | 'ä' | 'à' | 'â' => 'a',
            'é' | 'è' | 'ê' | 'É' => 'e',
            'ö' | 'ó' | 'ô' | 'Ö' => 'o',
            'ü' | 'ú' | 'Ü' => 'u',
            'í' => 'i',
            'ç' => 'c',
            other => other,
        };
        let ends = matches!(letter, ' ' | ',' | '-' | '(' | ')' | '.');
        if !ends {
            if between {
                words.push(' ');
            }
            words.push(letter);
        }
        between = ends;
    }
    words
}

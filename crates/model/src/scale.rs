//! Where a slider stops: round values over the whole range of a number.

use crate::inputs::{Kind, Scale};

/// Round values of a decade.
const DECADE: [f64; 10] = [1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0];

/// Steps of a linear scale at most; a finer step is coarsened to keep a slider usable.
const MOST_STEPS: f64 = 400.0;

/// The stops of a slider, ascending, first and last at the bounds. Empty for what is no number.
#[must_use]
pub fn stops(kind: Kind, (min, max): (f64, f64)) -> Vec<f64> {
    let Kind::Number { whole, scale, .. } = kind else {
        return Vec::new();
    };
    let mut stops = vec![min];
    match scale {
        Scale::Log | Scale::LogFrom(_) => {
            let second = if let Scale::LogFrom(second) = scale { second } else { 1.0 };
            let first = if min > 0.0 { min } else { second };
            let mut decade = 10f64.powf(first.log10().floor());
            while decade <= max {
                let round = DECADE.iter().map(|digit| crate::number::tidy(digit * decade));
                stops
                    .extend(round.filter(|x| *x > min && *x < max && (!whole || x.fract() == 0.0)));
                decade *= 10.0;
            }
        }
        Scale::Linear(step) => {
            let step = step.max((max - min) / MOST_STEPS);
            let mut i = 1.0;
            while min + i * step < max - step / 2.0 {
                stops.push(crate::number::tidy(min + i * step));
                i += 1.0;
            }
        }
    }
    if max > min {
        stops.push(max);
    }
    stops
}

/// The place of the stop nearest to a value.
#[must_use]
pub fn place(stops: &[f64], value: f64) -> usize {
    let after = stops.partition_point(|stop| *stop < value);
    match (after.checked_sub(1), stops.get(after)) {
        (Some(before), Some(stop)) if value - stops[before] < stop - value => before,
        (_, Some(_)) => after,
        (before, None) => before.unwrap_or(0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inputs::{INPUTS, Key};

    #[test]
    fn stops_ascend_from_bound_to_bound() {
        for input in &INPUTS {
            let Kind::Number { min, max, whole, .. } = input.kind else { continue };
            let stops = stops(input.kind, (min, max));
            assert_eq!((stops.first(), stops.last()), (Some(&min), Some(&max)), "{}", input.code);
            assert!(stops.windows(2).all(|w| w[0] < w[1]), "{} {stops:?}", input.code);
            assert!(stops.len() <= 500, "{} has {}", input.code, stops.len());
            assert!(!whole || stops.iter().all(|s| s.fract() == 0.0), "{} {stops:?}", input.code);
            if let Some(default) = input.default {
                assert!(
                    stops.contains(&default),
                    "{}: a slider cannot reach {default}",
                    input.code
                );
            }
            for (i, stop) in stops.iter().enumerate() {
                assert_eq!(place(&stops, *stop), i);
            }
        }
    }

    #[test]
    fn a_value_between_stops_is_at_the_nearest() {
        let stops = stops(Key::Queries.input().kind, (0.0, 1e6));
        assert_eq!(stops[place(&stops, 0.0)], 0.0);
        assert_eq!(stops[place(&stops, 1010.0)], 1000.0);
        assert_eq!(stops[place(&stops, 1190.0)], 1200.0);
        assert_eq!(stops[place(&stops, 5e9)], 1e6);
    }

    #[test]
    fn a_range_of_one_value_has_one_stop() {
        assert_eq!(stops(Key::ReplicationFactor.input().kind, (1.0, 1.0)), [1.0]);
    }
}

//! SVG path data, with a tenth of a pixel as its finest step.

/// A point on a chart: x, y.
pub type Place = (f64, f64);

/// A coordinate as text: `12.3`, `-4`.
#[must_use]
pub fn coordinate(x: f64) -> String {
    let mut out = String::new();
    push(&mut out, x);
    out
}

#[expect(clippy::cast_possible_truncation, reason = "a few thousand tenths")]
pub(super) fn push(out: &mut String, x: f64) {
    let tenths = (x * 10.0).round() as i32;
    if tenths < 0 {
        out.push('-');
    }
    let size = tenths.unsigned_abs();
    *out += &(size / 10).to_string();
    if !size.is_multiple_of(10) {
        out.push('.');
        out.push(char::from(b'0' + (size % 10) as u8));
    }
}

fn push_place(out: &mut String, command: char, (x, y): Place) {
    out.push(command);
    push(out, x);
    out.push(' ');
    push(out, y);
}

/// Straight lines through points.
#[must_use]
pub fn line(places: &[Place]) -> String {
    let mut out = String::new();
    for (i, place) in places.iter().enumerate() {
        push_place(&mut out, if i == 0 { 'M' } else { 'L' }, *place);
    }
    out
}

/// The area between two lines with the same number of points.
#[must_use]
pub fn area(upper: &[Place], lower: &[Place]) -> String {
    let mut out = line(upper);
    for place in lower.iter().rev() {
        push_place(&mut out, 'L', *place);
    }
    out.push('Z');
    out
}

/// A staircase: each point holds its height up to the next one. `None` is a gap.
#[must_use]
pub fn steps(places: &[(f64, Option<f64>)]) -> String {
    let mut out = String::new();
    let mut last = None;
    for (x, y) in places {
        if last.is_some() {
            out.push('H');
            push(&mut out, *x);
        }
        if let Some(y) = *y {
            if last.is_none() {
                push_place(&mut out, 'M', (*x, y));
            } else if last != Some(y) {
                out.push('V');
                push(&mut out, y);
            }
        }
        last = *y;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths() {
        assert_eq!(coordinate(12.34), "12.3");
        assert_eq!(coordinate(-0.26), "-0.3");
        assert_eq!(coordinate(400.0), "400");
        assert_eq!(line(&[(0.0, 1.0), (2.5, 3.04)]), "M0 1L2.5 3");
        assert_eq!(area(&[(0.0, 1.0), (2.0, 1.0)], &[(0.0, 3.0), (2.0, 4.0)]), "M0 1L2 1L2 4L0 3Z");
        assert_eq!(line(&[]), "");
    }

    #[test]
    fn staircases_have_vertical_risers_and_gaps() {
        let at = |y: f64| Some(y);
        assert_eq!(
            steps(&[(0.0, at(9.0)), (1.0, at(9.0)), (2.0, at(5.0)), (3.0, at(5.0))]),
            "M0 9H1H2V5H3"
        );
        assert_eq!(
            steps(&[(0.0, None), (1.0, at(9.0)), (2.0, None), (3.0, at(4.0)), (4.0, at(4.0))]),
            "M1 9H2M3 4H4"
        );
    }
}

use super::*;

#[test]
fn rounds_as_the_standard_library_does() {
    // A fixed linear congruential generator gives all bits of a fraction.
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    for _ in 0..100_000 {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let x = 10f64.powf((state >> 11) as f64 / 2f64.powi(53) * 17.0) * 0.5;
        for x in [x, x.floor() + 0.5, x.floor() + 0.5 - x * f64::EPSILON, -x] {
            if x.abs() >= 0.5 {
                assert_eq!(round(x).to_bits(), x.round().to_bits(), "{x}");
            }
        }
    }
}

#[test]
fn the_short_way_to_a_tidy_number_gives_the_same() {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let check = |x: f64| {
        for x in [x, -x, x * (1.0 + f64::EPSILON), x * (1.0 - f64::EPSILON)] {
            assert_eq!(tidy(x).to_bits(), round_significant(x, 12).to_bits(), "{x:e}");
        }
    };
    for power in -12..=14 {
        // Borders of digits, and numbers with one digit too many, which are rounded to either side.
        for digits in [
            1.0,
            0.999_999_999_999_5,
            0.999_999_999_999_4,
            1.234_567_890_125,
            8.000_000_000_000_002,
        ] {
            check(digits * 10f64.powi(power));
        }
    }
    for _ in 0..100_000 {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        check(10f64.powf((state >> 11) as f64 / 2f64.powi(53) * 26.0 - 12.0));
    }
}

#[test]
fn powers_of_ten_are_exact() {
    for (power, x) in (0..).zip(POWERS_OF_TEN) {
        assert_eq!(x.to_bits(), 10f64.powi(power).to_bits(), "{power}");
        assert_eq!(shift_decimal(3.0, power), 3.0 * x);
        assert_eq!(PARTS_OF_TEN[power as usize].to_bits(), (1.0 / x).to_bits(), "{power}");
    }
    // Beyond them, as near as a few of them come.
    assert!((shift_decimal(2.0, 300) / 2e300 - 1.0).abs() < 1e-14);
    assert!((shift_decimal(2e300, -300) / 2.0 - 1.0).abs() < 1e-14);
    assert!(shift_decimal(1.0, 400).is_infinite());
}

#[test]
fn reads_numbers_as_people_write_them() {
    for (text, value) in [
        ("1000", 1e3),
        (" 1,000,000 ", 1e6),
        ("250k", 250e3),
        ("250 K", 250e3),
        ("1.5M", 1.5e6),
        ("2B", 2e9),
        ("1e6", 1e6),
        ("1_000", 1e3),
        ("1\u{202f}000", 1e3),
        ("12,345.5", 12_345.5),
        ("-3", -3.0),
        ("0", 0.0),
        (".5", 0.5),
    ] {
        assert_eq!(parse(text), Ok(value), "{text:?}");
    }
}

#[test]
fn refuses_what_is_not_a_number() {
    use ParseNumberError::{Comma, Empty, NotANumber};
    for (text, error) in [
        ("", Empty),
        ("  ", Empty),
        ("1,5", Comma),
        ("1,0000", Comma),
        (",5", Comma),
        ("1.5,000", Comma),
        ("inf", NotANumber),
        ("NaN", NotANumber),
        ("1e999", NotANumber),
        ("1e308k", NotANumber),
        (".", NotANumber),
        ("1e", NotANumber),
        ("1e1e1", NotANumber),
        ("1.2.3", NotANumber),
        ("--1", NotANumber),
        ("1e99999999999", NotANumber),
        ("0x10", NotANumber),
        ("k", NotANumber),
        ("twelve", NotANumber),
        ("1-2", NotANumber),
    ] {
        assert_eq!(parse(text), Err(error), "{text:?}");
    }
}

#[test]
fn text_and_number_are_the_same_number_both_ways() {
    let mut x = 1.234_567_890_12e-11;
    while x < 1e16 {
        for value in [x, -x, tidy(x * 7.7), tidy(x / 3.0)] {
            let text = exact(value);
            assert_eq!(text.parse(), Ok(value), "the standard library reads {text} otherwise");
            assert_eq!(parse(&text), Ok(value), "{text}");
        }
        x = tidy(x * 9.7);
    }
    assert_eq!(exact(1e22), "1".to_owned() + &"0".repeat(22));
    assert_eq!(exact(f64::NAN), "0");
}

#[test]
fn digits_beyond_counting_do_not_overflow() {
    assert_eq!(parse(&"9".repeat(30)), Ok(1e30));
    assert_eq!(parse(&format!("0.{}1", "0".repeat(400))).map(|x| x < 1e-300), Ok(true));
}

#[test]
fn tidy_removes_only_noise() {
    assert_eq!(tidy(8.000_000_000_000_002), 8.0);
    assert_eq!(tidy(0.1 + 0.2), 0.3);
    assert_eq!(tidy(123_456_789.123), 123_456_789.123);
    assert_eq!(tidy(0.0), 0.0);
    assert_eq!(tidy(5e-324), 5e-324);
}

#[test]
fn magnitudes_are_those_of_the_logarithm() {
    for power in -40..=40 {
        let ten = shift_decimal(1.0, power);
        assert_eq!(magnitude(ten), power, "{ten}");
        if power.abs() < 22 {
            assert_eq!(magnitude(ten * (1.0 - 1e-15)), power - 1, "just below {ten}");
        }
        for factor in [1.000_001, 1.5, 2.0, 3.99, 4.0, 7.3, 9.999_999] {
            let x = ten * factor;
            assert_eq!(magnitude(x), x.log10().floor() as i32, "{x}");
        }
    }
}

#[test]
fn ladders_end_in_multiples_of_their_last_step() {
    let ladder = [1.0, 2.0, 4.0];
    for (x, step) in [(0.0, 1.0), (1.0, 1.0), (1.1, 2.0), (4.0, 4.0), (4.1, 8.0), (9.0, 12.0)] {
        assert_eq!(ceil_to(x, &ladder), step, "{x}");
    }
}

#[test]
fn plain_text_has_no_noise_and_no_exponent() {
    for (x, text) in [
        (1000.0, "1000"),
        (2.27, "2.27"),
        (0.0055, "0.0055"),
        (1e9, "1000000000"),
        (1.0 / 3.0, "0.333333"),
        (-0.0, "0"),
    ] {
        assert_eq!(plain(x), text);
    }
    for x in [0.0, 999.0, 1000.0, -1000.0, 1_234_567.5, 1e9, 0.125] {
        assert_eq!(parse(&grouped(x)), Ok(x));
    }
    assert_eq!(grouped(-1_234_567.5), "-1,234,567.5");
    assert_eq!(short(50_000.0), "50K");
    assert_eq!(short(1.5e6), "1.5M");
}

#[test]
fn a_unit_stands_after_a_space_and_per_cent_after_none() {
    for (unit, text) in
        [("GB", "70 GB"), ("%", "70%"), ("% per month", "70% per month"), ("", "70")]
    {
        assert_eq!(with_unit("70", unit), text);
    }
}

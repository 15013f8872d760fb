//! Calendar days, without a clock: today is passed in.

/// Days from 1 March of year 0 to 1 January 1970, in the Gregorian calendar.
const DAYS_TO_1970: i32 = 719_468;

/// Days in 400 years, after which the calendar repeats.
const ERA: i32 = 146_097;

/// A day of the Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    /// Year.
    pub year: i32,
    /// Month, 1 .. 12.
    pub month: u32,
    /// Day of the month, 1 .. 31.
    pub day: u32,
}

impl Date {
    /// The day that is so many days after 1970-01-01.
    #[must_use]
    pub const fn from_days(days: i32) -> Self {
        // Years that begin in March have their leap day last, so month lengths follow one formula.
        let from_march = days + DAYS_TO_1970;
        let day_of_era = from_march.rem_euclid(ERA);
        let year_of_era =
            (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        let year = year_of_era + from_march.div_euclid(ERA) * 400 + (month <= 2) as i32;
        Self { year, month: month.unsigned_abs(), day: day.unsigned_abs() }
    }

    /// Days since 1970-01-01.
    #[must_use]
    #[expect(clippy::cast_possible_wrap, reason = "months and days of months")]
    pub const fn days(self) -> i32 {
        let (month, day) = (self.month as i32, self.day as i32);
        let year = self.year - (month <= 2) as i32;
        let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        let year_of_era = year.rem_euclid(400);
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        year.div_euclid(400) * ERA + day_of_era - DAYS_TO_1970
    }

    /// The same day so many months later, or the last of that month if it has no such day.
    #[must_use]
    #[expect(clippy::cast_possible_wrap, reason = "months of a horizon")]
    pub const fn add_months(self, months: u32) -> Self {
        let count = self.month - 1 + months;
        let (year, month) = (self.year + (count / 12) as i32, count % 12 + 1);
        let days = match month {
            2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        Self { year, month, day: if self.day < days { self.day } else { days } }
    }

    /// The first day of what `2027-01-20`, `2027-01` or `2027` names; `None` for anything else.
    #[must_use]
    pub fn first_of(text: &str) -> Option<Self> {
        let mut parts = text.split('-').map(|part| part.parse::<u32>().ok());
        let year = parts.next()?.filter(|year| *year <= 9999)?.cast_signed();
        let month = parts.next().unwrap_or(Some(1)).filter(|month| (1..=12).contains(month))?;
        let day = parts.next().unwrap_or(Some(1)).filter(|day| (1..=31).contains(day))?;
        parts.next().is_none().then_some(Self { year, month, day })
    }

    /// As `2027-01-20`.
    #[must_use]
    pub fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn date(year: i32, month: u32, day: u32) -> Date {
        Date { year, month, day }
    }

    #[test]
    fn days_are_counted_one_by_one() {
        assert_eq!(date(1970, 1, 1).days(), 0);
        assert_eq!(date(2000, 3, 1).days(), 11_017);
        let mut day = date(1899, 12, 31);
        for days in day.days()..date(2201, 1, 1).days() {
            assert_eq!(Date::from_days(days), day);
            assert_eq!(day.days(), days);
            let next = Date { day: day.day + 1, ..day };
            // A day past the end of its month is not valid; it would be the first of the next.
            day = if Date::from_days(days + 1).month == day.month {
                next
            } else {
                date(day.year + i32::from(day.month == 12), day.month % 12 + 1, 1)
            };
        }
    }

    #[test]
    fn months_are_added_and_dates_written() {
        assert_eq!(date(2026, 11, 20).add_months(3), date(2027, 2, 20));
        assert_eq!(date(2026, 1, 31).add_months(1), date(2026, 2, 28));
        assert_eq!(date(2028, 1, 31).add_months(1), date(2028, 2, 29));
        assert_eq!(date(2026, 12, 31).add_months(120), date(2036, 12, 31));
        assert_eq!(date(2100, 1, 30).add_months(1), date(2100, 2, 28));
        assert_eq!(date(2026, 3, 3).iso(), "2026-03-03");
    }

    #[test]
    fn a_day_a_month_or_a_year_is_read_as_its_first_day() {
        for (text, expected) in [
            ("2026-03-04", date(2026, 3, 4)),
            ("2026-03", date(2026, 3, 1)),
            ("2026", date(2026, 1, 1)),
        ] {
            assert_eq!(Date::first_of(text), Some(expected), "{text}");
        }
        for bad in ["", "unknown", "2026-13-01", "2026-00", "2026-1-32", "2026-03-03-03", "99999"] {
            assert_eq!(Date::first_of(bad), None, "{bad:?}");
        }
    }
}

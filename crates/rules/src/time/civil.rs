//! Calendar dates, as on a wall calendar. What a moment is called in Brussels is
//! [`brussels`](super::brussels)'s; which dates are holidays is [`holidays`](super::holidays)'s.

mod clock;
mod weekday;

pub use clock::DateTime;
pub use weekday::Weekday;

use super::digits;
use core::fmt::{self, Write};

/// From 0000-03-01, where the formulas below start to count, to 1970-01-01.
const DAYS_TO_1970: i64 = 719_468;

/// A date of the Gregorian calendar, from 0001-01-01 to 9999-12-31, so that its text always has
/// ten characters. Every value is a date that exists.
///
/// ```
/// use leadgate_rules::time::{Date, Weekday};
///
/// let leap_day = Date::new(2028, 2, 29).unwrap();
/// assert_eq!(leap_day.weekday(), Weekday::Tuesday);
/// assert_eq!(leap_day.add_days(1).to_string(), "2028-03-01");
/// assert_eq!(Date::new(2027, 2, 29), None);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// The first date that can be told.
    pub const FIRST: Self = Self::of_every_year(1, 1, 1);
    /// The last date that can be told.
    pub const LAST: Self = Self::of_every_year(9999, 12, 31);

    /// The date, if it exists.
    #[must_use]
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        let year = u16::try_from(year).ok()?;
        let exists = matches!(year, 1..=9999)
            && matches!(month, 1..=12)
            && day >= 1
            && day <= days_in_month(year, month);
        exists.then_some(Self { year, month, day })
    }

    /// For dates that every year has. A year out of range becomes the nearest in range.
    pub(super) const fn of_every_year(year: i32, month: u8, day: u8) -> Self {
        let year = if year < 1 {
            1
        } else if year > 9999 {
            9999
        } else {
            year as u16
        };
        Self { year, month, day }
    }

    /// The year, 1 to 9999.
    #[must_use]
    pub const fn year(self) -> i32 {
        self.year as i32
    }

    /// The month, 1 to 12.
    #[must_use]
    pub const fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, 1 to 31.
    #[must_use]
    pub const fn day(self) -> u8 {
        self.day
    }

    /// The day of the week.
    #[must_use]
    pub const fn weekday(self) -> Weekday {
        // 1970-01-01 was a Thursday.
        Weekday::ALL[(self.days_since_epoch() + 3).rem_euclid(7) as usize]
    }

    /// Days since 1970-01-01, negative before.
    #[must_use]
    pub const fn days_since_epoch(self) -> i64 {
        // A year that begins in March has its leap day at its end, where it disturbs nothing.
        let (year, month) = if self.month > 2 {
            (self.year as i64, self.month as i64 - 3)
        } else {
            (self.year as i64 - 1, self.month as i64 + 9)
        };
        days_before_year(year) + days_before_month(month) + self.day as i64 - 1 - DAYS_TO_1970
    }

    /// The date so many days after 1970-01-01. What lies outside the range becomes its first or
    /// last date.
    ///
    /// ```
    /// use leadgate_rules::time::Date;
    ///
    /// assert_eq!(Date::from_days(20_778).to_string(), "2026-11-21");
    /// assert_eq!(Date::from_days(i64::MAX), Date::LAST);
    /// ```
    #[must_use]
    pub fn from_days(days: i64) -> Self {
        let days = days.clamp(
            const { Self::FIRST.days_since_epoch() },
            const { Self::LAST.days_since_epoch() },
        ) + DAYS_TO_1970;
        // 400 years have 146,097 days; the guess is at most a year off.
        let mut year = days * 400 / 146_097;
        while days_before_year(year) > days {
            year -= 1;
        }
        while days_before_year(year + 1) <= days {
            year += 1;
        }
        let day_of_year = days - days_before_year(year);
        let month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - days_before_month(month) + 1;
        let (year, month) = if month < 10 {
            (year, month + 3)
        } else {
            (year + 1, month - 9)
        };
        Self {
            year: year as u16,
            month: month as u8,
            day: day as u8,
        }
    }

    /// The date so many days later (earlier if negative), held within the range.
    #[must_use]
    pub fn add_days(self, days: i64) -> Self {
        Self::from_days(self.days_since_epoch().saturating_add(days))
    }

    /// Reads exactly `YYYY-MM-DD`.
    ///
    /// ```
    /// use leadgate_rules::time::Date;
    ///
    /// assert_eq!(Date::parse("2026-11-21"), Date::new(2026, 11, 21));
    /// assert_eq!(Date::parse("2026-2-30"), None);
    /// assert_eq!(Date::parse("2026-02-30"), None);
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text.as_bytes() {
            [year @ .., b'-', m1, m2, b'-', d1, d2] if year.len() == 4 => Self::new(
                i32::from(digits::read(year)?),
                digits::read_two(&[*m1, *m2])?,
                digits::read_two(&[*d1, *d2])?,
            ),
            _ => None,
        }
    }
}

impl Date {
    /// Writes the date as [`fmt::Display`] does, without its machinery where the text is a `String`.
    pub(super) fn write(&self, out: &mut impl Write) -> fmt::Result {
        digits::write_four(out, self.year)?;
        out.write_char('-')?;
        digits::write_two(out, u16::from(self.month))?;
        out.write_char('-')?;
        digits::write_two(out, u16::from(self.day))
    }

    /// The date's text: `2026-11-24`.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::new();
        let _ = self.write(&mut text);
        text
    }
}

impl fmt::Display for Date {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(out)
    }
}

/// Days from 0000-03-01 to the first of March of that year.
const fn days_before_year(year: i64) -> i64 {
    365 * year + year / 4 - year / 100 + year / 400
}

/// Days from the first of March to the first of the month (March is 0): lengths of 31, 30, 31,
/// 30, 31 repeat, which are 153 days.
const fn days_before_month(month: i64) -> i64 {
    (153 * month + 2) / 5
}

const fn days_in_month(year: u16, month: u8) -> u8 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

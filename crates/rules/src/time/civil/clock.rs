//! A date with the time that a wall clock shows, to the second, without a zone: the form in which
//! CRMs want `call_at`. Which moment it is, [`brussels`](crate::time::brussels) tells.

use super::Date;
use crate::time::digits;
use core::fmt::{self, Write};

/// What calendar and wall clock show. Such a time may occur twice or never where clocks change.
///
/// ```
/// use leadgate_rules::time::{Date, DateTime};
///
/// let date = Date::new(2026, 11, 23).unwrap();
/// let nine = DateTime::new(date, 9, 0, 0).unwrap();
/// assert_eq!(nine.to_string(), "2026-11-23 09:00:00");
/// assert_eq!(DateTime::new(date, 24, 0, 0), None);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct DateTime {
    date: Date,
    hour: u8,
    minute: u8,
    second: u8,
}

impl DateTime {
    /// The time, if a clock shows it: hours to 23, minutes and seconds to 59.
    #[must_use]
    pub const fn new(date: Date, hour: u8, minute: u8, second: u8) -> Option<Self> {
        if hour < 24 && minute < 60 && second < 60 {
            Some(Self {
                date,
                hour,
                minute,
                second,
            })
        } else {
            None
        }
    }

    /// So many seconds after midnight, at most 23:59:59.
    pub(in crate::time) fn at_second(date: Date, second_of_day: i64) -> Self {
        let second_of_day = second_of_day.clamp(0, 86_399) as u32;
        Self {
            date,
            hour: (second_of_day / 3600) as u8,
            minute: (second_of_day / 60 % 60) as u8,
            second: (second_of_day % 60) as u8,
        }
    }

    /// So many minutes after midnight, at most 23:59.
    pub(in crate::time) fn at_minute(date: Date, minute_of_day: u16) -> Self {
        Self::at_second(date, i64::from(minute_of_day.min(1439)) * 60)
    }

    /// The calendar's half.
    #[must_use]
    pub const fn date(self) -> Date {
        self.date
    }

    /// The hour, 0 to 23.
    #[must_use]
    pub const fn hour(self) -> u8 {
        self.hour
    }

    /// The minute, 0 to 59.
    #[must_use]
    pub const fn minute(self) -> u8 {
        self.minute
    }

    /// The second, 0 to 59.
    #[must_use]
    pub const fn second(self) -> u8 {
        self.second
    }

    /// Whole minutes that the clock shows since midnight, 0 to 1439.
    #[must_use]
    pub const fn minute_of_day(self) -> u16 {
        self.hour as u16 * 60 + self.minute as u16
    }

    /// Reads exactly `YYYY-MM-DD HH:MM:SS`.
    ///
    /// ```
    /// use leadgate_rules::time::DateTime;
    ///
    /// assert!(DateTime::parse("2026-11-23 09:00:00").is_some());
    /// assert_eq!(DateTime::parse("2026-11-23T09:00:00Z"), None);
    /// assert_eq!(DateTime::parse("2026-11-23 9:00"), None);
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (date, time) = text.split_once(' ')?;
        let &[h1, h2, b':', m1, m2, b':', s1, s2] = time.as_bytes() else {
            return None;
        };
        Self::new(
            Date::parse(date)?,
            digits::read_two(&[h1, h2])?,
            digits::read_two(&[m1, m2])?,
            digits::read_two(&[s1, s2])?,
        )
    }
}

impl DateTime {
    /// Writes the moment as [`fmt::Display`] does, without its machinery where the text is a
    /// `String`.
    pub(in crate::time) fn write(&self, out: &mut impl Write) -> fmt::Result {
        self.date.write(out)?;
        for (before, number) in [(' ', self.hour), (':', self.minute), (':', self.second)] {
            out.write_char(before)?;
            digits::write_two(out, u16::from(number))?;
        }
        Ok(())
    }

    /// The moment's text: `2026-11-24 14:00:00`.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::new();
        let _ = self.write(&mut text);
        text
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(out)
    }
}

//! When somebody answers calls: one span a weekday, none on public holidays. The consumer
//! agreement for electricity and gas allows calls from 09:00 to 20:00 only; that outer limit is
//! for whoever configures the hours to hold, as not every site is bound by it.

mod entry;
mod error;

use entry::DAY_NAMES;
pub use entry::SPAN_MIN_MINUTES;
pub use error::HoursError;

use super::brussels::{self, Local};
use super::civil::{Date, DateTime, Weekday};
use super::digits;
use super::holidays::is_public_holiday;
use core::fmt::{self, Write};

/// When the hour that clocks leave out in spring ends.
const GAP_END: u16 = 3 * 60;

/// Opening hours by weekday, open on one day at least. The default is `mon-fri 09:00-18:00`.
///
/// Its text is compact and reads back as the same hours, so it can travel in a page.
///
/// ```
/// use leadgate_rules::time::{Date, HoursError, OpeningHours};
///
/// let hours = OpeningHours::parse("mon-fri 09:00-18:00, sat 10:00-13:00").unwrap();
/// let saturday = Date::new(2026, 11, 28).unwrap();
/// assert_eq!(hours.on(saturday), Some((600, 780)));
/// assert_eq!(hours.on(saturday.add_days(1)), None);
/// assert_eq!(hours.to_string(), "mon-fri 09:00-18:00, sat 10:00-13:00");
///
/// let backwards = OpeningHours::parse("mon-fri 18:00-09:00");
/// assert_eq!(backwards, Err(HoursError::TooShort { entry: 1 }));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct OpeningHours {
    /// Minutes since midnight, Monday first; each span has at least [`SPAN_MIN_MINUTES`].
    days: [Option<(u16, u16)>; 7],
}

impl OpeningHours {
    /// Reads entries with commas between them, each a day or a range of days and a span of time:
    /// `mon-fri 09:00-18:00, sat 10:00-13:00`. Days that are not named are closed.
    ///
    /// # Errors
    ///
    /// Whatever is not so; an entry is numbered from 1. No day may be named twice, and none may
    /// be open for less than [`SPAN_MIN_MINUTES`] or until after 23:59.
    pub fn parse(text: &str) -> Result<Self, HoursError> {
        if text.trim().is_empty() {
            return Err(HoursError::Empty);
        }
        let mut days = [None; 7];
        for (entry, part) in (1..).zip(text.split(',')) {
            let (named, span) = part
                .trim()
                .split_once(' ')
                .ok_or(HoursError::Form { entry })?;
            let (first, last) = named.split_once('-').unwrap_or((named, named));
            let day = |name| {
                let found = DAY_NAMES.iter().position(|known| *known == name);
                found.ok_or(HoursError::Day { entry })
            };
            let (first, last) = (day(first)?, day(last)?);
            if first > last {
                return Err(HoursError::DaysBackwards { entry });
            }
            let (from, until) = span.split_once('-').ok_or(HoursError::Form { entry })?;
            let time = |text| read_time(text).ok_or(HoursError::Time { entry });
            let (from, until) = (time(from.trim())?, time(until.trim())?);
            if until < from + SPAN_MIN_MINUTES {
                return Err(HoursError::TooShort { entry });
            }
            let named = days.iter_mut().zip(Weekday::ALL);
            for (open, day) in named.skip(first).take(last - first + 1) {
                if open.replace((from, until)).is_some() {
                    return Err(HoursError::DayTwice { day });
                }
            }
        }
        Ok(Self { days })
    }

    /// The hours of a weekday that is no holiday, in minutes since midnight.
    #[must_use]
    pub const fn on_weekday(&self, day: Weekday) -> Option<(u16, u16)> {
        self.days[day as usize]
    }

    /// The hours of a date, in minutes since midnight; `None` when closed, as on public holidays.
    /// On the night when clocks go forward a time that they leave out is read as 03:00.
    #[must_use]
    pub fn on(&self, date: Date) -> Option<(u16, u16)> {
        let (from, until) = self.on_weekday(date.weekday())?;
        let (from, until) = (skip_gap(date, from), skip_gap(date, until));
        (from < until && !is_public_holiday(date)).then_some((from, until))
    }
}

impl Default for OpeningHours {
    fn default() -> Self {
        let span = Some((9 * 60, 18 * 60));
        Self {
            days: [span, span, span, span, span, None, None],
        }
    }
}

impl fmt::Display for OpeningHours {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut separator = "";
        let mut names = DAY_NAMES.iter();
        for days in self.days.chunk_by(|day, next| day == next) {
            let first = names.next();
            let last = days.len().checked_sub(2).and_then(|skip| names.nth(skip));
            if let (Some((from, until)), Some(first)) = (days[0], first) {
                out.write_str(separator)?;
                out.write_str(first)?;
                if let Some(last) = last {
                    out.write_char('-')?;
                    out.write_str(last)?;
                }
                for (before, minutes) in [(' ', from), ('-', until)] {
                    out.write_char(before)?;
                    digits::write_two(out, minutes / 60)?;
                    out.write_char(':')?;
                    digits::write_two(out, minutes % 60)?;
                }
                separator = ", ";
            }
        }
        Ok(())
    }
}

/// Minutes since midnight of `HH:MM`.
fn read_time(text: &str) -> Option<u16> {
    let &[h1, h2, b':', m1, m2] = text.as_bytes() else {
        return None;
    };
    let (hour, minute) = (digits::read_two(&[h1, h2])?, digits::read_two(&[m1, m2])?);
    (hour < 24 && minute < 60).then_some(u16::from(hour) * 60 + u16::from(minute))
}

/// The same minute, or the end of the gap if clocks leave it out on that date.
pub(super) fn skip_gap(date: Date, minute: u16) -> u16 {
    match brussels::to_unix(DateTime::at_minute(date, minute)) {
        Local::Once(_) | Local::Twice { .. } => minute,
        Local::Never => GAP_END,
    }
}

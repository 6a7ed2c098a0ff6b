//! What a moment is called on Brussels' clocks, and which moment a time on them is. One rule for
//! all years, the European Union's: an hour ahead of UTC, two from the last Sunday of March to
//! the last Sunday of October, changing at 01:00 UTC. What clocks did before 1996 is not told.

use super::civil::{Date, DateTime};

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

/// The moments, in seconds since 1970 (UTC), at which Brussels' clocks show a time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Local {
    /// As nearly always.
    Once(i64),
    /// In the hour that is repeated when summer ends.
    Twice {
        /// In summer time.
        first: i64,
        /// In winter time, an hour later.
        second: i64,
    },
    /// In the hour that is left out when summer begins.
    Never,
}

impl Local {
    /// The last moment at which clocks show this, if ever they do.
    #[must_use]
    pub const fn last(self) -> Option<i64> {
        match self {
            Self::Once(moment) | Self::Twice { second: moment, .. } => Some(moment),
            Self::Never => None,
        }
    }
}

/// What Brussels' clocks show at a moment. Outside the years 1 to 9999 they stand still.
///
/// ```
/// use leadgate_rules::time::brussels::to_local;
///
/// assert_eq!(to_local(1_774_745_999).to_string(), "2026-03-29 01:59:59");
/// assert_eq!(to_local(1_774_746_000).to_string(), "2026-03-29 03:00:00");
/// ```
#[must_use]
pub fn to_local(unix_seconds: i64) -> DateTime {
    at_offset(unix_seconds, offset(unix_seconds))
}

/// What a clock shows that is so many seconds ahead of UTC.
///
/// ```
/// use leadgate_rules::time::brussels::at_offset;
/// assert_eq!(at_offset(1_795_420_800, 0).to_string(), "2026-11-23 08:00:00");
/// ```
#[must_use]
pub fn at_offset(unix_seconds: i64, seconds_ahead: i64) -> DateTime {
    let shown = unix_seconds.saturating_add(seconds_ahead);
    let shown = shown.clamp(
        const { Date::FIRST.days_since_epoch() * DAY },
        const { (Date::LAST.days_since_epoch() + 1) * DAY - 1 },
    );
    DateTime::at_second(
        Date::from_days(shown.div_euclid(DAY)),
        shown.rem_euclid(DAY),
    )
}

/// The moment or moments at which Brussels' clocks show a time.
///
/// ```
/// use leadgate_rules::time::DateTime;
/// use leadgate_rules::time::brussels::{Local, to_unix};
///
/// let nine = DateTime::parse("2026-11-23 09:00:00").unwrap();
/// assert_eq!(to_unix(nine), Local::Once(1_795_420_800));
/// let left_out = DateTime::parse("2026-03-29 02:30:00").unwrap();
/// assert_eq!(to_unix(left_out), Local::Never);
/// ```
#[must_use]
pub fn to_unix(local: DateTime) -> Local {
    let shown = local.date().days_since_epoch() * DAY
        + i64::from(local.minute_of_day()) * 60
        + i64::from(local.second());
    let (summer, winter) = (shown - 2 * HOUR, shown - HOUR);
    match (offset(summer) == 2 * HOUR, offset(winter) == HOUR) {
        (true, true) => Local::Twice {
            first: summer,
            second: winter,
        },
        (true, false) => Local::Once(summer),
        (false, true) => Local::Once(winter),
        (false, false) => Local::Never,
    }
}

/// How far ahead of UTC the clocks are, in seconds.
fn offset(unix_seconds: i64) -> i64 {
    let year = Date::from_days(unix_seconds.div_euclid(DAY)).year();
    if (change(year, 3)..change(year, 10)).contains(&unix_seconds) {
        2 * HOUR
    } else {
        HOUR
    }
}

/// 01:00 UTC on the last Sunday of a month of 31 days.
fn change(year: i32, month: u8) -> i64 {
    let last_day = Date::of_every_year(year, month, 31);
    let since_sunday = i64::from(last_day.weekday().number() % 7);
    (last_day.days_since_epoch() - since_sunday) * DAY + HOUR
}

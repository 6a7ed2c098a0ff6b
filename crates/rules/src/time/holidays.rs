//! The legal public holidays of Belgium (act of 4 January 1974, royal decree of 18 April 1974).
//! A holiday on a Sunday gets no substitute here: each employer sets its own. Days of the
//! communities and of the banks are not legal holidays.

use super::civil::Date;

/// Easter Sunday of a year of the Gregorian calendar.
///
/// ```
/// use leadgate_rules::time::holidays::easter;
///
/// assert_eq!(easter(2027).to_string(), "2027-03-28");
/// ```
#[must_use]
pub fn easter(year: i32) -> Date {
    let equinox = Date::of_every_year(year, 3, 21);
    let year = i64::from(equinox.year());
    let (golden, century) = (year % 19, year / 100);
    // The church's full moon, in days after 21 March: nineteen years bring the moon back, bar
    // the centuries' missing leap days and the moon's own drift of eight days in 2500 years.
    let full_moon = (19 * golden + century - century / 4 - (8 * century + 13) / 25 + 15) % 30;
    // Its calendar keeps the moon to 29 dates, and lets no date return within nineteen years.
    let early = full_moon == 29 || (full_moon == 28 && golden > 10);
    let full_moon = equinox.add_days(full_moon - i64::from(early));
    // The Sunday after, also when the full moon is on a Sunday.
    full_moon.add_days(7 - i64::from(full_moon.weekday().number() % 7))
}

/// Whether nobody is at work: the ten legal holidays, and Easter and Whit Sunday, which as
/// Sundays are equated with them.
///
/// ```
/// use leadgate_rules::time::{Date, holidays::is_public_holiday};
///
/// let ascension = Date::new(2027, 5, 6).unwrap();
/// assert!(is_public_holiday(ascension));
/// assert!(!is_public_holiday(ascension.add_days(1)));
/// ```
#[must_use]
pub fn is_public_holiday(date: Date) -> bool {
    let fixed = matches!(
        (date.month(), date.day()),
        (1 | 5 | 11, 1) | (7, 21) | (8, 15) | (11, 11) | (12, 25)
    );
    // Easter Sunday and Monday, Ascension, Whit Sunday and Monday.
    let after_easter = || date.days_since_epoch() - easter(date.year()).days_since_epoch();
    fixed || matches!(after_easter(), 0 | 1 | 39 | 49 | 50)
}

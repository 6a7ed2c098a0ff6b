//! Dates, holidays and Brussels' clock against other implementations' verdicts, and at the edges
//! where such code goes wrong. The rows are samples made with Python's `zoneinfo` and `holidays`.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

use leadgate_rules::time::brussels::{Local, to_local, to_unix};
use leadgate_rules::time::holidays::{easter, is_public_holiday};
use leadgate_rules::time::{Date, DateTime, Weekday};
use proptest::prelude::*;
use serde_json::Value;

fn must_rows(text: &str) -> impl Iterator<Item = Value> {
    let rows = text.lines().map(|line| serde_json::from_str(line).unwrap());
    rows.filter(|row: &Value| row["tier"] == "must")
}

fn local(text: &str) -> DateTime {
    DateTime::parse(text).unwrap()
}

/// The moment of `YYYY-MM-DDTHH:MM:SSZ`, without the code under test's clock.
fn moment(utc: &str) -> i64 {
    let shown = local(&utc.replace('T', " ").replace('Z', ""));
    let (hour, minute) = (i64::from(shown.hour()), i64::from(shown.minute()));
    let second = i64::from(shown.second());
    ((shown.date().days_since_epoch() * 24 + hour) * 60 + minute) * 60 + second
}

#[test]
fn times_are_the_moments_that_zoneinfo_says() {
    let mut rows = 0;
    for row in must_rows(include_str!("vectors/brussels_time.visible.jsonl")) {
        rows += 1;
        let expected = match row["kind"].as_str() {
            None if row["valid"] == false => None,
            Some("gap") => Some(Local::Never),
            Some("ambiguous") => Some(Local::Twice {
                first: moment(row["normalized"].as_str().unwrap()),
                second: moment(row["utc_if_second_occurrence"].as_str().unwrap()),
            }),
            _ => Some(Local::Once(moment(row["normalized"].as_str().unwrap()))),
        };
        let found = DateTime::parse(row["value"].as_str().unwrap()).map(to_unix);
        assert_eq!(found, expected, "{row}");
    }
    assert!(rows > 100, "the rows were not read");
}

#[test]
fn holidays_are_the_dates_that_the_oracle_says() {
    let mut rows = 0;
    for row in must_rows(include_str!("vectors/be_holidays.visible.jsonl")) {
        rows += 1;
        let date = Date::parse(row["value"].as_str().unwrap()).unwrap();
        assert_eq!(is_public_holiday(date), row["valid"] == true, "{row}");
        let number = usize::from(date.weekday().number());
        let names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
        assert_eq!(row["weekday"], names[number - 1], "{row}");
    }
    assert!(rows > 100, "the rows were not read");
}

#[test]
fn easter_is_right_at_the_calendars_exceptions() {
    // The earliest, the latest, and the two corrections of the church's moon (1954, 1981).
    for (year, date) in [
        (1818, "1818-03-22"),
        (1943, "1943-04-25"),
        (2038, "2038-04-25"),
        (1954, "1954-04-18"),
        (1981, "1981-04-19"),
        (2000, "2000-04-23"),
        (2024, "2024-03-31"),
        (2025, "2025-04-20"),
        (2026, "2026-04-05"),
        (2049, "2049-04-18"),
        (2076, "2076-04-19"),
    ] {
        assert_eq!(easter(year).to_string(), date);
    }
}

#[test]
fn every_year_has_ten_weekday_or_weekend_holidays_and_two_equated_sundays() {
    for year in 1990..2200 {
        let first = Date::new(year, 1, 1).unwrap();
        let holidays = (0..366)
            .map(|day| first.add_days(day))
            .filter(|date| date.year() == year && is_public_holiday(*date))
            .count();
        // Ascension on the first of May makes two of them one (as in 2008).
        let merged = easter(year).add_days(39) == Date::new(year, 5, 1).unwrap();
        assert_eq!(holidays, 12 - usize::from(merged), "{year}");
    }
}

#[test]
fn clocks_leave_out_an_hour_when_summer_begins() {
    let change = moment("2027-03-28T01:00:00Z");
    assert_eq!(to_local(change - 1), local("2027-03-28 01:59:59"));
    assert_eq!(to_local(change), local("2027-03-28 03:00:00"));
    assert_eq!(to_unix(local("2027-03-28 02:00:00")), Local::Never);
    assert_eq!(to_unix(local("2027-03-28 02:59:59")), Local::Never);
    assert_eq!(to_unix(local("2027-03-28 03:00:00")), Local::Once(change));
    assert_eq!(to_unix(local("2027-03-28 02:30:00")).last(), None);
}

#[test]
fn clocks_repeat_an_hour_when_summer_ends() {
    let change = moment("2027-10-31T01:00:00Z");
    assert_eq!(to_local(change - 1), local("2027-10-31 02:59:59"));
    assert_eq!(to_local(change), local("2027-10-31 02:00:00"));
    let (first, second) = (change - 3600, change);
    let repeated = to_unix(local("2027-10-31 02:00:00"));
    assert_eq!(repeated, Local::Twice { first, second });
    assert_eq!(repeated.last(), Some(second));
    let after = to_unix(local("2027-10-31 03:00:00"));
    assert_eq!(after, Local::Once(change + 3600));
}

#[test]
fn every_date_has_a_number_a_weekday_and_a_text_of_its_own() {
    let mut expected = Date::FIRST;
    let mut weekday = expected.weekday();
    for days in Date::FIRST.days_since_epoch()..=Date::LAST.days_since_epoch() {
        let date = Date::from_days(days);
        assert_eq!(date, expected);
        assert_eq!(date.days_since_epoch(), days);
        assert_eq!(date.weekday(), weekday);
        let next = |year, month, day| Date::new(year, month, day);
        expected = next(date.year(), date.month(), date.day() + 1)
            .or_else(|| next(date.year(), date.month() + 1, 1))
            .or_else(|| next(date.year() + 1, 1, 1))
            .unwrap_or(date);
        weekday = Weekday::ALL[usize::from(weekday.number()) % 7];
    }
    assert_eq!(expected, Date::LAST);
}

#[test]
fn dates_that_do_not_exist_are_refused() {
    for (year, month, day) in [
        (2100, 2, 29),
        (2000, 2, 30),
        (2026, 0, 1),
        (2026, 13, 1),
        (2026, 4, 31),
        (2026, 1, 0),
        (0, 1, 1),
        (-1, 1, 1),
        (10_000, 1, 1),
    ] {
        assert_eq!(Date::new(year, month, day), None);
    }
}

#[test]
fn beyond_the_calendar_clocks_stand_still() {
    assert_eq!(to_local(i64::MIN).to_string(), "0001-01-01 00:00:00");
    assert_eq!(to_local(i64::MAX).to_string(), "9999-12-31 23:59:59");
    assert_eq!(Date::LAST.add_days(i64::MAX), Date::LAST);
    assert_eq!(Date::FIRST.add_days(i64::MIN), Date::FIRST);
    assert!(!is_public_holiday(Date::LAST));
}

proptest! {
    #[test]
    fn what_clocks_show_leads_back_to_the_moment(moment in -2_000_000_000_i64..10_000_000_000) {
        match to_unix(to_local(moment)) {
            Local::Once(only) => prop_assert_eq!(only, moment),
            Local::Twice { first, second } => {
                prop_assert!(moment == first || moment == second);
                prop_assert_eq!(second - first, 3600);
            }
            Local::Never => prop_assert!(false, "clocks showed a time that they leave out"),
        }
    }

    #[test]
    fn around_a_change_of_clocks_too(year in 1996..2100, october in any::<bool>(), off in -9000_i64..9000) {
        let month = if october { 10 } else { 3 };
        let sunday = (25..=31)
            .map(|day| Date::new(year, month, day).unwrap())
            .find(|date| date.weekday() == Weekday::Sunday)
            .unwrap();
        let moment = sunday.days_since_epoch() * 86_400 + 3600 + off;
        let found = to_unix(to_local(moment));
        let repeated = october && (-3600..3600).contains(&off);
        match found {
            Local::Once(only) => prop_assert!(!repeated && only == moment),
            Local::Twice { first, second } => {
                prop_assert!(repeated && (moment == first || moment == second));
            }
            Local::Never => prop_assert!(false, "clocks showed a time that they leave out"),
        }
    }
}

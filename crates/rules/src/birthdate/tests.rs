//! Dates as people type them, and ages at the edges.

use super::parse;
use crate::problem::FieldProblem::{
    self, BirthdateTooOld, BirthdateTooYoung, BirthdateUnreadable, Missing,
};
use crate::time::Date;

#[track_caller]
fn check(typed: &str, expected: Result<&str, FieldProblem>) {
    let today = Date::new(2026, 11, 21).unwrap();
    let seen = parse(typed, today).map(|date| date.to_string());
    assert_eq!(
        seen.as_deref().map_err(|problem| *problem),
        expected,
        "{typed:?}"
    );
}

#[test]
fn a_date_is_read_as_people_write_it_with_the_day_first() {
    for typed in [
        "1980-12-04",
        "04/12/1980",
        "4/12/1980",
        "04-12-1980",
        "4.12.1980",
        "4. 12. 1980",
        "04 12 1980",
        " 1980/12/4 ",
        "04\u{2011}12\u{2011}1980",
        "\u{200e}04/12/1980",
        "1980-12-4",
    ] {
        check(typed, Ok("1980-12-04"));
    }
}

#[test]
fn what_is_no_date_is_refused() {
    for typed in [
        "12/24/1980",
        "29/02/1981",
        "31/04/1980",
        "04/12/80",
        "04121980",
        "19801204",
        "4 December 1980",
        "04/1980",
        "04/12/1980/1",
        "04,12,1980",
        "0004/12/1980",
        "04/12/19800",
        "٠٤/١٢/١٩٨٠",
        "04/12/0000",
        "-1980-12-04-1",
        "04:12:1980",
        "1980-12-04T00:00",
        "99999999999/1/1",
    ] {
        check(typed, Err(BirthdateUnreadable));
    }
    check(" ", Err(Missing));
}

#[test]
fn people_are_of_age_on_their_birthday_and_live_to_120() {
    check("21/11/2008", Ok("2008-11-21"));
    check("22/11/2008", Err(BirthdateTooYoung { years: 18 }));
    check("22/11/2026", Err(BirthdateTooYoung { years: 18 }));
    check("01/01/2080", Err(BirthdateTooYoung { years: 18 }));
    check("22/11/1905", Ok("1905-11-22"));
    check("21/11/1905", Err(BirthdateTooOld { years: 120 }));
    check("04/12/0001", Err(BirthdateTooOld { years: 120 }));
}

#[test]
fn who_was_born_on_a_leap_day_is_of_age_on_the_first_of_march() {
    let born = "29/02/2008";
    let on = |day| {
        parse(
            born,
            Date::new(2026, day, if day == 2 { 28 } else { 1 }).unwrap(),
        )
    };
    assert_eq!(on(2), Err(BirthdateTooYoung { years: 18 }));
    assert!(on(3).is_ok());
}

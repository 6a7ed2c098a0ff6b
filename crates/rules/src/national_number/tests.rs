//! Centuries, unknown dates, bis numbers, and each problem.

use super::{Sex, parse};
use crate::problem::{DigitsProblem, FieldProblem};
use crate::time::Date;

fn today() -> Date {
    Date::new(2026, 11, 21).unwrap()
}

/// The number with the check digits of its century, for this test's own numbers.
fn with_check(number: &str, century: &str) -> String {
    let front: u64 = [century, number].concat().parse().unwrap();
    format!("{number}{:02}", 97 - front % 97)
}

#[test]
fn the_check_digits_tell_the_century() {
    let birthdate = |number: &str| parse(number, today()).unwrap().birthdate;
    assert_eq!(
        birthdate(&with_check("140717627", "")),
        Date::new(1914, 7, 17)
    );
    assert_eq!(
        birthdate(&with_check("140717627", "2")),
        Date::new(2014, 7, 17)
    );
}

#[test]
fn nobody_has_the_number_of_a_date_to_come() {
    let tomorrow = with_check("261122001", "2");
    assert_eq!(
        parse(&tomorrow, today()),
        Err(FieldProblem::NationalNumberDate)
    );
    assert!(parse(&tomorrow, today().add_days(1)).is_ok());
    let next_year = with_check("270101001", "2");
    assert_eq!(
        parse(&next_year, today()),
        Err(FieldProblem::Digits(DigitsProblem::Check))
    );
    assert!(parse(&next_year, Date::new(2027, 1, 1).unwrap()).is_ok());
}

#[test]
fn zeros_stand_for_what_is_not_known_of_a_date() {
    for number in [
        "400000997",
        "400001001",
        "850700033",
        "000001001",
        "004001001",
    ] {
        let read = parse(&with_check(number, ""), today()).unwrap();
        assert_eq!(read.birthdate, None, "{number}");
    }
    for number in [
        "850230001",
        "850732001",
        "851301001",
        "856001001",
        "859901001",
    ] {
        let seen = parse(&with_check(number, ""), today());
        assert_eq!(seen, Err(FieldProblem::NationalNumberDate), "{number}");
    }
}

#[test]
fn a_bis_number_tells_the_sex_only_where_it_was_known() {
    let read = |number: &str| {
        let read = parse(&with_check(number, ""), today()).unwrap();
        (read.is_bis, read.birthdate, read.sex)
    };
    let date = Date::new(1985, 7, 30);
    assert_eq!(read("850730033"), (false, date, Some(Sex::Man)));
    assert_eq!(read("850730034"), (false, date, Some(Sex::Woman)));
    assert_eq!(read("852730033"), (true, date, None));
    assert_eq!(read("854730034"), (true, date, Some(Sex::Woman)));
}

#[test]
fn a_number_is_shown_as_it_is_printed() {
    let number = parse("85073003328", today()).unwrap();
    assert_eq!(number.display(), "85.07.30-033.28");
}

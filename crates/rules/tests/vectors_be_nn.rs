//! The rule of national and bis numbers against the verdicts of python-stdnum and stdnum (npm), made
//! on 2026-11-21, and the decisions that are ours.

#[path = "vectors/rows.rs"]
mod rows;

use leadgate_rules::national_number::{NationalNumber, Sex, parse};
use leadgate_rules::time::Date;
use rows::{
    Decision::{Accept, Refuse},
    Kind,
};
use serde::Deserialize;

const KIND: Kind<'_> = Kind {
    rows: include_str!("vectors/be_nn.visible.jsonl"),
    rule: |value, _| read(value).map(|number| number.normalized),
    by_tag: &[
        // 97 less a remainder is 01 to 97.
        ("check-00", Refuse),
        // A number with the check of a year that has not begun.
        ("year-boundary", Refuse),
        // Nobody has been born after today.
        ("future-this-year", Refuse),
        // The register writes zeros for a day that is not known, and no day that no month has.
        ("unknown-day", Accept),
        ("feb-30", Refuse),
        ("day", Refuse),
    ],
    unlike_recommended: &[],
};

fn read(value: &str) -> Option<NationalNumber> {
    let today = Date::new(2026, 11, 21).expect("a date");
    parse(value, today).ok()
}

/// What a number tells, of the rows that are numbers.
#[derive(Deserialize)]
struct Told {
    value: String,
    normalized: Option<String>,
    display: Option<String>,
    birthdate: Option<String>,
    gender: Option<char>,
    subtype: Option<String>,
}

#[test]
fn every_row_that_the_libraries_agree_on_is_answered_as_they_do() {
    KIND.check_agreed();
}

#[test]
fn every_row_that_is_a_matter_of_policy_is_answered_as_decided() {
    KIND.check_decided();
}

#[test]
fn a_number_tells_birth_date_sex_and_register_as_the_libraries_read_them() {
    let rows = KIND.rows.lines();
    let told = rows.map(|line| serde_json::from_str::<Told>(line).expect("a row"));
    for row in told.filter(|row| row.normalized.is_some()) {
        let Some(number) = read(&row.value) else {
            continue;
        };
        assert_eq!(Some(number.display()), row.display, "{}", row.value);
        let birthdate = number.birthdate.map(|date| date.to_string());
        assert_eq!(birthdate, row.birthdate, "{}", row.value);
        let sex = number.sex.map(|sex| match sex {
            Sex::Man => 'M',
            Sex::Woman => 'F',
        });
        assert_eq!(sex, row.gender, "{}", row.value);
        let register = if number.is_bis { "bis" } else { "nn" };
        assert_eq!(Some(register), row.subtype.as_deref(), "{}", row.value);
    }
}

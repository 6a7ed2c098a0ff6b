//! Meters of two countries, and of those whose prefix is not known.

use super::parse;
use crate::phone::Country;
use crate::problem::{DigitsProblem, FieldProblem};

#[test]
fn a_meter_is_its_countrys() {
    let belgian = "541448820218292516";
    let dutch = "871694541871168509";
    assert_eq!(parse(belgian, Country::Be), Ok(belgian.to_owned()));
    assert_eq!(parse(dutch, Country::Nl), Ok(dutch.to_owned()));
    assert_eq!(
        parse(belgian, Country::Nl),
        Err(FieldProblem::EanStart {
            country: Country::Nl,
            start: "871"
        })
    );
    assert_eq!(parse(belgian, Country::Se), Ok(belgian.to_owned()));
}

#[test]
fn a_wrong_digit_and_a_wrong_length_are_told_apart() {
    assert_eq!(
        parse("541448820218292517", Country::Be),
        Err(FieldProblem::Digits(DigitsProblem::Check))
    );
    // The EAN of an article.
    assert_eq!(
        parse("5414489383495", Country::Be),
        Err(FieldProblem::Digits(DigitsProblem::Length {
            expected: 18,
            typed: 13
        }))
    );
}

//! Doors.

use super::parse;
use crate::problem::FieldProblem;

#[test]
fn a_house_number_has_a_digit_and_is_short() {
    for number in [
        "1",
        "12A",
        "12 bis",
        "12-14",
        "12/3",
        "A12",
        "12 b 0001",
        "Nº 7",
    ] {
        assert_eq!(parse(number), Ok(number.to_owned()));
    }
    assert_eq!(parse("\u{a0}12\u{200b}"), Ok("12".to_owned()));
    assert_eq!(parse(" "), Err(FieldProblem::Missing));
    assert_eq!(parse("z/n"), Err(FieldProblem::HouseNumber));
    assert_eq!(parse("12345678901"), Err(FieldProblem::TooLong { max: 10 }));
    assert_eq!(parse("12\n3"), Err(FieldProblem::ControlCharacter));
}

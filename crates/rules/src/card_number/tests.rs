//! Check digits at their edges.

use super::parse;
use crate::problem::{DigitsProblem, FieldProblem};

#[test]
fn a_remainder_of_0_is_written_97() {
    assert_eq!(parse("591 2010999 97"), Ok("591201099997".to_owned()));
    assert_eq!(
        parse("591 2010999 00"),
        Err(FieldProblem::Digits(DigitsProblem::Check))
    );
    // A foreigner's card, and a letter for a digit.
    assert_eq!(
        parse("B123456789"),
        Err(FieldProblem::Digits(DigitsProblem::Character))
    );
    assert_eq!(
        parse("591-1917064-5"),
        Err(FieldProblem::Digits(DigitsProblem::Length {
            expected: 12,
            typed: 11
        }))
    );
}

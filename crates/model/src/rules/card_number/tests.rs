//! Check digits at their edges.

use super::parse;
use crate::error::{DigitsProblem, Problem};

#[test]
fn a_remainder_of_0_is_written_97() {
    assert_eq!(parse("591 2010999 97"), Ok("591201099997".to_owned()));
    assert_eq!(
        parse("591 2010999 00"),
        Err(Problem::Digits(DigitsProblem::Check))
    );
    // A foreigner's card, and a letter for a digit.
    assert_eq!(
        parse("B123456789"),
        Err(Problem::Digits(DigitsProblem::Character))
    );
    assert_eq!(
        parse("591-1917064-5"),
        Err(Problem::Digits(DigitsProblem::Length {
            expected: 12,
            typed: 11
        }))
    );
}

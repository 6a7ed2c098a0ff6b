//! Numbers of Belgian identity cards: ten digits, and their remainder by 97 as the check (97 where
//! it is 0), as the population register describes them (IBZ, instruction IT195). Cards of
//! foreigners have another form, which this rule does not know.
//!
//! A form that asks for the number asks for more than a first contact needs (GDPR, article 5(1)(c)):
//! the field is off unless a partner's CRM must have it.

use super::{compact, mod97};
use crate::problem::{DigitsProblem, FieldProblem};

/// How many digits a card number has.
const DIGITS: u8 = 12;

/// The twelve digits of a card number.
///
/// ```
/// use leadgate_rules::{DigitsProblem, FieldProblem};
/// use leadgate_rules::card_number::parse;
/// assert_eq!(parse("591-1917064-58"), Ok("591191706458".to_owned()));
/// assert_eq!(parse("591-1917064-59"), Err(FieldProblem::Digits(DigitsProblem::Check)));
/// ```
///
/// # Errors
/// `Missing` or a [`DigitsProblem`].
pub fn parse(typed: &str) -> Result<String, FieldProblem> {
    let digits = compact::digits(typed, "./", DIGITS)?;
    let (number, check) = mod97::split_check(&digits);
    let expected = match mod97::remainder(number) {
        0 => 97,
        remainder => remainder,
    };
    if check == expected {
        Ok(digits)
    } else {
        Err(FieldProblem::Digits(DigitsProblem::Check))
    }
}

#[cfg(test)]
mod tests;

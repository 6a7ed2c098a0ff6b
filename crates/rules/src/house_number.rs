//! House numbers: as free as doors are (`12`, `12A`, `12-14`, `12/3`), but with a digit in them.

use super::plain;
use crate::problem::FieldProblem;

/// The most characters of a house number.
const MAX_CHARS: usize = 10;

/// The number, trimmed.
///
/// ```
/// use leadgate_rules::FieldProblem;
/// use leadgate_rules::house_number::parse;
/// assert_eq!(parse(" 12-14 "), Ok("12-14".to_owned()));
/// assert_eq!(parse("Main Street"), Err(FieldProblem::TooLong { max: 10 }));
/// assert_eq!(parse("A"), Err(FieldProblem::HouseNumber));
/// ```
///
/// # Errors
/// `Missing`, `TooLong`, `ControlCharacter`, or `HouseNumber` where there is no digit.
pub fn parse(typed: &str) -> Result<String, FieldProblem> {
    let number = plain::line(typed, MAX_CHARS)?;
    if number.is_empty() {
        Err(FieldProblem::Missing)
    } else if number.bytes().any(|c| c.is_ascii_digit()) {
        Ok(number)
    } else {
        Err(FieldProblem::HouseNumber)
    }
}

#[cfg(test)]
mod tests;

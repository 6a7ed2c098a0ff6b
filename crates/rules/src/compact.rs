//! Numbers with letters and digits (VAT, IBAN, meters, cards) as people type and paste them: what
//! stands between the characters is dropped, whatever could make another number of them is refused.

use super::invisible;
use crate::problem::{DigitsProblem, FieldProblem};

/// The letters and digits that were typed, in upper case, without the white space, the dashes, the
/// invisible characters and the given separators between them.
///
/// # Errors
/// `Missing`, or `NumberCharacter` for anything else: other scripts' letters and digits, control
/// characters, or a separator at an end (a sign, a quote or a comma: perhaps not the whole number).
pub(super) fn letters_and_digits(typed: &str, separators: &str) -> Result<String, FieldProblem> {
    let typed = invisible::trim(typed);
    if typed.is_empty() {
        return Err(FieldProblem::Missing);
    }
    let is_number = |c: char| c.is_ascii_alphanumeric();
    let mut number = String::new();
    for c in typed.chars() {
        if is_number(c) {
            number.push(c.to_ascii_uppercase());
        } else if !is_separator(c) && separators.chars().all(|known| known != c) {
            return Err(FieldProblem::NumberCharacter);
        }
    }
    if typed.starts_with(is_number) && typed.ends_with(is_number) {
        Ok(number)
    } else {
        Err(FieldProblem::NumberCharacter)
    }
}

/// As [`letters_and_digits`], for a number of so many digits and no letters.
///
/// # Errors
/// `Missing`, or a [`DigitsProblem`] other than `Check`.
pub(super) fn digits(typed: &str, separators: &str, length: u8) -> Result<String, FieldProblem> {
    let number = letters_and_digits(typed, separators).map_err(|problem| match problem {
        FieldProblem::NumberCharacter => FieldProblem::Digits(DigitsProblem::Character),
        other => other,
    })?;
    if !are_digits(&number) {
        Err(FieldProblem::Digits(DigitsProblem::Character))
    } else if number.len() == usize::from(length) {
        Ok(number)
    } else {
        Err(FieldProblem::Digits(DigitsProblem::Length {
            expected: length,
            typed: number.len(),
        }))
    }
}

/// Whether there is nothing but ASCII digits.
pub(super) fn are_digits(text: &str) -> bool {
    text.bytes().all(|c| c.is_ascii_digit())
}

/// What stands between digits without meaning anything, whatever the number: a blank, a hyphen or
/// what word processors make of one.
pub(super) fn is_separator(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}') || is_blank(c)
}

/// White space within a line, or an invisible character.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() && !c.is_control() || invisible::is_invisible(c)
}

#[cfg(test)]
mod tests;

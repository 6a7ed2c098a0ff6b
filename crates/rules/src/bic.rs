//! Codes of banks (BIC, ISO 9362): four letters for the bank, two for its country, two letters or
//! digits for the place, and three more for a branch or none. The standard would allow digits in the
//! first four; no bank that can be paid from Belgium has any, so a digit there is a typing error.

use super::{compact, country};
use crate::problem::{BicProblem, FieldProblem};

/// The code in upper case, without separators. Eight characters stay eight: that they mean the same
/// as with `XXX` behind them is the bank's own convention.
///
/// ```
/// use leadgate_rules::{BicProblem, FieldProblem};
/// use leadgate_rules::bic::parse;
/// assert_eq!(parse("geba be bb"), Ok("GEBABEBB".to_owned()));
/// assert_eq!(parse("GEBAUKBB"), Err(FieldProblem::Bic(BicProblem::Country)));
/// ```
///
/// # Errors
/// `Missing`, `NumberCharacter` or a [`BicProblem`].
pub fn parse(typed: &str) -> Result<String, FieldProblem> {
    let code = compact::letters_and_digits(typed, "")?;
    if !matches!(code.len(), 8 | 11) {
        return Err(FieldProblem::Bic(BicProblem::Length));
    }
    let (bank, rest) = code.split_at(4);
    let (country, _place) = rest.split_at(2);
    if !bank.bytes().all(|c| c.is_ascii_alphabetic()) {
        Err(FieldProblem::Bic(BicProblem::Bank))
    } else if country::is_code(country) {
        Ok(code)
    } else {
        Err(FieldProblem::Bic(BicProblem::Country))
    }
}

#[cfg(test)]
mod tests;

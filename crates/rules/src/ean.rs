//! EAN codes of electricity and gas meters: eighteen digits, a global service relation number whose
//! last digit is a check (GS1 General Specifications, 7.9). Belgian ones begin with 54, Dutch ones
//! with 871, the prefixes of the organisations that give them out.

use super::compact;
use super::phone::Country;
use crate::problem::{DigitsProblem, FieldProblem};

/// How many digits the code of a meter has.
const DIGITS: u8 = 18;

/// The eighteen digits of a meter in a country. Where the prefix of a country's meters is not known
/// (all but Belgium and the Netherlands), any prefix is good.
///
/// ```
/// use leadgate_rules::FieldProblem;
/// use leadgate_rules::{ean, phone::Country};
/// assert_eq!(
///     ean::parse("541 448 820 218 292 516", Country::Be),
///     Ok("541448820218292516".to_owned()),
/// );
/// assert_eq!(
///     ean::parse("871694541871168509", Country::Be),
///     Err(FieldProblem::EanStart { country: Country::Be, start: "54" }),
/// );
/// ```
///
/// # Errors
/// `Missing`, `EanStart` or a [`DigitsProblem`].
pub fn parse(typed: &str, country: Country) -> Result<String, FieldProblem> {
    let digits = compact::digits(typed, ".", DIGITS)?;
    let start = start(country);
    if !digits.starts_with(start) {
        Err(FieldProblem::EanStart { country, start })
    } else if is_checked(&digits) {
        Ok(digits)
    } else {
        Err(FieldProblem::Digits(DigitsProblem::Check))
    }
}

/// What the codes of a country's meters begin with.
fn start(country: Country) -> &'static str {
    match country {
        Country::Be => "54",
        Country::Nl => "871",
        Country::Fr | Country::De | Country::Lu | Country::Se | Country::Hu | Country::Ru => "",
    }
}

/// From the left, the check digit included, digits count three times and once in turn; the sum ends
/// with 0.
fn is_checked(digits: &str) -> bool {
    let weights = [3, 1].into_iter().cycle();
    let sum: u32 = digits
        .bytes()
        .zip(weights)
        .map(|(digit, weight)| u32::from(digit - b'0') * weight)
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests;

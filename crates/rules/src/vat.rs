//! VAT numbers. Belgian and Dutch ones by their check digits; French, German, Luxembourgish, Swedish
//! and Hungarian ones by their form alone (European Commission, VIES, "VAT number format").
//! Whether a number has been given to anybody only VIES itself could tell.

use super::phone::Country;
use super::{compact, mod97};
use crate::problem::{FieldProblem, VatProblem};

/// What may stand between the characters, beside spaces and dashes. `(0)` is how some write the 0
/// that Belgian numbers were given in 2005.
const SEPARATORS: &str = "./()";

/// The VAT number that was typed, with its country's code before it. Without a code it is read as the
/// default country's.
///
/// ```
/// use leadgate_rules::{FieldProblem, VatProblem};
/// use leadgate_rules::{phone::Country, vat::parse};
/// assert_eq!(parse("0443.333.253", Country::Be), Ok("BE0443333253".to_owned()));
/// assert_eq!(parse("NL 002 455 799 B11", Country::Be), Ok("NL002455799B11".to_owned()));
/// assert_eq!(parse("US123456789", Country::Be), Err(FieldProblem::Vat(VatProblem::Country)));
/// ```
///
/// # Errors
/// `Missing`, `NumberCharacter` or a [`VatProblem`].
pub fn parse(typed: &str, default: Country) -> Result<String, FieldProblem> {
    let number = compact::letters_and_digits(typed, SEPARATORS)?;
    let (country, rest) =
        split_country(&number, default).ok_or(FieldProblem::Vat(VatProblem::Country))?;
    judge(country, rest)
}

/// A Belgian VAT or enterprise number as `BE` and ten digits; `BE` may be missing, and so may the
/// first 0, which numbers before 2005 did not have.
///
/// The first digit is 0 or 1 (royal decree of 24 June 2003), the last two are 97 less the remainder
/// of the others by 97.
///
/// ```
/// use leadgate_rules::{FieldProblem, VatProblem};
/// use leadgate_rules::vat::be_vat;
/// assert_eq!(be_vat("BE 443.333.253"), Ok("BE0443333253".to_owned()));
/// assert_eq!(be_vat("BE 0443.333.254"), Err(FieldProblem::Vat(VatProblem::Check)));
/// ```
///
/// # Errors
/// `Missing`, `NumberCharacter` or a [`VatProblem`] other than `Country`.
pub fn be_vat(typed: &str) -> Result<String, FieldProblem> {
    of_country(typed, Country::Be)
}

/// A Dutch VAT number as `NL`, nine digits, `B` and two digits; `NL` may be missing, and so may the
/// first zeros, which spreadsheets drop.
///
/// Either the nine digits pass the test by eleven of fiscal numbers, or the whole passes the test by
/// 97 of numbers since 2020 (ISO 7064, MOD 97-10).
///
/// ```
/// use leadgate_rules::{FieldProblem, VatProblem};
/// use leadgate_rules::{phone::Country, vat::nl_vat};
/// assert_eq!(nl_vat("nl 002 455 799 b11"), Ok("NL002455799B11".to_owned()));
/// assert_eq!(nl_vat("NL002455799B00"), Err(FieldProblem::Vat(VatProblem::Form { country: Country::Nl })));
/// ```
///
/// # Errors
/// `Missing`, `NumberCharacter` or a [`VatProblem`] other than `Country`.
pub fn nl_vat(typed: &str) -> Result<String, FieldProblem> {
    of_country(typed, Country::Nl)
}

/// A number of a country, as people there write it, for sentences.
#[must_use]
pub fn example(country: Country) -> &'static str {
    match country {
        Country::Be => "BE0123.456.749",
        Country::Nl => "NL123456789B13",
        Country::Fr => "FR12345678901",
        Country::De => "DE123456789",
        Country::Lu => "LU12345678",
        Country::Se => "SE123456789001",
        Country::Hu => "HU12345678",
        // No member of VIES.
        Country::Ru => "",
    }
}

/// A number of this country alone, whatever code stands before it.
fn of_country(typed: &str, country: Country) -> Result<String, FieldProblem> {
    let number = compact::letters_and_digits(typed, SEPARATORS)?;
    judge(
        country,
        number.strip_prefix(country.code()).unwrap_or(&number),
    )
}

/// The country of a number and what stands after its code. `None` for a country whose numbers are not
/// known. French numbers may begin with two letters of their own.
fn split_country(number: &str, default: Country) -> Option<(Country, &str)> {
    let (code, rest) = number.split_at_checked(2).unwrap_or((number, ""));
    if let Some(country) = Country::from_code(code) {
        return Some((country, rest)).filter(|_| country != Country::Ru);
    }
    let has_code = code.bytes().all(|c| c.is_ascii_alphabetic());
    match default {
        Country::Ru => None,
        Country::Fr => (!has_code || is_french(number)).then_some((default, number)),
        _ => (!has_code).then_some((default, number)),
    }
}

/// The number of a country without its code, in the normal form.
fn judge(country: Country, number: &str) -> Result<String, FieldProblem> {
    let zeros = match country {
        Country::Be if number.len() == 9 => "0",
        Country::Nl => "00"
            .get(..12_usize.saturating_sub(number.len()))
            .unwrap_or_default(),
        _ => "",
    };
    let number = [country.code(), zeros, number].concat();
    let (_, rest) = number.split_at(2);
    if !has_form(country, rest) {
        return Err(FieldProblem::Vat(VatProblem::Form { country }));
    }
    let is_checked = match country {
        Country::Be => {
            let (front, check) = mod97::split_check(rest);
            97 - mod97::remainder(front) == check
        }
        Country::Nl => is_fiscal_number(rest) || mod97::remainder(&number) == 1,
        _ => true,
    };
    if is_checked {
        Ok(number)
    } else {
        Err(FieldProblem::Vat(VatProblem::Check))
    }
}

fn has_form(country: Country, number: &str) -> bool {
    let is_digits = |length: usize| number.len() == length && compact::are_digits(number);
    match country {
        Country::Be => is_digits(10) && number.starts_with(['0', '1']),
        Country::Nl => is_dutch(number),
        Country::Fr => is_french(number),
        Country::De => is_digits(9),
        Country::Lu | Country::Hu => is_digits(8),
        Country::Se => is_digits(12),
        Country::Ru => false,
    }
}

/// Nine digits, `B`, and the number of the company within a group, which is never 00.
fn is_dutch(number: &str) -> bool {
    let Some((fiscal, company)) = number.split_once('B') else {
        return false;
    };
    fiscal.len() == 9
        && company.len() == 2
        && compact::are_digits(fiscal)
        && compact::are_digits(company)
        && fiscal != "000000000"
        && company != "00"
}

/// Two letters or digits, neither I nor O, and the nine digits of the company.
fn is_french(number: &str) -> bool {
    number.split_at_checked(2).is_some_and(|(key, company)| {
        !key.contains(['I', 'O']) && company.len() == 9 && compact::are_digits(company)
    })
}

/// The test by eleven of Dutch fiscal numbers: digits by 9 to 2, less the last digit.
fn is_fiscal_number(number: &str) -> bool {
    let weights = [9, 8, 7, 6, 5, 4, 3, 2, -1];
    let sum: i32 = number
        .bytes()
        .zip(weights)
        .map(|(digit, weight)| i32::from(digit - b'0') * weight)
        .sum();
    sum % 11 == 0
}

#[cfg(test)]
mod tests;

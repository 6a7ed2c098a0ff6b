//! Postal codes of eight countries, by their form. Whether a code is in use only its post knows.

use super::phone::Country;
use super::{compact, invisible};
use crate::problem::FieldProblem;

/// The code that was typed, by the form that the country's post describes (as validator.js and
/// libaddressinput have it): digits only, but for the two letters of Dutch codes. A space may stand
/// where the country writes one, in Dutch and Swedish codes; a Dutch code always has it in the end.
///
/// ```
/// use leadgate_rules::FieldProblem;
/// use leadgate_rules::{phone::Country, postal::parse};
/// assert_eq!(parse("1012ab", Country::Nl), Ok("1012 AB".to_owned()));
/// assert_eq!(
///     parse("1012", Country::De),
///     Err(FieldProblem::PostalCode { country: Country::De }),
/// );
/// ```
///
/// # Errors
/// `Missing` or `PostalCode`.
pub fn parse(typed: &str, country: Country) -> Result<String, FieldProblem> {
    let code = visible(typed);
    if code.is_empty() {
        return Err(FieldProblem::Missing);
    }
    judge(&code, country).ok_or(FieldProblem::PostalCode { country })
}

/// The code that a form takes: one that the post may deliver to. Narrower than [`parse`]: no first 0
/// where the country gives none out. Wider in what may be typed: spaces anywhere, and the sign of the
/// country before the code, as on envelopes (`L-1009`, `BE-1000`).
///
/// ```
/// use leadgate_rules::FieldProblem;
/// use leadgate_rules::{phone::Country, postal::parse_deliverable};
/// assert_eq!(parse_deliverable("L-1009", Country::Lu), Ok("1009".to_owned()));
/// assert_eq!(parse_deliverable("11455", Country::Se), Ok("114 55".to_owned()));
/// assert_eq!(
///     parse_deliverable("0100", Country::Be),
///     Err(FieldProblem::PostalCode { country: Country::Be }),
/// );
/// ```
///
/// # Errors
/// `Missing` or `PostalCode`.
pub fn parse_deliverable(typed: &str, country: Country) -> Result<String, FieldProblem> {
    let mut code = visible(typed);
    code.retain(|c| c != ' ');
    code.make_ascii_uppercase();
    if let Some((sign, rest)) = code.split_once('-')
        && !sign.is_empty()
        && country.code().starts_with(sign)
    {
        code = rest.to_owned();
    }
    // The one way to write it, where there are two.
    if country == Country::Se && code.is_char_boundary(3) && code.len() == 5 {
        code.insert(3, ' ');
    }
    let code = parse(&code, country)?;
    let starts_with_nothing = match country {
        Country::Be | Country::Lu | Country::Hu | Country::Ru => code.starts_with('0'),
        Country::De => code.starts_with("00"),
        Country::Nl | Country::Fr | Country::Se => false,
    };
    if starts_with_nothing {
        Err(FieldProblem::PostalCode { country })
    } else {
        Ok(code)
    }
}

/// A code of the country, for sentences and placeholders.
#[must_use]
pub fn example(country: Country) -> &'static str {
    match country {
        Country::Be => "1000",
        Country::Nl => "1012 AB",
        Country::Fr => "75001",
        Country::De => "10115",
        Country::Lu => "1009",
        Country::Se => "114 55",
        Country::Hu => "1011",
        Country::Ru => "101000",
    }
}

/// What was typed without what copying brings along: invisible characters, and spaces that no
/// keyboard types.
fn visible(typed: &str) -> String {
    let is_typed = |c: &char| c.is_ascii() || !compact::is_blank(*c);
    invisible::trim(typed).chars().filter(is_typed).collect()
}

/// The normal form, if the country has such codes.
fn judge(code: &str, country: Country) -> Option<String> {
    let is_good = match country {
        Country::Be | Country::Lu | Country::Hu => is_digits(code, 4),
        Country::De => is_digits(code, 5),
        Country::Ru => is_digits(code, 6),
        Country::Fr => is_digits(code, 5) && is_french(code),
        Country::Nl => return dutch(code),
        Country::Se => return swedish(code),
    };
    is_good.then(|| code.to_owned())
}

fn is_digits(code: &str, count: usize) -> bool {
    code.len() == count && compact::are_digits(code)
}

/// Departments 01 to 95, and those overseas: 971 to 974 and 976.
fn is_french(code: &str) -> bool {
    let (department, rest) = code.split_at(2);
    match department {
        "97" => rest.starts_with(['1', '2', '3', '4', '6']),
        _ => ("01"..="95").contains(&department),
    }
}

/// Four digits, the first no 0, and two letters; neither SA, SD nor SS.
fn dutch(code: &str) -> Option<String> {
    let (digits, rest) = code.split_at_checked(4)?;
    let letters = rest.trim_start_matches([' ', '-']).to_ascii_uppercase();
    let is_good = is_digits(digits, 4)
        && !digits.starts_with('0')
        && letters.len() == 2
        && letters.bytes().all(|c| c.is_ascii_alphabetic())
        && !matches!(letters.as_str(), "SA" | "SD" | "SS");
    is_good.then(|| [digits, " ", &letters].concat())
}

/// Five digits, the first no 0; a space after the third stays if it was typed, since both ways of
/// writing are in use and neither is wrong.
fn swedish(code: &str) -> Option<String> {
    let (area, rest) = code.split_at_checked(3)?;
    let end = rest.trim_start_matches(' ');
    let is_good = is_digits(area, 3) && is_digits(end, 2) && !area.starts_with('0');
    let space = if end.len() < rest.len() { " " } else { "" };
    is_good.then(|| [area, space, end].concat())
}

#[cfg(test)]
mod tests;

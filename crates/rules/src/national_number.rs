//! Belgian national numbers and bis numbers: six digits of the birth date, three of a serial (odd for
//! men, even for women), two of a check (royal decrees of 3 April 1984 and 25 November 1997). For who
//! was born from 2000 on, the check is made with a 2 before the others. Bis numbers (royal decree of
//! 8 February 1991) add 40 to the month, or 20 where the sex was not known.
//!
//! To collect the number is forbidden without a legal duty or an authorisation, even with consent
//! (act of 8 August 1983): the field is off, and where it is switched on this is repeated.

use super::{compact, mod97};
use crate::problem::{DigitsProblem, FieldProblem};
use crate::time::Date;

/// How many digits a number has.
const DIGITS: u8 = 11;

/// The sex that a number tells.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sex {
    /// An odd serial.
    Man,
    /// An even serial.
    Woman,
}

/// A number and what it tells of its owner.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NationalNumber {
    /// The eleven digits.
    pub normalized: String,
    /// Whether it is a bis number.
    pub is_bis: bool,
    /// The birth date, where the number tells all of it.
    pub birthdate: Option<Date>,
    /// The sex, where the number tells it.
    pub sex: Option<Sex>,
}

impl NationalNumber {
    /// The number as it is printed: `87.05.16-912.82`.
    #[must_use]
    pub fn display(&self) -> String {
        let mut text = String::new();
        for (index, digit) in self.normalized.chars().enumerate() {
            match index {
                2 | 4 | 9 => text.push('.'),
                6 => text.push('-'),
                _ => {}
            }
            text.push(digit);
        }
        text
    }
}

/// The number that was typed, as it can have been given out by that day.
///
/// ```
/// use leadgate_rules::{DigitsProblem, FieldProblem};
/// use leadgate_rules::national_number::parse;
/// use leadgate_rules::time::Date;
/// let today = Date::new(2026, 11, 21).unwrap();
/// let number = parse("87.05.16-912.82", today).unwrap();
/// assert_eq!(number.normalized, "87051691282");
/// assert_eq!(number.birthdate, Date::new(1987, 5, 16));
/// assert_eq!(parse("87.05.16-912.83", today), Err(FieldProblem::Digits(DigitsProblem::Check)));
/// ```
///
/// # Errors
/// `Missing`, `NationalNumberDate` or a [`DigitsProblem`].
pub fn parse(typed: &str, today: Date) -> Result<NationalNumber, FieldProblem> {
    let digits = compact::digits(typed, ".", DIGITS)?;
    let [year, month, day] = [0, 2, 4].map(|at| two_digits(&digits, at));
    let (month, is_bis, tells_sex) = match month {
        0..=12 => (month, false, true),
        20..=32 => (month - 20, true, false),
        40..=52 => (month - 40, true, true),
        _ => return Err(FieldProblem::NationalNumberDate),
    };
    let century =
        century(&digits, year, today).ok_or(FieldProblem::Digits(DigitsProblem::Check))?;
    let birthdate = Date::new(century + i32::from(year), month, day);
    // Zeros stand for what is not known of the date. Where the serials of a day run out, its month
    // becomes zero, and then its day counts on.
    let is_possible = match birthdate {
        Some(date) => date <= today,
        None => month == 0 || day == 0,
    };
    if !is_possible {
        return Err(FieldProblem::NationalNumberDate);
    }
    let is_even = two_digits(&digits, 7).is_multiple_of(2);
    let sex = if is_even { Sex::Woman } else { Sex::Man };
    Ok(NationalNumber {
        normalized: digits,
        is_bis,
        birthdate,
        sex: tells_sex.then_some(sex),
    })
}

/// The century that the check digits tell: no number has the right ones for both.
fn century(digits: &str, year: u8, today: Date) -> Option<i32> {
    let (number, check) = mod97::split_check(digits);
    let is_right = |number: &str| 97 - mod97::remainder(number) == check;
    if is_right(number) {
        Some(1900)
    } else if 2000 + i32::from(year) <= today.year() && is_right(&["2", number].concat()) {
        Some(2000)
    } else {
        None
    }
}

/// The number that two digits spell, counted in bytes from the start.
fn two_digits(digits: &str, at: usize) -> u8 {
    digits
        .bytes()
        .skip(at)
        .take(2)
        .fold(0, |value, digit| value * 10 + (digit - b'0'))
}

#[cfg(test)]
mod tests;

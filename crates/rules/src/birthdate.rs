//! Birth dates of people who can sign a contract. A date that exists, of an age that people reach.

use super::invisible;
use crate::problem::FieldProblem;
use crate::time::Date;

/// From which age on people are of age.
const AGE_MIN: u8 = 18;
/// The oldest age that is taken for no typing error.
const AGE_MAX: u8 = 120;

/// The date that was typed: `YYYY-MM-DD`, or the day first, as the countries of our forms write it
/// (`24/12/1980`, `24-12-1980`, `24.12.1980`, `24 12 1980`). The year has four digits: two could be
/// either century's.
///
/// ```
/// use leadgate_rules::FieldProblem;
/// use leadgate_rules::birthdate::parse;
/// use leadgate_rules::time::Date;
/// let today = Date::new(2026, 11, 21).unwrap();
/// assert_eq!(parse("24/12/1980", today), Ok(Date::new(1980, 12, 24).unwrap()));
/// assert_eq!(parse("1980-12-24", today), Ok(Date::new(1980, 12, 24).unwrap()));
/// assert_eq!(parse("30/02/1980", today), Err(FieldProblem::BirthdateUnreadable));
/// assert_eq!(parse("22/11/2008", today), Err(FieldProblem::BirthdateTooYoung { years: 18 }));
/// ```
///
/// # Errors
/// `Missing`, or one of the problems whose name begins with `Birthdate`.
pub fn parse(typed: &str, today: Date) -> Result<Date, FieldProblem> {
    let typed = invisible::trim(typed);
    if typed.is_empty() {
        return Err(FieldProblem::Missing);
    }
    let birthdate = read(typed).ok_or(FieldProblem::BirthdateUnreadable)?;
    let age = age(birthdate, today);
    if age < i32::from(AGE_MIN) {
        Err(FieldProblem::BirthdateTooYoung { years: AGE_MIN })
    } else if age > i32::from(AGE_MAX) {
        Err(FieldProblem::BirthdateTooOld { years: AGE_MAX })
    } else {
        Ok(birthdate)
    }
}

/// How many birthdays have passed; negative before birth. Who was born on a leap day has it on the
/// first of March in other years.
fn age(birthdate: Date, today: Date) -> i32 {
    let before_birthday = (today.month(), today.day()) < (birthdate.month(), birthdate.day());
    today.year() - birthdate.year() - i32::from(before_birthday)
}

fn read(typed: &str) -> Option<Date> {
    let mut numbers = [(0, 0); 3];
    let mut parts = typed.split(is_separator).filter(|part| !part.is_empty());
    for number in &mut numbers {
        *number = read_number(parts.next()?)?;
    }
    if parts.next().is_some() {
        return None;
    }
    let ([(year, 4), (month, 1..=2), (day, 1..=2)] | [(day, 1..=2), (month, 1..=2), (year, 4)]) =
        numbers
    else {
        return None;
    };
    Date::new(
        i32::from(year),
        u8::try_from(month).ok()?,
        u8::try_from(day).ok()?,
    )
}

fn is_separator(c: char) -> bool {
    matches!(c, '/' | '.') || super::compact::is_separator(c)
}

/// A number of one to four digits, and how many they are.
fn read_number(digits: &str) -> Option<(u16, usize)> {
    let value = digits.bytes().try_fold(0_u16, |value, c| {
        c.is_ascii_digit()
            .then(|| value.checked_mul(10)?.checked_add(u16::from(c - b'0')))?
    })?;
    Some((value, digits.len()))
}

#[cfg(test)]
mod tests;

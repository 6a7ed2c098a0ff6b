//! Phone numbers: from what was typed to the number that every network understands (E.164), by the
//! numbering plans of eight countries. Existence is not checked, only that the plan has such numbers.
//!
//! A number may be typed with separators, pasted from a contact app (with its invisible marks) or
//! from a link (`tel:+…`), with a second plus sign, or with the calling code and no plus sign.
//! Letters, other scripts' digits, extensions and control characters are refused: whoever digs a
//! number out of them may dig out the wrong one. So the visitor is asked again.

mod as_typed;
mod country;
mod kind;
mod nearest;
mod pattern;
mod plan;
mod table;
mod typed;

pub use as_typed::{Formatted, as_typed};
pub use country::Country;
pub use kind::PhoneType;

use crate::problem::PhoneProblem;

/// A number of a numbering plan.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct PhoneNumber {
    e164: String,
    country: Country,
    kind: PhoneType,
}

impl PhoneNumber {
    /// The number as every network understands it: plus sign, calling code, national number.
    #[must_use]
    pub fn e164(&self) -> &str {
        &self.e164
    }

    /// The country whose plan has the number.
    #[must_use]
    pub fn country(&self) -> Country {
        self.country
    }

    /// What kind of line it is.
    #[must_use]
    pub fn kind(&self) -> PhoneType {
        self.kind
    }

    /// The number as it is dialled inside its country, digits only.
    ///
    /// ```
    /// use leadgate_rules::phone::{Country, parse};
    /// let number = parse("+36 20 204 1044", Country::Be).unwrap();
    /// assert_eq!(number.national(), "06202041044");
    /// ```
    #[must_use]
    pub fn national(&self) -> String {
        let plan = self.country.plan();
        let mut national = plan.trunk.to_owned();
        // After the plus sign and the calling code.
        national.push_str(
            self.e164
                .get(1 + plan.calling_code.len()..)
                .unwrap_or_default(),
        );
        national
    }

    /// Whether a person can be called back on it: mobile, fixed or voip.
    #[must_use]
    pub fn is_callable(&self) -> bool {
        self.kind.is_callable()
    }
}

/// The number that was typed, read by the default country's habits unless it names a country itself.
///
/// Any type of the plan is good here; [`parse_callable`] is narrower.
///
/// ```
/// use leadgate_rules::PhoneProblem;
/// use leadgate_rules::phone::{Country, parse};
/// assert_eq!(parse("0470 12 34 56", Country::Be).unwrap().e164(), "+32470123456");
/// assert_eq!(
///     parse("0470 12 34 5", Country::Be),
///     Err(PhoneProblem::TooShort { country: Country::Be, missing: 1 }),
/// );
/// ```
///
/// # Errors
/// Every [`PhoneProblem`] but `NotCallable`.
pub fn parse(typed: &str, default: Country) -> Result<PhoneNumber, PhoneProblem> {
    let typed = typed::read(typed).ok_or(PhoneProblem::Character)?;
    let (country, rest) = match typed.after_exit_code(default) {
        Some(international) => {
            Country::of_international(international).ok_or(PhoneProblem::UnknownCountry)?
        }
        None => (default, default.plan().without_calling_code(&typed.digits)),
    };
    let plan = country.plan();
    let national = plan.without_trunk(rest);
    let kind = plan
        .kind(national)
        .ok_or_else(|| nearest::problem(country, rest))?;
    let mut e164 = String::from("+");
    e164.push_str(plan.calling_code);
    e164.push_str(national);
    Ok(PhoneNumber {
        e164,
        country,
        kind,
    })
}

/// The number that was typed, if a person can be called back on it.
///
/// ```
/// use leadgate_rules::PhoneProblem;
/// use leadgate_rules::phone::{Country, PhoneType, parse_callable};
/// assert!(parse_callable("02 566 50 79", Country::Be).is_ok());
/// assert_eq!(
///     parse_callable("0800 12 345", Country::Be),
///     Err(PhoneProblem::NotCallable { kind: PhoneType::TollFree }),
/// );
/// ```
///
/// # Errors
/// Every [`PhoneProblem`].
pub fn parse_callable(typed: &str, default: Country) -> Result<PhoneNumber, PhoneProblem> {
    let number = parse(typed, default)?;
    if number.is_callable() {
        Ok(number)
    } else {
        Err(PhoneProblem::NotCallable { kind: number.kind })
    }
}

#[cfg(test)]
mod tests;

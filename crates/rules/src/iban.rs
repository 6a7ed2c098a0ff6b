//! Account numbers (IBAN, ISO 13616): a country, two check digits, and what that country's registered
//! form says. National checks inside that form are the banks' business. Existence is not checked.

use super::{compact, mod97};
use crate::problem::{FieldProblem, IbanProblem};

/// Each country's code and the form of what follows the check digits: so many digits (`n`), letters
/// (`a`), or either (`c`). From the SWIFT IBAN registry, release 101, neighbouring fields of the same
/// kind as one; all 89 countries.
const FORMS: &str = "\
    AD8n12c AE19n AL8n16c AT16n AZ4a20c BA16n BE12n BG4a6n8c BH4a14c BI23n BR23n1a1c BY4c4n16c CH5n12c \
    CR18n CY8n16c CZ20n DE18n DJ23n DK14n DO4c20n EE16n EG25n ES20n FI14n FK2a12n FO14n FR10n11c2n \
    GB4a14n GE2a16n GI4a15c GL14n GR7n16c GT24c HN4a20n HR17n HU24n IE4a14n IL19n IQ4a15n IS22n \
    IT1a10n12c JO4a4n18c KW4a22c KZ3n13c LB4n20c LC4a24c LI5n12c LT16n LU3n13c LV4a13c LY21n MC10n11c2n \
    MD20c ME18n MK3n10c2n MN16n MR23n MT4a5n18c MU4a19n3a NI4a20n NL4a10n NO11n OM3n16c PK4a16c PL24n \
    PS4a21c PT21n QA4a21c RO4a16c RS18n RU14n15c SA2n18c SC4a20n3a SD14n SE20n SI15n SK20n SM1a10n12c \
    SO19n ST21n SV4a20n TL19n TN20n TR6n16c UA6n19c VA18n VG4a16n XK16n YE4a4n18c";

/// The account number without spaces, in upper case.
///
/// ```
/// use leadgate_rules::{IbanProblem, FieldProblem};
/// use leadgate_rules::iban::parse;
/// assert_eq!(parse("be90 2271 6690 2832"), Ok("BE90227166902832".to_owned()));
/// assert_eq!(
///     parse("BE90 2271 6690 28"),
///     Err(FieldProblem::Iban(IbanProblem::Length { country: "BE", expected: 16, typed: 14 })),
/// );
/// assert_eq!(parse("BE91 2271 6690 2832"), Err(FieldProblem::Iban(IbanProblem::Check)));
/// ```
///
/// # Errors
/// `Missing`, `NumberCharacter` or an [`IbanProblem`].
pub fn parse(typed: &str) -> Result<String, FieldProblem> {
    let number = compact::letters_and_digits(typed, ".")?;
    judge(&number).map_err(FieldProblem::Iban)?;
    Ok(number)
}

fn judge(number: &str) -> Result<(), IbanProblem> {
    let (country, form) = number.get(..2).and_then(form).ok_or(IbanProblem::Country)?;
    let expected = 4 + runs(form).map(|(count, _)| count).sum::<usize>();
    if number.len() != expected {
        return Err(IbanProblem::Length {
            country,
            expected,
            typed: number.len(),
        });
    }
    let (front, account) = number.split_at(4);
    let (_, check) = front.split_at(2);
    let has_form = runs(form)
        .flat_map(|(count, kind)| core::iter::repeat_n(kind, count))
        .zip(account.bytes())
        .all(|(kind, c)| is_of_kind(c, kind));
    if !compact::are_digits(check) || !has_form {
        return Err(IbanProblem::Form { country });
    }
    // Check digits are 98 less a remainder by 97: these three would be another number's, disguised.
    let is_check = !matches!(check, "00" | "01" | "99");
    let rearranged = [account, front].concat();
    if is_check && mod97::remainder(&rearranged) == 1 {
        Ok(())
    } else {
        Err(IbanProblem::Check)
    }
}

/// A country of the table and its form.
fn form(country: &str) -> Option<(&'static str, &'static str)> {
    FORMS
        .split(' ')
        .filter_map(|entry| entry.split_at_checked(2))
        .find(|(code, _)| *code == country)
}

/// The runs of a form: how many characters of which kind.
fn runs(form: &str) -> impl Iterator<Item = (usize, u8)> {
    let mut count = 0;
    form.bytes().filter_map(move |c| {
        if c.is_ascii_digit() {
            count = count * 10 + usize::from(c - b'0');
            None
        } else {
            Some((core::mem::take(&mut count), c))
        }
    })
}

fn is_of_kind(c: u8, kind: u8) -> bool {
    match kind {
        b'n' => c.is_ascii_digit(),
        b'a' => c.is_ascii_alphabetic(),
        _ => true,
    }
}

#[cfg(test)]
mod tests;

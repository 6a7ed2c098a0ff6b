//! A phone number as Econtract's agents dial it. The rule of what is a number is the model's.

use leadgate_model::rules::phone::{Country, parse};

/// The number for the CRM: `0499656565` for Belgium, `0031612345678` for the Netherlands.
pub(super) fn written(e164: &str) -> String {
    if e164.starts_with("+32")
        && let Ok(number) = parse(e164, Country::Be)
    {
        return number.national();
    }
    // What is not E.164 (the model makes nothing else) goes as it is: an agent can read it.
    e164.strip_prefix('+')
        .map_or_else(|| e164.to_owned(), |digits| format!("00{digits}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn belgian_numbers_are_national_and_others_are_dialled_from_belgium() {
        assert_eq!(written("+32499656565"), "0499656565");
        assert_eq!(written("+3211223344"), "011223344");
        assert_eq!(written("+31612345678"), "0031612345678");
        assert_eq!(written("0499656565"), "0499656565");
    }
}

//! The sentences for what is wrong with numbers that have a form and check digits.

use super::country::country_name;
use super::{Text, decimal};
use crate::Lang;
use leadgate_rules::phone::Country;
use leadgate_rules::vat;
use leadgate_rules::{DigitsProblem, IbanProblem, VatProblem};

pub(super) fn digits_sentence(problem: DigitsProblem, lang: Lang) -> String {
    match problem {
        DigitsProblem::Character => Text::DigitsCharacter.translation(lang).to_owned(),
        DigitsProblem::Length { expected, typed } => Text::DigitsLength.fill(
            lang,
            &[
                ("expected", &decimal(expected.into())),
                ("typed", &decimal(typed)),
            ],
        ),
        DigitsProblem::Check => Text::CheckDigits.translation(lang).to_owned(),
    }
}

pub(super) fn vat_sentence(problem: VatProblem, lang: Lang) -> String {
    match problem {
        VatProblem::Country => Text::VatCountry.translation(lang).to_owned(),
        VatProblem::Form { country } => Text::VatForm.fill(
            lang,
            &[
                ("country", country_name(country).translation(lang)),
                ("example", vat::example(country)),
            ],
        ),
        VatProblem::Check => Text::CheckDigits.translation(lang).to_owned(),
    }
}

pub(super) fn iban_sentence(problem: IbanProblem, lang: Lang) -> String {
    match problem {
        IbanProblem::Country => Text::IbanCountry.translation(lang).to_owned(),
        IbanProblem::Length {
            country,
            expected,
            typed,
        } => Text::IbanLength.fill(
            lang,
            &[
                ("country", registered_name(country, lang)),
                ("expected", &decimal(expected)),
                ("typed", &decimal(typed)),
            ],
        ),
        IbanProblem::Form { country } => {
            Text::IbanForm.fill(lang, &[("country", registered_name(country, lang))])
        }
        IbanProblem::Check => Text::CheckDigits.translation(lang).to_owned(),
    }
}

/// The name of a country of the IBAN registry, where we have it; its code, which begins the number.
fn registered_name(code: &'static str, lang: Lang) -> &'static str {
    Country::from_code(code).map_or(code, |country| country_name(country).translation(lang))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_says_what_the_number_lacks() {
        let length = |country| IbanProblem::Length {
            country,
            expected: 16,
            typed: 14,
        };
        assert_eq!(
            iban_sentence(length("BE"), Lang::En),
            "An IBAN from Belgium has 16 characters; there are 14 now"
        );
        assert_eq!(
            iban_sentence(length("BE"), Lang::Nl),
            "Een IBAN uit België telt 16 tekens; nu zijn het er 14"
        );
        // Its name is in no language here; it begins the number that was typed.
        assert_eq!(
            iban_sentence(length("MC"), Lang::Fr),
            "Un IBAN (MC) compte 16 caractères ; il y en a 14"
        );
        assert_eq!(
            vat_sentence(
                VatProblem::Form {
                    country: Country::De
                },
                Lang::De
            ),
            "Schreiben Sie die USt-IdNr. (Deutschland) wie DE123456789"
        );
        assert_eq!(
            digits_sentence(
                DigitsProblem::Length {
                    expected: 18,
                    typed: 17
                },
                Lang::En
            ),
            "Enter 18 digits; there are 17 now"
        );
    }
}

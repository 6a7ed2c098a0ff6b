//! The sentences for what is wrong with a field.

use super::country::country_name;
use super::{Text, decimal, number};
use crate::rules::phone::Country;
use crate::rules::postal;
use crate::{BicProblem, FieldError, FieldSpec, FormSpec, Lang, PhoneProblem, Problem};

/// The sentence for a problem of a form's field: what is wrong and what to do.
///
/// ```
/// use leadgate_model::{FieldError, Form, Lang, Problem, text};
/// let error = FieldError { field: "first_name".into(), problem: Problem::TooLong { max: 100 } };
/// let sentence = text::sentence(&error, Form::CallMeBack.spec(), Lang::En);
/// assert_eq!(sentence, "Shorten this to 100 characters at most");
/// ```
#[must_use]
pub fn sentence(error: &FieldError, spec: &FormSpec, lang: Lang) -> String {
    let plain = |text: Text| text.words(lang).to_owned();
    match error.problem {
        Problem::Missing => missing(spec.field(&error.field), lang),
        Problem::TooLong { max } => Text::TooLong.fill(lang, &[("max", &decimal(max))]),
        Problem::ControlCharacter => plain(Text::ControlCharacter),
        Problem::NoLetter => plain(Text::NoLetter),
        Problem::EmailNoAt => plain(Text::EmailNoAt),
        Problem::EmailLocalPart => plain(Text::EmailLocalPart),
        Problem::EmailDomain => plain(Text::EmailDomain),
        Problem::EmailCharacter => plain(Text::EmailCharacter),
        Problem::Phone(problem) => phone_sentence(problem, lang),
        Problem::NumberCharacter => plain(Text::NumberCharacter),
        Problem::Digits(problem) => number::digits_sentence(problem, lang),
        Problem::NationalNumberDate => plain(Text::NationalNumberDate),
        Problem::EanStart { country, start } => Text::EanStart.fill(
            lang,
            &[
                ("country", country_name(country).words(lang)),
                ("start", start),
            ],
        ),
        Problem::Vat(problem) => number::vat_sentence(problem, lang),
        Problem::Iban(problem) => number::iban_sentence(problem, lang),
        Problem::Bic(BicProblem::Country) => plain(Text::BicCountry),
        Problem::Bic(BicProblem::Length | BicProblem::Bank) => plain(Text::BicForm),
        Problem::PostalCode { country } => Text::PostalCodeForm.fill(
            lang,
            &[
                ("country", country_name(country).words(lang)),
                ("example", postal::example(country)),
            ],
        ),
        Problem::HouseNumber => plain(Text::HouseNumberNoDigit),
        Problem::BirthdateUnreadable => plain(Text::BirthdateUnreadable),
        Problem::BirthdateTooYoung { years } => {
            Text::BirthdateTooYoung.fill(lang, &[("years", &decimal(years.into()))])
        }
        Problem::BirthdateTooOld { years } => {
            Text::BirthdateTooOld.fill(lang, &[("years", &decimal(years.into()))])
        }
        Problem::Target(_) => plain(Text::TargetRefused),
        Problem::SlotUnknown => plain(Text::SlotUnknown),
        Problem::SlotPast => plain(Text::SlotPast),
        Problem::SlotClosed => plain(Text::SlotClosed),
        Problem::SlotTooFar { days } => {
            Text::SlotTooFar.fill(lang, &[("days", &decimal(days as usize))])
        }
        Problem::ChoiceUnknown => plain(Text::ChoiceUnknown),
        Problem::MomentUnreadable => plain(Text::MomentUnreadable),
        Problem::CallingHours => plain(Text::CallingHours),
        Problem::ConsentMissing => plain(Text::ConsentMissing),
    }
}

fn missing(field: Option<&FieldSpec>, lang: Lang) -> String {
    let (text, label) = field.map_or((Text::ConsentMissing, ""), |field| {
        (field.missing, field.label.words(lang))
    });
    text.fill(lang, &[("label", label)])
}

fn phone_sentence(problem: PhoneProblem, lang: Lang) -> String {
    let of_country = |text: Text, country: Country, digits: u8| {
        let digits = decimal(digits.into());
        let country = country_name(country).words(lang);
        text.fill(lang, &[("country", country), ("digits", &digits)])
    };
    match problem {
        PhoneProblem::Character => Text::PhoneCharacter.words(lang).to_owned(),
        PhoneProblem::UnknownCountry => Text::PhoneUnknownCountry.words(lang).to_owned(),
        PhoneProblem::TooShort { country, missing } => of_country(
            if missing == 1 {
                Text::PhoneTooShortOne
            } else {
                Text::PhoneTooShortMany
            },
            country,
            missing,
        ),
        PhoneProblem::TooLong { country, extra } => of_country(
            if extra == 1 {
                Text::PhoneTooLongOne
            } else {
                Text::PhoneTooLongMany
            },
            country,
            extra,
        ),
        PhoneProblem::NotInPlan { country } => of_country(Text::PhoneNotInPlan, country, 0),
        PhoneProblem::NotCallable { .. } => Text::PhoneNotCallable.words(lang).to_owned(),
        PhoneProblem::NotMobile => Text::PhoneNotMobile.words(lang).to_owned(),
        PhoneProblem::NotFixed => Text::PhoneNotFixed.words(lang).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_filled_with_the_problems_own_data() {
        let problem = Problem::Phone(PhoneProblem::TooShort {
            country: Country::Be,
            missing: 1,
        });
        let error = FieldError {
            field: "phone".into(),
            problem,
        };
        let spec = crate::Form::CallMeBack.spec();
        assert_eq!(
            sentence(&error, spec, Lang::En),
            "This number has one digit too few for Belgium"
        );
        assert_eq!(
            sentence(&error, spec, Lang::Nl),
            "Dit nummer heeft één cijfer te weinig voor België"
        );
    }
}

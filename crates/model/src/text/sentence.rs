//! The sentences for what is wrong with a field.

use super::country::country_name;
use super::{Text, decimal, number};
use crate::{FieldError, FieldSpec, FormSpec, Lang};
use leadgate_rules::phone::Country;
use leadgate_rules::postal;
use leadgate_rules::{BicProblem, FieldProblem, PhoneProblem};

/// The sentence for a problem of a form's field: what is wrong and what to do.
///
/// ```
/// use leadgate_model::{FieldError, Form, Lang, text};
/// use leadgate_rules::FieldProblem;
/// let error = FieldError { field: "first_name".into(), problem: FieldProblem::TooLong { max: 100 } };
/// let sentence = text::sentence(&error, Form::CallMeBack.spec(), Lang::En);
/// assert_eq!(sentence, "Shorten this to 100 characters at most");
/// ```
#[must_use]
pub fn sentence(error: &FieldError, spec: &FormSpec, lang: Lang) -> String {
    let plain = |text: Text| text.translation(lang).to_owned();
    match error.problem {
        FieldProblem::Missing => missing(spec.field(&error.field), lang),
        FieldProblem::TooLong { max } => Text::TooLong.fill(lang, &[("max", &decimal(max))]),
        FieldProblem::ControlCharacter => plain(Text::ControlCharacter),
        FieldProblem::NoLetter => plain(Text::NoLetter),
        FieldProblem::EmailNoAt => plain(Text::EmailNoAt),
        FieldProblem::EmailLocalPart => plain(Text::EmailLocalPart),
        FieldProblem::EmailDomain => plain(Text::EmailDomain),
        FieldProblem::EmailCharacter => plain(Text::EmailCharacter),
        FieldProblem::Phone(problem) => phone_sentence(problem, lang),
        FieldProblem::NumberCharacter => plain(Text::NumberCharacter),
        FieldProblem::Digits(problem) => number::digits_sentence(problem, lang),
        FieldProblem::NationalNumberDate => plain(Text::NationalNumberDate),
        FieldProblem::EanStart { country, start } => Text::EanStart.fill(
            lang,
            &[
                ("country", country_name(country).translation(lang)),
                ("start", start),
            ],
        ),
        FieldProblem::Vat(problem) => number::vat_sentence(problem, lang),
        FieldProblem::Iban(problem) => number::iban_sentence(problem, lang),
        FieldProblem::Bic(BicProblem::Country) => plain(Text::BicCountry),
        FieldProblem::Bic(BicProblem::Length | BicProblem::Bank) => plain(Text::BicForm),
        FieldProblem::PostalCode { country } => Text::PostalCodeForm.fill(
            lang,
            &[
                ("country", country_name(country).translation(lang)),
                ("example", postal::example(country)),
            ],
        ),
        FieldProblem::HouseNumber => plain(Text::HouseNumberNoDigit),
        FieldProblem::BirthdateUnreadable => plain(Text::BirthdateUnreadable),
        FieldProblem::BirthdateTooYoung { years } => {
            Text::BirthdateTooYoung.fill(lang, &[("years", &decimal(years.into()))])
        }
        FieldProblem::BirthdateTooOld { years } => {
            Text::BirthdateTooOld.fill(lang, &[("years", &decimal(years.into()))])
        }
        FieldProblem::Target(_) => plain(Text::TargetRefused),
        FieldProblem::SlotUnknown => plain(Text::SlotUnknown),
        FieldProblem::SlotPast => plain(Text::SlotPast),
        FieldProblem::SlotClosed => plain(Text::SlotClosed),
        FieldProblem::SlotTooFar { days } => {
            Text::SlotTooFar.fill(lang, &[("days", &decimal(days as usize))])
        }
        FieldProblem::ChoiceUnknown => plain(Text::ChoiceUnknown),
        FieldProblem::MomentUnreadable => plain(Text::MomentUnreadable),
        FieldProblem::CallingHours => plain(Text::CallingHours),
        FieldProblem::ConsentMissing => plain(Text::ConsentMissing),
    }
}

fn missing(field: Option<&FieldSpec>, lang: Lang) -> String {
    let (text, label) = field.map_or((Text::ConsentMissing, ""), |field| {
        (field.missing, field.label.translation(lang))
    });
    text.fill(lang, &[("label", label)])
}

fn phone_sentence(problem: PhoneProblem, lang: Lang) -> String {
    let of_country = |text: Text, country: Country, digits: u8| {
        let digits = decimal(digits.into());
        let country = country_name(country).translation(lang);
        text.fill(lang, &[("country", country), ("digits", &digits)])
    };
    match problem {
        PhoneProblem::Character => Text::PhoneCharacter.translation(lang).to_owned(),
        PhoneProblem::UnknownCountry => Text::PhoneUnknownCountry.translation(lang).to_owned(),
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
        PhoneProblem::NotCallable { .. } => Text::PhoneNotCallable.translation(lang).to_owned(),
        PhoneProblem::NotMobile => Text::PhoneNotMobile.translation(lang).to_owned(),
        PhoneProblem::NotFixed => Text::PhoneNotFixed.translation(lang).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_filled_with_the_problems_own_data() {
        let problem = FieldProblem::Phone(PhoneProblem::TooShort {
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

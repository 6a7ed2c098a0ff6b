//! Every sentence that a visitor reads, by name; one file per language holds the words. The browser
//! has none of these files: a page brings the words that its form may need (`brought`). With the
//! feature `words` it has all of them.
//!
//! Rules return data ([`Problem`]); the sentences are rendered from that data here and nowhere
//! else, so a rule and its sentence cannot drift apart.

#[cfg(not(all(target_arch = "wasm32", feature = "words")))]
mod brought;
#[cfg(any(feature = "words", not(target_arch = "wasm32")))]
mod de;
mod decimal;
#[cfg(any(feature = "words", not(target_arch = "wasm32")))]
mod en;
#[cfg(any(feature = "words", not(target_arch = "wasm32")))]
mod fr;
#[cfg(any(feature = "words", not(target_arch = "wasm32")))]
mod nl;
mod number;

use crate::rules::phone::Country;
use crate::rules::postal;
use crate::time::{CallSlot, Date, DateTime};
use crate::{BicProblem, FieldError, FieldSpec, FormSpec, Lang, PhoneProblem, Problem};

#[cfg(all(target_arch = "wasm32", not(feature = "words")))]
pub use brought::bring;
#[cfg(not(target_arch = "wasm32"))]
pub use brought::to_bring;
use decimal::decimal;

macro_rules! texts {
    ($($name:ident,)*) => {
        /// The name of a text. Placeholders stand in braces: `{max}`.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[expect(missing_docs, reason = "the words in en.rs say what each one is")]
        pub enum Text {
            $($name,)*
        }

        impl Text {
            /// Every text.
            #[cfg(not(all(target_arch = "wasm32", feature = "words")))]
            const ALL: &[Self] = &[$(Self::$name,)*];
        }
    };
}

texts! {
    FirstName,
    FirstNameMissing,
    LastName,
    LastNameMissing,
    Phone,
    PhoneHelp,
    PhoneMissing,
    Email,
    EmailHelp,
    EmailMissing,
    Slot,
    SlotHelp,
    SlotSoon,
    SlotMorning,
    SlotAfternoon,
    SlotEvening,
    SlotUnknown,
    SlotPast,
    SlotClosed,
    SlotTooFar,
    Remarks,
    Subject,
    CallMeBackTitle,
    CallMeBackAction,
    CallMeBackNote,
    PrivacyLink,
    Optional,
    TooLong,
    ControlCharacter,
    NoLetter,
    EmailNoAt,
    EmailLocalPart,
    EmailDomain,
    EmailCharacter,
    EmailSlip,
    EmailSlipUse,
    PhoneCharacter,
    PhoneUnknownCountry,
    PhoneTooShortOne,
    PhoneTooShortMany,
    PhoneTooLongOne,
    PhoneTooLongMany,
    PhoneNotInPlan,
    PhoneNotCallable,
    PhoneCountry,
    ConsentMissing,
    SummaryTitle,
    Sending,
    NumberCharacter,
    DigitsCharacter,
    DigitsLength,
    CheckDigits,
    NationalNumberDate,
    EanStart,
    VatCountry,
    VatForm,
    IbanCountry,
    IbanLength,
    IbanForm,
    BicForm,
    BicCountry,
    PostalCodeForm,
    HouseNumberNoDigit,
    BirthdateUnreadable,
    BirthdateTooYoung,
    BirthdateTooOld,
    TargetRefused,
    SuccessTitle,
    SuccessCall,
    SuccessReference,
    SuccessChange,
    SuccessAgain,
    FailureTitle,
    FailureText,
    FailureForbidden,
    FailureConflict,
    FailureUnreadable,
    FailureCall,
    Retrying,
    TryAgain,
    BackToPage,
    Missing,
    Notes,
    NowRequired,
    Birthdate,
    BirthdateHelp,
    Gender,
    GenderMan,
    GenderWoman,
    Segment,
    SegmentResidential,
    SegmentProfessional,
    Address,
    Street,
    StreetMissing,
    HouseNumber,
    HouseNumberMissing,
    HouseBox,
    Floor,
    PostalCode,
    PostalCodeMissing,
    City,
    Country,
    CountryMissing,
    Building,
    BuildingDetached,
    BuildingSemiDetached,
    BuildingTerraced,
    BuildingApartment,
    Interests,
    InterestsMissing,
    InterestCar,
    InterestDog,
    InterestFuneral,
    InterestFire,
    InterestHospitalization,
    InterestedInInsurance,
    AllowInsuranceCall,
    InsuranceTitle,
    InsuranceAction,
    InsuranceNote,
    InsuranceNext,
    ClickOutTitle,
    ClickOutAction,
    ClickOutNote,
    ClickOutNoteAnonymous,
    ClickOutDone,
    ClickOutLink,
    Target,
    TargetMissing,
    Language,
    Dutch,
    French,
    English,
    German,
    Cellphone,
    CellphoneCountry,
    Landline,
    LandlineCountry,
    OnePhoneMissing,
    PhoneNotMobile,
    PhoneNotFixed,
    Company,
    Vat,
    VatMissing,
    Iban,
    NationalNumber,
    CardNumber,
    Batch,
    BatchHelp,
    IsHot,
    CallAt,
    ThirdPartyTitle,
    ThirdPartyAction,
    ThirdPartyNote,
    ThirdPartyDone,
    ChoiceUnknown,
    MomentUnreadable,
    CallingHours,
    YourTime,
    SuccessChangeCall,
    Weekdays,
    Months,
    Belgium,
    Netherlands,
    France,
    Germany,
    Luxembourg,
    Sweden,
    Hungary,
    Russia,
}

impl Text {
    /// The words in a language, placeholders unfilled.
    #[must_use]
    #[cfg(any(feature = "words", not(target_arch = "wasm32")))]
    pub fn words(self, lang: Lang) -> &'static str {
        #[cfg(test)]
        brought::USED.with_borrow_mut(|used| used.push(self));
        match lang {
            Lang::Nl => nl::words(self),
            Lang::Fr => fr::words(self),
            Lang::En => en::words(self),
            Lang::De => de::words(self),
        }
    }

    /// The words in a language, placeholders unfilled; none where no page has brought them.
    #[must_use]
    #[cfg(all(target_arch = "wasm32", not(feature = "words")))]
    pub fn words(self, lang: Lang) -> &'static str {
        brought::words(self, lang)
    }

    /// One of the words of a text that is a list of names.
    fn nth(self, index: u8, lang: Lang) -> &'static str {
        let mut names = self.words(lang).split(' ');
        names.nth(usize::from(index)).unwrap_or_default()
    }

    /// The words with each `{name}` replaced by its value.
    #[must_use]
    pub fn fill(self, lang: Lang, values: &[(&str, &str)]) -> String {
        let mut rest = self.words(lang);
        let mut filled = String::new();
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            let (name, after) = after.split_once('}').unwrap_or((after, ""));
            let value = values.iter().find(|(known, _)| *known == name);
            filled.push_str(value.map_or("", |(_, value)| value));
            rest = after;
        }
        filled.push_str(rest);
        filled
    }
}

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

/// The hint beside a number that names its country by its calling code: `Number from Hungary`.
///
/// ```
/// use leadgate_model::{Lang, rules::phone::Country, text};
/// let hint = text::phone_country(Country::Nl, Lang::En);
/// assert_eq!(hint, "Number from the Netherlands");
/// ```
#[must_use]
pub fn phone_country(country: Country, lang: Lang) -> String {
    let country = country_name(country).words(lang);
    Text::PhoneCountry.fill(lang, &[("country", country)])
}

const fn country_name(country: Country) -> Text {
    match country {
        Country::Be => Text::Belgium,
        Country::Nl => Text::Netherlands,
        Country::Fr => Text::France,
        Country::De => Text::Germany,
        Country::Lu => Text::Luxembourg,
        Country::Se => Text::Sweden,
        Country::Hu => Text::Hungary,
        Country::Ru => Text::Russia,
    }
}

/// The day of a date in words: `dinsdag 24 november`, `Tuesday 24 November`.
#[must_use]
pub fn day(date: Date, lang: Lang) -> String {
    let weekday = Text::Weekdays.nth(date.weekday().number() - 1, lang);
    let month = Text::Months.nth(date.month() - 1, lang);
    let after_day = if lang == Lang::De { ". " } else { " " };
    let first_of_month = lang == Lang::Fr && date.day() == 1;
    let number = if first_of_month {
        "1er".to_owned()
    } else {
        decimal(date.day().into())
    };
    [weekday, " ", &number, after_day, month].concat()
}

/// The hour of a moment on the clock: `14:00`, in French `14 h 00`.
#[must_use]
pub fn clock(moment: DateTime, lang: Lang) -> String {
    let hour = decimal(moment.hour().into());
    let minute = decimal(moment.minute().into());
    let zero = if moment.minute() < 10 { "0" } else { "" };
    let separator = if lang == Lang::Fr {
        "\u{a0}h\u{a0}"
    } else {
        ":"
    };
    [hour.as_str(), separator, zero, &minute].concat()
}

/// A slot's hours on one day: `14:00–16:00`.
#[must_use]
pub fn span(slot: CallSlot, lang: Lang) -> String {
    [
        &clock(slot.from, lang),
        "–",
        clock(slot.until, lang).as_str(),
    ]
    .concat()
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

    #[test]
    fn placeholders_are_the_same_in_every_language() {
        let names = |words: &str| {
            let mut found: Vec<String> = words
                .split('{')
                .skip(1)
                .map(|part| part.split('}').next().unwrap_or("").to_owned())
                .collect();
            found.sort();
            found
        };
        for text in Text::ALL {
            let english = names(text.words(Lang::En));
            for lang in Lang::ALL {
                assert_eq!(names(text.words(lang)), english, "{text:?} in {lang:?}");
                assert!(!text.words(lang).is_empty(), "{text:?} in {lang:?}");
            }
        }
    }

    #[test]
    fn days_read_as_people_write_them() {
        let date = Date::new(2026, 11, 24).unwrap();
        assert_eq!(day(date, Lang::Nl), "dinsdag 24 november");
        assert_eq!(day(date, Lang::Fr), "mardi 24 novembre");
        assert_eq!(day(date, Lang::En), "Tuesday 24 November");
        assert_eq!(day(date, Lang::De), "Dienstag, 24. November");
        assert_eq!(
            day(Date::new(2026, 12, 1).unwrap(), Lang::Fr),
            "mardi 1er décembre"
        );
    }
}

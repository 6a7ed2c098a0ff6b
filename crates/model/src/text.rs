//! Every sentence that a visitor reads, by name; one file per language holds the words. The browser
//! has none of these files: a page brings the translations that its form may need (`page_translations`). With the
//! feature `translations` it has all of them.
//!
//! Rules return data ([`FieldProblem`](leadgate_rules::FieldProblem)); the sentences are rendered from that data here and nowhere
//! else, so a rule and its sentence cannot drift apart.

mod country;
#[cfg(any(feature = "translations", not(target_arch = "wasm32")))]
mod de;
mod decimal;
#[cfg(any(feature = "translations", not(target_arch = "wasm32")))]
mod en;
#[cfg(any(feature = "translations", not(target_arch = "wasm32")))]
mod fr;
mod moment;
#[cfg(any(feature = "translations", not(target_arch = "wasm32")))]
mod nl;
mod number;
#[cfg(not(all(target_arch = "wasm32", feature = "translations")))]
mod page_translations;
mod sentence;

use crate::Lang;

pub use country::phone_country;
use decimal::decimal;
pub use moment::{clock, day, span};
#[cfg(not(target_arch = "wasm32"))]
pub use page_translations::for_page;
#[cfg(all(target_arch = "wasm32", not(feature = "translations")))]
pub use page_translations::load_page;
pub use sentence::sentence;

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
            #[cfg(not(all(target_arch = "wasm32", feature = "translations")))]
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
    /// The translation into a language, placeholders unfilled.
    #[must_use]
    #[cfg(any(feature = "translations", not(target_arch = "wasm32")))]
    pub fn translation(self, lang: Lang) -> &'static str {
        #[cfg(test)]
        page_translations::USED.with_borrow_mut(|used| used.push(self));
        match lang {
            Lang::Nl => nl::translation(self),
            Lang::Fr => fr::translation(self),
            Lang::En => en::translation(self),
            Lang::De => de::translation(self),
        }
    }

    /// The translation into a language, placeholders unfilled; empty where no page has brought it.
    #[must_use]
    #[cfg(all(target_arch = "wasm32", not(feature = "translations")))]
    pub fn translation(self, lang: Lang) -> &'static str {
        page_translations::translation(self, lang)
    }

    /// One of the words of a text that is a list of names.
    fn nth(self, index: u8, lang: Lang) -> &'static str {
        let mut names = self.translation(lang).split(' ');
        names.nth(usize::from(index)).unwrap_or_default()
    }

    /// The words with each `{name}` replaced by its value.
    #[must_use]
    pub fn fill(self, lang: Lang, values: &[(&str, &str)]) -> String {
        let mut rest = self.translation(lang);
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

#[cfg(test)]
mod tests {
    use super::*;

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
            let english = names(text.translation(Lang::En));
            for lang in Lang::ALL {
                assert_eq!(
                    names(text.translation(lang)),
                    english,
                    "{text:?} in {lang:?}"
                );
                assert!(!text.translation(lang).is_empty(), "{text:?} in {lang:?}");
            }
        }
    }
}

//! What can be wrong with a value, as data. Sentences are rendered from it in `leadgate-model`.

mod number;

pub use number::{BicProblem, DigitsProblem, IbanProblem, TargetProblem, VatProblem};

use crate::phone::{Country, PhoneType};

/// What is wrong with a value. Closed: whoever decides on it matches all of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FieldProblem {
    /// Nothing was given where something is needed.
    Missing,
    /// More characters than the field holds.
    TooLong {
        /// The most characters.
        max: usize,
    },
    /// A control character, such as a NUL or an escape.
    ControlCharacter,
    /// A name without a single letter.
    NoLetter,
    /// An e-mail address without an at sign.
    EmailNoAt,
    /// An e-mail address with nothing before the at sign, or a stray dot there.
    EmailLocalPart,
    /// An e-mail address whose domain lacks a dot or an ending.
    EmailDomain,
    /// An e-mail address with a space or a letter that addresses cannot have.
    EmailCharacter,
    /// The phone number's own problem.
    Phone(PhoneProblem),
    /// A number with a character that is neither a letter nor a digit.
    NumberCharacter,
    /// The own problem of a number of a fixed count of digits.
    Digits(DigitsProblem),
    /// A national number whose first six digits are no birth date.
    NationalNumberDate,
    /// The EAN code of a meter that is not in the country.
    EanStart {
        /// The country.
        country: Country,
        /// What the codes there begin with.
        start: &'static str,
    },
    /// The VAT number's own problem.
    Vat(VatProblem),
    /// The account number's own problem.
    Iban(IbanProblem),
    /// The bank code's own problem.
    Bic(BicProblem),
    /// Not as postal codes of the country look.
    PostalCode {
        /// The country.
        country: Country,
    },
    /// A house number without a digit.
    HouseNumber,
    /// Not a date, or not one of the calendar.
    BirthdateUnreadable,
    /// The birth date of somebody who is not of age.
    BirthdateTooYoung {
        /// From which age on people are.
        years: u8,
    },
    /// A birth date that lies too long ago.
    BirthdateTooOld {
        /// The oldest age.
        years: u8,
    },
    /// The own problem of the address that a click-out leads to.
    Target(TargetProblem),
    /// Not a day part and not a slot in the documented form.
    SlotUnknown,
    /// A slot that has begun or is over.
    SlotPast,
    /// A slot outside the opening hours, or on a holiday.
    SlotClosed,
    /// A slot further ahead than slots are offered.
    SlotTooFar {
        /// How many days ahead slots are offered.
        days: u32,
    },
    /// Not one of the field's values.
    ChoiceUnknown,
    /// Not a date and time, or one that clocks leave out.
    MomentUnreadable,
    /// A call at an hour at which nobody may be called.
    CallingHours,
    /// A needed consent was not given.
    ConsentMissing,
}

/// What is wrong with a phone number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PhoneProblem {
    /// A character that phone numbers cannot have (a letter, an emoji, an extension).
    Character,
    /// A country calling code that is not one of ours.
    UnknownCountry,
    /// Digits are missing.
    TooShort {
        /// The country whose plan was applied.
        country: Country,
        /// How many digits at least are missing.
        missing: u8,
    },
    /// Digits are too many.
    TooLong {
        /// The country whose plan was applied.
        country: Country,
        /// How many digits at least are too many.
        extra: u8,
    },
    /// The right length, but no number of the plan begins like this.
    NotInPlan {
        /// The country whose plan was applied.
        country: Country,
    },
    /// A number of the plan that nobody can be called back on (premium, toll-free, …).
    NotCallable {
        /// The number's type.
        kind: PhoneType,
    },
    /// A number of another kind where a mobile one is asked for.
    NotMobile,
    /// A mobile number where one of a fixed place is asked for.
    NotFixed,
}

impl FieldProblem {
    /// The stable name on the wire and in events.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::TooLong { .. } => "too_long",
            Self::ControlCharacter => "control_character",
            Self::NoLetter => "no_letter",
            Self::EmailNoAt => "email_no_at",
            Self::EmailLocalPart => "email_local_part",
            Self::EmailDomain => "email_domain",
            Self::EmailCharacter => "email_character",
            Self::Phone(problem) => problem.code(),
            Self::NumberCharacter => "number_character",
            Self::Digits(problem) => problem.code(),
            Self::NationalNumberDate => "national_number_date",
            Self::EanStart { .. } => "ean_start",
            Self::Vat(problem) => problem.code(),
            Self::Iban(problem) => problem.code(),
            Self::Bic(problem) => problem.code(),
            Self::PostalCode { .. } => "postal_code",
            Self::HouseNumber => "house_number",
            Self::BirthdateUnreadable => "birthdate_unreadable",
            Self::BirthdateTooYoung { .. } => "birthdate_too_young",
            Self::BirthdateTooOld { .. } => "birthdate_too_old",
            Self::Target(problem) => problem.code(),
            Self::SlotUnknown => "slot_unknown",
            Self::SlotPast => "slot_past",
            Self::SlotClosed => "slot_closed",
            Self::SlotTooFar { .. } => "slot_too_far",
            Self::ChoiceUnknown => "choice_unknown",
            Self::MomentUnreadable => "moment_unreadable",
            Self::CallingHours => "calling_hours",
            Self::ConsentMissing => "consent_missing",
        }
    }
}

impl PhoneProblem {
    /// The stable name on the wire and in events.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Character => "phone_character",
            Self::UnknownCountry => "phone_unknown_country",
            Self::TooShort { .. } => "phone_too_short",
            Self::TooLong { .. } => "phone_too_long",
            Self::NotInPlan { .. } => "phone_not_in_plan",
            Self::NotCallable { .. } => "phone_not_callable",
            Self::NotMobile => "phone_not_mobile",
            Self::NotFixed => "phone_not_fixed",
        }
    }
}

impl FieldProblem {
    /// The problem's data as names and values, for whoever renders a sentence of their own.
    #[must_use]
    pub fn params(self) -> Vec<(&'static str, String)> {
        match self {
            Self::TooLong { max } => vec![("max", max.to_string())],
            Self::SlotTooFar { days } => vec![("days", days.to_string())],
            Self::Phone(problem) => problem.params(),
            Self::Digits(problem) => problem.params(),
            Self::Vat(problem) => problem.params(),
            Self::Iban(problem) => problem.params(),
            Self::EanStart { country, start } => vec![
                ("country", country.code().to_owned()),
                ("start", start.to_owned()),
            ],
            Self::PostalCode { country } => vec![("country", country.code().to_owned())],
            Self::BirthdateTooYoung { years } | Self::BirthdateTooOld { years } => {
                vec![("years", years.to_string())]
            }
            Self::Missing
            | Self::ControlCharacter
            | Self::NoLetter
            | Self::EmailNoAt
            | Self::EmailLocalPart
            | Self::EmailDomain
            | Self::EmailCharacter
            | Self::NumberCharacter
            | Self::NationalNumberDate
            | Self::Bic(_)
            | Self::HouseNumber
            | Self::BirthdateUnreadable
            | Self::Target(_)
            | Self::SlotUnknown
            | Self::SlotPast
            | Self::SlotClosed
            | Self::ChoiceUnknown
            | Self::MomentUnreadable
            | Self::CallingHours
            | Self::ConsentMissing => Vec::new(),
        }
    }
}

impl PhoneProblem {
    fn params(self) -> Vec<(&'static str, String)> {
        let country = |country: Country| ("country", country.code().to_owned());
        match self {
            Self::Character | Self::UnknownCountry | Self::NotMobile | Self::NotFixed => Vec::new(),
            Self::TooShort {
                country: of,
                missing,
            } => {
                vec![country(of), ("missing", missing.to_string())]
            }
            Self::TooLong { country: of, extra } => vec![country(of), ("extra", extra.to_string())],
            Self::NotInPlan { country: of } => vec![country(of)],
            Self::NotCallable { kind } => vec![("type", kind.name().to_owned())],
        }
    }
}

//! What can be wrong with a field, as data. Sentences are rendered from it in [`crate::text`].

use std::borrow::Cow;

use crate::rules::phone::{Country, PhoneType};

/// One wrong field and its problem.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FieldError {
    /// The field's name on the wire; `consent_<purpose>` for a consent.
    pub field: Cow<'static, str>,
    /// What is wrong with its value.
    pub problem: Problem,
}

/// What is wrong with a value. Closed: whoever decides on it matches all of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Problem {
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
}

impl Problem {
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
            Self::SlotUnknown => "slot_unknown",
            Self::SlotPast => "slot_past",
            Self::SlotClosed => "slot_closed",
            Self::SlotTooFar { .. } => "slot_too_far",
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
        }
    }
}

impl Problem {
    /// The problem's data as names and values, for whoever renders a sentence of their own.
    #[must_use]
    pub fn params(self) -> Vec<(&'static str, String)> {
        match self {
            Self::TooLong { max } => vec![("max", max.to_string())],
            Self::SlotTooFar { days } => vec![("days", days.to_string())],
            Self::Phone(problem) => problem.params(),
            Self::Missing
            | Self::ControlCharacter
            | Self::NoLetter
            | Self::EmailNoAt
            | Self::EmailLocalPart
            | Self::EmailDomain
            | Self::EmailCharacter
            | Self::SlotUnknown
            | Self::SlotPast
            | Self::SlotClosed
            | Self::ConsentMissing => Vec::new(),
        }
    }
}

impl PhoneProblem {
    fn params(self) -> Vec<(&'static str, String)> {
        let country = |country: Country| ("country", country.code().to_owned());
        match self {
            Self::Character | Self::UnknownCountry => Vec::new(),
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

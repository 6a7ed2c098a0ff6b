//! Fields about a person that several forms have.

use super::{Choice, FieldKind, FieldSpec, PhoneUse};
use crate::text::Text;
use leadgate_rules::email::EMAIL_MAX_CHARS;

/// The most characters of a typed phone number, separators included.
pub(super) const PHONE_MAX_CHARS: usize = 40;

pub(super) const FIRST_NAME: FieldSpec =
    FieldSpec::new("first_name", FieldKind::Name, Text::FirstName)
        .required(Text::FirstNameMissing)
        .autocomplete("given-name");

pub(super) const LAST_NAME: FieldSpec =
    FieldSpec::new("last_name", FieldKind::Name, Text::LastName)
        .required(Text::LastNameMissing)
        .autocomplete("family-name");

pub(super) const EMAIL: FieldSpec = FieldSpec::new("email", FieldKind::Email, Text::Email)
    .required(Text::EmailMissing)
    .max_chars(EMAIL_MAX_CHARS)
    .autocomplete("email");

/// The number that the visitor is called on. Not required by itself.
pub(super) const PHONE: FieldSpec =
    FieldSpec::new("phone", FieldKind::Phone(PhoneUse::Any), Text::Phone)
        .max_chars(PHONE_MAX_CHARS)
        .autocomplete("tel")
        .help(Text::PhoneHelp);

pub(super) const BIRTHDATE: FieldSpec =
    FieldSpec::new("birthdate", FieldKind::Birthdate, Text::Birthdate)
        .max_chars(20)
        .autocomplete("bday")
        .help(Text::BirthdateHelp);

/// The values are the CRM's own by default; the connector's configuration may name others.
pub(super) const GENDER: FieldSpec = FieldSpec::new(
    "gender",
    FieldKind::Choice(&[
        Choice {
            value: "1",
            label: Text::GenderMan,
        },
        Choice {
            value: "2",
            label: Text::GenderWoman,
        },
    ]),
    Text::Gender,
);

/// As with [`GENDER`].
pub(super) const SEGMENT: FieldSpec = FieldSpec::new(
    "segment",
    FieldKind::Choice(&[
        Choice {
            value: "1",
            label: Text::SegmentResidential,
        },
        Choice {
            value: "2",
            label: Text::SegmentProfessional,
        },
    ]),
    Text::Segment,
);

pub(super) const REMARKS: FieldSpec =
    FieldSpec::new("remarks", FieldKind::Lines, Text::Remarks).max_chars(1000);

//! An agent enters a lead of somebody else; the same fields are the columns of a batch that is
//! imported. The conditions are the CRM's document's ("Third party lead", Validation).

use super::address::{
    ADDRESS_BOX, ADDRESS_BUILDING, ADDRESS_CITY, ADDRESS_COUNTRY, ADDRESS_FLOOR, ADDRESS_NUMBER,
    ADDRESS_POSTAL_CODE, ADDRESS_STREET,
};
use super::person::{
    BIRTHDATE, EMAIL, FIRST_NAME, GENDER, LAST_NAME, PHONE_MAX_CHARS, REMARKS, SEGMENT,
};
use super::{Choice, FieldKind, FieldSpec, FormSpec, PhoneUse};
use crate::Condition;
use crate::text::Text;

pub(crate) static THIRD_PARTY: FormSpec = FormSpec {
    fields: &[
        GENDER,
        SEGMENT,
        FIRST_NAME.required(Text::Missing),
        LAST_NAME.required(Text::Missing),
        BIRTHDATE,
        FieldSpec::new(
            "language",
            FieldKind::Choice(&[
                language("nl", Text::Dutch),
                language("fr", Text::French),
                language("en", Text::English),
                language("de", Text::German),
            ]),
            Text::Language,
        ),
        EMAIL.required(Text::Missing),
        FieldSpec::new(
            "cellphone",
            FieldKind::Phone(PhoneUse::Mobile),
            Text::Cellphone,
        )
        .required_when(Condition::NoneOf(&["landline"]), Text::OnePhoneMissing)
        .country("cellphone_country")
        .max_chars(PHONE_MAX_CHARS)
        .autocomplete("tel"),
        FieldSpec::new(
            "cellphone_country",
            FieldKind::Country,
            Text::CellphoneCountry,
        )
        .shown_when(Condition::Any(&["cellphone"]))
        .required(Text::CountryMissing),
        FieldSpec::new(
            "landline",
            FieldKind::Phone(PhoneUse::Fixed),
            Text::Landline,
        )
        .required_when(Condition::NoneOf(&["cellphone"]), Text::OnePhoneMissing)
        .country("landline_country")
        .max_chars(PHONE_MAX_CHARS)
        .autocomplete("home tel"),
        FieldSpec::new(
            "landline_country",
            FieldKind::Country,
            Text::LandlineCountry,
        )
        .shown_when(Condition::Any(&["landline"]))
        .required(Text::CountryMissing),
        FieldSpec::new("company", FieldKind::Line, Text::Company).autocomplete("organization"),
        FieldSpec::new("vat", FieldKind::Vat, Text::Vat)
            .shown_when(Condition::Any(&["company"]))
            .required(Text::VatMissing)
            .max_chars(30),
        FieldSpec::new("iban", FieldKind::Iban, Text::Iban).max_chars(60),
        FieldSpec::new("rrnr", FieldKind::NationalNumber, Text::NationalNumber)
            .max_chars(30)
            .on_request(),
        FieldSpec::new("idnr", FieldKind::CardNumber, Text::CardNumber)
            .max_chars(30)
            .on_request(),
        ADDRESS_STREET,
        ADDRESS_NUMBER,
        ADDRESS_BOX,
        ADDRESS_FLOOR,
        ADDRESS_POSTAL_CODE,
        ADDRESS_CITY,
        ADDRESS_COUNTRY,
        ADDRESS_BUILDING,
        REMARKS.label(Text::Notes),
        FieldSpec::new("batch", FieldKind::Line, Text::Batch).help(Text::BatchHelp),
        FieldSpec::new("is_hot", FieldKind::Flag, Text::IsHot),
        FieldSpec::new("call_at", FieldKind::Moment, Text::CallAt)
            .max_chars(30)
            .help(Text::SlotHelp),
    ],
    title: Text::ThirdPartyTitle,
    action: Text::ThirdPartyAction,
    note: Text::ThirdPartyNote,
    done: Text::ThirdPartyDone,
    next: None,
    change: Text::SuccessChange,
};

const fn language(value: &'static str, label: Text) -> Choice {
    Choice { value, label }
}

//! The lead types: which fields each takes, which it requires, and how they hang together. What a
//! single value has to look like is left to `check`.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::Fields;
use super::check::Kind;

/// Sentences by field, as they are answered.
pub(super) type Errors = BTreeMap<String, Vec<String>>;

/// A type of lead that the document describes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum LeadType {
    CallMeBack,
    ThirdParty,
    Insurance,
    ClickOut,
}

impl LeadType {
    /// The type that `lead_type` names.
    pub(super) fn of(fields: &Fields) -> Result<Self, Errors> {
        let sentence = match fields.get("lead_type") {
            None => "The lead_type field is required.",
            Some(name) => match name.as_str() {
                Some("call_me_back") => return Ok(Self::CallMeBack),
                Some("third_party") => return Ok(Self::ThirdParty),
                Some("insurance") => return Ok(Self::Insurance),
                _ => "The lead_type field must be call_me_back, third_party or insurance.",
            },
        };
        Err(Errors::from([(
            "lead_type".to_owned(),
            vec![sentence.to_owned()],
        )]))
    }

    fn tables(self) -> [&'static [(&'static str, Kind)]; 3] {
        match self {
            Self::CallMeBack => [GENERAL, TYPED, CALL_ME_BACK],
            Self::ThirdParty => [GENERAL, TYPED_WITH_ADDRESS, THIRD_PARTY],
            Self::Insurance => [GENERAL, TYPED_WITH_ADDRESS, INSURANCE],
            Self::ClickOut => [GENERAL, CLICK_OUT, &[]],
        }
    }

    fn required(self) -> &'static [&'static str] {
        match self {
            Self::CallMeBack => &["first_name", "last_name", "email", "phone"],
            Self::ThirdParty => &["first_name", "last_name", "email", "language"],
            Self::Insurance => &[
                "first_name",
                "last_name",
                "email",
                "language",
                "interested_in_insurance",
                "allow_insurance_call",
                "interests",
            ],
            Self::ClickOut => &["first_name", "last_name", "email", "url"],
        }
    }
}

/// The general parameters, but for those that differ between types.
const GENERAL: &[(&str, Kind)] = &[
    ("gender", Kind::Integer),
    ("segment", Kind::Integer),
    ("first_name", Kind::Text),
    ("last_name", Kind::Text),
    ("birthdate", Kind::Date),
    ("cellphone", Kind::Cellphone),
    ("cellphone_country", Kind::Country),
    ("landline", Kind::Landline),
    ("landline_country", Kind::Country),
    ("email", Kind::Email),
    ("language", Kind::Language),
    ("supplier_id", Kind::Integer),
    ("product_id", Kind::Integer),
    ("affiliate_id", Kind::Integer),
    ("remarks", Kind::Text),
    ("cookie_id", Kind::Text),
    ("ip_address", Kind::IpAddress),
];

const TYPED: &[(&str, Kind)] = &[("lead_type", Kind::Text), ("producttype_id", Kind::Integer)];

const TYPED_WITH_ADDRESS: &[(&str, Kind)] = &[
    ("lead_type", Kind::Text),
    ("producttype_id", Kind::Integer),
    ("address_street", Kind::Text),
    ("address_nr", Kind::Integer),
    ("address_box", Kind::Text),
    ("address_floor", Kind::Text),
    ("address_postal_code", Kind::Text),
    ("address_city", Kind::Text),
    ("address_country", Kind::Country),
    ("address_building_type", Kind::Integer),
];

const CALL_ME_BACK: &[(&str, Kind)] = &[
    ("phone", Kind::Phone),
    ("subject", Kind::Text),
    ("call_at", Kind::Timestamp),
    ("call_until", Kind::Timestamp),
    ("deal_closed", Kind::Boolean),
];

const THIRD_PARTY: &[(&str, Kind)] = &[
    ("batch", Kind::Text),
    ("is_hot", Kind::Boolean),
    ("call_at", Kind::TimestampOrMinute),
    ("company", Kind::Text),
    ("vat", Kind::Text),
    ("iban", Kind::Text),
];

const INSURANCE: &[(&str, Kind)] = &[
    ("interested_in_insurance", Kind::Boolean),
    ("allow_insurance_call", Kind::Boolean),
    ("interests", Kind::Interests),
];

const CLICK_OUT: &[(&str, Kind)] = &[("product_type_id", Kind::Integer), ("url", Kind::HttpUrl)];

/// The lead as the model holds it, or everything that is wrong with it.
pub(super) fn check(lead_type: LeadType, fields: &Fields) -> Result<Fields, Errors> {
    let tables = lead_type.tables();
    let mut lead = Fields::new();
    let mut errors = Errors::new();
    for (name, value) in fields {
        let kind = tables
            .iter()
            .copied()
            .flatten()
            .find(|(known, _)| known == name);
        let checked = match kind {
            None => Err("is not known for this type of lead"),
            Some(_) if is_empty(value) => Ok(Value::Null),
            Some((_, kind)) => kind.check(value, country_beside(name, fields)),
        };
        match checked {
            Ok(value) => {
                lead.insert(name.clone(), value);
            }
            Err(problem) => complain(&mut errors, name, problem),
        }
    }
    for name in lead_type.required() {
        if !given(fields, name) {
            complain(&mut errors, name, "is required");
        }
    }
    if lead_type == LeadType::ThirdParty {
        check_third_party(fields, &mut errors);
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    // The document's default for what was left out.
    if lead_type == LeadType::ThirdParty {
        lead.entry("is_hot").or_insert(json!(false));
    }
    Ok(lead)
}

/// The additional validation rules of third-party leads. The rule that requires the IBAN if the
/// IBAN is provided says nothing.
fn check_third_party(fields: &Fields, errors: &mut Errors) {
    let mut require = |name: &str, other: &str, when_given: bool| {
        if given(fields, other) == when_given && !given(fields, name) {
            let word = if when_given { "is" } else { "is not" };
            complain(
                errors,
                name,
                &format!("is required if {other} {word} provided"),
            );
        }
    };
    require("cellphone", "landline", false);
    require("landline", "cellphone", false);
    require("cellphone_country", "cellphone", true);
    require("landline_country", "landline", true);
    require("vat", "company", true);
    require("address_street", "address_nr", true);
    require("address_nr", "address_street", true);
    require("address_postal_code", "address_street", true);
    require("address_postal_code", "address_nr", true);
}

fn complain(errors: &mut Errors, name: &str, problem: &str) {
    let sentences = errors.entry(name.to_owned()).or_default();
    sentences.push(format!("The {name} field {problem}."));
}

fn given(fields: &Fields, name: &str) -> bool {
    fields.get(name).is_some_and(|value| !is_empty(value))
}

fn is_empty(value: &Value) -> bool {
    value.as_str().is_some_and(str::is_empty)
}

fn country_beside<'a>(name: &str, fields: &'a Fields) -> Option<&'a str> {
    let country = fields.get(&format!("{name}_country"))?.as_str()?;
    (!country.is_empty()).then_some(country)
}

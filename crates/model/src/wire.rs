//! What travels: between page and proxy, and from the proxy to the connectors. Only these types
//! are serialisable; they are converted at the door.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{ConsentGiven, ConsentText, FieldError, FormSpec, Lang, PAGE_ATTRIBUTES, text};

/// Fields of the body that are neither the form's own nor a consent.
pub const ENVELOPE: [&str; 4] = ["id", "partner", "lang", "form_version"];

/// Fields that the element's attributes fill, beside the form's own.
pub const PRODUCT: [&str; 4] = [
    PAGE_ATTRIBUTES[0].field,
    PAGE_ATTRIBUTES[1].field,
    PAGE_ATTRIBUTES[2].field,
    PAGE_ATTRIBUTES[3].field,
];

/// Where the visitor came from; never part of what makes two leads the same.
pub const ATTRIBUTION: [&str; 10] = [
    "utm_source",
    "utm_medium",
    "utm_campaign",
    "utm_term",
    "utm_content",
    "gclid",
    "fbclid",
    "msclkid",
    "referrer_host",
    "page_url",
];

/// What the page needs to know to run a form: it travels in the fragment, so that the browser
/// builds the same nodes as the proxy did.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FormOptions {
    /// The form's name: `call-me-back`.
    pub form: String,
    /// The language's tag.
    pub lang: String,
    /// The public partner key.
    pub partner: String,
    /// The browser version of the assets that made the fragment.
    pub version: String,
    /// The proxy's public URL, without a slash at its end.
    pub proxy: String,
    /// Who calls.
    pub company: String,
    /// A phone number as the way out when sending fails.
    pub phone: Option<String>,
    /// Where the handling of personal data is explained.
    pub privacy_url: Option<String>,
    /// The opening hours, as [`leadgate_rules::time::OpeningHours`] prints them.
    pub hours: String,
    /// The consents that are asked for.
    pub consents: Vec<ConsentText>,
    /// The names of fields that this partner's form does not have.
    #[serde(default)]
    pub left_out: Vec<String>,
    /// The hosts that a click-out may lead to, in lower case.
    #[serde(default)]
    pub hosts: Vec<String>,
}

impl FormOptions {
    /// The language, Dutch where the tag is unknown.
    #[must_use]
    pub fn lang(&self) -> Lang {
        Lang::from_tag(&self.lang).unwrap_or(Lang::Nl)
    }
}

/// The answer to an accepted lead: 202.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AcceptedOut {
    /// The lead's id.
    pub id: String,
    /// Always `accepted`: it is on disk.
    pub status: String,
}

/// The answer to a lead with wrong fields: 422.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ErrorsOut {
    /// Every wrong field.
    pub errors: Vec<FieldErrorOut>,
}

/// One wrong field.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldErrorOut {
    /// The field's name.
    pub field: String,
    /// The problem's stable name.
    pub code: String,
    /// The problem's data.
    #[serde(default, skip_deserializing)]
    pub params: BTreeMap<String, String>,
    /// The sentence in the visitor's language.
    pub message: String,
}

impl FieldErrorOut {
    /// The wire form of an error, its sentence included.
    #[must_use]
    pub fn new(error: &FieldError, spec: &FormSpec, lang: Lang) -> Self {
        let params = error.problem.params().into_iter();
        Self {
            field: error.field.clone().into_owned(),
            code: error.problem.code().to_owned(),
            params: params
                .map(|(name, value)| (name.to_owned(), value))
                .collect(),
            message: text::sentence(error, spec, lang),
        }
    }
}

/// A lead as it is stored and handed to the connectors. Holds personal data: never logged.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeadPayload {
    /// The lead's id, from first paint to CRM.
    pub id: String,
    /// The form's name.
    pub form: String,
    /// The public partner key.
    pub partner: String,
    /// The language's tag.
    pub lang: String,
    /// The partner's number at the CRM.
    pub affiliate_id: Option<i64>,
    /// The form's fields in normal form, by their names on the wire.
    pub fields: BTreeMap<String, String>,
    /// Numbers of product, type and supplier, as far as the page named them.
    pub product: BTreeMap<String, String>,
    /// The visitor's answers to each consent.
    pub consents: Vec<ConsentGiven>,
    /// Where the visitor came from.
    pub attribution: BTreeMap<String, String>,
    /// The browser version of the form that was filled in, empty where the sender named none.
    pub form_version: String,
    /// When the proxy received it: RFC 3339, UTC.
    pub received_at: String,
    /// What was noticed about the request, such as `origin_null`.
    pub signals: Vec<String>,
}

impl fmt::Debug for LeadPayload {
    /// Names the lead, not the person: debug output ends up in logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LeadPayload")
            .field("id", &self.id)
            .field("form", &self.form)
            .field("partner", &self.partner)
            .finish_non_exhaustive()
    }
}

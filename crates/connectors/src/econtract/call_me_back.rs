//! The body of a call-me-back lead, in the order of the document's example.

use form_urlencoded::Serializer;
use leadgate_model::wire::LeadPayload;
use secrecy::ExposeSecret;

use super::{EcontractSettings, phone};

/// Every name of a lead that may be sent, apart from credentials: what an answer may blame.
pub(super) const NAMES: [&str; 17] = [
    "lead_type",
    "first_name",
    "last_name",
    "email",
    "phone",
    "producttype_id",
    "product_id",
    "supplier_id",
    "affiliate_id",
    "subject",
    "remarks",
    "call_at",
    "call_until",
    "deal_closed",
    "gender",
    "segment",
    "language",
];

/// The lead in Econtract's words, credentials included.
pub(super) fn body(lead: &LeadPayload, settings: &EcontractSettings) -> String {
    let field = |name: &str| lead.fields.get(name).map_or("", String::as_str);
    let product = |name: &str| lead.product.get(name).map_or("", String::as_str);
    let number = |code: Option<u32>| code.map(|code| code.to_string()).unwrap_or_default();
    let affiliate_id = lead.affiliate_id.map(|id| id.to_string());
    let language = if settings.codes.send_language {
        settings.codes.language(&lead.lang)
    } else {
        ""
    };

    let mut body = Serializer::new(String::new());
    body.append_pair("crm_api_id", settings.id.expose_secret());
    body.append_pair("crm_api_key", settings.key.expose_secret());
    for (name, value) in [
        ("lead_type", "call_me_back"),
        ("first_name", field("first_name")),
        ("last_name", field("last_name")),
        ("email", field("email")),
        ("phone", &phone::written(field("phone"))),
        ("producttype_id", product("product_type_id")),
        ("product_id", product("product_id")),
        ("supplier_id", product("supplier_id")),
        ("affiliate_id", affiliate_id.as_deref().unwrap_or_default()),
        ("subject", field("subject")),
        ("remarks", &remarks(lead, settings)),
        ("call_at", field("call_at")),
        ("call_until", field("call_until")),
        ("deal_closed", "0"),
        ("gender", &number(settings.codes.gender)),
        ("segment", &number(settings.codes.segment)),
        ("language", language),
    ] {
        if !value.is_empty() {
            body.append_pair(name, value);
        }
    }
    body.finish()
}

fn remarks(lead: &LeadPayload, settings: &EcontractSettings) -> String {
    let typed = lead.fields.get("remarks").map_or("", String::as_str);
    if !settings.remarks_id {
        return typed.to_owned();
    }
    let separator = if typed.is_empty() { "" } else { "\n" };
    format!("{typed}{separator}[leadgate {}]", lead.id)
}

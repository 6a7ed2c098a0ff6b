//! Econtract: creating leads (`/api/leads`, `/api/leads/clickOut`), as strictly as its document
//! allows. Where the document contradicts itself or is silent, this is what holds:
//!
//! - Every example is accepted literally, plus `lead_type` and the credentials. What the table
//!   requires is required where the type's example shows it: so `gender` and `segment` never are,
//!   and `language` is not for call-me-back and click-out.
//! - A call-me-back lead needs its `phone`, a click-out lead its `url`: neither is in a table, but
//!   the lead is about nothing else.
//! - The newer name wins: `is_hot`, not the older document's `is_realtime`.
//! - Click-out has `product_type_id`, every other type `producttype_id`, as their examples do.
//! - Click-out has its own path and no lead type, so no `lead_type` either.
//! - `third_party` takes `call_at` with and without seconds: its table and its example differ.
//! - `ip_address` is an address, although the table says integer: the order example shows one.
//! - The codes of `gender`, `segment` and building types are on a page that is not public: any
//!   whole number is taken.
//! - Bodies are form-encoded in PHP's notation; booleans are `1` and `0`; an empty value is as
//!   good as none; a field that no table and no example shows for that type is refused, so that a
//!   misspelt one is noticed.
//! - Credentials count in the body only: in a URL they would end up in logs.
//! - The document names the status 401 and no other failure; the rest are 404, 405, 415 and 422
//!   with `{"errors":{field:[…]}}`.

mod check;
mod credentials;
mod lead;
mod php_form;

use std::sync::atomic::{AtomicU64, Ordering};

use axum::http::{Method, StatusCode};
use serde_json::{Map, Value, json};

use super::{Answer, Call, Crm};
use lead::LeadType;

/// The stand-in for Econtract.
#[derive(Default)]
pub(super) struct Econtract {
    leads_created: AtomicU64,
}

/// Fields by name: text, or a list or map of texts.
type Fields = Map<String, Value>;

impl Crm for Econtract {
    fn name(&self) -> &'static str {
        "econtract"
    }

    fn fields(&self, call: &Call) -> Value {
        let mut fields = read(call);
        credentials::mask(&mut fields);
        Value::Object(fields)
    }

    fn answer(&self, call: &Call) -> Answer {
        let has_own_path = match call.path.as_str() {
            "/api/leads" => false,
            "/api/leads/clickOut" => true,
            _ => return Answer::error(StatusCode::NOT_FOUND, "There is no such resource."),
        };
        if call.method != Method::POST {
            return Answer::only("POST");
        }
        if call.media_type != php_form::MEDIA_TYPE {
            let sentence = format!("The body has to be {}.", php_form::MEDIA_TYPE);
            return Answer::error(StatusCode::UNSUPPORTED_MEDIA_TYPE, &sentence);
        }
        let mut fields = read(call);
        if !credentials::take(&mut fields) {
            let sentence = "crm_api_id or crm_api_key is missing or incorrect.";
            return Answer::error(StatusCode::UNAUTHORIZED, sentence);
        }
        let lead_type = if has_own_path {
            Ok(LeadType::ClickOut)
        } else {
            LeadType::of(&fields)
        };
        match lead_type.and_then(|lead_type| lead::check(lead_type, &fields)) {
            Ok(lead) => self.create(lead),
            Err(errors) => Answer::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                json!({ "errors": errors }),
            ),
        }
    }
}

impl Econtract {
    /// Answers with all information of the new lead.
    fn create(&self, mut lead: Fields) -> Answer {
        let id = self.leads_created.fetch_add(1, Ordering::Relaxed) + 1;
        lead.insert("id".to_owned(), json!(id));
        Answer::new(StatusCode::OK, Value::Object(lead))
    }
}

/// The fields where PHP would look for them: the query of a GET, else the body, if it is a form.
fn read(call: &Call) -> Fields {
    if call.method == Method::GET {
        php_form::decode(call.query.as_bytes())
    } else if call.media_type == php_form::MEDIA_TYPE {
        php_form::decode(&call.body)
    } else {
        Fields::new()
    }
}

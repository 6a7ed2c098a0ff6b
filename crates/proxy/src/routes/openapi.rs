//! `GET /openapi.json`: the interface, generated from the types that implement it.

use std::sync::Arc;

use axum::routing::get;
use axum::{Json, Router};
use leadgate_model::wire::{AcceptedOut, ErrorsOut, FieldErrorOut};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{AdditionalProperties, Object, Schema, SchemaType, Type};
use utoipa::{Modify, OpenApi};

use super::{assets, embed, forms, health, leads};
use crate::app::App;
use crate::problem::ProblemOut;

/// A call-me-back lead as it is sent. (The handler reads any flat list of names; a test holds this
/// type to the form's specification.)
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "read by the schema's derive only")]
pub(crate) struct CallMeBackIn {
    /// A UUID, made before the first try and kept through every retry.
    #[schema(format = "uuid")]
    id: Option<String>,
    /// The public partner key.
    partner: String,
    /// The language's tag.
    lang: Option<String>,
    /// The release of the form that was filled in.
    form_version: Option<String>,
    /// First name.
    first_name: String,
    /// Last name.
    last_name: String,
    /// Any usual way to write a phone number.
    phone: String,
    /// E-mail address.
    email: String,
    /// Empty, `morning`, `afternoon`, `evening`, or `YYYY-MM-DD HH:MM:SS/YYYY-MM-DD HH:MM:SS` in Brussels time.
    slot: Option<String>,
    /// Instead of `slot`: its beginning.
    call_at: Option<String>,
    /// Instead of `slot`: its end.
    call_until: Option<String>,
    /// Free text.
    remarks: Option<String>,
    /// What the page says the call is about.
    subject: Option<String>,
    /// The CRM's number of the product's type. A wrong number costs the number, not the lead.
    #[schema(minimum = 0, maximum = 4294967295_i64)]
    product_type_id: Option<i64>,
    /// The CRM's number of the product, likewise.
    #[schema(minimum = 0, maximum = 4294967295_i64)]
    product_id: Option<i64>,
    /// The CRM's number of the supplier, likewise.
    #[schema(minimum = 0, maximum = 4294967295_i64)]
    supplier_id: Option<i64>,
    /// Where a click-out leads. Known in every form, so that one page serves several; not used here.
    url: Option<String>,
    /// Attribution, as are all that follow: kept with the lead, cut to 255 characters, never part of
    /// what makes two leads the same.
    utm_source: Option<String>,
    /// The campaign's medium.
    utm_medium: Option<String>,
    /// The campaign's name.
    utm_campaign: Option<String>,
    /// The campaign's search term.
    utm_term: Option<String>,
    /// Which of the campaign's advertisements.
    utm_content: Option<String>,
    /// Google's click id.
    gclid: Option<String>,
    /// Facebook's click id.
    fbclid: Option<String>,
    /// Microsoft's click id.
    msclkid: Option<String>,
    /// The host of the page before this one.
    referrer_host: Option<String>,
    /// The page's address; its query is left out.
    page_url: Option<String>,
}

/// What names of their own cannot be written down for: the consents depend on the configuration.
const CONSENTS: &str = "`consent_<purpose>`: `on` (in JSON also `true`) where the visitor ticked the box; \
    `consent_<purpose>_version`: the version of the text beside it, without which the proxy keeps no proof of \
    the words. Any other name is ignored and counted.";

/// Adds the consents to the body.
struct Consents;

impl Modify for Consents {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let schemas = document.components.as_mut().map(|known| &mut known.schemas);
        let body = schemas.and_then(|schemas| schemas.get_mut("CallMeBackIn"));
        if let Some(RefOr::T(Schema::Object(body))) = body {
            let consent = Object::builder()
                .schema_type(SchemaType::from_iter([Type::String, Type::Boolean]))
                .description(Some(CONSENTS))
                .build();
            let consent = AdditionalProperties::RefOr(RefOr::T(Schema::Object(consent)));
            body.additional_properties = Some(Box::new(consent));
        }
    }
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Leadgate",
        description = "Takes leads from partners' pages and delivers them to the CRM."
    ),
    paths(
        leads::create,
        forms::document,
        forms::fragment,
        embed::loader,
        assets::file,
        health::alive,
        health::ready,
        health::metrics,
        document
    ),
    components(schemas(AcceptedOut, ErrorsOut, FieldErrorOut, ProblemOut, CallMeBackIn)),
    modifiers(&Consents)
)]
struct Document;

/// The resource's routes.
pub fn router() -> Router<Arc<App>> {
    Router::new().route("/openapi.json", get(document))
}

/// This document.
#[utoipa::path(get, path = "/openapi.json", tag = "operation", responses((status = 200, description = "OpenAPI 3.1")))]
async fn document() -> Json<utoipa::openapi::OpenApi> {
    Json(Document::openapi())
}

#[cfg(test)]
mod tests {
    use leadgate_model::wire::{ATTRIBUTION, ENVELOPE, PRODUCT};

    use super::*;

    #[test]
    fn the_documented_body_has_every_field_of_the_form() {
        let document = serde_json::to_value(Document::openapi()).unwrap();
        let properties = &document["components"]["schemas"]["CallMeBackIn"]["properties"];
        for field in leadgate_model::Form::CallMeBack.spec().fields {
            assert!(
                properties.get(field.name).is_some(),
                "{} is not documented",
                field.name
            );
        }
        for name in [&ENVELOPE[..], &PRODUCT, &ATTRIBUTION].concat() {
            assert!(properties.get(name).is_some(), "{name} is not documented");
        }
        let others = &document["components"]["schemas"]["CallMeBackIn"]["additionalProperties"];
        let description = others["description"].as_str().unwrap();
        for name in ["consent_<purpose>", "consent_<purpose>_version"] {
            assert!(description.contains(name), "{description}");
        }
    }
}

//! `GET /openapi.json`: the interface, generated from the types that implement it.

use std::sync::Arc;

use axum::routing::get;
use axum::{Json, Router};
use leadgate_model::wire::{AcceptedOut, ErrorsOut, FieldErrorOut};
use utoipa::OpenApi;

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
    components(schemas(AcceptedOut, ErrorsOut, FieldErrorOut, ProblemOut, CallMeBackIn))
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

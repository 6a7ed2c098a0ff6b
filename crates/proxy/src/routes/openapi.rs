//! `GET /openapi.json`: the interface, generated from the types that implement it.

mod field;
mod lead;

use axum::routing::get;
use axum::{Json, Router};
use leadgate_model::ConsentText;
use leadgate_model::wire::{AcceptedOut, ErrorsOut, FieldErrorOut, FormOptions};
use utoipa::OpenApi;

use super::{assets, embed, forms, health, leads};
use crate::app::Live;
use crate::http_problem::ProblemOut;
use leadgate_embed::{EmbedMode, SnippetOut};

pub(crate) use lead::LeadIn;

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
        forms::options,
        forms::snippet,
        embed::loader,
        assets::file,
        health::alive,
        health::ready,
        health::metrics,
        document
    ),
    components(schemas(
        AcceptedOut,
        ConsentText,
        ErrorsOut,
        FieldErrorOut,
        FormOptions,
        ProblemOut,
        LeadIn,
        SnippetOut,
        EmbedMode
    ))
)]
struct Document;

/// The resource's routes.
pub fn router() -> Router<Live> {
    Router::new().route("/openapi.json", get(document))
}

/// This document.
#[utoipa::path(get, path = "/openapi.json", tag = "operation", responses((status = 200, description = "OpenAPI 3.1")))]
async fn document() -> Json<utoipa::openapi::OpenApi> {
    Json(Document::openapi())
}

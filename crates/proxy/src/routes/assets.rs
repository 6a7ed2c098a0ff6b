//! `GET /assets/{version}/{file}`: immutable, precompressed, readable from any page.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Router;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::app::{App, Live};
use crate::http_problem::HttpProblem;
use leadgate_assets::{Encoding, media_type, takes_over};
use leadgate_embed::Filling;

const IMMUTABLE: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// The resource's routes.
pub fn router() -> Router<Live> {
    Router::new().route("/assets/{version}/{file}", get(file))
}

/// A file of a browser version. What hydrates the forms of a withdrawn version is not served.
#[utoipa::path(get, path = "/assets/{version}/{file}", tag = "assets",
    params(("version" = String, Path, description = "A browser version"), ("file" = String, Path, description = "A file of it")),
    responses((status = 200, description = "The file, immutable"), (status = 404, description = "No such browser version or file", body = crate::http_problem::ProblemOut, content_type = "application/problem+json")))]
pub(crate) async fn file(
    State(app): State<Arc<App>>,
    place: Result<Path<(String, String)>, PathRejection>,
    headers: HeaderMap,
) -> Result<Response, HttpProblem> {
    let Path((version, name)) = place?;
    let answer = read(&app, &version, &name, &headers).await;
    let browser_version = Some(version.as_str()).filter(|version| app.assets.has(version));
    app.metrics
        .asset_asked_for(browser_version, answer.is_some());
    answer.ok_or(HttpProblem::NotFound)
}

async fn read(app: &App, version: &str, name: &str, headers: &HeaderMap) -> Option<Response> {
    if takes_over(name) && version == app.settings().server.browser_version.withdrawn() {
        return None;
    }
    let accepted = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok());
    let encoding = Encoding::best(accepted.unwrap_or_default());
    let mut response = if name == "embed.js" {
        // The loader names this proxy, so it is filled in and cannot lie there compressed.
        // What is pinned never changes, whichever version the others get.
        let filling = Filling {
            version,
            withdrawn: "",
            fragments: BTreeMap::new(),
        };
        let loader = leadgate_embed::loader(app.settings(), &app.assets, version, &filling).await;
        loader?.into_response()
    } else {
        let (bytes, encoding) = app.assets.file(version, name, encoding).await?;
        let mut response = bytes.into_response();
        if let Some(encoding) = encoding.header() {
            response
                .headers_mut()
                .insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        response
    };
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static(media_type(name)),
    );
    headers.insert(header::CACHE_CONTROL, IMMUTABLE);
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    headers.insert(
        "cross-origin-resource-policy",
        HeaderValue::from_static("cross-origin"),
    );
    Some(response)
}

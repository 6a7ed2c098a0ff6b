//! `GET /embed.js`: the loader of the browser version that visitors get, with a fragment if the query names one.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Router;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use leadgate::prerender::Content;
use serde::Deserialize;

use crate::app::{App, Live};
use crate::http_problem::HttpProblem;
use leadgate_embed::Filling;
use leadgate_settings::PartnerForm;

/// Which fragment comes along.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct LoaderQuery {
    /// The form's name.
    #[serde(default)]
    form: String,
    /// The public partner key.
    #[serde(default)]
    partner: String,
    /// The language's tag.
    #[serde(default)]
    lang: String,
}

/// The resource's routes.
pub fn router() -> Router<Live> {
    Router::new().route("/embed.js", get(loader))
}

/// The loader.
#[utoipa::path(get, path = "/embed.js", tag = "assets", params(LoaderQuery),
    responses((status = 200, description = "JavaScript, cacheable for minutes; a wrong query is told in the console")))]
pub(crate) async fn loader(
    State(app): State<Arc<App>>,
    wanted: Result<Query<LoaderQuery>, QueryRejection>,
) -> Result<Response, HttpProblem> {
    let Query(wanted) = wanted?;
    let mut fragments = BTreeMap::new();
    let mut complaint = None;
    if !wanted.form.is_empty() {
        match PartnerForm::find(app.settings(), &wanted.form, &wanted.partner, &wanted.lang) {
            Ok(partner_form) => {
                let key = format!("{} {} {}", wanted.form, wanted.partner, wanted.lang);
                fragments.insert(
                    key,
                    leadgate_embed::shadow(&partner_form, app.settings(), Content::default()),
                );
            }
            // A script that answers 403 says nothing in the console: this one does.
            Err(problem) => complaint = Some(problem),
        }
    }
    let browser_version = &app.settings().server.browser_version;
    let filling = Filling {
        version: browser_version.of_forms(),
        withdrawn: browser_version.withdrawn(),
        fragments,
    };
    let mut source = leadgate_embed::loader(
        app.settings(),
        &app.assets,
        browser_version.of_loader(),
        &filling,
    )
    .await
    .ok_or(HttpProblem::NotFound)?;
    if let Some(problem) = complaint {
        let sentence = serde_json::to_string(&format!("leadgate: {problem}")).unwrap_or_default();
        source.push_str(&format!("console.warn({sentence});\n"));
    }
    let headers = [
        (header::CONTENT_TYPE, "text/javascript; charset=utf-8"),
        (header::CACHE_CONTROL, "public, max-age=300"),
        (
            header::HeaderName::from_static("cross-origin-resource-policy"),
            "cross-origin",
        ),
    ];
    Ok((headers, source).into_response())
}

//! `GET /v1/forms/{form}`: a form as a document of its own, as the fragment that the loader
//! inserts, and as the options that an application makes its own nodes of; and the snippet that a
//! partner pastes.

use std::sync::Arc;

use axum::extract::rejection::QueryRejection;
use axum::extract::{FromRequestParts, Path, Query, State};
use axum::http::request::Parts;
use axum::http::{HeaderName, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use leadgate::Theme;
use leadgate::prerender::Content;
use leadgate_model::wire::FormOptions;
use leadgate_model::{Draft, PAGE_ATTRIBUTES, PageAttribute};
use serde::de::Error;
use serde::{Deserialize, Deserializer};
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::{Object, ObjectBuilder, Required, Type};

use crate::app::{App, Live};
use crate::http_problem::HttpProblem;
use crate::page;
use leadgate_embed::{EmbedMode, SnippetOptions, SnippetOut, snippet as make_snippet};
use leadgate_settings::PartnerForm;
use leadgate_settings::Settings;

/// The partner whose form it is, and the language.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct FormQuery {
    /// The public partner key.
    #[serde(default)]
    partner: String,
    /// The language's tag.
    #[serde(default)]
    lang: String,
}

/// A form as path and query name it.
pub(crate) struct FormRequest {
    form: String,
    query: FormQuery,
}

impl FormRequest {
    /// The partner form that path and query name.
    fn partner_form<'a>(&self, settings: &'a Settings) -> Result<PartnerForm<'a>, HttpProblem> {
        let FormQuery { partner, lang } = &self.query;
        Ok(PartnerForm::find(settings, &self.form, partner, lang)?)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for FormRequest {
    type Rejection = HttpProblem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, HttpProblem> {
        let Path(form) = Path::from_request_parts(parts, state).await?;
        let Query(query) = Query::from_request_parts(parts, state).await?;
        Ok(Self { form, query })
    }
}

/// What the element's attributes say elsewhere: goes with the lead.
pub(crate) struct LeadAttributes(Draft);

impl<S: Send + Sync> FromRequestParts<S> for LeadAttributes {
    type Rejection = HttpProblem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, HttpProblem> {
        let Query(pairs) = Query::<Vec<(String, String)>>::from_request_parts(parts, state).await?;
        let mut hidden = Draft::default();
        for PageAttribute { field, .. } in PAGE_ATTRIBUTES {
            let mut given = pairs.iter().filter(|(name, _)| name == field);
            match (given.next(), given.next()) {
                (None, _) => {}
                (Some((_, value)), None) => hidden.push(field, value),
                (Some(_), Some(_)) => return Err(HttpProblem::UnreadableAddress),
            }
        }
        Ok(Self(hidden))
    }
}

impl utoipa::IntoParams for LeadAttributes {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let parameter = |attribute: PageAttribute| {
            ParameterBuilder::new()
                .name(attribute.field)
                .parameter_in(ParameterIn::Query)
                .required(Required::False)
                .description(Some(attribute.about))
                .schema(Some(ObjectBuilder::new().schema_type(Type::String)))
                .build()
        };
        PAGE_ATTRIBUTES.map(parameter).to_vec()
    }
}

/// How the form is pasted.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct SnippetQuery {
    /// How the form gets into the page.
    #[serde(default)]
    way: EmbedMode,
    /// Its module and WebAssembly are asked for together with the page.
    #[serde(default)]
    above_the_fold: bool,
    /// The loader is that of this very browser version, held to its hash.
    #[serde(default)]
    pin: bool,
    /// The colours.
    #[serde(default, deserialize_with = "theme")]
    #[param(schema_with = themes)]
    theme: Theme,
}

/// A theme by its name.
fn theme<'de, D: Deserializer<'de>>(name: D) -> Result<Theme, D::Error> {
    let name = String::deserialize(name)?;
    Theme::from_name(&name).ok_or_else(|| D::Error::custom("no such theme"))
}

/// The names of the themes.
fn themes() -> Object {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .enum_values(Some(Theme::ALL.map(Theme::name)))
        .build()
}

/// The resource's routes.
pub fn router() -> Router<Live> {
    Router::new()
        .route("/v1/forms/{form}", get(document))
        .route("/v1/forms/{form}/fragment", get(fragment))
        .route("/v1/forms/{form}/options", get(options))
        .route("/v1/forms/{form}/snippet", get(snippet))
}

/// What depends on the settings alone may lag behind them for minutes.
const CACHED: (HeaderName, &str) = (header::CACHE_CONTROL, "public, max-age=300");

/// A complete document with the form: for an iframe, a link, a browser without script.
#[utoipa::path(get, path = "/v1/forms/{form}", tag = "forms", params(("form" = String, Path, description = "The form's name"), FormQuery, LeadAttributes),
    responses((status = 200, description = "An HTML document"), (status = 403, description = "The partner may not use the form", body = crate::http_problem::ProblemOut, content_type = "application/problem+json"), (status = 404, description = "No such form", body = crate::http_problem::ProblemOut, content_type = "application/problem+json")))]
pub(crate) async fn document(
    State(app): State<Arc<App>>,
    request: FormRequest,
    LeadAttributes(hidden): LeadAttributes,
) -> Result<Response, HttpProblem> {
    let partner_form = request.partner_form(app.settings())?;
    let content = Content {
        hidden,
        ..Content::default()
    };
    Ok(page::form(
        app.settings(),
        &partner_form,
        content,
        page::Script::Loader,
    ))
}

/// The contents of the shadow root.
#[utoipa::path(get, path = "/v1/forms/{form}/fragment", tag = "forms", params(("form" = String, Path, description = "The form's name"), FormQuery),
    responses((status = 200, description = "HTML: styles and form"), (status = 403, description = "The partner may not use the form", body = crate::http_problem::ProblemOut, content_type = "application/problem+json"), (status = 404, description = "No such form", body = crate::http_problem::ProblemOut, content_type = "application/problem+json")))]
pub(crate) async fn fragment(
    State(app): State<Arc<App>>,
    request: FormRequest,
) -> Result<Response, HttpProblem> {
    let partner_form = request.partner_form(app.settings())?;
    let headers = [(header::CONTENT_TYPE, "text/html; charset=utf-8"), CACHED];
    Ok((
        headers,
        leadgate_embed::shadow(&partner_form, app.settings(), Content::default()),
    )
        .into_response())
}

/// What a partner's form is like: consents, opening hours, fields that are left out.
#[utoipa::path(get, path = "/v1/forms/{form}/options", tag = "forms", params(("form" = String, Path, description = "The form's name"), FormQuery),
    responses((status = 200, description = "The form's options", body = FormOptions), (status = 403, description = "The partner may not use the form", body = crate::http_problem::ProblemOut, content_type = "application/problem+json"), (status = 404, description = "No such form", body = crate::http_problem::ProblemOut, content_type = "application/problem+json")))]
pub(crate) async fn options(
    State(app): State<Arc<App>>,
    request: FormRequest,
) -> Result<Response, HttpProblem> {
    let partner_form = request.partner_form(app.settings())?;
    Ok((
        [CACHED],
        Json(leadgate_embed::options(&partner_form, app.settings())),
    )
        .into_response())
}

/// What a partner pastes, as `leadgate snippet --json` prints it. For a page on which forms are chosen.
#[utoipa::path(get, path = "/v1/forms/{form}/snippet", tag = "forms", params(("form" = String, Path, description = "The form's name"), FormQuery, LeadAttributes, SnippetQuery),
    responses((status = 200, description = "The snippet, and what the page's Content-Security-Policy needs", body = SnippetOut), (status = 400, description = "A value is none of those that it may be, or the partner's click-outs may not lead there", body = crate::http_problem::ProblemOut, content_type = "application/problem+json"), (status = 403, description = "The partner may not use the form", body = crate::http_problem::ProblemOut, content_type = "application/problem+json"), (status = 404, description = "No such form", body = crate::http_problem::ProblemOut, content_type = "application/problem+json")))]
pub(crate) async fn snippet(
    State(app): State<Arc<App>>,
    request: FormRequest,
    LeadAttributes(hidden): LeadAttributes,
    pasted: Result<Query<SnippetQuery>, QueryRejection>,
) -> Result<Response, HttpProblem> {
    let Query(pasted) = pasted?;
    let partner_form = request.partner_form(app.settings())?;
    let options = SnippetOptions {
        mode: pasted.way,
        above_the_fold: pasted.above_the_fold,
        pin: pasted.pin,
        theme: pasted.theme,
        attributes: hidden,
    };
    let out = make_snippet(app.settings(), &partner_form, &options)?;
    // It names a browser version: nobody should paste yesterday's.
    Ok(([(header::CACHE_CONTROL, "no-cache")], Json(out)).into_response())
}

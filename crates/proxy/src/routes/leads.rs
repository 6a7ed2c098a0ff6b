//! `POST /v1/leads/{form}`: a lead, answered in JSON or as a page.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::map_response;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use leadgate::prerender::Content;
use leadgate_model::text::Text;
use leadgate_model::wire::{AcceptedOut, ErrorsOut};
use leadgate_model::{Draft, Form, Lang};

use crate::app::{App, Live};
use crate::body::{BodyType, decode};
use crate::http_problem::HttpProblem;
use crate::page;
use leadgate_intake::click_out::{self, ClickOutAnswer};
use leadgate_intake::{IntakeResult, Refusal, Sender};
use leadgate_settings::PartnerForm;

/// How long a body may take to arrive: a connection that stays half-way would be held for ever.
const BODY_WITHIN: Duration = Duration::from_secs(30);

/// The resource's routes.
pub fn router() -> Router<Live> {
    let post = post(create).layer(map_response(kept_nowhere));
    Router::new().route("/v1/leads/{form}", post.options(preflight))
}

/// An answer page holds personal data, and Back must not show the result of another attempt.
async fn kept_nowhere(mut response: Response) -> Response {
    let value = HeaderValue::from_static("no-store");
    response.headers_mut().insert(header::CACHE_CONTROL, value);
    response
}

/// Servers' JSON is not for pages, but a page's developer should get to read the answer.
async fn preflight() -> impl IntoResponse {
    let headers = [
        (header::ACCESS_CONTROL_ALLOW_METHODS, "POST"),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, "content-type"),
        (header::ACCESS_CONTROL_MAX_AGE, "86400"),
    ];
    (StatusCode::NO_CONTENT, headers)
}

/// Takes a lead. 202 means that it is on disk.
#[utoipa::path(post, path = "/v1/leads/{form}", tag = "leads",
    params(("form" = String, Path, description = "The form's name")),
    request_body(description = "Names and values: `id`, `partner`, `lang`, `form_version`, the form's fields, numbers of the product, `consent_<purpose>`, attribution. As application/x-www-form-urlencoded or as JSON with the same names.",
        content((crate::routes::openapi::LeadIn = "application/x-www-form-urlencoded"), (crate::routes::openapi::LeadIn = "application/json"))),
    responses(
        (status = 202, description = "Stored. With `Accept: text/html` a page", body = AcceptedOut),
        (status = 303, description = "A click-out with `Accept: text/html`: on to the supplier, `Location`"),
        (status = 400, description = "The body cannot be read", body = crate::http_problem::ProblemOut, content_type = "application/problem+json"),
        (status = 403, description = "Partner, origin or form not allowed", body = crate::http_problem::ProblemOut, content_type = "application/problem+json"),
        (status = 404, description = "No such form", body = crate::http_problem::ProblemOut, content_type = "application/problem+json"),
        (status = 408, description = "The body did not arrive in time", body = crate::http_problem::ProblemOut, content_type = "application/problem+json"),
        (status = 409, description = "The id was accepted before with other fields", body = crate::http_problem::ProblemOut, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large", body = crate::http_problem::ProblemOut, content_type = "application/problem+json"),
        (status = 415, description = "Neither of the two types", body = crate::http_problem::ProblemOut, content_type = "application/problem+json"),
        (status = 422, description = "Wrong fields. With `Accept: text/html` the form again", body = ErrorsOut),
        (status = 503, description = "Cannot be stored now; `Retry-After` says when to try again", body = crate::http_problem::ProblemOut, content_type = "application/problem+json")))]
pub(crate) async fn create(
    State(app): State<Arc<App>>,
    form: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let wants_page =
        text(&headers, &header::ACCEPT).is_some_and(|accept| accept.contains("text/html"));
    app.metrics.intake.posted(!wants_page);
    let sender = Sender {
        origin: text(&headers, &header::ORIGIN).map(str::to_owned),
        referer: text(&headers, &header::REFERER).map(str::to_owned),
        imported: false,
    };
    let form = match form {
        Ok(Path(form)) => form,
        Err(unreadable) => {
            return refused(&app, unreadable.into(), wants_page, &Draft::default(), None);
        }
    };
    let draft = match read(&app, &headers, body).await {
        Ok(draft) => draft,
        Err(problem) => return refused(&app, problem, wants_page, &Draft::default(), None),
    };
    let partner_form = match PartnerForm::find(
        app.settings(),
        &form,
        draft.get("partner"),
        draft.get("lang"),
    ) {
        Ok(partner_form) => partner_form,
        Err(not_offered) => {
            return refused(&app, not_offered.into(), wants_page, &draft, None);
        }
    };
    app.metrics
        .intake
        .ignored_fields(leadgate_intake::count_unknown(
            app.settings(),
            &partner_form,
            &draft,
        ));
    if wants_page && partner_form.form == Form::ClickOut {
        return click_out(&app, &partner_form, draft, &sender).await;
    }
    match leadgate_intake::take_in(&app.intake, &partner_form, &draft, &sender).await {
        Ok(result) if wants_page => page::answer(&app, &partner_form, result, draft, &sender),
        Ok(IntakeResult::Accepted { id, .. }) => {
            let out = AcceptedOut {
                id,
                status: "accepted".to_owned(),
            };
            (StatusCode::ACCEPTED, axum::Json(out)).into_response()
        }
        Ok(IntakeResult::Refused(errors)) => {
            app.metrics.intake.refused(422);
            (
                StatusCode::UNPROCESSABLE_ENTITY,
                axum::Json(ErrorsOut { errors }),
            )
                .into_response()
        }
        Err(refusal) => refused(
            &app,
            refusal.into(),
            wants_page,
            &draft,
            Some(&partner_form),
        ),
    }
}

/// A click-out without script: the visitor goes on to the supplier. Where to is in `Location` alone,
/// and what the supplier hears of the partner's page is its origin (`Referrer-Policy`).
async fn click_out(
    app: &Arc<App>,
    partner_form: &PartnerForm<'_>,
    draft: Draft,
    sender: &Sender,
) -> Response {
    match click_out::pass(&app.intake, partner_form, &draft, sender).await {
        Ok(ClickOutAnswer::Redirect(target)) => {
            (StatusCode::SEE_OTHER, [(header::LOCATION, target.as_str())]).into_response()
        }
        Ok(ClickOutAnswer::Rejected(result)) => {
            page::answer(app, partner_form, result, draft, sender)
        }
        Err(refusal) => refused(app, refusal.into(), true, &draft, Some(partner_form)),
    }
}

async fn read(app: &App, headers: &HeaderMap, body: Body) -> Result<Draft, HttpProblem> {
    let body_type =
        BodyType::from_header(text(headers, &header::CONTENT_TYPE).unwrap_or_default())?;
    let limit = app.settings().server.body_limit_bytes;
    let bytes = tokio::select! {
        biased;
        bytes = to_bytes(body, limit) => bytes.map_err(|_| HttpProblem::TooLarge(limit))?,
        () = app.intake.clock.sleep(BODY_WITHIN) => {
            return Err(HttpProblem::TooSlow(BODY_WITHIN.as_secs()));
        }
    };
    decode(&bytes, body_type)
}

/// The same refusal as JSON or, with what was typed where there is a form for it, as a page.
fn refused(
    app: &App,
    problem: HttpProblem,
    wants_page: bool,
    draft: &Draft,
    partner_form: Option<&PartnerForm<'_>>,
) -> Response {
    app.metrics.intake.refused(problem.status().as_u16());
    if !wants_page {
        return problem.into_response();
    }
    let reason = match &problem {
        HttpProblem::NotOffered(_)
        | HttpProblem::Refused(Refusal::ForeignOrigin { .. } | Refusal::NoTarget)
        | HttpProblem::NoSnippet(_)
        | HttpProblem::NotFound => Text::FailureForbidden,
        HttpProblem::Refused(Refusal::Conflict) => Text::FailureConflict,
        HttpProblem::TooLarge(_)
        | HttpProblem::TooSlow(_)
        | HttpProblem::UnsupportedType
        | HttpProblem::Unreadable(_)
        | HttpProblem::UnreadableAddress
        | HttpProblem::MethodNotAllowed => Text::FailureUnreadable,
        HttpProblem::Refused(Refusal::StoreUnavailable) | HttpProblem::StoreUnavailable => {
            Text::FailureText
        }
    };
    let mut response = if let Some(partner_form) = partner_form {
        let mut hidden = draft.clone();
        if problem == HttpProblem::Refused(Refusal::Conflict) {
            // What is typed now is another lead.
            hidden.set("id", "");
        }
        let content = Content {
            draft: page::shown_again(app.settings(), partner_form, draft.clone()),
            failure: Some(reason),
            hidden,
            ..Content::default()
        };
        page::form(app.settings(), partner_form, content, page::Script::None)
    } else {
        page::refusal(
            app.settings(),
            Lang::from_tag(draft.get("lang")).unwrap_or(Lang::Nl),
            reason,
        )
    };
    let of_problem = problem.into_response();
    *response.status_mut() = of_problem.status();
    if let Some(wait) = of_problem.headers().get(header::RETRY_AFTER) {
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, wait.clone());
    }
    response
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

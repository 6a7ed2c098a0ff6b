//! The one error of the HTTP interface besides wrong fields: `application/problem+json`.
//!
//! Its sentence is for the developer of the page. Causes are logged once, where they happen, and
//! never sent out.

use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use leadgate_embed::SnippetError;
use leadgate_intake::Refusal;
use leadgate_settings::NotOffered;
use serde::Serialize;

/// Why a request was not answered as asked. Closed: pages and JSON are made from it.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum HttpProblem {
    /// There is no such form for the partner.
    #[error(transparent)]
    NotOffered(#[from] NotOffered),
    /// The lead is not taken, for a reason that is about no field.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// There is no such snippet.
    #[error(transparent)]
    NoSnippet(#[from] SnippetError),
    /// The body is larger than the configured limit.
    #[error("The body is larger than {0} bytes.")]
    TooLarge(usize),
    /// The body did not come to its end in time.
    #[error("The body did not arrive within {0} seconds.")]
    TooSlow(u64),
    /// The body is neither of the two types.
    #[error("Send application/x-www-form-urlencoded or application/json.")]
    UnsupportedType,
    /// The body is not what its type says.
    #[error("The body cannot be read: {0}")]
    Unreadable(&'static str),
    /// The path or the query is not what the route takes.
    #[error(
        "The address cannot be read: a name in it is given twice, a value is none of those documented, or it is no text. See /openapi.json."
    )]
    UnreadableAddress,
    /// The route does not take this method.
    #[error("This address does not take this method. See /openapi.json.")]
    MethodNotAllowed,
    /// The store cannot be read now.
    #[error("The store cannot be read. Ask again in a moment.")]
    StoreUnavailable,
    /// No such file or page.
    #[error("There is nothing here. See /openapi.json.")]
    NotFound,
}

/// How long a sender waits before trying again when the store cannot take a lead.
const RETRY_AFTER_SECONDS: HeaderValue = HeaderValue::from_static("5");

impl HttpProblem {
    /// The HTTP status.
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        match self {
            Self::NotOffered(NotOffered::UnknownForm(_))
            | Self::Refused(Refusal::NoTarget)
            | Self::NotFound => StatusCode::NOT_FOUND,
            Self::NotOffered(NotOffered::UnknownPartner(_) | NotOffered::FormNotAllowed { .. })
            | Self::Refused(Refusal::ForeignOrigin { .. }) => StatusCode::FORBIDDEN,
            Self::Refused(Refusal::Conflict) => StatusCode::CONFLICT,
            Self::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow(_) => StatusCode::REQUEST_TIMEOUT,
            Self::UnsupportedType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Unreadable(_) | Self::UnreadableAddress | Self::NoSnippet(_) => {
                StatusCode::BAD_REQUEST
            }
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::Refused(Refusal::StoreUnavailable) | Self::StoreUnavailable => {
                StatusCode::SERVICE_UNAVAILABLE
            }
        }
    }
}

impl From<QueryRejection> for HttpProblem {
    fn from(_: QueryRejection) -> Self {
        Self::UnreadableAddress
    }
}

impl From<PathRejection> for HttpProblem {
    fn from(_: PathRejection) -> Self {
        Self::UnreadableAddress
    }
}

/// The body of a problem, after RFC 9457.
#[derive(Serialize, utoipa::ToSchema)]
pub struct ProblemOut {
    /// The status in words.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What is wrong and what to do about it.
    pub detail: String,
}

impl IntoResponse for HttpProblem {
    fn into_response(self) -> Response {
        let status = self.status();
        let body = ProblemOut {
            title: status.canonical_reason().unwrap_or("Error").to_owned(),
            status: status.as_u16(),
            detail: self.to_string(),
        };
        let mut response = (status, axum::Json(body)).into_response();
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        if status == StatusCode::SERVICE_UNAVAILABLE {
            headers.insert(header::RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        response
    }
}

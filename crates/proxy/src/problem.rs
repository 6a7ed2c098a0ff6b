//! The one error of the HTTP interface besides wrong fields: `application/problem+json`.
//!
//! Its sentence is for the developer of the page. Causes are logged once, where they happen, and
//! never sent out.

use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use leadgate_model::Form;
use serde::Serialize;

/// Why a request was not answered as asked. Closed: pages and JSON are made from it.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Problem {
    /// No such form.
    #[error("There is no form named {0:?}. This proxy has: {forms}.", forms = Form::ALL.map(Form::slug).join(", "))]
    UnknownForm(String),
    /// No such partner.
    #[error(
        "The partner {0:?} is not known here. Check the `partner` attribute of <leadgate-form>."
    )]
    UnknownPartner(String),
    /// The partner may not use the form.
    #[error(
        "The partner {partner:?} may not use the form {form:?}. Ask the operator to add it under partners.{partner}.forms."
    )]
    FormNotAllowed {
        /// The partner's public key.
        partner: String,
        /// The form's name.
        form: String,
    },
    /// A page of an origin that is not the partner's.
    #[error(
        "Pages of {origin} may not send leads for the partner {partner:?}. Ask the operator to add this origin under partners.{partner}.origins."
    )]
    ForeignOrigin {
        /// The partner's public key.
        partner: String,
        /// The page's origin.
        origin: String,
    },
    /// A click-out that leads where the partner's may not.
    #[error(
        "The url must lead to one of partners.{partner}.click_out_hosts by http or https: {hosts}."
    )]
    ForeignTarget {
        /// The partner's public key.
        partner: String,
        /// The hosts that are allowed, as a list in words.
        hosts: String,
    },
    /// A click-out in a frame.
    #[error(
        "A click-out does not go into a frame: the supplier's page would open inside the frame. Paste the form itself, or link to its page."
    )]
    FramedClickOut,
    /// A loader is to be pinned, and there is none.
    #[error("Only a binary that was built with the browser half can pin its loader.")]
    NothingToPin,
    /// A loader is to be pinned, and it is not the one that visitors get.
    #[error(
        "A page can be held to the release of this binary alone, and server.release takes it back: pin when that is empty again."
    )]
    PinnedWhileTakenBack,
    /// The id was accepted before, with other fields.
    #[error(
        "A lead with this id was accepted before with other fields. Send a new id for a new lead."
    )]
    Conflict,
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
    /// The store cannot take a lead now.
    #[error("The lead could not be stored. Send it again with the same id.")]
    StoreUnavailable,
    /// No such file or page.
    #[error("There is nothing here. See /openapi.json.")]
    NotFound,
}

/// How long a sender waits before trying again when the store cannot take a lead.
const RETRY_AFTER_SECONDS: HeaderValue = HeaderValue::from_static("5");

impl Problem {
    /// The HTTP status.
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        match self {
            Self::UnknownForm(_) | Self::NotFound => StatusCode::NOT_FOUND,
            Self::UnknownPartner(_) | Self::FormNotAllowed { .. } | Self::ForeignOrigin { .. } => {
                StatusCode::FORBIDDEN
            }
            Self::Conflict => StatusCode::CONFLICT,
            Self::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow(_) => StatusCode::REQUEST_TIMEOUT,
            Self::UnsupportedType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Unreadable(_)
            | Self::UnreadableAddress
            | Self::ForeignTarget { .. }
            | Self::FramedClickOut
            | Self::NothingToPin
            | Self::PinnedWhileTakenBack => StatusCode::BAD_REQUEST,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::StoreUnavailable => StatusCode::SERVICE_UNAVAILABLE,
        }
    }
}

impl From<QueryRejection> for Problem {
    fn from(_: QueryRejection) -> Self {
        Self::UnreadableAddress
    }
}

impl From<PathRejection> for Problem {
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

impl IntoResponse for Problem {
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

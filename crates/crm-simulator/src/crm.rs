//! What a CRM is to the simulator, and which ones there are: one module each. A new one is a
//! module here and a line in [`all`].

mod econtract;

use std::sync::Arc;

use axum::body::Bytes;
use axum::http::{Method, StatusCode, header, request};
use axum::response::{IntoResponse, Json, Response};
use serde_json::{Value, json};

/// A stand-in for one CRM.
pub(crate) trait Crm: Send + Sync {
    /// The first part of its paths.
    fn name(&self) -> &'static str;

    /// The call's decoded fields as they are shown: without the key.
    fn fields(&self, call: &Call) -> Value;

    /// Accepts or refuses the call as the CRM's document says.
    fn answer(&self, call: &Call) -> Answer;
}

/// Every CRM that is played.
pub(crate) fn all() -> Vec<Arc<dyn Crm>> {
    vec![Arc::new(econtract::Econtract::default())]
}

/// A request as a CRM sees it.
pub(crate) struct Call {
    pub(crate) method: Method,
    /// The path below the CRM's own base, with its leading slash.
    pub(crate) path: String,
    /// The part after the question mark, empty if there is none.
    pub(crate) query: String,
    /// The media type without its parameters, in lower case, empty if there is none.
    pub(crate) media_type: String,
    pub(crate) body: Bytes,
}

impl Call {
    pub(crate) fn new(crm: &str, head: &request::Parts, body: Bytes) -> Self {
        let path = head.uri.path();
        let below = path.strip_prefix('/').and_then(|p| p.strip_prefix(crm));
        let content_type = head.headers.get(header::CONTENT_TYPE);
        let content_type = content_type.and_then(|value| value.to_str().ok());
        let media_type = content_type.and_then(|value| value.split(';').next());
        Self {
            method: head.method.clone(),
            path: below.unwrap_or(path).to_owned(),
            query: head.uri.query().unwrap_or_default().to_owned(),
            media_type: media_type.unwrap_or_default().trim().to_ascii_lowercase(),
            body,
        }
    }
}

/// A CRM's answer in JSON.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) body: Value,
    /// The methods of a 405.
    allow: Option<&'static str>,
}

impl Answer {
    pub(crate) fn new(status: StatusCode, body: Value) -> Self {
        Self {
            status,
            body,
            allow: None,
        }
    }

    pub(crate) fn error(status: StatusCode, sentence: &str) -> Self {
        Self::new(status, json!({ "error": sentence }))
    }

    pub(crate) fn only(method: &'static str) -> Self {
        let sentence = format!("This resource is asked with {method} only.");
        Self {
            allow: Some(method),
            ..Self::error(StatusCode::METHOD_NOT_ALLOWED, &sentence)
        }
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let allow = self.allow.map(|methods| [(header::ALLOW, methods)]);
        match allow {
            Some(allow) => (self.status, allow, Json(self.body)).into_response(),
            None => (self.status, Json(self.body)).into_response(),
        }
    }
}

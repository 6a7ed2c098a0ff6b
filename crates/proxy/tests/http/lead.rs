//! A good lead, its variations, and the ways of sending it.

use axum::body::Body;
use axum::http::Request;
use serde_json::{Map, Value};

use crate::stage::ORIGIN;

/// The id that most tests use.
pub(crate) const ID: &str = "123e4567-e89b-42d3-a456-426614174000";

/// A lead as it is typed; names may repeat.
#[derive(Clone)]
pub(crate) struct Lead {
    pairs: Vec<(String, String)>,
    form: String,
    headers: Vec<(&'static str, String)>,
}

/// A lead that is accepted.
pub(crate) fn good() -> Lead {
    let pairs = [
        ("id", ID),
        ("partner", "demo"),
        ("lang", "en"),
        ("first_name", "An"),
        ("last_name", "Peeters"),
        ("phone", "0470 12 34 56"),
        ("email", "an.peeters@example.be"),
    ];
    Lead {
        pairs: pairs
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .to_vec(),
        form: "call-me-back".to_owned(),
        headers: vec![("origin", ORIGIN.to_owned())],
    }
}

impl Lead {
    /// With this value instead of the one that the name had.
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self = self.without(name);
        self.pairs.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(crate) fn without(mut self, name: &str) -> Self {
        self.pairs.retain(|(known, _)| known != name);
        self
    }

    /// As a post without script sends it: no id.
    pub(crate) fn native(self) -> Self {
        self.without("id")
            .header("accept", "text/html,application/xhtml+xml")
    }

    /// To another form.
    pub(crate) fn to(mut self, form: &str) -> Self {
        form.clone_into(&mut self.form);
        self
    }

    /// With this header; an empty value takes it away.
    pub(crate) fn header(mut self, name: &'static str, value: &str) -> Self {
        self.headers.retain(|(known, _)| *known != name);
        if !value.is_empty() {
            self.headers.push((name, value.to_owned()));
        }
        self
    }

    /// As pages send it.
    pub(crate) fn urlencoded(&self) -> Request<Body> {
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(&self.pairs)
            .finish();
        self.request(
            "application/x-www-form-urlencoded;charset=UTF-8",
            body.into(),
        )
    }

    /// As servers send it.
    pub(crate) fn json(&self) -> Request<Body> {
        let fields = self
            .pairs
            .iter()
            .map(|(name, value)| (name.clone(), Value::from(value.clone())));
        let body = Value::Object(fields.collect::<Map<_, _>>()).to_string();
        self.request("application/json", body.into())
    }

    /// With a body of any type.
    pub(crate) fn request(&self, content_type: &str, body: Body) -> Request<Body> {
        let mut request = Request::post(format!("/v1/leads/{}", self.form));
        if !content_type.is_empty() {
            request = request.header("content-type", content_type);
        }
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        request.body(body).unwrap()
    }
}

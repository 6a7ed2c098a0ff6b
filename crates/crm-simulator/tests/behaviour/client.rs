//! A client that calls a simulator in process, and changes to an example's fields.

use std::fmt::Write as _;

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use axum::response::Response;
use crm_simulator::Simulator;
use http_body_util::BodyExt as _;
use serde_json::Value;
use tower::ServiceExt as _;

pub(crate) const FORM: &str = "application/x-www-form-urlencoded; charset=UTF-8";
pub(crate) const JSON: &str = "application/json";

pub(crate) struct Client {
    app: Router,
}

impl Client {
    pub(crate) fn new() -> Self {
        Self {
            app: Simulator::new().router(),
        }
    }

    pub(crate) async fn response(
        &self,
        method: Method,
        path: &str,
        media_type: &str,
        body: &str,
    ) -> Response {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::CONTENT_TYPE, media_type)
            .header(header::ORIGIN, "http://127.0.0.1:8080")
            .body(Body::from(body.to_owned()))
            .unwrap();
        self.app.clone().oneshot(request).await.unwrap()
    }

    pub(crate) async fn send(
        &self,
        method: Method,
        path: &str,
        media_type: &str,
        body: &str,
    ) -> (StatusCode, Value) {
        let response = self.response(method, path, media_type, body).await;
        let status = response.status();
        let body = response.into_body().collect().await.unwrap().to_bytes();
        (status, serde_json::from_slice(&body).unwrap())
    }

    /// Posts fields with the right credentials.
    pub(crate) async fn lead(&self, path: &str, fields: &str) -> (StatusCode, Value) {
        let body = format!("{fields}&crm_api_id=demo-id&crm_api_key=demo-key");
        self.send(Method::POST, path, FORM, &body).await
    }

    pub(crate) async fn received(&self) -> Value {
        self.send(Method::GET, "/received.json", FORM, "").await.1
    }
}

/// An example with one change: `name=value` replaces or adds a field, `-name` removes it.
pub(crate) fn changed(example: &str, change: &str) -> String {
    let gone = change.strip_prefix('-');
    let name = gone.or_else(|| change.split(['=', '[']).next());
    let named = |pair: &&str| pair.split(['=', '%']).next() != name;
    let mut fields = example
        .split('&')
        .filter(named)
        .collect::<Vec<_>>()
        .join("&");
    if gone.is_none() && !change.is_empty() {
        write!(fields, "&{change}").unwrap();
    }
    fields
}

/// The data of the stream's next event, which has to have this name.
pub(crate) async fn next_event(events: &mut Body, name: &str) -> Value {
    let frame = events.frame().await.unwrap().unwrap();
    let text = String::from_utf8(frame.into_data().unwrap().to_vec()).unwrap();
    let field = |prefix: &str| text.lines().find_map(|line| line.strip_prefix(prefix));
    assert_eq!(field("event: "), Some(name), "{text}");
    serde_json::from_str(field("data: ").unwrap()).unwrap()
}

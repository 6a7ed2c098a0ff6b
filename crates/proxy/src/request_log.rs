//! One line for each request: method, route, status, time. No query, no body, no address: those
//! hold personal data.

use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::middleware::Next;
use axum::response::Response;
use tracing::{debug, warn};

/// Logs a request once it is answered; failures of ours as warnings.
pub(crate) async fn log(request: Request, next: Next) -> Response {
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let started = Instant::now();
    let response = next.run(request).await;
    let route = route.as_ref().map_or("(none)", MatchedPath::as_str);
    let status = response.status().as_u16();
    let milliseconds = started.elapsed().as_millis();
    if response.status().is_server_error() {
        warn!(%method, %route, status, %milliseconds, "answered");
    } else {
        debug!(%method, %route, status, %milliseconds, "answered");
    }
    response
}

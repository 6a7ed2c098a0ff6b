//! What handlers share, and the router. Built apart from `main`, so that tests call it in process.

mod live;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderValue, header};
use axum::middleware;
use leadgate_outbox::Outbox;
use tokio::sync::Notify;
use tower_http::compression::CompressionLayer;

use crate::assets::Assets;
use crate::config::Settings;
use crate::dispatcher::{Clock, Dispatcher};
use crate::intake::behind::Behind;
use crate::metrics::Metrics;
use crate::person::PersonIndex;
use crate::problem::Problem;
use crate::{request_log, routes};

pub use live::Live;

/// What handlers share. A clone shares all but the settings.
#[derive(Clone)]
pub struct App {
    /// The settings, checked: those of the moment at which the request came in.
    pub settings: Settings,
    /// Where leads are stored.
    pub store: Arc<dyn Outbox>,
    /// The browser half.
    pub assets: Assets,
    /// Wakes the dispatcher when a lead was stored.
    pub wake: Arc<Notify>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// What is counted.
    pub metrics: Metrics,
    /// What persons are recognised by.
    pub persons: PersonIndex,
    /// What goes on after its visitor was answered.
    pub behind: Behind,
    /// How delivering goes, for readiness; `None` where leads are only stored.
    pub dispatcher: Option<Arc<Dispatcher>>,
}

/// The whole HTTP interface.
pub fn router(app: impl Into<Live>) -> Router {
    let live = app.into();
    let body_limit = DefaultBodyLimit::max(live.now().settings.server.body_limit_bytes);
    Router::new()
        .merge(routes::embed::router())
        .merge(routes::forms::router())
        .merge(routes::leads::router())
        .merge(routes::health::router())
        .merge(routes::openapi::router())
        // Assets bring their own compression, so this layer leaves them alone.
        .layer(CompressionLayer::new())
        .merge(routes::assets::router())
        .fallback(|| async { Problem::NotFound })
        .method_not_allowed_fallback(|| async { Problem::MethodNotAllowed })
        .layer(body_limit)
        .layer(middleware::map_response(common_headers))
        .layer(middleware::from_fn(request_log::log))
        .with_state(live)
}

/// What every answer carries. There are no cookies here, so any page may read what it was
/// answered, errors above all.
async fn common_headers(mut response: axum::response::Response) -> axum::response::Response {
    let headers = response.headers_mut();
    headers.insert(
        header::ACCESS_CONTROL_ALLOW_ORIGIN,
        HeaderValue::from_static("*"),
    );
    headers.insert(
        header::ACCESS_CONTROL_EXPOSE_HEADERS,
        HeaderValue::from_static("Retry-After"),
    );
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    headers.insert(
        header::REFERRER_POLICY,
        HeaderValue::from_static("strict-origin-when-cross-origin"),
    );
    response
}

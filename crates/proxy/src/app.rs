//! What handlers share, and the router. Built apart from `main`, so that tests call it in process.

mod live;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderValue, header};
use axum::middleware;
use leadgate_assets::Assets;
use leadgate_delivery::dispatcher::Dispatcher;
use leadgate_intake::Intake;
use leadgate_settings::Settings;
use leadgate_store::Monitoring;
use tower_http::compression::CompressionLayer;

use crate::http_problem::HttpProblem;
use crate::metrics::Metrics;
use crate::{request_log, routes};

pub use live::Live;

/// What handlers share. A clone shares all but the settings.
#[derive(Clone)]
pub struct App {
    /// What leads are taken in with, the settings among it.
    pub intake: Arc<Intake>,
    /// How the store stands, for metrics.
    pub monitoring: Arc<dyn Monitoring>,
    /// The browser half.
    pub assets: Assets,
    /// What is counted.
    pub metrics: Metrics,
    /// How delivering goes, for readiness; `None` where leads are only stored.
    pub dispatcher: Option<Arc<Dispatcher>>,
}

impl App {
    /// The settings, checked: those of the moment at which the request came in.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.intake.settings
    }
}

/// The whole HTTP interface.
pub fn router(app: impl Into<Live>) -> Router {
    let live = app.into();
    let body_limit = DefaultBodyLimit::max(live.now().settings().server.body_limit_bytes);
    Router::new()
        .merge(routes::embed::router())
        .merge(routes::forms::router())
        .merge(routes::leads::router())
        .merge(routes::health::router())
        .merge(routes::openapi::router())
        // Assets bring their own compression, so this layer leaves them alone.
        .layer(CompressionLayer::new())
        .merge(routes::assets::router())
        .fallback(|| async { HttpProblem::NotFound })
        .method_not_allowed_fallback(|| async { HttpProblem::MethodNotAllowed })
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

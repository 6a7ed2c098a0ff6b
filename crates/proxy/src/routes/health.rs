//! `GET /healthz`, `/readyz`, `/metrics`: for whoever runs the proxy.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use serde::Serialize;

use crate::app::{App, Live};
use crate::http_problem::HttpProblem;
use leadgate_delivery::Snapshot;

/// The resource's routes.
pub fn router() -> Router<Live> {
    Router::new()
        .route("/healthz", get(alive))
        .route("/readyz", get(ready))
        .route("/metrics", get(metrics))
}

/// Whether leads can be stored, and how each connector fares.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct ReadyOut {
    /// Whether a lead can be stored now.
    store: bool,
    /// Each connector: `working`, `asked_to_wait`, `down`, `wrong_credentials`, or
    /// `not_configured` where stored deliveries name it and the configuration does not.
    connectors: BTreeMap<String, &'static str>,
    /// The browser version that hydrates this proxy's forms; `none`: they are plain HTML.
    browser_version: String,
    /// All browser versions that this proxy serves.
    browser_versions: BTreeSet<String>,
}

/// The process answers.
#[utoipa::path(get, path = "/healthz", tag = "operation", responses((status = 200, description = "Alive")))]
pub(crate) async fn alive() -> &'static str {
    "ok\n"
}

/// Leads can be stored. A CRM that refuses us does not make the proxy unready: leads wait.
#[utoipa::path(get, path = "/readyz", tag = "operation",
    responses((status = 200, description = "Can store", body = ReadyOut), (status = 503, description = "Cannot store", body = ReadyOut)))]
pub(crate) async fn ready(State(app): State<Arc<App>>) -> Response {
    let store = app.intake.store.can_store().await;
    if let Err(reason) = &store {
        tracing::error!(error = %reason, "the store cannot take a lead");
    }
    let mut connectors = BTreeMap::new();
    if let Some(dispatcher) = &app.dispatcher {
        // A store that cannot be read is told above.
        for name in dispatcher.unconfigured().await.unwrap_or_default() {
            connectors.insert(name, "not_configured");
        }
        for (name, status) in dispatcher.status() {
            connectors.insert(name, status.state.name());
        }
    }
    let out = ReadyOut {
        store: store.is_ok(),
        connectors,
        browser_version: app.settings().server.browser_version.of_forms().to_owned(),
        browser_versions: app.assets.browser_versions(),
    };
    let code = if store.is_ok() {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    (code, Json(out)).into_response()
}

/// Metrics as Prometheus reads them.
#[utoipa::path(get, path = "/metrics", tag = "operation", responses((status = 200, description = "Prometheus text")))]
pub(crate) async fn metrics(State(app): State<Arc<App>>) -> Result<Response, HttpProblem> {
    let later = |_| HttpProblem::StoreUnavailable;
    let dispatcher = app.dispatcher.as_ref();
    let snapshot = Snapshot {
        now_ms: app.intake.clock.now_ms(),
        counts: app.monitoring.counts().await.map_err(later)?,
        waiting: app.monitoring.waiting().await.map_err(later)?,
        connectors: dispatcher.map_or_else(BTreeMap::new, |dispatcher| dispatcher.status()),
    };
    let headers = [(
        header::CONTENT_TYPE,
        "application/openmetrics-text; version=1.0.0; charset=utf-8",
    )];
    Ok((headers, app.metrics.render(&snapshot)).into_response())
}

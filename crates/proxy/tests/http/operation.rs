//! What operators look at: alive, ready, metrics.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use axum::http::StatusCode;
use leadgate_clock::SystemClock;
use leadgate_connectors::{Connector, ConnectorResult};
use leadgate_delivery::DeliveryMetrics;
use leadgate_delivery::Snapshot;
use leadgate_delivery::dispatcher::{
    ConnectorState, Dispatcher, DispatcherParts, DispatcherSettings, WorkerSettings,
};
use leadgate_model::wire::LeadPayload;
use leadgate_proxy::metrics::Metrics;
use leadgate_store::prelude::*;
use leadgate_store::{AttemptResult, NewDelivery, NewLead};
use tokio_util::sync::CancellationToken;

use crate::fixture::{Fixture, NOW_MS};
use crate::lead::good;

#[tokio::test]
async fn a_proxy_that_can_store_is_alive_and_ready() {
    let fixture = Fixture::new().await;
    let alive = fixture.get("/healthz").await;
    assert_eq!(
        (alive.status, alive.text().as_str()),
        (StatusCode::OK, "ok\n")
    );
    let ready = fixture.get("/readyz").await;
    assert_eq!(ready.status, StatusCode::OK);
    let ready = ready.json();
    assert_eq!(ready["store"], true);
    assert_eq!(ready["connectors"], serde_json::json!({}));
    assert_eq!(fixture.created().await, 0, "asking leaves nothing behind");
}

/// Accepts no credentials.
struct Stranger;

#[async_trait]
impl Connector for Stranger {
    fn name(&self) -> &str {
        "crm"
    }

    fn kind(&self) -> &'static str {
        "stranger"
    }

    fn longest(&self) -> Duration {
        Duration::from_secs(1)
    }

    async fn deliver(&self, _: &LeadPayload) -> ConnectorResult {
        ConnectorResult::WrongCredentials
    }
}

#[tokio::test]
async fn readiness_and_metrics_say_which_connectors_deliver_nothing() {
    let fixture = Fixture::new().await;
    let dispatcher = Dispatcher::new(DispatcherParts {
        run: "run".to_owned(),
        store: Arc::<dyn Store>::clone(&fixture.store),
        connectors: vec![(Arc::new(Stranger), WorkerSettings::default())],
        wake: Arc::clone(&fixture.wake),
        clock: Arc::new(SystemClock),
        jitter: Arc::new(|| 0),
        settings: DispatcherSettings::default(),
        metrics: DeliveryMetrics::default(),
    })
    .unwrap();
    let fixture = fixture.delivering(Arc::clone(&dispatcher));
    fixture.send(good().urlencoded()).await.accepted_id();
    let lead = NewLead {
        id: "an-old-lead".to_owned(),
        partner: "demo".to_owned(),
        form: "call-me-back".to_owned(),
        fingerprint: "x".to_owned(),
        payload: "{}".to_owned(),
        created_at_ms: NOW_MS - 60_000,
        deliveries: vec![NewDelivery {
            connector: "gone".to_owned(),
            ..NewDelivery::default()
        }],
        ..NewLead::default()
    };
    fixture.store.accept(&lead).await.unwrap();
    let shutdown = CancellationToken::new();
    let running = tokio::spawn(Arc::clone(&dispatcher).run(shutdown.clone()));
    let is_paused = || dispatcher.status()["crm"].state != ConnectorState::Working;
    while !is_paused() {
        tokio::task::yield_now().await;
    }
    let ready = fixture.get("/readyz").await;
    assert_eq!(ready.status, StatusCode::OK, "leads can still be stored");
    assert_eq!(
        ready.json()["connectors"],
        serde_json::json!({"crm": "wrong_credentials", "gone": "not_configured"})
    );
    let text = fixture.get("/metrics").await.text();
    for line in [
        r#"leadgate_connector_state{connector="crm",state="wrong_credentials"} 1"#,
        r#"leadgate_connector_state{connector="gone",state="not_configured"} 1"#,
        r#"leadgate_queue_age_seconds{connector="gone"} 60.0"#,
        r#"leadgate_partner_last_lead_timestamp_seconds{partner="demo"} 1795000000"#,
        "leadgate_accept_seconds_count 1",
    ] {
        assert!(text.lines().any(|known| known == line), "{line}: {text}");
    }
    shutdown.cancel();
    running.await.unwrap();
}

#[test]
fn an_older_lead_does_not_hide_a_newer_one() {
    let metrics = Metrics::default();
    for at_ms in [5_000, 9_000, 7_000] {
        metrics.intake.last_lead_was("demo", at_ms);
    }
    let text = metrics.render(&Snapshot::default());
    let line = r#"leadgate_partner_last_lead_timestamp_seconds{partner="demo"} 9"#;
    assert!(text.lines().any(|known| known == line), "{text}");
}

#[tokio::test]
async fn metrics_count_what_was_answered() {
    let fixture = Fixture::new().await;
    for number in 0..3 {
        let id = format!("00000000-0000-4000-8000-{number:012}");
        fixture
            .send(good().with("id", &id).urlencoded())
            .await
            .accepted_id();
    }
    // A replay is not another lead.
    fixture
        .send(
            good()
                .with("id", "00000000-0000-4000-8000-000000000000")
                .urlencoded(),
        )
        .await
        .accepted_id();
    fixture
        .send(good().with("phone", "1").urlencoded())
        .await
        .field_errors();
    fixture
        .send(good().native().with("phone", "1").urlencoded())
        .await
        .page(422, "en");
    fixture
        .send(
            good()
                .native()
                .header("origin", "https://evil.example")
                .urlencoded(),
        )
        .await
        .page(403, "en");
    fixture
        .send(good().with("partner", "acme").urlencoded())
        .await
        .problem(403);
    fixture
        .send(good().request("text/plain", "x".into()))
        .await
        .problem(415);

    assert_eq!(
        fixture
            .metric(r#"leadgate_leads_accepted_total{partner="demo",form="call-me-back"}"#)
            .await,
        3
    );
    for (status, count) in [(422, 2), (403, 2), (415, 1), (409, 0)] {
        let line = format!("leadgate_leads_refused_total{{status=\"{status}\"}}");
        assert_eq!(fixture.metric(&line).await, count, "{status}");
    }
    let answer = fixture.get("/metrics").await;
    assert_eq!(
        answer.header("content-type"),
        "application/openmetrics-text; version=1.0.0; charset=utf-8"
    );
    assert!(answer.text().ends_with("# EOF\n"));
}

#[tokio::test]
async fn deliveries_add_up_whatever_became_of_them() {
    let fixture = Fixture::new().await;
    for number in 0..5 {
        let id = format!("00000000-0000-4000-8000-{number:012}");
        fixture
            .send(good().with("id", &id).urlencoded())
            .await
            .accepted_id();
    }
    finish(&*fixture.store).await;
    let mut sum = 0;
    for (state, expected) in [
        ("delivered", 1),
        ("pending", 2),
        ("quarantined", 0),
        ("skipped", 1),
        ("dead", 1),
    ] {
        let count = fixture
            .metric(&format!("leadgate_deliveries{{state=\"{state}\"}}"))
            .await;
        assert_eq!(count, expected, "{state}");
        sum += count;
    }
    assert_eq!(
        fixture
            .metric("leadgate_deliveries{state=\"created\"}")
            .await,
        sum
    );
}

/// One delivered, one dead, one skipped, one to be tried again; the fifth still waits.
async fn finish(store: &dyn Store) {
    let claims = store.claim("crm", NOW_MS, 60_000, 4, "test").await.unwrap();
    let reason = || "test".to_owned();
    let results = [
        AttemptResult::Delivered { remote_id: None },
        AttemptResult::Dead { reason: reason() },
        AttemptResult::Skipped { reason: reason() },
        AttemptResult::Retry {
            at_ms: NOW_MS + 1,
            reason: reason(),
        },
    ];
    assert_eq!(claims.len(), results.len());
    for (claim, result) in claims.iter().zip(results) {
        // What was stored is what a connector reads.
        serde_json::from_str::<LeadPayload>(&claim.payload).unwrap();
        store.finish(claim, result, NOW_MS).await.unwrap();
    }
}

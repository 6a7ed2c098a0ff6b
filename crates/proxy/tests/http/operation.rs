//! What operators look at: alive, ready, metrics.

use axum::http::StatusCode;
use leadgate_model::wire::LeadPayload;
use leadgate_outbox::{DeliveryOutcome, Outbox};

use crate::lead::good;
use crate::stage::{NOW_MS, Stage};

#[tokio::test]
async fn a_proxy_that_can_store_is_alive_and_ready() {
    let stage = Stage::new().await;
    let alive = stage.get("/healthz").await;
    assert_eq!(
        (alive.status, alive.text().as_str()),
        (StatusCode::OK, "ok\n")
    );
    let ready = stage.get("/readyz").await;
    assert_eq!(ready.status, StatusCode::OK);
    assert_eq!(
        ready.json(),
        serde_json::json!({"store": true, "connectors": {}})
    );
    assert_eq!(stage.created().await, 0, "asking leaves nothing behind");
}

#[tokio::test]
async fn metrics_count_what_was_answered() {
    let stage = Stage::new().await;
    for number in 0..3 {
        let id = format!("00000000-0000-4000-8000-{number:012}");
        stage
            .send(good().with("id", &id).urlencoded())
            .await
            .accepted_id();
    }
    // A replay is not another lead.
    stage
        .send(
            good()
                .with("id", "00000000-0000-4000-8000-000000000000")
                .urlencoded(),
        )
        .await
        .accepted_id();
    stage
        .send(good().with("phone", "1").urlencoded())
        .await
        .field_errors();
    stage
        .send(good().native().with("phone", "1").urlencoded())
        .await
        .page(422, "en");
    stage
        .send(
            good()
                .native()
                .header("origin", "https://evil.example")
                .urlencoded(),
        )
        .await
        .page(403, "en");
    stage
        .send(good().with("partner", "acme").urlencoded())
        .await
        .problem(403);
    stage
        .send(good().request("text/plain", "x".into()))
        .await
        .problem(415);

    assert_eq!(
        stage
            .metric(r#"leadgate_leads_accepted_total{partner="demo",form="call-me-back"}"#)
            .await,
        3
    );
    for (status, count) in [(422, 2), (403, 2), (415, 1), (409, 0)] {
        let line = format!("leadgate_leads_refused_total{{status=\"{status}\"}}");
        assert_eq!(stage.metric(&line).await, count, "{status}");
    }
    let answer = stage.get("/metrics").await;
    assert_eq!(
        answer.header("content-type"),
        "application/openmetrics-text; version=1.0.0; charset=utf-8"
    );
    assert!(answer.text().ends_with("# EOF\n"));
}

#[tokio::test]
async fn deliveries_add_up_whatever_became_of_them() {
    let stage = Stage::new().await;
    for number in 0..5 {
        let id = format!("00000000-0000-4000-8000-{number:012}");
        stage
            .send(good().with("id", &id).urlencoded())
            .await
            .accepted_id();
    }
    finish(&*stage.store).await;
    let mut sum = 0;
    for (state, expected) in [
        ("delivered", 1),
        ("pending", 2),
        ("quarantined", 0),
        ("skipped", 1),
        ("dead", 1),
    ] {
        let count = stage
            .metric(&format!("leadgate_deliveries{{state=\"{state}\"}}"))
            .await;
        assert_eq!(count, expected, "{state}");
        sum += count;
    }
    assert_eq!(
        stage.metric("leadgate_deliveries{state=\"created\"}").await,
        sum
    );
}

/// One delivered, one dead, one skipped, one to be tried again; the fifth still waits.
async fn finish(store: &dyn Outbox) {
    let claims = store.claim("crm", NOW_MS, 60_000, 4, "test").await.unwrap();
    let reason = || "test".to_owned();
    let outcomes = [
        DeliveryOutcome::Delivered { remote_id: None },
        DeliveryOutcome::Dead { reason: reason() },
        DeliveryOutcome::Skipped { reason: reason() },
        DeliveryOutcome::Retry {
            at_ms: NOW_MS + 1,
            reason: reason(),
        },
    ];
    assert_eq!(claims.len(), outcomes.len());
    for (claim, outcome) in claims.iter().zip(outcomes) {
        // What was stored is what a connector reads.
        serde_json::from_str::<LeadPayload>(&claim.payload).unwrap();
        store.finish(claim, outcome, NOW_MS).await.unwrap();
    }
}

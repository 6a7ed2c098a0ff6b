//! The dispatcher against a real store in a file, with connectors that fail as told and a clock
//! that is moved by hand.

#![expect(
    clippy::unwrap_used,
    reason = "a test, its stage included, stops where it fails"
)]

mod alert_sink;
mod alerts;
mod fixture;
mod hand_clock;
mod shutdown;
mod workers;

use std::sync::Arc;
use std::time::Duration;

use fixture::{FakeConnector, Fixture, accepted, down, until};
use leadgate_clock::Clock;
use leadgate_connectors::{ConnectorResult, RejectReason};
use leadgate_delivery::dispatcher::{Dispatcher, DispatcherError};
use leadgate_store::DeliveryState;
use leadgate_store::prelude::*;
use tokio_util::sync::CancellationToken;

const SECOND: Duration = Duration::from_secs(1);

#[tokio::test]
async fn a_stored_lead_is_delivered_at_once_to_every_connector() {
    let fixture = Fixture::new().await;
    let (crm, other) = (
        FakeConnector::new("crm", |_| accepted()),
        FakeConnector::new("other", |_| accepted()),
    );
    let running = fixture.run("run", &[&crm, &other]);
    // The clock stands still: only the wake-up call can bring it about.
    fixture.accept("a", &["crm", "other"]).await;
    fixture.until_delivered(2).await;
    fixture.accept("b", &["crm"]).await;
    fixture.until_delivered(3).await;
    assert_eq!((crm.calls(), other.calls()), (2, 1));
    running.shutdown.cancel();
    running.task.await.unwrap();
}

#[tokio::test]
async fn a_lead_stored_by_another_process_is_found_without_a_call() {
    let fixture = Fixture::new().await;
    let crm = FakeConnector::new("crm", |_| accepted());
    let mut parts = fixture.parts("run", &[&crm]);
    parts.wake = Arc::default();
    let dispatcher = Dispatcher::new(parts).unwrap();
    tokio::spawn(Arc::clone(&dispatcher).run(CancellationToken::new()));
    fixture.accept("a", &["crm"]).await;
    fixture
        .advance_until(&dispatcher, async || fixture.counts().await.delivered == 1)
        .await;
}

#[tokio::test]
async fn a_crm_that_is_down_three_times_gets_the_lead_once_afterwards() {
    let fixture = Fixture::new().await;
    let crm = FakeConnector::new("crm", |call| if call <= 3 { down() } else { accepted() });
    let running = fixture.run("run", &[&crm]);
    fixture.accept("a", &["crm"]).await;
    fixture
        .advance_until(&running.dispatcher, async || {
            fixture.counts().await.delivered == 1
        })
        .await;
    for _ in 0..120 {
        fixture.clock.advance(SECOND);
        tokio::task::yield_now().await;
    }
    assert_eq!(crm.calls(), 4);
    assert_eq!(fixture.delivery("a").await.1, 4);
}

#[tokio::test]
async fn a_failed_attempt_waits_for_its_time_and_for_what_the_crm_asks() {
    let fixture = Fixture::new().await;
    let crm = FakeConnector::new("crm", |call| match call {
        1 => ConnectorResult::Retry {
            after: Some(Duration::from_secs(40)),
            reason: leadgate_connectors::RetryReason::Status { status: 429 },
        },
        _ => accepted(),
    });
    let running = fixture.run("run", &[&crm]);
    let start = fixture.clock.now_ms();
    fixture.accept("a", &["crm"]).await;
    until(async || fixture.delivery("a").await.2.is_some()).await;
    let due = fixture.store.next_due("crm", start).await.unwrap();
    assert_eq!(due, Some(start + 40_000));
    fixture
        .advance_until(&running.dispatcher, async || {
            fixture.counts().await.delivered == 1
        })
        .await;
    assert!(fixture.clock.now_ms() >= start + 40_000);
}

#[tokio::test]
async fn a_delivery_is_dead_after_the_last_attempt_and_says_why() {
    let fixture = Fixture::new().await;
    let crm = FakeConnector::new("crm", |_| down());
    let running = fixture.run("run", &[&crm]);
    fixture.accept("a", &["crm"]).await;
    fixture
        .advance_until(&running.dispatcher, async || {
            fixture.counts().await.dead == 1
        })
        .await;
    assert_eq!(crm.calls(), 4, "as many as the schedule has entries");
    let (_, _, reason) = fixture.delivery("a").await;
    assert_eq!(
        reason.as_deref(),
        Some("the CRM answered with status 503, at the last of 4 attempts")
    );
}

#[tokio::test]
async fn a_refused_lead_is_dead_at_once() {
    let fixture = Fixture::new().await;
    let crm = FakeConnector::new("crm", |_| ConnectorResult::Rejected {
        reason: RejectReason::Status {
            status: 422,
            fields: vec!["email"],
        },
    });
    let _running = fixture.run("run", &[&crm]);
    fixture.accept("a", &["crm"]).await;
    until(async || fixture.counts().await.dead == 1).await;
    assert_eq!(crm.calls(), 1);
}

#[tokio::test]
async fn a_connector_that_panics_fails_that_attempt_alone() {
    let fixture = Fixture::new().await;
    let crm = FakeConnector::new("crm", |_| accepted());
    let bad = FakeConnector::new("bad", |call| {
        if call == 1 {
            panic!("as told")
        } else {
            accepted()
        }
    });
    let running = fixture.run("run", &[&crm, &bad]);
    fixture.accept("a", &["bad", "crm"]).await;
    until(async || fixture.delivery("a").await.2.as_deref() == Some("the connector failed")).await;
    fixture
        .advance_until(&running.dispatcher, async || {
            fixture.counts().await.delivered == 2
        })
        .await;
    assert_eq!((crm.calls(), bad.calls()), (1, 2));
}

#[tokio::test]
async fn a_stored_lead_that_cannot_be_read_is_dead_and_its_reason_quotes_nothing() {
    let fixture = Fixture::new().await;
    let crm = FakeConnector::new("crm", |_| accepted());
    let _running = fixture.run("run", &[&crm]);
    fixture
        .accept_payload(
            "a",
            &["crm"],
            r#"{"id":"a","form":7,"x":"Peeters"}"#.to_owned(),
        )
        .await;
    until(async || fixture.counts().await.dead == 1).await;
    let reason = fixture.delivery("a").await.2.unwrap();
    assert!(
        reason.starts_with("the stored lead cannot be read"),
        "{reason}"
    );
    assert!(
        !reason.contains("Peeters") && !reason.contains('7'),
        "{reason}"
    );
    assert_eq!(crm.calls(), 0);
}

#[tokio::test]
async fn what_a_crashed_process_had_claimed_is_taken_over_once_its_lease_has_ended() {
    let fixture = Fixture::new().await;
    let stuck = FakeConnector::closed("crm");
    let crashed = fixture.run("first", &[&stuck]);
    fixture.accept("a", &["crm"]).await;
    until(async || stuck.calls() == 1).await;
    crashed.task.abort();
    let _ = crashed.task.await;

    let crm = FakeConnector::new("crm", |_| accepted());
    let running = fixture.run("second", &[&crm]);
    let start = fixture.clock.now_ms();
    fixture
        .advance_until(&running.dispatcher, async || {
            fixture.counts().await.delivered == 1
        })
        .await;
    assert!(
        fixture.clock.now_ms() >= start + 60_000,
        "the lease was not over yet"
    );
    assert_eq!(
        fixture.delivery("a").await.1,
        2,
        "the cut-off attempt may have delivered: it counts"
    );
}

#[tokio::test]
async fn a_delivery_for_a_connector_that_is_not_configured_waits_uncounted() {
    let fixture = Fixture::new().await;
    let crm = FakeConnector::new("crm", |_| accepted());
    let running = fixture.run("first", &[&crm]);
    fixture.accept("a", &["gone"]).await;
    until(async || running.dispatcher.unconfigured().await.unwrap() == ["gone"]).await;
    running.shutdown.cancel();
    running.task.await.unwrap();
    let (state, attempts, _) = fixture.delivery("a").await;
    assert_eq!((state, attempts), (DeliveryState::Pending, 0));

    let gone = FakeConnector::new("gone", |_| accepted());
    let _running = fixture.run("second", &[&crm, &gone]);
    fixture.until_delivered(1).await;
}

#[tokio::test]
async fn settings_that_cannot_work_together_are_refused() {
    let fixture = Fixture::new().await;
    let crm = FakeConnector::new("crm", |_| accepted());
    let refused = |change: fn(&mut leadgate_delivery::dispatcher::DispatcherParts)| {
        let mut parts = fixture.parts("run", &[&crm]);
        change(&mut parts);
        Dispatcher::new(parts).unwrap_err()
    };
    assert_eq!(
        refused(|parts| parts.settings.lease = Duration::from_secs(15)).to_string(),
        "the lease of 15s must be longer than an attempt of connector `crm` takes: 20s"
    );
    assert_eq!(
        refused(|parts| parts.connectors[0].1.concurrency = 0),
        DispatcherError::NoAttempts("crm".to_owned())
    );
    assert_eq!(
        refused(|parts| parts.connectors[0].1.per_second = Some(0.0)),
        DispatcherError::NoAttempts("crm".to_owned())
    );
    assert_eq!(
        refused(|parts| parts.settings.breaker_failures = 0),
        DispatcherError::NoFailures
    );
    assert_eq!(
        refused(|parts| parts.connectors.extend(parts.connectors.clone())),
        DispatcherError::SameName("crm".to_owned())
    );
}

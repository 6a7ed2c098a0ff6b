//! Each connector by itself: how many attempts at once, how fast, in which order, and when none.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use leadgate_clock::Clock;
use leadgate_connectors::ConnectorResult;
use leadgate_delivery::Snapshot;
use leadgate_delivery::dispatcher::ConnectorState;
use leadgate_store::prelude::*;
use leadgate_store::{DeliveryState, RetryPolicy};

use crate::fixture::{FakeConnector, Fixture, accepted, down, until};

#[tokio::test]
async fn wrong_credentials_pause_a_connector_until_a_probe_is_accepted() {
    let mut fixture = Fixture::new().await;
    // One attempt in all: an attempt that counted would be the end of it.
    fixture.settings.policy = RetryPolicy::new(Vec::new());
    let right = Arc::new(AtomicBool::new(false));
    let crm = FakeConnector::new("crm", {
        let right = Arc::clone(&right);
        move |_| {
            if right.load(Ordering::SeqCst) {
                accepted()
            } else {
                ConnectorResult::WrongCredentials
            }
        }
    });
    let other = FakeConnector::new("other", |_| accepted());
    let running = fixture.run("run", &[&crm, &other]);
    let state = |name: &str| running.dispatcher.status()[name].state;

    fixture.accept("a", &["crm"]).await;
    until(async || matches!(state("crm"), ConnectorState::WrongCredentials { .. })).await;
    for number in 0..100 {
        fixture
            .accept(&format!("b{number}"), &["crm", "other"])
            .await;
    }
    fixture.until_delivered(100).await;
    assert_eq!(state("other"), ConnectorState::Working);
    assert_eq!(crm.calls(), 1, "the others wait");

    let start = fixture.clock.now_ms();
    fixture
        .advance_until(&running.dispatcher, async || crm.calls() >= 4)
        .await;
    assert!(
        fixture.clock.now_ms() >= start + 3 * 30_000,
        "one probe each half minute"
    );
    let counts = fixture.counts().await;
    assert_eq!((counts.pending, counts.dead), (101, 0));

    right.store(true, Ordering::SeqCst);
    fixture
        .advance_until(&running.dispatcher, async || {
            state("crm") == ConnectorState::Working
        })
        .await;
    // The clock stands still again: what waited goes on at once.
    fixture.until_delivered(201).await;
    assert_eq!(fixture.delivery("a").await.0, DeliveryState::Delivered);
}

#[tokio::test]
async fn a_crm_that_stalls_does_not_hold_up_another() {
    let fixture = Fixture::new().await;
    let (slow, crm) = (
        FakeConnector::closed("slow"),
        FakeConnector::new("crm", |_| accepted()),
    );
    for number in 0..150 {
        fixture.accept(&number.to_string(), &["slow"]).await;
    }
    fixture.accept("last", &["crm"]).await;
    let running = fixture.run("run", &[&slow, &crm]);
    fixture.until_delivered(1).await;
    assert_eq!(crm.calls(), 1);
    slow.open();
    fixture
        .advance_until(&running.dispatcher, async || {
            fixture.counts().await.delivered == 151
        })
        .await;
    assert_eq!(slow.calls(), 150);
}

#[tokio::test]
async fn no_more_attempts_run_at_once_than_allowed() {
    let fixture = Fixture::new().await;
    let crm = FakeConnector::closed("crm");
    let running = fixture.run("run", &[&crm]);
    for number in 0..20 {
        fixture.accept(&number.to_string(), &["crm"]).await;
    }
    until(async || crm.at_once() == 4).await;
    assert_eq!(running.dispatcher.status()["crm"].under_way, 4);
    crm.open();
    fixture.until_delivered(20).await;
    assert_eq!(crm.most_at_once.load(Ordering::SeqCst), 4);
    assert_eq!(crm.calls(), 20);
}

#[tokio::test]
async fn a_visitors_lead_does_not_wait_behind_a_batch() {
    let mut fixture = Fixture::new().await;
    fixture.worker.concurrency = 1;
    let crm = FakeConnector::closed("crm");
    for number in 0..20 {
        fixture
            .accept_batched(&format!("batch {number}"), &["crm"])
            .await;
    }
    let _running = fixture.run("run", &[&crm]);
    until(async || crm.at_once() == 1).await;
    fixture.accept("visitor", &["crm"]).await;
    crm.open();
    fixture.until_delivered(21).await;
    assert_eq!(crm.seen()[1], "visitor");
}

#[tokio::test]
async fn a_crm_that_is_down_costs_the_waiting_leads_no_attempts() {
    let fixture = Fixture::new().await;
    let is_up = Arc::new(AtomicBool::new(false));
    let crm = FakeConnector::new("crm", {
        let is_up = Arc::clone(&is_up);
        move |_| {
            if is_up.load(Ordering::SeqCst) {
                accepted()
            } else {
                down()
            }
        }
    });
    let running = fixture.run("run", &[&crm]);
    for number in 0..50 {
        fixture.accept(&number.to_string(), &["crm"]).await;
    }
    let state = || running.dispatcher.status()["crm"].state;
    until(async || matches!(state(), ConnectorState::Down { .. })).await;
    until(async || running.dispatcher.status()["crm"].under_way == 0).await;
    let calls = crm.calls();
    assert!(calls < 10, "{calls}: what was under way when it opened");
    // A new lead waits as well, and a probe finds nothing out.
    fixture.accept("new", &["crm"]).await;
    fixture
        .advance_until(&running.dispatcher, async || crm.calls() == calls + 1)
        .await;
    let tried = {
        let seen = crm.seen();
        (0..50)
            .filter(|number| seen.contains(&number.to_string()))
            .count()
    };
    assert_eq!(tried, calls + 1, "each attempt was another lead's first");

    is_up.store(true, Ordering::SeqCst);
    fixture
        .advance_until(&running.dispatcher, async || {
            state() == ConnectorState::Working
        })
        .await;
    fixture
        .advance_until(&running.dispatcher, async || {
            fixture.counts().await.delivered == 51
        })
        .await;
    assert_eq!(fixture.delivery("new").await.1, 1);
}

#[tokio::test]
async fn what_a_crm_asks_for_holds_for_all_its_leads_and_for_no_other_crms() {
    let fixture = Fixture::new().await;
    let crm = FakeConnector::new("crm", |call| match call {
        1 => ConnectorResult::Retry {
            after: Some(Duration::from_secs(20)),
            reason: leadgate_connectors::RetryReason::Status { status: 429 },
        },
        _ => accepted(),
    });
    let other = FakeConnector::new("other", |_| accepted());
    let running = fixture.run("run", &[&crm, &other]);
    let start = fixture.clock.uptime();
    fixture.accept("a", &["crm"]).await;
    let state = || running.dispatcher.status()["crm"].state;
    until(async || state() == ConnectorState::AskedToWait).await;
    fixture.accept("b", &["crm", "other"]).await;
    fixture.until_delivered(1).await;
    assert_eq!((crm.calls(), other.calls()), (1, 1));
    fixture
        .advance_until(&running.dispatcher, async || {
            fixture.counts().await.delivered == 3
        })
        .await;
    assert!(fixture.clock.uptime() >= start + Duration::from_secs(20));
}

#[tokio::test]
async fn a_rate_limited_crm_is_asked_no_faster_than_its_limit() {
    let mut fixture = Fixture::new().await;
    fixture.worker.per_second = Some(0.5);
    let crm = FakeConnector::new("crm", |_| accepted());
    for number in 0..5 {
        fixture.accept(&number.to_string(), &["crm"]).await;
    }
    let running = fixture.run("run", &[&crm]);
    fixture.until_delivered(1).await;
    fixture
        .advance_until(&running.dispatcher, async || crm.calls() == 5)
        .await;
    let passed = fixture.clock.uptime();
    assert!(
        passed >= Duration::from_secs(8),
        "one in two seconds: {passed:?}"
    );
}

#[tokio::test]
async fn a_clock_that_is_put_back_holds_up_neither_new_leads_nor_waiting_ones() {
    let fixture = Fixture::new().await;
    let crm = FakeConnector::new("crm", |call| if call == 1 { down() } else { accepted() });
    let running = fixture.run("run", &[&crm]);
    fixture.accept("waits", &["crm"]).await;
    until(async || fixture.delivery("waits").await.2.is_some()).await;
    fixture.clock.jump(-3_600_000);
    fixture.accept("new", &["crm"]).await;
    fixture.until_delivered(1).await;
    let before = fixture.clock.uptime();
    fixture
        .advance_until(&running.dispatcher, async || {
            fixture.counts().await.delivered == 2
        })
        .await;
    let waited = fixture.clock.uptime() - before;
    assert!(
        waited < Duration::from_secs(600),
        "not the hour: {waited:?}"
    );
}

#[tokio::test]
async fn a_clock_that_is_put_forward_cuts_off_no_attempt() {
    let fixture = Fixture::new().await;
    let crm = FakeConnector::closed("crm");
    let _running = fixture.run("run", &[&crm]);
    fixture.accept("a", &["crm"]).await;
    until(async || crm.at_once() == 1).await;
    fixture.clock.jump(24 * 3_600_000);
    fixture.accept("b", &["crm"]).await;
    until(async || crm.at_once() >= 2).await;
    crm.open();
    fixture.until_delivered(2).await;
}

#[tokio::test]
async fn attempts_and_their_results_are_counted_by_reason() {
    let fixture = Fixture::new().await;
    let crm = FakeConnector::new("crm", |call| if call == 1 { down() } else { accepted() });
    let running = fixture.run("run", &[&crm]);
    fixture.accept("a", &["crm"]).await;
    fixture
        .advance_until(&running.dispatcher, async || {
            fixture.counts().await.delivered == 1
        })
        .await;
    fixture.accept("b", &["gone"]).await;
    let snapshot = Snapshot {
        now_ms: fixture.clock.now_ms() + 2_500,
        counts: fixture.counts().await,
        waiting: fixture.store.waiting().await.unwrap(),
        connectors: running.dispatcher.status(),
    };
    until(async || {
        let text = fixture.shown(&snapshot);
        [
            r#"leadgate_delivery_attempt_results_total{connector="crm",result="retry",reason="status_5xx"} 1"#,
            r#"leadgate_delivery_attempt_results_total{connector="crm",result="delivered",reason="none"} 1"#,
            r#"leadgate_delivery_attempt_seconds_count{connector="crm"} 2"#,
            r#"leadgate_connector_state{connector="crm",state="working"} 1"#,
            r#"leadgate_connector_state{connector="crm",state="wrong_credentials"} 0"#,
            r#"leadgate_connector_state{connector="gone",state="not_configured"} 1"#,
            r#"leadgate_queue_age_seconds{connector="crm"} 0.0"#,
            r#"leadgate_queue_age_seconds{connector="gone"} 2.5"#,
        ]
        .iter()
        .all(|line| text.lines().any(|known| known == *line))
    })
    .await;
}

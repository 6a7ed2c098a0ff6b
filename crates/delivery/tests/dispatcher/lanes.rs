//! Each connector by itself: how many tries at once, how fast, in which order, and when none.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use leadgate_clock::Clock;
use leadgate_connectors::Delivery;
use leadgate_delivery::Snapshot;
use leadgate_delivery::dispatcher::ConnectorState;
use leadgate_store::prelude::*;
use leadgate_store::{DeliveryState, RetryPolicy};

use crate::stage::{Actor, Stage, accepted, down, until};

#[tokio::test]
async fn wrong_credentials_pause_a_connector_until_a_probe_is_accepted() {
    let mut stage = Stage::new().await;
    // One try in all: a try that counted would be the end of it.
    stage.settings.policy = RetryPolicy::new(Vec::new());
    let right = Arc::new(AtomicBool::new(false));
    let crm = Actor::new("crm", {
        let right = Arc::clone(&right);
        move |_| {
            if right.load(Ordering::SeqCst) {
                accepted()
            } else {
                Delivery::WrongCredentials
            }
        }
    });
    let other = Actor::new("other", |_| accepted());
    let running = stage.run("run", &[&crm, &other]);
    let state = |name: &str| running.dispatcher.status()[name].state;

    stage.accept("a", &["crm"]).await;
    until(async || matches!(state("crm"), ConnectorState::WrongCredentials { .. })).await;
    for number in 0..100 {
        stage.accept(&format!("b{number}"), &["crm", "other"]).await;
    }
    stage.until_delivered(100).await;
    assert_eq!(state("other"), ConnectorState::Working);
    assert_eq!(crm.calls(), 1, "the others wait");

    let start = stage.clock.now_ms();
    stage
        .advance_until(&running.dispatcher, async || crm.calls() >= 4)
        .await;
    assert!(
        stage.clock.now_ms() >= start + 3 * 30_000,
        "one probe each half minute"
    );
    let counts = stage.counts().await;
    assert_eq!((counts.pending, counts.dead), (101, 0));

    right.store(true, Ordering::SeqCst);
    stage
        .advance_until(&running.dispatcher, async || {
            state("crm") == ConnectorState::Working
        })
        .await;
    // The clock stands still again: what waited goes on at once.
    stage.until_delivered(201).await;
    assert_eq!(stage.delivery("a").await.0, DeliveryState::Delivered);
}

#[tokio::test]
async fn a_crm_that_stalls_does_not_hold_up_another() {
    let stage = Stage::new().await;
    let (slow, crm) = (Actor::closed("slow"), Actor::new("crm", |_| accepted()));
    for number in 0..150 {
        stage.accept(&number.to_string(), &["slow"]).await;
    }
    stage.accept("last", &["crm"]).await;
    let running = stage.run("run", &[&slow, &crm]);
    stage.until_delivered(1).await;
    assert_eq!(crm.calls(), 1);
    slow.open();
    stage
        .advance_until(&running.dispatcher, async || {
            stage.counts().await.delivered == 151
        })
        .await;
    assert_eq!(slow.calls(), 150);
}

#[tokio::test]
async fn no_more_tries_run_at_once_than_allowed() {
    let stage = Stage::new().await;
    let crm = Actor::closed("crm");
    let running = stage.run("run", &[&crm]);
    for number in 0..20 {
        stage.accept(&number.to_string(), &["crm"]).await;
    }
    until(async || crm.at_once() == 4).await;
    assert_eq!(running.dispatcher.status()["crm"].under_way, 4);
    crm.open();
    stage.until_delivered(20).await;
    assert_eq!(crm.most_at_once.load(Ordering::SeqCst), 4);
    assert_eq!(crm.calls(), 20);
}

#[tokio::test]
async fn a_visitors_lead_does_not_wait_behind_a_batch() {
    let mut stage = Stage::new().await;
    stage.lane.concurrency = 1;
    let crm = Actor::closed("crm");
    for number in 0..20 {
        stage
            .accept_batched(&format!("batch {number}"), &["crm"])
            .await;
    }
    let _running = stage.run("run", &[&crm]);
    until(async || crm.at_once() == 1).await;
    stage.accept("visitor", &["crm"]).await;
    crm.open();
    stage.until_delivered(21).await;
    assert_eq!(crm.seen()[1], "visitor");
}

#[tokio::test]
async fn a_crm_that_is_down_costs_the_waiting_leads_no_tries() {
    let stage = Stage::new().await;
    let is_up = Arc::new(AtomicBool::new(false));
    let crm = Actor::new("crm", {
        let is_up = Arc::clone(&is_up);
        move |_| {
            if is_up.load(Ordering::SeqCst) {
                accepted()
            } else {
                down()
            }
        }
    });
    let running = stage.run("run", &[&crm]);
    for number in 0..50 {
        stage.accept(&number.to_string(), &["crm"]).await;
    }
    let state = || running.dispatcher.status()["crm"].state;
    until(async || matches!(state(), ConnectorState::Down { .. })).await;
    until(async || running.dispatcher.status()["crm"].under_way == 0).await;
    let calls = crm.calls();
    assert!(calls < 10, "{calls}: what was under way when it opened");
    // A new lead waits as well, and a probe finds nothing out.
    stage.accept("new", &["crm"]).await;
    stage
        .advance_until(&running.dispatcher, async || crm.calls() == calls + 1)
        .await;
    let tried = {
        let seen = crm.seen();
        (0..50)
            .filter(|number| seen.contains(&number.to_string()))
            .count()
    };
    assert_eq!(tried, calls + 1, "each try was another lead's first");

    is_up.store(true, Ordering::SeqCst);
    stage
        .advance_until(&running.dispatcher, async || {
            state() == ConnectorState::Working
        })
        .await;
    stage
        .advance_until(&running.dispatcher, async || {
            stage.counts().await.delivered == 51
        })
        .await;
    assert_eq!(stage.delivery("new").await.1, 1);
}

#[tokio::test]
async fn what_a_crm_asks_for_holds_for_all_its_leads_and_for_no_other_crms() {
    let stage = Stage::new().await;
    let crm = Actor::new("crm", |call| match call {
        1 => Delivery::Retry {
            after: Some(Duration::from_secs(20)),
            reason: leadgate_connectors::RetryReason::Status { status: 429 },
        },
        _ => accepted(),
    });
    let other = Actor::new("other", |_| accepted());
    let running = stage.run("run", &[&crm, &other]);
    let start = stage.clock.uptime();
    stage.accept("a", &["crm"]).await;
    let state = || running.dispatcher.status()["crm"].state;
    until(async || state() == ConnectorState::AskedToWait).await;
    stage.accept("b", &["crm", "other"]).await;
    stage.until_delivered(1).await;
    assert_eq!((crm.calls(), other.calls()), (1, 1));
    stage
        .advance_until(&running.dispatcher, async || {
            stage.counts().await.delivered == 3
        })
        .await;
    assert!(stage.clock.uptime() >= start + Duration::from_secs(20));
}

#[tokio::test]
async fn a_paced_crm_is_tried_no_faster_than_it_likes() {
    let mut stage = Stage::new().await;
    stage.lane.per_second = Some(0.5);
    let crm = Actor::new("crm", |_| accepted());
    for number in 0..5 {
        stage.accept(&number.to_string(), &["crm"]).await;
    }
    let running = stage.run("run", &[&crm]);
    stage.until_delivered(1).await;
    stage
        .advance_until(&running.dispatcher, async || crm.calls() == 5)
        .await;
    let passed = stage.clock.uptime();
    assert!(
        passed >= Duration::from_secs(8),
        "one in two seconds: {passed:?}"
    );
}

#[tokio::test]
async fn a_clock_that_is_put_back_holds_up_neither_new_leads_nor_waiting_ones() {
    let stage = Stage::new().await;
    let crm = Actor::new("crm", |call| if call == 1 { down() } else { accepted() });
    let running = stage.run("run", &[&crm]);
    stage.accept("waits", &["crm"]).await;
    until(async || stage.delivery("waits").await.2.is_some()).await;
    stage.clock.jump(-3_600_000);
    stage.accept("new", &["crm"]).await;
    stage.until_delivered(1).await;
    let before = stage.clock.uptime();
    stage
        .advance_until(&running.dispatcher, async || {
            stage.counts().await.delivered == 2
        })
        .await;
    let waited = stage.clock.uptime() - before;
    assert!(
        waited < Duration::from_secs(600),
        "not the hour: {waited:?}"
    );
}

#[tokio::test]
async fn a_clock_that_is_put_forward_cuts_off_no_try() {
    let stage = Stage::new().await;
    let crm = Actor::closed("crm");
    let _running = stage.run("run", &[&crm]);
    stage.accept("a", &["crm"]).await;
    until(async || crm.at_once() == 1).await;
    stage.clock.jump(24 * 3_600_000);
    stage.accept("b", &["crm"]).await;
    until(async || crm.at_once() >= 2).await;
    crm.open();
    stage.until_delivered(2).await;
}

#[tokio::test]
async fn tries_and_their_outcomes_are_counted_by_reason() {
    let stage = Stage::new().await;
    let crm = Actor::new("crm", |call| if call == 1 { down() } else { accepted() });
    let running = stage.run("run", &[&crm]);
    stage.accept("a", &["crm"]).await;
    stage
        .advance_until(&running.dispatcher, async || {
            stage.counts().await.delivered == 1
        })
        .await;
    stage.accept("b", &["gone"]).await;
    let snapshot = Snapshot {
        now_ms: stage.clock.now_ms() + 2_500,
        counts: stage.counts().await,
        waiting: stage.outbox.waiting().await.unwrap(),
        connectors: running.dispatcher.status(),
    };
    until(async || {
        let text = stage.shown(&snapshot);
        [
            r#"leadgate_delivery_outcomes_total{connector="crm",outcome="retry",reason="status_5xx"} 1"#,
            r#"leadgate_delivery_outcomes_total{connector="crm",outcome="delivered",reason="none"} 1"#,
            r#"leadgate_delivery_try_seconds_count{connector="crm"} 2"#,
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

//! Personal data goes when its time is over, by itself, and the record stays.

use std::sync::Arc;
use std::time::Duration;

use leadgate_clock::Clock as _;
use leadgate_model::wire::LeadPayload;
use leadgate_operations::retention;
use leadgate_settings::Retention;
use leadgate_store::{AttemptResult, DeliveryState, LeadDetail};
use tokio_util::sync::CancellationToken;

use crate::fixture::Fixture;
use crate::lead::good;

const DAY: Duration = Duration::from_secs(24 * 3600);

const RULES: Retention = Retention {
    delivered_days: 90,
    undelivered_days: 0,
};

/// Sends a lead under that number and lets its delivery end so.
async fn ended(fixture: &Fixture, number: u32, result: AttemptResult) -> String {
    let id = format!("00000000-0000-4000-8000-{number:012}");
    let lead = good().with("id", &id).with("consent_marketing", "on");
    let lead = lead.with("consent_marketing_version", "2026-11");
    let lead = lead.with("utm_source", "a newsletter");
    fixture.send(lead.urlencoded()).await.accepted_id();
    let now_ms = fixture.clock().now_ms();
    let claims = fixture
        .store
        .claim("crm", now_ms, 1, 1, "test")
        .await
        .unwrap();
    let done = fixture.store.finish(&claims[0], result, now_ms).await;
    done.unwrap();
    id
}

fn delivered() -> AttemptResult {
    AttemptResult::Delivered { remote_id: None }
}

fn dead() -> AttemptResult {
    AttemptResult::Dead {
        reason: "refused".to_owned(),
    }
}

async fn shown(fixture: &Fixture, id: &str) -> LeadDetail {
    fixture.store.show(id).await.unwrap().unwrap()
}

async fn purge(fixture: &Fixture, rules: Retention) -> u64 {
    let now_ms = fixture.clock().now_ms();
    let erased = retention::purge(&*fixture.store, rules, now_ms, |_| {}).await;
    erased.unwrap().leads
}

#[tokio::test]
async fn what_stays_of_an_erased_lead_says_nothing_about_the_person() {
    let fixture = Fixture::new().await;
    let id = ended(&fixture, 1, delivered()).await;
    let before = fixture.stored(&id).await;
    assert!(before.fields.len() > 3 && !before.attribution.is_empty());
    fixture.advance(90 * DAY);
    assert_eq!(
        purge(&fixture, RULES).await,
        0,
        "to the day, it is not over"
    );
    fixture.advance(Duration::from_millis(1));
    assert_eq!(purge(&fixture, RULES).await, 1);
    let lead = shown(&fixture, &id).await;
    assert_eq!((lead.payload, lead.fingerprint.as_str()), (None, ""));
    let kept: LeadPayload = serde_json::from_str(&lead.kept.unwrap()).unwrap();
    let expected = LeadPayload {
        fields: Default::default(),
        attribution: Default::default(),
        ..before
    };
    assert_eq!(kept, expected);
    assert!(kept.consents[0].given && kept.consents[0].sha256.is_some());
    assert_eq!(lead.summary.deliveries[0].state, DeliveryState::Delivered);
}

#[tokio::test]
async fn what_waits_for_an_operator_is_kept_unless_the_settings_say_otherwise() {
    let fixture = Fixture::new().await;
    let id = ended(&fixture, 1, dead()).await;
    fixture.advance(1_000 * DAY);
    assert_eq!(purge(&fixture, RULES).await, 0);
    let undelivered = Retention {
        undelivered_days: 365,
        ..RULES
    };
    assert_eq!(purge(&fixture, undelivered).await, 1);
    let delivery = shown(&fixture, &id).await.summary.deliveries.remove(0);
    assert_eq!(delivery.state, DeliveryState::Skipped);
    assert_eq!(delivery.reason.as_deref(), Some("erased"));
    let for_good = Retention {
        delivered_days: 0,
        undelivered_days: 0,
    };
    ended(&fixture, 2, delivered()).await;
    fixture.advance(1_000 * DAY);
    assert_eq!(purge(&fixture, for_good).await, 0);
    assert_eq!(fixture.created().await, 2, "no record is gone");
}

#[tokio::test]
async fn many_leads_are_erased_in_steps() {
    let fixture = Fixture::new().await;
    for number in 0..450 {
        ended(&fixture, number, delivered()).await;
    }
    fixture.advance(91 * DAY);
    let now_ms = fixture.clock().now_ms();
    let mut steps = Vec::new();
    let told = |erased: leadgate_store::Erased| steps.push(erased.leads);
    let all = retention::purge(&*fixture.store, RULES, now_ms, told).await;
    assert_eq!(all.unwrap().leads, 450);
    assert_eq!(steps, [200, 400, 450]);
}

#[tokio::test]
async fn a_server_erases_by_itself_until_it_is_told_to_stop() {
    let fixture = Fixture::new().await;
    let id = ended(&fixture, 1, delivered()).await;
    let stop = CancellationToken::new();
    let job = retention::run(
        Arc::<dyn leadgate_store::Store>::clone(&fixture.store),
        RULES,
        fixture.clock(),
        stop.clone(),
    );
    let job = tokio::spawn(job);
    fixture.advance(91 * DAY);
    let erased = async {
        while shown(&fixture, &id).await.payload.is_some() {
            // It may have looked just before the time was over; an hour later it looks again.
            fixture.advance(Duration::from_secs(3600));
            tokio::task::yield_now().await;
        }
    };
    let patience = Duration::from_secs(60);
    tokio::time::timeout(patience, erased).await.unwrap();
    stop.cancel();
    tokio::time::timeout(patience, job).await.unwrap().unwrap();
}

#[tokio::test]
async fn what_was_delivered_has_its_own_time_whatever_the_undelivered_have() {
    let fixture = Fixture::new().await;
    let delivered = ended(&fixture, 1, delivered()).await;
    let dead = ended(&fixture, 2, dead()).await;
    fixture.advance(31 * DAY);
    let rules = Retention {
        delivered_days: 0,
        undelivered_days: 30,
    };
    assert_eq!(purge(&fixture, rules).await, 1);
    assert!(shown(&fixture, &delivered).await.payload.is_some());
    assert!(shown(&fixture, &dead).await.payload.is_none());
}

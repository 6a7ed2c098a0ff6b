//! What is promised to whoever tells an operator of deliveries that do not go well.

use super::AnyStore;
use super::samples::{
    LEASE, NOW, batched, claim_one, dead, delivered, lead, quarantined, retry_at, stored,
};
use leadgate_store::{Alert, AlertKind, NewLead};

/// All that an operator is to be notified of now, of what was queued at `NOW` or before.
async fn alerts(store: &AnyStore, now_ms: i64) -> Vec<Alert> {
    let alerts = store.claim_alerts(NOW, now_ms, LEASE, 100).await;
    alerts.expect("alerts")
}

/// Lead and trouble of each.
fn named(alerts: &[Alert]) -> Vec<(&str, AlertKind)> {
    (alerts.iter())
        .map(|alert| (&*alert.lead_id, alert.kind))
        .collect()
}

pub(super) async fn a_visitors_lead_that_waits_too_long_is_notified_once(store: AnyStore) {
    stored(&*store, &lead(1)).await;
    let in_time = NewLead {
        created_at_ms: NOW + 1,
        ..lead(2)
    };
    stored(&*store, &in_time).await;
    let late = alerts(&store, NOW).await;
    assert_eq!(named(&late), [(&*lead(1).id, AlertKind::Overdue)]);
    let alert = &late[0];
    assert_eq!((&*alert.partner, &*alert.form), ("demo", "call-me-back"));
    assert_eq!((&*alert.connector, alert.attempts), ("crm", 0));
    assert_eq!((alert.created_at_ms, &alert.reason), (NOW, &None));
    assert_eq!(alert.payload, Some(lead(1).payload));
    store.mark_notified(&late).await.expect("written down");
    assert_eq!(alerts(&store, NOW + 10 * LEASE).await, []);
}

/// The message may not have gone out: rather twice than never.
pub(super) async fn an_alert_that_was_not_confirmed_comes_again(store: AnyStore) {
    stored(&*store, &lead(1)).await;
    assert_eq!(alerts(&store, NOW).await.len(), 1);
    assert_eq!(alerts(&store, NOW + LEASE - 1).await, []);
    assert_eq!(alerts(&store, NOW + LEASE).await.len(), 1);
}

pub(super) async fn an_overdue_delivery_is_notified_with_the_reason_of_its_last_attempt(
    store: AnyStore,
) {
    stored(&*store, &lead(1)).await;
    let claim = claim_one(&*store, NOW, "worker").await;
    let result = retry_at(NOW + 9_000);
    store.finish(&claim, result, NOW).await.expect("done");
    let late = alerts(&store, NOW).await;
    assert_eq!(late[0].attempts, 1);
    assert_eq!(late[0].reason.as_deref(), Some("status 503"));
}

pub(super) async fn what_was_delivered_in_time_is_no_alert(store: AnyStore) {
    stored(&*store, &lead(1)).await;
    let claim = claim_one(&*store, NOW, "worker").await;
    store.finish(&claim, delivered(), NOW).await.expect("done");
    stored(&*store, &quarantined(2)).await;
    assert_eq!(alerts(&store, NOW).await, []);
}

pub(super) async fn a_batch_that_waits_is_no_alert_and_its_dead_are(store: AnyStore) {
    stored(&*store, &batched(1)).await;
    assert_eq!(alerts(&store, NOW).await, []);
    let claim = claim_one(&*store, NOW, "worker").await;
    store.finish(&claim, dead(), NOW).await.expect("done");
    let told = alerts(&store, NOW).await;
    assert_eq!(named(&told), [(&*batched(1).id, AlertKind::Dead)]);
    store.mark_notified(&told).await.expect("written down");
    store
        .requeue_dead(&batched(1).id, NOW)
        .await
        .expect("requeued");
    assert_eq!(alerts(&store, NOW + LEASE).await, []);
}

pub(super) async fn a_late_delivery_that_dies_is_notified_a_second_time(store: AnyStore) {
    stored(&*store, &lead(1)).await;
    let late = alerts(&store, NOW).await;
    let claim = claim_one(&*store, NOW, "worker").await;
    store.finish(&claim, dead(), NOW).await.expect("done");
    // At once, and what was on its way says nothing about this.
    let abandoned = alerts(&store, NOW).await;
    assert_eq!(named(&abandoned), [(&*lead(1).id, AlertKind::Dead)]);
    store.mark_notified(&late).await.expect("written down");
    assert_eq!(alerts(&store, NOW + LEASE).await.len(), 1);
    store.mark_notified(&abandoned).await.expect("written down");
    assert_eq!(alerts(&store, NOW + 10 * LEASE).await, []);
}

/// An operator was quicker than the message about the first death.
pub(super) async fn a_second_death_is_notified_though_the_first_is_confirmed_later(
    store: AnyStore,
) {
    stored(&*store, &lead(1)).await;
    let claim = claim_one(&*store, NOW, "worker").await;
    store.finish(&claim, dead(), NOW).await.expect("finished");
    let first = alerts(&store, NOW).await;
    store
        .requeue_dead(&lead(1).id, NOW)
        .await
        .expect("requeued");
    let claim = claim_one(&*store, NOW, "worker").await;
    store.finish(&claim, dead(), NOW).await.expect("finished");
    store.mark_notified(&first).await.expect("written down");
    let second = alerts(&store, NOW).await;
    assert_eq!(named(&second), [(&*lead(1).id, AlertKind::Dead)]);
}

pub(super) async fn a_requeued_delivery_has_its_time_again(store: AnyStore) {
    stored(&*store, &lead(1)).await;
    let claim = claim_one(&*store, NOW, "worker").await;
    store.finish(&claim, dead(), NOW).await.expect("done");
    let told = alerts(&store, NOW).await;
    store.mark_notified(&told).await.expect("written down");
    store
        .requeue_dead(&lead(1).id, NOW + 5)
        .await
        .expect("requeued");
    assert_eq!(alerts(&store, NOW + LEASE).await, []);
    let late = store.claim_alerts(NOW + 5, NOW + LEASE, LEASE, 100).await;
    let late = late.expect("alerts");
    assert_eq!(named(&late), [(&*lead(1).id, AlertKind::Overdue)]);
}

pub(super) async fn the_dead_come_first_then_the_longest_waiting_up_to_the_limit(store: AnyStore) {
    for (number, before_ms) in [(1, 0), (2, 5), (3, 3)] {
        let lead = NewLead {
            created_at_ms: NOW - before_ms,
            ..lead(number)
        };
        stored(&*store, &lead).await;
    }
    let claims = store.claim("crm", NOW, LEASE, 2, "worker").await;
    let claims = claims.expect("claims");
    store.finish(&claims[1], dead(), NOW).await.expect("done");
    let first = store.claim_alerts(NOW, NOW, LEASE, 2).await;
    let first = first.expect("alerts");
    assert_eq!(
        named(&first),
        [
            (&*lead(3).id, AlertKind::Dead),
            (&*lead(2).id, AlertKind::Overdue)
        ]
    );
    let rest = alerts(&store, NOW).await;
    assert_eq!(named(&rest), [(&*lead(1).id, AlertKind::Overdue)]);
    assert_eq!(store.mark_notified(&[]).await, Ok(()));
}

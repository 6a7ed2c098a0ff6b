//! What is promised to a worker that reports how its attempt ended.

use super::AnyStore;
use super::samples::{
    LEASE, NOW, claim_all, claim_all_of, claim_one, dead, delivered, lead, retry_at,
    return_uncounted, shown, skipped, stored, to,
};
use leadgate_store::{AttemptResult, DeliveryState, DeliverySummary, Finished, NewLead};

/// A time after every lease and retry of these cases.
const LATER: i64 = NOW + 100 * LEASE;

/// Stores a lead, claims it, finishes it with `result` and returns what is then on record.
async fn after(store: &AnyStore, result: AttemptResult) -> DeliverySummary {
    stored(&**store, &lead(1)).await;
    let claim = claim_one(&**store, NOW, "worker").await;
    let finished = store.finish(&claim, result, NOW + 1).await;
    assert_eq!(finished, Ok(Finished::Recorded));
    shown(&**store, &lead(1)).await.summary.deliveries.remove(0)
}

pub(super) async fn success_is_recorded_with_the_remote_id(store: AnyStore) {
    let delivery = after(&store, delivered()).await;
    assert_eq!(delivery.state, DeliveryState::Delivered);
    assert_eq!(delivery.remote_id.as_deref(), Some("crm-7"));
    assert_eq!(delivery.attempts, 1);
    assert_eq!(delivery.due_at_ms, None);
    assert_eq!(delivery.finished_at_ms, Some(NOW + 1));
    assert_eq!(claim_all(&*store, LATER, "worker").await, []);
}

pub(super) async fn success_without_a_remote_id_is_recorded(store: AnyStore) {
    let delivery = after(&store, AttemptResult::Delivered { remote_id: None }).await;
    assert_eq!(delivery.state, DeliveryState::Delivered);
    assert_eq!(delivery.remote_id, None);
}

pub(super) async fn a_failed_attempt_waits_until_its_time(store: AnyStore) {
    let delivery = after(&store, retry_at(NOW + 5_000)).await;
    assert_eq!(delivery.state, DeliveryState::Pending);
    assert_eq!(delivery.due_at_ms, Some(NOW + 5_000));
    assert_eq!(delivery.reason.as_deref(), Some("status 503"));
    assert_eq!(delivery.finished_at_ms, None);
    assert_eq!(claim_all(&*store, NOW + 4_999, "worker").await, []);
    let claim = claim_one(&*store, NOW + 5_000, "worker").await;
    assert_eq!(claim.attempt, 2);
}

pub(super) async fn a_dead_delivery_is_kept_and_not_tried_again(store: AnyStore) {
    let delivery = after(&store, dead()).await;
    assert_eq!(delivery.state, DeliveryState::Dead);
    assert_eq!(delivery.reason.as_deref(), Some("rejected"));
    assert_eq!(delivery.due_at_ms, None);
    assert_eq!(claim_all(&*store, LATER, "worker").await, []);
}

pub(super) async fn a_skipped_delivery_is_not_tried_again(store: AnyStore) {
    let delivery = after(&store, skipped()).await;
    assert_eq!(delivery.state, DeliveryState::Skipped);
    assert_eq!(delivery.reason.as_deref(), Some("already a customer"));
    assert_eq!(claim_all(&*store, LATER, "worker").await, []);
}

pub(super) async fn late_success_is_refused_after_reclaim(store: AnyStore) {
    stored(&*store, &lead(1)).await;
    let late = claim_one(&*store, NOW, "first").await;
    let held = claim_one(&*store, NOW + LEASE, "second").await;
    let refused = store.finish(&late, delivered(), NOW + LEASE).await;
    assert_eq!(refused, Ok(Finished::LostLease));
    let delivery = shown(&*store, &lead(1)).await.summary.deliveries.remove(0);
    assert_eq!(delivery.state, DeliveryState::Pending);
    let recorded = store.finish(&held, dead(), NOW + LEASE).await;
    assert_eq!(recorded, Ok(Finished::Recorded));
}

/// Refusing it would only send the lead a second time.
pub(super) async fn late_success_is_recorded_while_nobody_reclaimed(store: AnyStore) {
    stored(&*store, &lead(1)).await;
    let claim = claim_one(&*store, NOW, "worker").await;
    let recorded = store.finish(&claim, delivered(), LATER).await;
    assert_eq!(recorded, Ok(Finished::Recorded));
    assert_eq!(claim_all(&*store, LATER, "worker").await, []);
}

pub(super) async fn a_claim_is_finished_once(store: AnyStore) {
    for (number, result) in [
        (1, delivered()),
        (2, dead()),
        (3, skipped()),
        (4, retry_at(LATER)),
        (5, return_uncounted(LATER)),
    ] {
        stored(&*store, &lead(number)).await;
        let claim = claim_one(&*store, NOW, "worker").await;
        let first = store.finish(&claim, result, NOW).await;
        assert_eq!(first, Ok(Finished::Recorded));
        let before = shown(&*store, &lead(number)).await;
        for again in [
            delivered(),
            dead(),
            skipped(),
            retry_at(NOW),
            return_uncounted(NOW),
        ] {
            let second = store.finish(&claim, again, NOW).await;
            assert_eq!(second, Ok(Finished::LostLease));
        }
        assert_eq!(shown(&*store, &lead(number)).await, before);
    }
}

pub(super) async fn success_clears_the_reason_of_earlier_failures(store: AnyStore) {
    after(&store, retry_at(NOW)).await;
    let claim = claim_one(&*store, NOW, "worker").await;
    store.finish(&claim, delivered(), NOW).await.expect("done");
    let delivery = shown(&*store, &lead(1)).await.summary.deliveries.remove(0);
    assert_eq!(delivery.reason, None);
    assert_eq!(delivery.attempts, 2);
}

pub(super) async fn deliveries_of_one_lead_end_apart(store: AnyStore) {
    let lead = NewLead {
        deliveries: to(&["crm", "archive"]),
        ..lead(1)
    };
    stored(&*store, &lead).await;
    for (connector, result) in [("crm", delivered()), ("archive", dead())] {
        let claims = claim_all_of(&*store, connector, NOW, "worker").await;
        store.finish(&claims[0], result, NOW).await.expect("done");
    }
    let deliveries = shown(&*store, &lead).await.summary.deliveries;
    let states: Vec<_> = deliveries.iter().map(|delivery| delivery.state).collect();
    assert_eq!(states, [DeliveryState::Delivered, DeliveryState::Dead]);
}

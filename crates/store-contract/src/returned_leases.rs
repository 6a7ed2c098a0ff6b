//! What is promised to a worker that stops and gives back what it holds.

use super::AnyStore;
use super::samples::{LEASE, NOW, claim_all, claim_one, delivered, lead, retry_at, shown, stored};
use leadgate_store::{DeliveryState, Finished};

pub(super) async fn returned_leases_are_due_at_once_and_do_not_count(store: AnyStore) {
    stored(&*store, &lead(1)).await;
    stored(&*store, &lead(2)).await;
    assert_eq!(claim_all(&*store, NOW, "first").await.len(), 2);
    assert_eq!(store.return_leases("first", NOW + 1).await, Ok(2));
    assert_eq!(store.return_leases("first", NOW + 1).await, Ok(0));
    let claims = claim_all(&*store, NOW + 1, "second").await;
    let attempts: Vec<_> = claims.iter().map(|claim| claim.attempt).collect();
    assert_eq!(attempts, [1, 1]);
}

pub(super) async fn returning_leases_leaves_other_workers_alone(store: AnyStore) {
    stored(&*store, &lead(1)).await;
    stored(&*store, &lead(2)).await;
    let kept = store.claim("crm", NOW, LEASE, 1, "first").await;
    let kept = kept.expect("a claim");
    let given_back = claim_one(&*store, NOW, "second").await;
    assert_eq!(store.return_leases("second", NOW).await, Ok(1));
    let finished = store.finish(&kept[0], delivered(), NOW).await;
    assert_eq!(finished, Ok(Finished::Recorded));
    let claimed = claim_one(&*store, NOW, "third").await;
    assert_eq!(claimed.delivery_id, given_back.delivery_id);
}

pub(super) async fn returning_leases_keeps_what_was_finished(store: AnyStore) {
    stored(&*store, &lead(1)).await;
    stored(&*store, &lead(2)).await;
    let claims = claim_all(&*store, NOW, "worker").await;
    let later = retry_at(NOW + 5_000);
    store.finish(&claims[0], later, NOW).await.expect("done");
    let result = delivered();
    store.finish(&claims[1], result, NOW).await.expect("done");
    assert_eq!(store.return_leases("worker", NOW).await, Ok(0));
    let waiting = shown(&*store, &lead(1)).await.summary.deliveries.remove(0);
    assert_eq!(waiting.attempts, 1);
    assert_eq!(waiting.due_at_ms, Some(NOW + 5_000));
    let done = shown(&*store, &lead(2)).await.summary.deliveries.remove(0);
    assert_eq!(done.state, DeliveryState::Delivered);
}

pub(super) async fn late_success_is_refused_after_the_lease_was_returned(store: AnyStore) {
    stored(&*store, &lead(1)).await;
    let claim = claim_one(&*store, NOW, "worker").await;
    store.return_leases("worker", NOW).await.expect("returned");
    let finished = store.finish(&claim, delivered(), NOW).await;
    assert_eq!(finished, Ok(Finished::LostLease));
}

/// The returned attempt did not count, so both claims say attempt 1: only the fence tells them apart.
pub(super) async fn late_success_is_refused_after_return_and_reclaim_under_the_same_attempt(
    store: AnyStore,
) {
    stored(&*store, &lead(1)).await;
    let late = claim_one(&*store, NOW, "first").await;
    store.return_leases("first", NOW).await.expect("returned");
    let held = claim_one(&*store, NOW, "second").await;
    assert_eq!(late.attempt, held.attempt);
    let refused = store.finish(&late, delivered(), NOW).await;
    assert_eq!(refused, Ok(Finished::LostLease));
    let recorded = store.finish(&held, delivered(), NOW).await;
    assert_eq!(recorded, Ok(Finished::Recorded));
}

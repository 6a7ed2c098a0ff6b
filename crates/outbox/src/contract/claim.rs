//! What is promised to a worker that asks for something to do.

use super::Store;
use super::samples::{
    LEASE, NOW, claim_all, claim_one, delivered, lead, lead_ids, retry_at, stored, to,
};
use crate::NewLead;

pub(super) async fn a_due_delivery_is_claimed_with_its_lead(store: Store) {
    stored(&*store, &lead(1)).await;
    let claim = claim_one(&*store, NOW, "worker").await;
    assert_eq!(claim.lead_id, lead(1).id);
    assert_eq!(claim.connector, "crm");
    assert_eq!(claim.attempt, 1);
    assert_eq!(claim.payload, lead(1).payload);
    assert_eq!(claim.partner, "demo");
    assert_eq!(claim.form, "call-me-back");
    assert_eq!(claim.created_at, NOW);
}

pub(super) async fn nothing_is_claimed_before_it_is_due(store: Store) {
    stored(&*store, &lead(1)).await;
    assert_eq!(claim_all(&*store, NOW - 1, "worker").await, []);
    assert_eq!(claim_all(&*store, NOW, "worker").await.len(), 1);
}

pub(super) async fn a_claimed_delivery_stays_with_its_worker_until_the_lease_ends(store: Store) {
    stored(&*store, &lead(1)).await;
    claim_one(&*store, NOW, "first").await;
    assert_eq!(claim_all(&*store, NOW + LEASE - 1, "second").await, []);
    assert_eq!(claim_all(&*store, NOW + LEASE - 1, "first").await, []);
}

/// The first worker may have crashed after the CRM had the lead, so its try counts.
pub(super) async fn an_expired_lease_is_claimable_again(store: Store) {
    stored(&*store, &lead(1)).await;
    let first = claim_one(&*store, NOW, "first").await;
    let second = claim_one(&*store, NOW + LEASE, "second").await;
    assert_eq!(second.delivery_id, first.delivery_id);
    assert_eq!(second.attempt, 2);
    assert!(second.fence > first.fence);
}

pub(super) async fn the_longest_due_comes_first(store: Store) {
    for (number, after_ms) in [(1, 2_000), (2, 0), (3, 1_000), (4, 0)] {
        let lead = NewLead {
            created_at: NOW + after_ms,
            ..lead(number)
        };
        stored(&*store, &lead).await;
    }
    let claims = claim_all(&*store, NOW + 2_000, "worker").await;
    let wanted = [2, 4, 3, 1].map(|number| lead(number).id);
    assert_eq!(lead_ids(&claims), wanted);
}

pub(super) async fn a_claim_takes_no_more_than_its_limit(store: Store) {
    for number in 1..=5 {
        stored(&*store, &lead(number)).await;
    }
    let claims = store.claim(NOW, LEASE, 2, "worker").await.expect("claims");
    assert_eq!(lead_ids(&claims), [lead(1).id, lead(2).id]);
    let none = store.claim(NOW, LEASE, 0, "worker").await.expect("claims");
    assert_eq!(none, []);
    let rest = claim_all(&*store, NOW, "worker").await;
    assert_eq!(rest.len(), 3);
}

pub(super) async fn a_delivery_for_each_connector_is_claimed(store: Store) {
    let lead = NewLead {
        deliveries: to(&["crm", "archive"]),
        ..lead(1)
    };
    stored(&*store, &lead).await;
    let claims = claim_all(&*store, NOW, "worker").await;
    let connectors: Vec<_> = claims.iter().map(|claim| &claim.connector).collect();
    assert_eq!(connectors, ["crm", "archive"]);
}

pub(super) async fn nothing_pending_means_nothing_due(store: Store) {
    assert_eq!(store.next_due(NOW).await, Ok(None));
    stored(&*store, &lead(1)).await;
    let claim = claim_one(&*store, NOW, "worker").await;
    store.finish(&claim, delivered(), NOW).await.expect("done");
    assert_eq!(store.next_due(NOW).await, Ok(None));
}

pub(super) async fn the_next_due_time_is_never_in_the_past(store: Store) {
    stored(&*store, &lead(1)).await;
    assert_eq!(store.next_due(NOW - 10).await, Ok(Some(NOW)));
    assert_eq!(store.next_due(NOW + 10).await, Ok(Some(NOW + 10)));
}

pub(super) async fn the_next_due_time_follows_leases_and_retries(store: Store) {
    stored(&*store, &lead(1)).await;
    let claim = claim_one(&*store, NOW, "worker").await;
    assert_eq!(store.next_due(NOW).await, Ok(Some(NOW + LEASE)));
    let outcome = retry_at(NOW + 5_000);
    store.finish(&claim, outcome, NOW).await.expect("done");
    assert_eq!(store.next_due(NOW).await, Ok(Some(NOW + 5_000)));
    let sooner = NewLead {
        created_at: NOW + 4_000,
        ..lead(2)
    };
    stored(&*store, &sooner).await;
    assert_eq!(store.next_due(NOW).await, Ok(Some(NOW + 4_000)));
}

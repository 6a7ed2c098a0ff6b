//! What is promised to a worker that asks for something to do.

use super::AnyStore;
use super::samples::{
    LEASE, NOW, batched, claim_all, claim_all_of, claim_one, dead, delivered, lead, lead_ids,
    retry_at, return_uncounted, stored, to,
};
use leadgate_store::{NewLead, Waiting};

pub(super) async fn a_due_delivery_is_claimed_with_its_lead(store: AnyStore) {
    stored(&*store, &lead(1)).await;
    let claim = claim_one(&*store, NOW, "worker").await;
    assert_eq!(claim.lead_id, lead(1).id);
    assert_eq!(claim.connector, "crm");
    assert_eq!(claim.attempt, 1);
    assert_eq!(claim.payload, lead(1).payload);
    assert_eq!(claim.partner, "demo");
    assert_eq!(claim.form, "call-me-back");
    assert_eq!(claim.created_at_ms, NOW);
}

pub(super) async fn nothing_is_claimed_before_it_is_due(store: AnyStore) {
    stored(&*store, &lead(1)).await;
    assert_eq!(claim_all(&*store, NOW - 1, "worker").await, []);
    assert_eq!(claim_all(&*store, NOW, "worker").await.len(), 1);
}

pub(super) async fn a_claimed_delivery_stays_with_its_worker_until_the_lease_ends(store: AnyStore) {
    stored(&*store, &lead(1)).await;
    claim_one(&*store, NOW, "first").await;
    assert_eq!(claim_all(&*store, NOW + LEASE - 1, "second").await, []);
    assert_eq!(claim_all(&*store, NOW + LEASE - 1, "first").await, []);
}

/// The first worker may have crashed after the CRM had the lead, so its attempt counts.
pub(super) async fn an_expired_lease_is_claimable_again(store: AnyStore) {
    stored(&*store, &lead(1)).await;
    let first = claim_one(&*store, NOW, "first").await;
    let second = claim_one(&*store, NOW + LEASE, "second").await;
    assert_eq!(second.delivery_id, first.delivery_id);
    assert_eq!(second.attempt, 2);
    assert!(second.fence > first.fence);
}

pub(super) async fn the_longest_due_comes_first(store: AnyStore) {
    for (number, after_ms) in [(1, 2_000), (2, 0), (3, 1_000), (4, 0)] {
        let lead = NewLead {
            created_at_ms: NOW + after_ms,
            ..lead(number)
        };
        stored(&*store, &lead).await;
    }
    let claims = claim_all(&*store, NOW + 2_000, "worker").await;
    let wanted = [2, 4, 3, 1].map(|number| lead(number).id);
    assert_eq!(lead_ids(&claims), wanted);
}

pub(super) async fn a_claim_takes_no_more_than_its_limit(store: AnyStore) {
    for number in 1..=5 {
        stored(&*store, &lead(number)).await;
    }
    let claims = store.claim("crm", NOW, LEASE, 2, "worker").await;
    let claims = claims.expect("claims");
    assert_eq!(lead_ids(&claims), [lead(1).id, lead(2).id]);
    let none = store.claim("crm", NOW, LEASE, 0, "worker").await;
    assert_eq!(none, Ok(Vec::new()));
    let rest = claim_all(&*store, NOW, "worker").await;
    assert_eq!(rest.len(), 3);
}

/// Somebody waits by the phone: behind an import, or what a CRM has refused for hours, it is late.
pub(super) async fn first_attempts_go_before_later_ones_and_both_before_a_batch(store: AnyStore) {
    for number in 1..=2 {
        stored(&*store, &batched(number)).await;
    }
    stored(&*store, &lead(3)).await;
    let failed = store.claim("crm", NOW, LEASE, 1, "worker").await;
    let failed = failed.expect("a claim").remove(0);
    assert_eq!(failed.lead_id, lead(3).id);
    let result = retry_at(NOW + 1);
    store.finish(&failed, result, NOW).await.expect("done");
    let newest = NewLead {
        created_at_ms: NOW + 2,
        ..lead(4)
    };
    stored(&*store, &newest).await;
    let claims = claim_all(&*store, NOW + 2, "worker").await;
    let wanted = [4, 3, 1, 2].map(|number| lead(number).id);
    assert_eq!(lead_ids(&claims), wanted);
}

pub(super) async fn what_an_operator_requeues_goes_after_first_attempts(store: AnyStore) {
    stored(&*store, &lead(1)).await;
    let claim = claim_one(&*store, NOW, "worker").await;
    store.finish(&claim, dead(), NOW).await.expect("done");
    store
        .requeue_dead(&lead(1).id, NOW)
        .await
        .expect("requeued");
    let later = NewLead {
        created_at_ms: NOW + 1,
        ..lead(2)
    };
    stored(&*store, &later).await;
    let claims = claim_all(&*store, NOW + 1, "worker").await;
    assert_eq!(lead_ids(&claims), [lead(2).id, lead(1).id]);
}

/// A batch's failures are no more urgent than the rest of it.
pub(super) async fn a_batch_stays_a_batch_whatever_happens_to_it(store: AnyStore) {
    stored(&*store, &batched(1)).await;
    let claim = claim_one(&*store, NOW, "worker").await;
    store.finish(&claim, dead(), NOW).await.expect("done");
    store
        .requeue_dead(&batched(1).id, NOW)
        .await
        .expect("requeued");
    let claim = claim_one(&*store, NOW, "worker").await;
    let result = retry_at(NOW);
    store.finish(&claim, result, NOW).await.expect("done");
    let later = NewLead {
        created_at_ms: NOW + 1,
        ..lead(2)
    };
    stored(&*store, &later).await;
    let claims = claim_all(&*store, NOW + 1, "worker").await;
    assert_eq!(lead_ids(&claims), [lead(2).id, lead(1).id]);
}

pub(super) async fn each_connector_has_a_queue_of_its_own(store: AnyStore) {
    let lead = NewLead {
        deliveries: to(&["crm", "archive"]),
        ..lead(1)
    };
    stored(&*store, &lead).await;
    let claims = claim_all_of(&*store, "archive", NOW, "worker").await;
    let connectors: Vec<_> = claims.iter().map(|claim| &claim.connector).collect();
    assert_eq!(connectors, ["archive"]);
    assert_eq!(
        store.next_due("archive", NOW).await,
        Ok(Some(NOW + LEASE)),
        "held"
    );
    assert_eq!(store.next_due("crm", NOW).await, Ok(Some(NOW)));
    assert_eq!(store.next_due("other", NOW).await, Ok(None));
    assert_eq!(claim_all_of(&*store, "other", NOW, "worker").await, []);
    assert_eq!(claim_all(&*store, NOW, "worker").await.len(), 1);
}

pub(super) async fn what_waits_is_known_by_connector_with_its_age(store: AnyStore) {
    assert_eq!(store.waiting().await, Ok(Vec::new()));
    let first = NewLead {
        deliveries: to(&["crm", "archive"]),
        ..lead(1)
    };
    stored(&*store, &first).await;
    let second = NewLead {
        created_at_ms: NOW + 5,
        ..batched(2)
    };
    stored(&*store, &second).await;
    let since = |connector: &str, oldest_queued_at_ms| Waiting {
        connector: connector.into(),
        oldest_queued_at_ms,
    };
    let both = [since("archive", NOW), since("crm", NOW)];
    assert_eq!(store.waiting().await, Ok(both.to_vec()));

    // Held or failed, it still waits since it came; a batch waits like any other.
    let claims = claim_all(&*store, NOW + 5, "worker").await;
    let result = retry_at(NOW + 9_000);
    let done = store.finish(&claims[0], result, NOW + 6).await;
    done.expect("done");
    assert_eq!(store.waiting().await, Ok(both.to_vec()));
    let claim = claim_all(&*store, NOW + 9_000, "worker").await.remove(0);
    store
        .finish(&claim, dead(), NOW + 9_000)
        .await
        .expect("done");
    let waiting = [since("archive", NOW), since("crm", NOW + 5)];
    assert_eq!(store.waiting().await, Ok(waiting.to_vec()));

    // Requeued, it waits since then.
    let result = delivered();
    store.finish(&claims[1], result, NOW).await.expect("done");
    store
        .requeue_dead(&lead(1).id, NOW + 9_500)
        .await
        .expect("requeued");
    let waiting = [since("archive", NOW), since("crm", NOW + 9_500)];
    assert_eq!(store.waiting().await, Ok(waiting.to_vec()));
}

/// What says nothing about a lead costs it no attempt, and the fence still tells late workers apart.
pub(super) async fn an_uncounted_attempt_is_not_counted(store: AnyStore) {
    stored(&*store, &lead(1)).await;
    let late = claim_one(&*store, NOW, "worker").await;
    let result = return_uncounted(NOW + 50);
    store.finish(&late, result, NOW).await.expect("done");
    assert_eq!(claim_all(&*store, NOW + 49, "worker").await, []);
    let claim = claim_one(&*store, NOW + 50, "worker").await;
    assert_eq!(claim.attempt, 1);
    assert!(claim.fence > late.fence);
}

pub(super) async fn nothing_pending_means_nothing_due(store: AnyStore) {
    assert_eq!(store.next_due("crm", NOW).await, Ok(None));
    stored(&*store, &lead(1)).await;
    let claim = claim_one(&*store, NOW, "worker").await;
    store.finish(&claim, delivered(), NOW).await.expect("done");
    assert_eq!(store.next_due("crm", NOW).await, Ok(None));
}

pub(super) async fn the_next_due_time_is_never_in_the_past(store: AnyStore) {
    stored(&*store, &lead(1)).await;
    assert_eq!(store.next_due("crm", NOW - 10).await, Ok(Some(NOW)));
    assert_eq!(store.next_due("crm", NOW + 10).await, Ok(Some(NOW + 10)));
}

pub(super) async fn the_next_due_time_follows_leases_and_retries(store: AnyStore) {
    stored(&*store, &lead(1)).await;
    let claim = claim_one(&*store, NOW, "worker").await;
    assert_eq!(store.next_due("crm", NOW).await, Ok(Some(NOW + LEASE)));
    let result = retry_at(NOW + 5_000);
    store.finish(&claim, result, NOW).await.expect("done");
    assert_eq!(store.next_due("crm", NOW).await, Ok(Some(NOW + 5_000)));
    let sooner = NewLead {
        created_at_ms: NOW + 4_000,
        ..lead(2)
    };
    stored(&*store, &sooner).await;
    assert_eq!(store.next_due("crm", NOW).await, Ok(Some(NOW + 4_000)));
}

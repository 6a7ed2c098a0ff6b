//! What is promised about the numbers: no delivery is ever unaccounted for.

use super::Store;
use super::samples::{
    LEASE, NOW, claim_all, dead, delivered, doubtful, lead, retry_at, skipped, stored, to,
};
use crate::{Accepted, Counts, NewLead};

async fn counts(store: &Store) -> Counts {
    let counts = store.counts().await.expect("counts");
    assert!(counts.reconcile(), "{counts:?} reconcile");
    counts
}

pub(super) async fn an_empty_store_counts_nothing(store: Store) {
    assert_eq!(counts(&store).await, Counts::default());
}

pub(super) async fn counts_are_in_deliveries(store: Store) {
    let twice = NewLead {
        deliveries: to(&["crm", "archive"]),
        ..lead(1)
    };
    stored(&*store, &twice).await;
    stored(&*store, &doubtful(2)).await;
    let wanted = Counts {
        created: 3,
        pending: 2,
        quarantined: 1,
        ..Counts::default()
    };
    assert_eq!(counts(&store).await, wanted);
}

pub(super) async fn counts_reconcile_after_every_step(store: Store) {
    for number in 1..=6 {
        stored(&*store, &lead(number)).await;
        assert_eq!(counts(&store).await.created, u64::from(number));
    }
    stored(&*store, &doubtful(7)).await;
    counts(&store).await;
    assert_eq!(store.accept(&lead(1)).await, Ok(Accepted::Same));
    let other = NewLead {
        fingerprint: "other fields".into(),
        ..lead(1)
    };
    assert_eq!(store.accept(&other).await, Ok(Accepted::Conflict));
    assert_eq!(counts(&store).await.created, 7);

    let claims = claim_all(&*store, NOW, "worker").await;
    assert_eq!(counts(&store).await.pending, 6);
    let outcomes = [delivered(), dead(), skipped(), retry_at(NOW + 1_000)];
    for (claim, outcome) in claims.iter().zip(outcomes) {
        store.finish(claim, outcome, NOW).await.expect("finished");
        counts(&store).await;
    }
    store.release("worker", NOW).await.expect("released");
    counts(&store).await;
    claim_all(&*store, NOW + LEASE, "second").await;
    counts(&store).await;
    store
        .finish(&claims[4], delivered(), NOW)
        .await
        .expect("late");
    counts(&store).await;
    store.retry(&lead(2).id, NOW).await.expect("retried");
    let id = doubtful(7).id;
    store.release_quarantined(&id, NOW).await.expect("released");
    store.can_store().await.expect("the store works");
    let wanted = Counts {
        created: 7,
        delivered: 1,
        pending: 5,
        skipped: 1,
        ..Counts::default()
    };
    assert_eq!(counts(&store).await, wanted);
}

//! What is promised to an operator who decides about many deliveries at once.

use super::AnyStore;
use super::samples::{
    LEASE, NOW, claim_everything, claim_one, dead, delivered, lead, only_delivery, quarantined,
    stored, to,
};
use leadgate_store::{DeliveryState, LeadFilter, NewLead, RequeueFrom, Requeued};

/// Leads with these numbers, whose deliveries are all dead.
async fn dead_leads(store: &AnyStore, numbers: std::ops::RangeInclusive<u32>) {
    for number in numbers {
        let lead = NewLead {
            deliveries: to(&["crm", "archive"]),
            ..lead(number)
        };
        stored(&**store, &lead).await;
    }
    for claim in claim_everything(&**store, NOW, "worker").await {
        store.finish(&claim, dead(), NOW).await.expect("finished");
    }
}

/// Requeues everything that matches, in steps, and says how many deliveries each step requeued.
async fn requeue_all(store: &AnyStore, filter: &LeadFilter, limit: u32) -> Vec<u64> {
    let mut steps = Vec::new();
    let mut after = None;
    loop {
        let step = store
            .requeue(RequeueFrom::Dead, filter, after, limit, NOW + 5_000)
            .await;
        let step = step.expect("a step");
        steps.push(step.deliveries);
        after = step.next;
        if after.is_none() {
            return steps;
        }
    }
}

pub(super) async fn dead_deliveries_are_requeued_in_steps(store: AnyStore) {
    dead_leads(&store, 1..=3).await;
    let all = LeadFilter::default();
    assert_eq!(requeue_all(&store, &all, 4).await, [4, 2]);
    assert_eq!(requeue_all(&store, &all, 4).await, [0]);
    let claims = claim_everything(&*store, NOW + 5_000, "worker").await;
    assert_eq!(claims.len(), 6);
    assert!(claims.iter().all(|claim| claim.attempt == 1), "{claims:?}");
}

pub(super) async fn a_full_last_step_is_followed_by_an_empty_one(store: AnyStore) {
    dead_leads(&store, 1..=2).await;
    let all = LeadFilter::default();
    assert_eq!(requeue_all(&store, &all, 2).await, [2, 2, 0]);
}

pub(super) async fn what_dies_again_is_not_requeued_twice(store: AnyStore) {
    dead_leads(&store, 1..=2).await;
    let all = LeadFilter::default();
    let requeue = async |after| {
        let step = store.requeue(RequeueFrom::Dead, &all, after, 2, NOW).await;
        step.expect("a step")
    };
    let first = requeue(None).await;
    for claim in claim_everything(&*store, NOW, "worker").await {
        store.finish(&claim, dead(), NOW).await.expect("finished");
    }
    let second = requeue(first.next).await;
    let third = requeue(second.next).await;
    let requeued = [first, second, third].map(|step| step.deliveries);
    assert_eq!(requeued, [2, 2, 0]);
    assert_eq!(store.counts().await.expect("counts").dead, 2);
}

pub(super) async fn requeuing_is_filtered_as_a_list_is(store: AnyStore) {
    for (number, partner, form) in [
        (1, "demo", "insurance"),
        (2, "other", "insurance"),
        (3, "demo", "click-out"),
    ] {
        let lead = NewLead {
            partner: partner.into(),
            form: form.into(),
            created_at_ms: NOW + i64::from(number),
            deliveries: to(&["crm", "archive"]),
            ..lead(number)
        };
        stored(&*store, &lead).await;
    }
    for claim in claim_everything(&*store, NOW + 10, "worker").await {
        store.finish(&claim, dead(), NOW).await.expect("finished");
    }
    let filters = [
        LeadFilter {
            connector: Some("archive".into()),
            partner: Some("demo".into()),
            form: Some("insurance".into()),
            ..LeadFilter::default()
        },
        LeadFilter {
            created_from_ms: Some(NOW + 2),
            created_before_ms: Some(NOW + 3),
            ..LeadFilter::default()
        },
        LeadFilter {
            // Its own state is passed over.
            state: Some(DeliveryState::Delivered),
            ..LeadFilter::default()
        },
    ];
    let mut requeued = Vec::new();
    for filter in &filters {
        requeued.extend(requeue_all(&store, filter, 100).await);
    }
    assert_eq!(requeued, [1, 2, 3]);
}

pub(super) async fn quarantined_deliveries_are_requeued_in_bulk_and_others_left_alone(
    store: AnyStore,
) {
    dead_leads(&store, 1..=1).await;
    stored(&*store, &quarantined(2)).await;
    stored(&*store, &quarantined(3)).await;
    stored(&*store, &lead(4)).await;
    let held = claim_one(&*store, NOW, "worker").await;
    let all = LeadFilter::default();
    let requeue = async |from| store.requeue(from, &all, None, 100, NOW + 1).await;
    let done = requeue(RequeueFrom::Quarantined).await;
    let two = Requeued {
        deliveries: 2,
        next: None,
    };
    assert_eq!(done, Ok(two));
    let counts = store.counts().await.expect("counts");
    assert_eq!((counts.pending, counts.dead), (3, 2));
    assert!(counts.reconcile());
    let delivery = only_delivery(&*store, &lead(4)).await;
    assert_eq!(delivery.due_at_ms, Some(NOW + LEASE), "still held");
    store.finish(&held, delivered(), NOW).await.expect("held");
}

pub(super) async fn two_operators_at_once_requeue_each_delivery_once(store: AnyStore) {
    dead_leads(&store, 1..=10).await;
    let all = LeadFilter::default();
    let (one, other) = tokio::join!(requeue_all(&store, &all, 3), requeue_all(&store, &all, 3));
    let requeued: u64 = one.iter().chain(&other).sum();
    assert_eq!(requeued, 20);
    assert_eq!(
        claim_everything(&*store, NOW + 5_000, "worker").await.len(),
        20
    );
}

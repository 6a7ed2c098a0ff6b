//! What is promised to an operator who decides about dead and quarantined leads.

use super::AnyStore;
use super::samples::{
    LEASE, NOW, claim_all, claim_all_of, claim_one, dead, delivered, lead, only_delivery,
    quarantined, retry_at, shown, skipped, stored, to,
};
use leadgate_store::{DeliveryState, Finished, LeadFilter, NewLead};

/// Stores a lead and lets its delivery die.
async fn dead_lead(store: &AnyStore, number: u32) {
    stored(&**store, &lead(number)).await;
    let claim = claim_one(&**store, NOW, "worker").await;
    store.finish(&claim, dead(), NOW).await.expect("finished");
}

pub(super) async fn a_requeued_dead_delivery_is_due_at_once(store: AnyStore) {
    dead_lead(&store, 1).await;
    assert_eq!(store.requeue_dead(&lead(1).id, NOW + 9_000).await, Ok(1));
    let delivery = only_delivery(&*store, &lead(1)).await;
    assert_eq!(delivery.state, DeliveryState::Pending);
    assert_eq!(delivery.due_at_ms, Some(NOW + 9_000));
    assert_eq!(delivery.finished_at_ms, None);
    assert_eq!(delivery.reason.as_deref(), Some("rejected"), "still known");
    let claim = claim_one(&*store, NOW + 9_000, "worker").await;
    assert_eq!(claim.lead_id, lead(1).id);
}

pub(super) async fn requeuing_starts_the_schedule_again(store: AnyStore) {
    dead_lead(&store, 1).await;
    store
        .requeue_dead(&lead(1).id, NOW)
        .await
        .expect("requeued");
    assert_eq!(only_delivery(&*store, &lead(1)).await.attempts, 0);
    assert_eq!(claim_one(&*store, NOW, "worker").await.attempt, 1);
}

pub(super) async fn requeuing_the_dead_touches_nothing_else(store: AnyStore) {
    let connectors = ["delivered", "skipped", "waiting", "dead", "held"];
    let lead = NewLead {
        deliveries: to(&connectors),
        ..lead(1)
    };
    stored(&*store, &lead).await;
    let results = [delivered(), skipped(), retry_at(NOW + 1), dead()];
    for (connector, result) in connectors.into_iter().zip(results) {
        let claims = claim_all_of(&*store, connector, NOW, "worker").await;
        let done = store.finish(&claims[0], result, NOW).await;
        done.expect("finished");
    }
    claim_all_of(&*store, "held", NOW, "worker").await;
    let before = shown(&*store, &lead).await.summary.deliveries;
    assert_eq!(store.requeue_dead(&lead.id, NOW).await, Ok(1));
    assert_eq!(store.requeue_dead(&lead.id, NOW).await, Ok(0));
    let after = shown(&*store, &lead).await.summary.deliveries;
    for (before, after) in before.iter().zip(&after) {
        assert_eq!(before == after, before.state != DeliveryState::Dead);
    }
}

pub(super) async fn late_success_is_refused_after_requeuing(store: AnyStore) {
    stored(&*store, &lead(1)).await;
    let claim = claim_one(&*store, NOW, "worker").await;
    store.finish(&claim, dead(), NOW).await.expect("finished");
    store
        .requeue_dead(&lead(1).id, NOW)
        .await
        .expect("requeued");
    let refused = store.finish(&claim, delivered(), NOW).await;
    assert_eq!(refused, Ok(Finished::LostLease));
    claim_one(&*store, NOW, "worker").await;
    let refused = store.finish(&claim, delivered(), NOW).await;
    assert_eq!(refused, Ok(Finished::LostLease));
}

pub(super) async fn a_quarantined_lead_waits(store: AnyStore) {
    stored(&*store, &quarantined(1)).await;
    assert_eq!(claim_all(&*store, NOW + 100 * LEASE, "worker").await, []);
    assert_eq!(store.next_due("crm", NOW).await, Ok(None));
    let delivery = only_delivery(&*store, &quarantined(1)).await;
    assert_eq!(delivery.state, DeliveryState::Quarantined);
    assert_eq!(delivery.due_at_ms, None);
    assert_eq!(store.requeue_dead(&quarantined(1).id, NOW).await, Ok(0));
}

pub(super) async fn a_requeued_lead_is_delivered_and_keeps_its_quarantine_reason(store: AnyStore) {
    stored(&*store, &quarantined(1)).await;
    let requeued = store.requeue_quarantined(&quarantined(1).id, NOW + 7).await;
    assert_eq!(requeued, Ok(1));
    assert_eq!(claim_all(&*store, NOW + 6, "worker").await, []);
    let claim = claim_one(&*store, NOW + 7, "worker").await;
    store.finish(&claim, delivered(), NOW).await.expect("done");
    let detail = shown(&*store, &quarantined(1)).await;
    assert_eq!(
        detail.summary.quarantine_reason,
        quarantined(1).quarantine_reason
    );
    assert_eq!(detail.summary.deliveries[0].state, DeliveryState::Delivered);
}

pub(super) async fn a_quarantined_lead_is_requeued_once(store: AnyStore) {
    let id = quarantined(1).id;
    stored(&*store, &quarantined(1)).await;
    assert_eq!(store.requeue_quarantined(&id, NOW).await, Ok(1));
    assert_eq!(store.requeue_quarantined(&id, NOW).await, Ok(0));
    let claim = claim_one(&*store, NOW, "worker").await;
    store.finish(&claim, delivered(), NOW).await.expect("done");
    assert_eq!(store.requeue_quarantined(&id, NOW).await, Ok(0));
    assert_eq!(claim_all(&*store, NOW, "worker").await, []);
}

pub(super) async fn an_unknown_lead_is_not_requeued(store: AnyStore) {
    stored(&*store, &quarantined(1)).await;
    dead_lead(&store, 2).await;
    assert_eq!(store.requeue_dead(&lead(3).id, NOW).await, Ok(0));
    assert_eq!(store.requeue_quarantined(&lead(3).id, NOW).await, Ok(0));
    let counts = store.counts().await.expect("counts");
    assert_eq!((counts.quarantined, counts.dead), (1, 1));
}

pub(super) async fn a_store_that_works_can_store(store: AnyStore) {
    assert_eq!(store.can_store().await, Ok(()));
    assert_eq!(store.can_store().await, Ok(()));
    let listed = store.list(&LeadFilter::default(), None, 10).await;
    assert_eq!(listed, Ok(Vec::new()), "the probe leaves no lead behind");
}

pub(super) async fn a_closed_store_refuses_everything(store: AnyStore) {
    stored(&*store, &lead(1)).await;
    store.close().await;
    assert!(store.accept(&lead(2)).await.is_err());
    assert!(store.claim("crm", NOW, LEASE, 1, "worker").await.is_err());
    assert!(store.claim_alerts(NOW, NOW, LEASE, 1).await.is_err());
    assert!(store.waiting().await.is_err());
    assert!(store.show(&lead(1).id).await.is_err());
    assert!(store.can_store().await.is_err());
}

//! What is promised about the end of personal data: the record stays, the person is gone from it.

use super::AnyStore;
use super::samples::{
    NOW, claim_everything, claim_one, dead, delivered, email, lead, lead_of, only_delivery, phone,
    quarantined, shown, skipped, stored, to,
};
use leadgate_store::{
    Accepted, DeliveryState, Erased, Erasure, Finished, LeadFilter, NewLead, SKIPPED_AS_ERASED,
    Scrub,
};

const DAY: i64 = 24 * 3_600_000;

fn erasure(number: u32) -> Erasure {
    Erasure {
        lead_id: lead(number).id,
        kept: format!("{{\"kept\":{number}}}"),
    }
}

const fn erased(leads: u64, skipped: u64) -> Erased {
    Erased { leads, skipped }
}

pub(super) async fn the_record_of_an_erased_lead_stays(store: AnyStore) {
    stored(&*store, &lead_of(1, &[email(1)], NOW)).await;
    let claim = claim_one(&*store, NOW, "worker").await;
    let done = store.finish(&claim, delivered(), NOW + 1).await;
    done.expect("finished");
    let before = shown(&*store, &lead(1)).await.summary;
    let answer = store.erase(&[erasure(1)], &[], NOW + 2).await;
    assert_eq!(answer, Ok(erased(1, 0)));
    let detail = shown(&*store, &lead(1)).await;
    assert_eq!(detail.payload, None);
    assert_eq!(detail.fingerprint, "");
    assert_eq!(detail.kept.as_deref(), Some("{\"kept\":1}"));
    assert_eq!(detail.summary.erased_at_ms, Some(NOW + 2));
    assert_eq!(detail.summary.deliveries, before.deliveries);
    assert_eq!(detail.summary.created_at_ms, before.created_at_ms);
    let again = store.erase(&[erasure(1)], &[], NOW + 3).await;
    assert_eq!(again, Ok(erased(0, 0)));
    for how in [Scrub::InPlace, Scrub::Rewriting] {
        store.scrub(how).await.expect("scrubbed");
    }
    assert_eq!(shown(&*store, &lead(1)).await, detail);
    assert!(store.counts().await.expect("counts").reconcile());
}

pub(super) async fn what_was_to_be_delivered_is_skipped_with_the_reason(store: AnyStore) {
    let connectors = ["delivered", "skipped", "dead", "waiting"];
    let many = NewLead {
        deliveries: to(&connectors),
        ..lead(1)
    };
    stored(&*store, &many).await;
    let claims = claim_everything(&*store, NOW, "worker").await;
    for (claim, result) in claims.iter().zip([delivered(), skipped(), dead()]) {
        store.finish(claim, result, NOW).await.expect("finished");
    }
    stored(&*store, &quarantined(2)).await;
    let both = [erasure(1), erasure(2), erasure(3)];
    let answer = store.erase(&both, &[], NOW + 5).await;
    assert_eq!(answer, Ok(erased(2, 3)));
    let deliveries = shown(&*store, &many).await.summary.deliveries;
    assert_eq!(deliveries[0].state, DeliveryState::Delivered);
    assert_eq!(deliveries[1].reason.as_deref(), Some("already a customer"));
    let quarantined = only_delivery(&*store, &quarantined(2)).await;
    for delivery in deliveries[2..].iter().chain([&quarantined]) {
        assert_eq!(delivery.state, DeliveryState::Skipped);
        assert_eq!(delivery.reason.as_deref(), Some(SKIPPED_AS_ERASED));
        assert_eq!(delivery.finished_at_ms, Some(NOW + 5));
    }
    let late = store.finish(&claims[3], delivered(), NOW + 6).await;
    assert_eq!(late, Ok(Finished::LostLease));
    assert_eq!(store.requeue_dead(&many.id, NOW + 7).await, Ok(0));
    let requeued = store.requeue_quarantined(&lead(2).id, NOW + 7).await;
    assert_eq!(requeued, Ok(0));
    assert_eq!(claim_everything(&*store, NOW + DAY, "worker").await, []);
    assert!(store.counts().await.expect("counts").reconcile());
}

/// Whether its fields are the same can no longer be told.
pub(super) async fn an_erased_id_is_never_stored_again(store: AnyStore) {
    stored(&*store, &lead(1)).await;
    store.erase(&[erasure(1)], &[], NOW).await.expect("erased");
    assert_eq!(store.accept(&lead(1)).await, Ok(Accepted::Conflict));
    let without_fingerprint = NewLead {
        fingerprint: String::new(),
        ..lead(1)
    };
    let answer = store.accept(&without_fingerprint).await;
    assert_eq!(answer, Ok(Accepted::Conflict));
    let found = store
        .find_by_fingerprint("demo", "call-me-back", "", 0)
        .await;
    assert_eq!(found, Ok(None));
    assert_eq!(store.counts().await.expect("counts").created, 1);
}

pub(super) async fn a_persons_leads_are_found_by_their_keys_until_they_are_erased(store: AnyStore) {
    stored(&*store, &lead_of(1, &[email(1), phone(1)], NOW)).await;
    stored(&*store, &lead_of(2, &[email(2), phone(2)], NOW)).await;
    let third = NewLead {
        form: "insurance".into(),
        ..lead_of(3, &[email(3), phone(1)], NOW)
    };
    stored(&*store, &third).await;
    let find = async |keys: &[String]| {
        let filter = LeadFilter {
            person: keys.to_vec(),
            ..LeadFilter::default()
        };
        let found = store.list(&filter, None, 10).await.expect("a list");
        found.into_iter().map(|lead| lead.id).collect::<Vec<_>>()
    };
    assert_eq!(find(&[phone(1).key]).await, [lead(3).id, lead(1).id]);
    let either = [email(2).key, email(3).key];
    assert_eq!(find(&either).await, [lead(3).id, lead(2).id]);
    assert_eq!(find(&["nobody's".to_owned()]).await, [""; 0]);
    store.erase(&[erasure(3)], &[], NOW).await.expect("erased");
    assert_eq!(find(&[phone(1).key]).await, [lead(1).id]);
}

pub(super) async fn leads_expire_when_all_their_deliveries_have_ended(store: AnyStore) {
    let twice = NewLead {
        deliveries: to(&["crm", "archive"]),
        ..lead(1)
    };
    stored(&*store, &twice).await;
    let nowhere = NewLead {
        deliveries: Vec::new(),
        ..lead(2)
    };
    stored(&*store, &nowhere).await;
    stored(&*store, &quarantined(3)).await;
    let waits = [
        DeliveryState::Pending,
        DeliveryState::Quarantined,
        DeliveryState::Dead,
    ];
    let expired = async |before_ms, unless: &[DeliveryState]| {
        let found = store
            .expired(before_ms, &[], unless, 10)
            .await
            .expect("leads");
        let ids = found.into_iter().map(|lead| lead.summary.id);
        ids.collect::<Vec<_>>()
    };
    let [one, other] = &claim_everything(&*store, NOW, "worker").await[..] else {
        panic!("two deliveries are due");
    };
    let delivered_at = NOW + DAY;
    let done = store.finish(one, delivered(), delivered_at).await;
    done.expect("finished");
    assert_eq!(expired(NOW + 9 * DAY, &waits).await, [lead(2).id]);
    assert_eq!(expired(NOW, &waits).await, [""; 0]);
    store.finish(other, dead(), NOW).await.expect("finished");
    assert_eq!(expired(NOW + 9 * DAY, &waits).await, [lead(2).id]);
    let waits = &waits[..2];
    let ids = [lead(1).id, lead(2).id];
    assert_eq!(expired(delivered_at + 1, waits).await, ids);
    assert_eq!(expired(delivered_at, waits).await, [lead(2).id]);
    let all = [lead(1).id, lead(2).id, lead(3).id];
    assert_eq!(expired(NOW + 9 * DAY, &[]).await, all);
    let undelivered = &[DeliveryState::Dead, DeliveryState::Quarantined];
    let found = store.expired(NOW + 9 * DAY, undelivered, &[], 10).await;
    let found = found.expect("leads").into_iter();
    let found: Vec<String> = found.map(|lead| lead.summary.id).collect();
    assert_eq!(
        found,
        [lead(1).id, lead(3).id],
        "not the one that goes nowhere"
    );
    let answer = store.erase(&[erasure(1)], &[], NOW).await;
    assert_eq!(answer, Ok(erased(1, 1)));
    let rest = [lead(2).id, lead(3).id];
    assert_eq!(expired(NOW + 9 * DAY, &[]).await, rest);
    let first = store.expired(NOW + 9 * DAY, &[], &[], 1).await;
    let first = first.expect("leads");
    assert_eq!(first.len(), 1);
    assert_eq!(first[0].payload.as_ref(), Some(&lead(2).payload));
}

pub(super) async fn a_lead_that_waits_again_is_passed_over(store: AnyStore) {
    stored(&*store, &lead(1)).await;
    stored(&*store, &lead(2)).await;
    let claims = claim_everything(&*store, NOW, "worker").await;
    store.finish(&claims[0], dead(), NOW).await.expect("dead");
    let done = store.finish(&claims[1], delivered(), NOW).await;
    done.expect("delivered");
    // Between looking and erasing, an operator was quicker.
    assert_eq!(store.requeue_dead(&lead(1).id, NOW).await, Ok(1));
    let both = [erasure(1), erasure(2)];
    let answer = store.erase(&both, &[DeliveryState::Pending], NOW).await;
    assert_eq!(answer, Ok(erased(1, 0)));
    let payload = shown(&*store, &lead(1)).await.payload;
    assert_eq!(payload, Some(lead(1).payload));
}

pub(super) async fn the_index_key_stays_the_same(store: AnyStore) {
    let key = store.index_key().await.expect("a key");
    stored(&*store, &lead(1)).await;
    assert_eq!(store.index_key().await, Ok(key));
    assert_ne!(key, [0; 32]);
}

//! What is promised when a lead with an id of its own is accepted.

use super::AnyStore;
use super::samples::{NOW, lead, shown, stored, to};
use leadgate_store::{Accepted, DeliveryState, NewLead};

pub(super) async fn a_new_lead_is_stored_with_its_deliveries(store: AnyStore) {
    let lead = NewLead {
        deliveries: to(&["crm", "archive"]),
        ..lead(1)
    };
    stored(&*store, &lead).await;
    let detail = shown(&*store, &lead).await;
    assert_eq!(detail.summary.id, lead.id);
    assert_eq!(detail.summary.partner, lead.partner);
    assert_eq!(detail.summary.form, lead.form);
    assert_eq!(detail.summary.created_at_ms, NOW);
    assert_eq!(detail.summary.quarantine_reason, None);
    assert_eq!(detail.fingerprint, lead.fingerprint);
    assert_eq!(detail.payload, Some(lead.payload));
    let connectors: Vec<_> = (detail.summary.deliveries.iter())
        .map(|delivery| (delivery.connector.as_str(), delivery.state))
        .collect();
    assert_eq!(
        connectors,
        [
            ("crm", DeliveryState::Pending),
            ("archive", DeliveryState::Pending)
        ]
    );
}

pub(super) async fn same_id_with_same_fields_is_the_same_answer(store: AnyStore) {
    stored(&*store, &lead(1)).await;
    assert_eq!(store.accept(&lead(1)).await, Ok(Accepted::Same));
    assert_eq!(store.accept(&lead(1)).await, Ok(Accepted::Same));
}

pub(super) async fn same_id_with_other_fields_is_a_conflict(store: AnyStore) {
    stored(&*store, &lead(1)).await;
    let other = NewLead {
        fingerprint: "other fields".into(),
        ..lead(1)
    };
    assert_eq!(store.accept(&other).await, Ok(Accepted::Conflict));
    assert_eq!(store.accept(&lead(1)).await, Ok(Accepted::Same));
}

pub(super) async fn same_id_from_another_partner_is_a_conflict(store: AnyStore) {
    stored(&*store, &lead(1)).await;
    let other = NewLead {
        partner: "other".into(),
        ..lead(1)
    };
    assert_eq!(store.accept(&other).await, Ok(Accepted::Conflict));
}

pub(super) async fn same_id_in_another_form_is_a_conflict(store: AnyStore) {
    stored(&*store, &lead(1)).await;
    let other = NewLead {
        form: "insurance".into(),
        ..lead(1)
    };
    assert_eq!(store.accept(&other).await, Ok(Accepted::Conflict));
}

/// A replay may carry other attribution, a later time or another bot signal: the first one counts.
pub(super) async fn a_repeated_accept_changes_nothing(store: AnyStore) {
    stored(&*store, &lead(1)).await;
    let before = shown(&*store, &lead(1)).await;
    let replay = NewLead {
        payload: r#"{"utm_source":"later"}"#.into(),
        created_at_ms: NOW + 5_000,
        quarantine_reason: Some("too fast".into()),
        deliveries: to(&["crm", "archive"]),
        ..lead(1)
    };
    assert_eq!(store.accept(&replay).await, Ok(Accepted::Same));
    let conflicting = NewLead {
        fingerprint: "other fields".into(),
        ..replay
    };
    assert_eq!(store.accept(&conflicting).await, Ok(Accepted::Conflict));
    assert_eq!(shown(&*store, &lead(1)).await, before);
    assert_eq!(store.counts().await.expect("counts").created, 1);
}

pub(super) async fn a_lead_without_connectors_is_kept(store: AnyStore) {
    let lead = NewLead {
        deliveries: Vec::new(),
        ..lead(1)
    };
    stored(&*store, &lead).await;
    assert!(shown(&*store, &lead).await.summary.deliveries.is_empty());
    let listed = store
        .list(&Default::default(), None, 10)
        .await
        .expect("a list");
    assert_eq!(listed.len(), 1);
}

pub(super) async fn a_connector_named_twice_is_one_delivery(store: AnyStore) {
    let lead = NewLead {
        deliveries: to(&["crm", "archive", "crm"]),
        ..lead(1)
    };
    stored(&*store, &lead).await;
    assert_eq!(shown(&*store, &lead).await.summary.deliveries.len(), 2);
    assert_eq!(store.counts().await.expect("counts").created, 2);
}

pub(super) async fn any_text_survives_the_store(store: AnyStore) {
    let text = "Zoë O'Brien \"😀\" \\ %_? $1 ;--\r\n\t\u{202e}é";
    let lead = NewLead {
        partner: text.into(),
        form: text.into(),
        fingerprint: text.into(),
        payload: text.into(),
        quarantine_reason: Some(text.into()),
        deliveries: to(&[text]),
        ..lead(1)
    };
    stored(&*store, &lead).await;
    assert_eq!(store.accept(&lead).await, Ok(Accepted::Same));
    let detail = shown(&*store, &lead).await;
    assert_eq!(detail.summary.partner, text);
    assert_eq!(detail.summary.form, text);
    assert_eq!(detail.summary.quarantine_reason.as_deref(), Some(text));
    assert_eq!(detail.summary.deliveries[0].connector, text);
    assert_eq!(detail.fingerprint, text);
    assert_eq!(detail.payload.as_deref(), Some(text));
}

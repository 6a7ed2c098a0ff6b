//! Leads and short words for the cases; nothing here checks anything.

use leadgate_store::{
    Accepted, AttemptResult, BlindIndex, BlindIndexKind, Claim, DeliverySummary, LeadDetail,
    NewDelivery, NewLead, Urgency,
};

/// The time at which most cases begin.
pub(super) const NOW: i64 = 1_790_000_000_000;

/// The lease that most cases use.
pub(super) const LEASE: i64 = 60_000;

/// The time within which a person's second lead is a duplicate, in most cases.
pub(super) const WINDOW: i64 = 30 * 24 * 3_600_000;

/// A lead for the connector `crm`; leads with different numbers differ in id and fingerprint.
pub(super) fn lead(number: u32) -> NewLead {
    NewLead {
        id: format!("00000000-0000-4000-8000-{number:012}"),
        partner: "demo".into(),
        form: "call-me-back".into(),
        fingerprint: format!("fingerprint-{number}"),
        payload: format!(r#"{{"number":{number}}}"#),
        created_at_ms: NOW,
        deliveries: to(&["crm"]),
        ..NewLead::default()
    }
}

/// What an e-mail address of that number is recognised by.
pub(super) fn email(number: u32) -> BlindIndex {
    BlindIndex {
        kind: BlindIndexKind::Email,
        key: format!("email key {number}"),
    }
}

/// What a phone number of that number is recognised by.
pub(super) fn phone(number: u32) -> BlindIndex {
    BlindIndex {
        kind: BlindIndexKind::Phone,
        key: format!("phone key {number}"),
    }
}

/// A lead of that person, whose earlier leads within the window make it a duplicate.
pub(super) fn lead_of(number: u32, keys: &[BlindIndex], created_at_ms: i64) -> NewLead {
    NewLead {
        created_at_ms,
        keys: keys.to_vec(),
        duplicate_since_ms: Some(created_at_ms - WINDOW),
        ..lead(number)
    }
}

/// The lead of that number, of a batch.
pub(super) fn batched(number: u32) -> NewLead {
    NewLead {
        urgency: Urgency::Batch,
        ..lead(number)
    }
}

/// Deliveries to these connectors.
pub(super) fn to(connectors: &[&str]) -> Vec<NewDelivery> {
    connectors
        .iter()
        .map(|&connector| NewDelivery {
            connector: connector.into(),
            skip_duplicate: false,
        })
        .collect()
}

/// The lead of that number, quarantined.
pub(super) fn quarantined(number: u32) -> NewLead {
    NewLead {
        quarantine_reason: Some("filled in two seconds".into()),
        ..lead(number)
    }
}

/// Stores a lead that is new.
pub(super) async fn stored(store: &dyn leadgate_store::Store, lead: &NewLead) {
    assert_eq!(store.accept(lead).await, Ok(Accepted::Stored));
}

/// Claims all that is due for the connector `crm`.
pub(super) async fn claim_all(
    store: &dyn leadgate_store::Store,
    now_ms: i64,
    worker: &str,
) -> Vec<Claim> {
    claim_all_of(store, "crm", now_ms, worker).await
}

/// Claims all that is due for a connector.
pub(super) async fn claim_all_of(
    store: &dyn leadgate_store::Store,
    connector: &str,
    now_ms: i64,
    worker: &str,
) -> Vec<Claim> {
    store
        .claim(connector, now_ms, LEASE, 100, worker)
        .await
        .expect("a claim")
}

/// Claims all that is due, whatever its connector, in the order in which it was accepted.
pub(super) async fn claim_everything(
    store: &dyn leadgate_store::Store,
    now_ms: i64,
    worker: &str,
) -> Vec<Claim> {
    let mut claims = Vec::new();
    for waiting in store.waiting().await.expect("what waits") {
        claims.extend(claim_all_of(store, &waiting.connector, now_ms, worker).await);
    }
    claims.sort_by_key(|claim| claim.delivery_id);
    claims
}

/// Claims the only delivery that is due.
pub(super) async fn claim_one(
    store: &dyn leadgate_store::Store,
    now_ms: i64,
    worker: &str,
) -> Claim {
    let mut claims = claim_all(store, now_ms, worker).await;
    assert_eq!(claims.len(), 1, "one delivery is due");
    claims.remove(0)
}

/// The ids of the leads in these claims.
pub(super) fn lead_ids(claims: &[Claim]) -> Vec<&str> {
    claims.iter().map(|claim| claim.lead_id.as_str()).collect()
}

/// One lead that is stored.
pub(super) async fn shown(store: &dyn leadgate_store::Store, lead: &NewLead) -> LeadDetail {
    store
        .show(&lead.id)
        .await
        .expect("an answer")
        .expect("the lead is stored")
}

/// Where the first delivery of a lead stands.
pub(super) async fn only_delivery(
    store: &dyn leadgate_store::Store,
    lead: &NewLead,
) -> DeliverySummary {
    shown(store, lead).await.summary.deliveries.remove(0)
}

/// Success, with an id from the CRM.
pub(super) fn delivered() -> AttemptResult {
    AttemptResult::Delivered {
        remote_id: Some("crm-7".into()),
    }
}

/// A failure to be tried again at `at_ms`.
pub(super) fn retry_at(at_ms: i64) -> AttemptResult {
    AttemptResult::Retry {
        at_ms,
        reason: "status 503".into(),
    }
}

/// A failure that says nothing about the lead.
pub(super) fn return_uncounted(at_ms: i64) -> AttemptResult {
    AttemptResult::Uncounted {
        at_ms,
        reason: "wrong credentials".into(),
    }
}

/// A failure for good.
pub(super) fn dead() -> AttemptResult {
    AttemptResult::Dead {
        reason: "rejected".into(),
    }
}

/// A decision not to deliver.
pub(super) fn skipped() -> AttemptResult {
    AttemptResult::Skipped {
        reason: "already a customer".into(),
    }
}

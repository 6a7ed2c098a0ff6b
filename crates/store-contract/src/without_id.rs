//! What is promised for a post without script, whose id the proxy minted.

use super::AnyStore;
use super::samples::{NOW, lead, stored};
use leadgate_store::{Acceptance, Accepted, NewLead};

/// Ten minutes, as in the public contract.
const WINDOW: i64 = 600_000;

/// A post with the same fields as `lead(1)`, under a fresh id.
fn again(number: u32, after_ms: i64) -> NewLead {
    NewLead {
        id: lead(number).id,
        created_at_ms: NOW + after_ms,
        ..lead(1)
    }
}

async fn accept(store: &AnyStore, lead: &NewLead) -> Acceptance {
    store
        .accept_without_id(lead, WINDOW)
        .await
        .expect("an answer to a post without id")
}

fn new(lead: &NewLead) -> Acceptance {
    Acceptance {
        id: lead.id.clone(),
        accepted: Accepted::Stored,
    }
}

fn same_as(lead: &NewLead) -> Acceptance {
    Acceptance {
        id: lead.id.clone(),
        accepted: Accepted::Same,
    }
}

pub(super) async fn an_identical_native_post_is_the_same_lead(store: AnyStore) {
    assert_eq!(accept(&store, &lead(1)).await, new(&lead(1)));
    assert_eq!(accept(&store, &again(2, 1_000)).await, same_as(&lead(1)));
    assert_eq!(store.show(&lead(2).id).await, Ok(None));
    assert_eq!(store.counts().await.expect("counts").created, 1);
}

pub(super) async fn a_native_post_with_other_fields_is_a_new_lead(store: AnyStore) {
    accept(&store, &lead(1)).await;
    assert_eq!(accept(&store, &lead(2)).await, new(&lead(2)));
}

pub(super) async fn a_native_post_of_another_partner_is_a_new_lead(store: AnyStore) {
    accept(&store, &lead(1)).await;
    let other = NewLead {
        partner: "other".into(),
        ..again(2, 1_000)
    };
    assert_eq!(accept(&store, &other).await, new(&other));
}

pub(super) async fn a_native_post_in_another_form_is_a_new_lead(store: AnyStore) {
    accept(&store, &lead(1)).await;
    let other = NewLead {
        form: "insurance".into(),
        ..again(2, 1_000)
    };
    assert_eq!(accept(&store, &other).await, new(&other));
}

pub(super) async fn an_identical_native_post_counts_until_the_window_ends(store: AnyStore) {
    accept(&store, &lead(1)).await;
    let inside = again(2, WINDOW - 1);
    assert_eq!(accept(&store, &inside).await, same_as(&lead(1)));
    let outside = again(3, WINDOW);
    assert_eq!(accept(&store, &outside).await, new(&outside));
    let after = again(4, WINDOW + 1);
    assert_eq!(accept(&store, &after).await, same_as(&outside));
}

/// The script's request failed on its way back, and the visitor sent the form without it.
pub(super) async fn a_native_post_after_a_scripted_one_is_the_same_lead(store: AnyStore) {
    stored(&*store, &lead(1)).await;
    assert_eq!(accept(&store, &again(2, 1_000)).await, same_as(&lead(1)));
}

pub(super) async fn a_native_post_with_a_known_id_is_answered_by_that_id(store: AnyStore) {
    accept(&store, &lead(1)).await;
    let late = again(1, WINDOW + 1);
    assert_eq!(accept(&store, &late).await, same_as(&lead(1)));
    let other = NewLead {
        fingerprint: "other fields".into(),
        ..lead(1)
    };
    let answer = accept(&store, &other).await;
    assert_eq!(answer.accepted, Accepted::Conflict);
    assert_eq!(answer.id, lead(1).id);
}

/// The question alone, for a proxy that wants the answer before it looks into the fields.
pub(super) async fn an_earlier_lead_with_the_same_fields_is_found(store: AnyStore) {
    let find = async |lead: &NewLead, since_ms| {
        store
            .find_by_fingerprint(&lead.partner, &lead.form, &lead.fingerprint, since_ms)
            .await
            .expect("an answer")
    };
    assert_eq!(find(&lead(1), 0).await, None, "nothing is stored");
    stored(&*store, &lead(1)).await;
    stored(&*store, &again(2, 1_000)).await;
    assert_eq!(find(&lead(1), NOW - 1).await, Some(lead(2).id), "the last");
    assert_eq!(find(&lead(1), NOW + 999).await, Some(lead(2).id));
    assert_eq!(find(&lead(1), NOW + 1_000).await, None, "not after that");
    let others = [
        lead(3),
        NewLead {
            partner: "other".into(),
            ..lead(1)
        },
        NewLead {
            form: "insurance".into(),
            ..lead(1)
        },
    ];
    for other in others {
        assert_eq!(find(&other, 0).await, None, "{other:?}");
    }
}

//! What is promised to who encrypts: personal data is replaced unless it changed, and found as before.

use super::BackEnd;
use super::samples::{NOW, claim_one, email, lead, lead_of, phone, shown, stored};
use leadgate_store::{Accepted, BlindIndex, Erasure, IndexAlias, LeadFilter, Reencryption};

fn reencryption(number: u32, keys: &[BlindIndex]) -> Reencryption {
    Reencryption {
        lead_id: lead(number).id,
        payload_was: lead(number).payload,
        payload: format!("encrypted {number}"),
        fingerprint: format!("keyed {number}"),
        keys: keys.to_vec(),
    }
}

/// The ids of the leads that are remembered by a key.
async fn found(store: &BackEnd, key: &BlindIndex) -> Vec<String> {
    let filter = LeadFilter {
        person: vec![key.key.clone()],
        ..LeadFilter::default()
    };
    let leads = store.list(&filter, None, 10).await.expect("a list");
    leads.into_iter().map(|lead| lead.id).collect()
}

pub(super) async fn what_is_personal_is_replaced_and_the_rest_stays(store: BackEnd) {
    stored(&*store, &lead_of(1, &[email(1), phone(1)], NOW)).await;
    stored(&*store, &lead_of(2, &[email(2)], NOW)).await;
    let before = shown(&*store, &lead(1)).await.summary;
    let leads = [reencryption(1, &[email(7), phone(7)]), reencryption(3, &[])];
    assert_eq!(store.reencrypt(&leads).await, Ok(1));
    let detail = shown(&*store, &lead(1)).await;
    assert_eq!(detail.summary, before);
    assert_eq!(detail.payload.as_deref(), Some("encrypted 1"));
    assert_eq!(detail.fingerprint, "keyed 1");
    for (key, ids) in [(email(1), vec![]), (phone(7), vec![lead(1).id])] {
        assert_eq!(found(&store, &key).await, ids, "{key:?}");
    }
    let other = shown(&*store, &lead(2)).await;
    assert_eq!(other.payload, Some(lead(2).payload));
    assert_eq!(found(&store, &email(2)).await, [lead(2).id]);
    let claims = store.claim("crm", NOW, 1_000, 1, "worker").await;
    assert_eq!(claims.expect("a claim")[0].payload, "encrypted 1");
    let existing = lead(1);
    let same = (store.find_by_fingerprint(&existing.partner, &existing.form, "keyed 1", 0)).await;
    assert_eq!(same, Ok(Some(existing.id)));
}

pub(super) async fn a_lead_that_changed_in_the_meantime_is_not_replaced(store: BackEnd) {
    stored(&*store, &lead_of(1, &[email(1)], NOW)).await;
    stored(&*store, &lead_of(2, &[email(2)], NOW)).await;
    assert_eq!(
        store.reencrypt(&[reencryption(1, &[email(1)])]).await,
        Ok(1)
    );
    // Read before that, written after it.
    assert_eq!(
        store.reencrypt(&[reencryption(1, &[email(7)])]).await,
        Ok(0)
    );
    assert_eq!(found(&store, &email(7)).await, [""; 0]);
    let erasure = Erasure {
        lead_id: lead(2).id,
        kept: "{}".into(),
    };
    store.erase(&[erasure], &[], NOW).await.expect("erased");
    assert_eq!(
        store.reencrypt(&[reencryption(2, &[email(7)])]).await,
        Ok(0)
    );
    let detail = shown(&*store, &lead(2)).await;
    assert_eq!((detail.payload, &*detail.fingerprint), (None, ""));
    assert_eq!(found(&store, &email(7)).await, [""; 0]);
    let claim = claim_one(&*store, NOW, "worker").await;
    assert_eq!(claim.payload, "encrypted 1");
}

pub(super) async fn a_person_is_the_same_by_either_of_two_keys(store: BackEnd) {
    stored(&*store, &lead_of(1, &[email(1), phone(1)], NOW)).await;
    stored(&*store, &lead_of(2, &[email(2)], NOW)).await;
    let alias = IndexAlias {
        existing: email(1).key,
        additional: email(7).key,
    };
    let nobodys = IndexAlias {
        existing: email(8).key,
        additional: email(9).key,
    };
    for _ in 0..2 {
        let both = [alias.clone(), nobodys.clone()];
        assert_eq!(store.add_index_aliases(&both).await, Ok(()));
    }
    for key in [email(1), email(7)] {
        assert_eq!(found(&store, &key).await, [lead(1).id]);
    }
    assert_eq!(found(&store, &email(9)).await, [""; 0]);
    let again = lead_of(3, &[email(7)], NOW + 1);
    assert_eq!(store.accept(&again).await, Ok(Accepted::StoredDuplicate));
    let duplicate_of = shown(&*store, &again).await.summary.duplicate_of;
    assert_eq!(duplicate_of, Some(lead(1).id));
}

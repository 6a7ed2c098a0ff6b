//! Encryption switched on, and keys changed, under a store that holds leads: whoever comes back is
//! known, and no file says who it is.

use std::sync::Arc;

use leadgate_intake::BlindIndexer;
use leadgate_store::prelude::*;
use leadgate_store::{Accepted, Erasure, LeadFilter, NewLead, Scrub};

use crate::encrypted_fixture::{EncryptedFixture, MARKS, NOW, lead, opening, payload, ring};

/// The plain store, then one key, then the next with the first behind it.
async fn stores(encrypted_fixture: &EncryptedFixture) -> [Arc<dyn Store>; 3] {
    [
        encrypted_fixture.opened(None).await.unwrap(),
        encrypted_fixture.opened(Some(&ring(&[1]))).await.unwrap(),
        encrypted_fixture
            .opened(Some(&ring(&[2, 1])))
            .await
            .unwrap(),
    ]
}

/// As several proxies are restarted one by one: each knows the keys of the next step before it encrypts
/// with them.
#[tokio::test]
async fn proxies_that_are_restarted_one_by_one_read_and_recognise_each_others_leads() {
    let encrypted_fixture = EncryptedFixture::new();
    let steps = [
        opening(&[1]),
        ring(&[1]),
        ring(&[1, 2]),
        ring(&[2, 1]),
        ring(&[2]),
    ];
    for (at, pair) in steps.windows(2).enumerate() {
        let [old, new] = pair else { unreachable!() };
        let (old, new) = (
            encrypted_fixture.encrypted(old).await,
            encrypted_fixture.encrypted(new).await,
        );
        let base = 10 * i64::try_from(at).unwrap();
        for (number, one, other) in [(base, &old, &new), (base + 1, &new, &old)] {
            let mut known = lead(&**one, number).await;
            // A person of their own for each pair of proxies.
            known.product = format!("{number}");
            assert_eq!(one.accept(&known).await, Ok(Accepted::Stored), "{at}");
            assert_eq!(payload(&**other, &known).await, known.payload);
            assert_eq!(other.accept(&known).await, Ok(Accepted::Same));
            let again = NewLead {
                id: lead(&**other, number + 5).await.id,
                fingerprint: "other fields".to_owned(),
                ..known
            };
            assert_eq!(
                other.accept(&again).await,
                Ok(Accepted::StoredDuplicate),
                "{at}"
            );
        }
    }
}

/// One that nobody told of the keys, and that was running already.
#[tokio::test]
async fn a_proxy_without_keys_leaves_what_others_encrypt_to_them() {
    let encrypted_fixture = EncryptedFixture::new();
    let [plain, one, _] = stores(&encrypted_fixture).await;
    let encrypted = lead(&*one, 1).await;
    one.accept(&encrypted).await.unwrap();
    assert_eq!(
        plain.claim("crm", NOW + 9, 1_000, 9, "worker").await,
        Ok(vec![])
    );
    assert_eq!(plain.counts().await.unwrap().pending, 1);
    let due = one.next_due("crm", NOW).await.unwrap().unwrap();
    let claims = one.claim("crm", due, 1_000, 9, "worker").await.unwrap();
    assert_eq!(claims[0].payload, encrypted.payload);
}

#[tokio::test]
async fn no_file_holds_what_was_encrypted_nor_a_hash_that_can_be_guessed() {
    let encrypted_fixture = EncryptedFixture::new();
    let encrypted = encrypted_fixture.opened(Some(&ring(&[1]))).await.unwrap();
    let lead = lead(&*encrypted, 1).await;
    encrypted.accept(&lead).await.unwrap();
    let claims = encrypted
        .claim("crm", NOW + 9, 1_000, 1, "worker")
        .await
        .unwrap();
    assert_eq!(claims[0].payload, lead.payload);
    let hashes = lead.keys.iter().map(|key| &*key.key);
    let guessable = hashes.chain([&*lead.fingerprint]).chain(MARKS);
    for text in guessable {
        assert!(!encrypted_fixture.holds(text), "{text}");
    }
    assert!(
        encrypted_fixture.holds(&lead.id),
        "the test looks at the right files"
    );
}

#[tokio::test]
async fn a_lead_from_before_is_shown_delivered_and_found_by_its_person() {
    let encrypted_fixture = EncryptedFixture::new();
    let [plain, one, both] = stores(&encrypted_fixture).await;
    for (store, number) in [(&plain, 1), (&one, 2)] {
        let mut lead = lead(&**store, number).await;
        lead.duplicate_since_ms = None;
        store.accept(&lead).await.unwrap();
    }
    for number in [1, 2] {
        let known = lead(&*both, number).await;
        assert_eq!(payload(&*both, &known).await, known.payload);
    }
    let claims = both
        .claim("crm", NOW + 9, 1_000, 9, "worker")
        .await
        .unwrap();
    assert_eq!(claims.len(), 2);
    let persons = BlindIndexer::new(both.index_key().await.unwrap());
    let filter = LeadFilter {
        person: vec![persons.email(MARKS[1]).key],
        ..LeadFilter::default()
    };
    assert_eq!(both.list(&filter, None, 10).await.unwrap().len(), 2);
    assert_eq!(both.tally(&filter).await.unwrap()[0].count, 2);
    let erasures = [1, 2].map(|number| Erasure {
        lead_id: format!("00000000-0000-4000-8000-{number:012}"),
        kept: "{}".to_owned(),
    });
    both.erase(&erasures, &[], NOW).await.unwrap();
    both.scrub(Scrub::Rewriting).await.unwrap();
    assert!(!MARKS.iter().any(|mark| encrypted_fixture.holds(mark)));
}

#[tokio::test]
async fn a_person_who_comes_back_under_another_key_is_a_duplicate() {
    let encrypted_fixture = EncryptedFixture::new();
    let [plain, one, both] = stores(&encrypted_fixture).await;
    let first = lead(&*plain, 1).await;
    assert_eq!(plain.accept(&first).await, Ok(Accepted::Stored));
    for (store, number) in [(&one, 2), (&both, 3)] {
        let again = lead(&**store, number).await;
        assert_eq!(store.accept(&again).await, Ok(Accepted::StoredDuplicate));
        let shown = store.show(&again.id).await.unwrap().unwrap();
        assert_eq!(shown.summary.duplicate_of.as_ref(), Some(&first.id));
    }
}

#[tokio::test]
async fn the_same_lead_sent_again_under_another_key_is_the_same() {
    let encrypted_fixture = EncryptedFixture::new();
    let [plain, one, both] = stores(&encrypted_fixture).await;
    for (earlier, later, number) in [(&plain, &one, 1), (&plain, &both, 2), (&one, &both, 3)] {
        let known = lead(&**earlier, number).await;
        assert!(earlier.accept(&known).await.unwrap().is_new());
        assert_eq!(later.accept(&known).await, Ok(Accepted::Same));
        let other = NewLead {
            fingerprint: "other fields".to_owned(),
            ..known.clone()
        };
        assert_eq!(later.accept(&other).await, Ok(Accepted::Conflict));
        // Without script there is no id; the fields say that it is the same.
        let without_id = NewLead {
            id: format!("10000000-0000-4000-8000-{number:012}"),
            ..known.clone()
        };
        let NewLead {
            partner,
            form,
            fingerprint,
            ..
        } = &known;
        let found = later
            .find_by_fingerprint(partner, form, fingerprint, NOW - 1)
            .await;
        assert_eq!(found, Ok(Some(known.id.clone())));
        let answer = later.accept_without_id(&without_id, 60_000).await.unwrap();
        assert_eq!((answer.id, answer.accepted), (known.id, Accepted::Same));
    }
}

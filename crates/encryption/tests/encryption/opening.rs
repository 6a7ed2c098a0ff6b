//! What comes of a lead that cannot be opened: it waits, is named, and nothing of it is lost.

use leadgate_store::{DeliveryState, StoreError};

use crate::encrypted_fixture::{EncryptedFixture, MARKS, NOW, lead, payload, ring};

const MINUTE: i64 = 60_000;

#[tokio::test]
async fn a_store_is_not_opened_without_a_key_that_its_leads_are_encrypted_with() {
    let encrypted_fixture = EncryptedFixture::new();
    let encrypted = encrypted_fixture.opened(Some(&ring(&[1]))).await.unwrap();
    let lead = lead(&*encrypted, 1).await;
    encrypted.accept(&lead).await.unwrap();
    for keys in [None, Some(ring(&[2]))] {
        let refused = encrypted_fixture.opened(keys.as_ref()).await.err().unwrap();
        assert!(refused.contains(ring(&[1]).first()), "{refused}");
        assert!(refused.contains("store.encryption_keys"), "{refused}");
    }
    let opened = encrypted_fixture
        .opened(Some(&ring(&[2, 1])))
        .await
        .unwrap();
    assert_eq!(payload(&*opened, &lead).await, lead.payload);
}

#[tokio::test]
async fn a_store_without_encrypted_leads_is_opened_without_a_key() {
    let encrypted_fixture = EncryptedFixture::new();
    let encrypted = encrypted_fixture.opened(Some(&ring(&[1]))).await.unwrap();
    encrypted.counts().await.unwrap();
    assert!(encrypted_fixture.opened(None).await.is_ok());
}

#[tokio::test]
async fn a_delivery_whose_key_is_missing_waits_and_goes_out_once_the_key_is_back() {
    let encrypted_fixture = EncryptedFixture::new();
    let old = encrypted_fixture.encrypted(&ring(&[1])).await;
    let [first, second] = [lead(&*old, 1).await, lead(&*old, 2).await];
    old.accept(&first).await.unwrap();
    let new = encrypted_fixture.encrypted(&ring(&[2])).await;
    new.accept(&second).await.unwrap();
    let claims = new
        .claim("crm", NOW + 9, MINUTE, 10, "worker")
        .await
        .unwrap();
    let claimed: Vec<_> = claims.iter().map(|claim| &claim.lead_id).collect();
    assert_eq!(claimed, [&second.id], "what can be opened is not held up");
    let listed = new.list(&Default::default(), None, 10).await.unwrap();
    let delivery = &listed[1].deliveries[0];
    assert_eq!(delivery.state, DeliveryState::Pending);
    assert_eq!(delivery.attempts, 0, "no attempt is lost");
    let reason = delivery.reason.as_deref().unwrap();
    assert!(reason.contains(ring(&[1]).first()), "{reason}");
    let asked = new.show(&first.id).await.unwrap_err();
    let StoreError::Undecryptable(sentence) = asked else {
        panic!("{asked:?}");
    };
    assert!(sentence.contains(&first.id), "{sentence}");
    let both = encrypted_fixture.encrypted(&ring(&[2, 1])).await;
    let due = both.next_due("crm", NOW).await.unwrap().unwrap();
    let claims = both.claim("crm", due, MINUTE, 10, "worker").await.unwrap();
    assert_eq!(claims[0].payload, first.payload);
}

/// One letter changed, another lead's text, and text that only looks encrypted.
#[tokio::test]
async fn what_was_changed_or_belongs_to_another_lead_is_refused_and_never_dead() {
    let encrypted_fixture = EncryptedFixture::new();
    let encrypted = encrypted_fixture.encrypted(&ring(&[1])).await;
    let leads = [
        lead(&*encrypted, 1).await,
        lead(&*encrypted, 2).await,
        lead(&*encrypted, 3).await,
    ];
    for lead in &leads {
        encrypted.accept(lead).await.unwrap();
    }
    let others = payload(&*encrypted_fixture.plain().await, &leads[2]).await;
    encrypted_fixture
        .tamper(&leads[0], |_| others.clone())
        .await;
    encrypted_fixture
        .tamper(&leads[1], |was| {
            let last = if was.ends_with('A') { "E" } else { "A" };
            format!("{}{last}", &was[..was.len() - 1])
        })
        .await;
    encrypted_fixture
        .tamper(&leads[2], |was| was[..30].to_owned())
        .await;
    for lead in &leads {
        let asked = encrypted.show(&lead.id).await.unwrap_err();
        let StoreError::Undecryptable(sentence) = asked else {
            panic!("{asked:?}");
        };
        assert!(sentence.contains(&lead.id), "{sentence}");
        assert!(!sentence.contains(MARKS[0]));
    }
    assert_eq!(
        encrypted.claim("crm", NOW + 9, MINUTE, 10, "worker").await,
        Ok(vec![])
    );
    let alerts = encrypted
        .claim_alerts(NOW + 9, NOW + 9, MINUTE, 10)
        .await
        .unwrap();
    assert_eq!(alerts.len(), 3, "an operator hears of them");
    assert!(alerts.iter().all(|alert| alert.payload.is_none()));
    let counts = encrypted.counts().await.unwrap();
    assert_eq!((counts.pending, counts.dead), (3, 0));
    // Put right, it goes out: as when the file is restored.
    encrypted_fixture.tamper(&leads[2], |_| others).await;
    let claims = encrypted
        .claim("crm", NOW + 2 * MINUTE, MINUTE, 10, "worker")
        .await;
    assert_eq!(claims.unwrap()[0].payload, leads[2].payload);
}

#[tokio::test]
async fn the_end_of_a_leads_time_comes_even_if_it_cannot_be_opened() {
    let encrypted_fixture = EncryptedFixture::new();
    let encrypted = encrypted_fixture.encrypted(&ring(&[1])).await;
    let leads = [lead(&*encrypted, 1).await, lead(&*encrypted, 2).await];
    for lead in &leads {
        encrypted.accept(lead).await.unwrap();
    }
    encrypted_fixture
        .tamper(&leads[0], |was| was[..30].to_owned())
        .await;
    let expired = encrypted.expired(NOW + 9, &[], &[], 10).await.unwrap();
    let payloads: Vec<_> = expired.into_iter().map(|lead| lead.payload).collect();
    assert_eq!(payloads, [None, Some(leads[1].payload.clone())]);
    // A key that is missing may come back: then nothing is decided without it.
    let other = encrypted_fixture.encrypted(&ring(&[2])).await;
    assert!(other.expired(NOW + 9, &[], &[], 10).await.is_err());
}

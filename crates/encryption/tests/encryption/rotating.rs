//! Everything under the first key, whenever it is broken off and whoever is at work.

use std::collections::BTreeMap;

use leadgate_encryption::{DecryptError, EncryptedStore, Keyring, PLAINTEXT, Rotation, rotate_key};
use leadgate_store::prelude::*;
use leadgate_store::{Erasure, LeadFilter, Scrub};
use leadgate_store_postgres::PostgresStore;
use leadgate_test_support::Cluster;

use crate::encrypted_fixture::{EncryptedFixture, MARKS, NOW, lead, opening, payload, ring};

/// More than a page of plain leads, and as many under the first key.
const LEADS: i64 = 250;

async fn with_leads(encrypted_fixture: &EncryptedFixture) {
    let (plain, encrypted) = (
        encrypted_fixture.plain().await,
        encrypted_fixture.encrypted(&ring(&[1])).await,
    );
    for number in 0..LEADS {
        plain.accept(&lead(&*plain, number).await).await.unwrap();
        let other = lead(&*encrypted, LEADS + number).await;
        encrypted.accept(&other).await.unwrap();
    }
    // Its record stays, and there is nothing to encrypt.
    let erasure = Erasure {
        lead_id: lead(&*plain, 3).await.id,
        kept: "{}".to_owned(),
    };
    plain.erase(&[erasure], &[], NOW).await.unwrap();
}

async fn rotated(encrypted_fixture: &EncryptedFixture, keys: &Keyring, dry_run: bool) -> Rotation {
    let store = encrypted_fixture.plain().await;
    rotate_key(&*store, keys, dry_run, |_| {}).await.unwrap()
}

fn under(counts: &[(&str, i64)]) -> BTreeMap<String, u64> {
    let counts = counts.iter();
    counts
        .map(|(name, leads)| ((*name).to_owned(), *leads as u64))
        .collect()
}

#[tokio::test]
async fn plain_leads_and_those_under_an_older_key_come_under_the_first() {
    let encrypted_fixture = EncryptedFixture::new();
    with_leads(&encrypted_fixture).await;
    let (one, both, two) = (ring(&[1]), ring(&[2, 1]), ring(&[2]));
    let found = rotated(&encrypted_fixture, &both, true).await;
    assert_eq!(
        found.under,
        under(&[(PLAINTEXT, LEADS - 1), (one.first(), LEADS)])
    );
    assert_eq!((found.left, found.reencrypted), (499, 0));
    assert_eq!(
        rotated(&encrypted_fixture, &both, true).await,
        found,
        "a dry run changes nothing"
    );

    let done = rotated(&encrypted_fixture, &both, false).await;
    assert_eq!((done.reencrypted, done.left), (499, 0));
    assert_eq!(done.under, under(&[(two.first(), 2 * LEADS - 1)]));
    // In order of name: digits go before letters.
    assert_eq!(done.free, [one.first(), PLAINTEXT]);
    let again = rotated(&encrypted_fixture, &two, false).await;
    assert_eq!((again.reencrypted, again.under), (0, done.under));

    // The old key is of no use any more, nor are guesses.
    encrypted_fixture
        .plain()
        .await
        .scrub(Scrub::Rewriting)
        .await
        .unwrap();
    let opened = encrypted_fixture.opened(Some(&two)).await.unwrap();
    for number in [0, 1, LEADS, 2 * LEADS - 1] {
        let known = lead(&*opened, number).await;
        assert_eq!(payload(&*opened, &known).await, known.payload);
        let hashes = known.keys.iter().map(|key| key.key.clone());
        let old = known.keys.iter().map(|key| one.person(key).key);
        let old = old.chain([one.fingerprint(&known.fingerprint)]);
        for text in hashes.chain(old).chain([known.fingerprint.clone()]) {
            assert!(!encrypted_fixture.holds(&text), "{text}");
        }
    }
    assert!(!MARKS.iter().any(|mark| encrypted_fixture.holds(mark)));
    let person = LeadFilter {
        person: vec![lead(&*opened, 1).await.keys[0].key.clone()],
        ..LeadFilter::default()
    };
    let found = opened.list(&person, None, 1_000).await.unwrap();
    assert_eq!(found.len() as i64, 2 * LEADS - 1);
}

#[tokio::test]
async fn what_was_broken_off_goes_on_and_two_at_once_do_it_once() {
    let encrypted_fixture = EncryptedFixture::new();
    with_leads(&encrypted_fixture).await;
    let both = ring(&[2, 1]);
    let store = encrypted_fixture.plain().await;
    let mut pages = 0;
    let broken_off = tokio::sync::Notify::new();
    let pass = rotate_key(&*store, &both, false, |_| {
        pages += 1;
        if pages == 2 {
            broken_off.notify_one();
        }
    });
    tokio::select! {
        biased;
        () = broken_off.notified() => {}
        done = pass => panic!("{done:?}"),
    }
    let left = rotated(&encrypted_fixture, &both, true).await.left;
    assert!((1..400).contains(&left), "{left}");
    let other = encrypted_fixture.plain().await;
    let (one, two) = tokio::join!(
        rotate_key(&*store, &both, false, |_| {}),
        rotate_key(&*other, &both, false, |_| {}),
    );
    let (one, two) = (one.unwrap(), two.unwrap());
    assert_eq!(one.reencrypted + two.reencrypted, left);
    let opened = encrypted_fixture.opened(Some(&ring(&[2]))).await.unwrap();
    for number in (0..2 * LEADS).filter(|number| *number != 3) {
        let known = lead(&*opened, number).await;
        assert_eq!(payload(&*opened, &known).await, known.payload);
    }
}

#[tokio::test]
async fn a_lead_that_cannot_be_opened_is_left_and_its_key_is_not_forgotten() {
    let encrypted_fixture = EncryptedFixture::new();
    let old = encrypted_fixture.encrypted(&ring(&[1])).await;
    let [known, changed] = [lead(&*old, 1).await, lead(&*old, 2).await];
    old.accept(&known).await.unwrap();
    let new = encrypted_fixture.encrypted(&ring(&[2])).await;
    new.accept(&changed).await.unwrap();
    encrypted_fixture
        .tamper(&changed, |was| was[..30].to_owned())
        .await;
    let done = rotated(&encrypted_fixture, &ring(&[2]), false).await;
    let lost = DecryptError::NoKey(ring(&[1]).first().to_owned());
    let expected = [
        (known.id.clone(), lost),
        (changed.id, DecryptError::Changed),
    ];
    assert_eq!(done.undecryptable, BTreeMap::from(expected));
    assert_eq!(done.free, [""; 0]);
    assert!(encrypted_fixture.opened(Some(&ring(&[2]))).await.is_err());
    let opened = encrypted_fixture
        .opened(Some(&ring(&[2, 1])))
        .await
        .unwrap();
    assert_eq!(payload(&*opened, &known).await, known.payload);
}

/// Nothing is lost on the way to a key, to the next one, and back.
#[tokio::test]
async fn what_was_encrypted_and_is_stored_as_plaintext_again_is_as_it_was() {
    let encrypted_fixture = EncryptedFixture::new();
    let plain = encrypted_fixture.plain().await;
    for number in 0..5 {
        plain.accept(&lead(&*plain, number).await).await.unwrap();
    }
    let before = plain.export_records(None, 10).await.unwrap();
    for keys in [ring(&[1]), ring(&[2, 1])] {
        assert_eq!(
            rotated(&encrypted_fixture, &keys, false).await.reencrypted,
            5
        );
        assert_ne!(plain.export_records(None, 10).await.unwrap(), before);
    }
    let back = rotated(&encrypted_fixture, &opening(&[2]), false).await;
    assert_eq!(
        (back.reencrypted, back.under),
        (5, under(&[(PLAINTEXT, 5)]))
    );
    assert_eq!(back.free, [ring(&[2]).first()]);
    assert_eq!(plain.export_records(None, 10).await.unwrap(), before);
    assert!(
        encrypted_fixture.opened(None).await.is_ok(),
        "no key is needed any more"
    );
}

/// On the other kind of store, with leads coming in while it is at work.
#[tokio::test]
async fn a_shared_database_is_encrypted_while_leads_come_in() {
    let url = Cluster::shared().database();
    let plain = PostgresStore::open(&url).await.unwrap();
    for number in 0..LEADS {
        plain.accept(&lead(&plain, number).await).await.unwrap();
    }
    let keys = ring(&[1]);
    let proxy = EncryptedStore::new(std::sync::Arc::new(plain.clone()), keys.clone());
    let accepting = async {
        for number in LEADS..LEADS + 100 {
            let lead = lead(&proxy, number).await;
            assert!(proxy.accept(&lead).await.unwrap().is_new());
        }
    };
    let (done, ()) = tokio::join!(rotate_key(&plain, &keys, false, |_| {}), accepting);
    let done = done.unwrap();
    assert_eq!((done.reencrypted, done.left), (LEADS as u64, 0));
    let opened = leadgate_encryption::open(std::sync::Arc::new(plain.clone()), keys).await;
    let opened = opened.unwrap();
    for number in 0..LEADS + 100 {
        let known = lead(&*opened, number).await;
        assert_eq!(payload(&*opened, &known).await, known.payload);
    }
    let known = lead(&*opened, 1).await;
    let stored = plain.export_records(None, 1_000).await.unwrap().leads;
    assert_eq!(stored.len() as i64, LEADS + 100);
    let stored = serde_json::to_string(&stored).unwrap();
    let hashes = known.keys.iter().map(|key| &*key.key);
    for text in hashes.chain(["\"fields-"]).chain(MARKS) {
        assert!(!stored.contains(text), "{text}");
    }
}

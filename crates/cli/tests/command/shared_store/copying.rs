//! `leadgate store copy` as people use it: the real binary, from a file to a server and back.

use leadgate_store::prelude::*;
use leadgate_store::{
    AttemptResult, BlindIndex, BlindIndexKind, Erasure, LeadFilter, NewDelivery, NewLead, Urgency,
};
use leadgate_store_postgres::PostgresStore;
use leadgate_store_sqlite::SqliteStore;
use leadgate_test_support::Cluster;
use serde_json::Value;

use crate::program::{Place, Ran};

const NOW: i64 = 1_795_000_000_000;

fn lead(number: i64) -> NewLead {
    NewLead {
        id: format!("00000000-0000-4000-8000-{number:012}"),
        partner: format!("partner {}", number % 3),
        form: "call-me-back".to_owned(),
        fingerprint: format!("fingerprint {number}"),
        payload: format!(r#"{{"fields":{{"first_name":"Zoë {number}"}}}}"#),
        created_at_ms: NOW + number,
        quarantine_reason: (number % 7 == 3).then(|| "too fast".to_owned()),
        urgency: match number % 5 {
            4 => Urgency::Batch,
            _ => Urgency::Visitor,
        },
        test: number % 11 == 5,
        keys: vec![BlindIndex {
            kind: BlindIndexKind::Email,
            key: format!("key {}", number % 20),
        }],
        product: "energy".to_owned(),
        duplicate_since_ms: Some(0),
        deliveries: ["crm", "archive"][..usize::from(number % 4 != 0) + 1]
            .iter()
            .map(|&connector| NewDelivery {
                connector: connector.to_owned(),
                skip_duplicate: number % 2 == 0,
            })
            .collect(),
    }
}

/// Leads in every state that there is: more than a page of them.
async fn fill(store: &SqliteStore) {
    for number in 0..700 {
        assert!(store.accept(&lead(number)).await.unwrap().is_new());
    }
    let results = [
        AttemptResult::Delivered {
            remote_id: Some("77".to_owned()),
        },
        AttemptResult::Retry {
            at_ms: NOW + 60_000,
            reason: "status 503".to_owned(),
        },
        AttemptResult::Dead {
            reason: "status 400".to_owned(),
        },
    ];
    for connector in ["crm", "archive"] {
        let claims = store.claim(connector, NOW + 999, 60_000, 60, "worker");
        for (at, claim) in claims.await.unwrap().iter().enumerate() {
            // Every fourth stays claimed, as when a proxy was killed.
            if let Some(result) = results.get(at % 4) {
                store
                    .finish(claim, result.clone(), NOW + 1_000)
                    .await
                    .unwrap();
            }
        }
    }
    let erasure = Erasure {
        lead_id: lead(1).id,
        kept: "{}".to_owned(),
    };
    store.erase(&[erasure], &[], NOW + 2_000).await.unwrap();
    store.claim_alerts(NOW + 10, NOW, 60_000, 5).await.unwrap();
}

async fn everything(store: &dyn StoreTransfer) -> String {
    let records = store.export_records(None, 10_000).await.unwrap();
    assert_eq!(records.next, None);
    let filter = LeadFilter::default();
    format!(
        "{:?} {:?} {:?} {:?}",
        serde_json::to_string(&records.leads).unwrap(),
        store.counts().await.unwrap(),
        store.tally(&filter).await.unwrap(),
        store.index_key().await.unwrap(),
    )
}

fn copy(place: &Place, from: &str, to: &str) -> Ran {
    place.run(&["store", "copy", "--from", from, "--to", to, "--json"])
}

fn answer(ran: &Ran) -> Value {
    assert_eq!(ran.code, 0, "{ran:?}");
    serde_json::from_str(&ran.out).unwrap()
}

#[tokio::test]
async fn a_store_is_the_same_on_the_other_side_and_after_the_way_back() {
    let place = Place::new();
    let file = |name: &str| format!("sqlite:{}", place.path(name).display());
    let (old, back) = (file("old.db"), file("back.db"));
    let source = SqliteStore::open(&old).await.unwrap();
    fill(&source).await;
    let wanted = everything(&source).await;
    source.close().await;

    // The URL in a file, as where it holds a password.
    let server = Cluster::shared().database();
    place.write("store-url", &format!("{server}\n"));
    let there = answer(&copy(&place, &old, "@store-url"));
    assert_eq!(
        (&there["leads"], &there["written"]),
        (&700.into(), &700.into())
    );
    let copied = PostgresStore::open(&server).await.unwrap();
    assert_eq!(everything(&copied).await, wanted);

    // Again: nothing is there twice.
    let again = answer(&copy(&place, &old, &server));
    assert_eq!(
        (&again["written"], &again["sha256"]),
        (&0.into(), &there["sha256"])
    );

    let way_back = answer(&copy(&place, &server, &back));
    assert_eq!(way_back["sha256"], there["sha256"]);
    let returned = SqliteStore::open(&back).await.unwrap();
    assert_eq!(everything(&returned).await, wanted);

    // What was claimed is claimed again, under a fence that goes on.
    let claims = copied.claim("crm", NOW + 100_000, 1, 1_000, "next").await;
    assert!(claims.unwrap().iter().any(|claim| claim.fence == 2));

    // A target that went on by itself is not passed off as a copy.
    copied.accept(&lead(9_000)).await.unwrap();
    let differs = copy(&place, &old, &server);
    assert_eq!(differs.code, 1, "{differs:?}");
    assert!(differs.err.contains("the stores differ"), "{differs:?}");
}

#[test]
fn a_copy_that_cannot_be_meant_is_refused_before_anything_is_made() {
    let place = Place::new();
    for (from, to, code, said) in [
        ("sqlite:a.db", "sqlite:a.db", 2, "the same store"),
        ("sqlite:a.db", "mysql://b", 2, "--to: must be sqlite:FILE"),
        (
            "@nowhere",
            "sqlite:b.db",
            2,
            "--from: nowhere cannot be read",
        ),
        ("sqlite:a.db", "sqlite:b.db", 1, "there is no file"),
    ] {
        let ran = copy(&place, from, to);
        assert_eq!(ran.code, code, "{ran:?}");
        assert!(ran.err.contains(said), "{ran:?}");
    }
    assert!(!place.path("a.db").exists() && !place.path("b.db").exists());
}

#[tokio::test]
async fn a_target_with_leads_of_its_own_is_refused() {
    let place = Place::new();
    let [one, other] =
        ["one", "other"].map(|name| format!("sqlite:{}", place.path(name).display()));
    for url in [&one, &other] {
        let store = SqliteStore::open(url).await.unwrap();
        store.accept(&lead(1)).await.unwrap();
        store.close().await;
    }
    let ran = copy(&place, &one, &other);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.err.contains("leads of its own"), "{ran:?}");
}

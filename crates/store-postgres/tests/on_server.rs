//! What PostgreSQL adds to the contract: several proxies, a server that goes away, and damage.
//!
//! A second, plain connection plays the operator or the damage.

use std::collections::HashSet;
use std::time::Duration;

use leadgate_store::prelude::*;
use leadgate_store::{Accepted, NewDelivery, NewLead, StoreError};
use leadgate_store_postgres::PostgresStore;
use leadgate_test_support::{Cluster, Syncing};
use sqlx::postgres::PgConnection;
use sqlx::{Connection as _, query, query_scalar};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

const NOW: i64 = 1_790_000_000_000;

/// Longer than anything here takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

fn lead(number: u32) -> NewLead {
    NewLead {
        id: format!("00000000-0000-4000-8000-{number:012}"),
        partner: "demo".into(),
        form: "call-me-back".into(),
        fingerprint: format!("fingerprint-{number}"),
        payload: r#"{"name":"An Peeters"}"#.into(),
        created_at_ms: NOW,
        deliveries: vec![NewDelivery {
            connector: "crm".into(),
            skip_duplicate: false,
        }],
        ..NewLead::default()
    }
}

async fn open(url: &str) -> PostgresStore {
    PostgresStore::open(url).await.expect("a store")
}

async fn operator(url: &str) -> PgConnection {
    PgConnection::connect(url).await.expect("a connection")
}

async fn in_time<Answer>(waited: impl Future<Output = Answer>) -> Answer {
    timeout(PATIENCE, waited).await.expect("it comes in time")
}

#[tokio::test]
async fn two_proxies_never_hold_the_same_delivery() {
    let url = Cluster::shared().database();
    let proxies = [open(&url).await, open(&url).await];
    for number in 0..100 {
        proxies[0].accept(&lead(number)).await.unwrap();
    }
    let mut workers = JoinSet::new();
    for worker in 0..8 {
        let proxy = proxies[worker % 2].clone();
        workers.spawn(async move {
            let mut held = Vec::new();
            loop {
                let worker = format!("worker {worker}");
                let claims = proxy.claim("crm", NOW, 60_000, 3, &worker).await.unwrap();
                if claims.is_empty() {
                    return held;
                }
                held.extend(claims.into_iter().map(|claim| claim.delivery_id));
            }
        });
    }
    let held: Vec<i64> = workers.join_all().await.into_iter().flatten().collect();
    assert_eq!(held.len(), 100);
    let distinct: HashSet<i64> = held.into_iter().collect();
    assert_eq!(distinct.len(), 100, "nothing is held twice");
}

#[tokio::test]
async fn identical_posts_to_two_proxies_at_once_are_one_lead() {
    let url = Cluster::shared().database();
    let proxies = [open(&url).await, open(&url).await];
    let mut posts = JoinSet::new();
    for number in 0..40 {
        let proxy = proxies[number as usize % 2].clone();
        let same_fields_by_fours = NewLead {
            fingerprint: format!("fields {}", number / 4),
            ..lead(number)
        };
        posts.spawn(async move {
            proxy
                .accept_without_id(&same_fields_by_fours, 600_000)
                .await
        });
    }
    let answers: Result<Vec<_>, _> = posts.join_all().await.into_iter().collect();
    let stored = (answers.unwrap().iter())
        .filter(|answer| answer.accepted == Accepted::Stored)
        .count();
    assert_eq!(stored, 10);
    assert_eq!(proxies[0].counts().await.unwrap().created, 10);
}

#[tokio::test]
async fn a_lead_at_one_proxy_wakes_the_other() {
    let url = Cluster::shared().database();
    let (one, other) = (open(&url).await, open(&url).await);
    // Once it listens it is woken, for what it may have missed.
    in_time(other.woken()).await;
    for number in 0..3 {
        one.accept(&lead(number)).await.unwrap();
        in_time(other.woken()).await;
        assert_eq!(
            other.claim("crm", NOW, 1, 9, "worker").await.unwrap().len(),
            1
        );
    }
    let given_back = other.claim("crm", NOW + 1, 1, 9, "worker").await.unwrap();
    assert_eq!(given_back.len(), 3);
    in_time(one.woken()).await;
    other.return_leases("worker", NOW).await.unwrap();
    in_time(one.woken()).await;
}

#[tokio::test]
async fn a_server_that_restarts_is_found_again_by_the_same_proxies() {
    let cluster = Cluster::start(Syncing::On);
    let url = cluster.database();
    let (one, other) = (open(&url).await, open(&url).await);
    in_time(other.woken()).await;
    one.accept(&lead(1)).await.unwrap();
    in_time(other.woken()).await;

    cluster.stop();
    for away in [
        one.accept(&lead(2)).await.err(),
        one.can_store().await.err(),
    ] {
        assert!(
            matches!(away, Some(StoreError::Unavailable(_) | StoreError::Busy)),
            "{away:?}"
        );
    }
    assert!(other.claim("crm", NOW, 1, 9, "worker").await.is_err());

    cluster.resume();
    assert_eq!(one.accept(&lead(2)).await, Ok(Accepted::Stored));
    assert_eq!(one.accept(&lead(1)).await, Ok(Accepted::Same));
    assert_eq!(
        other.claim("crm", NOW, 1, 9, "worker").await.unwrap().len(),
        2
    );
    // Listening begins again by itself.
    in_time(other.woken()).await;
    one.accept(&lead(3)).await.unwrap();
    in_time(other.woken()).await;
}

/// The server ends in the middle of everything, without writing what it had not written.
#[tokio::test]
async fn what_was_acknowledged_survives_a_crash_of_the_server() {
    let cluster = Cluster::start(Syncing::On);
    let url = cluster.database();
    let store = open(&url).await;
    let mut posting = JoinSet::new();
    for client in 0..4 {
        let store = store.clone();
        posting.spawn(async move {
            let mut acknowledged = Vec::new();
            for number in 0.. {
                let lead = lead(client * 1_000_000 + number);
                match store.accept(&lead).await {
                    Ok(accepted) => assert_eq!(accepted, Accepted::Stored),
                    Err(_) => break,
                }
                acknowledged.push(lead.id);
            }
            acknowledged
        });
    }
    in_time(async {
        while store.counts().await.unwrap().created < 50 {
            sleep(Duration::from_millis(5)).await;
        }
    })
    .await;
    cluster.crash();
    let acknowledged: Vec<String> = posting.join_all().await.into_iter().flatten().collect();
    cluster.resume();
    assert!(acknowledged.len() >= 46, "{}", acknowledged.len());
    for id in &acknowledged {
        let lead = store.show(id).await.unwrap().expect("it was acknowledged");
        assert_eq!(lead.summary.deliveries.len(), 1);
    }
    let counts = store.counts().await.unwrap();
    assert!(counts.reconcile(), "{counts:?}");
    // One for each client may have been stored without the answer getting through.
    let unanswered = counts.created - acknowledged.len() as u64;
    assert!(unanswered <= 4, "{unanswered}");
}

#[tokio::test]
async fn a_row_that_went_missing_shows_in_the_counts() {
    for damage in [
        "delete from deliveries where connector = 'crm' and lead_seq = 2",
        "with gone as (delete from deliveries where lead_seq = 2) delete from leads where seq = 2",
        "truncate leads, deliveries, blind_indexes",
    ] {
        let url = Cluster::shared().database();
        let store = open(&url).await;
        for number in 1..=3 {
            store.accept(&lead(number)).await.unwrap();
        }
        assert!(store.counts().await.unwrap().reconcile());
        query(damage)
            .execute(&mut operator(&url).await)
            .await
            .unwrap();
        let counts = store.counts().await.unwrap();
        assert_eq!(counts.created, 3, "{damage}");
        assert!(!counts.reconcile(), "{damage}: {counts:?}");
    }
}

#[tokio::test]
async fn proxies_that_start_at_once_migrate_the_database_once() {
    let url = Cluster::shared().database();
    let starts: JoinSet<_> = (0..4)
        .map(|_| {
            let url = url.clone();
            async move { PostgresStore::open(&url).await.map(drop) }
        })
        .collect();
    assert_eq!(starts.join_all().await, [Ok(()), Ok(()), Ok(()), Ok(())]);
    let twice: i64 =
        query_scalar("select count(*) - count(distinct version) from _sqlx_migrations")
            .fetch_one(&mut operator(&url).await)
            .await
            .unwrap();
    assert_eq!(twice, 0);
}

#[tokio::test]
async fn a_database_of_a_newer_version_is_refused() {
    let url = Cluster::shared().database();
    open(&url).await.close().await;
    query(
        "insert into _sqlx_migrations (version, description, success, checksum, execution_time)
        values (9999, 'from the future', true, '\\x00', 0)",
    )
    .execute(&mut operator(&url).await)
    .await
    .unwrap();
    let refused = PostgresStore::open(&url).await.unwrap_err().to_string();
    assert!(refused.contains("newer than this program"), "{refused}");
}

#[tokio::test]
async fn a_store_that_has_to_be_there_is_not_made() {
    let url = Cluster::shared().database();
    let refused = PostgresStore::open_existing(&url).await.unwrap_err();
    assert!(refused.to_string().contains("holds no leads"), "{refused}");
    let tables: i64 = query_scalar(
        "select count(*) from pg_tables where schemaname not in ('pg_catalog', 'information_schema')",
    )
    .fetch_one(&mut operator(&url).await)
    .await
    .unwrap();
    assert_eq!(tables, 0);
    open(&url).await.close().await;
    PostgresStore::open_existing(&url).await.unwrap();
}

#[tokio::test]
async fn what_keeps_a_store_from_opening_is_said_without_the_password() {
    let there = Cluster::shared().database();
    let not_there = there.replace("/test_", "/no_such_");
    for (url, said) in [
        (not_there.as_str(), "no such database"),
        (
            "postgres:///leads?host=/no/such/folder&user=proxy&password=s3cret",
            "no server listens",
        ),
        (
            "postgres://proxy:s3cret@127.0.0.1:1/leads",
            "the connection failed",
        ),
    ] {
        let refused = PostgresStore::open(url).await.unwrap_err().to_string();
        assert!(refused.contains(said), "{refused}");
        assert!(!refused.contains("s3cret"), "{refused}");
    }
}

//! What is promised to those who write at the same moment. A lock on the table makes them wait
//! together.

use leadgate_store::prelude::*;
use leadgate_store::{Accepted, NewDelivery, NewLead};
use leadgate_test_support::Cluster;
use sqlx::{Postgres, Transaction};
use tokio::task::JoinSet;

use super::*;
use crate::PostgresStore;

async fn empty() -> PostgresStore {
    let url = Cluster::shared().database();
    PostgresStore::open(&url).await.unwrap()
}

/// Nobody else writes leads until it is dropped.
async fn lock(store: &PostgresStore) -> Transaction<'static, Postgres> {
    let mut lock = store.pool.begin().await.unwrap();
    sqlx::query("lock table leads in exclusive mode")
        .execute(&mut *lock)
        .await
        .unwrap();
    lock
}

fn lead(number: usize) -> NewLead {
    NewLead {
        id: format!("00000000-0000-4000-8000-{number:012}"),
        partner: "demo".into(),
        form: "call-me-back".into(),
        fingerprint: format!("fingerprint {number}"),
        payload: "{}".into(),
        created_at_ms: 0,
        deliveries: vec![NewDelivery {
            connector: "crm".into(),
            skip_duplicate: false,
        }],
        ..NewLead::default()
    }
}

/// Begins to accept leads, and returns when all of them wait in the queue or are under way.
async fn accept_all_of(
    store: &PostgresStore,
    leads: impl IntoIterator<Item = NewLead>,
) -> JoinSet<(String, Result<Accepted, StoreError>)> {
    let mut accepting = JoinSet::new();
    for lead in leads {
        let store = store.clone();
        accepting.spawn(async move { (lead.id.clone(), store.accept(&lead).await) });
    }
    // The tests' runtime has one thread, and each task queues up at its first turn.
    tokio::task::yield_now().await;
    accepting
}

/// The transactions that stored leads.
async fn transactions(store: &PostgresStore) -> i64 {
    sqlx::query_scalar("select count(distinct xmin::text) from leads")
        .fetch_one(&store.pool)
        .await
        .unwrap()
}

#[tokio::test]
async fn leads_that_wait_at_the_same_moment_share_transactions() {
    let store = empty().await;
    let other = lock(&store).await;
    let accepting = accept_all_of(&store, (0..200).map(lead)).await;
    other.rollback().await.unwrap();
    for (id, accepted) in accepting.join_all().await {
        assert_eq!(accepted, Ok(Accepted::Stored), "{id}");
    }
    assert_eq!(store.counts().await.unwrap().created, 200);
    let transactions = transactions(&store).await;
    assert!((1..=5).contains(&transactions), "{transactions}");
}

#[tokio::test]
async fn a_lead_that_the_server_cannot_hold_takes_no_neighbour_along() {
    let store = empty().await;
    let mut leads: Vec<NewLead> = (0..20).map(lead).collect();
    leads[10].product = "\0".into();
    let refused = leads[10].id.clone();
    let other = lock(&store).await;
    let accepting = accept_all_of(&store, leads).await;
    other.rollback().await.unwrap();
    for (id, accepted) in accepting.join_all().await {
        if id == refused {
            assert!(matches!(accepted, Err(StoreError::Unavailable(_))));
        } else {
            assert_eq!(accepted, Ok(Accepted::Stored), "{id}");
        }
    }
    let counts = store.counts().await.unwrap();
    assert_eq!(counts.created, 19);
    assert!(counts.reconcile());
}

#[tokio::test]
async fn when_too_many_wait_the_next_is_told_so_at_once_and_the_others_are_stored() {
    let store = empty().await;
    let other = lock(&store).await;
    let mut accepting = accept_all_of(&store, (0..WAITING_MAX).map(lead)).await;
    let mut waiting = WAITING_MAX;
    // What is in a transaction that meets the lock waits no longer in the queue.
    while store.group.queue.capacity() > 0 {
        accepting.spawn({
            let (store, lead) = (store.clone(), lead(waiting));
            async move { (lead.id.clone(), store.accept(&lead).await) }
        });
        tokio::task::yield_now().await;
        waiting += 1;
    }
    let refused = store.accept(&lead(usize::MAX)).await;
    assert_eq!(refused, Err(StoreError::Busy));
    other.rollback().await.unwrap();
    for (_, accepted) in accepting.join_all().await {
        assert_eq!(accepted, Ok(Accepted::Stored));
    }
    let created = store.counts().await.unwrap().created;
    assert_eq!(created, u64::try_from(waiting).unwrap());
}

#[tokio::test]
async fn closing_stores_what_waits_and_refuses_what_comes_after() {
    let url = Cluster::shared().database();
    let store = PostgresStore::open(&url).await.unwrap();
    let other = PostgresStore::open(&url).await.unwrap();
    let held = lock(&other).await;
    let accepting = accept_all_of(&store, (0..10).map(lead)).await;
    let closing = tokio::spawn({
        let store = store.clone();
        async move { store.close().await }
    });
    tokio::task::yield_now().await;
    held.rollback().await.unwrap();
    for (_, accepted) in accepting.join_all().await {
        assert_eq!(accepted, Ok(Accepted::Stored));
    }
    closing.await.unwrap();
    let refused = store.accept(&lead(11)).await;
    assert!(matches!(refused, Err(StoreError::Unavailable(_))));
}

#[tokio::test]
async fn a_lead_whose_visitor_has_left_is_stored_all_the_same() {
    let store = empty().await;
    let other = lock(&store).await;
    let mut accepting = accept_all_of(&store, [lead(1)]).await;
    accepting.shutdown().await;
    other.rollback().await.unwrap();
    // Its group was before this one.
    store.close().await;
    let url = store.settings;
    let mut reader = sqlx::ConnectOptions::connect(&url).await.unwrap();
    let stored: i64 = sqlx::query_scalar("select count(*) from leads")
        .fetch_one(&mut reader)
        .await
        .unwrap();
    assert_eq!(stored, 1);
}

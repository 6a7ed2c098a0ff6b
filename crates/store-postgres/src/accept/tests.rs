//! What accepts that share a transaction, or meet another one under way, see and leave behind.

use leadgate_store::NewDelivery;
use leadgate_store::prelude::*;
use leadgate_test_support::Cluster;

use super::*;
use crate::PostgresStore;

fn lead(number: u32) -> NewLead {
    NewLead {
        id: format!("lead {number}"),
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

async fn accept(connection: &mut PgConnection, lead: &NewLead) -> Accepted {
    let (lead, window_ms) = (lead.clone(), None);
    let answers = accept_all(connection, &[&Incoming { lead, window_ms }]).await;
    answers.unwrap()[0].accepted
}

async fn empty() -> PostgresStore {
    let url = Cluster::shared().database();
    PostgresStore::open(&url).await.unwrap()
}

#[tokio::test]
async fn an_accept_does_not_wait_for_another_that_is_under_way() {
    let store = empty().await;
    let mut under_way = store.pool.begin().await.unwrap();
    let accepted = accept(&mut under_way, &lead(1)).await;
    assert_eq!(accepted, Accepted::Stored);
    // Would end as busy, if it waited.
    assert_eq!(store.accept(&lead(2)).await, Ok(Accepted::Stored));
    assert_eq!(store.counts().await.unwrap().created, 1);
    under_way.commit().await.unwrap();
    assert_eq!(store.counts().await.unwrap().created, 2);
}

#[tokio::test]
async fn an_accept_that_is_undone_leaves_no_trace_in_the_counts() {
    let store = empty().await;
    let mut undone = store.pool.begin().await.unwrap();
    accept(&mut undone, &lead(1)).await;
    undone.rollback().await.unwrap();
    assert_eq!(store.accept(&lead(2)).await, Ok(Accepted::Stored));
    let counts = store.counts().await.unwrap();
    assert_eq!((counts.created, counts.pending), (1, 1));
}

#[tokio::test]
async fn accepts_that_share_a_transaction_are_undone_one_by_one() {
    let store = empty().await;
    let mut shared = store.pool.begin().await.unwrap();
    for number in 1..=3 {
        let mut one = shared.begin().await.unwrap();
        accept(&mut one, &lead(number)).await;
        match number {
            2 => one.rollback().await.unwrap(),
            _ => one.commit().await.unwrap(),
        }
    }
    shared.commit().await.unwrap();
    assert_eq!(store.show(&lead(2).id).await, Ok(None));
    let counts = store.counts().await.unwrap();
    assert_eq!((counts.created, counts.pending), (2, 2));
}

/// A visitor who leaves drops the request: what it began must not keep the next from writing.
#[tokio::test]
async fn a_caller_who_stops_waiting_leaves_all_or_nothing() {
    let store = empty().await;
    for polls in 0..40 {
        let lead = lead(polls);
        drop_after(polls, store.accept_without_id(&lead, 1_000)).await;
        assert_eq!(store.can_store().await, Ok(()));
        let stored = store.show(&lead.id).await.unwrap();
        assert!(stored.is_none_or(|lead| lead.summary.deliveries.len() == 1));
        assert!(store.counts().await.unwrap().reconcile());
    }
}

/// Polls a future that often, with a turn for everybody else in between, and drops it.
async fn drop_after<Waited: Future>(polls: u32, waited: Waited) {
    let mut waited = Box::pin(waited);
    for _ in 0..polls {
        tokio::select! {
            biased;
            _ = &mut waited => return,
            () = tokio::task::yield_now() => {}
        }
    }
}

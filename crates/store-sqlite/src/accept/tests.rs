//! What happens to a lead when the disk is full, or nobody waits for it any more.

use leadgate_store::prelude::*;
use leadgate_store::{NewDelivery, StoreError};

use super::*;
use crate::SqliteStore;

/// Needs much more space than an empty store has.
fn big_lead() -> NewLead {
    NewLead {
        id: "00000000-0000-4000-8000-000000000001".into(),
        partner: "demo".into(),
        form: "call-me-back".into(),
        fingerprint: "fingerprint".into(),
        payload: "x".repeat(4 << 20),
        created_at_ms: 0,
        deliveries: vec![NewDelivery {
            connector: "crm".into(),
            skip_duplicate: false,
        }],
        ..NewLead::default()
    }
}

/// The largest number of pages that the file may have.
async fn limit_pages(store: &SqliteStore, pages: u32) {
    let limited = store.writer.alone(move |connection| {
        connection
            .pragma_update_and_check(None, "max_page_count", pages, |_| Ok(()))
            .map_err(crate::error::store_error)
    });
    limited.await.unwrap();
}

/// `SQLite`'s own limit stands for the disk's: it too is hit in the middle of a transaction,
/// which `SQLite` then ends by itself.
#[tokio::test]
async fn a_full_disk_refuses_and_spoils_nothing_that_comes_after() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("leadgate.db").display());
    let store = SqliteStore::open(&url).await.unwrap();
    limit_pages(&store, 100).await;
    assert_eq!(store.accept(&big_lead()).await, Err(StoreError::Full));
    assert_eq!(store.show(&big_lead().id).await, Ok(None));
    assert_eq!(store.counts().await.unwrap().created, 0);

    limit_pages(&store, 1_000_000).await;
    assert_eq!(store.can_store().await, Ok(()));
    assert_eq!(store.accept(&big_lead()).await, Ok(Accepted::Stored));
    assert_eq!(store.check_integrity().await, Ok(()));
}

/// A visitor who leaves drops the request: what it began must not keep the next from writing.
#[tokio::test]
async fn a_caller_who_stops_waiting_leaves_all_or_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("leadgate.db").display());
    let store = SqliteStore::open(&url).await.unwrap();
    for polls in 0..40 {
        let lead = NewLead {
            id: format!("lead {polls}"),
            ..big_lead()
        };
        drop_after(polls, store.accept(&lead)).await;
        let deliveries = store.show(&lead.id).await.unwrap();
        assert!(deliveries.is_none_or(|lead| lead.summary.deliveries.len() == 1));
        assert_eq!(store.can_store().await, Ok(()));
        assert!(store.counts().await.unwrap().reconcile());
    }
}

/// Polls a future that often, with a turn for everybody else in between, and drops it.
async fn drop_after<Waited: Future>(polls: usize, waited: Waited) {
    let mut waited = Box::pin(waited);
    for _ in 0..polls {
        tokio::select! {
            biased;
            _ = &mut waited => return,
            () = tokio::task::yield_now() => {}
        }
    }
}

/// An id that sorts nowhere in particular, such as one of version 4, is as good as any other.
#[tokio::test]
async fn ids_in_no_order_are_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("leadgate.db").display());
    let store = SqliteStore::open(&url).await.unwrap();
    let of = |number: u32| NewLead {
        // Spread over the whole range.
        id: format!(
            "{:08x}-0000-4000-8000-000000000000",
            number.wrapping_mul(0x9e37_79b9)
        ),
        payload: format!("{{\"number\":{number}}}"),
        ..big_lead()
    };
    for number in 0..500 {
        assert_eq!(store.accept(&of(number)).await, Ok(Accepted::Stored));
    }
    for number in 0..500 {
        assert_eq!(store.accept(&of(number)).await, Ok(Accepted::Same));
        let shown = store.show(&of(number).id).await.unwrap().unwrap();
        assert_eq!(shown.payload, Some(of(number).payload));
    }
}

/// Blocks of the index are looked into from the newest back to the first of the time in question.
#[tokio::test]
async fn a_native_post_is_found_however_many_leads_came_after_it() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("leadgate.db").display());
    let store = SqliteStore::open(&url).await.unwrap();
    let of = |number: i64| NewLead {
        id: format!("lead {number}"),
        fingerprint: format!("{number:064x}"),
        payload: "{}".into(),
        created_at_ms: number,
        ..big_lead()
    };
    let mut accepting = tokio::task::JoinSet::new();
    let leads = 3 * 1024 + 500;
    for number in 1..=leads {
        let store = store.clone();
        accepting.spawn(async move { store.accept(&of(number)).await.unwrap() });
        if number % 500 == 0 {
            while accepting.join_next().await.is_some() {}
        }
    }
    while accepting.join_next().await.is_some() {}
    let find = async |number: i64, since_ms| {
        let lead = of(number);
        let found =
            store.find_by_fingerprint(&lead.partner, &lead.form, &lead.fingerprint, since_ms);
        found.await.unwrap()
    };
    for number in [1, 1023, 1024, 1025, 2047, 2048, 3000, leads] {
        assert_eq!(find(number, number - 1).await, Some(of(number).id));
        assert_eq!(find(number, 0).await, Some(of(number).id));
        assert_eq!(find(number, number).await, None, "not after that");
    }
}

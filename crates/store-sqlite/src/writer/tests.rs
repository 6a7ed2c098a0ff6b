//! What is promised to those who write at the same moment. Another process's lock makes them wait
//! together.

use std::path::PathBuf;
use std::task::Poll;
use std::time::Duration;

use futures::future::{BoxFuture, ready};
use futures::poll;
use leadgate_store::prelude::*;
use leadgate_store::{Accepted, NewDelivery, NewLead, StoreError};
use tempfile::TempDir;
use tokio::task::JoinSet;

use super::*;
use crate::SqliteStore;
use crate::error::store_error;

mod endings;

struct Fixture {
    folder: TempDir,
    store: SqliteStore,
}

impl Fixture {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("leadgate.db").display());
        let store = SqliteStore::open(&url).await.unwrap();
        Self { folder, store }
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Another process that holds the write lock.
    fn lock(&self) -> Connection {
        let other = Connection::open(self.file("leadgate.db")).unwrap();
        other.busy_timeout(Duration::from_secs(5)).unwrap();
        other.execute_batch("begin immediate").unwrap();
        other
    }

    /// Changes the store behind its back.
    async fn change(&self, sql: &'static str) {
        let changed = self
            .store
            .writer
            .alone(|connection| connection.execute_batch(sql).map_err(store_error));
        changed.await.unwrap();
    }

    /// How often something was committed since the write-ahead log was begun: a frame that ends a
    /// transaction holds the size of the database, every other one zero
    /// (<https://www.sqlite.org/fileformat2.html#the_write_ahead_log>).
    fn commits(&self) -> usize {
        let log = std::fs::read(self.file("leadgate.db-wal")).unwrap();
        let word = |at: usize| u32::from_be_bytes(log[at..at + 4].try_into().unwrap());
        let (page_size, salt) = (word(8) as usize, word(16));
        (32..log.len())
            .step_by(24 + page_size)
            .take_while(|&frame| word(frame + 8) == salt)
            .filter(|&frame| word(frame + 4) != 0)
            .count()
    }

    /// Begins to accept leads, and returns when all of them wait in the queue.
    async fn accept_all(
        &self,
        leads: Vec<NewLead>,
    ) -> JoinSet<(String, Result<Accepted, StoreError>)> {
        let mut accepting = JoinSet::new();
        for lead in leads {
            let store = self.store.clone();
            let accepted = async move { (lead.id.clone(), store.accept(&lead).await) };
            accepting.spawn(begun(accepted).await);
        }
        accepting
    }
}

/// Something that has come as far as it can: what it writes waits in the queue.
async fn begun<T: Send + 'static>(
    future: impl Future<Output = T> + Send + 'static,
) -> BoxFuture<'static, T> {
    let mut future: BoxFuture<'static, T> = Box::pin(future);
    match poll!(&mut future) {
        Poll::Ready(done) => Box::pin(ready(done)),
        Poll::Pending => future,
    }
}

fn unlock(other: Connection) {
    other.execute_batch("rollback").unwrap();
    other.close().unwrap();
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

#[tokio::test]
async fn leads_that_wait_at_the_same_moment_share_one_transaction() {
    let fixture = Fixture::new().await;
    let before = fixture.commits();
    let other = fixture.lock();
    let accepting = fixture.accept_all((0..100).map(lead).collect()).await;
    unlock(other);
    for (_, accepted) in accepting.join_all().await {
        assert_eq!(accepted, Ok(Accepted::Stored));
    }
    assert_eq!(fixture.store.counts().await.unwrap().created, 100);
    // Some may have been alone: those whose transaction met the lock.
    let commits = fixture.commits() - before;
    assert!((1..=2).contains(&commits), "{commits} commits");
}

#[tokio::test]
async fn a_write_that_fails_takes_no_neighbour_along() {
    let fixture = Fixture::new().await;
    let other = fixture.lock();
    let first = fixture.accept_all((0..10).map(lead).collect()).await;
    let mut failing = JoinSet::new();
    for _ in 0..3 {
        let writer = fixture.store.writer.clone();
        let failed = async move {
            let step = |connection: &Writing| {
                connection.execute("update probe set writes = 1000", [])?;
                // Against the schema.
                connection.execute("update probe set only_row = 2", [])
            };
            writer.write(step).await
        };
        failing.spawn(begun(failed).await);
    }
    let last = fixture.accept_all((10..20).map(lead).collect()).await;
    unlock(other);
    for answer in failing.join_all().await {
        assert!(matches!(answer, Err(StoreError::Corrupt(_))), "{answer:?}");
    }
    for accepting in [first, last] {
        for (_, accepted) in accepting.join_all().await {
            assert_eq!(accepted, Ok(Accepted::Stored));
        }
    }
    let writes = fixture.store.looking.read(|connection| {
        connection.query_row("select writes from probe", [], |row| row.get::<_, i64>(0))
    });
    assert_eq!(writes.await, Ok(0), "what failed is undone as a whole");
}

#[tokio::test]
async fn a_lead_that_is_refused_takes_no_neighbour_along() {
    let fixture = Fixture::new().await;
    let refused = lead(10).id;
    fixture
        .change(
            "create trigger refuse before insert on leads
            when new.fingerprint = 'fingerprint 10'
            begin select raise(abort, 'refused'); end",
        )
        .await;
    let other = fixture.lock();
    let accepting = fixture.accept_all((0..20).map(lead).collect()).await;
    unlock(other);
    for (id, accepted) in accepting.join_all().await {
        if id == refused {
            assert!(matches!(accepted, Err(StoreError::Corrupt(_))));
        } else {
            assert_eq!(accepted, Ok(Accepted::Stored), "{id}");
        }
    }
    let counts = fixture.store.counts().await.unwrap();
    assert_eq!(counts.created, 19);
    assert!(counts.reconcile());
}

#[tokio::test]
async fn a_lead_too_large_for_the_disk_fails_alone_and_its_neighbours_are_stored() {
    let fixture = Fixture::new().await;
    fixture.change("pragma max_page_count = 100").await;
    let mut leads: Vec<NewLead> = (0..20).map(lead).collect();
    leads[10].payload = "x".repeat(4 << 20);
    let too_big = leads[10].id.clone();
    let other = fixture.lock();
    let accepting = fixture.accept_all(leads).await;
    unlock(other);
    for (id, accepted) in accepting.join_all().await {
        if id == too_big {
            assert_eq!(accepted, Err(StoreError::Full));
        } else {
            assert_eq!(accepted, Ok(Accepted::Stored), "{id}");
        }
    }
    assert_eq!(fixture.store.counts().await.unwrap().created, 19);
}

#[tokio::test]
async fn when_too_many_wait_the_next_is_told_so_at_once_and_the_others_are_stored() {
    let fixture = Fixture::new().await;
    let other = fixture.lock();
    // The first meets the lock, and waits no longer in the queue.
    let first = fixture.accept_all(vec![lead(WAITING_MAX)]).await;
    while fixture.store.writer.queue.capacity() < WAITING_MAX {
        tokio::task::yield_now().await;
    }
    let others = fixture
        .accept_all((0..WAITING_MAX).map(lead).collect())
        .await;
    let refused = fixture.store.accept(&lead(usize::MAX)).await;
    assert_eq!(refused, Err(StoreError::Busy));
    // What nobody would ask again waits for its place instead.
    let releasing = {
        let store = fixture.store.clone();
        tokio::spawn(async move { store.return_leases("nobody", 0).await })
    };
    unlock(other);
    for accepting in [first, others] {
        for (_, accepted) in accepting.join_all().await {
            assert_eq!(accepted, Ok(Accepted::Stored));
        }
    }
    assert_eq!(releasing.await.unwrap(), Ok(0));
    let stored = fixture.store.counts().await.unwrap().created;
    assert_eq!(stored, u64::try_from(WAITING_MAX + 1).unwrap());
}

#[tokio::test]
async fn what_cannot_be_part_of_a_transaction_keeps_its_place_in_the_queue() {
    let fixture = Fixture::new().await;
    let other = fixture.lock();
    let before = fixture.accept_all((0..10).map(lead).collect()).await;
    let writer = fixture.store.writer.clone();
    let count = begun(async move {
        let count = |connection: &Connection| {
            let count = "select count(*) from leads";
            let count = connection.query_row(count, [], |row| row.get::<_, i64>(0));
            Ok((count.map_err(store_error)?, connection.is_autocommit()))
        };
        writer.alone(count).await
    })
    .await;
    let after = fixture.accept_all((10..20).map(lead).collect()).await;
    unlock(other);
    assert_eq!(count.await, Ok((10, true)));
    for accepting in [before, after] {
        for (_, accepted) in accepting.join_all().await {
            assert_eq!(accepted, Ok(Accepted::Stored));
        }
    }
}

#[tokio::test]
async fn closing_does_what_waits_and_refuses_what_comes_after() {
    let fixture = Fixture::new().await;
    let other = fixture.lock();
    let accepting = fixture.accept_all((0..10).map(lead).collect()).await;
    let closing = {
        let store = fixture.store.clone();
        tokio::spawn(async move { store.close().await })
    };
    tokio::task::yield_now().await;
    unlock(other);
    for (_, accepted) in accepting.join_all().await {
        assert_eq!(accepted, Ok(Accepted::Stored));
    }
    closing.await.unwrap();
    let refused = fixture.store.accept(&lead(11)).await;
    assert!(matches!(refused, Err(StoreError::Unavailable(_))));
}

#[tokio::test]
async fn a_lead_whose_visitor_has_left_is_stored_all_the_same() {
    let fixture = Fixture::new().await;
    let other = fixture.lock();
    let mut accepting = fixture.accept_all(vec![lead(1)]).await;
    accepting.shutdown().await;
    unlock(other);
    // Whatever is written after it proves that it was written.
    fixture.store.can_store().await.unwrap();
    assert!(fixture.store.show(&lead(1).id).await.unwrap().is_some());
}

/// What `SQLite` does by itself when the disk fills up in the wrong moment.
#[tokio::test]
async fn a_transaction_that_sqlite_ended_does_not_block_the_next() {
    let fixture = Fixture::new().await;
    let ended = fixture.store.writer.write(|connection| {
        connection.execute_batch("rollback")?;
        Err::<(), _>(Error::InvalidQuery)
    });
    assert!(ended.await.is_err());
    assert_eq!(fixture.store.can_store().await, Ok(()));
}

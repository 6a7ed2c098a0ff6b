//! What `SQLite` adds to the contract: the file, its settings, and what others do to it.
//!
//! A second, plain connection plays the other process, the operator or the damage.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use leadgate_store::prelude::*;
use leadgate_store::{
    Acceptance, Accepted, AttemptResult, Finished, NewDelivery, NewLead, StoreError,
};
use leadgate_store_sqlite::SqliteStore;
use rusqlite::Connection;
use tempfile::TempDir;
use tokio::task::JoinSet;

const NOW: i64 = 1_790_000_000_000;

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

struct Place {
    folder: TempDir,
}

impl Place {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().expect("a temporary folder"),
        }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("leadgate.db")
    }

    async fn open(&self) -> Result<SqliteStore, StoreError> {
        SqliteStore::open(&format!("sqlite:{}", self.path().display())).await
    }

    fn other_process(&self) -> Connection {
        Connection::open(self.path()).expect("a plain connection")
    }
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).expect("the file").permissions().mode() & 0o777
}

#[tokio::test]
async fn a_store_that_has_to_be_there_is_not_made() {
    let place = Place::new();
    let url = format!("sqlite:{}", place.path().display());
    let refused = SqliteStore::open_existing(&url).await.unwrap_err();
    let looked_for = place.path().display().to_string();
    assert!(refused.to_string().contains(&looked_for), "{refused}");
    assert!(!place.path().exists());
    place.open().await.unwrap().close().await;
    SqliteStore::open_existing(&url).await.unwrap();
}

#[tokio::test]
async fn leads_and_claims_are_there_after_reopening() {
    let place = Place::new();
    let store = place.open().await.unwrap();
    store.accept(&lead(1)).await.unwrap();
    let claim = store
        .claim("crm", NOW, 1_000, 1, "worker")
        .await
        .unwrap()
        .remove(0);
    store.close().await;

    let store = place.open().await.unwrap();
    assert_eq!(store.accept(&lead(1)).await, Ok(Accepted::Same));
    assert_eq!(
        store.claim("crm", NOW, 1_000, 1, "next").await,
        Ok(Vec::new())
    );
    let result = AttemptResult::Delivered { remote_id: None };
    let finished = store.finish(&claim, result, NOW).await;
    assert_eq!(finished, Ok(Finished::Recorded));
}

/// The way a killed process leaves it: never closed, all that was accepted in the WAL.
#[tokio::test]
async fn a_lead_is_in_the_files_before_the_answer() {
    let (place, copy) = (Place::new(), Place::new());
    let store = place.open().await.unwrap();
    store.accept(&lead(1)).await.unwrap();
    for suffix in ["", "-wal"] {
        let from = format!("{}{suffix}", place.path().display());
        fs::copy(from, format!("{}{suffix}", copy.path().display())).unwrap();
    }
    let recovered = copy.open().await.unwrap();
    let detail = recovered.show(&lead(1).id).await.unwrap().unwrap();
    assert_eq!(detail.payload, Some(lead(1).payload));
    assert_eq!(
        recovered
            .claim("crm", NOW, 1, 1, "next")
            .await
            .unwrap()
            .len(),
        1
    );
}

#[tokio::test]
async fn opening_again_while_open_migrates_nothing_twice() {
    let place = Place::new();
    let first = place.open().await.unwrap();
    first.accept(&lead(1)).await.unwrap();
    let second = place.open().await.unwrap();
    assert_eq!(second.accept(&lead(1)).await, Ok(Accepted::Same));
    assert_eq!(first.accept(&lead(2)).await, Ok(Accepted::Stored));
    assert_eq!(second.counts().await.unwrap().created, 2);
    let other = place.other_process();
    let steps = other.pragma_query_value(None, "user_version", |row| row.get::<_, i64>(0));
    let files = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations"));
    assert_eq!(steps.unwrap(), files.unwrap().count() as i64);
}

#[tokio::test]
async fn the_files_are_readable_by_their_owner_alone() {
    let place = Place::new();
    let store = place.open().await.unwrap();
    store.accept(&lead(1)).await.unwrap();
    for suffix in ["", "-wal", "-shm"] {
        let path = format!("{}{suffix}", place.path().display());
        assert_eq!(mode(Path::new(&path)), 0o600, "{suffix}");
    }
}

#[tokio::test]
async fn a_file_that_others_could_read_is_closed_to_them() {
    let place = Place::new();
    place.open().await.unwrap().close().await;
    fs::set_permissions(place.path(), fs::Permissions::from_mode(0o644)).unwrap();
    place.open().await.unwrap();
    assert_eq!(mode(&place.path()), 0o600);
}

#[tokio::test]
async fn closing_leaves_one_whole_file() {
    let place = Place::new();
    let store = place.open().await.unwrap();
    store.accept(&lead(1)).await.unwrap();
    store.counts().await.unwrap();
    store.close().await;
    let files = fs::read_dir(place.folder.path()).unwrap().count();
    assert_eq!(files, 1, "no WAL is left beside the database");
    let check: String = place
        .other_process()
        .query_row("pragma integrity_check", [], |row| row.get(0))
        .unwrap();
    assert_eq!(check, "ok");
}

#[tokio::test]
async fn a_writer_elsewhere_is_waited_for() {
    let place = Place::new();
    let store = place.open().await.unwrap();
    let other = place.other_process();
    other.execute_batch("begin immediate").unwrap();
    let waiting = tokio::spawn({
        let store = store.clone();
        async move { store.accept(&lead(1)).await }
    });
    // Reading does not wait for the writer.
    assert_eq!(store.counts().await.unwrap().created, 0);
    other.execute_batch("rollback").unwrap();
    assert_eq!(waiting.await.unwrap(), Ok(Accepted::Stored));
}

/// Two processes on one file: each has a writer of its own, and only `SQLite`'s lock between them.
#[tokio::test]
async fn two_processes_at_once_take_turns() {
    let place = Place::new();
    let stores = [place.open().await.unwrap(), place.open().await.unwrap()];
    let mut posts = JoinSet::new();
    for number in 0..40 {
        let store = stores[number as usize % 2].clone();
        let same_fields_by_fours = NewLead {
            fingerprint: format!("fields {}", number / 4),
            ..lead(number)
        };
        posts.spawn(async move {
            store
                .accept_without_id(&same_fields_by_fours, 600_000)
                .await
        });
    }
    let answers: Result<Vec<_>, _> = posts.join_all().await.into_iter().collect();
    let answers = answers.unwrap();
    let stored = |answer: &&Acceptance| answer.accepted == Accepted::Stored;
    assert_eq!(answers.iter().filter(stored).count(), 10);
    assert_eq!(stores[0].counts().await.unwrap().created, 10);

    let (one, other) = tokio::join!(
        stores[0].claim("crm", NOW, 1_000, 10, "one"),
        stores[1].claim("crm", NOW, 1_000, 10, "other"),
    );
    assert_eq!(one.unwrap().len() + other.unwrap().len(), 10);
}

#[tokio::test]
async fn a_row_that_went_missing_shows_in_the_counts() {
    let place = Place::new();
    let store = place.open().await.unwrap();
    for number in 1..=3 {
        store.accept(&lead(number)).await.unwrap();
    }
    assert!(store.counts().await.unwrap().reconcile());
    let other = place.other_process();
    let second = "delete from deliveries where id >> 10 = 2";
    other.execute_batch(second).unwrap();
    let counts = store.counts().await.unwrap();
    assert_eq!((counts.created, counts.pending), (3, 2));
    assert!(!counts.reconcile());
    other.execute_batch("delete from deliveries").unwrap();
    assert!(!store.counts().await.unwrap().reconcile(), "all of them");
}

#[tokio::test]
async fn a_file_that_is_no_database_is_refused_and_kept() {
    let place = Place::new();
    fs::write(place.path(), "this is a letter, not a database".repeat(100)).unwrap();
    let refused = place.open().await.unwrap_err();
    assert!(matches!(refused, StoreError::Corrupt(_)), "{refused}");
    let kept = fs::read_to_string(place.path()).unwrap();
    assert!(kept.starts_with("this is a letter"));
}

#[tokio::test]
async fn a_database_of_a_newer_version_is_refused() {
    let place = Place::new();
    place.open().await.unwrap().close().await;
    let other = place.other_process();
    other.pragma_update(None, "user_version", 9999).unwrap();
    let refused = place.open().await.unwrap_err().to_string();
    assert!(refused.contains("newer than this program"), "{refused}");
}

#[tokio::test]
async fn a_folder_that_is_not_there_is_named_as_the_trouble() {
    let refused = SqliteStore::open("sqlite:/no/such/folder/leadgate.db").await;
    let refused = refused.unwrap_err().to_string();
    assert!(
        refused.contains("cannot make the database file"),
        "{refused}"
    );
}

#[tokio::test]
async fn damage_that_opening_does_not_meet_is_found() {
    let place = Place::new();
    let store = place.open().await.unwrap();
    for number in 0..50 {
        store.accept(&lead(number)).await.unwrap();
    }
    assert_eq!(store.check_integrity().await, Ok(()));
    store.close().await;
    let mut file = fs::read(place.path()).unwrap();
    // The last page is one of a lead's table or index: its cells' places are overwritten.
    let last = file.len() - 4096;
    file[last + 8..last + 64].fill(0xA5);
    fs::write(place.path(), file).unwrap();
    let store = place.open().await.unwrap();
    let found = store.check_integrity().await;
    assert!(matches!(found, Err(StoreError::Corrupt(_))), "{found:?}");
}

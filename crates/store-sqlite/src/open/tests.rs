//! Which URLs are opened, and what every connection is set to.

use leadgate_store::prelude::*;
use sqlx::query_scalar;

use super::*;

#[test]
fn a_url_that_names_a_file_is_accepted() {
    for (url, path) in [
        ("sqlite:leadgate.db", "leadgate.db"),
        ("sqlite://leadgate.db", "leadgate.db"),
        ("sqlite:///var/lib/leadgate.db", "/var/lib/leadgate.db"),
        ("sqlite:/var/lib/leadgate.db", "/var/lib/leadgate.db"),
    ] {
        let settings = settings(url).unwrap();
        assert_eq!(settings.get_filename().to_str(), Some(path), "{url}");
    }
}

#[test]
fn a_url_that_could_lose_leads_is_refused() {
    for url in [
        "sqlite::memory:",
        "sqlite://:memory:",
        "sqlite://leadgate.db?mode=memory",
        "sqlite:leadgate.db?immutable=1",
        "sqlite:",
        "sqlite://",
        "leadgate.db",
        "postgres://localhost/leadgate",
        "",
    ] {
        let refused = settings(url);
        assert!(matches!(refused, Err(StoreError::Unavailable(_))), "{url}");
    }
}

#[tokio::test]
async fn every_connection_is_set_to_what_durability_needs() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("leadgate.db").display());
    let store = open(&url, GROUP_MAX).await.unwrap();
    for pool in [&store.writer, &store.readers] {
        let journal_mode: String = query_scalar("pragma journal_mode")
            .fetch_one(pool)
            .await
            .unwrap();
        assert_eq!(journal_mode, "wal");
        let number = async |sql| query_scalar::<_, i64>(sql).fetch_one(pool).await.unwrap();
        assert_eq!(number("pragma synchronous").await, 2, "FULL");
        assert_eq!(number("pragma foreign_keys").await, 1);
        assert_eq!(number("pragma busy_timeout").await, 5_000);
        assert_eq!(number("pragma fullfsync").await, 1);
        assert_eq!(number("pragma checkpoint_fullfsync").await, 1);
    }
}

#[tokio::test]
async fn readers_cannot_write() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("leadgate.db").display());
    let store = open(&url, GROUP_MAX).await.unwrap();
    let write = sqlx::query("update probe set writes = 0");
    assert!(write.execute(&store.readers).await.is_err());
}

/// What `SQLite` does by itself when the disk fills up in the wrong moment.
#[tokio::test]
async fn a_transaction_that_sqlite_ended_does_not_block_the_next() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("leadgate.db").display());
    let store = open(&url, GROUP_MAX).await.unwrap();
    let mut transaction = store.writer.begin().await.unwrap();
    sqlx::query("rollback")
        .execute(&mut *transaction)
        .await
        .unwrap();
    drop(transaction);
    assert_eq!(store.can_store().await, Ok(()));
}

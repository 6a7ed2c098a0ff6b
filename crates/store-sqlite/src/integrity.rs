//! Whether the file is whole, by `SQLite`'s own checks.

use leadgate_store::StoreError;
use sqlx::sqlite::SqlitePool;

use crate::error::store_error;

pub(crate) async fn check(readers: &SqlitePool) -> Result<(), StoreError> {
    let found: String = sqlx::query_scalar("pragma integrity_check(1)")
        .fetch_one(readers)
        .await
        .map_err(store_error)?;
    if found != "ok" {
        // Its text names pages and indexes, never what is in them.
        return Err(StoreError::Corrupt(found));
    }
    let dangling: i64 = sqlx::query_scalar("select count(*) from pragma_foreign_key_check")
        .fetch_one(readers)
        .await
        .map_err(store_error)?;
    if dangling > 0 {
        let sentence = format!("{dangling} rows belong to rows that are not there");
        return Err(StoreError::Corrupt(sentence));
    }
    Ok(())
}

//! Whether the file is whole: by `SQLite`'s own checks, and by what it cannot know of our rows.

use leadgate_store::StoreError;
use rusqlite::Connection;

use crate::error::store_error;

pub(crate) fn check(connection: &Connection) -> Result<(), StoreError> {
    let found: String = first(connection, "pragma integrity_check(1)")?;
    if found != "ok" {
        // Its text names pages and indexes, never what is in them.
        return Err(StoreError::Corrupt(found));
    }
    let keys: i64 = first(connection, "select count(*) from pragma_foreign_key_check")?;
    let deliveries: i64 = first(
        connection,
        "select count(*)
        from deliveries d
        left join leads l on l.seq = d.id >> 10
        where l.seq is null",
    )?;
    let dangling = keys + deliveries;
    if dangling > 0 {
        let sentence = format!("{dangling} rows belong to rows that are not there");
        return Err(StoreError::Corrupt(sentence));
    }
    Ok(())
}

/// The first value of the first row.
fn first<T: rusqlite::types::FromSql>(connection: &Connection, sql: &str) -> Result<T, StoreError> {
    let value = connection.query_row(sql, [], |row| row.get(0));
    value.map_err(store_error)
}

//! A connection, and what every one is set to: what makes the store durable, and fast where that costs
//! nothing.

use std::path::Path;
use std::time::Duration;

use leadgate_store::StoreError;
use rusqlite::{Connection, OpenFlags};

use crate::error::store_error;

/// How long a call waits for another process that writes, before it is told that the store is busy.
/// Shorter than a visitor's patience.
pub(crate) const WAIT_MAX: Duration = Duration::from_secs(5);

/// More than there are statements, so that each is prepared once.
const STATEMENTS_MAX: usize = 128;

/// The rest of what a connection is set to, each with its reason.
const SETTINGS: &str = "
    -- An answer is given after its transaction is on disk.
    pragma synchronous = full;
    pragma foreign_keys = on;
    -- On macOS a plain fsync leaves the data in the drive's cache; elsewhere these do nothing.
    pragma fullfsync = on;
    pragma checkpoint_fullfsync = on;
    -- How much of the file a connection keeps in memory at most, in KiB (a negative number means that).
    -- Leads come in an order of their own, so most of the indexes is in use.
    pragma cache_size = -32768;
    -- After how many pages in the log they are written into the file: 32 MiB. A busy minute changes the
    -- same pages of the indexes again and again, and each goes into the file once.
    pragma wal_autocheckpoint = 8192;
    -- What is erased is overwritten with zeros, not only forgotten.
    pragma secure_delete = on;
    -- What a statement has to put aside is no file.
    pragma temp_store = memory;
";

/// Opens the connection that writes, on a file that is there.
pub(crate) fn writing(file: &Path) -> Result<Connection, StoreError> {
    let connection = open(file)?;
    let set = connection
        .pragma_update_and_check(None, "journal_mode", "wal", |row| row.get::<_, String>(0));
    match &*set.map_err(store_error)? {
        "wal" => Ok(connection),
        _ => Err(StoreError::Unavailable(
            "the file cannot have a write-ahead log".into(),
        )),
    }
}

/// Opens a connection that only reads.
pub(crate) fn reading(file: &Path) -> Result<Connection, StoreError> {
    let connection = open(file)?;
    let set = connection.pragma_update(None, "query_only", true);
    set.map_err(store_error)?;
    Ok(connection)
}

fn open(file: &Path) -> Result<Connection, StoreError> {
    // Without `SQLITE_OPEN_URI`: a file's name is nothing but its name. Without the mutex: each
    // connection stays on one thread.
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(file, flags).map_err(store_error)?;
    connection.busy_timeout(WAIT_MAX).map_err(store_error)?;
    connection.execute_batch(SETTINGS).map_err(store_error)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS_MAX);
    Ok(connection)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_connection_is_set_to_what_durability_needs() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("leadgate.db");
        crate::file::prepare(&file).unwrap();
        let writing = writing(&file).unwrap();
        let reading = reading(&file).unwrap();
        for connection in [&writing, &reading] {
            let mode: String = pragma(connection, "journal_mode");
            assert_eq!(mode, "wal");
            for (name, expected) in [
                ("synchronous", 2), // FULL
                ("foreign_keys", 1),
                ("busy_timeout", 5_000),
                ("fullfsync", 1),
                ("checkpoint_fullfsync", 1),
                ("secure_delete", 1),
                ("temp_store", 2), // MEMORY
            ] {
                assert_eq!(pragma::<i64>(connection, name), expected, "{name}");
            }
        }
    }

    #[test]
    fn a_connection_that_reads_cannot_write() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("leadgate.db");
        crate::file::prepare(&file).unwrap();
        let _writing = writing(&file).unwrap();
        let reading = reading(&file).unwrap();
        assert!(reading.execute_batch("create table t (c)").is_err());
    }

    fn pragma<T: rusqlite::types::FromSql>(connection: &Connection, name: &str) -> T {
        let value = connection.pragma_query_value(None, name, |row| row.get(0));
        value.unwrap()
    }
}

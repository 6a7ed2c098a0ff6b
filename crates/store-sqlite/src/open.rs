//! Opens the store: the file, the connections and what they are set to, the migrations.

use std::str::FromStr;
use std::time::Duration;

use leadgate_store::StoreError;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection};

use crate::error::store_error;
use crate::group::{GROUP_MAX, Group};
use crate::{SqliteStore, file, migrations};

/// How long a call waits for the writer, be it of this process or of another, before it is told
/// that the store is busy. Shorter than a visitor's patience.
const WAIT_MAX: Duration = Duration::from_secs(5);

/// Reads are short and mostly an operator's; more connections would only hold memory.
const READERS_MAX: u32 = 4;

/// How much of the file a connection keeps in memory at most, in KiB (a negative number means that).
/// Leads come in an order of their own, so most of the indexes is in use.
const CACHE: &str = "-32768";

/// After how many pages in the WAL they are written into the file: 32 MiB. A busy minute changes the
/// same pages of the indexes again and again, and each goes into the file once.
const CHECKPOINT: &str = "8192";

/// With at most so many writes in one transaction.
pub(crate) async fn open(url: &str, group_max: usize) -> Result<SqliteStore, StoreError> {
    let options = settings(url)?;
    file::prepare(options.get_filename())?;

    let writer = SqlitePoolOptions::new()
        .max_connections(1)
        .acquire_timeout(WAIT_MAX)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        // Where SQLite itself ends a transaction (disk full), the connection still believes in it
        // and would refuse every later one: such a connection is replaced.
        .before_acquire(|connection, _| {
            let usable = !connection.is_in_transaction();
            Box::pin(async move { Ok(usable) })
        })
        .connect_with(options.clone().journal_mode(SqliteJournalMode::Wal))
        .await
        .map_err(store_error)?;
    migrations::run(&writer).await?;

    let readers = SqlitePoolOptions::new()
        .max_connections(READERS_MAX)
        .acquire_timeout(WAIT_MAX)
        .test_before_acquire(false)
        .connect_lazy_with(options.pragma("query_only", "on"));
    let group = Group::start(writer.clone(), group_max);
    Ok(SqliteStore {
        writer,
        readers,
        group,
    })
}

pub(crate) async fn open_existing(url: &str) -> Result<SqliteStore, StoreError> {
    let options = settings(url)?;
    let file = options.get_filename();
    if !file.is_file() {
        // Whoever stands in the wrong folder sees so by the whole path.
        let file = std::path::absolute(file).unwrap_or_else(|_| file.to_path_buf());
        let sentence = format!("there is no file {}", file.display());
        return Err(StoreError::Unavailable(sentence));
    }
    open(url, GROUP_MAX).await
}

/// What every connection is set to.
fn settings(url: &str) -> Result<SqliteConnectOptions, StoreError> {
    let path = url.strip_prefix("sqlite:").unwrap_or_default();
    let in_memory = path.contains(":memory:");
    // Parameters could switch off what makes the store durable.
    if path.trim_start_matches("//").is_empty() || in_memory || path.contains('?') {
        return Err(StoreError::Unavailable(
            "the URL has to name a file and nothing else, such as sqlite:leadgate.db".into(),
        ));
    }
    Ok(SqliteConnectOptions::from_str(url)
        .map_err(store_error)?
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(WAIT_MAX)
        // On macOS a plain fsync leaves the data in the drive's cache; elsewhere this does nothing.
        .pragma("fullfsync", "on")
        .pragma("checkpoint_fullfsync", "on")
        .pragma("cache_size", CACHE)
        .pragma("wal_autocheckpoint", CHECKPOINT)
        // What is erased is overwritten with zeros, not only forgotten.
        .pragma("secure_delete", "on")
        .disable_statement_logging())
}

#[cfg(test)]
mod tests;

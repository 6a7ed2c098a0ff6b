//! Which store the settings mean: the one place that knows every kind of store, and the keys before
//! it.

use std::sync::Arc;

use leadgate_encryption::Keyring;
use leadgate_settings::{StoreSettings, StoreUrl};
use leadgate_store::{Store, StoreError, StoreTransfer};
use leadgate_store_postgres::PostgresStore;
use leadgate_store_sqlite::SqliteStore;

enum Kind {
    Sqlite,
    Postgres,
}

fn kind(url: &str) -> Option<Kind> {
    let (scheme, _) = url.split_once(':')?;
    match scheme {
        "sqlite" => Some(Kind::Sqlite),
        "postgres" | "postgresql" => Some(Kind::Postgres),
        _ => None,
    }
}

/// Says what is wrong with a URL, as far as that can be seen without opening the store. Repeats
/// nothing of it.
///
/// # Errors
/// What is wrong, and what to do about it.
pub fn check(url: &StoreUrl) -> Result<(), String> {
    match kind(url.expose()) {
        Some(Kind::Sqlite) => Ok(()),
        Some(Kind::Postgres) => match PostgresStore::check_url(url.expose()) {
            Err(StoreError::Unavailable(what)) => Err(what),
            checked => checked.map_err(|error| error.to_string()),
        },
        None => Err(
            "must be sqlite:FILE, such as sqlite:leadgate.db, or postgres://user@host/database"
                .to_owned(),
        ),
    }
}

/// Opens the configured store, creating it if it is missing, encrypted if keys are
/// configured.
///
/// # Errors
/// [`StoreError::Unavailable`] if a key is missing that leads are encrypted with; the store's own.
pub async fn open(store: &StoreSettings) -> Result<Arc<dyn Store>, StoreError> {
    leadgate_encryption::open(open_url(&store.url).await?, keyring(store)?).await
}

/// Like [`open`], for a store that has to be there: a wrong address must not look like an empty
/// store.
///
/// # Errors
/// As for `open`.
pub async fn open_existing(store: &StoreSettings) -> Result<Arc<dyn Store>, StoreError> {
    leadgate_encryption::open(open_existing_url(&store.url).await?, keyring(store)?).await
}

/// Settings are checked before they come here.
fn keyring(store: &StoreSettings) -> Result<Keyring, StoreError> {
    let keyring = store.keyring();
    keyring.map_err(|error| StoreError::Unavailable(error.to_string()))
}

/// Opens a store without its keys, creating it if it is missing.
///
/// # Errors
/// The store's own.
pub async fn open_url(url: &StoreUrl) -> Result<Arc<dyn StoreTransfer>, StoreError> {
    Ok(match kind(url.expose()) {
        Some(Kind::Sqlite) => Arc::new(SqliteStore::open(url.expose()).await?),
        Some(Kind::Postgres) => Arc::new(PostgresStore::open(url.expose()).await?),
        None => return Err(unknown()),
    })
}

/// Opens a store as it is that has to be there.
///
/// # Errors
/// The store's own.
pub async fn open_existing_url(url: &StoreUrl) -> Result<Arc<dyn StoreTransfer>, StoreError> {
    Ok(match kind(url.expose()) {
        Some(Kind::Sqlite) => Arc::new(SqliteStore::open_existing(url.expose()).await?),
        Some(Kind::Postgres) => Arc::new(PostgresStore::open_existing(url.expose()).await?),
        None => return Err(unknown()),
    })
}

/// Never seen where the settings were checked.
fn unknown() -> StoreError {
    StoreError::Unavailable("no store has such a URL".to_owned())
}

//! Which store the settings mean: the one place that knows every kind of store.

use std::sync::Arc;

use leadgate_outbox::{Movable, StoreError};
use leadgate_outbox_postgres::PostgresOutbox;
use leadgate_outbox_sqlite::SqliteOutbox;

use crate::config::StoreUrl;

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
pub(crate) fn check(url: &StoreUrl) -> Result<(), String> {
    match kind(url.expose()) {
        Some(Kind::Sqlite) => Ok(()),
        Some(Kind::Postgres) => match PostgresOutbox::check_url(url.expose()) {
            Err(StoreError::Unavailable(what)) => Err(what),
            checked => checked.map_err(|error| error.to_string()),
        },
        None => Err(
            "must be sqlite:FILE, such as sqlite:leadgate.db, or postgres://user@host/database"
                .to_owned(),
        ),
    }
}

/// Opens the store and makes what of it is not there.
///
/// # Errors
/// The store's own.
pub(crate) async fn open(url: &StoreUrl) -> Result<Arc<dyn Movable>, StoreError> {
    Ok(match kind(url.expose()) {
        Some(Kind::Sqlite) => Arc::new(SqliteOutbox::open(url.expose()).await?),
        Some(Kind::Postgres) => Arc::new(PostgresOutbox::open(url.expose()).await?),
        None => return Err(unknown()),
    })
}

/// Opens a store that has to be there: a wrong address must not look like an empty store.
///
/// # Errors
/// The store's own.
pub(crate) async fn open_existing(url: &StoreUrl) -> Result<Arc<dyn Movable>, StoreError> {
    Ok(match kind(url.expose()) {
        Some(Kind::Sqlite) => Arc::new(SqliteOutbox::open_existing(url.expose()).await?),
        Some(Kind::Postgres) => Arc::new(PostgresOutbox::open_existing(url.expose()).await?),
        None => return Err(unknown()),
    })
}

/// Never seen where the settings were checked.
fn unknown() -> StoreError {
    StoreError::Unavailable("no store has such a URL".to_owned())
}

//! Opens the store: the migrations, then the connections.

use std::sync::Arc;
use std::time::Duration;

use leadgate_store::StoreError;
use sqlx::postgres::{PgConnectOptions, PgConnection, PgPoolOptions};
use sqlx::{ConnectOptions as _, Connection as _, Error, query_scalar};
use tokio::time::timeout;

use crate::error::{no_answer, store_error, unavailable};
use crate::group::Group;
use crate::settings::{for_maintenance, settings};
use crate::signal::Signal;
use crate::{PostgresStore, durability, migrations};

/// How long a call waits for a connection, be it that all are taken or that the server is away, and
/// a lead for its turn.
/// Shorter than a visitor's patience.
pub(crate) const WAIT_MAX: Duration = Duration::from_secs(5);

/// Of the hundred that a server allows unless told otherwise: enough for five proxies. More would
/// not be faster, since all of them wait for the same disk.
const CONNECTIONS_MAX: u32 = 16;

pub(crate) async fn open(url: &str) -> Result<PostgresStore, StoreError> {
    let settings = settings(url)?;
    let connection = connect(&settings).await?;
    migrate(connection, settings).await
}

pub(crate) async fn open_existing(url: &str) -> Result<PostgresStore, StoreError> {
    let settings = settings(url)?;
    let mut connection = connect(&settings).await?;
    if !holds_a_store(&mut connection).await.map_err(store_error)? {
        return Err(unavailable(
            "the database holds no leads: the server makes its tables at its first start",
        ));
    }
    migrate(connection, settings).await
}

async fn connect(settings: &PgConnectOptions) -> Result<PgConnection, StoreError> {
    let settings = for_maintenance(settings.clone());
    match timeout(WAIT_MAX, settings.connect()).await {
        Ok(connected) => connected.map_err(store_error),
        Err(_) => Err(no_answer()),
    }
}

async fn holds_a_store(connection: &mut PgConnection) -> Result<bool, Error> {
    query_scalar("select to_regclass('leads') is not null")
        .fetch_one(connection)
        .await
}

async fn migrate(
    mut connection: PgConnection,
    settings: PgConnectOptions,
) -> Result<PostgresStore, StoreError> {
    durability::check(&mut connection).await?;
    migrations::run(&mut connection).await?;
    let name: String = query_scalar("select gen_random_uuid()::text")
        .fetch_one(&mut connection)
        .await
        .map_err(store_error)?;
    // It was of use whether or not it can say good-bye.
    let _ = connection.close().await;
    // Connections are tested before use: those that a restart of the server broke are replaced,
    // and nobody notices.
    let pool = PgPoolOptions::new()
        .max_connections(CONNECTIONS_MAX)
        .acquire_timeout(WAIT_MAX)
        .connect_lazy_with(settings.clone());
    let signal = Arc::new(Signal::new(name, pool.clone(), settings.clone()));
    let group = Group::start(pool.clone(), Arc::clone(&signal));
    Ok(PostgresStore {
        pool,
        settings,
        signal,
        group,
    })
}

#[cfg(test)]
mod tests {
    use leadgate_test_support::Cluster;

    use super::*;

    /// Neither the URL nor what the database or the role is set to may lose leads.
    #[tokio::test]
    async fn every_connection_is_set_to_what_durability_needs() {
        let url = Cluster::shared().database();
        let mut operator = PgConnection::connect(&url).await.unwrap();
        sqlx::raw_sql(
            "do $$ begin execute format(
                'alter database %I set synchronous_commit = off', current_database()
            ); end $$",
        )
        .execute(&mut operator)
        .await
        .unwrap();
        let store = open(&format!("{url}&options[synchronous_commit]=local"))
            .await
            .unwrap();
        for (setting, wanted) in [
            ("synchronous_commit", "on"),
            ("default_transaction_isolation", "read committed"),
            ("statement_timeout", "15s"),
            ("lock_timeout", "5s"),
            ("idle_in_transaction_session_timeout", "15s"),
        ] {
            let is: String = query_scalar("select current_setting($1)")
                .bind(setting)
                .fetch_one(&store.pool)
                .await
                .unwrap();
            assert_eq!(is, wanted, "{setting}");
        }
    }
}

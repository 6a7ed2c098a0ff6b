//! Whether an answer of this server means that something is on disk. Where it does not, the store
//! stays shut: every lead would be thanked for on a promise that nobody keeps.

use leadgate_store::StoreError;
use sqlx::Row as _;
use sqlx::postgres::PgConnection;

use crate::error::{store_error, unavailable};

/// What an operator sets on a server that may lose everything with its power, such as one for tests:
/// `leadgate.may_lose_leads = on`.
const CONSENT: &str = "leadgate.may_lose_leads";

/// Looks at what a connection and its server are set to.
///
/// # Errors
///
/// [`StoreError::Unavailable`] if a commit might be lost, with the setting that says so.
pub(crate) async fn check(connection: &mut PgConnection) -> Result<(), StoreError> {
    let set = sqlx::query(
        "select current_setting('synchronous_commit') as synchronous_commit,
            current_setting('fsync') as fsync,
            current_setting('full_page_writes') as full_page_writes,
            coalesce(current_setting($1, true), '') as may_lose",
    )
    .bind(CONSENT)
    .fetch_one(connection)
    .await
    .map_err(store_error)?;
    let is_on = |setting: &str| {
        let value = set.try_get::<String, _>(setting).map_err(store_error)?;
        Ok(value == "on")
    };
    // It was insisted on, and did not get through.
    if !is_on("synchronous_commit")? {
        return Err(unavailable(
            "connections are not set as they were asked to be: connect to the server itself, without a pooler",
        ));
    }
    for (setting, sentence) in [
        (
            "fsync",
            "the server runs with fsync = off and would lose leads with its power: set it to on",
        ),
        (
            "full_page_writes",
            "the server runs with full_page_writes = off and may be damaged when it loses its power: set it to on",
        ),
    ] {
        if !is_on(setting)? && !is_on("may_lose")? {
            return Err(unavailable(sentence));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use leadgate_test_support::{Cluster, Syncing};
    use sqlx::Connection as _;

    use super::*;

    async fn said(url: &str) -> Result<(), String> {
        let mut connection = PgConnection::connect(url).await.unwrap();
        let checked = check(&mut connection).await;
        checked.map_err(|error| error.to_string())
    }

    #[tokio::test]
    async fn a_server_that_may_lose_what_it_said_is_written_is_refused_unless_somebody_agreed() {
        let url = Cluster::shared().database();
        said(&url).await.unwrap();
        let refused = said(&format!("{url}&options[leadgate.may_lose_leads]=off")).await;
        assert!(refused.unwrap_err().contains("fsync = off"));
        said(&Cluster::start(Syncing::On).database()).await.unwrap();
    }

    #[tokio::test]
    async fn a_connection_that_is_not_set_as_it_was_asked_to_be_is_refused() {
        let url = Cluster::shared().database();
        let refused = said(&format!("{url}&options[synchronous_commit]=off")).await;
        assert!(refused.unwrap_err().contains("without a pooler"));
    }
}

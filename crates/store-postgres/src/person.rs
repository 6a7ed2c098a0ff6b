//! The blind indexes of a person: keys that are compared and never read.

use leadgate_store::{Incoming, NewLead};
use sqlx::Error;
use sqlx::postgres::PgConnection;

/// Holds a lock on each blind indexes until the transaction ends, so that of two leads of a person at
/// once the second sees the first; and on the fields of what has no id of its own, so that of two
/// identical posts the second does. Everybody locks in the same order, so that no two wait for each
/// other. The locks are on hashes: two that share one by chance only wait.
pub(crate) async fn take_turns(
    connection: &mut PgConnection,
    leads: &[&Incoming],
) -> Result<(), Error> {
    let keys: Vec<&str> = (leads.iter())
        .filter(|incoming| incoming.lead.duplicate_since_ms.is_some())
        .flat_map(|incoming| incoming.lead.keys.iter().map(|key| &*key.key))
        .collect();
    let native: Vec<&NewLead> = (leads.iter())
        .filter(|incoming| incoming.window_ms.is_some())
        .map(|incoming| &incoming.lead)
        .collect();
    if keys.is_empty() && native.is_empty() {
        return Ok(());
    }
    let text =
        |of: fn(&NewLead) -> &str| -> Vec<&str> { native.iter().map(|lead| of(lead)).collect() };
    sqlx::query(
        "select pg_advisory_xact_lock(ordered.hash)
        from (
            select distinct hash
            from (
                select hashtextextended(key, 1) as hash
                from unnest($1::text[]) as person (key)
                union all
                select hashtextextended(array[partner, form, fingerprint]::text, 0)
                from unnest($2::text[], $3::text[], $4::text[])
                    as fields (partner, form, fingerprint)
            ) as hashes
            order by hash
        ) as ordered",
    )
    .bind(keys)
    .bind(text(|lead| &lead.partner))
    .bind(text(|lead| &lead.form))
    .bind(text(|lead| &lead.fingerprint))
    .execute(connection)
    .await?;
    Ok(())
}

pub(crate) async fn index_key(connection: &mut PgConnection) -> Result<[u8; 32], Error> {
    let key: Vec<u8> = sqlx::query_scalar(
        "select key
        from index_key",
    )
    .fetch_one(connection)
    .await?;
    key.try_into()
        .map_err(|_| Error::Decode("the index key is not 32 bytes long".into()))
}

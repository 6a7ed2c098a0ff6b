//! What a person is recognised by: keys that are compared and never read.

use leadgate_outbox::NewLead;
use sqlx::Error;
use sqlx::postgres::PgConnection;

/// Whether a lead has to wait for those of the same person that are just being stored, to see them.
pub(crate) const fn needs_turns(lead: &NewLead) -> bool {
    lead.duplicate_since.is_some() && !lead.keys.is_empty()
}

/// Holds a lock on each of the lead's keys until the transaction ends, so that of two leads of a
/// person at once the second sees the first. Everybody locks in the same order, so that no two of
/// them wait for each other. The locks are on hashes: two persons who share one only wait.
pub(crate) async fn take_turns(connection: &mut PgConnection, lead: &NewLead) -> Result<(), Error> {
    if !needs_turns(lead) {
        return Ok(());
    }
    let keys: Vec<&str> = lead.keys.iter().map(|key| &*key.key).collect();
    sqlx::query(
        "select pg_advisory_xact_lock(ordered.hash)
        from (
            select distinct hashtextextended(key, 1) as hash
            from unnest($1::text[]) as named (key)
            order by hash
        ) as ordered",
    )
    .bind(keys)
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
        .map_err(|_| Error::Decode("the index key has not its length".into()))
}

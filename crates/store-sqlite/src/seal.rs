//! What is personal, replaced by other words for it; and the names of the keys that it is sealed with.

use leadgate_store::{Alias, Resealing};
use sqlx::sqlite::{SqliteConnection, SqlitePool};
use sqlx::{Error, Row as _};

use crate::record::write_keys;

pub(crate) async fn reseal(
    connection: &mut SqliteConnection,
    leads: &[Resealing],
) -> Result<u64, Error> {
    let mut replaced = 0;
    for lead in leads {
        let row = sqlx::query(
            "update leads
            set payload = ?1,
                fingerprint = ?2
            where id = ?3
              and payload = ?4
              and erased_at is null
            returning seq",
        )
        .bind(&lead.payload)
        .bind(&lead.fingerprint)
        .bind(&lead.lead_id)
        .bind(&lead.payload_was)
        .fetch_optional(&mut *connection)
        .await?;
        let Some(row) = row else { continue };
        let seq: i64 = row.try_get("seq")?;
        sqlx::query(
            "delete from person_keys
            where lead_seq = ?1",
        )
        .bind(seq)
        .execute(&mut *connection)
        .await?;
        write_keys(connection, seq, &lead.keys).await?;
        replaced += 1;
    }
    Ok(replaced)
}

pub(crate) async fn alias(
    connection: &mut SqliteConnection,
    aliases: &[Alias],
) -> Result<(), Error> {
    for Alias { known, also } in aliases {
        sqlx::query(
            "insert into person_keys (key, lead_seq, kind)
            select ?1, lead_seq, kind
            from person_keys
            where key = ?2
            on conflict do nothing",
        )
        .bind(also)
        .bind(known)
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}

pub(crate) async fn seals(readers: &SqlitePool) -> Result<Vec<String>, Error> {
    sqlx::query_scalar(
        "select name
        from seals
        order by name",
    )
    .fetch_all(readers)
    .await
}

pub(crate) async fn add_seal(connection: &mut SqliteConnection, name: &str) -> Result<(), Error> {
    sqlx::query(
        "insert into seals (name)
        values (?1)
        on conflict do nothing",
    )
    .bind(name)
    .execute(connection)
    .await?;
    Ok(())
}

pub(crate) async fn remove_seal(
    connection: &mut SqliteConnection,
    name: &str,
) -> Result<(), Error> {
    sqlx::query(
        "delete from seals
        where name = ?1",
    )
    .bind(name)
    .execute(connection)
    .await?;
    Ok(())
}

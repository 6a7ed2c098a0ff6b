//! What is personal, re-encrypted; and the names of the keys that it is encrypted with.

use leadgate_store::{IndexAlias, Reencryption};
use sqlx::sqlite::{SqliteConnection, SqlitePool};
use sqlx::{Error, Row as _};

use crate::record::write_keys;

pub(crate) async fn reencrypt(
    connection: &mut SqliteConnection,
    leads: &[Reencryption],
) -> Result<u64, Error> {
    let mut replaced = 0;
    for lead in leads {
        let row = sqlx::query(
            "update leads
            set payload = ?1,
                fingerprint = ?2
            where id = ?3
              and payload = ?4
              and erased_at_ms is null
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
            "delete from blind_indexes
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

pub(crate) async fn add_index_aliases(
    connection: &mut SqliteConnection,
    index_aliases: &[IndexAlias],
) -> Result<(), Error> {
    for IndexAlias {
        existing,
        additional,
    } in index_aliases
    {
        sqlx::query(
            "insert into blind_indexes (key, lead_seq, kind)
            select ?1, lead_seq, kind
            from blind_indexes
            where key = ?2
            on conflict do nothing",
        )
        .bind(additional)
        .bind(existing)
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}

pub(crate) async fn key_names(readers: &SqlitePool) -> Result<Vec<String>, Error> {
    sqlx::query_scalar(
        "select name
        from encryption_key_names
        order by name",
    )
    .fetch_all(readers)
    .await
}

pub(crate) async fn add_key_name(
    connection: &mut SqliteConnection,
    name: &str,
) -> Result<(), Error> {
    sqlx::query(
        "insert into encryption_key_names (name)
        values (?1)
        on conflict do nothing",
    )
    .bind(name)
    .execute(connection)
    .await?;
    Ok(())
}

pub(crate) async fn remove_key_name(
    connection: &mut SqliteConnection,
    name: &str,
) -> Result<(), Error> {
    sqlx::query(
        "delete from encryption_key_names
        where name = ?1",
    )
    .bind(name)
    .execute(connection)
    .await?;
    Ok(())
}

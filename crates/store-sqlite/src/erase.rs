//! The end of personal data: out of the rows, then out of the file.

use leadgate_store::{DeliveryState, Erased, Erasure, SKIPPED_AS_ERASED, Scrub, StoreError};
use sqlx::sqlite::{SqliteConnection, SqlitePool};
use sqlx::{AssertSqlSafe, Error, QueryBuilder, Row};

use crate::error::store_error;
use crate::filter;

pub(crate) async fn erase(
    connection: &mut SqliteConnection,
    leads: &[Erasure],
    unless: &[DeliveryState],
    now_ms: i64,
) -> Result<Erased, Error> {
    let mut erased = Erased::default();
    for erasure in leads {
        let Some(seq) = erase_lead(connection, erasure, unless, now_ms).await? else {
            continue;
        };
        sqlx::query(
            "delete from blind_indexes
            where lead_seq = ?",
        )
        .bind(seq)
        .execute(&mut *connection)
        .await?;
        let skipped = sqlx::query(
            "update deliveries
            set state = 'skipped',
                reason = ?,
                worker = null,
                due_at_ms = ?,
                finished_at_ms = ?
            where lead_seq = ?
              and state in ('pending', 'quarantined', 'dead')",
        )
        .bind(SKIPPED_AS_ERASED)
        .bind(now_ms)
        .bind(now_ms)
        .bind(seq)
        .execute(&mut *connection)
        .await?;
        erased = erased.and(Erased {
            leads: 1,
            skipped: skipped.rows_affected(),
        });
    }
    Ok(erased)
}

/// Empties a lead's record, and says which it is; `None` if it is to be passed over.
async fn erase_lead(
    connection: &mut SqliteConnection,
    erasure: &Erasure,
    unless: &[DeliveryState],
    now_ms: i64,
) -> Result<Option<i64>, Error> {
    let mut query = QueryBuilder::new(
        "update leads
        set payload = null,
            fingerprint = '',
            erased_at_ms = ",
    );
    query.push_bind(now_ms);
    query.push(", kept = ").push_bind(&erasure.kept);
    query.push(" where id = ").push_bind(&erasure.lead_id);
    query.push(
        " and erased_at_ms is null
        and not exists (
            select 1
            from deliveries
            where lead_seq = leads.seq
              and state in ",
    );
    filter::states(&mut query, unless);
    query.push(") returning seq");
    let row = query.build().fetch_optional(connection).await?;
    row.map(|row| row.try_get("seq")).transpose()
}

/// Rows are overwritten where they stood (`secure_delete`), but the WAL still holds them as they
/// were: all of it goes into the file, and the WAL is emptied. `secure_delete` does not reach what
/// `SQLite` left in a page's gap when it moved the entries of an index to other pages; only a file
/// that is written anew is without it.
pub(crate) async fn scrub(writer: &SqlitePool, how: Scrub) -> Result<(), StoreError> {
    if how == Scrub::Rewriting {
        let rewritten = sqlx::query("vacuum").execute(writer).await;
        rewritten.map_err(store_error)?;
    }
    // It holds the write lock while it waits for readers: so it does not wait, or leads would.
    let mut connection = writer.acquire().await.map_err(store_error)?;
    let waits: i64 = sqlx::query_scalar("pragma busy_timeout")
        .fetch_one(&mut *connection)
        .await
        .map_err(store_error)?;
    let set = |milliseconds: i64| format!("pragma busy_timeout = {milliseconds}");
    let no_wait = sqlx::raw_sql(AssertSqlSafe(set(0)));
    no_wait
        .execute(&mut *connection)
        .await
        .map_err(store_error)?;
    let checkpoint = sqlx::query("pragma wal_checkpoint(truncate)")
        .fetch_one(&mut *connection)
        .await;
    let as_before = sqlx::raw_sql(AssertSqlSafe(set(waits)));
    as_before
        .execute(&mut *connection)
        .await
        .map_err(store_error)?;
    let row = checkpoint.map_err(store_error)?;
    let is_held_up: bool = row.try_get(0).map_err(store_error)?;
    if is_held_up {
        return Err(StoreError::Busy);
    }
    Ok(())
}

//! Due deliveries are taken under a lease, and given back.

use leadgate_store::Claim;
use sqlx::sqlite::{SqliteConnection, SqlitePool, SqliteRow};
use sqlx::{Error, Row};

use crate::accept::rows;
use crate::queue;

pub(crate) async fn claim(
    connection: &mut SqliteConnection,
    connector: &str,
    now_ms: i64,
    lease_ms: i64,
    limit: u32,
    worker: &str,
) -> Result<Vec<Claim>, Error> {
    let mut claims: Vec<Claim> = Vec::new();
    // One query for each queue: a single one would read all that is not due yet before it came to
    // the next queue.
    for queue in queue::ALL {
        let room = limit.saturating_sub(u32::try_from(claims.len()).unwrap_or(limit));
        if room == 0 {
            break;
        }
        let due = sqlx::query(
            "select d.id, d.connector, d.attempt + 1 as attempt, d.fence + 1 as fence,
                l.id as lead_id, l.payload, l.partner, l.form, l.created_at
            from deliveries d
            join leads l on l.seq = d.lead_seq
            where d.state = 'pending'
              and d.connector = ?
              and d.queue = ?
              and d.due_at <= ?
            order by d.due_at, d.id
            limit ?",
        )
        .bind(connector)
        .bind(queue)
        .bind(now_ms)
        .bind(room)
        .fetch_all(&mut *connection)
        .await?;
        let due = due.iter().map(read).collect::<Result<Vec<_>, Error>>()?;
        claims.extend(due);
    }
    if let Some(taken) = rows(claims.iter().map(|claim| claim.delivery_id))? {
        sqlx::query(
            "update deliveries
            set worker = ?,
                due_at = ?,
                attempt = attempt + 1,
                fence = fence + 1
            where id in (select value from json_each(?))",
        )
        .bind(worker)
        .bind(now_ms.saturating_add(lease_ms))
        .bind(taken)
        .execute(connection)
        .await?;
    }
    Ok(claims)
}

fn read(row: &SqliteRow) -> Result<Claim, Error> {
    Ok(Claim {
        delivery_id: row.try_get("id")?,
        lead_id: row.try_get("lead_id")?,
        connector: row.try_get("connector")?,
        attempt: row.try_get("attempt")?,
        fence: row.try_get("fence")?,
        payload: row.try_get("payload")?,
        partner: row.try_get("partner")?,
        form: row.try_get("form")?,
        created_at: row.try_get("created_at")?,
    })
}

/// The fence stays where it is: a claim given back must not come to life again.
pub(crate) async fn release(
    connection: &mut SqliteConnection,
    worker: &str,
    now_ms: i64,
) -> Result<u64, Error> {
    let released = sqlx::query(
        "update deliveries
        set worker = null,
            due_at = ?,
            attempt = attempt - 1
        where state = 'pending'
          and worker = ?",
    )
    .bind(now_ms)
    .bind(worker)
    .execute(connection)
    .await?;
    Ok(released.rows_affected())
}

pub(crate) async fn next_due(
    readers: &SqlitePool,
    connector: &str,
    now_ms: i64,
) -> Result<Option<i64>, Error> {
    // A seek for each queue, instead of reading all that the connector has.
    let due: Option<i64> = sqlx::query_scalar(
        "select min(due_at)
        from (
            select min(due_at) as due_at
            from deliveries
            where state = 'pending'
              and connector = ?1
              and queue = 0
            union all
            select min(due_at)
            from deliveries
            where state = 'pending'
              and connector = ?1
              and queue = 1
            union all
            select min(due_at)
            from deliveries
            where state = 'pending'
              and connector = ?1
              and queue = 2
        )",
    )
    .bind(connector)
    .fetch_one(readers)
    .await?;
    Ok(due.map(|due_at| due_at.max(now_ms)))
}

//! Due deliveries are taken under a lease, and given back.

use leadgate_store::Claim;
use sqlx::sqlite::{SqliteConnection, SqlitePool, SqliteRow};
use sqlx::{Error, Row};

use crate::accept::rows;
use crate::priority;

pub(crate) async fn claim(
    connection: &mut SqliteConnection,
    connector: &str,
    now_ms: i64,
    lease_ms: i64,
    limit: u32,
    worker: &str,
) -> Result<Vec<Claim>, Error> {
    let mut claims: Vec<Claim> = Vec::new();
    // One query for each priority: a single one would read all that is not due yet before it came to
    // the next priority.
    for priority in priority::ALL {
        let left = limit.saturating_sub(u32::try_from(claims.len()).unwrap_or(limit));
        if left == 0 {
            break;
        }
        let due = sqlx::query(
            "select d.id, d.connector, d.attempt + 1 as attempt, d.fence + 1 as fence,
                l.id as lead_id, l.payload, l.partner, l.form, l.created_at_ms
            from deliveries d
            join leads l on l.seq = d.lead_seq
            where d.state = 'pending'
              and d.connector = ?
              and d.priority = ?
              and d.due_at_ms <= ?
            order by d.due_at_ms, d.id
            limit ?",
        )
        .bind(connector)
        .bind(priority)
        .bind(now_ms)
        .bind(left)
        .fetch_all(&mut *connection)
        .await?;
        let due = due.iter().map(read).collect::<Result<Vec<_>, Error>>()?;
        claims.extend(due);
    }
    if let Some(taken) = rows(claims.iter().map(|claim| claim.delivery_id))? {
        sqlx::query(
            "update deliveries
            set worker = ?,
                due_at_ms = ?,
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
        created_at_ms: row.try_get("created_at_ms")?,
    })
}

/// The fence stays where it is: a claim given back must not come to life again.
pub(crate) async fn return_leases(
    connection: &mut SqliteConnection,
    worker: &str,
    now_ms: i64,
) -> Result<u64, Error> {
    let returned = sqlx::query(
        "update deliveries
        set worker = null,
            due_at_ms = ?,
            attempt = attempt - 1
        where state = 'pending'
          and worker = ?",
    )
    .bind(now_ms)
    .bind(worker)
    .execute(connection)
    .await?;
    Ok(returned.rows_affected())
}

pub(crate) async fn next_due(
    readers: &SqlitePool,
    connector: &str,
    now_ms: i64,
) -> Result<Option<i64>, Error> {
    // A seek for each priority, instead of reading all that the connector has.
    let due: Option<i64> = sqlx::query_scalar(
        "select min(due_at_ms)
        from (
            select min(due_at_ms) as due_at_ms
            from deliveries
            where state = 'pending'
              and connector = ?1
              and priority = 0
            union all
            select min(due_at_ms)
            from deliveries
            where state = 'pending'
              and connector = ?1
              and priority = 1
            union all
            select min(due_at_ms)
            from deliveries
            where state = 'pending'
              and connector = ?1
              and priority = 2
        )",
    )
    .bind(connector)
    .fetch_one(readers)
    .await?;
    Ok(due.map(|due_at_ms| due_at_ms.max(now_ms)))
}

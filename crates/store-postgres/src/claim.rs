//! Due deliveries are taken under a lease, and given back.

use leadgate_store::Claim;
use sqlx::postgres::{PgConnection, PgRow};
use sqlx::{Error, Row as _};

use crate::number::number;

/// Rows that another claim is just taking are skipped instead of waited for. Each queue is asked by
/// itself, for as many as those before it leave room: a single question would read all that is not
/// due yet before it came to the next priority. What was found is updated as an array: joined, the
/// planner might read the whole table for it.
pub(crate) async fn claim(
    connection: &mut PgConnection,
    connector: &str,
    now_ms: i64,
    lease_ms: i64,
    limit: u32,
    worker: &str,
) -> Result<Vec<Claim>, Error> {
    let claimed = sqlx::query(
        "with first as (
            select id, due_at_ms
            from deliveries
            where state = 'pending'
              and connector = $1
              and priority = 0
              and due_at_ms <= $2
            order by due_at_ms, id
            limit $3
            for update skip locked
        ),
        later as (
            select id, due_at_ms
            from deliveries
            where state = 'pending'
              and connector = $1
              and priority = 1
              and due_at_ms <= $2
            order by due_at_ms, id
            limit $3 - (select count(*) from first)
            for update skip locked
        ),
        batch as (
            select id, due_at_ms
            from deliveries
            where state = 'pending'
              and connector = $1
              and priority = 2
              and due_at_ms <= $2
            order by due_at_ms, id
            limit $3 - (select count(*) from first) - (select count(*) from later)
            for update skip locked
        ),
        due as (
            select id, due_at_ms from first
            union all
            select id, due_at_ms from later
            union all
            select id, due_at_ms from batch
        ),
        claimed as (
            update deliveries d
            set worker = $4,
                due_at_ms = $5,
                attempt = d.attempt + 1,
                fence = d.fence + 1
            where d.id = any(array(select id from due))
            returning d.id, d.lead_seq, d.connector, d.attempt, d.fence, d.priority
        )
        select claimed.id, claimed.connector, claimed.attempt, claimed.fence,
            l.id as lead_id, l.payload, l.partner, l.form, l.created_at_ms
        from claimed
        join due on due.id = claimed.id
        join leads l on l.seq = claimed.lead_seq
        order by claimed.priority, due.due_at_ms, claimed.id",
    )
    .bind(connector)
    .bind(now_ms)
    .bind(i64::from(limit))
    .bind(worker)
    .bind(now_ms.saturating_add(lease_ms))
    .fetch_all(connection)
    .await?;
    claimed.iter().map(read).collect()
}

fn read(row: &PgRow) -> Result<Claim, Error> {
    Ok(Claim {
        delivery_id: row.try_get("id")?,
        lead_id: row.try_get("lead_id")?,
        connector: row.try_get("connector")?,
        attempt: number(row, "attempt")?,
        fence: row.try_get("fence")?,
        payload: row.try_get("payload")?,
        partner: row.try_get("partner")?,
        form: row.try_get("form")?,
        created_at_ms: row.try_get("created_at_ms")?,
    })
}

/// The fence stays where it is: a claim given back must not come to life again.
pub(crate) async fn return_leases(
    connection: &mut PgConnection,
    worker: &str,
    now_ms: i64,
) -> Result<u64, Error> {
    let returned = sqlx::query(
        "update deliveries
        set worker = null,
            due_at_ms = $1,
            attempt = attempt - 1
        where state = 'pending'
          and worker = $2",
    )
    .bind(now_ms)
    .bind(worker)
    .execute(connection)
    .await?;
    Ok(returned.rows_affected())
}

/// Asks each queue by itself: a look at an index's first row instead of all rows.
pub(crate) async fn next_due(
    connection: &mut PgConnection,
    connector: &str,
    now_ms: i64,
) -> Result<Option<i64>, Error> {
    let due: Option<i64> = sqlx::query_scalar(
        "select min(first.due_at_ms)
        from (values (0), (1), (2)) as priorities (priority)
        cross join lateral (
            select min(due_at_ms) as due_at_ms
            from deliveries
            where state = 'pending'
              and connector = $1
              and priority = priorities.priority
        ) as first",
    )
    .bind(connector)
    .fetch_one(connection)
    .await?;
    Ok(due.map(|due_at_ms| due_at_ms.max(now_ms)))
}

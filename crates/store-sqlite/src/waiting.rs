//! What waits: its age by connector, and what an operator is told of it.
//!
//! Connectors are found by seeking from one name to the next in the index of pending deliveries, so
//! the answer takes as long for a backlog of 100,000 as for one of ten.

use leadgate_store::{Alert, Trouble, Waiting};
use sqlx::sqlite::{SqliteConnection, SqlitePool, SqliteRow};
use sqlx::{Error, Row};

/// A query over `names`: the connectors that have pending deliveries, and a null at the end.
macro_rules! with_names {
    ($query:literal) => {
        concat!(
            "with recursive names (name) as (
                select min(connector)
                from deliveries
                where state = 'pending'
                union all
                select (
                    select min(connector)
                    from deliveries
                    where state = 'pending'
                      and connector > name
                )
                from names
                where name is not null
            )
            ",
            $query
        )
    };
}

pub(crate) async fn waiting(readers: &SqlitePool) -> Result<Vec<Waiting>, Error> {
    let rows = sqlx::query(with_names!(
        "select name, (
            select min(oldest)
            from (
                select min(queued_at) as oldest
                from deliveries
                where state = 'pending'
                  and connector = name
                  and told = 0
                union all
                select min(queued_at)
                from deliveries
                where state = 'pending'
                  and connector = name
                  and told = 1
            )
        ) as oldest_queued_at
        from names
        where name is not null
        order by name"
    ))
    .fetch_all(readers)
    .await?;
    let read = |row: &SqliteRow| {
        Ok(Waiting {
            connector: row.try_get("name")?,
            oldest_queued_at: row.try_get("oldest_queued_at")?,
        })
    };
    rows.iter().map(read).collect()
}

/// The dead and what waits too long are two queries: each has an index of its own.
pub(crate) async fn claim_alerts(
    connection: &mut SqliteConnection,
    queued_until_ms: i64,
    now_ms: i64,
    lease_ms: i64,
    limit: u32,
) -> Result<Vec<Alert>, Error> {
    // The hint keeps it from reading all that is dead and told each time.
    let dead = sqlx::query(
        "select d.id, d.connector, d.attempt, d.reason,
            l.id as lead_id, l.partner, l.form, l.created_at, l.payload
        from deliveries d indexed by deliveries_dead_and_untold
        join leads l on l.seq = d.lead_seq
        where d.state = 'dead'
          and d.told = 0
          and d.telling_until <= ?
        order by d.queued_at, d.id
        limit ?",
    )
    .bind(now_ms)
    .bind(limit)
    .fetch_all(&mut *connection)
    .await?;
    let room = limit.saturating_sub(u32::try_from(dead.len()).unwrap_or(limit));
    let overdue = sqlx::query(with_names!(
        "select d.id, d.connector, d.attempt, d.reason,
            l.id as lead_id, l.partner, l.form, l.created_at, l.payload
        from (
            select d.id, d.connector, d.attempt, d.reason, d.lead_seq, d.queued_at
            from names
            cross join deliveries d
            where d.state = 'pending'
              and d.connector = name
              and d.told = 0
              and d.queued_at <= ?
              and d.telling_until <= ?
            order by d.queued_at, d.id
            limit ?
        ) d
        join leads l on l.seq = d.lead_seq
        order by d.queued_at, d.id"
    ))
    .bind(queued_until_ms)
    .bind(now_ms)
    .bind(room)
    .fetch_all(&mut *connection)
    .await?;
    let dead = dead.iter().map(|row| read(row, Trouble::Dead));
    let overdue = overdue.iter().map(|row| read(row, Trouble::Overdue));
    let alerts: Vec<Alert> = dead.chain(overdue).collect::<Result<_, Error>>()?;
    for alert in &alerts {
        sqlx::query(
            "update deliveries
            set telling_until = ?
            where id = ?",
        )
        .bind(now_ms.saturating_add(lease_ms))
        .bind(alert.delivery_id)
        .execute(&mut *connection)
        .await?;
    }
    Ok(alerts)
}

fn read(row: &SqliteRow, trouble: Trouble) -> Result<Alert, Error> {
    Ok(Alert {
        delivery_id: row.try_get("id")?,
        trouble,
        lead_id: row.try_get("lead_id")?,
        partner: row.try_get("partner")?,
        form: row.try_get("form")?,
        connector: row.try_get("connector")?,
        created_at: row.try_get("created_at")?,
        attempts: row.try_get("attempt")?,
        reason: row.try_get("reason")?,
        payload: row.try_get("payload")?,
    })
}

/// What moved on while the message was under way is another story: its state is another one, or it
/// is dead a second time, and nobody has begun to tell of that.
pub(crate) async fn told(connection: &mut SqliteConnection, alerts: &[Alert]) -> Result<(), Error> {
    for alert in alerts {
        let state = match alert.trouble {
            Trouble::Overdue => "pending",
            Trouble::Dead => "dead",
        };
        sqlx::query(
            "update deliveries
            set told = 1
            where id = ?
              and state = ?
              and telling_until > 0",
        )
        .bind(alert.delivery_id)
        .bind(state)
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}

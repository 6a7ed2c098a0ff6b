//! What waits: its age by connector, and what an operator is notified of.
//!
//! Connectors are found by seeking from one name to the next in the index of pending deliveries, so
//! the answer takes as long for a backlog of 100,000 as for one of ten.

use leadgate_store::{Alert, AlertKind, Waiting};
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
                select min(queued_at_ms) as oldest
                from deliveries
                where state = 'pending'
                  and connector = name
                  and notified = 0
                union all
                select min(queued_at_ms)
                from deliveries
                where state = 'pending'
                  and connector = name
                  and notified = 1
            )
        ) as oldest_queued_at_ms
        from names
        where name is not null
        order by name"
    ))
    .fetch_all(readers)
    .await?;
    let read = |row: &SqliteRow| {
        Ok(Waiting {
            connector: row.try_get("name")?,
            oldest_queued_at_ms: row.try_get("oldest_queued_at_ms")?,
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
    // The hint keeps it from reading all that is dead and notified each time.
    let dead = sqlx::query(
        "select d.id, d.connector, d.attempt, d.reason,
            l.id as lead_id, l.partner, l.form, l.created_at_ms, l.payload
        from deliveries d indexed by deliveries_dead_and_unnotified
        join leads l on l.seq = d.lead_seq
        where d.state = 'dead'
          and d.notified = 0
          and d.notification_lease_until_ms <= ?
        order by d.queued_at_ms, d.id
        limit ?",
    )
    .bind(now_ms)
    .bind(limit)
    .fetch_all(&mut *connection)
    .await?;
    let left = limit.saturating_sub(u32::try_from(dead.len()).unwrap_or(limit));
    let overdue = sqlx::query(with_names!(
        "select d.id, d.connector, d.attempt, d.reason,
            l.id as lead_id, l.partner, l.form, l.created_at_ms, l.payload
        from (
            select d.id, d.connector, d.attempt, d.reason, d.lead_seq, d.queued_at_ms
            from names
            cross join deliveries d
            where d.state = 'pending'
              and d.connector = name
              and d.notified = 0
              and d.queued_at_ms <= ?
              and d.notification_lease_until_ms <= ?
            order by d.queued_at_ms, d.id
            limit ?
        ) d
        join leads l on l.seq = d.lead_seq
        order by d.queued_at_ms, d.id"
    ))
    .bind(queued_until_ms)
    .bind(now_ms)
    .bind(left)
    .fetch_all(&mut *connection)
    .await?;
    let dead = dead.iter().map(|row| read(row, AlertKind::Dead));
    let overdue = overdue.iter().map(|row| read(row, AlertKind::Overdue));
    let alerts: Vec<Alert> = dead.chain(overdue).collect::<Result<_, Error>>()?;
    for alert in &alerts {
        sqlx::query(
            "update deliveries
            set notification_lease_until_ms = ?
            where id = ?",
        )
        .bind(now_ms.saturating_add(lease_ms))
        .bind(alert.delivery_id)
        .execute(&mut *connection)
        .await?;
    }
    Ok(alerts)
}

fn read(row: &SqliteRow, kind: AlertKind) -> Result<Alert, Error> {
    Ok(Alert {
        delivery_id: row.try_get("id")?,
        kind,
        lead_id: row.try_get("lead_id")?,
        partner: row.try_get("partner")?,
        form: row.try_get("form")?,
        connector: row.try_get("connector")?,
        created_at_ms: row.try_get("created_at_ms")?,
        attempts: row.try_get("attempt")?,
        reason: row.try_get("reason")?,
        payload: row.try_get("payload")?,
    })
}

/// What moved on while the message was under way is another story: its state is another one, or it
/// is dead a second time, and nobody has begun to tell of that.
pub(crate) async fn mark_notified(
    connection: &mut SqliteConnection,
    alerts: &[Alert],
) -> Result<(), Error> {
    for alert in alerts {
        let state = match alert.kind {
            AlertKind::Overdue => "pending",
            AlertKind::Dead => "dead",
        };
        sqlx::query(
            "update deliveries
            set notified = 1
            where id = ?
              and state = ?
              and notification_lease_until_ms > 0",
        )
        .bind(alert.delivery_id)
        .bind(state)
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}

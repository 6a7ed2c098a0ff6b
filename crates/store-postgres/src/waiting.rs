//! What waits: its age by connector, and what an operator is notified of.

use leadgate_store::{Alert, AlertKind, Waiting};
use sqlx::postgres::{PgConnection, PgRow};
use sqlx::{Error, Row as _};

use crate::number::number;

/// Connectors are found by seeking from one name to the next in the index, so the answer takes as
/// long for a backlog of 100,000 as for one of ten.
pub(crate) async fn waiting(connection: &mut PgConnection) -> Result<Vec<Waiting>, Error> {
    let rows = sqlx::query(
        "with recursive names (name) as (
            select min(connector)
            from deliveries
            where state = 'pending'
            union all
            select (
                select min(connector)
                from deliveries
                where state = 'pending'
                  and connector > names.name
            )
            from names
            where names.name is not null
        )
        select name, (
            select min(queued_at_ms)
            from deliveries
            where state = 'pending'
              and connector = names.name
        ) as oldest_queued_at_ms
        from names
        where name is not null
        order by name collate \"C\"",
    )
    .fetch_all(connection)
    .await?;
    let read = |row: &PgRow| {
        Ok(Waiting {
            connector: row.try_get("name")?,
            oldest_queued_at_ms: row.try_get("oldest_queued_at_ms")?,
        })
    };
    rows.iter().map(read).collect()
}

/// What another watcher is just taking is skipped instead of waited for.
pub(crate) async fn claim_alerts(
    connection: &mut PgConnection,
    queued_until_ms: i64,
    now_ms: i64,
    lease_ms: i64,
    limit: u32,
) -> Result<Vec<Alert>, Error> {
    let alerts = sqlx::query(
        "with dead as (
            select id
            from deliveries
            where state = 'dead'
              and not notified
              and notification_lease_until_ms <= $2
            order by queued_at_ms, id
            limit $4
            for update skip locked
        ),
        overdue as (
            select id
            from deliveries
            where state = 'pending'
              and not notified
              and queued_at_ms <= $1
              and notification_lease_until_ms <= $2
            order by queued_at_ms, id
            limit $4 - (select count(*) from dead)
            for update skip locked
        ),
        taken as (
            update deliveries d
            set notification_lease_until_ms = $3
            where d.id = any(array(select id from dead union all select id from overdue))
            returning d.id, d.lead_seq, d.connector, d.attempt, d.reason, d.queued_at_ms,
                d.state = 'dead' as is_dead
        )
        select taken.id, taken.connector, taken.attempt, taken.reason, taken.is_dead,
            l.id as lead_id, l.partner, l.form, l.created_at_ms, l.payload
        from taken
        join leads l on l.seq = taken.lead_seq
        order by taken.is_dead desc, taken.queued_at_ms, taken.id",
    )
    .bind(queued_until_ms)
    .bind(now_ms)
    .bind(now_ms.saturating_add(lease_ms))
    .bind(i64::from(limit))
    .fetch_all(connection)
    .await?;
    alerts.iter().map(read).collect()
}

fn read(row: &PgRow) -> Result<Alert, Error> {
    let is_dead: bool = row.try_get("is_dead")?;
    Ok(Alert {
        delivery_id: row.try_get("id")?,
        kind: if is_dead {
            AlertKind::Dead
        } else {
            AlertKind::Overdue
        },
        lead_id: row.try_get("lead_id")?,
        partner: row.try_get("partner")?,
        form: row.try_get("form")?,
        connector: row.try_get("connector")?,
        created_at_ms: row.try_get("created_at_ms")?,
        attempts: number(row, "attempt")?,
        reason: row.try_get("reason")?,
        payload: row.try_get("payload")?,
    })
}

/// What moved on while the message was under way is another story: its state is another one, or it
/// is dead a second time, and nobody has begun to tell of that.
pub(crate) async fn mark_notified(
    connection: &mut PgConnection,
    alerts: &[Alert],
) -> Result<(), Error> {
    let ids: Vec<i64> = alerts.iter().map(|alert| alert.delivery_id).collect();
    let states: Vec<&str> = (alerts.iter())
        .map(|alert| match alert.kind {
            AlertKind::Overdue => "pending",
            AlertKind::Dead => "dead",
        })
        .collect();
    sqlx::query(
        "update deliveries d
        set notified = true
        from unnest($1::bigint[], $2::text[]) as alerts (id, state)
        where d.id = alerts.id
          and d.state = alerts.state
          and d.notification_lease_until_ms > 0",
    )
    .bind(ids)
    .bind(states)
    .execute(connection)
    .await?;
    Ok(())
}

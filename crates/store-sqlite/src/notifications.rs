//! What an operator is notified of: what is dead, and what waits too long.

use leadgate_store::{Alert, AlertKind};
use rusqlite::{Connection, Error, Row, params};

use crate::compact::Word;
use crate::waiting::with_names;

/// The dead and what waits too long are two queries: each has an index of its own.
pub(crate) fn claim(
    connection: &Connection,
    queued_until_ms: i64,
    now_ms: i64,
    lease_ms: i64,
    limit: u32,
) -> Result<Vec<Alert>, Error> {
    let mut alerts = dead(connection, now_ms, limit)?;
    let left = limit.saturating_sub(u32::try_from(alerts.len()).unwrap_or(limit));
    alerts.extend(overdue(connection, queued_until_ms, now_ms, left)?);
    let mut take = connection.prepare_cached(
        "update deliveries
        set notifying_until_ms = ?1
        where id = ?2",
    )?;
    let lease_until_ms = now_ms.saturating_add(lease_ms);
    for alert in &alerts {
        take.execute(params![lease_until_ms, alert.delivery_id])?;
    }
    Ok(alerts)
}

fn dead(connection: &Connection, now_ms: i64, limit: u32) -> Result<Vec<Alert>, Error> {
    // The hint keeps it from reading all that is dead and known each time.
    let mut find = connection.prepare_cached(
        "select d.id, d.connector, d.attempt, d.reason,
            l.id as lead_id, l.partner, l.form, l.created_ms, l.payload
        from deliveries d indexed by deliveries_dead_and_not_notified
        join leads l on l.seq = d.id >> 10
        where d.state = 'dead'
          and d.notified = 0
          and d.notifying_until_ms <= ?1
        order by d.queued_ms, d.id
        limit ?2",
    )?;
    let found = find.query_map(params![now_ms, limit], |row| read(row, AlertKind::Dead))?;
    found.collect()
}

fn overdue(
    connection: &Connection,
    queued_until_ms: i64,
    now_ms: i64,
    limit: u32,
) -> Result<Vec<Alert>, Error> {
    let mut find = connection.prepare_cached(with_names!(
        "select d.id, d.connector, d.attempt, d.reason,
            l.id as lead_id, l.partner, l.form, l.created_ms, l.payload
        from (
            select d.id, d.connector, d.attempt, d.reason, d.queued_ms
            from names
            cross join deliveries d
            where d.state = 'pending'
              and d.connector = name
              and d.notified = 0
              and d.queued_ms <= ?1
              and d.notifying_until_ms <= ?2
            order by d.queued_ms, d.id
            limit ?3
        ) d
        join leads l on l.seq = d.id >> 10
        order by d.queued_ms, d.id"
    ))?;
    let found = find.query_map(params![queued_until_ms, now_ms, limit], |row| {
        read(row, AlertKind::Overdue)
    })?;
    found.collect()
}

fn read(row: &Row<'_>, kind: AlertKind) -> Result<Alert, Error> {
    Ok(Alert {
        delivery_id: row.get("id")?,
        kind,
        lead_id: row.get::<_, Word>("lead_id")?.into(),
        partner: row.get("partner")?,
        form: row.get("form")?,
        connector: row.get("connector")?,
        created_at_ms: row.get("created_ms")?,
        attempts: row.get("attempt")?,
        reason: row.get("reason")?,
        payload: row.get("payload")?,
    })
}

/// What moved on while the message was under way is another story: its state is another one, or it
/// is dead a second time, and nobody has begun to notify anybody of that.
pub(crate) fn done(connection: &Connection, alerts: &[Alert]) -> Result<(), Error> {
    let mut mark = connection.prepare_cached(
        "update deliveries
        set notified = 1
        where id = ?1
          and state = ?2
          and notifying_until_ms > 0",
    )?;
    for alert in alerts {
        let state = match alert.kind {
            AlertKind::Overdue => "pending",
            AlertKind::Dead => "dead",
        };
        mark.execute(params![alert.delivery_id, state])?;
    }
    Ok(())
}

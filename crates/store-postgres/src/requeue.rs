//! An operator's decision makes dead or quarantined deliveries pending again.

use leadgate_store::{DeliveryState, LeadFilter, RequeueFrom, Requeued};
use sqlx::postgres::PgConnection;
use sqlx::{Error, QueryBuilder, Row as _};

use crate::{filter, priority};

pub(crate) async fn dead(
    connection: &mut PgConnection,
    lead_id: &str,
    now_ms: i64,
) -> Result<u64, Error> {
    requeue(connection, lead_id, DeliveryState::Dead, now_ms).await
}

pub(crate) async fn quarantined(
    connection: &mut PgConnection,
    lead_id: &str,
    now_ms: i64,
) -> Result<u64, Error> {
    requeue(connection, lead_id, DeliveryState::Quarantined, now_ms).await
}

/// The state is in the condition, so of two operators at once one changes nothing.
async fn requeue(
    connection: &mut PgConnection,
    lead_id: &str,
    from: DeliveryState,
    now_ms: i64,
) -> Result<u64, Error> {
    let requeued = sqlx::query(
        "update deliveries
        set state = 'pending',
            due_at_ms = $2,
            attempt = 0,
            finished_at_ms = null,
            priority = greatest(priority, $1),
            queued_at_ms = $2,
            notified = (priority = $3),
            notification_lease_until_ms = 0
        where state = $4
          and lead_seq = (select seq from leads where id = $5)",
    )
    .bind(priority_at_least(from))
    .bind(now_ms)
    .bind(priority::BATCH)
    .bind(from.as_str())
    .bind(lead_id)
    .execute(connection)
    .await?;
    Ok(requeued.rows_affected())
}

/// Many dead may be requeued at once; a quarantined delivery keeps its priority, because it has waited long enough.
const fn priority_at_least(from: DeliveryState) -> i64 {
    match from {
        DeliveryState::Dead => priority::LATER_ATTEMPTS,
        _ => priority::FIRST_ATTEMPTS,
    }
}

/// One step of a requeue in bulk. Looks for deliveries first and locks only what it found, whose
/// state is looked at again when it is changed.
pub(crate) async fn in_bulk(
    connection: &mut PgConnection,
    from: RequeueFrom,
    filter: &LeadFilter,
    after: Option<i64>,
    limit: u32,
    now_ms: i64,
) -> Result<Requeued, Error> {
    let found = find(connection, from, filter, after, limit).await?;
    let is_full = found.len() >= limit as usize;
    Ok(Requeued {
        deliveries: these(connection, from, &found, now_ms).await?,
        next: found.last().copied().filter(|_| is_full),
    })
}

/// The next deliveries in a state that a filter means.
async fn find(
    connection: &mut PgConnection,
    from: RequeueFrom,
    filter: &LeadFilter,
    after: Option<i64>,
    limit: u32,
) -> Result<Vec<i64>, Error> {
    let mut query = QueryBuilder::new(
        "select d.id
        from deliveries d
        join leads l on l.seq = d.lead_seq
        where d.id > ",
    );
    query.push_bind(after.unwrap_or(0));
    filter::of_deliveries(&mut query, Some(from.state()), filter.connector.as_deref());
    filter::of_leads(&mut query, filter);
    query
        .push(" order by d.id limit ")
        .push_bind(i64::from(limit));
    let rows = query.build().fetch_all(connection).await?;
    rows.iter().map(|row| row.try_get("id")).collect()
}

/// Requeues those that are still in the state. Everybody locks in the same order, so that two
/// operators at once do not wait for each other.
async fn these(
    connection: &mut PgConnection,
    from: RequeueFrom,
    deliveries: &[i64],
    now_ms: i64,
) -> Result<u64, Error> {
    let requeued = sqlx::query(
        "with locked as (
            select id
            from deliveries
            where id = any($4)
              and state = $5
            order by id
            for update
        )
        update deliveries d
        set state = 'pending',
            due_at_ms = $2,
            attempt = 0,
            finished_at_ms = null,
            priority = greatest(d.priority, $1),
            queued_at_ms = $2,
            notified = (d.priority = $3),
            notification_lease_until_ms = 0
        from locked
        where d.id = locked.id",
    )
    .bind(priority_at_least(from.state()))
    .bind(now_ms)
    .bind(priority::BATCH)
    .bind(deliveries)
    .bind(from.state().as_str())
    .execute(connection)
    .await?;
    Ok(requeued.rows_affected())
}

//! An operator's decision makes dead or quarantined deliveries pending again.

use leadgate_store::{DeliveryState, LeadFilter, RequeueFrom, Requeued};
use sqlx::sqlite::{SqliteConnection, SqlitePool};
use sqlx::{Error, QueryBuilder, Row};

use crate::{filter, priority};

pub(crate) async fn dead(
    connection: &mut SqliteConnection,
    lead_id: &str,
    now_ms: i64,
) -> Result<u64, Error> {
    requeue(connection, lead_id, DeliveryState::Dead, now_ms).await
}

pub(crate) async fn quarantined(
    connection: &mut SqliteConnection,
    lead_id: &str,
    now_ms: i64,
) -> Result<u64, Error> {
    requeue(connection, lead_id, DeliveryState::Quarantined, now_ms).await
}

/// The state is in the condition, so of two operators at once one changes nothing.
async fn requeue(
    connection: &mut SqliteConnection,
    lead_id: &str,
    from: DeliveryState,
    now_ms: i64,
) -> Result<u64, Error> {
    let requeued = sqlx::query(
        "update deliveries
        set state = 'pending',
            due_at_ms = ?2,
            attempt = 0,
            finished_at_ms = null,
            priority = max(priority, ?1),
            queued_at_ms = ?2,
            notified = (priority = ?3),
            notification_lease_until_ms = 0
        where state = ?4
          and lead_seq = (select seq from leads where id = ?5)",
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

/// Deliveries that a requeue in bulk found.
pub(crate) struct Found {
    pub(crate) deliveries: Vec<i64>,
    /// Whether there may be more behind.
    is_full: bool,
}

impl Found {
    /// What came of them.
    pub(crate) fn done(&self, requeued: u64) -> Requeued {
        Requeued {
            deliveries: requeued,
            next: self.deliveries.last().copied().filter(|_| self.is_full),
        }
    }
}

/// The next deliveries in a state that a filter means.
pub(crate) async fn find(
    readers: &SqlitePool,
    from: RequeueFrom,
    filter: &LeadFilter,
    after: Option<i64>,
    limit: u32,
) -> Result<Found, Error> {
    let mut query = QueryBuilder::new(
        "select d.id
        from deliveries d
        join leads l on l.seq = d.lead_seq
        where d.id > ",
    );
    query.push_bind(after.unwrap_or(0));
    filter::of_deliveries(&mut query, Some(from.state()), filter.connector.as_deref());
    filter::of_leads(&mut query, filter);
    query.push(" order by d.id limit ").push_bind(limit);
    let rows = query.build().fetch_all(readers).await?;
    let deliveries: Vec<i64> = (rows.iter())
        .map(|row| row.try_get("id"))
        .collect::<Result<_, Error>>()?;
    Ok(Found {
        is_full: deliveries.len() >= limit as usize,
        deliveries,
    })
}

/// Requeues those that are still in the state.
pub(crate) async fn these(
    connection: &mut SqliteConnection,
    from: RequeueFrom,
    deliveries: &[i64],
    now_ms: i64,
) -> Result<u64, Error> {
    let mut requeued = 0;
    for delivery in deliveries {
        let done = sqlx::query(
            "update deliveries
            set state = 'pending',
                due_at_ms = ?2,
                attempt = 0,
                finished_at_ms = null,
                priority = max(priority, ?1),
                queued_at_ms = ?2,
                notified = (priority = ?3),
                notification_lease_until_ms = 0
            where id = ?4
              and state = ?5",
        )
        .bind(priority_at_least(from.state()))
        .bind(now_ms)
        .bind(priority::BATCH)
        .bind(delivery)
        .bind(from.state().as_str())
        .execute(&mut *connection)
        .await?;
        requeued += done.rows_affected();
    }
    Ok(requeued)
}

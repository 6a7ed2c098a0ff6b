//! An operator's decision makes deliveries pending that no worker would touch.

use leadgate_outbox::DeliveryState;
use sqlx::Error;
use sqlx::postgres::PgConnection;

use crate::queue;

pub(crate) async fn dead(
    connection: &mut PgConnection,
    lead_id: &str,
    now_ms: i64,
) -> Result<u64, Error> {
    revive(connection, lead_id, DeliveryState::Dead, now_ms).await
}

pub(crate) async fn quarantined(
    connection: &mut PgConnection,
    lead_id: &str,
    now_ms: i64,
) -> Result<u64, Error> {
    revive(connection, lead_id, DeliveryState::Quarantined, now_ms).await
}

/// The state is in the condition, so of two operators at once one changes nothing.
async fn revive(
    connection: &mut PgConnection,
    lead_id: &str,
    from: DeliveryState,
    now_ms: i64,
) -> Result<u64, Error> {
    // Many dead may be revived at once; whoever was doubted has waited for a first try long enough.
    let queue_at_least = match from {
        DeliveryState::Dead => queue::LATER_TRIES,
        _ => queue::FIRST_TRIES,
    };
    let revived = sqlx::query(
        "update deliveries
        set state = 'pending',
            due_at = $2,
            attempt = 0,
            finished_at = null,
            queue = greatest(queue, $1),
            queued_at = $2,
            told = (queue = $3),
            telling_until = 0
        where state = $4
          and lead_seq = (select seq from leads where id = $5)",
    )
    .bind(queue_at_least)
    .bind(now_ms)
    .bind(queue::BATCH)
    .bind(from.as_str())
    .bind(lead_id)
    .execute(connection)
    .await?;
    Ok(revived.rows_affected())
}

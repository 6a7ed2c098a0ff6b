//! An operator's decision makes deliveries pending that no worker would touch.

use leadgate_outbox::DeliveryState;
use sqlx::Error;
use sqlx::postgres::PgConnection;

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
    let revived = sqlx::query(
        "update deliveries
        set state = 'pending',
            due_at = $1,
            attempt = 0,
            finished_at = null
        where state = $2
          and lead_seq = (select seq from leads where id = $3)",
    )
    .bind(now_ms)
    .bind(from.as_str())
    .bind(lead_id)
    .execute(connection)
    .await?;
    Ok(revived.rows_affected())
}

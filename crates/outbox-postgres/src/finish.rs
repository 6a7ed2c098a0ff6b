//! How a try ended is written down, if the claim still holds.

use leadgate_outbox::{Claim, DeliveryOutcome, DeliveryState, Finished};
use sqlx::Error;
use sqlx::postgres::PgConnection;

pub(crate) async fn finish(
    connection: &mut PgConnection,
    claim: &Claim,
    outcome: DeliveryOutcome,
    now_ms: i64,
) -> Result<Finished, Error> {
    let (state, due_at, reason, remote_id) = match outcome {
        DeliveryOutcome::Delivered { remote_id } => {
            (DeliveryState::Delivered, now_ms, None, remote_id)
        }
        DeliveryOutcome::Retry { at_ms, reason } => {
            (DeliveryState::Pending, at_ms, Some(reason), None)
        }
        DeliveryOutcome::Dead { reason } => (DeliveryState::Dead, now_ms, Some(reason), None),
        DeliveryOutcome::Skipped { reason } => (DeliveryState::Skipped, now_ms, Some(reason), None),
    };
    let finished_at = (state != DeliveryState::Pending).then_some(now_ms);
    // The fence refuses whoever was overtaken, `worker` whoever gave the claim back or has
    // finished already.
    let recorded = sqlx::query(
        "update deliveries
        set state = $1,
            due_at = $2,
            worker = null,
            reason = $3,
            remote_id = $4,
            finished_at = $5
        where id = $6
          and fence = $7
          and worker is not null",
    )
    .bind(state.as_str())
    .bind(due_at)
    .bind(reason)
    .bind(remote_id)
    .bind(finished_at)
    .bind(claim.delivery_id)
    .bind(claim.fence)
    .execute(connection)
    .await?;
    Ok(match recorded.rows_affected() {
        0 => Finished::LostLease,
        _ => Finished::Recorded,
    })
}

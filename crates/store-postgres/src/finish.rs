//! How an attempt ended is written down, if the claim still holds.

use leadgate_store::{AttemptResult, Claim, DeliveryState, Finished};
use sqlx::Error;
use sqlx::postgres::PgConnection;

use crate::priority;

pub(crate) async fn finish(
    connection: &mut PgConnection,
    claim: &Claim,
    result: AttemptResult,
    now_ms: i64,
) -> Result<Finished, Error> {
    let (mut priority_at_least, mut uncounted) = (priority::FIRST_ATTEMPTS, 0);
    let (state, due_at_ms, reason, remote_id) = match result {
        AttemptResult::Delivered { remote_id } => {
            (DeliveryState::Delivered, now_ms, None, remote_id)
        }
        AttemptResult::Retry { at_ms, reason } => {
            priority_at_least = priority::LATER_ATTEMPTS;
            (DeliveryState::Pending, at_ms, Some(reason), None)
        }
        AttemptResult::Uncounted { at_ms, reason } => {
            uncounted = 1;
            (DeliveryState::Pending, at_ms, Some(reason), None)
        }
        AttemptResult::Dead { reason } => (DeliveryState::Dead, now_ms, Some(reason), None),
        AttemptResult::Skipped { reason } => (DeliveryState::Skipped, now_ms, Some(reason), None),
    };
    let finished_at_ms = (state != DeliveryState::Pending).then_some(now_ms);
    // Even if an operator knows that it was late: that it is dead is news.
    let is_dead = state == DeliveryState::Dead;
    // The fence refuses whoever was overtaken, `worker` whoever gave the claim back or has
    // finished already.
    let recorded = sqlx::query(
        "update deliveries
        set state = $1,
            due_at_ms = $2,
            worker = null,
            attempt = attempt - $3,
            priority = greatest(priority, $4),
            notified = notified and not $5,
            notification_lease_until_ms = case when $5 then 0 else notification_lease_until_ms end,
            reason = $6,
            remote_id = $7,
            finished_at_ms = $8
        where id = $9
          and fence = $10
          and worker is not null",
    )
    .bind(state.as_str())
    .bind(due_at_ms)
    .bind(uncounted)
    .bind(priority_at_least)
    .bind(is_dead)
    .bind(reason)
    .bind(remote_id)
    .bind(finished_at_ms)
    .bind(claim.delivery_id)
    .bind(claim.fence)
    .execute(connection)
    .await?;
    Ok(match recorded.rows_affected() {
        0 => Finished::LostLease,
        _ => Finished::Recorded,
    })
}

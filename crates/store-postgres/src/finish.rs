//! How a try ended is written down, if the claim still holds.

use leadgate_store::{Claim, DeliveryOutcome, DeliveryState, Finished};
use sqlx::Error;
use sqlx::postgres::PgConnection;

use crate::queue;

pub(crate) async fn finish(
    connection: &mut PgConnection,
    claim: &Claim,
    outcome: DeliveryOutcome,
    now_ms: i64,
) -> Result<Finished, Error> {
    let (mut queue_at_least, mut uncounted) = (queue::FIRST_TRIES, 0);
    let (state, due_at, reason, remote_id) = match outcome {
        DeliveryOutcome::Delivered { remote_id } => {
            (DeliveryState::Delivered, now_ms, None, remote_id)
        }
        DeliveryOutcome::Retry { at_ms, reason } => {
            queue_at_least = queue::LATER_TRIES;
            (DeliveryState::Pending, at_ms, Some(reason), None)
        }
        DeliveryOutcome::PutBack { at_ms, reason } => {
            uncounted = 1;
            (DeliveryState::Pending, at_ms, Some(reason), None)
        }
        DeliveryOutcome::Dead { reason } => (DeliveryState::Dead, now_ms, Some(reason), None),
        DeliveryOutcome::Skipped { reason } => (DeliveryState::Skipped, now_ms, Some(reason), None),
    };
    let finished_at = (state != DeliveryState::Pending).then_some(now_ms);
    // Even if an operator knows that it was late: that it is dead is news.
    let is_dead = state == DeliveryState::Dead;
    // The fence refuses whoever was overtaken, `worker` whoever gave the claim back or has
    // finished already.
    let recorded = sqlx::query(
        "update deliveries
        set state = $1,
            due_at = $2,
            worker = null,
            attempt = attempt - $3,
            queue = greatest(queue, $4),
            told = told and not $5,
            telling_until = case when $5 then 0 else telling_until end,
            reason = $6,
            remote_id = $7,
            finished_at = $8
        where id = $9
          and fence = $10
          and worker is not null",
    )
    .bind(state.as_str())
    .bind(due_at)
    .bind(uncounted)
    .bind(queue_at_least)
    .bind(is_dead)
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

//! How an attempt ended is written down, as far as its claim still holds.

use leadgate_store::{AttemptResult, Claim, DeliveryState, Finished};
use rusqlite::{Connection, Error, named_params};

use crate::priority;

/// How a claimed attempt ended, and when.
pub(crate) struct FinishedAttempt {
    pub(crate) delivery_id: i64,
    pub(crate) fence: i64,
    pub(crate) result: AttemptResult,
    pub(crate) now_ms: i64,
}

impl FinishedAttempt {
    pub(crate) const fn new(claim: &Claim, result: AttemptResult, now_ms: i64) -> Self {
        Self {
            delivery_id: claim.delivery_id,
            fence: claim.fence,
            result,
            now_ms,
        }
    }
}

pub(crate) fn finish(
    connection: &Connection,
    attempt: &FinishedAttempt,
) -> Result<Finished, Error> {
    let FinishedAttempt { result, now_ms, .. } = attempt;
    let (state, due_ms, reason) = match result {
        AttemptResult::Delivered { .. } => (DeliveryState::Delivered, now_ms, None),
        AttemptResult::Retry { at_ms, reason } | AttemptResult::Uncounted { at_ms, reason } => {
            (DeliveryState::Pending, at_ms, Some(reason))
        }
        AttemptResult::Dead { reason } => (DeliveryState::Dead, now_ms, Some(reason)),
        AttemptResult::Skipped { reason } => (DeliveryState::Skipped, now_ms, Some(reason)),
    };
    let remote_id = match result {
        AttemptResult::Delivered { remote_id } => remote_id.as_ref(),
        _ => None,
    };
    let priority_at_least = match result {
        AttemptResult::Retry { .. } => priority::LATER_ATTEMPTS,
        _ => priority::FIRST_ATTEMPTS,
    };
    // The fence refuses whoever was overtaken, `worker` whoever gave the claim back or has
    // finished already. Even if an operator knows that it was late: that it is dead is news.
    let recorded = connection
        .prepare_cached(
            "update deliveries
            set state = :state,
                due_ms = :due_ms,
                worker = null,
                attempt = attempt - :uncounted,
                priority = max(priority, :priority_at_least),
                notified = iif(:is_news, 0, notified),
                notifying_until_ms = iif(:is_news, 0, notifying_until_ms),
                reason = :reason,
                remote_id = :remote_id,
                finished_ms = :finished_ms
            where id = :id
              and fence = :fence
              and worker is not null",
        )?
        .execute(named_params! {
            ":state": state.as_str(),
            ":due_ms": due_ms,
            ":uncounted": matches!(result, AttemptResult::Uncounted { .. }),
            ":priority_at_least": priority_at_least,
            ":is_news": state == DeliveryState::Dead,
            ":reason": reason,
            ":remote_id": remote_id,
            ":finished_ms": (state != DeliveryState::Pending).then_some(now_ms),
            ":id": attempt.delivery_id,
            ":fence": attempt.fence,
        })?;
    Ok(if recorded > 0 {
        Finished::Recorded
    } else {
        Finished::LostLease
    })
}

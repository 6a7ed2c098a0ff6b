//! How attempts ended is written down, as far as their claims still hold; all of a group by one statement.

use std::collections::HashSet;

use leadgate_store::{AttemptResult, DeliveryState, Finished};
use serde::Serialize;
use sqlx::sqlite::SqliteConnection;
use sqlx::{Error, Row as _};

use crate::accept::rows;
use crate::group::FinishedAttempt;
use crate::priority;

/// What a delivery becomes.
#[derive(Serialize)]
struct End<'a> {
    id: i64,
    fence: i64,
    state: &'static str,
    due_at_ms: i64,
    uncounted: u8,
    priority_at_least: i64,
    /// Even if an operator knows that it was late: that it is dead is news.
    is_news: bool,
    reason: Option<&'a str>,
    remote_id: Option<&'a str>,
    finished_at_ms: Option<i64>,
}

impl<'a> End<'a> {
    fn of(attempt: &'a FinishedAttempt) -> Self {
        let FinishedAttempt {
            claim,
            result,
            now_ms,
        } = attempt;
        let (state, due_at_ms, reason) = match result {
            AttemptResult::Delivered { .. } => (DeliveryState::Delivered, *now_ms, None),
            AttemptResult::Retry { at_ms, reason } | AttemptResult::Uncounted { at_ms, reason } => {
                (DeliveryState::Pending, *at_ms, Some(&**reason))
            }
            AttemptResult::Dead { reason } => (DeliveryState::Dead, *now_ms, Some(&**reason)),
            AttemptResult::Skipped { reason } => (DeliveryState::Skipped, *now_ms, Some(&**reason)),
        };
        Self {
            id: claim.delivery_id,
            fence: claim.fence,
            state: state.as_str(),
            due_at_ms,
            uncounted: u8::from(matches!(result, AttemptResult::Uncounted { .. })),
            priority_at_least: match result {
                AttemptResult::Retry { .. } => priority::LATER_ATTEMPTS,
                _ => priority::FIRST_ATTEMPTS,
            },
            is_news: state == DeliveryState::Dead,
            reason,
            remote_id: match result {
                AttemptResult::Delivered { remote_id } => remote_id.as_deref(),
                _ => None,
            },
            finished_at_ms: (state != DeliveryState::Pending).then_some(*now_ms),
        }
    }
}

/// Writes down the ends of different deliveries. Answers in their order.
pub(crate) async fn finish_all(
    connection: &mut SqliteConnection,
    attempts: &[&FinishedAttempt],
) -> Result<Vec<Finished>, Error> {
    let Some(ends) = rows(attempts.iter().map(|attempt| End::of(attempt)))? else {
        return Ok(Vec::new());
    };
    // The fence refuses whoever was overtaken, `worker` whoever gave the claim back or has
    // finished already.
    let recorded = sqlx::query(
        "update deliveries
        set state = e.value ->> 'state',
            due_at_ms = e.value ->> 'due_at_ms',
            worker = null,
            attempt = attempt - (e.value ->> 'uncounted'),
            priority = max(priority, e.value ->> 'priority_at_least'),
            notified = iif(e.value ->> 'is_news', 0, notified),
            notification_lease_until_ms = iif(e.value ->> 'is_news', 0, notification_lease_until_ms),
            reason = e.value ->> 'reason',
            remote_id = e.value ->> 'remote_id',
            finished_at_ms = e.value ->> 'finished_at_ms'
        from json_each(?) e
        where deliveries.id = e.value ->> 'id'
          and fence = e.value ->> 'fence'
          and worker is not null
        returning id",
    )
    .bind(ends)
    .fetch_all(connection)
    .await?;
    let recorded = recorded.iter().map(|row| row.try_get("id"));
    let recorded: HashSet<i64> = recorded.collect::<Result<_, Error>>()?;
    let answer = |attempt: &&FinishedAttempt| match recorded.contains(&attempt.claim.delivery_id) {
        true => Finished::Recorded,
        false => Finished::LostLease,
    };
    Ok(attempts.iter().map(answer).collect())
}

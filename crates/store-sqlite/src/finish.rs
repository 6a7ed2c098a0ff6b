//! How tries ended is written down, as far as their claims still hold; all of a group by one statement.

use std::collections::HashSet;

use leadgate_store::{DeliveryOutcome, DeliveryState, Finished};
use serde::Serialize;
use sqlx::sqlite::SqliteConnection;
use sqlx::{Error, Row as _};

use crate::accept::rows;
use crate::group::Ending;
use crate::queue;

/// What a delivery becomes.
#[derive(Serialize)]
struct End<'a> {
    id: i64,
    fence: i64,
    state: &'static str,
    due_at: i64,
    uncounted: u8,
    queue_at_least: i64,
    /// Even if an operator knows that it was late: that it is dead is news.
    is_news: bool,
    reason: Option<&'a str>,
    remote_id: Option<&'a str>,
    finished_at: Option<i64>,
}

impl<'a> End<'a> {
    fn of(ending: &'a Ending) -> Self {
        let Ending {
            claim,
            outcome,
            now_ms,
        } = ending;
        let (state, due_at, reason) = match outcome {
            DeliveryOutcome::Delivered { .. } => (DeliveryState::Delivered, *now_ms, None),
            DeliveryOutcome::Retry { at_ms, reason }
            | DeliveryOutcome::PutBack { at_ms, reason } => {
                (DeliveryState::Pending, *at_ms, Some(&**reason))
            }
            DeliveryOutcome::Dead { reason } => (DeliveryState::Dead, *now_ms, Some(&**reason)),
            DeliveryOutcome::Skipped { reason } => {
                (DeliveryState::Skipped, *now_ms, Some(&**reason))
            }
        };
        Self {
            id: claim.delivery_id,
            fence: claim.fence,
            state: state.as_str(),
            due_at,
            uncounted: u8::from(matches!(outcome, DeliveryOutcome::PutBack { .. })),
            queue_at_least: match outcome {
                DeliveryOutcome::Retry { .. } => queue::LATER_TRIES,
                _ => queue::FIRST_TRIES,
            },
            is_news: state == DeliveryState::Dead,
            reason,
            remote_id: match outcome {
                DeliveryOutcome::Delivered { remote_id } => remote_id.as_deref(),
                _ => None,
            },
            finished_at: (state != DeliveryState::Pending).then_some(*now_ms),
        }
    }
}

/// Writes down the ends of different deliveries. Answers in their order.
pub(crate) async fn finish_all(
    connection: &mut SqliteConnection,
    endings: &[&Ending],
) -> Result<Vec<Finished>, Error> {
    let Some(ends) = rows(endings.iter().map(|ending| End::of(ending)))? else {
        return Ok(Vec::new());
    };
    // The fence refuses whoever was overtaken, `worker` whoever gave the claim back or has
    // finished already.
    let recorded = sqlx::query(
        "update deliveries
        set state = e.value ->> 'state',
            due_at = e.value ->> 'due_at',
            worker = null,
            attempt = attempt - (e.value ->> 'uncounted'),
            queue = max(queue, e.value ->> 'queue_at_least'),
            told = iif(e.value ->> 'is_news', 0, told),
            telling_until = iif(e.value ->> 'is_news', 0, telling_until),
            reason = e.value ->> 'reason',
            remote_id = e.value ->> 'remote_id',
            finished_at = e.value ->> 'finished_at'
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
    let answer = |ending: &&Ending| match recorded.contains(&ending.claim.delivery_id) {
        true => Finished::Recorded,
        false => Finished::LostLease,
    };
    Ok(endings.iter().map(answer).collect())
}

//! An operator's decision makes deliveries pending that no worker would touch.

use leadgate_store::{DeliveryState, LeadFilter, RequeueFrom, Requeued};
use rusqlite::{Connection, Error, params};

use crate::compact::Compact;
use crate::query::Query;
use crate::{filter, priority};

/// What becomes of a delivery. The state is in the condition, so of two operators at once one changes
/// nothing.
macro_rules! requeue_where {
    ($which:literal) => {
        concat!(
            "update deliveries
            set state = 'pending',
                due_ms = ?1,
                attempt = 0,
                finished_ms = null,
                priority = max(priority, ?2),
                queued_ms = ?1,
                notified = (priority = 2),
                notifying_until_ms = 0
            where state = ?3
              and ",
            $which
        )
    };
}

/// The deliveries of a lead that are in a state.
pub(crate) fn of_lead(
    connection: &Connection,
    lead_id: &Compact,
    from: RequeueFrom,
    now_ms: i64,
) -> Result<u64, Error> {
    let of_lead = requeue_where!(
        "id between (select seq from leads where id = ?4) << 10
            and (select seq from leads where id = ?4) << 10 | 1023"
    );
    let requeued = connection.prepare_cached(of_lead)?.execute(params![
        now_ms,
        priority_at_least(from),
        from.state().as_str(),
        lead_id
    ])?;
    Ok(requeued as u64)
}

/// Many dead may be requeued at once; a quarantined delivery keeps its priority, because it has waited long enough.
const fn priority_at_least(from: RequeueFrom) -> i64 {
    match from {
        RequeueFrom::Dead => priority::LATER_ATTEMPTS,
        RequeueFrom::Quarantined => priority::FIRST_ATTEMPTS,
    }
}

/// Deliveries that are to be requeued in bulk.
pub(crate) struct Found {
    pub(crate) deliveries: Vec<i64>,
    /// Where the next step goes on; `None` if there is nothing behind.
    next: Option<i64>,
}

impl Found {
    /// What came of them.
    pub(crate) const fn done(&self, requeued: u64) -> Requeued {
        Requeued {
            deliveries: requeued,
            next: self.next,
        }
    }
}

/// The next deliveries in a state that a filter means.
pub(crate) fn find(
    connection: &Connection,
    from: DeliveryState,
    filter: &LeadFilter,
    after: Option<i64>,
    limit: u32,
) -> Result<Found, Error> {
    let mut query = Query::new(
        "select d.id
        from deliveries d
        join leads l on l.seq = d.id >> 10
        where d.state in ('quarantined', 'dead')
          and d.id > ",
    );
    query.bind(after.unwrap_or(0));
    filter::of_deliveries(&mut query, Some(from), filter.connector.as_deref());
    filter::of_leads(&mut query, filter);
    query.push(" order by d.id limit ").bind(limit);
    let deliveries: Vec<i64> = query.all(connection, |row| row.get(0))?;
    let is_full = deliveries.len() >= limit as usize;
    Ok(Found {
        next: deliveries.last().copied().filter(|_| is_full),
        deliveries,
    })
}

/// Those of them that are still in the state.
pub(crate) fn these(
    connection: &Connection,
    from: RequeueFrom,
    deliveries: &[i64],
    now_ms: i64,
) -> Result<u64, Error> {
    let mut requeue = connection.prepare_cached(requeue_where!("id = ?4"))?;
    let mut requeued = 0;
    for delivery in deliveries {
        requeued += requeue.execute(params![
            now_ms,
            priority_at_least(from),
            from.state().as_str(),
            delivery
        ])?;
    }
    Ok(requeued as u64)
}

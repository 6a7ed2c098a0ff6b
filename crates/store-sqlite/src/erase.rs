//! The end of personal data: out of the rows, then out of the file.

use std::time::Duration;

use leadgate_store::{DeliveryState, Erased, Erasure, SKIPPED_AS_ERASED, Scrub, StoreError};
use rusqlite::{Connection, Error, params};

use crate::compact::Compact;
use crate::connection::WAIT_MAX;
use crate::error::store_error;
use crate::query::Query;
use crate::{blind_index, filter};

pub(crate) fn erase(
    connection: &Connection,
    leads: &[Erasure],
    unless: &[DeliveryState],
    now_ms: i64,
) -> Result<Erased, Error> {
    let mut erased = Erased::default();
    for erasure in leads {
        let Some(seq) = erase_lead(connection, erasure, unless, now_ms)? else {
            continue;
        };
        blind_index::remove(connection, seq)?;
        let skipped = connection
            .prepare_cached(
                "update deliveries
                set state = 'skipped',
                    reason = ?1,
                    worker = null,
                    due_ms = ?2,
                    finished_ms = ?2
                where id between ?3 << 10 and ?3 << 10 | 1023
                  and state in ('pending', 'quarantined', 'dead')",
            )?
            .execute(params![SKIPPED_AS_ERASED, now_ms, seq])?;
        erased = erased.and(Erased {
            leads: 1,
            skipped: skipped as u64,
        });
    }
    Ok(erased)
}

/// Empties a lead's record, and says which it is; `None` if it is to be passed over.
fn erase_lead(
    connection: &Connection,
    erasure: &Erasure,
    unless: &[DeliveryState],
    now_ms: i64,
) -> Result<Option<i64>, Error> {
    let mut query = Query::new(
        "update leads
        set payload = null,
            fingerprint = '',
            erased_ms = ",
    );
    query.bind(now_ms);
    query.push(", kept = ").bind(erasure.kept.clone());
    query.push(" where id = ");
    query.bind(Compact::new(&erasure.lead_id));
    query.push(
        " and erased_ms is null
        and not exists (
            select 1
            from deliveries d
            where d.id between leads.seq << 10 and leads.seq << 10 | 1023
              and d.state in ",
    );
    filter::states(&mut query, unless);
    query.push(") returning seq");
    Ok(query.all(connection, |row| row.get(0))?.pop())
}

/// Rows are overwritten where they stood (`secure_delete`), but the log still holds them as they
/// were: all of it goes into the file, and the log is emptied. `secure_delete` does not reach what
/// `SQLite` left in a page's gap when it moved the entries of an index to other pages; only a file
/// that is written anew is without it.
pub(crate) fn scrub(connection: &Connection, how: Scrub) -> Result<(), StoreError> {
    if how == Scrub::Rewriting {
        connection.execute_batch("vacuum").map_err(store_error)?;
    }
    // It holds the write lock while it waits for readers: so it does not wait, or leads would.
    let busy_timeout = |wait| connection.busy_timeout(wait).map_err(store_error);
    busy_timeout(Duration::ZERO)?;
    let checkpoint = connection.query_row("pragma wal_checkpoint(truncate)", [], |row| row.get(0));
    busy_timeout(WAIT_MAX)?;
    let is_held_up: bool = checkpoint.map_err(store_error)?;
    if is_held_up {
        return Err(StoreError::Busy);
    }
    Ok(())
}

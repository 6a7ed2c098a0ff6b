//! What waits, by connector, and since when.
//!
//! Connectors are found by seeking from one name to the next in the index of pending deliveries, so
//! the answer takes as long for a backlog of 100,000 as for one of ten.

use leadgate_store::Waiting;
use rusqlite::{Connection, Error};

/// A query over `names`: the connectors that have pending deliveries, and a null at the end.
macro_rules! with_names {
    ($query:literal) => {
        concat!(
            "with recursive names (name) as (
                select min(connector)
                from deliveries
                where state = 'pending'
                union all
                select (
                    select min(connector)
                    from deliveries
                    where state = 'pending'
                      and connector > name
                )
                from names
                where name is not null
            )
            ",
            $query
        )
    };
}
pub(crate) use with_names;

pub(crate) fn waiting(connection: &Connection) -> Result<Vec<Waiting>, Error> {
    let mut find = connection.prepare_cached(with_names!(
        "select name, (
            select min(oldest)
            from (
                select min(queued_ms) as oldest
                from deliveries
                where state = 'pending'
                  and connector = name
                  and notified = 0
                union all
                select min(queued_ms)
                from deliveries
                where state = 'pending'
                  and connector = name
                  and notified = 1
            )
        )
        from names
        where name is not null
        order by name"
    ))?;
    let waiting = find.query_map([], |row| {
        Ok(Waiting {
            connector: row.get(0)?,
            oldest_queued_at_ms: row.get(1)?,
        })
    })?;
    waiting.collect()
}

//! Due deliveries are taken under a lease, and given back.

use leadgate_store::Claim;
use rusqlite::{Connection, Error, Row, params};

use crate::compact::Word;
use crate::priority;

pub(crate) fn claim(
    connection: &Connection,
    connector: &str,
    now_ms: i64,
    lease_ms: i64,
    limit: u32,
    worker: &str,
) -> Result<Vec<Claim>, Error> {
    let mut find = connection.prepare_cached(
        "select d.id, d.connector, d.attempt + 1 as attempt, d.fence + 1 as fence,
            l.id as lead_id, l.payload, l.partner, l.form, l.created_ms
        from deliveries d
        join leads l on l.seq = d.id >> 10
        where d.state = 'pending'
          and d.connector = ?1
          and d.priority = ?2
          and d.due_ms <= ?3
        order by d.due_ms, d.id
        limit ?4",
    )?;
    let mut claims: Vec<Claim> = Vec::new();
    // One query for each priority: a single one would read all that is not due yet before it came to
    // the next priority.
    for priority in priority::ALL {
        let left = limit.saturating_sub(u32::try_from(claims.len()).unwrap_or(limit));
        if left == 0 {
            break;
        }
        let due = find.query_map(params![connector, priority, now_ms, left], read)?;
        for claim in due {
            claims.push(claim?);
        }
    }
    let mut take = connection.prepare_cached(
        "update deliveries
        set worker = ?1,
            due_ms = ?2,
            attempt = attempt + 1,
            fence = fence + 1
        where id = ?3",
    )?;
    let lease_until_ms = now_ms.saturating_add(lease_ms);
    for claim in &claims {
        take.execute(params![worker, lease_until_ms, claim.delivery_id])?;
    }
    Ok(claims)
}

fn read(row: &Row<'_>) -> Result<Claim, Error> {
    Ok(Claim {
        delivery_id: row.get("id")?,
        lead_id: row.get::<_, Word>("lead_id")?.into(),
        connector: row.get("connector")?,
        attempt: row.get("attempt")?,
        fence: row.get("fence")?,
        payload: row.get("payload")?,
        partner: row.get("partner")?,
        form: row.get("form")?,
        created_at_ms: row.get("created_ms")?,
    })
}

/// The fence stays where it is: a claim given back must not come to life again.
pub(crate) fn return_leases(
    connection: &Connection,
    worker: &str,
    now_ms: i64,
) -> Result<u64, Error> {
    // Through the index of what is pending: that is the backlog, and the table is all there ever was.
    let returned = connection
        .prepare_cached(
            "update deliveries indexed by deliveries_due
            set worker = null,
                due_ms = ?1,
                attempt = attempt - 1
            where state = 'pending'
              and worker = ?2",
        )?
        .execute(params![now_ms, worker])?;
    Ok(returned as u64)
}

pub(crate) fn next_due(
    connection: &Connection,
    connector: &str,
    now_ms: i64,
) -> Result<Option<i64>, Error> {
    // A seek for each priority, instead of reading all that the connector has.
    let due_ms: Option<i64> = connection
        .prepare_cached(
            "select min(due_ms)
            from (
                select min(due_ms) as due_ms
                from deliveries
                where state = 'pending'
                  and connector = ?1
                  and priority = 0
                union all
                select min(due_ms)
                from deliveries
                where state = 'pending'
                  and connector = ?1
                  and priority = 1
                union all
                select min(due_ms)
                from deliveries
                where state = 'pending'
                  and connector = ?1
                  and priority = 2
            )",
        )?
        .query_row([connector], |row| row.get(0))?;
    Ok(due_ms.map(|due_ms| due_ms.max(now_ms)))
}

//! Leads as an operator sees them; each answer is one statement, so it shows one moment.

use leadgate_store::{DeliveryState, DeliverySummary, LeadDetail, LeadFilter, LeadSummary};
use rusqlite::{Connection, Error, Row};

use crate::compact::{Compact, Word};
use crate::filter;
use crate::known::Known;
use crate::query::Query;

/// What a list shows of a lead and of its deliveries.
const SUMMARY: &str =
    "l.id, l.partner, l.form, l.created_ms, l.quarantine_reason, l.test, l.duplicate_of,
    l.erased_ms, d.connector, d.state, d.attempt, d.due_ms, d.reason, d.remote_id, d.finished_ms";

/// What only one who may see personal data is shown.
const DETAIL: &str = "l.fingerprint, l.payload, l.kept";

/// Every lead beside each of its deliveries, or beside none.
const LEADS: &str = "from leads l
    left join deliveries d on d.id between l.seq << 10 and l.seq << 10 | 1023";

pub(crate) fn list(
    connection: &Connection,
    filter: &LeadFilter,
    after: Option<&str>,
    limit: u32,
) -> Result<Vec<LeadSummary>, Error> {
    let mut query = Query::new(format!(
        "select {SUMMARY}
        {LEADS}
        where l.seq in (
            select l.seq
            from leads l
            where true"
    ));
    filter::of_leads(&mut query, filter);
    if filter.state.is_some() || filter.connector.is_some() {
        query.push(
            " and exists (
                select 1
                from deliveries d
                where d.id between l.seq << 10 and l.seq << 10 | 1023",
        );
        filter::of_deliveries(&mut query, filter.state, filter.connector.as_deref());
        query.push(")");
    }
    if let Some(id) = after {
        query.push(" and l.seq < (select seq from leads where id = ");
        query.bind(Compact::new(id)).push(")");
    }
    query.push(" order by l.seq desc limit ").bind(limit);
    query.push(") order by l.seq desc, d.id");
    let mut leads: Vec<LeadSummary> = Vec::new();
    query.each(connection, |row| {
        let Word(id) = row.get("id")?;
        match leads.last_mut().filter(|lead| lead.id == id) {
            Some(lead) => lead.deliveries.extend(delivery(row)?),
            None => leads.push(summary(id, row)?),
        }
        Ok(())
    })?;
    Ok(leads)
}

pub(crate) fn show(
    connection: &Connection,
    lead_id: &Compact,
) -> Result<Option<LeadDetail>, Error> {
    let mut query = Query::new(format!(
        "select {SUMMARY}, {DETAIL}
        {LEADS}
        where l.id = "
    ));
    query.bind(lead_id.clone()).push(" order by d.id");
    Ok(details(connection, &query)?.pop())
}

/// Leads whose every delivery ended before a moment, oldest first.
pub(crate) fn expired(
    connection: &Connection,
    ended_before_ms: i64,
    having: &[DeliveryState],
    unless: &[DeliveryState],
    limit: u32,
) -> Result<Vec<LeadDetail>, Error> {
    let mut query = Query::new(format!(
        "select {SUMMARY}, {DETAIL}
        {LEADS}
        where l.seq in (
            select l.seq
            from leads l
            where l.erased_ms is null
              and l.created_ms < "
    ));
    query.bind(ended_before_ms);
    if !having.is_empty() {
        query.push(
            " and exists (
                select 1
                from deliveries d
                where d.id between l.seq << 10 and l.seq << 10 | 1023
                  and d.state in ",
        );
        filter::states(&mut query, having);
        query.push(")");
    }
    query.push(
        " and not exists (
            select 1
            from deliveries d
            where d.id between l.seq << 10 and l.seq << 10 | 1023
              and (d.state in ",
    );
    filter::states(&mut query, unless);
    query.push(" or coalesce(d.finished_ms, l.created_ms) >= ");
    query.bind(ended_before_ms);
    query.push(")) order by l.created_ms, l.seq limit ");
    query.bind(limit);
    query.push(") order by l.created_ms, l.seq, d.id");
    details(connection, &query)
}

/// Leads with all that is stored of them, in the query's order.
fn details(connection: &Connection, query: &Query) -> Result<Vec<LeadDetail>, Error> {
    let mut leads: Vec<LeadDetail> = Vec::new();
    query.each(connection, |row| {
        let Word(id) = row.get("id")?;
        match leads.last_mut().filter(|lead| lead.summary.id == id) {
            Some(lead) => lead.summary.deliveries.extend(delivery(row)?),
            None => leads.push(LeadDetail {
                summary: summary(id, row)?,
                fingerprint: row.get::<_, Word>("fingerprint")?.into(),
                payload: row.get("payload")?,
                kept: row.get("kept")?,
            }),
        }
        Ok(())
    })?;
    Ok(leads)
}

/// A lead with the first of its deliveries.
fn summary(id: String, row: &Row<'_>) -> Result<LeadSummary, Error> {
    Ok(LeadSummary {
        id,
        partner: row.get("partner")?,
        form: row.get("form")?,
        created_at_ms: row.get("created_ms")?,
        quarantine_reason: row.get("quarantine_reason")?,
        test: row.get("test")?,
        duplicate_of: row
            .get::<_, Option<Word>>("duplicate_of")?
            .map(String::from),
        erased_at_ms: row.get("erased_ms")?,
        deliveries: delivery(row)?.into_iter().collect(),
    })
}

fn delivery(row: &Row<'_>) -> Result<Option<DeliverySummary>, Error> {
    let Some(connector) = row.get("connector")? else {
        return Ok(None);
    };
    let Known(state) = row.get("state")?;
    let due_ms: i64 = row.get("due_ms")?;
    Ok(Some(DeliverySummary {
        connector,
        state,
        attempts: row.get("attempt")?,
        due_at_ms: (state == DeliveryState::Pending).then_some(due_ms),
        reason: row.get("reason")?,
        remote_id: row.get("remote_id")?,
        finished_at_ms: row.get("finished_ms")?,
    }))
}

//! Leads as an operator sees them; each answer is one statement, so it shows one moment.

use leadgate_store::{
    DeliveryState, DeliverySummary, LeadDetail, LeadFilter, LeadSummary, UnknownState,
};
use sqlx::postgres::{PgConnection, PgRow};
use sqlx::{Error, Postgres, QueryBuilder, Row as _};

use crate::filter;
use crate::number::number;

/// What a list shows of a lead and of its deliveries.
const SUMMARY: &str = "l.id, l.partner, l.form, l.created_at_ms, l.quarantine_reason, l.test, l.duplicate_of,
    l.erased_at_ms, d.connector, d.state, d.attempt, d.due_at_ms, d.reason, d.remote_id, d.finished_at_ms";

pub(crate) async fn list(
    connection: &mut PgConnection,
    filter: &LeadFilter,
    after: Option<&str>,
    limit: u32,
) -> Result<Vec<LeadSummary>, Error> {
    let mut query = QueryBuilder::new(format!(
        "select {SUMMARY}
        from leads l
        left join deliveries d on d.lead_seq = l.seq
        where l.seq in (
            select l.seq
            from leads l
            where true"
    ));
    filter::of_leads(&mut query, filter);
    if filter.state.is_some() || filter.connector.is_some() {
        query.push(" and exists (select 1 from deliveries d where d.lead_seq = l.seq");
        filter::of_deliveries(&mut query, filter.state, filter.connector.as_deref());
        query.push(")");
    }
    if let Some(id) = after {
        query.push(" and l.seq < (select seq from leads where id = ");
        query.push_bind(id).push(")");
    }
    query
        .push(" order by l.seq desc limit ")
        .push_bind(i64::from(limit));
    query.push(") order by l.seq desc, d.id");
    let rows = query.build().fetch_all(connection).await?;
    let mut leads: Vec<LeadSummary> = Vec::new();
    for row in &rows {
        match leads.last_mut().filter(|lead| is_of(row, &lead.id)) {
            Some(lead) => lead.deliveries.extend(delivery(row)?),
            None => leads.push(summary(row)?),
        }
    }
    Ok(leads)
}

pub(crate) async fn show(
    connection: &mut PgConnection,
    lead_id: &str,
) -> Result<Option<LeadDetail>, Error> {
    let mut query = QueryBuilder::new(format!(
        "select {SUMMARY}, l.fingerprint, l.payload, l.kept
        from leads l
        left join deliveries d on d.lead_seq = l.seq
        where l.id = "
    ));
    query.push_bind(lead_id).push(" order by d.id");
    Ok(details(connection, query).await?.pop())
}

/// Leads whose every delivery ended before a moment, oldest first.
pub(crate) async fn expired(
    connection: &mut PgConnection,
    ended_before_ms: i64,
    having: &[DeliveryState],
    unless: &[DeliveryState],
    limit: u32,
) -> Result<Vec<LeadDetail>, Error> {
    let mut query = QueryBuilder::new(format!(
        "select {SUMMARY}, l.fingerprint, l.payload, l.kept
        from leads l
        left join deliveries d on d.lead_seq = l.seq
        where l.seq in (
            select l.seq
            from leads l
            where l.erased_at_ms is null
              and l.created_at_ms < "
    ));
    query.push_bind(ended_before_ms);
    if !having.is_empty() {
        query.push(
            " and exists (
                select 1
                from deliveries d
                where d.lead_seq = l.seq
                  and d.state",
        );
        filter::states(&mut query, having);
        query.push(")");
    }
    query.push(
        " and not exists (
            select 1
            from deliveries d
            where d.lead_seq = l.seq
              and (d.state",
    );
    filter::states(&mut query, unless);
    query.push(" or coalesce(d.finished_at_ms, l.created_at_ms) >= ");
    query.push_bind(ended_before_ms);
    query.push(")) order by l.created_at_ms, l.seq limit ");
    query.push_bind(i64::from(limit));
    query.push(") order by l.created_at_ms, l.seq, d.id");
    details(connection, query).await
}

/// Leads with all that is stored of them, in the query's order.
async fn details(
    connection: &mut PgConnection,
    mut query: QueryBuilder<Postgres>,
) -> Result<Vec<LeadDetail>, Error> {
    let rows = query.build().fetch_all(connection).await?;
    let mut leads: Vec<LeadDetail> = Vec::new();
    for row in &rows {
        match (leads.last_mut()).filter(|lead| is_of(row, &lead.summary.id)) {
            Some(lead) => lead.summary.deliveries.extend(delivery(row)?),
            None => leads.push(LeadDetail {
                summary: summary(row)?,
                fingerprint: row.try_get("fingerprint")?,
                payload: row.try_get("payload")?,
                kept: row.try_get("kept")?,
            }),
        }
    }
    Ok(leads)
}

/// Whether a row, one delivery of a lead or a lead without any, belongs to this lead.
fn is_of(row: &PgRow, id: &str) -> bool {
    row.try_get("id").is_ok_and(|of: &str| of == id)
}

/// A lead with the first of its deliveries.
fn summary(row: &PgRow) -> Result<LeadSummary, Error> {
    Ok(LeadSummary {
        id: row.try_get("id")?,
        partner: row.try_get("partner")?,
        form: row.try_get("form")?,
        created_at_ms: row.try_get("created_at_ms")?,
        quarantine_reason: row.try_get("quarantine_reason")?,
        test: row.try_get("test")?,
        duplicate_of: row.try_get("duplicate_of")?,
        erased_at_ms: row.try_get("erased_at_ms")?,
        deliveries: delivery(row)?.into_iter().collect(),
    })
}

fn delivery(row: &PgRow) -> Result<Option<DeliverySummary>, Error> {
    let Some(connector) = row.try_get("connector")? else {
        return Ok(None);
    };
    let state: &str = row.try_get("state")?;
    let state: DeliveryState =
        (state.parse()).map_err(|unknown: UnknownState| Error::Decode(unknown.into()))?;
    let due_at_ms: i64 = row.try_get("due_at_ms")?;
    Ok(Some(DeliverySummary {
        connector,
        state,
        attempts: number(row, "attempt")?,
        due_at_ms: (state == DeliveryState::Pending).then_some(due_at_ms),
        reason: row.try_get("reason")?,
        remote_id: row.try_get("remote_id")?,
        finished_at_ms: row.try_get("finished_at_ms")?,
    }))
}

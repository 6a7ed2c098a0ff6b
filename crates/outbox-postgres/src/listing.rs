//! Leads as an operator sees them; each answer is one statement, so it shows one moment.

use leadgate_outbox::{
    DeliveryState, DeliverySummary, LeadDetail, LeadFilter, LeadSummary, UnknownState,
};
use sqlx::postgres::{PgConnection, PgRow};
use sqlx::{Error, Row as _};

use crate::number::number;

pub(crate) async fn list(
    connection: &mut PgConnection,
    filter: &LeadFilter,
    limit: u32,
) -> Result<Vec<LeadSummary>, Error> {
    let rows = sqlx::query(
        "select l.id, l.partner, l.form, l.created_at, l.quarantine,
            d.connector, d.state, d.attempt, d.due_at, d.reason, d.remote_id, d.finished_at
        from (
            select seq, id, partner, form, created_at, quarantine
            from leads
            where ($1::text is null or partner = $1)
              and ($2::text is null or form = $2)
              and ($3::bigint is null or created_at >= $3)
              and ($4::bigint is null or created_at < $4)
              and (
                ($5::text is null and $6::text is null)
                or exists (
                    select 1
                    from deliveries
                    where lead_seq = leads.seq
                      and ($5 is null or state = $5)
                      and ($6 is null or connector = $6)
                )
              )
            order by seq desc
            limit $7
        ) l
        left join deliveries d on d.lead_seq = l.seq
        order by l.seq desc, d.id",
    )
    .bind(&filter.partner)
    .bind(&filter.form)
    .bind(filter.created_from)
    .bind(filter.created_before)
    .bind(filter.state.map(DeliveryState::as_str))
    .bind(&filter.connector)
    .bind(i64::from(limit))
    .fetch_all(connection)
    .await?;
    let mut leads: Vec<LeadSummary> = Vec::new();
    for row in &rows {
        add(&mut leads, row)?;
    }
    Ok(leads)
}

pub(crate) async fn show(
    connection: &mut PgConnection,
    lead_id: &str,
) -> Result<Option<LeadDetail>, Error> {
    let rows = sqlx::query(
        "select l.id, l.partner, l.form, l.created_at, l.quarantine, l.fingerprint, l.payload,
            d.connector, d.state, d.attempt, d.due_at, d.reason, d.remote_id, d.finished_at
        from leads l
        left join deliveries d on d.lead_seq = l.seq
        where l.id = $1
        order by d.id",
    )
    .bind(lead_id)
    .fetch_all(connection)
    .await?;
    let mut leads: Vec<LeadSummary> = Vec::new();
    for row in &rows {
        add(&mut leads, row)?;
    }
    let (Some(row), Some(summary)) = (rows.first(), leads.pop()) else {
        return Ok(None);
    };
    Ok(Some(LeadDetail {
        summary,
        fingerprint: row.try_get("fingerprint")?,
        payload: row.try_get("payload")?,
    }))
}

/// Adds a row, one delivery of a lead or a lead without any, to the leads read so far.
fn add(leads: &mut Vec<LeadSummary>, row: &PgRow) -> Result<(), Error> {
    let id: &str = row.try_get("id")?;
    let delivery = delivery(row)?;
    if let Some(lead) = leads.last_mut().filter(|lead| lead.id == id) {
        lead.deliveries.extend(delivery);
        return Ok(());
    }
    leads.push(LeadSummary {
        id: id.to_owned(),
        partner: row.try_get("partner")?,
        form: row.try_get("form")?,
        created_at: row.try_get("created_at")?,
        quarantine: row.try_get("quarantine")?,
        deliveries: delivery.into_iter().collect(),
    });
    Ok(())
}

fn delivery(row: &PgRow) -> Result<Option<DeliverySummary>, Error> {
    let Some(connector) = row.try_get("connector")? else {
        return Ok(None);
    };
    let state: &str = row.try_get("state")?;
    let state: DeliveryState =
        (state.parse()).map_err(|unknown: UnknownState| Error::Decode(unknown.into()))?;
    let due_at: i64 = row.try_get("due_at")?;
    Ok(Some(DeliverySummary {
        connector,
        state,
        attempts: number(row, "attempt")?,
        due_at: (state == DeliveryState::Pending).then_some(due_at),
        reason: row.try_get("reason")?,
        remote_id: row.try_get("remote_id")?,
        finished_at: row.try_get("finished_at")?,
    }))
}

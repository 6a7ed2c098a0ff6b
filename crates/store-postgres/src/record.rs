//! Leads as they are stored, on their way from or to another store.

use leadgate_store::{
    BlindIndex, BlindIndexKind, DeliveryRecord, LeadRecord, RecordPage, UnknownState,
};
use sqlx::postgres::{PgConnection, PgRow};
use sqlx::{Connection as _, Error, Row as _};

use crate::number::number;

/// One page, as it is at one moment: others may be at work.
pub(crate) async fn read(
    connection: &mut PgConnection,
    after: Option<i64>,
    limit: u32,
) -> Result<RecordPage, Error> {
    let mut transaction = connection.begin().await?;
    sqlx::query("set transaction isolation level repeatable read, read only")
        .execute(&mut *transaction)
        .await?;
    let records = read_page(&mut transaction, after, limit).await?;
    transaction.commit().await?;
    Ok(records)
}

/// Keys and deliveries are read beside the leads and laid to them.
async fn read_page(
    connection: &mut PgConnection,
    after: Option<i64>,
    limit: u32,
) -> Result<RecordPage, Error> {
    let rows = sqlx::query(
        "select seq, id, partner, form, fingerprint, payload, created_at_ms, quarantine_reason, test, product,
            duplicate_of, erased_at_ms, kept
        from leads
        where seq > $1
        order by seq
        limit $2",
    )
    .bind(after.unwrap_or(0))
    .bind(i64::from(limit))
    .fetch_all(&mut *connection)
    .await?;
    let mut page: Vec<(i64, LeadRecord)> = Vec::with_capacity(rows.len());
    for row in &rows {
        page.push((row.try_get("seq")?, lead(row)?));
    }
    let (Some(&(first, _)), Some(&(last, _))) = (page.first(), page.last()) else {
        return Ok(RecordPage {
            leads: Vec::new(),
            next: None,
        });
    };
    let keys = sqlx::query(
        "select lead_seq, kind, key
        from blind_indexes
        where lead_seq between $1 and $2",
    )
    .bind(first)
    .bind(last)
    .fetch_all(&mut *connection)
    .await?;
    for row in &keys {
        of_row(&mut page, row)?.keys.push(blind_index(row)?);
    }
    let deliveries = sqlx::query(
        "select lead_seq, connector, state, due_at_ms, attempt, fence, reason, remote_id, finished_at_ms,
            priority, queued_at_ms, notified, notification_lease_until_ms
        from deliveries
        where lead_seq between $1 and $2
        order by id",
    )
    .bind(first)
    .bind(last)
    .fetch_all(connection)
    .await?;
    for row in &deliveries {
        of_row(&mut page, row)?.deliveries.push(delivery(row)?);
    }
    let is_full = page.len() >= limit as usize;
    let mut leads: Vec<LeadRecord> = page.into_iter().map(|(_, lead)| lead).collect();
    for lead in &mut leads {
        lead.keys.sort();
    }
    Ok(RecordPage {
        leads,
        next: is_full.then_some(last),
    })
}

/// The lead that a row belongs to.
fn of_row<'a>(page: &'a mut [(i64, LeadRecord)], row: &PgRow) -> Result<&'a mut LeadRecord, Error> {
    let lead_seq: i64 = row.try_get("lead_seq")?;
    let at = page
        .binary_search_by_key(&lead_seq, |(seq, _)| *seq)
        .map_err(|_| Error::Decode("a row belongs to no lead".into()))?;
    Ok(&mut page[at].1)
}

fn lead(row: &PgRow) -> Result<LeadRecord, Error> {
    Ok(LeadRecord {
        id: row.try_get("id")?,
        partner: row.try_get("partner")?,
        form: row.try_get("form")?,
        fingerprint: row.try_get("fingerprint")?,
        payload: row.try_get("payload")?,
        created_at_ms: row.try_get("created_at_ms")?,
        quarantine_reason: row.try_get("quarantine_reason")?,
        test: row.try_get("test")?,
        product: row.try_get("product")?,
        duplicate_of: row.try_get("duplicate_of")?,
        erased_at_ms: row.try_get("erased_at_ms")?,
        kept: row.try_get("kept")?,
        keys: Vec::new(),
        deliveries: Vec::new(),
    })
}

fn blind_index(row: &PgRow) -> Result<BlindIndex, Error> {
    let kind: &str = row.try_get("kind")?;
    let known = BlindIndexKind::ALL
        .into_iter()
        .find(|it| it.as_str() == kind);
    Ok(BlindIndex {
        kind: known.ok_or_else(|| Error::Decode("a kind of key is unknown".into()))?,
        key: row.try_get("key")?,
    })
}

fn delivery(row: &PgRow) -> Result<DeliveryRecord, Error> {
    let state: &str = row.try_get("state")?;
    Ok(DeliveryRecord {
        connector: row.try_get("connector")?,
        state: (state.parse()).map_err(|unknown: UnknownState| Error::Decode(unknown.into()))?,
        due_at_ms: row.try_get("due_at_ms")?,
        attempts: number(row, "attempt")?,
        fence: row.try_get("fence")?,
        reason: row.try_get("reason")?,
        remote_id: row.try_get("remote_id")?,
        finished_at_ms: row.try_get("finished_at_ms")?,
        priority: number(row, "priority")?,
        queued_at_ms: row.try_get("queued_at_ms")?,
        notified: row.try_get("notified")?,
        notification_lease_until_ms: row.try_get("notification_lease_until_ms")?,
    })
}

/// Writes a page, whole or not at all.
pub(crate) async fn write(
    connection: &mut PgConnection,
    leads: &[LeadRecord],
) -> Result<u64, Error> {
    let mut transaction = connection.begin().await?;
    let mut written = 0;
    for lead in leads {
        if let Some(seq) = write_lead(&mut transaction, lead).await? {
            write_keys(&mut transaction, seq, &lead.keys).await?;
            write_deliveries(&mut transaction, seq, &lead.deliveries).await?;
            written += 1;
        }
    }
    transaction.commit().await?;
    Ok(written)
}

async fn write_lead(
    connection: &mut PgConnection,
    lead: &LeadRecord,
) -> Result<Option<i64>, Error> {
    let row = sqlx::query(
        "insert into leads (id, partner, form, fingerprint, payload, created_at_ms, quarantine_reason, test,
            product, duplicate_of, erased_at_ms, kept)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        on conflict (id) do nothing
        returning seq",
    )
    .bind(&lead.id)
    .bind(&lead.partner)
    .bind(&lead.form)
    .bind(&lead.fingerprint)
    .bind(&lead.payload)
    .bind(lead.created_at_ms)
    .bind(&lead.quarantine_reason)
    .bind(lead.test)
    .bind(&lead.product)
    .bind(&lead.duplicate_of)
    .bind(lead.erased_at_ms)
    .bind(&lead.kept)
    .fetch_optional(connection)
    .await?;
    row.map(|row| row.try_get("seq")).transpose()
}

pub(crate) async fn write_keys(
    connection: &mut PgConnection,
    lead_seq: i64,
    keys: &[BlindIndex],
) -> Result<(), Error> {
    for BlindIndex { kind, key } in keys {
        sqlx::query(
            "insert into blind_indexes (key, lead_seq, kind)
            values ($1, $2, $3)
            on conflict do nothing",
        )
        .bind(key)
        .bind(lead_seq)
        .bind(kind.as_str())
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}

async fn write_deliveries(
    connection: &mut PgConnection,
    lead_seq: i64,
    deliveries: &[DeliveryRecord],
) -> Result<(), Error> {
    for delivery in deliveries {
        sqlx::query(
            "insert into deliveries (lead_seq, connector, state, due_at_ms, attempt, fence, reason,
                remote_id, finished_at_ms, priority, queued_at_ms, notified, notification_lease_until_ms)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        )
        .bind(lead_seq)
        .bind(&delivery.connector)
        .bind(delivery.state.as_str())
        .bind(delivery.due_at_ms)
        .bind(i64::from(delivery.attempts))
        .bind(delivery.fence)
        .bind(&delivery.reason)
        .bind(&delivery.remote_id)
        .bind(delivery.finished_at_ms)
        .bind(i64::from(delivery.priority))
        .bind(delivery.queued_at_ms)
        .bind(delivery.notified)
        .bind(delivery.notification_lease_until_ms)
        .execute(&mut *connection)
        .await?;
    }
    let created = i64::try_from(deliveries.len()).unwrap_or(i64::MAX);
    sqlx::query(
        "insert into deliveries_created as mine (backend, deliveries)
        values (pg_backend_pid(), $1)
        on conflict (backend) do update
        set deliveries = mine.deliveries + excluded.deliveries",
    )
    .bind(created)
    .execute(connection)
    .await?;
    Ok(())
}

pub(crate) async fn adopt_index_key(
    connection: &mut PgConnection,
    key: [u8; 32],
) -> Result<bool, Error> {
    let taken = sqlx::query(
        "update index_key
        set key = $1
        where key = $1
           or not exists (select 1 from leads)",
    )
    .bind(key.to_vec())
    .execute(connection)
    .await?;
    Ok(taken.rows_affected() > 0)
}

//! Leads as they are stored, on their way from or to another store.

use leadgate_store::{BlindIndex, DeliveryRecord, LeadRecord, RecordPage};
use rusqlite::{Connection, Error, OptionalExtension as _, Row, params};

use crate::compact::{Compact, Word};
use crate::delivery_id::{delivery_id, lead_seq};
use crate::known::Known;
use crate::writing::Writing;

/// One page. Keys and deliveries are read beside the leads and laid to them.
pub(crate) fn read(
    connection: &Connection,
    after: Option<i64>,
    limit: u32,
) -> Result<RecordPage, Error> {
    // All three queries see one moment.
    let moment = connection.unchecked_transaction()?;
    let mut page = leads(&moment, after.unwrap_or(0), limit)?;
    let (Some(&(first, _)), Some(&(last, _))) = (page.first(), page.last()) else {
        return Ok(RecordPage {
            leads: Vec::new(),
            next: None,
        });
    };
    let mut keys = moment.prepare_cached(
        "select lead_seq, kind, key
        from lead_keys
        where lead_seq between ?1 and ?2",
    )?;
    let mut keys = keys.query([first, last])?;
    while let Some(row) = keys.next()? {
        lead_of(&mut page, row.get(0)?)?
            .keys
            .push(blind_index(row)?);
    }
    let mut deliveries = moment.prepare_cached(
        "select id, connector, state, due_ms, attempt, fence, reason, remote_id, finished_ms, priority,
            queued_ms, notified, notifying_until_ms
        from deliveries
        where id between ?1 << 10 and ?2 << 10 | 1023
        order by id",
    )?;
    let mut deliveries = deliveries.query([first, last])?;
    while let Some(row) = deliveries.next()? {
        let lead = lead_of(&mut page, lead_seq(row.get(0)?))?;
        lead.deliveries.push(delivery(row)?);
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

fn leads(connection: &Connection, after: i64, limit: u32) -> Result<Vec<(i64, LeadRecord)>, Error> {
    let mut leads = connection.prepare_cached(
        "select seq, id, partner, form, fingerprint, payload, created_ms, quarantine_reason, test, product,
            duplicate_of, erased_ms, kept
        from leads
        where seq > ?1
        order by seq
        limit ?2",
    )?;
    let leads = leads.query_map(params![after, limit], |row| {
        Ok((row.get("seq")?, lead(row)?))
    })?;
    leads.collect()
}

/// The lead of that number.
fn lead_of(page: &mut [(i64, LeadRecord)], lead_seq: i64) -> Result<&mut LeadRecord, Error> {
    let at = page
        .binary_search_by_key(&lead_seq, |(seq, _)| *seq)
        .map_err(|_| Error::QueryReturnedNoRows)?;
    Ok(&mut page[at].1)
}

fn lead(row: &Row<'_>) -> Result<LeadRecord, Error> {
    Ok(LeadRecord {
        id: row.get::<_, Word>("id")?.into(),
        partner: row.get("partner")?,
        form: row.get("form")?,
        fingerprint: row.get::<_, Word>("fingerprint")?.into(),
        payload: row.get("payload")?,
        created_at_ms: row.get("created_ms")?,
        quarantine_reason: row.get("quarantine_reason")?,
        test: row.get("test")?,
        product: row.get("product")?,
        duplicate_of: row
            .get::<_, Option<Word>>("duplicate_of")?
            .map(String::from),
        erased_at_ms: row.get("erased_ms")?,
        kept: row.get("kept")?,
        keys: Vec::new(),
        deliveries: Vec::new(),
    })
}

fn blind_index(row: &Row<'_>) -> Result<BlindIndex, Error> {
    let Known(kind) = row.get("kind")?;
    Ok(BlindIndex {
        kind,
        key: row.get::<_, Word>("key")?.into(),
    })
}

fn delivery(row: &Row<'_>) -> Result<DeliveryRecord, Error> {
    let Known(state) = row.get("state")?;
    Ok(DeliveryRecord {
        connector: row.get("connector")?,
        state,
        due_at_ms: row.get("due_ms")?,
        attempts: row.get("attempt")?,
        fence: row.get("fence")?,
        reason: row.get("reason")?,
        remote_id: row.get("remote_id")?,
        finished_at_ms: row.get("finished_ms")?,
        priority: row.get("priority")?,
        queued_at_ms: row.get("queued_ms")?,
        notified: row.get("notified")?,
        notification_lease_until_ms: row.get("notifying_until_ms")?,
    })
}

/// Writes a page.
pub(crate) fn write(writing: &Writing, leads: &[LeadRecord]) -> Result<u64, Error> {
    let mut written = 0;
    for lead in leads {
        let Some(seq) = write_lead(writing, lead)? else {
            continue;
        };
        for BlindIndex { kind, key } in &lead.keys {
            let mut index = writing.blind_index();
            index.add(writing, seq, kind.as_str(), &Compact::new(key))?;
        }
        write_deliveries(writing, seq, &lead.deliveries)?;
        written += 1;
    }
    Ok(written)
}

fn write_lead(connection: &Connection, lead: &LeadRecord) -> Result<Option<i64>, Error> {
    let mut insert = connection.prepare_cached(
        "insert into leads (id, partner, form, fingerprint, payload, created_ms, quarantine_reason, test,
            product, duplicate_of, erased_ms, kept)
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
        on conflict (id) do nothing
        returning seq",
    )?;
    let seq = insert.query_row(
        params![
            Compact::new(&lead.id),
            lead.partner,
            lead.form,
            Compact::new(&lead.fingerprint),
            lead.payload,
            lead.created_at_ms,
            lead.quarantine_reason,
            lead.test,
            lead.product,
            lead.duplicate_of.as_deref().map(Compact::new),
            lead.erased_at_ms,
            lead.kept,
        ],
        |row| row.get(0),
    );
    seq.optional()
}

fn write_deliveries(
    writing: &Writing,
    lead_seq: i64,
    deliveries: &[DeliveryRecord],
) -> Result<(), Error> {
    let mut insert = writing.prepare_cached(
        "insert into deliveries (id, connector, state, due_ms, attempt, fence, reason, remote_id,
            finished_ms, priority, queued_ms, notified, notifying_until_ms)
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
    )?;
    let mut written = 0;
    for (number, delivery) in deliveries.iter().enumerate() {
        insert.execute(params![
            delivery_id(lead_seq, number),
            delivery.connector,
            delivery.state.as_str(),
            delivery.due_at_ms,
            delivery.attempts,
            delivery.fence,
            delivery.reason,
            delivery.remote_id,
            delivery.finished_at_ms,
            delivery.priority,
            delivery.queued_at_ms,
            delivery.notified,
            delivery.notification_lease_until_ms,
        ])?;
        written += 1;
    }
    writing.count_created(written);
    Ok(())
}

/// Adopts the key that blind indexes are made with, where that changes nothing for any lead.
pub(crate) fn take_blind_index_key(connection: &Connection, key: [u8; 32]) -> Result<bool, Error> {
    let taken = connection
        .prepare_cached(
            "update blind_index_key
            set key = ?1
            where key = ?1
               or not exists (select 1 from leads)",
        )?
        .execute([&key[..]])?;
    Ok(taken > 0)
}

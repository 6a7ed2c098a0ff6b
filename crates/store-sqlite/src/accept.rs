//! A lead goes in with its deliveries, once.

use leadgate_store::{Accepted, DeliveryState, NewLead};
use rusqlite::{Connection, Error, OptionalExtension as _, params};

use crate::compact::{Compact, Word};
use crate::delivery_id::delivery_id;
use crate::person::{self, FirstLead};
use crate::priority;
use crate::writing::Writing;

/// A lead on its way in. Its id and hashes are made bytes by who brings it, not by the thread that
/// writes.
pub(crate) struct Entry {
    lead: NewLead,
    id: Compact,
    fingerprint: Compact,
    keys: Vec<Compact>,
}

impl Entry {
    pub(crate) fn new(lead: &NewLead) -> Self {
        Self {
            id: Compact::new(&lead.id),
            fingerprint: Compact::new(&lead.fingerprint),
            keys: (lead.keys.iter())
                .map(|key| Compact::new(&key.key))
                .collect(),
            lead: lead.clone(),
        }
    }
}

/// The lead of some fields that was accepted last, within a time.
pub(crate) struct Fields {
    pub(crate) partner: String,
    pub(crate) form: String,
    pub(crate) fingerprint: Compact,
    /// After this.
    pub(crate) since_ms: i64,
}

/// Stores a lead that has an id of its own.
pub(crate) fn accept(writing: &Writing, entry: &Entry) -> Result<Accepted, Error> {
    let Entry { lead, keys, .. } = entry;
    let first = person::first_lead(writing, lead, keys)?;
    let Some(seq) = insert_lead(writing, entry, first.as_ref())? else {
        return compare(writing, entry);
    };
    for (key, compact) in lead.keys.iter().zip(keys) {
        let mut index = writing.blind_index();
        index.add(writing, seq, key.kind.as_str(), compact)?;
    }
    insert_deliveries(writing, seq, lead, first.as_ref())?;
    Ok(match first {
        Some(_) => Accepted::StoredDuplicate,
        None => Accepted::Stored,
    })
}

/// Stores a lead whose id was made for it, unless it is one of a moment ago. The id that counts is
/// another one then.
pub(crate) fn accept_without_id(
    writing: &Writing,
    entry: &Entry,
    window_ms: i64,
) -> Result<(Option<String>, Accepted), Error> {
    let NewLead {
        partner,
        form,
        created_at_ms,
        ..
    } = &entry.lead;
    let fields = Fields {
        partner: partner.clone(),
        form: form.clone(),
        fingerprint: entry.fingerprint.clone(),
        since_ms: created_at_ms.saturating_sub(window_ms),
    };
    if let Some(known) = find(writing, &fields)? {
        return Ok((Some(known), Accepted::Same));
    }
    Ok((None, accept(writing, entry)?))
}

/// Stores a lead and says which number it got; `None` if its id is there already.
fn insert_lead(
    connection: &Connection,
    entry: &Entry,
    first: Option<&FirstLead>,
) -> Result<Option<i64>, Error> {
    let Entry {
        lead,
        id,
        fingerprint,
        ..
    } = entry;
    let inserted = connection
        .prepare_cached(
            "insert into leads (id, partner, form, product, fingerprint, payload, created_ms, test,
                quarantine_reason, duplicate_of)
            values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
            on conflict (id) do nothing",
        )?
        .execute(params![
            id,
            lead.partner,
            lead.form,
            lead.product,
            fingerprint,
            lead.payload,
            lead.created_at_ms,
            lead.test,
            lead.quarantine_reason,
            first.map(|first| &first.id),
        ])?;
    Ok((inserted > 0).then(|| connection.last_insert_rowid()))
}

fn insert_deliveries(
    writing: &Writing,
    lead_seq: i64,
    lead: &NewLead,
    first: Option<&FirstLead>,
) -> Result<(), Error> {
    let mut insert = writing.prepare_cached(
        "insert into deliveries (id, connector, state, priority, due_ms, queued_ms, notified, reason,
            finished_ms)
        values (?1, ?2, ?3, ?4, ?5, ?5, ?6, ?7, ?8)",
    )?;
    let priority = priority::of(lead.urgency);
    let mut written = 0;
    for (number, delivery) in lead.deliveries().enumerate() {
        let taken = match first {
            Some(first) if delivery.skip_duplicate => {
                is_taken(writing, first.seq, &delivery.connector)?
            }
            Some(_) | None => false,
        };
        let (state, reason) = lead.initial_state(delivery, taken);
        let is_over = state == DeliveryState::Skipped;
        insert.execute(params![
            delivery_id(lead_seq, number),
            delivery.connector,
            state.as_str(),
            priority,
            lead.created_at_ms,
            // That a batch waits is no news.
            priority == priority::BATCH,
            reason,
            is_over.then_some(lead.created_at_ms),
        ])?;
        written += 1;
    }
    writing.count_created(written);
    Ok(())
}

/// Whether a lead was delivered to a connector.
fn is_taken(connection: &Connection, lead_seq: i64, connector: &str) -> Result<bool, Error> {
    connection
        .prepare_cached(
            "select 1
            from deliveries
            where id between ?1 << 10 and ?1 << 10 | 1023
              and connector = ?2
              and state = 'delivered'",
        )?
        .exists(params![lead_seq, connector])
}

/// Whether the lead that has this id is the same lead.
fn compare(connection: &Connection, entry: &Entry) -> Result<Accepted, Error> {
    let Entry {
        lead,
        id,
        fingerprint,
        ..
    } = entry;
    let is_same = connection
        .prepare_cached(
            "select 1
            from leads
            where id = ?1
              and fingerprint = ?2
              and partner = ?3
              and form = ?4
              and erased_ms is null",
        )?
        .exists(params![id, fingerprint, lead.partner, lead.form])?;
    Ok(if is_same {
        Accepted::Same
    } else {
        Accepted::Conflict
    })
}

/// The id of the last lead with some fields.
pub(crate) fn find(connection: &Connection, fields: &Fields) -> Result<Option<String>, Error> {
    // `leads_by_fields` has the leads in blocks of 1024: those of the time in question are looked
    // into, from the first lead of that time on. The second half of the condition on the fingerprint
    // compares all of it, the first what the index has of it.
    let found = connection
        .prepare_cached(
            "with recursive blocks (block) as (
                select max(seq) >> 10
                from leads
                union all
                select block - 1
                from blocks
                where block > (
                    select seq >> 10
                    from leads
                    where erased_ms is null
                      and created_ms > ?4
                    order by created_ms, seq
                    limit 1
                )
            )
            select l.id
            from blocks
            cross join leads l
            where l.seq >> 10 = blocks.block
              and substr(l.fingerprint, 1, 8) = substr(?3, 1, 8)
              and l.fingerprint = ?3
              and l.partner = ?1
              and l.form = ?2
              and l.created_ms > ?4
              and l.erased_ms is null
            order by l.seq desc
            limit 1",
        )?
        .query_row(
            params![
                fields.partner,
                fields.form,
                fields.fingerprint,
                fields.since_ms
            ],
            |row| row.get::<_, Word>(0),
        )
        .optional()?;
    Ok(found.map(String::from))
}

#[cfg(test)]
mod tests;

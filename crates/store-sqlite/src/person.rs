//! The blind indexes of a person: keys that are compared and never read.

use leadgate_store::NewLead;
use rusqlite::{Connection, Error, OptionalExtension as _, Row, params};

use crate::compact::Compact;
use crate::writing::Writing;

/// The first of a person's leads.
pub(crate) struct FirstLead {
    pub(crate) seq: i64,
    pub(crate) id: Compact,
}

/// The lead that a lead is a duplicate of, if it is one. The transaction holds the write lock, so of
/// two at once the second sees the first.
pub(crate) fn first_lead(
    writing: &Writing,
    lead: &NewLead,
    keys: &[Compact],
) -> Result<Option<FirstLead>, Error> {
    let Some(since_ms) = lead.duplicate_since_ms else {
        return Ok(None);
    };
    let mut first: Option<FirstLead> = None;
    for key in keys {
        for found in [
            first_in_index(writing, lead, key, since_ms)?,
            first_remembered(writing, lead, key, since_ms)?,
        ] {
            // Phone and e-mail may lead to two.
            let is_first =
                |found: &FirstLead| first.as_ref().is_none_or(|first| found.seq < first.seq);
            if let Some(found) = found.filter(is_first) {
                first = Some(found);
            }
        }
    }
    Ok(first)
}

fn first_in_index(
    writing: &Writing,
    lead: &NewLead,
    key: &Compact,
    since_ms: i64,
) -> Result<Option<FirstLead>, Error> {
    // From the key to its leads, never from all the leads of a form to their keys.
    let mut find = writing.prepare_cached(
        "select l.seq, l.id
        from blind_indexes k
        cross join leads l on l.seq = k.lead_seq
        where k.key = ?1
          and l.form = ?2
          and l.product = ?3
          and l.test = ?4
          and l.created_ms > ?5
          and l.duplicate_of is null
        order by k.lead_seq
        limit 1",
    )?;
    let found = find.query_row(
        params![key, lead.form, lead.product, lead.test, since_ms],
        read,
    );
    found.optional()
}

fn first_remembered(
    writing: &Writing,
    lead: &NewLead,
    key: &Compact,
    since_ms: i64,
) -> Result<Option<FirstLead>, Error> {
    let mut index = writing.blind_index();
    let leads = index.remembered(writing, key)?;
    if leads.is_empty() {
        return Ok(None);
    }
    let mut find = writing.prepare_cached(
        "select l.seq, l.id
        from lead_keys k
        cross join leads l on l.seq = k.lead_seq
        where k.lead_seq = ?6
          and k.key = ?1
          and l.form = ?2
          and l.product = ?3
          and l.test = ?4
          and l.created_ms > ?5
          and l.duplicate_of is null",
    )?;
    for seq in leads {
        let found = find.query_row(
            params![key, lead.form, lead.product, lead.test, since_ms, seq],
            read,
        );
        if let Some(found) = found.optional()? {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

fn read(row: &Row<'_>) -> Result<FirstLead, Error> {
    Ok(FirstLead {
        seq: row.get(0)?,
        id: row.get(1)?,
    })
}

/// What the keys of this store are made with.
pub(crate) fn blind_index_key(connection: &Connection) -> Result<[u8; 32], Error> {
    let mut key = connection.prepare_cached(
        "select key
        from blind_index_key",
    )?;
    key.query_row([], |row| row.get(0))
}

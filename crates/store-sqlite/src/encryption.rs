//! What is personal, re-encrypted; and the names of the keys that it is encrypted
//! with.

use leadgate_store::{BlindIndex, IndexAlias, Reencryption};
use rusqlite::{Connection, Error, OptionalExtension as _, params};

use crate::blind_index;
use crate::compact::Compact;
use crate::writing::Writing;

pub(crate) fn replace(connection: &Connection, leads: &[Reencryption]) -> Result<u64, Error> {
    let mut replace = connection.prepare_cached(
        "update leads
        set payload = ?1,
            fingerprint = ?2
        where id = ?3
          and payload = ?4
          and erased_ms is null
        returning seq",
    )?;
    let mut replaced = 0;
    for lead in leads {
        let changed = replace.query_row(
            params![
                lead.payload,
                Compact::new(&lead.fingerprint),
                Compact::new(&lead.lead_id),
                lead.payload_was,
            ],
            |row| row.get(0),
        );
        let Some(seq) = changed.optional()? else {
            continue;
        };
        blind_index::remove(connection, seq)?;
        for BlindIndex { kind, key } in &lead.keys {
            blind_index::add_later(connection, seq, kind.as_str(), &Compact::new(key))?;
        }
        replaced += 1;
    }
    Ok(replaced)
}

/// Lets leads be found by a second key.
pub(crate) fn add_index_aliases(
    writing: &Writing,
    index_aliases: &[IndexAlias],
) -> Result<(), Error> {
    for IndexAlias {
        existing,
        additional,
    } in index_aliases
    {
        let (existing, additional) = (Compact::new(existing), Compact::new(additional));
        for (lead_seq, kind) in leads_of(writing, &existing)? {
            blind_index::add_later(writing, lead_seq, &kind, &additional)?;
        }
    }
    Ok(())
}

/// The leads that have a key, and of what it was made.
fn leads_of(writing: &Writing, key: &Compact) -> Result<Vec<(i64, String)>, Error> {
    let mut in_index = writing.prepare_cached(
        "select lead_seq
        from blind_indexes
        where key = ?1",
    )?;
    let in_index = in_index.query_map([key], |row| row.get(0))?;
    let mut leads: Vec<i64> = in_index.collect::<Result<_, Error>>()?;
    leads.extend(writing.blind_index().remembered(writing, key)?);
    let mut kind = writing.prepare_cached(
        "select kind
        from lead_keys
        where lead_seq = ?1
          and key = ?2",
    )?;
    let mut found = Vec::with_capacity(leads.len());
    for seq in leads {
        let kind = kind.query_row(params![seq, key], |row| row.get(0));
        found.extend(kind.optional()?.map(|kind| (seq, kind)));
    }
    Ok(found)
}

pub(crate) fn keys(connection: &Connection) -> Result<Vec<String>, Error> {
    let mut names = connection.prepare_cached(
        "select name
        from encryption_keys
        order by name",
    )?;
    let names = names.query_map([], |row| row.get(0))?;
    names.collect()
}

pub(crate) fn add_key(connection: &Connection, name: &str) -> Result<(), Error> {
    connection
        .prepare_cached(
            "insert into encryption_keys (name)
            values (?1)
            on conflict do nothing",
        )?
        .execute([name])?;
    Ok(())
}

pub(crate) fn remove_key(connection: &Connection, name: &str) -> Result<(), Error> {
    connection
        .prepare_cached(
            "delete from encryption_keys
            where name = ?1",
        )?
        .execute([name])?;
    Ok(())
}

//! The blind indexes of a person: keys that are compared and never read.

use std::collections::HashMap;

use leadgate_store::{BlindIndex, NewLead};
use serde::Serialize;
use sqlx::sqlite::{SqliteConnection, SqlitePool};
use sqlx::{Error, Row};

use crate::accept::{place, rows};

/// The first of a person's leads.
pub(crate) struct FirstLead {
    pub(crate) seq: i64,
    pub(crate) id: String,
}

/// The leads that some are duplicates of, by the ids of the duplicates. The transaction holds the
/// write lock, so of two at once the second sees the first.
pub(crate) async fn first_leads<'a>(
    connection: &mut SqliteConnection,
    leads: &[&'a NewLead],
) -> Result<HashMap<&'a str, FirstLead>, Error> {
    #[derive(Serialize)]
    struct Wanted<'a> {
        at: usize,
        key: &'a str,
        form: &'a str,
        product: &'a str,
        test: bool,
        since_ms: i64,
    }
    let mut wanted = Vec::new();
    for (at, lead) in leads.iter().enumerate() {
        let Some(since_ms) = lead.duplicate_since_ms else {
            continue;
        };
        wanted.extend(lead.keys.iter().map(|BlindIndex { key, .. }| Wanted {
            at,
            key,
            form: &lead.form,
            product: &lead.product,
            test: lead.test,
            since_ms,
        }));
    }
    let Some(rows) = rows(wanted)? else {
        return Ok(HashMap::new());
    };
    // From the key to its leads, never from all the leads of a form to their keys.
    let found = sqlx::query(
        "select w.value ->> 'at' as at, l.seq, l.id
        from json_each(?) w
        join leads l on l.seq = (
            select first.seq
            from blind_indexes k
            cross join leads first on first.seq = k.lead_seq
            where k.key = w.value ->> 'key'
              and first.form = w.value ->> 'form'
              and first.product = w.value ->> 'product'
              and first.test = w.value ->> 'test'
              and first.created_at_ms > w.value ->> 'since_ms'
              and first.duplicate_of is null
            order by k.lead_seq
            limit 1
        )",
    )
    .bind(rows)
    .fetch_all(connection)
    .await?;
    let mut firsts: HashMap<&str, FirstLead> = HashMap::new();
    for row in &found {
        let lead = leads.get(place(row)?).ok_or(Error::RowNotFound)?;
        let seq = row.try_get("seq")?;
        // Phone and e-mail may lead to two.
        if firsts.get(&*lead.id).is_none_or(|first| seq < first.seq) {
            let id = row.try_get("id")?;
            firsts.insert(&lead.id, FirstLead { seq, id });
        }
    }
    Ok(firsts)
}

/// Remembers whose leads these are, given with the numbers that they got.
pub(crate) async fn remember(
    connection: &mut SqliteConnection,
    inserted: &[(i64, &NewLead)],
) -> Result<(), Error> {
    #[derive(Serialize)]
    struct Key<'a> {
        key: &'a str,
        lead_seq: i64,
        kind: &'static str,
    }
    let keys = inserted.iter().flat_map(|(lead_seq, lead)| {
        lead.keys.iter().map(|BlindIndex { kind, key }| Key {
            key,
            lead_seq: *lead_seq,
            kind: kind.as_str(),
        })
    });
    let Some(rows) = rows(keys)? else {
        return Ok(());
    };
    // A lead may name the same number twice.
    sqlx::query(
        "insert into blind_indexes (key, lead_seq, kind)
        select value ->> 'key', value ->> 'lead_seq', value ->> 'kind'
        from json_each(?)
        where true
        on conflict do nothing",
    )
    .bind(rows)
    .execute(connection)
    .await?;
    Ok(())
}

pub(crate) async fn index_key(readers: &SqlitePool) -> Result<[u8; 32], Error> {
    let key: Vec<u8> = sqlx::query_scalar(
        "select key
        from index_key",
    )
    .fetch_one(readers)
    .await?;
    key.try_into()
        .map_err(|_| Error::Decode("the index key has not its length".into()))
}

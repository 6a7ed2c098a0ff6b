//! What a person is recognised by: keys that are compared and never read.

use leadgate_outbox::{NewLead, PersonKey};
use sqlx::sqlite::{SqliteConnection, SqlitePool};
use sqlx::{Error, Row};

/// The first of a person's leads.
pub(crate) struct FirstLead {
    pub(crate) seq: i64,
    pub(crate) id: String,
}

/// The lead that this one is a duplicate of. The transaction holds the write lock, so of two at once
/// the second sees the first.
pub(crate) async fn first_lead(
    connection: &mut SqliteConnection,
    lead: &NewLead,
) -> Result<Option<FirstLead>, Error> {
    let Some(since_ms) = lead.duplicate_since else {
        return Ok(None);
    };
    let mut first: Option<FirstLead> = None;
    for key in &lead.keys {
        // From the key to its leads, never from all the leads of a form to their keys.
        let found = sqlx::query(
            "select l.seq, l.id
            from person_keys k
            cross join leads l on l.seq = k.lead_seq
            where k.key = ?
              and l.form = ?
              and l.product = ?
              and l.test = ?
              and l.created_at > ?
              and l.duplicate_of is null
            order by k.lead_seq
            limit 1",
        )
        .bind(&key.key)
        .bind(&lead.form)
        .bind(&lead.product)
        .bind(lead.test)
        .bind(since_ms)
        .fetch_optional(&mut *connection)
        .await?;
        if let Some(row) = found {
            let seq = row.try_get("seq")?;
            if first.as_ref().is_none_or(|first| seq < first.seq) {
                let id = row.try_get("id")?;
                first = Some(FirstLead { seq, id });
            }
        }
    }
    Ok(first)
}

pub(crate) async fn remember(
    connection: &mut SqliteConnection,
    lead_seq: i64,
    keys: &[PersonKey],
) -> Result<(), Error> {
    for PersonKey { kind, key } in keys {
        // A lead may name the same number twice.
        sqlx::query(
            "insert into person_keys (key, lead_seq, kind)
            values (?, ?, ?)
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

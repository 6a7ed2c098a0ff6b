//! Leads and their deliveries go in together, once; all leads of a group by the same few statements.
//!
//! A statement takes its rows as one JSON text (`json_each`), so that it reads the same for one lead
//! and for hundreds, and is prepared once.

use std::collections::HashMap;

use leadgate_store::{Acceptance, Accepted, DeliveryState, Incoming, NewLead};
use serde::Serialize;
use sqlx::sqlite::{SqliteConnection, SqliteExecutor, SqliteRow};
use sqlx::{Error, Row};

use crate::person::{self, FirstLead};
use crate::priority;

/// Stores leads that have nothing to do with each other: no two with the same id, person or, where
/// there is a window, fields. Answers in their order.
pub(crate) async fn accept_all(
    connection: &mut SqliteConnection,
    incoming: &[&Incoming],
) -> Result<Vec<Acceptance>, Error> {
    let mut known = known_by_fields(connection, incoming).await?;
    let new: Vec<&NewLead> = (incoming.iter().enumerate())
        .filter(|(at, _)| !known.contains_key(at))
        .map(|(_, incoming)| &incoming.lead)
        .collect();
    let firsts = person::first_leads(connection, &new).await?;
    let inserted = insert_leads(connection, &new, &firsts).await?;
    person::remember(connection, &inserted).await?;
    insert_deliveries(connection, &inserted, &firsts).await?;

    let seqs: HashMap<&str, i64> = (inserted.iter())
        .map(|(seq, lead)| (&*lead.id, *seq))
        .collect();
    let mut answers = Vec::with_capacity(incoming.len());
    for (at, Incoming { lead, .. }) in incoming.iter().enumerate() {
        let (id, accepted) = match known.remove(&at) {
            Some(id) => (id, Accepted::Same),
            None if !seqs.contains_key(&*lead.id) => {
                (lead.id.clone(), compare(connection, lead).await?)
            }
            None if firsts.contains_key(&*lead.id) => (lead.id.clone(), Accepted::StoredDuplicate),
            None => (lead.id.clone(), Accepted::Stored),
        };
        answers.push(Acceptance { id, accepted });
    }
    Ok(answers)
}

/// Rows for a statement.
pub(crate) fn rows(
    rows: impl IntoIterator<Item = impl Serialize>,
) -> Result<Option<String>, Error> {
    let rows: Vec<_> = rows.into_iter().collect();
    if rows.is_empty() {
        return Ok(None);
    }
    let json = serde_json::to_string(&rows);
    json.map(Some).map_err(|error| Error::Encode(error.into()))
}

/// Whose fields were accepted a moment ago: their places, and the ids that they had then.
async fn known_by_fields(
    connection: &mut SqliteConnection,
    incoming: &[&Incoming],
) -> Result<HashMap<usize, String>, Error> {
    #[derive(Serialize)]
    struct Fields<'a> {
        at: usize,
        partner: &'a str,
        form: &'a str,
        fingerprint: &'a str,
        since_ms: i64,
    }
    let without_id = incoming.iter().enumerate().filter_map(|(at, incoming)| {
        let NewLead {
            partner,
            form,
            fingerprint,
            created_at_ms,
            ..
        } = &incoming.lead;
        Some(Fields {
            at,
            partner,
            form,
            fingerprint,
            since_ms: created_at_ms.saturating_sub(incoming.window_ms?),
        })
    });
    let Some(rows) = rows(without_id)? else {
        return Ok(HashMap::new());
    };
    let found = sqlx::query(
        "select n.value ->> 'at' as at, l.id
        from json_each(?) n
        join leads l on l.seq = (
            select seq
            from leads
            where partner = n.value ->> 'partner'
              and fingerprint = n.value ->> 'fingerprint'
              and created_at_ms > n.value ->> 'since_ms'
              and form = n.value ->> 'form'
              and erased_at_ms is null
            order by seq desc
            limit 1
        )",
    )
    .bind(rows)
    .fetch_all(connection)
    .await?;
    let found = found
        .iter()
        .map(|row| Ok((place(row)?, row.try_get("id")?)));
    found.collect()
}

/// Which of the rows that a statement was given it speaks of.
pub(crate) fn place(row: &SqliteRow) -> Result<usize, Error> {
    let at: i64 = row.try_get("at")?;
    usize::try_from(at).map_err(|error| Error::Decode(error.into()))
}

/// Stores what is new; returns it with the number that it got.
async fn insert_leads<'a>(
    connection: &mut SqliteConnection,
    leads: &[&'a NewLead],
    firsts: &HashMap<&str, FirstLead>,
) -> Result<Vec<(i64, &'a NewLead)>, Error> {
    #[derive(Serialize)]
    struct Lead<'a> {
        id: &'a str,
        partner: &'a str,
        form: &'a str,
        fingerprint: &'a str,
        payload: &'a str,
        created_at_ms: i64,
        quarantine_reason: Option<&'a str>,
        test: bool,
        product: &'a str,
        duplicate_of: Option<&'a str>,
    }
    let all = leads.iter().map(|lead| Lead {
        id: &lead.id,
        partner: &lead.partner,
        form: &lead.form,
        fingerprint: &lead.fingerprint,
        payload: &lead.payload,
        created_at_ms: lead.created_at_ms,
        quarantine_reason: lead.quarantine_reason.as_deref(),
        test: lead.test,
        product: &lead.product,
        duplicate_of: firsts.get(&*lead.id).map(|first| &*first.id),
    });
    let Some(rows) = rows(all)? else {
        return Ok(Vec::new());
    };
    let inserted = sqlx::query(
        "insert into leads (id, partner, form, fingerprint, payload, created_at_ms, quarantine_reason, test,
            product, duplicate_of)
        select value ->> 'id', value ->> 'partner', value ->> 'form', value ->> 'fingerprint',
            value ->> 'payload', value ->> 'created_at_ms', value ->> 'quarantine_reason', value ->> 'test',
            value ->> 'product', value ->> 'duplicate_of'
        from json_each(?)
        where true
        order by key
        on conflict (id) do nothing
        returning seq, id",
    )
    .bind(rows)
    .fetch_all(connection)
    .await?;
    let by_id: HashMap<&str, &NewLead> = leads.iter().map(|lead| (&*lead.id, *lead)).collect();
    let inserted = inserted.iter().map(|row| {
        let lead = by_id.get(row.try_get::<&str, _>("id")?);
        let lead = lead.ok_or(Error::RowNotFound)?;
        Ok((row.try_get("seq")?, *lead))
    });
    inserted.collect()
}

async fn insert_deliveries(
    connection: &mut SqliteConnection,
    inserted: &[(i64, &NewLead)],
    firsts: &HashMap<&str, FirstLead>,
) -> Result<(), Error> {
    #[derive(Serialize)]
    struct Delivery<'a> {
        lead_seq: i64,
        connector: &'a str,
        state: &'static str,
        priority: i64,
        queued_at_ms: i64,
        reason: Option<&'static str>,
        finished_at_ms: Option<i64>,
    }
    let mut all = Vec::with_capacity(inserted.len());
    for (lead_seq, lead) in inserted {
        let first = firsts.get(&*lead.id);
        for delivery in lead.deliveries() {
            let taken = match first {
                Some(first) if delivery.skip_duplicate => {
                    is_taken(connection, first.seq, &delivery.connector).await?
                }
                Some(_) | None => false,
            };
            let (state, reason) = lead.initial_state(delivery, taken);
            let is_over = state == DeliveryState::Skipped;
            all.push(Delivery {
                lead_seq: *lead_seq,
                connector: &delivery.connector,
                state: state.as_str(),
                priority: priority::of(lead.urgency),
                queued_at_ms: lead.created_at_ms,
                reason,
                finished_at_ms: is_over.then_some(lead.created_at_ms),
            });
        }
    }
    let Some(rows) = rows(all)? else {
        return Ok(());
    };
    sqlx::query(
        // That a batch waits is no news.
        "insert into deliveries (lead_seq, connector, state, due_at_ms, priority, queued_at_ms, notified,
            reason, finished_at_ms)
        select value ->> 'lead_seq', value ->> 'connector', value ->> 'state',
            value ->> 'queued_at_ms', value ->> 'priority', value ->> 'queued_at_ms',
            (value ->> 'priority') = ?, value ->> 'reason', value ->> 'finished_at_ms'
        from json_each(?)
        order by key",
    )
    .bind(priority::BATCH)
    .bind(rows)
    .execute(connection)
    .await?;
    Ok(())
}

/// Whether a lead was delivered to a connector.
async fn is_taken(
    connection: &mut SqliteConnection,
    lead_seq: i64,
    connector: &str,
) -> Result<bool, Error> {
    let taken = sqlx::query(
        "select 1
        from deliveries
        where lead_seq = ?
          and connector = ?
          and state = 'delivered'",
    )
    .bind(lead_seq)
    .bind(connector)
    .fetch_optional(connection)
    .await?;
    Ok(taken.is_some())
}

/// Whether the lead that has this id is the same lead.
async fn compare(connection: &mut SqliteConnection, lead: &NewLead) -> Result<Accepted, Error> {
    let same = sqlx::query(
        "select 1
        from leads
        where id = ?
          and fingerprint = ?
          and partner = ?
          and form = ?
          and erased_at_ms is null",
    )
    .bind(&lead.id)
    .bind(&lead.fingerprint)
    .bind(&lead.partner)
    .bind(&lead.form)
    .fetch_optional(connection)
    .await?;
    Ok(match same {
        Some(_) => Accepted::Same,
        None => Accepted::Conflict,
    })
}

/// The last lead with these fields that was accepted after a moment.
pub(crate) async fn find(
    executor: impl SqliteExecutor<'_>,
    partner: &str,
    form: &str,
    fingerprint: &str,
    since_ms: i64,
) -> Result<Option<String>, Error> {
    let known = sqlx::query(
        "select id
        from leads
        where partner = ?
          and fingerprint = ?
          and created_at_ms > ?
          and form = ?
          and erased_at_ms is null
        order by seq desc
        limit 1",
    )
    .bind(partner)
    .bind(fingerprint)
    .bind(since_ms)
    .bind(form)
    .fetch_optional(executor)
    .await?;
    known.map(|row| row.try_get("id")).transpose()
}

#[cfg(test)]
mod tests {
    use leadgate_store::prelude::*;
    use leadgate_store::{NewDelivery, StoreError};

    use super::*;
    use crate::SqliteStore;

    /// Needs much more room than an empty store has.
    fn big_lead() -> NewLead {
        NewLead {
            id: "00000000-0000-4000-8000-000000000001".into(),
            partner: "demo".into(),
            form: "call-me-back".into(),
            fingerprint: "fingerprint".into(),
            payload: "x".repeat(4 << 20),
            created_at_ms: 0,
            deliveries: vec![NewDelivery {
                connector: "crm".into(),
                skip_duplicate: false,
            }],
            ..NewLead::default()
        }
    }

    /// `SQLite`'s own limit stands for the disk's: it too is hit in the middle of a transaction,
    /// which `SQLite` then ends by itself.
    #[tokio::test]
    async fn a_full_disk_refuses_and_spoils_nothing_that_comes_after() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("leadgate.db").display());
        let store = SqliteStore::open(&url).await.unwrap();
        sqlx::query("pragma max_page_count = 100")
            .execute(&store.writer)
            .await
            .unwrap();
        assert_eq!(store.accept(&big_lead()).await, Err(StoreError::Full));
        assert_eq!(store.show(&big_lead().id).await, Ok(None));
        assert_eq!(store.counts().await.unwrap().created, 0);

        sqlx::query("pragma max_page_count = 1000000")
            .execute(&store.writer)
            .await
            .unwrap();
        assert_eq!(store.can_store().await, Ok(()));
        assert_eq!(store.accept(&big_lead()).await, Ok(Accepted::Stored));
        let check: String = sqlx::query_scalar("pragma integrity_check")
            .fetch_one(&store.writer)
            .await
            .unwrap();
        assert_eq!(check, "ok");
    }

    /// A visitor who leaves drops the request: what it began must not keep the next from writing.
    #[tokio::test]
    async fn a_caller_who_stops_waiting_leaves_all_or_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("leadgate.db").display());
        let store = SqliteStore::open(&url).await.unwrap();
        for polls in 0..40 {
            let lead = NewLead {
                id: format!("lead {polls}"),
                ..big_lead()
            };
            drop_after(polls, store.accept(&lead)).await;
            let deliveries = store.show(&lead.id).await.unwrap();
            assert!(deliveries.is_none_or(|lead| lead.summary.deliveries.len() == 1));
            assert_eq!(store.can_store().await, Ok(()));
            assert!(store.counts().await.unwrap().reconcile());
        }
    }

    /// Polls a future that often, with a turn for everybody else in between, and drops it.
    async fn drop_after<Waited: Future>(polls: usize, waited: Waited) {
        let mut waited = Box::pin(waited);
        for _ in 0..polls {
            tokio::select! {
                biased;
                _ = &mut waited => return,
                () = tokio::task::yield_now() => {}
            }
        }
    }
}

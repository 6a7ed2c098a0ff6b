//! A lead and its deliveries go in together, once.

use leadgate_outbox::{Accepted, DeliveryState, NativeAccepted, NewLead};
use sqlx::sqlite::{SqliteConnection, SqliteExecutor};
use sqlx::{Error, Row};

use crate::{person, queue};

pub(crate) async fn accept(
    connection: &mut SqliteConnection,
    lead: &NewLead,
) -> Result<Accepted, Error> {
    let first = person::first_lead(connection, lead).await?;
    let inserted = sqlx::query(
        "insert into leads (id, partner, form, fingerprint, payload, created_at, quarantine, test,
            product, duplicate_of)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        on conflict (id) do nothing
        returning seq",
    )
    .bind(&lead.id)
    .bind(&lead.partner)
    .bind(&lead.form)
    .bind(&lead.fingerprint)
    .bind(&lead.payload)
    .bind(lead.created_at)
    .bind(&lead.quarantine)
    .bind(lead.test)
    .bind(&lead.product)
    .bind(first.as_ref().map(|first| &first.id))
    .fetch_optional(&mut *connection)
    .await?;
    let Some(row) = inserted else {
        return compare(connection, lead).await;
    };
    let lead_seq: i64 = row.try_get("seq")?;
    person::remember(connection, lead_seq, &lead.keys).await?;
    let queue = queue::of(lead.urgency);
    for delivery in lead.deliveries() {
        let taken = match &first {
            Some(first) if delivery.skip_duplicate => {
                is_taken(connection, first.seq, &delivery.connector).await?
            }
            Some(_) | None => false,
        };
        let (state, reason) = lead.begins(delivery, taken);
        let is_over = state == DeliveryState::Skipped;
        sqlx::query(
            "insert into deliveries (lead_seq, connector, state, due_at, queue, queued_at, told,
                reason, finished_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(lead_seq)
        .bind(&delivery.connector)
        .bind(state.as_str())
        .bind(lead.created_at)
        .bind(queue)
        .bind(lead.created_at)
        // That a batch waits is no news.
        .bind(queue == queue::BATCH)
        .bind(reason)
        .bind(is_over.then_some(lead.created_at))
        .execute(&mut *connection)
        .await?;
    }
    Ok(match first {
        Some(_) => Accepted::StoredDuplicate,
        None => Accepted::Stored,
    })
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
          and erased_at is null",
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
          and created_at > ?
          and form = ?
          and erased_at is null
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

/// The transaction holds the write lock, so nobody can store the same lead between the two steps.
pub(crate) async fn accept_native(
    connection: &mut SqliteConnection,
    lead: &NewLead,
    window_ms: i64,
) -> Result<NativeAccepted, Error> {
    let since_ms = lead.created_at.saturating_sub(window_ms);
    let known = find(
        &mut *connection,
        &lead.partner,
        &lead.form,
        &lead.fingerprint,
        since_ms,
    );
    if let Some(id) = known.await? {
        return Ok(NativeAccepted {
            id,
            accepted: Accepted::Same,
        });
    }
    Ok(NativeAccepted {
        id: lead.id.clone(),
        accepted: accept(connection, lead).await?,
    })
}

#[cfg(test)]
mod tests {
    use leadgate_outbox::{NewDelivery, Outbox, StoreError};

    use super::*;
    use crate::SqliteOutbox;

    /// Needs much more room than an empty store has.
    fn big_lead() -> NewLead {
        NewLead {
            id: "00000000-0000-4000-8000-000000000001".into(),
            partner: "demo".into(),
            form: "call-me-back".into(),
            fingerprint: "fingerprint".into(),
            payload: "x".repeat(4 << 20),
            created_at: 0,
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
        let store = SqliteOutbox::open(&url).await.unwrap();
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
        let store = SqliteOutbox::open(&url).await.unwrap();
        for polls in 0..40 {
            let lead = NewLead {
                id: format!("lead {polls}"),
                ..big_lead()
            };
            give_up_after(polls, store.accept(&lead)).await;
            let deliveries = store.show(&lead.id).await.unwrap();
            assert!(deliveries.is_none_or(|lead| lead.summary.deliveries.len() == 1));
            assert_eq!(store.can_store().await, Ok(()));
            assert!(store.counts().await.unwrap().reconcile());
        }
    }

    /// Polls a future that often, with a turn for everybody else in between, and drops it.
    async fn give_up_after<Waited: Future>(polls: usize, waited: Waited) {
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

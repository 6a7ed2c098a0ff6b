//! A lead and its deliveries go in together, once.

use leadgate_outbox::{Accepted, DeliveryState, NativeAccepted, NewLead};
use sqlx::postgres::PgConnection;
use sqlx::{Connection as _, Error, Row as _};

use crate::queue;

/// One statement, so one way to the server and all or nothing, also without a transaction around
/// it. Of two at once with one id the second waits for the first one's commit.
pub(crate) async fn accept(
    connection: &mut PgConnection,
    lead: &NewLead,
) -> Result<Accepted, Error> {
    let state = if lead.quarantine.is_some() {
        DeliveryState::Quarantined
    } else {
        DeliveryState::Pending
    };
    let queue = queue::of(lead.urgency);
    let stored = sqlx::query(
        "with stored as (
            insert into leads (id, partner, form, fingerprint, payload, created_at, quarantine)
            values ($1, $2, $3, $4, $5, $6, $7)
            on conflict (id) do nothing
            returning seq
        ),
        given as (
            insert into deliveries (lead_seq, connector, state, due_at, queue, queued_at, told)
            select stored.seq, named.connector, $9, $6, $10, $6, $11
            from stored
            cross join unnest($8::text[]) with ordinality as named (connector, position)
            order by named.position
            returning id
        ),
        counted as (
            insert into deliveries_created as mine (backend, deliveries)
            select pg_backend_pid(), count(*)
            from given
            having count(*) > 0
            on conflict (backend) do update
            set deliveries = mine.deliveries + excluded.deliveries
        )
        select seq
        from stored",
    )
    .bind(&lead.id)
    .bind(&lead.partner)
    .bind(&lead.form)
    .bind(&lead.fingerprint)
    .bind(&lead.payload)
    .bind(lead.created_at)
    .bind(&lead.quarantine)
    .bind(lead.connectors())
    .bind(state.as_str())
    .bind(queue)
    // That a batch waits is no news.
    .bind(queue == queue::BATCH)
    .fetch_optional(&mut *connection)
    .await?;
    match stored {
        Some(_) => Ok(Accepted::Stored),
        None => compare(connection, lead).await,
    }
}

/// Whether the lead that has this id is the same lead.
async fn compare(connection: &mut PgConnection, lead: &NewLead) -> Result<Accepted, Error> {
    let same = sqlx::query(
        "select 1
        from leads
        where id = $1
          and fingerprint = $2
          and partner = $3
          and form = $4",
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
    connection: &mut PgConnection,
    partner: &str,
    form: &str,
    fingerprint: &str,
    since_ms: i64,
) -> Result<Option<String>, Error> {
    let known = sqlx::query(
        "select id
        from leads
        where partner = $1
          and fingerprint = $2
          and created_at > $3
          and form = $4
        order by seq desc
        limit 1",
    )
    .bind(partner)
    .bind(fingerprint)
    .bind(since_ms)
    .bind(form)
    .fetch_optional(connection)
    .await?;
    known.map(|row| row.try_get("id")).transpose()
}

/// Of identical posts at once, each waits for the one before it and then sees it.
pub(crate) async fn accept_native(
    connection: &mut PgConnection,
    lead: &NewLead,
    window_ms: i64,
) -> Result<NativeAccepted, Error> {
    let mut transaction = connection.begin().await?;
    take_turns(&mut transaction, lead).await?;
    let since_ms = lead.created_at.saturating_sub(window_ms);
    let known = find(
        &mut transaction,
        &lead.partner,
        &lead.form,
        &lead.fingerprint,
        since_ms,
    );
    let answer = match known.await? {
        Some(id) => NativeAccepted {
            id,
            accepted: Accepted::Same,
        },
        None => NativeAccepted {
            id: lead.id.clone(),
            accepted: accept(&mut transaction, lead).await?,
        },
    };
    transaction.commit().await?;
    Ok(answer)
}

/// Holds a lock on these fields until the transaction ends. No unique constraint can say "once
/// within the last ten minutes", a window that slides. The lock is on a hash: two posts that differ
/// and share it only wait for each other.
async fn take_turns(connection: &mut PgConnection, lead: &NewLead) -> Result<(), Error> {
    sqlx::query(
        "select pg_advisory_xact_lock(
            hashtextextended(array[$1, $2, $3]::text, 0)
        )",
    )
    .bind(&lead.partner)
    .bind(&lead.form)
    .bind(&lead.fingerprint)
    .execute(connection)
    .await?;
    Ok(())
}

#[cfg(test)]
mod tests;

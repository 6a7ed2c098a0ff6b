//! A lead and its deliveries go in together, once.

use leadgate_outbox::{Accepted, NativeAccepted, NewLead};
use sqlx::postgres::PgConnection;
use sqlx::{Connection as _, Error, Row as _};

use crate::{person, queue};

/// Stores a lead. Works without a transaction around it where [`needs_turns`] says no; several may
/// share one, of which one is then undone if two such wait for each other (the store is busy).
pub(crate) async fn accept(
    connection: &mut PgConnection,
    lead: &NewLead,
) -> Result<Accepted, Error> {
    person::take_turns(connection, lead).await?;
    match store(connection, lead).await? {
        Some(accepted) => Ok(accepted),
        None => compare(connection, lead).await,
    }
}

/// The same in a transaction of its own, where it needs one.
pub(crate) async fn accept_alone(
    connection: &mut PgConnection,
    lead: &NewLead,
) -> Result<Accepted, Error> {
    if !person::needs_turns(lead) {
        return accept(connection, lead).await;
    }
    let mut transaction = connection.begin().await?;
    let accepted = accept(&mut transaction, lead).await?;
    transaction.commit().await?;
    Ok(accepted)
}

/// One statement, so one way to the server and all or nothing; `None` if the id is known. Of two at
/// once with one id the second waits for the first one's commit.
async fn store(connection: &mut PgConnection, lead: &NewLead) -> Result<Option<Accepted>, Error> {
    let queue = queue::of(lead.urgency);
    let deliveries = Deliveries::of(lead);
    let stored = sqlx::query(
        "with first as (
            select l.seq, l.id
            from person_keys k
            join leads l on l.seq = k.lead_seq
            where k.key = any($11)
              and l.form = $3
              and l.product = $9
              and l.test = $8
              and l.created_at > $10
              and l.duplicate_of is null
            order by l.seq
            limit 1
        ),
        stored as (
            insert into leads (id, partner, form, fingerprint, payload, created_at, quarantine,
                test, product, duplicate_of)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, (select id from first))
            on conflict (id) do nothing
            returning seq
        ),
        remembered as (
            insert into person_keys (key, lead_seq, kind)
            select distinct on (named.key) named.key, stored.seq, named.kind
            from stored
            cross join unnest($11, $12::text[]) as named (key, kind)
        ),
        wanted as (
            select named.connector, named.position,
                case when taken.is_so then named.state_if_taken else named.state end as state,
                case when taken.is_so then named.reason_if_taken else named.reason end as reason
            from unnest($13::text[], $14::text[], $15::text[], $16::text[], $17::text[])
                with ordinality as named (
                    connector, state, reason, state_if_taken, reason_if_taken, position
                )
            cross join lateral (
                select exists (
                    select 1
                    from deliveries d
                    join first on first.seq = d.lead_seq
                    where d.connector = named.connector
                      and d.state = 'delivered'
                ) as is_so
            ) as taken
        ),
        given as (
            insert into deliveries (lead_seq, connector, state, due_at, queue, queued_at, told,
                reason, finished_at)
            select stored.seq, wanted.connector, wanted.state, $6, $18, $6, $19, wanted.reason,
                case when wanted.state = 'skipped' then $6 end
            from stored
            cross join wanted
            order by wanted.position
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
        select exists (select 1 from first) as is_duplicate
        from stored",
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
    .bind(lead.duplicate_since)
    .bind(lead.keys.iter().map(|key| &*key.key).collect::<Vec<_>>())
    .bind(
        lead.keys
            .iter()
            .map(|key| key.kind.as_str())
            .collect::<Vec<_>>(),
    )
    .bind(deliveries.connectors)
    .bind(deliveries.states)
    .bind(deliveries.reasons)
    .bind(deliveries.states_if_taken)
    .bind(deliveries.reasons_if_taken)
    .bind(queue)
    // That a batch waits is no news.
    .bind(queue == queue::BATCH)
    .fetch_optional(connection)
    .await?;
    let Some(row) = stored else {
        return Ok(None);
    };
    Ok(Some(if row.try_get("is_duplicate")? {
        Accepted::StoredDuplicate
    } else {
        Accepted::Stored
    }))
}

/// A lead's deliveries column by column, each with both ways in which it may begin: which one is
/// known only in the statement.
#[derive(Default)]
struct Deliveries<'a> {
    connectors: Vec<&'a str>,
    states: Vec<&'static str>,
    reasons: Vec<Option<&'static str>>,
    states_if_taken: Vec<&'static str>,
    reasons_if_taken: Vec<Option<&'static str>>,
}

impl<'a> Deliveries<'a> {
    fn of(lead: &'a NewLead) -> Self {
        let mut columns = Self::default();
        for delivery in lead.deliveries() {
            let (state, reason) = lead.begins(delivery, false);
            let (state_if_taken, reason_if_taken) = lead.begins(delivery, true);
            columns.connectors.push(&delivery.connector);
            columns.states.push(state.as_str());
            columns.reasons.push(reason);
            columns.states_if_taken.push(state_if_taken.as_str());
            columns.reasons_if_taken.push(reason_if_taken);
        }
        columns
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
          and form = $4
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
          and erased_at is null
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

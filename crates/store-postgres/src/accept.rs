//! Leads and their deliveries go in together, once; all leads of a group by the same few statements.

use std::collections::HashMap;

use leadgate_store::{Acceptance, Accepted, Incoming, NewLead, conflict_free_groups};
use sqlx::postgres::PgConnection;
use sqlx::{Connection as _, Error, Row as _};

use crate::{person, priority};

/// Stores leads in one transaction, all of them or none, and answers in their order.
pub(crate) async fn accept_all(
    connection: &mut PgConnection,
    leads: &[&Incoming],
) -> Result<Vec<Acceptance>, Error> {
    let mut transaction = connection.begin().await?;
    person::take_turns(&mut transaction, leads).await?;
    let mut answers: Vec<Option<Acceptance>> = leads.iter().map(|_| None).collect();
    for group in conflict_free_groups(leads.iter().enumerate(), |(_, lead)| lead.conflict_keys()) {
        let (places, group): (Vec<usize>, Vec<&Incoming>) = group.into_iter().unzip();
        let accepted = accept_unrelated(&mut transaction, &group).await?;
        for (at, answer) in places.into_iter().zip(accepted) {
            answers[at] = Some(answer);
        }
    }
    transaction.commit().await?;
    let answers: Option<Vec<Acceptance>> = answers.into_iter().collect();
    answers.ok_or(Error::RowNotFound)
}

/// Stores leads that have nothing to do with each other.
async fn accept_unrelated(
    connection: &mut PgConnection,
    leads: &[&Incoming],
) -> Result<Vec<Acceptance>, Error> {
    let mut known = known_by_fields(connection, leads).await?;
    let new: Vec<&NewLead> = (leads.iter().enumerate())
        .filter(|(at, _)| !known.contains_key(at))
        .map(|(_, incoming)| &incoming.lead)
        .collect();
    let stored = store(connection, &new).await?;
    let mut answers = Vec::with_capacity(leads.len());
    for (at, Incoming { lead, .. }) in leads.iter().enumerate() {
        let (id, accepted) = match (known.remove(&at), stored.get(&lead.id)) {
            (Some(id), _) => (id, Accepted::Same),
            (None, Some(true)) => (lead.id.clone(), Accepted::StoredDuplicate),
            (None, Some(false)) => (lead.id.clone(), Accepted::Stored),
            (None, None) => (lead.id.clone(), compare(connection, lead).await?),
        };
        answers.push(Acceptance { id, accepted });
    }
    Ok(answers)
}

/// Whose fields were accepted a moment ago: their places, and the ids that they had then. No unique
/// constraint can say "once within the last ten minutes", a window that slides.
async fn known_by_fields(
    connection: &mut PgConnection,
    leads: &[&Incoming],
) -> Result<HashMap<usize, String>, Error> {
    let native: Vec<(usize, &NewLead, i64)> = (leads.iter().enumerate())
        .filter_map(|(at, Incoming { lead, window_ms })| {
            let since_ms = lead.created_at_ms.saturating_sub((*window_ms)?);
            Some((at, lead, since_ms))
        })
        .collect();
    if native.is_empty() {
        return Ok(HashMap::new());
    }
    let text = |of: fn(&NewLead) -> &str| -> Vec<&str> {
        native.iter().map(|(_, lead, _)| of(lead)).collect()
    };
    let found = sqlx::query(
        "select wanted.position, known.id
        from unnest($1::text[], $2::text[], $3::text[], $4::bigint[])
            with ordinality as wanted (partner, form, fingerprint, since_ms, position)
        cross join lateral (
            select id
            from leads
            where partner = wanted.partner
              and fingerprint = wanted.fingerprint
              and created_at_ms > wanted.since_ms
              and form = wanted.form
              and erased_at_ms is null
            order by seq desc
            limit 1
        ) as known",
    )
    .bind(text(|lead| &lead.partner))
    .bind(text(|lead| &lead.form))
    .bind(text(|lead| &lead.fingerprint))
    .bind(
        native
            .iter()
            .map(|(.., since_ms)| *since_ms)
            .collect::<Vec<_>>(),
    )
    .fetch_all(connection)
    .await?;
    let found = found.iter().map(|row| {
        let position: i64 = row.try_get("position")?;
        let wanted = usize::try_from(position - 1).ok();
        let (at, ..) = wanted
            .and_then(|at| native.get(at))
            .ok_or(Error::RowNotFound)?;
        Ok((*at, row.try_get("id")?))
    });
    found.collect()
}

/// One statement, so one way to the server and all or nothing. Says of each lead that is new whether
/// it is a duplicate; what is not among them was there. Of two at once with one id the second waits
/// for the first one's commit; everybody goes by the order of ids, so that no two wait for each
/// other.
async fn store(
    connection: &mut PgConnection,
    leads: &[&NewLead],
) -> Result<HashMap<String, bool>, Error> {
    if leads.is_empty() {
        return Ok(HashMap::new());
    }
    let text =
        |of: fn(&NewLead) -> &str| -> Vec<&str> { leads.iter().map(|lead| of(lead)).collect() };
    let queues: Vec<i64> = (leads.iter())
        .map(|lead| priority::of(lead.urgency))
        .collect();
    let keys = || {
        leads
            .iter()
            .flat_map(|lead| lead.keys.iter().map(move |key| (lead, key)))
    };
    let deliveries = Deliveries::of(leads);
    let stored = sqlx::query(
        "with incoming as (
            select *
            from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[],
                $7::text[], $8::boolean[], $9::text[], $10::bigint[], $11::bigint[]) as lead (
                id, partner, form, fingerprint, payload, created_at_ms, quarantine_reason, test, product,
                duplicate_since_ms, priority
            )
        ),
        named as (
            select *
            from unnest($12::text[], $13::text[], $14::text[]) as person (lead_id, key, kind)
        ),
        first as (
            select incoming.id as of, found.seq, found.id
            from incoming
            cross join lateral (
                select l.seq, l.id
                from named
                join blind_indexes k on k.key = named.key
                join leads l on l.seq = k.lead_seq
                where named.lead_id = incoming.id
                  and l.form = incoming.form
                  and l.product = incoming.product
                  and l.test = incoming.test
                  and l.created_at_ms > incoming.duplicate_since_ms
                  and l.duplicate_of is null
                order by l.seq
                limit 1
            ) as found
        ),
        stored as (
            insert into leads (id, partner, form, fingerprint, payload, created_at_ms, quarantine_reason,
                test, product, duplicate_of)
            select incoming.id, partner, form, fingerprint, payload, created_at_ms, quarantine_reason, test,
                product, first.id
            from incoming
            left join first on first.of = incoming.id
            order by incoming.id
            on conflict (id) do nothing
            returning seq, id, created_at_ms
        ),
        remembered as (
            insert into blind_indexes (key, lead_seq, kind)
            select distinct on (stored.seq, named.key) named.key, stored.seq, named.kind
            from stored
            join named on named.lead_id = stored.id
        ),
        wanted as (
            select stored.seq, stored.created_at_ms, incoming.priority, to_do.connector, to_do.position,
                case when taken.is_so then to_do.state_if_taken else to_do.state end as state,
                case when taken.is_so then to_do.reason_if_taken else to_do.reason end as reason
            from unnest($15::text[], $16::text[], $17::text[], $18::text[], $19::text[], $20::text[])
                with ordinality as to_do (
                    lead_id, connector, state, reason, state_if_taken, reason_if_taken, position
                )
            join stored on stored.id = to_do.lead_id
            join incoming on incoming.id = to_do.lead_id
            cross join lateral (
                select exists (
                    select 1
                    from deliveries d
                    join first on first.seq = d.lead_seq
                    where first.of = to_do.lead_id
                      and d.connector = to_do.connector
                      and d.state = 'delivered'
                ) as is_so
            ) as taken
        ),
        given as (
            insert into deliveries (lead_seq, connector, state, due_at_ms, priority, queued_at_ms, notified,
                reason, finished_at_ms)
            -- That a batch waits is no news.
            select seq, connector, state, created_at_ms, priority, created_at_ms, priority = $21, reason,
                case when state = 'skipped' then created_at_ms end
            from wanted
            order by position
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
        select stored.id, first.of is not null as is_duplicate
        from stored
        left join first on first.of = stored.id",
    )
    .bind(text(|lead| &lead.id))
    .bind(text(|lead| &lead.partner))
    .bind(text(|lead| &lead.form))
    .bind(text(|lead| &lead.fingerprint))
    .bind(text(|lead| &lead.payload))
    .bind(leads.iter().map(|lead| lead.created_at_ms).collect::<Vec<_>>())
    .bind(
        leads
            .iter()
            .map(|lead| lead.quarantine_reason.as_deref())
            .collect::<Vec<_>>(),
    )
    .bind(leads.iter().map(|lead| lead.test).collect::<Vec<_>>())
    .bind(text(|lead| &lead.product))
    .bind(
        leads
            .iter()
            .map(|lead| lead.duplicate_since_ms)
            .collect::<Vec<_>>(),
    )
    .bind(queues)
    .bind(keys().map(|(lead, _)| &*lead.id).collect::<Vec<_>>())
    .bind(keys().map(|(_, key)| &*key.key).collect::<Vec<_>>())
    .bind(keys().map(|(_, key)| key.kind.as_str()).collect::<Vec<_>>())
    .bind(deliveries.lead_ids)
    .bind(deliveries.connectors)
    .bind(deliveries.states)
    .bind(deliveries.reasons)
    .bind(deliveries.states_if_taken)
    .bind(deliveries.reasons_if_taken)
    .bind(priority::BATCH)
    .fetch_all(connection)
    .await?;
    let stored = stored
        .iter()
        .map(|row| Ok((row.try_get("id")?, row.try_get("is_duplicate")?)));
    stored.collect()
}

/// The leads' deliveries column by column, each with both ways in which it may begin: which one is
/// known only in the statement.
#[derive(Default)]
struct Deliveries<'a> {
    lead_ids: Vec<&'a str>,
    connectors: Vec<&'a str>,
    states: Vec<&'static str>,
    reasons: Vec<Option<&'static str>>,
    states_if_taken: Vec<&'static str>,
    reasons_if_taken: Vec<Option<&'static str>>,
}

impl<'a> Deliveries<'a> {
    fn of(leads: &[&'a NewLead]) -> Self {
        let mut columns = Self::default();
        for lead in leads {
            for delivery in lead.deliveries() {
                let (state, reason) = lead.initial_state(delivery, false);
                let (state_if_taken, reason_if_taken) = lead.initial_state(delivery, true);
                columns.lead_ids.push(&lead.id);
                columns.connectors.push(&delivery.connector);
                columns.states.push(state.as_str());
                columns.reasons.push(reason);
                columns.states_if_taken.push(state_if_taken.as_str());
                columns.reasons_if_taken.push(reason_if_taken);
            }
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
          and created_at_ms > $3
          and form = $4
          and erased_at_ms is null
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

#[cfg(test)]
mod tests;

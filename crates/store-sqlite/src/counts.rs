//! The deliveries counted, by state and as a whole.

use leadgate_store::{Counts, DeliveryState, LeadFilter, Tally, UnknownState};
use sqlx::sqlite::{SqlitePool, SqliteRow};
use sqlx::{Error, QueryBuilder, Row};

use crate::filter;

pub(crate) async fn counts(readers: &SqlitePool) -> Result<Counts, Error> {
    // One statement sees one moment. What was created comes from SQLite's own counter of ids,
    // which goes back with a transaction that is undone and never skips: a row that went missing
    // makes the two halves disagree, also when all are missing. Before the first delivery there is
    // neither counter nor state.
    let rows = sqlx::query(
        "select created.created, states.state, states.deliveries
        from (
            select coalesce(max(seq), 0) as created
            from sqlite_sequence
            where name = 'deliveries'
        ) created
        left join (
            select state, count(*) as deliveries
            from deliveries
            group by state
        ) states on true",
    )
    .fetch_all(readers)
    .await?;
    let mut counts = Counts::default();
    for row in rows {
        counts.created = row.try_get("created")?;
        if let Some(state) = row.try_get("state")? {
            counts.set(known(state)?, row.try_get("deliveries")?);
        }
    }
    Ok(counts)
}

pub(crate) async fn tally(readers: &SqlitePool, filter: &LeadFilter) -> Result<Vec<Tally>, Error> {
    let mut query = QueryBuilder::new(
        "select l.partner, l.form, l.test, d.connector, d.state,
            count(*) as count, count(l.duplicate_of) as duplicates
        from leads l
        left join deliveries d on d.lead_seq = l.seq
        where true",
    );
    filter::of_leads(&mut query, filter);
    filter::of_deliveries(&mut query, filter.state, filter.connector.as_deref());
    query.push(
        " group by l.partner, l.form, l.test, d.connector, d.state
        order by l.partner, l.form, l.test, d.connector, d.state",
    );
    let rows = query.build().fetch_all(readers).await?;
    rows.iter().map(read).collect()
}

fn read(row: &SqliteRow) -> Result<Tally, Error> {
    let state: Option<&str> = row.try_get("state")?;
    Ok(Tally {
        partner: row.try_get("partner")?,
        form: row.try_get("form")?,
        test: row.try_get("test")?,
        connector: row.try_get("connector")?,
        state: state.map(known).transpose()?,
        count: row.try_get("count")?,
        duplicates: row.try_get("duplicates")?,
    })
}

fn known(state: &str) -> Result<DeliveryState, Error> {
    (state.parse()).map_err(|unknown: UnknownState| Error::Decode(unknown.into()))
}

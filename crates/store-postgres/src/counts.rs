//! The deliveries counted, by state and as a whole.

use leadgate_store::{Counts, DeliveryState, LeadFilter, Tally, UnknownState};
use sqlx::postgres::{PgConnection, PgRow};
use sqlx::{Error, QueryBuilder, Row as _};

use crate::filter;
use crate::number::number;

/// One statement sees one moment. What was created comes from the numbers that are written beside
/// the rows, so a row that went missing makes the two halves disagree.
pub(crate) async fn counts(connection: &mut PgConnection) -> Result<Counts, Error> {
    let row = sqlx::query(
        "select
            count(*) filter (where state = 'delivered') as delivered,
            count(*) filter (where state = 'pending') as pending,
            count(*) filter (where state = 'quarantined') as quarantined,
            count(*) filter (where state = 'skipped') as skipped,
            count(*) filter (where state = 'dead') as dead,
            (
                select coalesce(sum(deliveries), 0)::bigint
                from deliveries_created
            ) as created
        from deliveries",
    )
    .fetch_one(connection)
    .await?;
    let mut counts = Counts {
        created: number(&row, "created")?,
        ..Counts::default()
    };
    for state in DeliveryState::ALL {
        counts.set(state, number(&row, state.as_str())?);
    }
    Ok(counts)
}

pub(crate) async fn tally(
    connection: &mut PgConnection,
    filter: &LeadFilter,
) -> Result<Vec<Tally>, Error> {
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
        order by l.partner collate \"C\", l.form collate \"C\", l.test,
            d.connector collate \"C\" nulls first, d.state collate \"C\" nulls first",
    );
    let rows = query.build().fetch_all(connection).await?;
    rows.iter().map(read).collect()
}

fn read(row: &PgRow) -> Result<Tally, Error> {
    let state: Option<&str> = row.try_get("state")?;
    Ok(Tally {
        partner: row.try_get("partner")?,
        form: row.try_get("form")?,
        test: row.try_get("test")?,
        connector: row.try_get("connector")?,
        state: state.map(known).transpose()?,
        count: number(row, "count")?,
        duplicates: number(row, "duplicates")?,
    })
}

fn known(state: &str) -> Result<DeliveryState, Error> {
    (state.parse()).map_err(|unknown: UnknownState| Error::Decode(unknown.into()))
}

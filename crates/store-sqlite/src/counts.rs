//! The deliveries counted, by state and as a whole.

use leadgate_store::{Counts, DeliveryState, LeadFilter, Tally};
use rusqlite::{Connection, Error, Row};

use crate::filter;
use crate::known::Known;
use crate::query::Query;

pub(crate) fn counts(connection: &Connection) -> Result<Counts, Error> {
    // One statement sees one moment. What was created is counted apart: a row that went missing makes
    // the two halves disagree, also when all are missing.
    let mut count = connection.prepare_cached(
        "select totals.deliveries_created, states.state, states.deliveries
        from totals
        left join (
            select state, count(*) as deliveries
            from deliveries
            group by state
        ) states on true",
    )?;
    let mut rows = count.query([])?;
    let mut counts = Counts::default();
    while let Some(row) = rows.next()? {
        counts.created = number(row, 0)?;
        if let Some(Known(state)) = row.get(1)? {
            counts.set(state, number(row, 2)?);
        }
    }
    Ok(counts)
}

pub(crate) fn tally(connection: &Connection, filter: &LeadFilter) -> Result<Vec<Tally>, Error> {
    let mut query = Query::new(
        "select l.partner, l.form, l.test, d.connector, d.state,
            count(*), count(l.duplicate_of)
        from leads l
        left join deliveries d on d.id between l.seq << 10 and l.seq << 10 | 1023
        where true",
    );
    filter::of_leads(&mut query, filter);
    filter::of_deliveries(&mut query, filter.state, filter.connector.as_deref());
    query.push(
        " group by l.partner, l.form, l.test, d.connector, d.state
        order by l.partner, l.form, l.test, d.connector, d.state",
    );
    query.all(connection, read)
}

fn read(row: &Row<'_>) -> Result<Tally, Error> {
    let state: Option<Known<DeliveryState>> = row.get(4)?;
    Ok(Tally {
        partner: row.get(0)?,
        form: row.get(1)?,
        test: row.get(2)?,
        connector: row.get(3)?,
        state: state.map(|Known(state)| state),
        count: number(row, 5)?,
        duplicates: number(row, 6)?,
    })
}

fn number(row: &Row<'_>, column: usize) -> Result<u64, Error> {
    let number: i64 = row.get(column)?;
    u64::try_from(number).map_err(|_| Error::IntegralValueOutOfRange(column, number))
}

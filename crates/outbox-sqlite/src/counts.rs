//! The deliveries counted, by state and as a whole.

use leadgate_outbox::{Counts, DeliveryState, UnknownState};
use sqlx::sqlite::SqlitePool;
use sqlx::{Error, Row};

pub(crate) async fn counts(readers: &SqlitePool) -> Result<Counts, Error> {
    // One statement sees one moment. What was created comes from SQLite's own counter of ids,
    // which goes back with a transaction that is undone and never skips: a row that went missing
    // makes the two halves disagree. Without a delivery there is neither counter nor state.
    let rows = sqlx::query(
        "select state, count(*) as deliveries,
            (select seq from sqlite_sequence where name = 'deliveries') as created
        from deliveries
        group by state",
    )
    .fetch_all(readers)
    .await?;
    let mut counts = Counts::default();
    for row in rows {
        let state: &str = row.try_get("state")?;
        let state: DeliveryState =
            (state.parse()).map_err(|unknown: UnknownState| Error::Decode(unknown.into()))?;
        counts.set(state, row.try_get("deliveries")?);
        counts.created = row.try_get("created")?;
    }
    Ok(counts)
}

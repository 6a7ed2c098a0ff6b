//! The deliveries counted, by state and as a whole.

use leadgate_outbox::{Counts, DeliveryState};
use sqlx::Error;
use sqlx::postgres::PgConnection;

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

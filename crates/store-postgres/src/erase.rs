//! The end of personal data: out of the rows, then out of the files.

use leadgate_store::{DeliveryState, Erased, Erasure, SKIPPED_AS_ERASED, Scrub, StoreError};
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{ConnectOptions as _, Connection as _, Error, QueryBuilder, Row as _};

use crate::error::store_error;
use crate::filter;
use crate::settings::for_maintenance;

pub(crate) async fn erase(
    connection: &mut PgConnection,
    leads: &[Erasure],
    unless: &[DeliveryState],
    now_ms: i64,
) -> Result<Erased, Error> {
    let mut transaction = connection.begin().await?;
    hold_still(&mut transaction, leads).await?;
    let mut erased = Erased::default();
    for erasure in leads {
        let Some(seq) = erase_lead(&mut transaction, erasure, unless, now_ms).await? else {
            continue;
        };
        sqlx::query(
            "delete from blind_indexes
            where lead_seq = $1",
        )
        .bind(seq)
        .execute(&mut *transaction)
        .await?;
        let skipped = sqlx::query(
            "update deliveries
            set state = 'skipped',
                reason = $1,
                worker = null,
                due_at_ms = $2,
                finished_at_ms = $2
            where lead_seq = $3
              and state in ('pending', 'quarantined', 'dead')",
        )
        .bind(SKIPPED_AS_ERASED)
        .bind(now_ms)
        .bind(seq)
        .execute(&mut *transaction)
        .await?;
        erased = erased.and(Erased {
            leads: 1,
            skipped: skipped.rows_affected(),
        });
    }
    transaction.commit().await?;
    Ok(erased)
}

/// Locks all deliveries of these leads: a state that is looked at next stays as it is.
async fn hold_still(connection: &mut PgConnection, leads: &[Erasure]) -> Result<(), Error> {
    let ids: Vec<&str> = leads.iter().map(|erasure| &*erasure.lead_id).collect();
    sqlx::query(
        "select d.id
        from deliveries d
        join leads l on l.seq = d.lead_seq
        where l.id = any($1)
        order by d.id
        for update of d",
    )
    .bind(ids)
    .execute(connection)
    .await?;
    Ok(())
}

/// Empties a lead's record, and says which it is; `None` if it is to be passed over.
async fn erase_lead(
    connection: &mut PgConnection,
    erasure: &Erasure,
    unless: &[DeliveryState],
    now_ms: i64,
) -> Result<Option<i64>, Error> {
    let mut query = QueryBuilder::new(
        "update leads
        set payload = null,
            fingerprint = '',
            erased_at_ms = ",
    );
    query.push_bind(now_ms);
    query.push(", kept = ").push_bind(&erasure.kept);
    query.push(" where id = ").push_bind(&erasure.lead_id);
    query.push(
        " and erased_at_ms is null
        and not exists (
            select 1
            from deliveries
            where lead_seq = leads.seq
              and state",
    );
    filter::states(&mut query, unless);
    query.push(") returning seq");
    let row = query.build().fetch_optional(connection).await?;
    row.map(|row| row.try_get("seq")).transpose()
}

/// An erased row is a new version of the row; the old one goes with a vacuum. That frees its place
/// without overwriting it, so only files that are written anew are without it for certain. What the
/// server has archived or replicated is not reached from here.
pub(crate) async fn scrub(settings: &PgConnectOptions, how: Scrub) -> Result<(), StoreError> {
    let vacuum = match how {
        Scrub::InPlace => "vacuum leads, blind_indexes",
        Scrub::Rewriting => "vacuum full leads, blind_indexes",
    };
    // On a connection of its own, which may take its time.
    let connected = for_maintenance(settings.clone()).connect().await;
    let mut connection = connected.map_err(store_error)?;
    // Whoever waits for a table's lock makes every lead wait behind it.
    for statement in ["set lock_timeout = '1s'", vacuum] {
        let done = sqlx::raw_sql(statement).execute(&mut connection).await;
        done.map_err(store_error)?;
    }
    let _ = connection.close().await;
    Ok(())
}

//! A write that proves that a lead could be written.

use sqlx::Error;
use sqlx::postgres::PgConnection;

pub(crate) async fn write(connection: &mut PgConnection) -> Result<(), Error> {
    sqlx::query(
        "update probe
        set writes = writes + 1",
    )
    .execute(connection)
    .await?;
    Ok(())
}

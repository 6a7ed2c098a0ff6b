//! A write that proves that a lead could be written.

use sqlx::Error;
use sqlx::sqlite::SqliteConnection;

pub(crate) async fn write(connection: &mut SqliteConnection) -> Result<(), Error> {
    sqlx::query(
        "update probe
        set writes = writes + 1",
    )
    .execute(connection)
    .await?;
    Ok(())
}

//! A write that proves that a lead could be written: as large as one, with a page of each table and
//! index that a lead changes.

use sqlx::Error;
use sqlx::sqlite::SqliteConnection;

pub(crate) async fn write(connection: &mut SqliteConnection) -> Result<(), Error> {
    sqlx::query(
        "update probe
        set writes = writes + 1,
            filler = zeroblob(65536)",
    )
    .execute(connection)
    .await?;
    Ok(())
}

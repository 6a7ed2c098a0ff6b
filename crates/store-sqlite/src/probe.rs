//! A write that proves that a lead could be written: as large as one, with a page of each table and
//! index that a lead changes.

use rusqlite::{Connection, Error};

pub(crate) fn write(connection: &Connection) -> Result<(), Error> {
    connection
        .prepare_cached(
            "update probe
            set writes = writes + 1,
                filler = zeroblob(65536)",
        )?
        .execute([])?;
    Ok(())
}

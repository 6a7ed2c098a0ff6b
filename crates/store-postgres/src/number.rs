//! Numbers that are never negative: PostgreSQL has no type for them.

use sqlx::postgres::PgRow;
use sqlx::{Error, Row as _};

/// A column of type `bigint` as one of our numbers.
pub(crate) fn number<Number>(row: &PgRow, column: &str) -> Result<Number, Error>
where
    Number: TryFrom<i64>,
{
    let stored: i64 = row.try_get(column)?;
    Number::try_from(stored).map_err(|_| Error::ColumnDecode {
        index: column.to_owned(),
        source: "out of range".into(),
    })
}

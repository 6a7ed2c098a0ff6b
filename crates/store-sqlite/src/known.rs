//! Names of a closed list, as a column holds them.

use leadgate_store::{BlindIndexKind, DeliveryState};
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ValueRef};

/// A value that is written by its name. One that is not known makes the row unreadable.
pub(crate) struct Known<T>(pub(crate) T);

impl FromSql for Known<DeliveryState> {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let state = value.as_str()?.parse();
        state.map(Self).map_err(FromSqlError::other)
    }
}

impl FromSql for Known<BlindIndexKind> {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let name = value.as_str()?;
        let known = BlindIndexKind::ALL
            .into_iter()
            .find(|it| it.as_str() == name);
        known.map(Self).ok_or(FromSqlError::InvalidType)
    }
}

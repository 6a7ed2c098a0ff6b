//! Turns the driver's errors into the store's, in words that hold no value from any row.

use leadgate_store::StoreError;
use rusqlite::Error;

/// `SQLite`'s primary result codes that somebody decides on
/// (<https://www.sqlite.org/rescode.html>).
mod code {
    pub(super) const PERM: i32 = 3;
    pub(super) const BUSY: i32 = 5;
    pub(super) const LOCKED: i32 = 6;
    pub(super) const READONLY: i32 = 8;
    pub(super) const IOERR: i32 = 10;
    pub(super) const CORRUPT: i32 = 11;
    pub(super) const FULL: i32 = 13;
    pub(super) const CANTOPEN: i32 = 14;
    pub(super) const CONSTRAINT: i32 = 19;
    pub(super) const NOTADB: i32 = 26;
}

pub(crate) fn store_error(error: Error) -> StoreError {
    match error {
        Error::SqliteFailure(error, _) => from_result_code(error.extended_code),
        Error::FromSqlConversionFailure(column, ..)
        | Error::IntegralValueOutOfRange(column, _)
        | Error::Utf8Error(column, _) => {
            StoreError::Corrupt(format!("column {column} holds something unexpected"))
        }
        Error::InvalidColumnType(column, ..) => {
            StoreError::Corrupt(format!("column {column} holds a value of another type"))
        }
        Error::QueryReturnedNoRows => StoreError::Corrupt("a row is missing".into()),
        // What is left means that a query does not fit its table; the driver names types and
        // columns there, but only as text, so it is not passed on.
        _ => StoreError::Unavailable("the driver refused a query".into()),
    }
}

/// What a call is told after the store was closed.
pub(crate) fn closed() -> StoreError {
    StoreError::Unavailable("it was closed".into())
}

fn from_result_code(extended: i32) -> StoreError {
    let unavailable =
        |what: &str| StoreError::Unavailable(format!("{what} (SQLite result code {extended})"));
    let corrupt =
        |what: &str| StoreError::Corrupt(format!("{what} (SQLite result code {extended})"));
    // The low byte is the primary code, the rest tells it apart further.
    match extended & 0xff {
        code::BUSY | code::LOCKED => StoreError::Busy,
        code::FULL => StoreError::Full,
        code::CORRUPT => corrupt("the file is malformed"),
        code::NOTADB => corrupt("the file is not a database"),
        code::CONSTRAINT => corrupt("a row breaks a rule of the schema"),
        code::CANTOPEN => unavailable("the file cannot be opened"),
        code::READONLY => unavailable("the file cannot be written"),
        code::PERM => unavailable("access is denied"),
        code::IOERR => unavailable("the disk failed"),
        _ => unavailable("SQLite refused"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn result_codes_are_told_apart_by_what_to_do_about_them() {
        assert_eq!(from_result_code(5), StoreError::Busy);
        assert_eq!(from_result_code(517), StoreError::Busy, "BUSY_SNAPSHOT");
        assert_eq!(from_result_code(13), StoreError::Full);
        for broken in [11, 26, 267, 1555] {
            let error = from_result_code(broken);
            assert!(matches!(error, StoreError::Corrupt(_)), "{broken}");
        }
        for out_of_reach in [-1, 1, 8, 10, 14, 778, 1032] {
            let error = from_result_code(out_of_reach);
            assert!(
                matches!(error, StoreError::Unavailable(_)),
                "{out_of_reach}"
            );
        }
    }

    #[test]
    fn a_value_that_does_not_fit_is_named_by_its_column_alone() {
        let connection = rusqlite::Connection::open_in_memory().unwrap();
        let number = connection.query_row("select 'An Peeters'", [], |row| row.get::<_, i64>(0));
        let error = store_error(number.unwrap_err()).to_string();
        assert!(error.contains("column 0"), "{error}");
        assert!(!error.contains("Peeters"), "{error}");
    }
}

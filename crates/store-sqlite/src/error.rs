//! Turns the driver's errors into the store's, in words that hold no value from any row.

use std::io::ErrorKind;

use leadgate_store::StoreError;
use sqlx::error::{DatabaseError, Error};

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
        Error::Database(error) => result_code(&*error),
        Error::PoolTimedOut => StoreError::Busy,
        Error::PoolClosed => StoreError::Unavailable("it was closed".into()),
        Error::WorkerCrashed => StoreError::Unavailable("a connection broke down".into()),
        Error::Io(error) => match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => StoreError::Full,
            kind => StoreError::Unavailable(format!("input or output failed: {kind}")),
        },
        Error::Configuration(_) => StoreError::Unavailable("the URL cannot be read".into()),
        Error::ColumnDecode { index, .. } => {
            StoreError::Corrupt(format!("column {index} holds something unexpected"))
        }
        Error::Decode(_) => StoreError::Corrupt("a value is not one of those known".into()),
        // What is left means that a query does not fit its table; the driver names types and
        // columns there, but only as text, so it is not passed on.
        _ => StoreError::Unavailable("the driver refused a query".into()),
    }
}

fn result_code(error: &dyn DatabaseError) -> StoreError {
    let extended: i32 = error.code().and_then(|it| it.parse().ok()).unwrap_or(-1);
    from_result_code(extended)
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
}

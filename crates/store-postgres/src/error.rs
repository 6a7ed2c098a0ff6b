//! Turns the driver's errors into the store's, in words that hold no value from any row: the
//! server's own texts quote values and are never passed on.

use std::io::ErrorKind;

use leadgate_store::StoreError;
use sqlx::error::Error;

pub(crate) fn store_error(error: Error) -> StoreError {
    match error {
        Error::Database(error) => from_sqlstate(error.code().as_deref().unwrap_or_default()),
        // All connections are taken, or none can be made.
        Error::PoolTimedOut => StoreError::Busy,
        Error::PoolClosed => unavailable("it was closed"),
        Error::WorkerCrashed | Error::Protocol(_) => unavailable("a connection broke down"),
        Error::Io(error) => match error.kind() {
            ErrorKind::NotFound => unavailable("no server listens at its address"),
            kind => StoreError::Unavailable(format!("the connection failed: {kind}")),
        },
        Error::Tls(_) => unavailable("no trusted TLS connection could be made"),
        Error::Configuration(_) | Error::InvalidArgument(_) => {
            unavailable("the URL cannot be read")
        }
        Error::ColumnDecode { index, .. } => {
            StoreError::Corrupt(format!("column {index} holds something unexpected"))
        }
        Error::Decode(_) => StoreError::Corrupt("a value is not one of those known".into()),
        // What is left means that a query does not fit its table.
        _ => unavailable("the driver refused a query"),
    }
}

/// The server did not answer in time. What was asked of it is done wholly or not at all.
pub(crate) fn no_answer() -> StoreError {
    unavailable("the server does not answer")
}

pub(crate) fn unavailable(what: &str) -> StoreError {
    StoreError::Unavailable(what.to_owned())
}

/// Decides by the server's code (<https://www.postgresql.org/docs/current/errcodes-appendix.html>):
/// its first two characters are the class, and where the class does not say enough, all five count.
fn from_sqlstate(code: &str) -> StoreError {
    let unavailable = |what: &str| StoreError::Unavailable(format!("{what} (SQLSTATE {code})"));
    let corrupt = |what: &str| StoreError::Corrupt(format!("{what} (SQLSTATE {code})"));
    match code {
        // Too many connections; a statement or a lock that took too long.
        "53300" | "57014" | "55P03" => return StoreError::Busy,
        "53100" => return StoreError::Full,
        "25006" => return unavailable("the server only reads: it is a standby"),
        "3D000" => return unavailable("there is no such database"),
        "42501" => return unavailable("the user may not do that"),
        _ => {}
    }
    match code.get(..2).unwrap_or_default() {
        "08" => unavailable("the connection broke down"),
        "22" => unavailable("the server cannot hold a value"),
        "23" => corrupt("a row breaks a rule of the schema"),
        "25" => unavailable("the server ended a transaction that took too long"),
        "28" => unavailable("the server refuses this user or password"),
        // Two that waited for each other; one of them was undone.
        "40" => StoreError::Busy,
        "42" => unavailable("a table is not as this version knows it"),
        "57" => unavailable("the server is stopping or starting"),
        "58" => unavailable("the server's disk failed"),
        "XX" => corrupt("the server found damage"),
        _ => unavailable("the server refused"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_told_apart_by_what_to_do_about_them() {
        for passing in ["40001", "40P01", "53300", "55P03", "57014"] {
            assert_eq!(from_sqlstate(passing), StoreError::Busy, "{passing}");
        }
        assert_eq!(from_sqlstate("53100"), StoreError::Full);
        for broken in ["23505", "23514", "XX001", "XX002"] {
            let error = from_sqlstate(broken);
            assert!(matches!(error, StoreError::Corrupt(_)), "{broken}");
        }
        for out_of_reach in [
            "", "?", "08006", "25006", "28P01", "3D000", "42P01", "57P01", "57P03",
        ] {
            let error = from_sqlstate(out_of_reach);
            assert!(
                matches!(error, StoreError::Unavailable(_)),
                "{out_of_reach}"
            );
        }
    }
}

//! What a URL says, and what every connection is set to, whatever the URL says.

use std::str::FromStr as _;
use std::time::Duration;

use leadgate_store::StoreError;
use sqlx::ConnectOptions as _;
use sqlx::postgres::PgConnectOptions;
use url::Url;

use crate::error::{store_error, unavailable};

/// How long a statement may take on the server. Those of a proxy take milliseconds; a look at
/// millions of leads takes seconds.
const STATEMENT_MAX: Duration = Duration::from_secs(15);

/// How long a statement waits for a lock. Shorter than a visitor's patience.
const LOCK_MAX: Duration = Duration::from_secs(5);

/// How long the server keeps the locks of a proxy that fell silent in the middle of a transaction.
const SILENCE_MAX: Duration = Duration::from_secs(15);

/// How long maintenance waits for others: a proxy that is migrating the database, say.
const MAINTENANCE_LOCK_MAX: Duration = Duration::from_secs(120);

/// The parameters that a URL may have: those of libpq that the driver knows.
const PARAMETERS: [&str; 13] = [
    "application_name",
    "dbname",
    "host",
    "hostaddr",
    "options",
    "password",
    "port",
    "sslcert",
    "sslkey",
    "sslmode",
    "sslrootcert",
    "statement-cache-capacity",
    "user",
];

/// Reads a URL into what every connection is set to.
///
/// # Errors
///
/// [`StoreError::Unavailable`] with what is wrong, without a word of the URL: it may hold a
/// password.
pub(crate) fn settings(url: &str) -> Result<PgConnectOptions, StoreError> {
    let parsed = Url::parse(url).map_err(|_| malformed())?;
    if !matches!(parsed.scheme(), "postgres" | "postgresql") {
        return Err(malformed());
    }
    for (parameter, _) in parsed.query_pairs() {
        let known = PARAMETERS.contains(&&*parameter) || parameter.starts_with("options[");
        if !known {
            // The driver would pass over it, and an `sslmod=require` would connect without TLS.
            let known = PARAMETERS.join(", ");
            let sentence = format!("the URL has a parameter that is none of {known}");
            return Err(StoreError::Unavailable(sentence));
        }
    }
    let options = PgConnectOptions::from_str(url).map_err(store_error)?;
    if options.get_database().is_none() {
        return Err(unavailable(
            "the URL has to name the database, such as postgres://user@host/leadgate",
        ));
    }
    let options = match options.get_application_name() {
        Some(_) => options,
        None => options.application_name("leadgate"),
    };
    // The last word: these go over what the URL, the database or the user's role says.
    let insisted = [
        // An answer is given after the commit is on disk.
        ("synchronous_commit", "on".to_owned()),
        // A statement sees what was committed before it, which the steps count on.
        ("default_transaction_isolation", "read committed".to_owned()),
        ("statement_timeout", millis(STATEMENT_MAX)),
        ("lock_timeout", millis(LOCK_MAX)),
        ("idle_in_transaction_session_timeout", millis(SILENCE_MAX)),
        // Else the log says at each start that tables are there already.
        ("client_min_messages", "warning".to_owned()),
    ];
    Ok(options.options(insisted).disable_statement_logging())
}

/// The same for migrating and tidying up, which may take their time.
pub(crate) fn for_maintenance(settings: PgConnectOptions) -> PgConnectOptions {
    settings.options([
        ("statement_timeout", millis(Duration::ZERO)),
        ("lock_timeout", millis(MAINTENANCE_LOCK_MAX)),
    ])
}

fn malformed() -> StoreError {
    unavailable("the URL has to be like postgres://user:password@host:5432/leadgate")
}

fn millis(duration: Duration) -> String {
    duration.as_millis().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_that_names_a_database_is_accepted() {
        for url in [
            "postgres://localhost/leadgate",
            "postgresql://proxy:secret@db.example:5433/leadgate?sslmode=verify-full",
            "postgres:///leadgate?host=/var/run/postgresql&user=proxy",
            "postgres://proxy@%2Fvar%2Frun%2Fpostgresql/leadgate",
            "postgres://db.example?dbname=leadgate&options[search_path]=leads",
        ] {
            let settings = settings(url).unwrap();
            assert_eq!(settings.get_database(), Some("leadgate"), "{url}");
        }
    }

    #[test]
    fn a_url_that_cannot_be_meant_is_refused_without_being_repeated() {
        for url in [
            "sqlite:leadgate.db",
            "postgres",
            "",
            "postgres://proxy:s3cret@db.example/leadgate?sslmod=require",
            "postgres://proxy:s3cret@db.example/leadgate?sslmode=s3cret",
            "postgres://proxy:s3cret@db.example:s3cret/leadgate",
        ] {
            let refused = settings(url).unwrap_err();
            assert!(matches!(refused, StoreError::Unavailable(_)), "{url}");
            assert!(!refused.to_string().contains("s3cret"), "{refused}");
        }
    }

    #[test]
    fn what_is_insisted_on_comes_after_what_the_url_says() {
        let url = "postgres://db.example/leadgate?options[synchronous_commit]=off";
        let settings = settings(url).unwrap();
        let options = settings.get_options().unwrap_or_default();
        let (off, on) = (
            options.find("synchronous_commit=off"),
            options.find("synchronous_commit=on"),
        );
        assert!(off.is_some() && off < on, "{options}");
    }
}

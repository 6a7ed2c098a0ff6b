//! Where the store is: an address that may hold a password, and prints without it.

use std::fmt;

use serde::{Deserialize, Deserializer};
use url::Url;

use super::Secret;

/// The store's URL.
#[derive(Clone, PartialEq, Eq)]
pub struct StoreUrl(Secret);

impl StoreUrl {
    /// The URL with its password, for whoever opens the store.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose()
    }
}

impl From<String> for StoreUrl {
    fn from(url: String) -> Self {
        Self(url.into())
    }
}

impl<'de> Deserialize<'de> for StoreUrl {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Secret::deserialize(deserializer).map(Self)
    }
}

impl fmt::Display for StoreUrl {
    /// Without a password, and without anything of an address that cannot be read.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let url = self.expose();
        if url.starts_with("sqlite:") {
            return f.write_str(url);
        }
        match Url::parse(url) {
            Ok(url) => f.write_str(without_password(url).as_str()),
            Err(_) => f.write_str("***"),
        }
    }
}

impl fmt::Debug for StoreUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{self}\"")
    }
}

/// Hides the password, before the host or among the parameters.
fn without_password(mut url: Url) -> Url {
    if url.password().is_some() {
        // Refused only where there is no host, and then there is no password.
        let _ = url.set_password(Some("***"));
    }
    if url.query_pairs().any(|(name, _)| name == "password") {
        let parameters: Vec<(String, String)> = url
            .query_pairs()
            .map(|(name, value)| match &*name {
                "password" => (name.into_owned(), "***".to_owned()),
                _ => (name.into_owned(), value.into_owned()),
            })
            .collect();
        url.query_pairs_mut().clear().extend_pairs(parameters);
    }
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_never_prints() {
        for (url, printed) in [
            ("sqlite:leadgate.db", "sqlite:leadgate.db"),
            (
                "postgres://proxy@db.example/leads?sslmode=require",
                "postgres://proxy@db.example/leads?sslmode=require",
            ),
            (
                "postgres://proxy:s3cret@db.example:5433/leads",
                "postgres://proxy:***@db.example:5433/leads",
            ),
            (
                "postgres:///leads?host=/run/postgresql&password=s3cret",
                "postgres:///leads?host=%2Frun%2Fpostgresql&password=***",
            ),
            ("postgres://proxy:s3cret@db.example:x/leads", "***"),
        ] {
            let url = StoreUrl::from(url.to_owned());
            assert_eq!(url.to_string(), printed);
            assert_eq!(format!("{url:?}"), format!("\"{printed}\""));
        }
    }
}

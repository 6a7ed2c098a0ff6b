//! A secret from the configuration: prints as nothing, leaves memory when dropped.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Deserializer};

/// A setting that is never printed.
#[derive(Clone, Default)]
pub struct Secret(SecretString);

impl Secret {
    /// Whether it was left out.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.expose().is_empty()
    }

    /// Shows the secret to whoever checks it.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }

    /// Hands the secret to whoever sends it.
    #[must_use]
    pub fn into_inner(self) -> SecretString {
        self.0
    }
}

/// For whoever asks whether a setting has changed, not whether somebody knows a secret: it may take
/// longer the more is the same.
impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        self.expose() == other.expose()
    }
}

impl Eq for Secret {}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(SecretString::from(text))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.is_empty() { "(empty)" } else { "***" })
    }
}

impl<'de> Deserialize<'de> for Secret {
    /// Numbers are taken too: the environment's values are guessed to be what they look like.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum TextOrNumber {
            Text(String),
            Number(i64),
        }
        Ok(match TextOrNumber::deserialize(deserializer) {
            Ok(TextOrNumber::Text(text)) => text.into(),
            Ok(TextOrNumber::Number(number)) => number.to_string().into(),
            // The parser's own message would show the value.
            Err(_) => return Err(serde::de::Error::custom("must be text")),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_never_prints() {
        let secret = Secret::from("s3cret".to_owned());
        assert_eq!(format!("{secret:?}"), "***");
    }
}

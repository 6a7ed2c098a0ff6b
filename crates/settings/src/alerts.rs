//! Alerting: who is told of leads that do not arrive, and how.

use std::path::PathBuf;

use serde::Deserialize;

use super::Secret;

/// Who is told of leads that do not arrive.
#[derive(Clone, PartialEq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Alerts {
    /// How long a visitor's lead may wait before somebody is told.
    pub after_seconds: u64,
    /// The shortest time between two messages.
    pub every_seconds: u64,
    /// Whether what the visitor typed goes along.
    pub personal_data: bool,
    /// Where alerts are posted to; empty for nowhere. Chat programs' addresses are secrets.
    #[serde(default)]
    pub webhook: Secret,
    /// The same, in a file.
    #[serde(default)]
    pub webhook_file: Option<PathBuf>,
    /// What the webhook's messages are signed with; empty for no signature.
    #[serde(default)]
    pub secret: Secret,
    /// The same, in a file.
    #[serde(default)]
    pub secret_file: Option<PathBuf>,
    /// Where alerts are mailed through.
    #[serde(default)]
    pub smtp: Option<Smtp>,
}

/// A mail server, and who writes to whom.
#[derive(Clone, PartialEq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Smtp {
    /// `smtps://user:password@host`; a secret because of the password.
    #[serde(default)]
    pub url: Secret,
    /// The same, in a file.
    #[serde(default)]
    pub url_file: Option<PathBuf>,
    /// Who writes.
    pub from: String,
    /// Who is written to.
    pub to: Vec<String>,
}

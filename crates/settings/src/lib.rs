//! The settings: compiled-in defaults, then a file, then the environment. Everything is checked
//! before the server starts; a wrong setting is named with what to do.

mod alerts;
mod allowed_origin;
mod browser_version;
mod check;
mod connector;
mod duplicates;
mod host;
mod load;
mod partner_form;
mod place;
mod reload;
mod retention;
mod secret;
mod store_url;
mod wait;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::PathBuf;

use serde::Deserialize;

pub use alerts::{Alerts, Smtp};
pub use allowed_origin::{is_allowed_origin, own_origin};
pub use browser_version::{BrowserVersion, NO_BROWSER_VERSION};
pub use check::{ConfigError, check};
pub use connector::{Codes, Connector, ConnectorKind, Dialect};
pub use duplicates::{Duplicates, OfDuplicates};
pub use host::host;
pub use load::{Sources, load};
pub use partner_form::{FormConfig, NotOffered, PartnerForm, consent_text};
pub use reload::{Reloaded, reload};
pub use retention::Retention;
pub use secret::Secret;
pub use store_url::StoreUrl;
pub use wait::Wait;

use leadgate_encryption::{KeyError, Keyring};

/// All settings, as written.
#[derive(Clone, PartialEq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Where the proxy listens and how it is reached.
    pub server: Server,
    /// Who calls.
    pub company: Company,
    /// When somebody is there to call.
    pub calls: Calls,
    /// Where leads are stored.
    pub store: StoreSettings,
    /// How deliveries are worked through.
    pub delivery: Delivery,
    /// Who is told of leads that do not arrive.
    pub alerts: Alerts,
    /// When a person's second lead is a duplicate.
    pub duplicates: Duplicates,
    /// How long personal data is kept.
    pub retention: Retention,
    /// How the proxy logs.
    pub log: Log,
    /// What is asked in each form, by its name.
    #[serde(default)]
    pub forms: BTreeMap<String, Fields>,
    /// The consents by purpose.
    #[serde(default)]
    pub consents: BTreeMap<String, Consent>,
    /// Where leads go, by name.
    #[serde(default)]
    pub connectors: BTreeMap<String, Connector>,
    /// Whose pages may hold the form, by public key.
    #[serde(default)]
    pub partners: BTreeMap<String, Partner>,
}

/// Where the proxy listens and how it is reached.
#[derive(Clone, PartialEq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Server {
    /// The address to listen on.
    pub listen: SocketAddr,
    /// The proxy as visitors reach it, without a slash at the end.
    pub public_url: String,
    /// Browser versions that are still served, a folder for each; empty for none.
    pub assets_dir: PathBuf,
    /// Which browser version visitors get.
    #[serde(default)]
    pub browser_version: BrowserVersion,
    /// The largest body of a request.
    pub body_limit_bytes: usize,
    /// How long a shutdown waits for requests under way.
    pub shutdown_seconds: u64,
}

/// Who calls.
#[derive(Clone, PartialEq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Company {
    /// As the form says it.
    pub name: String,
    /// The way out when sending fails; empty for none.
    pub phone: String,
    /// Where the handling of personal data is explained; empty for none.
    pub privacy_url: String,
}

/// When somebody is there to call.
#[derive(Clone, PartialEq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calls {
    /// In the words of [`leadgate_rules::time::OpeningHours`].
    pub opening_hours: String,
}

/// Where leads are stored.
#[derive(Clone, PartialEq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoreSettings {
    /// `sqlite:FILE` or `postgres://…`.
    pub url: StoreUrl,
    /// The same, in a file.
    #[serde(default)]
    pub url_file: Option<PathBuf>,
    /// The keys that personal data is encrypted with ([`leadgate_encryption`]), the one that encrypts first;
    /// none: it is not encrypted.
    #[serde(default)]
    pub encryption_keys: Option<Secret>,
    /// The same, in a file.
    #[serde(default)]
    pub encryption_keys_file: Option<PathBuf>,
}

impl StoreSettings {
    /// The keys that personal data is encrypted with; an empty keyring if it is not.
    ///
    /// # Errors
    /// The first key that is none, by its place. Never for settings that were checked.
    pub fn keyring(&self) -> Result<Keyring, KeyError> {
        let keys = self.encryption_keys.as_ref();
        keys.map_or_else(
            || Ok(Keyring::default()),
            |keys| Keyring::parse(keys.expose()),
        )
    }
}

/// How deliveries are worked through.
#[derive(Clone, PartialEq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Delivery {
    /// How long a claimed delivery is held.
    pub lease_seconds: u64,
    /// Entry n is the wait before attempt n.
    pub schedule: Vec<Wait>,
    /// Attempts at the same time, for each connector that does not say otherwise.
    pub concurrency: usize,
    /// How many failures in a row mean that a CRM is down.
    pub breaker_failures: u32,
    /// The longest time between two probes of a CRM that is down or refuses our credentials.
    pub probe_seconds: u64,
}

/// How the proxy logs.
#[derive(Clone, PartialEq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Log {
    /// For people or for machines.
    pub format: LogFormat,
    /// As in `RUST_LOG`.
    pub filter: String,
}

/// For people or for machines.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// Lines for people.
    Text,
    /// One JSON object a line.
    Json,
}

/// What is asked in a form.
#[derive(Clone, PartialEq, Default, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fields {
    /// The fields that the form has only where this names them.
    #[serde(default)]
    pub ask: Vec<String>,
}

/// One purpose that a visitor may agree to.
#[derive(Clone, PartialEq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Consent {
    /// Whether a form can be sent only with the box ticked.
    #[serde(default)]
    pub required: bool,
    /// The forms that ask for it.
    pub forms: Vec<String>,
    /// The version that is shown today.
    pub current: String,
    /// Every version that a pasted form may still show: language tag to sentence.
    pub texts: BTreeMap<String, BTreeMap<String, String>>,
}

/// Whose pages may hold the form.
#[derive(Clone, PartialEq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Partner {
    /// The origins of the partner's pages, exactly as browsers send them.
    pub origins: Vec<String>,
    /// Whether the partner is only trying things out: its leads are stored, marked and shown, and
    /// never delivered.
    #[serde(default)]
    pub test: bool,
    /// The partner's number at the CRM.
    pub affiliate_id: Option<i64>,
    /// The hosts that a click-out may lead to: names as a browser writes them, without scheme, port or star.
    #[serde(default)]
    pub click_out_hosts: Vec<String>,
    /// The forms in which nothing about the person is asked.
    #[serde(default)]
    pub anonymous: Vec<String>,
    /// The forms that the partner may use, and where each one's leads go.
    pub forms: BTreeMap<String, Vec<String>>,
}

//! Where leads go: a CRM, its credentials, and what it expects of leads.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::Deserialize;

use super::{OfDuplicates, Secret};

/// Where leads go.
#[derive(Clone, PartialEq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Connector {
    /// Which CRM.
    pub kind: ConnectorKind,
    /// The CRM's address.
    #[serde(default)]
    pub url: String,
    /// The id of the credentials.
    #[serde(default)]
    pub id: Secret,
    /// The same, in a file.
    #[serde(default)]
    pub id_file: Option<PathBuf>,
    /// The key of the credentials.
    #[serde(default)]
    pub key: Secret,
    /// The same, in a file.
    #[serde(default)]
    pub key_file: Option<PathBuf>,
    /// The longest that one attempt takes.
    #[serde(default = "default_timeout_seconds")]
    pub timeout_seconds: u64,
    /// Attempts at the same time; where it says nothing, `delivery.concurrency`.
    #[serde(default)]
    pub concurrency: Option<usize>,
    /// The most attempts that begin in a second; no limit where it says nothing.
    #[serde(default)]
    pub per_second: Option<f64>,
    /// Whether our id is written at the end of the remarks.
    #[serde(default = "default_remarks_id")]
    pub remarks_id: bool,
    /// Whether the CRM gets duplicates.
    #[serde(default)]
    pub duplicates: OfDuplicates,
    /// Which of its documents the CRM follows.
    #[serde(default)]
    pub dialect: Dialect,
    /// The CRM's codes, where they are not the form's.
    #[serde(default)]
    pub codes: Codes,
}

/// Which CRM.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ConnectorKind {
    /// Econtract.
    Econtract,
}

/// Which of the CRM's documents holds.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Dialect {
    /// The newer one.
    #[default]
    Current,
    /// The older one, which has no insurance leads.
    Older,
}

/// The CRM's codes. A form's code that is not named stands for itself.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Codes {
    /// The gender of leads that have none.
    pub gender: Option<u32>,
    /// The segment of leads that have none.
    pub segment: Option<u32>,
    /// The form's genders.
    pub genders: BTreeMap<String, u32>,
    /// The form's segments.
    pub segments: BTreeMap<String, u32>,
    /// The form's building types.
    pub building_types: BTreeMap<String, u32>,
    /// Whether the language goes with the leads whose example lacks it.
    pub send_language: bool,
    /// The languages that the CRM knows.
    pub languages: Vec<String>,
    /// What stands for every other language.
    pub default_language: String,
}

impl Default for Codes {
    fn default() -> Self {
        Self {
            gender: None,
            segment: None,
            genders: BTreeMap::new(),
            segments: BTreeMap::new(),
            building_types: BTreeMap::new(),
            send_language: false,
            languages: vec!["nl".to_owned(), "fr".to_owned()],
            default_language: "nl".to_owned(),
        }
    }
}

impl Connector {
    /// A connector of which nothing but the kind is said.
    pub(super) fn new(kind: ConnectorKind) -> Self {
        Self {
            kind,
            url: String::new(),
            id: Secret::default(),
            id_file: None,
            key: Secret::default(),
            key_file: None,
            timeout_seconds: default_timeout_seconds(),
            concurrency: None,
            per_second: None,
            remarks_id: default_remarks_id(),
            duplicates: OfDuplicates::default(),
            dialect: Dialect::default(),
            codes: Codes::default(),
        }
    }
}

const fn default_timeout_seconds() -> u64 {
    15
}

const fn default_remarks_id() -> bool {
    true
}

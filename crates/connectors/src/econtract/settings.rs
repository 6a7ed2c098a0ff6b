//! What an account at Econtract needs to be told, checked before the first lead.

use std::collections::BTreeMap;
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use thiserror::Error;
use url::Url;

/// One account: where, as whom, and with which codes. Its `Debug` shows no secret.
#[derive(Clone, Debug)]
pub struct EcontractSettings {
    /// The CRM's address; the document's paths (`/api/leads`) are appended.
    pub url: Url,
    /// The CRM ID of the credentials.
    pub id: SecretString,
    /// The CRM API key of the credentials.
    pub key: SecretString,
    /// The longest that one attempt takes, from connecting to the end of the answer.
    pub timeout: Duration,
    /// Whether our id is appended to `remarks`.
    pub remarks_id: bool,
    /// Which of its documents the CRM follows.
    pub dialect: Dialect,
    /// The CRM's codes, where they are not the form's.
    pub codes: LeadCodes,
}

/// Which of the CRM's two documents an account's CRM follows. Leads differ in this alone.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Dialect {
    /// The newer document: a third-party lead that is fresh is `is_hot`.
    #[default]
    Current,
    /// The older document: such a lead is `is_realtime`, and there are no insurance leads.
    Older,
}

/// The codes of a CRM whose list of them is not public.
///
/// The table of leads requires gender, segment and language, and the examples lack them: where a
/// lead has none, nothing is sent unless it is turned on here.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LeadCodes {
    /// `gender` of leads that have none.
    pub gender: Option<u32>,
    /// `segment` of leads that have none.
    pub segment: Option<u32>,
    /// The form's genders: `1` man, `2` woman.
    pub genders: CodeMap,
    /// The form's segments: `1` residential, `2` professional.
    pub segments: CodeMap,
    /// The form's building types, `1` to `4`: detached, semi-detached, terraced, apartment.
    pub building_types: CodeMap,
    /// Whether `language` is sent with the types of lead whose example lacks it: call-me-back and
    /// click-out.
    pub send_language: bool,
    /// The languages that the CRM knows.
    pub languages: Vec<String>,
    /// What stands for every other language.
    pub default_language: String,
}

impl Default for LeadCodes {
    fn default() -> Self {
        Self {
            gender: None,
            segment: None,
            genders: CodeMap::default(),
            segments: CodeMap::default(),
            building_types: CodeMap::default(),
            send_language: false,
            languages: vec!["nl".to_owned(), "fr".to_owned()],
            default_language: "nl".to_owned(),
        }
    }
}

/// From a form's code to the CRM's. By default they are the same.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct CodeMap(pub BTreeMap<String, u32>);

impl CodeMap {
    /// The CRM's code; a code that is not in the map stands for itself.
    pub(super) fn of(&self, code: &str) -> String {
        let mapped = self.0.get(code);
        mapped.map_or_else(|| code.to_owned(), u32::to_string)
    }
}

impl LeadCodes {
    /// The CRM's language for a tag such as `fr-BE`.
    pub(super) fn language(&self, tag: &str) -> &str {
        let primary = tag.split('-').next().unwrap_or(tag);
        self.languages
            .iter()
            .find(|known| known.eq_ignore_ascii_case(primary))
            .unwrap_or(&self.default_language)
    }
}

impl EcontractSettings {
    /// How long one attempt takes at most, where nothing else is configured.
    pub const DEFAULT_TIMEOUT: Duration = Duration::from_secs(15);

    /// An account with the defaults for everything but address and credentials.
    #[must_use]
    pub fn new(url: Url, id: SecretString, key: SecretString) -> Self {
        Self {
            url,
            id,
            key,
            timeout: Self::DEFAULT_TIMEOUT,
            remarks_id: true,
            dialect: Dialect::default(),
            codes: LeadCodes::default(),
        }
    }

    /// The address of an endpoint, whether or not the configured one ends with a slash.
    pub(super) fn endpoint(&self, path: &[&str]) -> Result<Url, SettingsError> {
        let mut url = self.url.clone();
        url.path_segments_mut()
            .map_err(|()| SettingsError::NotHttp)?
            .pop_if_empty()
            .extend(path);
        Ok(url)
    }

    /// Refuses what cannot work.
    pub(super) fn check(&self) -> Result<(), SettingsError> {
        if !matches!(self.url.scheme(), "http" | "https") {
            return Err(SettingsError::NotHttp);
        }
        if !self.url.username().is_empty() || self.url.password().is_some() {
            return Err(SettingsError::UserInUrl);
        }
        if self.url.query().is_some() || self.url.fragment().is_some() {
            return Err(SettingsError::MoreThanPath);
        }
        if self.id.expose_secret().is_empty() {
            return Err(SettingsError::NoId);
        }
        if self.key.expose_secret().is_empty() {
            return Err(SettingsError::NoKey);
        }
        if self.timeout.is_zero() {
            return Err(SettingsError::NoTimeout);
        }
        if !self.codes.languages.contains(&self.codes.default_language) {
            return Err(SettingsError::DefaultLanguage);
        }
        Ok(())
    }
}

/// Why an account's settings cannot work. Shows no value of them.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
pub enum SettingsError {
    /// The address is not an http or https URL.
    #[error("`url` must be an http or https address")]
    NotHttp,
    /// The address holds a user or a password, which would end up in logs.
    #[error("`url` must not hold a user or password: credentials belong in `id` and `key`")]
    UserInUrl,
    /// The address has a query or a fragment, where paths are appended.
    #[error("`url` must end with its path: paths such as /api/leads are appended to it")]
    MoreThanPath,
    /// No CRM ID.
    #[error("`id` is empty")]
    NoId,
    /// No CRM API key.
    #[error("`key` is empty")]
    NoKey,
    /// A timeout of nothing.
    #[error("`timeout` must be more than nothing")]
    NoTimeout,
    /// The language that stands for unknown ones is itself unknown.
    #[error("`default_language` must be one of `languages`")]
    DefaultLanguage,
    /// The host offers no TLS to build on, such as no trusted certificates.
    #[error("TLS cannot be set up on this host: are its trusted certificates installed?")]
    NoTls,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(url: &str) -> EcontractSettings {
        EcontractSettings::new(
            url.parse().unwrap(),
            "marked-id".into(),
            "marked-key".into(),
        )
    }

    #[test]
    fn paths_are_appended_with_and_without_a_closing_slash() {
        for url in [
            "https://crm.example/econtract",
            "https://crm.example/econtract/",
        ] {
            assert_eq!(
                settings(url).endpoint(&["api", "leads"]).unwrap().as_str(),
                "https://crm.example/econtract/api/leads"
            );
        }
        assert_eq!(
            settings("https://crm.example")
                .endpoint(&["api", "leads"])
                .unwrap()
                .as_str(),
            "https://crm.example/api/leads"
        );
    }

    #[test]
    fn settings_that_cannot_work_are_refused() {
        let check = |url: &str| settings(url).check();
        assert_eq!(check("https://crm.example"), Ok(()));
        assert_eq!(check("ftp://crm.example"), Err(SettingsError::NotHttp));
        assert_eq!(check("mailto:a@crm.example"), Err(SettingsError::NotHttp));
        assert_eq!(
            check("https://u:p@crm.example"),
            Err(SettingsError::UserInUrl)
        );
        assert_eq!(
            check("https://crm.example?a=b"),
            Err(SettingsError::MoreThanPath)
        );

        let good = settings("https://crm.example");
        let change = |change: fn(&mut EcontractSettings)| {
            let mut changed = good.clone();
            change(&mut changed);
            changed.check()
        };
        assert_eq!(change(|s| s.id = "".into()), Err(SettingsError::NoId));
        assert_eq!(change(|s| s.key = "".into()), Err(SettingsError::NoKey));
        assert_eq!(
            change(|s| s.timeout = Duration::ZERO),
            Err(SettingsError::NoTimeout)
        );
        assert_eq!(
            change(|s| s.codes.default_language = "en".to_owned()),
            Err(SettingsError::DefaultLanguage)
        );
    }

    #[test]
    fn debug_output_shows_no_secret() {
        let shown = format!("{:?}", settings("https://crm.example"));
        assert!(!shown.contains("marked"), "{shown}");
    }

    #[test]
    fn a_code_stands_for_itself_unless_it_is_mapped() {
        let map = CodeMap(BTreeMap::from([("2".to_owned(), 7)]));
        assert_eq!((&*map.of("1"), &*map.of("2"), &*map.of("")), ("1", "7", ""));
    }

    #[test]
    fn an_unknown_language_becomes_the_default() {
        let codes = LeadCodes::default();
        assert_eq!(codes.language("fr-BE"), "fr");
        assert_eq!(codes.language("NL"), "nl");
        assert_eq!(codes.language("de"), "nl");
        assert_eq!(codes.language(""), "nl");
    }
}

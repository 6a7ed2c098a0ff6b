//! Reading the settings from their sources, the later ones over the earlier ones.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use figment::Figment;
use figment::providers::{Env, Format, Toml};
use url::Url;

use super::{ConfigError, Connector, ConnectorKind, Secret, Settings};

/// The compiled-in defaults, annotated.
const DEFAULTS: &str = include_str!("../leadgate.default.toml");

/// Where settings come from.
#[derive(Clone, Default, Debug)]
pub struct Sources {
    /// `--config FILE`.
    pub file: Option<PathBuf>,
    /// A `.env` file that may name `AB_CRM_…`; the process's environment goes before it.
    pub dotenv: Option<PathBuf>,
}

/// Reads and checks all settings.
///
/// # Errors
/// The first setting that is wrong, where it stands, and what to do.
pub fn load(sources: &Sources) -> Result<Settings, ConfigError> {
    read(sources).map_err(|wrong| wrong.located(sources))
}

fn read(sources: &Sources) -> Result<Settings, ConfigError> {
    let mut figment = Figment::new().merge(Toml::string(DEFAULTS));
    if let Some(file) = &sources.file {
        if !file.is_file() {
            return Err(ConfigError::new(
                format!("--config {}", file.display()),
                "there is no such file",
            ));
        }
        figment = figment.merge(Toml::file_exact(file));
    }
    let environment = Env::prefixed("LEADGATE__").split("__");
    let figment =
        not_numbers(&environment).fold(figment.merge(environment.clone()), Figment::merge);
    let mut settings: Settings = figment.extract().map_err(|error| parse_error(&error))?;
    fill_econtract(&mut settings, |name| {
        crm_variable(name, sources.dotenv.as_deref())
    })?;
    read_secret_files(&mut settings)?;
    super::check(&settings)?;
    Ok(settings)
}

/// Where a value stands and what is wrong with it, without the value: it may be a secret.
fn parse_error(error: &figment::Error) -> ConfigError {
    let place = error
        .metadata
        .as_ref()
        .map(|metadata| match &metadata.source {
            Some(source) => source.to_string(),
            None => metadata.name.to_string(),
        });
    let what = match &error.kind {
        figment::error::Kind::InvalidType(_, expected) => format!("must be {expected}"),
        figment::error::Kind::InvalidValue(_, expected) => format!("must be {expected}"),
        kind => without_quotes(&kind.to_string()),
    };
    ConfigError::new(error.path.join("."), what).at(place)
}

/// A parser's message without the lines of the file that it shows: the wrong one may be a secret's.
fn without_quotes(message: &str) -> String {
    let is_quote = |line: &str| {
        line.split_once('|').is_some_and(|(number, _)| {
            number
                .bytes()
                .all(|byte| byte == b' ' || byte.is_ascii_digit())
        })
    };
    message
        .lines()
        .filter(|line| !is_quote(line))
        .collect::<Vec<_>>()
        .join(": ")
}

/// Values of the environment that only look like numbers: `007`, `+32…` and `12.50` are texts, and
/// a key would not be the same without its zeros.
fn not_numbers(environment: &Env) -> impl Iterator<Item = (String, String)> {
    let is_integer = |value: &str| {
        value
            .parse::<i64>()
            .is_ok_and(|number| number.to_string() == value)
    };
    let is_text = move |value: &str| value.parse::<f64>().is_ok() && !is_integer(value);
    environment
        .iter()
        .filter(move |(_, value)| is_text(value.trim()))
        .map(|(key, value)| (key.as_str().to_owned(), value))
}

fn crm_variable(name: &str, dotenv: Option<&Path>) -> Option<String> {
    std::env::var(name).ok().or_else(|| {
        let entries = dotenvy::from_path_iter(dotenv?).ok()?;
        entries
            .flatten()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value)
    })
}

/// `AB_CRM_…` fills in what an econtract connector lacks: what the configuration says goes first.
/// `AB_CRM_ID` and `AB_CRM_KEY` go to the address that `AB_CRM_URL` names and to no other; without
/// `AB_CRM_URL`, to the connector's own.
fn fill_econtract(
    settings: &mut Settings,
    variable: impl Fn(&str) -> Option<String>,
) -> Result<(), ConfigError> {
    let [url, id, key] = ["AB_CRM_URL", "AB_CRM_ID", "AB_CRM_KEY"].map(variable);
    if settings.connectors.is_empty() && url.is_some() {
        let crm = Connector::new(ConnectorKind::Econtract);
        settings.connectors = BTreeMap::from([("crm".to_owned(), crm)]);
    }
    for (name, connector) in &mut settings.connectors {
        match connector.kind {
            ConnectorKind::Econtract => {
                if connector.url.is_empty() {
                    connector.url = url.clone().unwrap_or_default();
                }
                let elsewhere = url
                    .as_ref()
                    .is_some_and(|url| !is_same_address(url, &connector.url));
                for (secret, file, given, setting) in [
                    (&mut connector.id, &connector.id_file, &id, "id"),
                    (&mut connector.key, &connector.key_file, &key, "key"),
                ] {
                    let Some(given) = given else { continue };
                    if !secret.is_empty() || file.is_some() {
                        continue;
                    }
                    if elsewhere {
                        return Err(not_for_this_address(name, setting));
                    }
                    *secret = given.clone().into();
                }
            }
        }
    }
    Ok(())
}

fn is_same_address(one: &str, other: &str) -> bool {
    // A slash at the end makes no difference to a connector, nor to who writes the address down.
    let address = |text: &str| Url::parse(text.trim_end_matches('/')).ok();
    address(one).is_some_and(|one| address(other) == Some(one))
}

/// A real key must not travel to a test's CRM, or a test's to a real one.
fn not_for_this_address(connector: &str, setting: &str) -> ConfigError {
    let variable = format!("AB_CRM_{}", setting.to_uppercase());
    ConfigError::new(
        format!("connectors.{connector}.{setting}"),
        format!(
            "is missing, and {variable} belongs to AB_CRM_URL, which is another address than connectors.{connector}.url: set {setting} or {setting}_file here, or leave url out"
        ),
    )
}

fn read_secret_files(settings: &mut Settings) -> Result<(), ConfigError> {
    if let Some(file) = &settings.store.url_file {
        let place = "store.url_file".to_owned();
        if settings.store.url.expose() != default_store_url() {
            return Err(given_twice(place, "url"));
        }
        settings.store.url = read_secret(file, place)?.into();
    }
    if let Some(file) = &settings.store.encryption_keys_file {
        let place = "store.encryption_keys_file".to_owned();
        if settings.store.encryption_keys.is_some() {
            return Err(given_twice(place, "encryption_keys"));
        }
        settings.store.encryption_keys = Some(read_secret(file, place)?.into());
    }
    for (name, connector) in &mut settings.connectors {
        let place = format!("connectors.{name}");
        read_secret_file(
            &mut connector.id,
            connector.id_file.as_deref(),
            &place,
            "id",
        )?;
        read_secret_file(
            &mut connector.key,
            connector.key_file.as_deref(),
            &place,
            "key",
        )?;
    }
    let alerts = &mut settings.alerts;
    let file = alerts.webhook_file.as_deref();
    read_secret_file(&mut alerts.webhook, file, "alerts", "webhook")?;
    let file = alerts.secret_file.as_deref();
    read_secret_file(&mut alerts.secret, file, "alerts", "secret")?;
    if let Some(smtp) = &mut alerts.smtp {
        let file = smtp.url_file.as_deref();
        read_secret_file(&mut smtp.url, file, "alerts.smtp", "url")?;
    }
    Ok(())
}

/// Reads the file that stands for a setting, if there is one.
fn read_secret_file(
    secret: &mut Secret,
    file: Option<&Path>,
    table: &str,
    setting: &str,
) -> Result<(), ConfigError> {
    let Some(file) = file else { return Ok(()) };
    let place = format!("{table}.{setting}_file");
    if !secret.is_empty() {
        return Err(given_twice(place, setting));
    }
    *secret = read_secret(file, place)?.into();
    Ok(())
}

fn read_secret(file: &Path, place: String) -> Result<String, ConfigError> {
    let text = std::fs::read_to_string(file)
        .map_err(|error| ConfigError::new(place, format!("cannot be read: {}", error.kind())))?;
    Ok(text.trim().to_owned())
}

fn given_twice(place: String, setting: &str) -> ConfigError {
    ConfigError::new(
        place,
        format!("is given together with {setting}: keep one of the two"),
    )
}

/// The one setting that may be given in a file although it has a default.
fn default_store_url() -> String {
    Figment::from(Toml::string(DEFAULTS))
        .extract_inner("store.url")
        .unwrap_or_default()
}

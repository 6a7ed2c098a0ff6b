//! What no parser can see: settings that are wrong by themselves, or wrong together.

mod alerts;
mod connectors;
mod delivery;
mod forms;
mod partners;

use std::fmt;

use leadgate_assets::Assets;
use leadgate_model::{Form, Lang};
use leadgate_rules::time::{OpeningHours, Weekday};
use tracing_subscriber::EnvFilter;
use url::Url;

use super::{BrowserVersion, Settings, Sources, StoreSettings, place};

/// A wrong setting: where it stands and what to do about it. Shows no secret.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ConfigError {
    setting: String,
    /// Where it stands, as far as that is known.
    place: Option<String>,
    what: String,
}

impl ConfigError {
    /// About a setting, by its dotted name.
    pub fn new(setting: impl Into<String>, what: impl Into<String>) -> Self {
        Self {
            setting: setting.into(),
            place: None,
            what: what.into(),
        }
    }

    /// The same about a setting that stands there.
    pub(super) fn at(self, place: Option<String>) -> Self {
        Self { place, ..self }
    }

    /// The same with the line of the file, or the variable, from which the setting comes.
    #[must_use]
    pub fn located(self, sources: &Sources) -> Self {
        match place::of(&self.setting, sources) {
            None => self,
            found => self.at(found),
        }
    }

    /// The same, with more to do about it.
    pub(super) fn and(self, more: &str) -> Self {
        Self {
            what: format!("{}; {more}", self.what),
            ..self
        }
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            Some(place) => write!(f, "{} ({place}): {}", self.setting, self.what),
            None => write!(f, "{}: {}", self.setting, self.what),
        }
    }
}

impl std::error::Error for ConfigError {}

/// The hours within which consumers may be called: see `leadgate.default.toml`.
const CALLS_FROM_MINUTE: u16 = 9 * 60;
const CALLS_UNTIL_MINUTE: u16 = 20 * 60;

/// Checks settings that were read.
///
/// # Errors
/// The first wrong one.
pub fn check(settings: &Settings) -> Result<(), ConfigError> {
    server(settings)?;
    calls(settings)?;
    encryption_keys(&settings.store)?;
    delivery::check(settings)?;
    alerts::check(settings)?;
    let kept_days = settings.retention.delivered_days;
    if kept_days > 0 && settings.duplicates.window_days > kept_days {
        return fail(
            "duplicates.window_days",
            format!(
                "must be at most {kept_days}, retention.delivered_days: who sent an erased lead is not known any more"
            ),
        );
    }
    if EnvFilter::try_new(&settings.log.filter).is_err() {
        return fail(
            "log.filter",
            "must be as in RUST_LOG, such as info or leadgate=debug,info",
        );
    }
    forms::check(settings)?;
    consents(settings)?;
    connectors::check(settings)?;
    partners::check(settings)
}

fn server(settings: &Settings) -> Result<(), ConfigError> {
    let place = "server.public_url";
    let public = &settings.server.public_url;
    let Ok(url) = Url::parse(public) else {
        return fail(
            place,
            "must be the proxy's address, such as https://leads.example.com",
        );
    };
    if !matches!(url.scheme(), "http" | "https")
        || url.query().is_some()
        || url.fragment().is_some()
        || public.ends_with('/')
    {
        return fail(
            place,
            "must be an http or https address without a query, a fragment or a slash at its end",
        );
    }
    if !url.username().is_empty() || url.password().is_some() {
        return fail(
            place,
            "must not hold a user or password: every page would show them",
        );
    }
    if settings.server.body_limit_bytes < 1024 {
        return fail(
            "server.body_limit_bytes",
            "must be at least 1024, or no form fits",
        );
    }
    let folder = &settings.server.assets_dir;
    if !folder.as_os_str().is_empty() && !folder.is_dir() {
        return fail(
            "server.assets_dir",
            format!("{} is not a folder", folder.display()),
        );
    }
    browser_version(settings)
}

fn browser_version(settings: &Settings) -> Result<(), ConfigError> {
    let BrowserVersion::Earlier(name) = &settings.server.browser_version else {
        return Ok(());
    };
    let folder = &settings.server.assets_dir;
    let assets = Assets::new(folder);
    if assets.has(name) {
        return Ok(());
    }
    let built_in = Assets::version().unwrap_or_default();
    let earlier: Vec<_> = assets
        .browser_versions()
        .into_iter()
        .filter(|name| name != built_in)
        .collect();
    let choice = match (folder.as_os_str().is_empty(), earlier.as_slice()) {
        (true, _) => "server.assets_dir names no folder with earlier ones".to_owned(),
        (false, []) => format!("{} has no whole release", folder.display()),
        (false, names) => format!("{} has {}", folder.display(), names.join(", ")),
    };
    fail(
        "server.browser_version",
        format!(
            "{name:?} is no browser version: {choice}. \"none\" makes forms plain HTML, \"\" is the version of this program"
        ),
    )
}

/// Named as they were given: the file has to be looked into where there is one.
fn encryption_keys(store: &StoreSettings) -> Result<(), ConfigError> {
    let place = match store.encryption_keys_file {
        Some(_) => "store.encryption_keys_file",
        None => "store.encryption_keys",
    };
    let checked = store.keyring().map(drop);
    checked.map_err(|error| ConfigError::new(place, error.to_string()))
}

fn calls(settings: &Settings) -> Result<(), ConfigError> {
    let place = "calls.opening_hours";
    let hours = OpeningHours::parse(&settings.calls.opening_hours)
        .map_err(|error| ConfigError::new(place, error.to_string()))?;
    for day in Weekday::ALL {
        if let Some((from, until)) = hours.on_weekday(day)
            && (from < CALLS_FROM_MINUTE || until > CALLS_UNTIL_MINUTE)
        {
            return fail(
                place,
                "must lie within 09:00-20:00, when consumers may be called",
            );
        }
    }
    Ok(())
}

fn consents(settings: &Settings) -> Result<(), ConfigError> {
    for (purpose, consent) in &settings.consents {
        let place = format!("consents.{purpose}");
        if purpose.is_empty()
            || !purpose
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte == b'_')
        {
            return fail(place, "a purpose's name has lower-case letters and _ only");
        }
        known_forms(&format!("{place}.forms"), consent.forms.iter())?;
        let Some(current) = consent.texts.get(&consent.current) else {
            return fail(
                format!("{place}.current"),
                format!(
                    "names {:?}, which texts lacks: add [consents.{purpose}.texts.{}]",
                    consent.current, consent.current
                ),
            );
        };
        if let Some(lang) = Lang::ALL
            .into_iter()
            .find(|lang| !current.contains_key(lang.tag()))
        {
            return fail(
                format!("{place}.texts.{}", consent.current),
                format!("lacks the language {}", lang.tag()),
            );
        }
    }
    Ok(())
}

fn known_forms<'a>(
    place: &str,
    names: impl Iterator<Item = &'a String>,
) -> Result<(), ConfigError> {
    for name in names {
        if Form::from_slug(name).is_none() {
            let known = Form::ALL.map(Form::slug).join(", ");
            return fail(
                place,
                format!("{name:?} is not a form of this version: it has {known}"),
            );
        }
    }
    Ok(())
}

fn fail(place: impl Into<String>, what: impl Into<String>) -> Result<(), ConfigError> {
    Err(ConfigError::new(place, what))
}
